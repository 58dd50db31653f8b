/**
 * From a route that leaves this server to the targets to try: MX of a domain, or the smart hosts of a connector with their TLS and sign-in.
 */
import type { Clock } from '../../base/clock.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { OutboundConnector, SecretName } from '../../directory/objects.ts';
import type { Cure } from '../../mail/remedy.ts';
import { type HopFailure, mayTryNext } from '../answers/failure.ts';
import { HeldTargets } from '../hops/target-cache.ts';
import {
  mxNextHops,
  type NamedHost,
  type NextHop,
  type NextHops,
  type NextHopSetting,
  smartHostNextHops,
} from '../hops/next-hops.ts';
import { type SessionTarget, type SignInAs, sessionTarget } from '../session/session-target.ts';
import { demandsNothing, opportunisticTls, tlsPolicyOf } from '../session/tls-policy.ts';
import type { TransportSecurity } from '../secure/transport-security.ts';
import { noSignIn } from '../oauth/token-trouble.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { isUpstream } from '../upstream/upstream-words.ts';
import { passesOverDemands, type TlsWish } from './tls-wish.ts';
import type { Targets } from './try-targets.ts';
import { say } from '../../texts/phrase.ts';

export interface OutboundSetting extends NextHopSetting {
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  readonly held: HeldTargets;
  readonly tokens: Pick<Tokens, 'source'>;
  readonly security: TransportSecurity;
  /** A test: no token is taken from memory. */
  readonly freshTokens?: boolean;
}

type Target = SessionTarget | HopFailure;
type As = Pick<SessionTarget, 'tls' | 'credentials' | 'account'>;

/** The organization that has a domain; also the owner of what is held about their mail hosts. */
export const stranger: As = { tls: opportunisticTls, credentials: null, account: null };

/** The MX of a stranger's domain: opportunistic TLS, no sign-in. */
export class MxTargets implements Targets {
  readonly #place: NamedPlace;
  readonly #setting: OutboundSetting;

  constructor(domain: string, setting: OutboundSetting, message: TlsWish | null = null) {
    this.#place = mxPlace(domain, message);
    this.#setting = setting;
  }

  async *find(signal: AbortSignal): AsyncGenerator<Target> {
    yield* this.#setting.held.get(stranger, this.#place.name) ?? (await this.#look(signal));
  }

  async #look(signal: AbortSignal): Promise<readonly Target[]> {
    const targets = targetsOf(await this.#place.hops(this.#setting, signal), stranger);
    return kept(targets, stranger, this.#place.name, this.#setting);
  }

  forget(): void {
    this.#setting.held.forget(stranger);
  }
}

/** One place that a connector leads to: a smart host, or the MX of a domain. Looked up when its turn comes. */
export interface NamedPlace {
  readonly name: string;
  hops(setting: OutboundSetting, signal: AbortSignal): Promise<NextHops>;
}

export const smartHostPlace = (named: NamedHost): NamedPlace => ({
  name: `${named.host}:${named.port}`,
  hops: (setting, signal) => smartHostNextHops(named, setting, signal),
});

/** @param message null: none in particular. */
export const mxPlace = (domain: string, message: TlsWish | null): NamedPlace =>
  message !== null && passesOverDemands(message)
    ? { name: `${domain} without demands`, hops: (setting, signal) => mxNextHops(domain, setting, signal) }
    : { name: domain, hops: (setting, signal) => setting.security.mxHops(domain, setting, signal) };

/** The words of a connector: its places in order, with its TLS demands and its sign-in. */
export class ConnectorTargets implements Targets {
  readonly #connector: OutboundConnector;
  readonly #places: readonly NamedPlace[];
  readonly #setting: OutboundSetting;

  constructor(connector: OutboundConnector, places: readonly NamedPlace[], setting: OutboundSetting) {
    this.#connector = connector;
    this.#places = places;
    this.#setting = setting;
  }

  async *find(signal: AbortSignal): AsyncGenerator<Target> {
    for (const place of this.#places) {
      const held = this.#setting.held.get(this.#connector, place.name);
      for (const target of held ?? (await this.#look(place, signal))) {
        yield target;
        if ('cause' in target && !mayTryNext(target)) return;
      }
    }
  }

  forget(): void {
    this.#setting.held.forget(this.#connector);
  }

  async #look(place: NamedPlace, signal: AbortSignal): Promise<readonly Target[]> {
    const [connector, setting] = [this.#connector, this.#setting];
    const bearer = setting.tokens.source(connector, setting.freshTokens);
    const signIn =
      bearer === null ? await credentialsOf(connector, setting.readSecret) : { ok: true as const, credentials: bearer };
    if (!signIn.ok) return [signIn.failure];
    const { id, service } = connector;
    const account = { id, name: connector.name, service, isUpstream: isUpstream(connector) };
    const as = { tls: tlsPolicyOf(connector), credentials: signIn.credentials, account };
    const targets = targetsOf(withCure(await place.hops(setting, signal), connector), as);
    return kept(targets, connector, place.name, setting);
  }
}

/** A host that leads back here, or into our network, is set right in its connector. */
function withCure(found: NextHops, { name }: OutboundConnector): NextHops {
  if (found.ok || found.failure.kind !== 'own-account') return found;
  const cure: Cure =
    found.failure.cause === 'loop'
      ? { act: 'correct-upstream-host', name }
      : { act: 'allow-inner-hosts', of: 'upstream', name };
  return { ok: false, failure: { ...found.failure, cure } };
}

/** The same way, looked up anew: nothing is taken from memory. */
export const lookedUpAnew = ({
  outbound,
  clock,
}: {
  readonly outbound: OutboundSetting;
  readonly clock: Clock;
}): OutboundSetting => ({ ...outbound, held: new HeldTargets(clock), freshTokens: true });

function kept(targets: readonly Target[], owner: object, name: string, { held }: OutboundSetting): readonly Target[] {
  if (targets.every((target): target is SessionTarget => 'endpoint' in target)) held.put(owner, name, targets);
  return targets;
}

const targetsOf = (way: NextHops, as: As): readonly Target[] =>
  way.ok ? way.hops.map((hop) => smtpTarget(hop, as)) : [way.failure];

const smtpTarget = ({ host, address, port, tls }: NextHop, as: As): SessionTarget =>
  sessionTarget({
    protocol: 'smtp',
    host,
    endpoint: { kind: 'tcp', address, port },
    ...as,
    // The demand of an administrator comes before that of the domain.
    ...(tls !== undefined && demandsNothing(as.tls, as.credentials !== null) && { tls }),
  });

/** The connector's sign-in with its unsealed password; tokens are got when a session wants one. */
export async function credentialsOf(
  connector: OutboundConnector,
  readSecret: OutboundSetting['readSecret'],
): Promise<
  { readonly ok: true; readonly credentials: SignInAs | null } | { readonly ok: false; readonly failure: HopFailure }
> {
  if (connector.auth === null || connector.auth.kind !== 'password') return { ok: true, credentials: null };
  let words = say`the password of connector ${connector.name} is missing: set it again`;
  try {
    const password = await readSecret(connector.auth.passwordSecret);
    if (password !== null) return { ok: true, credentials: { username: connector.auth.username, password } };
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    words = say`the password of connector ${connector.name} does not open with secret.key: set it again, or put the right key file back and restart`;
  }
  return { ok: false, failure: noSignIn(words, { act: 'set-secret', name: connector.name, secret: 'password' }) };
}
