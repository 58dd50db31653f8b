/** Tokens of those who come by TCP, what they may, and who somebody is. */
import { bounds } from '../../base/bounds.ts';
import { parseDuration } from '../../config/values.ts';
import type { Caller, GrantedRight } from '../../mail/doors/caller.ts';
import type { AdminContext } from '../context.ts';
import { me, tokens } from '../contracts/tokens.ts';
import type { BodyOf } from '../contracts/operation.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';
import { requireGrant } from './granted.ts';
import { shownCaller, shownGrant } from './shown-caller.ts';

type Room = Pick<AdminContext, 'store' | 'clock' | 'tokens' | 'directory' | 'status' | 'version'>;

export const tokenRoutes = (room: Room): readonly ApiRoute[] => [
  route(me.show, ({ caller }) => shownCaller(room, caller)),
  route(tokens.list, async () => {
    const view = room.directory.current;
    return { items: (await room.tokens.list()).map((one) => ({ ...one, ...shownGrant(view, one) })) };
  }),
  route(tokens.create, async ({ body, caller }) => {
    const { name } = body;
    const view = room.directory.current;
    const grant = grantOf(room, body, caller);
    const there = await room.tokens.list();
    if (there.some((each) => each.name === name))
      throw new Problem('already-there', { what: 'token', name }, 'Choose another name, or delete that one first.');
    if (there.length >= bounds.admin.tokens)
      throw new Problem('too-many', { what: 'tokens', most: bounds.admin.tokens }, 'Delete those nobody uses.');
    const token = await room.tokens.create(name, grant, caller.actor);
    await note(room, caller.actor, name, { created: shownGrant(view, grant) });
    return { name, token, ...shownGrant(view, grant) };
  }),
  route(tokens.remove, async ({ params: { name }, actor }) => {
    if (!(await room.tokens.delete(name)))
      throw new Problem('not-found', { what: 'token', name }, { act: 'see-all', of: 'tokens' });
    await note(room, actor, name, 'deleted');
  }),
];

function grantOf(room: Room, body: BodyOf<typeof tokens.create>, caller: Caller): GrantedRight {
  const { role, organizations, expires } = body;
  const now = room.clock.now();
  const expiresAt = expires === undefined ? null : timeAhead(expires, now);
  if (expiresAt !== null && expiresAt <= now)
    throw new Problem(
      'invalid-fields',
      { why: 'not-in-future', field: 'expires' },
      'Write after how long (90d), or a date to come (2027-12-01).',
    );
  const content = body.content ?? (role === 'global-administrator' && caller.content);
  return requireGrant(room, caller, { role, organizations, content, expiresAt });
}

/** A duration counts from now on. Throws a Problem for what is no time. */
function timeAhead(text: string | number, now: number): number | null {
  const after = typeof text === 'string' ? parseDuration(text) : null;
  return after === null ? requireTime(text, 'expires', now) : now + after;
}

const note = (room: Room, actor: string, name: string, after: unknown): Promise<void> =>
  room.store.directory.note({
    at: room.clock.now(),
    actor,
    kind: 'secret',
    id: `token:${name}`,
    name: `token:${name}`,
    before: null,
    after,
  });
