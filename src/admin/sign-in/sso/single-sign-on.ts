/**
 * Signing in by an identity provider. A sign-in that is begun is kept by the browser in two halves: a sealed cookie that scripts do not see, and a
 * secret that other ports do not see; whoever comes back brings both, once, within ten minutes. So nobody is signed in by what another page, program
 * or person has begun. Rights are those of the mappings at each call, by the roles that the provider told last.
 */
import { z } from 'zod';
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { Random } from '../../../base/random.ts';
import type { Settings } from '../../../config/settings.ts';
import type { GrantedRight } from '../../../mail/doors/caller.ts';
import type { Store } from '../../../store/store.ts';
import { Problem } from '../../http/problem.ts';
import type { Secrets } from '../../secrets/secrets.ts';
import { hashOf, isHashOf, newSecret } from '../one-time.ts';
import { Tickets } from '../tickets.ts';
import { type Claims, ClaimBeyondBound, personKey, readClaims } from './claims.ts';
import { grantBy, type Mapping } from './mapping.ts';
import { Mappings } from './mappings.ts';
import { type Begun, Provider, type ProviderSettings, ProviderTrouble } from './provider.ts';
import { SsoPeople, type SsoPerson } from './sso-people.ts';

/** The page that the provider sends people back to. */
export const SSO_PAGE = '/sign-in/sso';

const purpose = z.discriminatedUnion('to', [
  z.object({ to: z.literal('enter') }),
  z.object({ to: z.literal('again'), session: z.string(), actor: z.string() }),
]);
type Purpose = z.output<typeof purpose>;

const transaction = z.object({
  purpose,
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirect: z.string(),
  secretHash: z.string(),
  begunAt: z.number(),
});
type Transaction = z.output<typeof transaction>;

/** A browser that comes back, by what it brings. */
export interface CameBack {
  /** The query that the provider sent it back with. */
  readonly answer: string;
  readonly secret: string;
  /** Usually one: another port of the host can add more under the same name. */
  readonly begun: readonly string[];
}

export interface BegunSignIn extends Pick<Begun, 'address'> {
  readonly cookie: string;
  readonly secret: string;
}

/** A person whom the provider has just named. */
export interface NamedPerson {
  readonly person: SsoPerson;
  readonly grant: GrantedRight;
  /** When they proved there who they are; null: it was not said. */
  readonly authenticatedAt: number | null;
}

interface Parts {
  readonly store: Pick<Store, 'notes' | 'onNews' | 'exclusive'>;
  readonly secrets: Secrets;
  readonly clock: Pick<Clock, 'now' | 'monotonic' | 'timer'>;
  readonly random: Random;
  readonly log: Pick<Log, 'warn'>;
  readonly settings: Pick<Settings, 'oidc' | 'http'>;
}

export class SingleSignOn {
  readonly mappings: Mappings;
  readonly people: SsoPeople;
  readonly #parts: Parts;
  readonly #tickets: Tickets<Transaction>;
  readonly #provider: Provider | null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.mappings = new Mappings(parts);
    this.people = new SsoPeople(parts);
    this.#tickets = new Tickets(parts, 'sso', transaction, bounds.admin.ssoLife);
    const set = providerIn(parts.settings);
    this.#provider = set && new Provider(set, parts.clock);
  }

  /** null: there is no provider. `at`: the one address by which it can be begun; null: whatever the browser calls us by. */
  get offered(): { readonly name: string; readonly at: string | null } | null {
    const { oidc, http } = this.#parts.settings;
    return oidc.issuer === null ? null : { name: oidc.name ?? new URL(oidc.issuer).hostname, at: http.url };
  }

  /** @param origin by which the browser calls us. Throws a Problem. */
  async begin(of: Purpose, origin: string): Promise<BegunSignIn> {
    const provider = this.#asked();
    const { clock, random, settings } = this.#parts;
    const { url } = settings.http;
    if (url !== null && url !== origin)
      throw refused({ why: 'other-address', address: url }, `Open ${url}, and sign in there.`);
    const redirect = `${origin}${SSO_PAGE}`;
    const begunAt = clock.now();
    const { address, ...kept } = await this.#told(provider.begin(redirect, of.to === 'again'));
    const secret = newSecret(random);
    const cookie = this.#tickets.make({ purpose: of, ...kept, redirect, secretHash: hashOf(secret), begunAt });
    return { address, cookie, secret };
  }

  /** Throws a Problem. */
  async enter(came: CameBack): Promise<NamedPerson> {
    const { claims } = await this.#finish(came, ({ purpose: { to } }) => to === 'enter');
    const { issuer, rolesClaim } = this.#set();
    const mappings = await this.mappings.all();
    const grant = grantBy(claims.values, mappings);
    const isKnown = (await this.people.get(personKey(issuer, claims.subject))) !== null;
    // Roles that were taken away there are gone for what goes on here, too.
    const person = grant !== null || isKnown ? await this.people.seen(issuer, rolesClaim, claims) : null;
    if (grant === null || person === null)
      throw refused(
        { why: 'no-role', claim: rolesClaim, values: claims.values.slice(0, bounds.admin.ssoClaimsTold) },
        'Ask a Global administrator of this server to map one of your roles, under Settings > Single sign-on; then sign in again.',
      );
    return { person, grant, authenticatedAt: claims.authenticatedAt };
  }

  /** The person of a session proved there once more who they are. Throws a Problem. */
  async again({ session, actor }: { readonly session: string; readonly actor: string }, came: CameBack): Promise<void> {
    const { claims, begunAt } = await this.#finish(
      came,
      ({ purpose: of }) => of.to === 'again' && of.session === session && of.actor === actor,
    );
    const { issuer, rolesClaim } = this.#set();
    const person = await this.people.byActor(actor);
    if (person === null || person.key !== personKey(issuer, claims.subject))
      throw refused({ why: 'other-person' }, 'Sign in at the provider as the person who is signed in here.');
    const at = claims.authenticatedAt;
    if (at === null)
      throw refused(
        { why: 'no-time' },
        'Let the provider put auth_time into the ID token: in Entra it is an optional claim of the app registration.',
      );
    const slack = bounds.admin.clockSkew * 1_000;
    if (at < begunAt - slack || at > this.#parts.clock.now() + slack)
      throw refused({ why: 'not-anew' }, 'Sign out at the provider, then try again.');
    await this.people.seen(issuer, rolesClaim, claims);
  }

  /** By the mappings of now. null: they may not sign in any more. */
  async grantOf(actor: string): Promise<GrantedRight | null> {
    const person = await this.people.byActor(actor);
    return person && this.grantFor(person, await this.mappings.all());
  }

  /** Somebody of another provider, or whose roles were read from another claim, has to come anew. */
  grantFor({ issuer, claim, values }: SsoPerson, mappings: readonly Mapping[]): GrantedRight | null {
    const { oidc } = this.#parts.settings;
    return issuer === oidc.issuer && claim === oidc.rolesClaim ? grantBy(values, mappings) : null;
  }

  async #finish(
    { answer, secret, begun }: CameBack,
    isMeant: (one: Transaction) => boolean,
  ): Promise<{ readonly claims: Claims; readonly begunAt: number }> {
    const provider = this.#asked();
    const found = begun
      .map((ticket) => this.#tickets.take(ticket))
      .find((one) => one !== null && isHashOf(secret, one.secretHash) && isMeant(one));
    if (found === undefined || found === null) throw new BegunElsewhere();
    const said = await this.#told(provider.finish(found, found.redirect, answer));
    try {
      return { claims: readClaims(said, this.#set().rolesClaim), begunAt: found.begunAt };
    } catch (error) {
      if (!(error instanceof ClaimBeyondBound)) throw error;
      throw refused(
        { why: 'odd-claims', claim: error.message },
        `Let the provider send at most ${bounds.admin.ssoValues} roles: in Entra use App roles instead of groups.`,
      );
    }
  }

  /** Throws a Problem in place of a trouble of the provider. */
  async #told<Value>(asked: Promise<Value>): Promise<Value> {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      const { why, said } = error;
      // Its own words alone: errors of the library may hold what the provider answered.
      this.#parts.log.warn({ said }, 'the identity provider signed nobody in');
      if (why === 'denied') throw refused({ why, said }, 'Try again; the administrators of the provider see why.');
      const cure = 'Try again in a moment. Whoever has a name and a password here signs in by them.';
      throw new Problem('provider-refused', { said }, cure);
    }
  }

  #set(): ProviderSettings {
    const set = providerIn(this.#parts.settings);
    if (set === null) throw notSetUp();
    return set;
  }

  #asked(): Provider {
    if (this.#provider === null) throw notSetUp();
    return this.#provider;
  }
}

/** It was not begun by this browser, or not here, or it is over: a guess, as far as anybody can tell. */
export class BegunElsewhere extends Problem<'single-sign-on-refused'> {
  constructor() {
    super('single-sign-on-refused', { why: 'begun-elsewhere' }, 'Begin anew on the sign-in page.');
  }
}

function providerIn({ oidc }: Pick<Settings, 'oidc'>): ProviderSettings | null {
  const { issuer, clientId } = oidc;
  return issuer === null || clientId === null ? null : { ...oidc, issuer, clientId };
}

type Facts = Problem<'single-sign-on-refused'>['facts'];

const refused = (facts: Facts, cure: string): Problem => new Problem('single-sign-on-refused', facts, cure);

const notSetUp = (): Problem => refused({ why: 'not-set-up' }, 'Set oidc.issuer and oidc.clientId in doorpost.yaml.');
