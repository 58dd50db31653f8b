/** Signing in by the identity provider, and what its roles are worth. */
import { bounds } from '../../base/bounds.ts';
import { SSO_PAGE } from '../sign-in/sso/single-sign-on.ts';
import type { AdminContext } from '../context.ts';
import { singleSignOn } from '../contracts/single-sign-on.ts';
import { type ApiRoute, type Browser, route } from '../http/route.ts';
import { pagesAddress } from '../sign-in/link-address.ts';
import { type Mapping, mappingTag, rightOf } from '../sign-in/sso/mapping.ts';
import type { BegunSignIn } from '../sign-in/sso/single-sign-on.ts';
import type { KnownPerson } from '../sign-in/sso/sso-desk.ts';
import { requireGrant, requireGrantable } from './granted.ts';
import { shownCaller, shownGrant, shownSessions } from './shown-caller.ts';
import { personOf, signedIn } from './sign-in.ts';

type Room = Pick<AdminContext, 'people' | 'queries' | 'directory' | 'status' | 'version' | 'ownPort' | 'settings'>;

export const singleSignOnRoutes = (room: Room): readonly ApiRoute[] => [
  route(singleSignOn.ways, async () => ({
    sso: room.people.sso.offered,
    passkeys: await room.people.account.hasAnybodyPasskeys(),
  })),
  route(singleSignOn.begin, async ({ browser }) =>
    sentTo(browser, await room.people.sso.begin({ to: 'enter' }, browser.origin)),
  ),
  route(singleSignOn.enter, async ({ body, browser }) => {
    browser.keepBegun(null);
    return signedIn(room, await room.people.enterBySso({ ...body, begun: browser.begun }, browser), browser);
  }),
  route(singleSignOn.beginAgain, async ({ caller, browser }) => {
    const { actor, session } = personOf(caller);
    return sentTo(browser, await room.people.sso.begin({ to: 'again', session: session.id, actor }, browser.origin));
  }),
  route(singleSignOn.again, async ({ body, caller, browser }) => {
    browser.keepBegun(null);
    const came = { ...body, begun: browser.begun };
    return shownCaller(room, await room.people.againBySso(personOf(caller), came, browser));
  }),
  route(singleSignOn.show, async ({ caller: { actor } }) => {
    const own = await room.people.sso.personAt(actor);
    return {
      provider: shownProvider(room),
      own: own && { ...shownPerson(room, own), claims: [...own.told] },
    };
  }),
  route(singleSignOn.mappings, async () => ({
    items: (await room.people.sso.mappings()).map((one) => shownMapping(room, one)),
  })),
  route(singleSignOn.map, async ({ body: { value, enabled, ...wanted }, caller }) => {
    const { role, organizations, content } = requireGrant(room, caller, { ...wanted, expiresAt: null });
    const said = { value, enabled, role, organizations, content };
    return shownMapping(room, await room.people.sso.addMapping(said, caller.actor));
  }),
  route(singleSignOn.change, async ({ params: { value }, body, caller, requireSeen }) => {
    const now = await room.people.sso.mapping(value);
    requireGrantable(caller, rightOf(now));
    const { role = now.role, content = now.content, enabled = now.enabled } = body;
    const own = role === 'global-administrator' ? [] : (now.organizations ?? []);
    const wanted = { role, organizations: body.organizations ?? own, content, expiresAt: null };
    const { organizations } = requireGrant(room, caller, wanted);
    const said = { value, role, organizations, content, enabled };
    return shownMapping(room, await room.people.sso.changeMapping(said, caller.actor, requireSeen));
  }),
  route(singleSignOn.remove, async ({ params: { value }, caller, requireSeen }) => {
    requireGrantable(caller, rightOf(await room.people.sso.mapping(value)));
    await room.people.sso.removeMapping(value, caller.actor, requireSeen);
  }),
  route(singleSignOn.people, async () => ({
    items: (await room.people.sso.people()).map((one) => shownPerson(room, one)),
  })),
  route(singleSignOn.forget, async ({ params: { key }, caller }) => {
    const { actor: whose } = await room.people.sso.person(key);
    await room.people.sso.forget(key, caller.actor);
    await room.queries.forget(whose);
  }),
  route(singleSignOn.sessions, async ({ params: { key }, caller }) => {
    const { actor: whose } = await room.people.sso.person(key);
    const sessions = await room.people.sessions.of(whose);
    return { items: shownSessions(sessions, caller) };
  }),
  route(singleSignOn.endSessions, async ({ params: { key } }) => {
    const { actor: whose } = await room.people.sso.person(key);
    return { ended: await room.people.sessions.endAll(whose) };
  }),
];

function sentTo(browser: Browser, { address, secret, cookie }: BegunSignIn): Omit<BegunSignIn, 'cookie'> {
  browser.keepBegun(cookie);
  return { address, secret };
}

function shownProvider({ people, settings, ownPort }: Room) {
  const { oidc, http } = settings;
  const { offered } = people.sso;
  if (offered === null || oidc.issuer === null) return null;
  const { issuer, clientId, rolesClaim } = oidc;
  return {
    ...{ name: offered.name, issuer, clientId, rolesClaim },
    redirect: `${pagesAddress(http, ownPort() ?? http.port)}${SSO_PAGE}`,
  };
}

const shownMapping = (room: Room, mapping: Mapping) => {
  const { value, enabled, createdAt, createdBy } = mapping;
  return {
    ...{ value, etag: mappingTag(mapping), ...shownGrant(room.directory.current, rightOf(mapping)) },
    ...{ enabled, createdAt, createdBy },
  };
};

const shownPerson = (room: Room, { claim: _, told: __, grant, values, mappings, ...person }: KnownPerson) => ({
  ...person,
  values: values.slice(0, bounds.admin.ssoValuesTold),
  mappings: [...mappings],
  grant: grant && shownGrant(room.directory.current, grant),
});
