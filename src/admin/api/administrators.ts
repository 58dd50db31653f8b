/** Administrators: who there is, what each may, and how they get in. */
import type { Caller, GrantedRight } from '../../mail/doors/caller.ts';
import type { AdminContext } from '../context.ts';
import { administrators } from '../contracts/administrators.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { accountOf, actorOf } from '../sign-in/entrance.ts';
import { linkAddress } from '../sign-in/link-address.ts';
import type { MadeSecret } from '../sign-in/people.ts';
import { requireGrant, requireGrantable } from './granted.ts';
import { shownGrant, shownSessions } from './shown-caller.ts';

type Room = Pick<AdminContext, 'people' | 'queries' | 'directory' | 'settings' | 'ownPort'>;

export const administratorRoutes = (room: Room): readonly ApiRoute[] => [
  route(administrators.list, async () => {
    const view = room.directory.current;
    return { items: (await room.people.list()).map((one) => ({ ...one, ...shownGrant(view, one) })) };
  }),
  route(administrators.create, async ({ body: { name, ...wanted }, caller }) => {
    const grant = requireGrant(room, caller, { ...wanted, expiresAt: null });
    const made = await room.people.add(name, grant, caller.actor);
    return { name: accountOf(name), ...shownGrant(room.directory.current, grant), ...invited(room, made) };
  }),
  route(administrators.change, async ({ params: { name }, body, caller, requireSeen }) => {
    const now = await grantOf(room, name, caller);
    const role = body.role ?? now.role;
    const own = role === 'global-administrator' ? [] : (now.organizations ?? []);
    const { organizations = own, content = now.content } = body;
    const grant = requireGrant(room, caller, { role, organizations, content, expiresAt: null });
    const changed = await room.people.change(name, grant, caller.actor, requireSeen);
    return { ...changed, ...shownGrant(room.directory.current, changed) };
  }),
  route(administrators.remove, async ({ params: { name }, caller, requireSeen }) => {
    await grantOf(room, name, caller);
    await room.people.remove(name, caller.actor, requireSeen);
    await room.queries.forget(actorOf(accountOf(name)));
  }),
  route(administrators.invite, async ({ params: { name }, caller }) => {
    await grantOf(room, name, caller);
    return invited(room, await room.people.invite(name, caller.actor));
  }),
  route(administrators.sessions, async ({ params: { name }, caller }) => {
    await grantOf(room, name, caller);
    const sessions = await room.people.sessions.of(actorOf(accountOf(name)));
    return { items: shownSessions(sessions, caller) };
  }),
  route(administrators.endSessions, async ({ params: { name }, caller }) => {
    await grantOf(room, name, caller);
    return { ended: await room.people.sessions.endAll(actorOf(accountOf(name))) };
  }),
];

/** Of one whom the caller may change: nobody takes over more than they have. Throws a Problem. */
async function grantOf(room: Room, name: string, caller: Caller): Promise<GrantedRight> {
  const grant = await room.people.grantOf(name);
  if (grant === null) throw new Problem('not-found', { what: 'administrator', name }, { act: 'see-administrators' });
  // A record that cannot be read, or lists no organization, is worth nothing: anybody may remove it.
  if (grant.organizations === null || grant.organizations.length > 0) requireGrantable(caller, grant);
  return grant;
}

const invited = ({ settings, ownPort }: Room, { secret, expiresAt }: MadeSecret) => ({
  invitation: linkAddress(settings.http, ownPort() ?? settings.http.port, { invitation: secret }),
  invitedUntil: expiresAt,
});
