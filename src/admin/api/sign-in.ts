/** Signing in with a browser, and the sessions of whoever did. */
import { bounds } from '../../base/bounds.ts';
import type { AdminContext } from '../context.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { signIn } from '../contracts/sign-in.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Browser, route } from '../http/route.ts';
import { linkAddress } from '../sign-in/link-address.ts';
import type { Entered } from '../sign-in/people.ts';
import { shownCaller } from './shown-caller.ts';

type Room = Pick<AdminContext, 'people' | 'directory' | 'status' | 'version' | 'ownPort' | 'settings'>;

export const signInRoutes = (room: Room): readonly ApiRoute[] => [
  route(signIn.byLink, async ({ body: { link }, browser }) => {
    const entered = await room.people.enterByLink(link, browser);
    if (entered === null) throw new Problem('sign-in-refused', { by: 'link' }, { act: 'sign-in-to-admin-center' });
    return signedIn(room, entered, browser);
  }),
  route(signIn.out, async ({ caller: { actor, session }, browser }) => {
    if (session === undefined) throw new Problem('no-session', {}, 'Take the token away instead.');
    await room.people.sessions.end(actor, session.id);
    browser.keep(null);
  }),
  route(signIn.sessions, async ({ caller: { actor, session } }) => {
    const sessions = await room.people.sessions.of(actor);
    return {
      items: sessions.map(({ actor: _, name: __, ...one }) => ({ ...one, current: one.id === session?.id })),
    };
  }),
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
      const { url } = room.settings.http;
      const { secret, expiresAt, actor } = await room.people.makeLink(name, askedBy);
      return { address: linkAddress(url, port, secret), port, tunnel: url === null, expiresAt, actor };
    },
    { localOnly: true },
  ),
];

function signedIn(room: Room, { caller, cookie, secret }: Entered, browser: Browser): AnswerOf<typeof signIn.byLink> {
  browser.keep(cookie);
  return { secret, expiresAt: caller.session.until, me: shownCaller(room, caller) };
}
