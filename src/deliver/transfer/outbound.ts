/**
 * From a route that leaves this server to the targets to try: MX of a domain, or the smart hosts of a connector with their TLS and sign-in.
 */
import { bounds } from '../../base/bounds.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { OutboundConnector, SecretName } from '../../directory/objects.ts';
import type { HopFailure } from '../answers/failure.ts';
import type { HeldTargets } from '../hops/target-cache.ts';
import { mxNextHops, type NextHop, type NextHops, type NextHopSetting, smartHostNextHops } from '../hops/next-hops.ts';
import { type SessionTarget, type SignInAs, sessionTarget } from '../session/session-target.ts';
import { opportunisticTls, tlsPolicyOf } from '../session/tls-policy.ts';
import { noSignIn } from '../oauth/token-trouble.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { isUpstream } from '../upstream/upstream-words.ts';

export interface OutboundSetting extends NextHopSetting {
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  readonly held: HeldTargets;
  readonly tokens: Pick<Tokens, 'source'>;
  /** A test: no token is taken from memory. */
  readonly freshTokens?: boolean;
}

type Target = SessionTarget | HopFailure;
type As = Pick<SessionTarget, 'tls' | 'credentials' | 'account'>;

/** Whoever has a domain; also the owner of what is held about their mail hosts. */
export const stranger: As = { tls: opportunisticTls, credentials: null, account: null };

/** The MX of a stranger's domain: opportunistic TLS, no sign-in. */
export async function* mxTargets(
  domain: string,
  setting: OutboundSetting,
  signal: AbortSignal,
): AsyncGenerator<Target> {
  const look = async (): Promise<readonly Target[]> => targetsOf(await mxNextHops(domain, setting, signal), stranger);
  for (const target of setting.held.get(stranger, domain) ?? (await found(setting, stranger, domain, look)))
    yield target;
}

/** What a connector says: its smart hosts in order, or MX with its TLS demands. */
export async function* connectorTargets(
  connector: OutboundConnector,
  domain: string,
  setting: OutboundSetting,
  signal: AbortSignal,
): AsyncGenerator<Target> {
  for (const { name, hops } of placesOf(connector, domain, setting, signal)) {
    const look = async (): Promise<readonly Target[]> => {
      const bearer = setting.tokens.source(connector, setting.freshTokens);
      const signIn =
        bearer === null
          ? await credentialsOf(connector, setting.readSecret)
          : { ok: true as const, credentials: bearer };
      if (!signIn.ok) return [signIn.failure];
      const { id, service } = connector;
      const account = { id, name: connector.name, service, isUpstream: isUpstream(connector) };
      return targetsOf(await hops(), { tls: tlsPolicyOf(connector), credentials: signIn.credentials, account });
    };
    for (const target of setting.held.get(connector, name) ?? (await found(setting, connector, name, look))) {
      yield target;
      if ('cause' in target && !target.tryNext) return;
    }
  }
}

interface Place {
  readonly name: string;
  readonly hops: () => Promise<NextHops>;
}

/** Where a connector leads, in order; a place is looked up when its turn comes. */
function placesOf(
  connector: OutboundConnector,
  domain: string,
  setting: OutboundSetting,
  signal: AbortSignal,
): readonly Place[] {
  // What goes by Graph has no host to speak SMTP to.
  if (connector.route.kind === 'graph') return [];
  if (connector.route.kind === 'mx') return [{ name: domain, hops: () => mxNextHops(domain, setting, signal) }];
  return connector.route.hosts.slice(0, bounds.deliver.smartHosts).map(({ host, port }) => ({
    name: `${host}:${port}`,
    hops: () => smartHostNextHops(host, port, setting, signal),
  }));
}

async function found(
  { held }: OutboundSetting,
  owner: object,
  name: string,
  look: () => Promise<readonly Target[]>,
): Promise<readonly Target[]> {
  const targets = await look();
  if (targets.every((target): target is SessionTarget => 'endpoint' in target)) held.put(owner, name, targets);
  return targets;
}

const targetsOf = (way: NextHops, as: As): readonly Target[] =>
  way.ok ? way.hops.map((hop) => smtpTarget(hop, as)) : [way.failure];

const smtpTarget = ({ host, address, port }: NextHop, as: As): SessionTarget =>
  sessionTarget({ protocol: 'smtp', host, endpoint: { kind: 'tcp', address, port }, ...as });

/** The connector's sign-in with its unsealed password; tokens are got when a session wants one. */
export async function credentialsOf(
  connector: OutboundConnector,
  readSecret: OutboundSetting['readSecret'],
): Promise<
  { readonly ok: true; readonly credentials: SignInAs | null } | { readonly ok: false; readonly failure: HopFailure }
> {
  if (connector.auth === null || connector.auth.kind !== 'password') return { ok: true, credentials: null };
  let text = `the password of connector ${connector.name} is missing: set it again`;
  try {
    const password = await readSecret(connector.auth.passwordSecret);
    if (password !== null) return { ok: true, credentials: { username: connector.auth.username, password } };
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    text = `the password of connector ${connector.name} does not open with secret.key: set it again, or put the right key file back and restart`;
  }
  return { ok: false, failure: noSignIn(text) };
}
