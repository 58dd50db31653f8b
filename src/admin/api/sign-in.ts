/** Signing in with a browser, and the sessions of whoever did. */
import { bounds } from '../../base/bounds.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import type { AdminContext } from '../context.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { signIn } from '../contracts/sign-in.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Browser, route } from '../http/route.ts';
import { linkAddress } from '../sign-in/link-address.ts';
import type { Entered } from '../sign-in/people.ts';
import type { Person } from '../sign-in/people-rules.ts';
import { totpUri } from '../sign-in/totp.ts';
import { shownCaller, shownGrant, shownSessions } from './shown-caller.ts';

type Room = Pick<AdminContext, 'people' | 'directory' | 'status' | 'version' | 'ownPort' | 'settings'>;

export const signInRoutes = (room: Room): readonly ApiRoute[] => [
  route(signIn.byLink, async ({ body: { link }, browser }) =>
    signedIn(room, await room.people.enterByLink(link, browser), browser),
  ),
  route(signIn.byPassword, async ({ body, browser }) =>
    signedIn(room, await room.people.enterByPassword(body, browser), browser),
  ),
  route(signIn.lookAtInvitation, async ({ body: { invitation }, browser }) => {
    const { name, grant, totp, isSecondFactorNeeded, passkeyPlace } = await room.people.lookAtInvitation(
      invitation,
      browser,
    );
    return {
      ...{ name, ...shownGrant(room.directory.whole, grant) },
      ...{ totp: shownTotp(room, name, totp), secondFactorNeeded: isSecondFactorNeeded },
      passkeyAt: 'rpId' in passkeyPlace ? passkeyPlace.rpId : null,
      passkeyInstead: 'rpId' in passkeyPlace ? null : passkeyPlace.instead,
    };
  }),
  route(signIn.byInvitation, async ({ body, browser }) => {
    const entered = await room.people.enterByInvitation(body, browser);
    return { ...signedIn(room, entered, browser), recoveryCodes: [...entered.recoveryCodes] };
  }),
  route(signIn.again, async ({ body, caller, browser }) =>
    shownCaller(room, await room.people.again(personOf(caller), body, browser)),
  ),
  route(signIn.attempts, async () => ({ items: [...(await room.people.attempts())] })),
  route(signIn.changePassword, async ({ body: { password, newPassword, ...factors }, caller, browser }) =>
    room.people.account.changePassword(personOf(caller), { now: password, wanted: newPassword, ...factors }, browser),
  ),
  route(signIn.beginSecondFactor, async ({ caller }) => {
    const { name, totp } = await room.people.account.beginSecondFactor(personOf(caller));
    return shownTotp(room, name, totp);
  }),
  route(signIn.confirmSecondFactor, async ({ body: { code }, caller, browser }) => ({
    recoveryCodes: [...(await room.people.account.confirmSecondFactor(personOf(caller), code, browser))],
  })),
  route(signIn.out, async ({ caller, browser }) => {
    const { actor, session } = personOf(caller);
    await room.people.sessions.end(actor, session.id);
    browser.keep(null);
  }),
  route(signIn.sessions, async ({ caller }) => ({
    items: shownSessions(await room.people.sessions.of(caller.actor), caller),
  })),
  route(signIn.endSession, async ({ params: { id }, caller }) => {
    if (!(await room.people.sessions.end(caller.actor, id)))
      throw new Problem(
        'not-found',
        { what: 'browser-session', id: id.slice(0, bounds.admin.wordShown) },
        'GET /api/v1/sign-in/sessions lists them.',
      );
  }),
  route(
    signIn.makeLink,
    async ({ body: { name = null }, actor: askedBy }) => {
      const port = room.ownPort();
      if (port === null)
        throw new Problem('not-running-here', { room: 'admin-center' }, 'Set http.addresses in doorpost.yaml.');
      const { http } = room.settings;
      const { secret, expiresAt, actor } = await room.people.makeLink(name, askedBy);
      return { address: linkAddress(http, port, { enter: secret }), port, tunnel: http.url === null, expiresAt, actor };
    },
    { localOnly: true },
  ),
];

export function signedIn(
  room: Pick<Room, 'directory' | 'status' | 'version'>,
  { caller, cookie, secret }: Entered,
  browser: Browser,
): AnswerOf<typeof signIn.byLink> {
  browser.keep(cookie);
  return { secret, expiresAt: caller.session.until, me: shownCaller(withWholeDirectory(room), caller) };
}

/** Throws a Problem for a program. */
export function personOf({ session, ...caller }: Caller): Person {
  if (session === undefined) throw new Problem('no-session', {}, 'Take the token away instead.');
  return { ...caller, session };
}

const shownTotp = ({ settings }: Room, name: string, secret: string) => ({
  secret,
  uri: totpUri(secret, name, `Doorpost ${settings.hostName}`),
});

/** The caller has just signed in; the request came from nobody, who sees no organization. */
const withWholeDirectory = ({ directory, ...room }: Pick<Room, 'directory' | 'status' | 'version'>) => ({
  ...room,
  directory: { current: directory.whole },
});
