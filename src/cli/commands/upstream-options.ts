/** The options of an upstream on the command line, and what of them goes to the API. */
import { type Command, InvalidArgumentError } from 'commander';
import { given } from '../../base/given.ts';
import type { outboundConnectors } from '../../admin/contracts/connectors.ts';
import type { BodySaid } from '../../admin/contracts/operation.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { addFieldOptions, fieldsOf } from './field-options.ts';
import {
  clouds,
  upstreamPreset,
  type UpstreamPreset,
  type UpstreamWay,
  upstreamWays,
  presetOfHost,
} from '../../policy/upstreams/presets.ts';
import { type HostPort, hostPort, listed, onOff, orNone, orNull } from '../terminal/arguments.ts';
import type { ViewIn } from '../client/collection.ts';
import type { AsTyped } from './as-typed.ts';
import { type CertificateOptions, clientCertificateOf, optionsOfSignIn } from './outbound-connector.ts';
import type { Context } from '../context.ts';
import { usage } from '../terminal/failure.ts';
import type { RewritingOptions } from './rewriting-options.ts';
import { missingOf, missingOfTokens, speaksOfTokens, strayExpiry } from './upstream-needs.ts';
import { authOf, type SignInOptions } from './upstream-sign-in.ts';

export interface UpstreamOptions extends CertificateOptions, RewritingOptions, SignInOptions {
  readonly rename?: string;
  readonly kind?: UpstreamWay;
  readonly host?: readonly string[];
  readonly addHost?: readonly string[];
  readonly removeHost?: readonly string[];
  readonly endpoint?: string;
  readonly pace?: Pace | 'none';
}

const { shape } = outboundConnectorForms;

type UpstreamView = ViewIn<typeof outboundConnectors>;
type Pace = NonNullable<UpstreamView['pace']>;

export const upstreamsTyped: AsTyped = {
  shape,
  more: {
    ...optionsOfSignIn,
    'route.hosts': '--host',
    'route.endpoint': '--endpoint',
    'route.user': '--username',
    'auth.clientId': '--client-id',
    'auth.tokenEndpoint': '--token-endpoint',
    'auth.deviceEndpoint': '--device-endpoint',
    'auth.scope': '--scope',
    'auth.secret': '--secret-stdin',
    'auth.secretExpiresAt': '--secret-expires',
    'auth.certificateFile': '--app-certificate',
    'auth.keyFile': '--app-key',
    'auth.refreshToken': '--refresh-token-stdin',
    'rewriting.from': '--rewrite-from',
    'rewriting.reversePath': '--rewrite-reverse-path',
    'rewriting.replyToOriginal': '--reply-to-original',
    pace: '--pace',
  },
};

export const upstreamOptions = (command: Command): Command =>
  addFieldOptions(command, shape, { tls: 'the kind knows' })
    .option('--kind <way>', upstreamWays.join(', '), oneOf(upstreamWays))
    .option('--cloud <name>', `Microsoft's cloud: ${clouds.join(', ')} (global)`, oneOf(clouds))
    .option('--host <host:port>', 'where to, in order of preference; repeat for more (the kind knows)', listed)
    .option('--endpoint <url>', "Graph's address (the cloud's)")
    .option('--username <login>', 'whose mailbox or account it is; none ends the sign-in')
    .option('--password-stdin', 'read the password from standard input (else DOORPOST_PASSWORD, else asked)')
    .option('--tenant <id>', 'tenant id or domain: sign in by token')
    .option('--client-id <id>', 'application (client) id')
    .option('--secret-stdin', 'read the client secret from standard input (else DOORPOST_SECRET, else asked)')
    .option('--secret-expires <date>', 'when the client secret ends, for alarms: 2027-06-30; none', orNone(endOfDay))
    .option('--app-certificate <file>', 'PEM certificate of the application, instead of a client secret')
    .option('--app-key <file>', 'its key')
    .option('--delegated', 'sign in for a person: by code (doorpost upstream sign-in), or with a refresh token')
    .option('--refresh-token-stdin', 'read a refresh token from standard input')
    .option('--token-endpoint <url>', "instead of the cloud's")
    .option('--device-endpoint <url>', "where codes come from, instead of the cloud's")
    .option('--scope <scope>', 'of the tokens (the kind knows)')
    .option('--client-certificate <file>', 'PEM chain to show in TLS; none')
    .option('--client-key <file>', 'its key')
    .option(
      '--pace <m/c/d>',
      'messages a minute / at once / recipients a day, as 30/3/10000 or 30/3; none',
      orNone(pace),
    )
    .option('--rewrite-from <address>', 'put this into From; none')
    .option('--rewrite-reverse-path <address>', 'send with this envelope sender (MAIL FROM); none')
    .option('--reply-to-original <on|off>', 'keep the original From as Reply-To', onOff);

function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((one) => one === text.toLowerCase());
    if (found === undefined) throw new InvalidArgumentError(`write one of ${words.join(', ')}.`);
    return found;
  };
}

function endOfDay(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(`${text}T23:59:59Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('write a date such as 2027-06-30, or none.');
  return at;
}

function pace(text: string): Pace {
  const match = /^(\d{1,6})\/(\d{1,3})(?:\/(\d{1,9}))?$/u.exec(text);
  if (match === null) throw new InvalidArgumentError('write 30/3/10000, 30/3 or none.');
  const [, messagesPerMinute, concurrent, recipientsPerDay] = match;
  return {
    messagesPerMinute: Number(messagesPerMinute),
    concurrent: Number(concurrent),
    recipientsPerDay: recipientsPerDay === undefined ? null : Number(recipientsPerDay),
  };
}

/** @param present as the API shows it; null: it is to be added. */
export async function upstreamBody(context: Context, chosen: UpstreamOptions, present: UpstreamView | null) {
  refuseContradictions(chosen, present);
  const way = chosen.kind ?? (present === null ? 'smart-host' : null);
  const preset = way === null ? null : upstreamPreset(way, chosen.cloud ?? 'global', chosen.username ?? '');
  refuseMissing(context, way, preset, chosen, present);
  const known = knownHost(way, chosen);
  return {
    ...given({ tls: preset?.tls }),
    ...fieldsOf(shape, chosen),
    ...given({
      route: routeOf(chosen, preset, present),
      service: known?.service ?? preset?.service,
      auth: await authOf(context, chosen, preset, present),
      clientCertificate: clientCertificateOf(chosen),
      pace: paceOf(chosen, known, preset),
      rewriting: rewritingOf(chosen, present),
    }),
  };
}

/** A plain smart host by name may be a service whose words and pace are known. */
const knownHost = (way: UpstreamWay | null, { host }: UpstreamOptions): UpstreamPreset | null =>
  way === 'smart-host' ? presetOfHost(host?.[0]?.replace(/:\d+$/u, '') ?? '') : null;

const paceOf = (
  { pace: said }: UpstreamOptions,
  known: UpstreamPreset | null,
  preset: UpstreamPreset | null,
): Pace | null | undefined => (said === undefined ? (known?.pace ?? preset?.pace ?? undefined) : orNull(said));

function refuseMissing(
  { io }: Context,
  way: UpstreamWay | null,
  preset: UpstreamPreset | null,
  chosen: UpstreamOptions,
  present: UpstreamView | null,
): void {
  const isThere = (variable: string): boolean => io.stdinIsTerminal || Boolean(io.env[variable]);
  const comes = { secret: isThere('DOORPOST_SECRET'), password: isThere('DOORPOST_PASSWORD') };
  const before = chosen.username === 'none' ? null : (present?.auth ?? null);
  if (way !== null && preset !== null) {
    // Of one that signs in already only what is said changes.
    const failure =
      before === null ? missingOf(way, preset, { ...given({ host: hostsOf(present) }), ...chosen }, comes) : null;
    if (failure !== null) throw failure;
    return;
  }
  if (!speaksOfTokens(chosen) || (before !== null && before.kind !== 'password')) return;
  const missing = missingOfTokens(null, { ...given({ username: before?.username }), ...chosen }, comes);
  if (missing.length > 0)
    throw usage(
      `a sign-in by token needs ${missing.join(', ')}`,
      'docs/operate/upstreams.md has an example for each kind',
    );
}

function refuseContradictions(chosen: UpstreamOptions, present: UpstreamView | null): void {
  const stray = strayExpiry(chosen, present?.auth ?? null);
  if (stray !== null) throw stray;
  if ([chosen.passwordStdin, chosen.secretStdin, chosen.refreshTokenStdin].filter(Boolean).length > 1)
    throw usage(
      'standard input holds one secret',
      'give the client secret by DOORPOST_SECRET, the password by DOORPOST_PASSWORD',
    );
  clientCertificateOf(chosen);
  if ((chosen.appCertificate === undefined) !== (chosen.appKey === undefined))
    throw usage('--app-certificate and --app-key go together', 'name both PEM files');
}

const hostsOf = (present: UpstreamView | null): readonly string[] | undefined =>
  present?.route.kind === 'smart-hosts' ? present.route.hosts.map(({ host }) => host) : undefined;

type RouteSaid = BodySaid<typeof outboundConnectors.create>['route'];

function routeOf(
  chosen: UpstreamOptions,
  preset: UpstreamPreset | null,
  present: UpstreamView | null,
): RouteSaid | undefined {
  const before = present?.route.kind === 'graph' ? present.route : null;
  const isGraph = preset === null ? before !== null : preset.route?.kind === 'graph';
  return isGraph ? graphRoute(chosen, preset, before) : hostsRoute(chosen, preset);
}

function graphRoute(
  { username, endpoint }: UpstreamOptions,
  preset: UpstreamPreset | null,
  before: { readonly endpoint: string; readonly user: string } | null,
): RouteSaid | undefined {
  const user = username ?? before?.user;
  if (user === undefined || user === '')
    throw usage('Graph sends as a user', 'name the mailbox: --username printer@contoso.com');
  if (preset === null && endpoint === undefined && username === undefined) return undefined;
  const standard = preset?.route?.kind === 'graph' ? preset.route.endpoint : undefined;
  return { kind: 'graph', endpoint: endpoint ?? standard ?? before?.endpoint ?? '', user };
}

function hostsRoute({ endpoint, host }: UpstreamOptions, preset: UpstreamPreset | null): RouteSaid | undefined {
  if (endpoint !== undefined)
    throw usage('--endpoint is for Graph', 'other kinds have hosts: --host smtp.example.com:587');
  if (host !== undefined) return { kind: 'smart-hosts', hosts: host.map(hostSaid(preset?.port ?? 587)) };
  if (preset !== null && preset.route === null)
    throw usage(
      'this kind needs --host',
      `name where its mail goes: --host ${preset.hostExample ?? 'mail.example.net:587'}`,
    );
  return preset?.route ?? undefined;
}

/** Read here and not by commander, for the kind says which port is meant: so the option is named here, too. */
const hostSaid =
  (port: number): ((text: string) => HostPort) =>
  (text) => {
    try {
      return hostPort(port)(text);
    } catch (error) {
      throw usage(`--host ${text} is no host: ${(error as Error).message}`, 'write it as --host mail.example.net:587');
    }
  };

function rewritingOf(chosen: UpstreamOptions, present: UpstreamView | null): UpstreamView['rewriting'] | undefined {
  if (
    chosen.rewriteFrom === undefined &&
    chosen.rewriteReversePath === undefined &&
    chosen.replyToOriginal === undefined
  )
    return undefined;
  const after = {
    ...{ reversePath: null, from: null, replyToOriginal: false },
    ...present?.rewriting,
    ...given({
      from: orNull(chosen.rewriteFrom),
      reversePath: orNull(chosen.rewriteReversePath),
      replyToOriginal: chosen.replyToOriginal,
    }),
  };
  return after.from === null && after.reversePath === null ? null : after;
}
