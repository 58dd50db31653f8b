/**
 * From a route that leaves this server to the targets to try: MX of a domain, or the smart hosts of a connector with their TLS and sign-in.
 */
import { SealBroken } from '../base/secret-box.ts';
import type { OutboundConnector, SecretName } from '../mail/directory.ts';
import type { ClientCredentials } from '../smtp/client-dialogue.ts';
import { delayedBy, type HopFailure } from './failure.ts';
import { mxNextHops, type NextHops, type NextHopSetting, smartHostNextHops } from './next-hops.ts';
import type { SessionTarget } from './open-session.ts';
import { smtpTarget } from './remote.ts';
import { opportunisticTls, tlsPolicyOf } from './tls-policy.ts';

/** Smart hosts of one connector that are tried in one attempt. */
const MOST_SMART_HOSTS = 8;

export interface OutboundSetting extends NextHopSetting {
  readonly readSecret: (name: SecretName) => Promise<string | null>;
}

type Target = SessionTarget | HopFailure;

/** The MX of a stranger's domain: opportunistic TLS, no sign-in. */
export async function* mxTargets(
  domain: string,
  setting: OutboundSetting,
  signal: AbortSignal,
): AsyncGenerator<Target> {
  const found = await mxNextHops(domain, setting, signal);
  if (!found.ok) yield found.failure;
  else
    for (const hop of found.hops) yield smtpTarget({ ...hop, tls: opportunisticTls, credentials: null, account: null });
}

/** What a connector says: its smart hosts in order, or MX with its TLS demands. */
export async function* connectorTargets(
  connector: OutboundConnector,
  domain: string,
  setting: OutboundSetting,
  signal: AbortSignal,
): AsyncGenerator<Target> {
  const signIn = await credentialsOf(connector, setting.readSecret);
  if (!signIn.ok) {
    yield signIn.failure;
    return;
  }
  const tls = tlsPolicyOf(connector);
  const common = { tls, credentials: signIn.credentials, account: { id: connector.id, name: connector.name } };
  for await (const found of hopsOf(connector, domain, setting, signal))
    if (!found.ok) yield found.failure;
    else for (const hop of found.hops) yield smtpTarget({ ...hop, ...common });
}

async function* hopsOf(
  connector: OutboundConnector,
  domain: string,
  setting: OutboundSetting,
  signal: AbortSignal,
): AsyncGenerator<NextHops> {
  if (connector.route.kind === 'mx') yield await mxNextHops(domain, setting, signal);
  else
    for (const { host, port } of connector.route.hosts.slice(0, MOST_SMART_HOSTS))
      yield await smartHostNextHops(host, port, setting, signal);
}

/** The connector's sign-in with its unsealed password. */
export async function credentialsOf(
  connector: OutboundConnector,
  readSecret: OutboundSetting['readSecret'],
): Promise<
  | { readonly ok: true; readonly credentials: ClientCredentials | null }
  | { readonly ok: false; readonly failure: HopFailure }
> {
  if (connector.auth === null) return { ok: true, credentials: null };
  let text = `the password of connector ${connector.name} is missing: set it again`;
  try {
    const password = await readSecret(connector.auth.passwordSecret);
    if (password !== null) return { ok: true, credentials: { username: connector.auth.username, password } };
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    text = `the password of connector ${connector.name} does not open with secret.key: set it again, or put the right key file back and restart`;
  }
  return { ok: false, failure: delayedBy({ cause: 'sign-in-failed', status: '4.7.8', text, tryNext: false }) };
}
