/**
 * The table of process settings: name, environment variable, kind, default and meaning, once. The file is read by it, the environment is
 * read by it; types and defaults of Settings come from it, and `docs/configuration.md` is made from it.
 */
import { bounds } from '../base/bounds.ts';
import { kinds, type ValueKind } from './values.ts';
import { settingMeanings } from '../texts/en/files.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const EVERYWHERE = ['0.0.0.0', '::'];
const LOOPBACK = ['127.0.0.1', '::1'];

interface Setting<Value> {
  /** The variable that overrides the file; null: only the file decides. */
  readonly env: string | null;
  readonly kind: ValueKind<NonNullable<Value>>;
  readonly standard: Standard<Value>;
  readonly meaning: string;
}

/** The value when nothing is set. */
interface Standard<Value> {
  readonly is: Value;
  readonly inEvaluation?: Value;
  /** The meaning of that value, where it does not tell: `the system chooses`. */
  readonly says?: string;
}

const setting = <Value extends {}>(
  env: string | null,
  kind: ValueKind<Value>,
  standard: Standard<NoInfer<Value>>,
  meaning: string,
): Setting<Value> => ({ env, kind, standard, meaning });

/** Nothing stands for it: what happens then, or what it is made of, is said. */
const optional = <Value extends {}>(
  env: string | null,
  kind: ValueKind<Value>,
  { says, inEvaluation }: { readonly says: string; readonly inEvaluation?: NoInfer<Value> },
  meaning: string,
): Setting<Value | null> => ({
  env,
  kind,
  standard: { is: null, says, ...(inEvaluation === undefined ? {} : { inEvaluation }) },
  meaning,
});

type ListenerSettings<Name extends string> = Record<`listeners.${Name}.enabled`, Setting<boolean>> &
  Record<`listeners.${Name}.port`, Setting<number>> &
  Record<`listeners.${Name}.addresses`, Setting<readonly string[]>>;

const listener = <Name extends string>(name: Name, prefix: string, port: Standard<number>, meaning: string) =>
  ({
    [`listeners.${name}.enabled`]: setting(
      `DOORPOST_${prefix}_ENABLED`,
      kinds.boolean,
      { is: true },
      `Whether this listener opens: ${meaning}.`,
    ),
    [`listeners.${name}.port`]: setting(`DOORPOST_${prefix}_PORT`, kinds.port, port, 'Its port.'),
    [`listeners.${name}.addresses`]: setting(
      `DOORPOST_${prefix}_ADDRESSES`,
      kinds.addresses,
      { is: EVERYWHERE, inEvaluation: LOOPBACK },
      'Its addresses. In evaluation mode only loopback is allowed.',
    ),
  }) as ListenerSettings<Name>;

/** By where each stands in `doorpost.yaml`. */
export const settingsByPath = {
  mode: setting(null, kinds.oneOf('production', 'evaluation'), { is: 'production' }, settingMeanings.mode),
  dataDirectory: optional(
    'DOORPOST_DATA',
    kinds.file,
    { says: "the file's own folder, else `./data`" },
    'Everything Doorpost keeps: database, spool, mail, key file, certificates, administration socket.',
  ),
  hostName: optional(
    'DOORPOST_HOSTNAME',
    kinds.hostName,
    { says: 'none: must be set', inEvaluation: 'mail.doorpost.test' },
    'The name the server greets with and puts into Received fields. It should resolve to this machine.',
  ),
  // Not DOORPOST_SERVICE_HOST: Kubernetes sets that for a service called doorpost.
  serviceHost: optional(
    'DOORPOST_SERVICE_DOMAIN',
    kinds.hostName,
    { says: 'hostName' },
    'The suffix of the MX names: `contoso-com.<serviceHost>`.',
  ),
  submissionHost: optional(
    'DOORPOST_SUBMISSION_HOST',
    kinds.hostName,
    { says: 'hostName' },
    'The name devices sign in at (ports 587 and 465).',
  ),
  ...listener('smtp', 'SMTP', { is: 25, inEvaluation: 2_525 }, 'relay by connector and Direct Send'),
  ...listener('submission', 'SUBMISSION', { is: 587, inEvaluation: 2_587 }, 'submission with STARTTLS'),
  ...listener('submissions', 'SUBMISSIONS', { is: 465, inEvaluation: 2_465 }, 'submission with implicit TLS'),
  'http.port': setting(
    'DOORPOST_HTTP_PORT',
    kinds.port,
    { is: 8_525 },
    'The administration API, `/metrics` and `/healthz`.',
  ),
  'http.addresses': setting(
    'DOORPOST_HTTP_ADDRESSES',
    kinds.addresses,
    { is: LOOPBACK },
    'Its addresses. One beyond this machine is opened only with `http.tls` or `http.trustedProxies`.',
  ),
  'http.tls': setting(
    'DOORPOST_HTTP_TLS',
    kinds.oneOf('off', 'on'),
    { is: 'off' },
    'Whether it speaks HTTPS, by `certificates`. Without it only this machine and `http.trustedProxies` are heard.',
  ),
  'http.hosts': setting(
    'DOORPOST_HTTP_HOSTS',
    kinds.hostNames,
    { is: [] },
    'Names besides loopback ones that requests may carry in `Host`; that of `http.url` may be left out.',
  ),
  'http.trustedProxies': setting(
    'DOORPOST_HTTP_TRUSTED_PROXIES',
    kinds.networks,
    { is: [] },
    'Addresses of reverse proxies whose `X-Forwarded-For`, `-Proto` and `-Host` are believed. Without them nobody signs in through a proxy.',
  ),
  'http.url': optional(
    'DOORPOST_HTTP_URL',
    kinds.origin,
    { says: '`http://localhost` and the port' },
    'The address by which people reach it, such as `https://relay.contoso.com`: links begin with it.',
  ),
  'signIn.secondFactor': setting(
    'DOORPOST_SIGN_IN_SECOND_FACTOR',
    kinds.oneOf('beyond-loopback', 'always', 'offered'),
    { is: 'beyond-loopback' },
    'Whether a password alone is enough to sign in to the admin center: not for who comes from another machine or by a proxy; for nobody; for everybody who has neither an app nor a passkey.',
  ),
  'signIn.idle': setting(
    'DOORPOST_SIGN_IN_IDLE',
    kinds.duration,
    { is: 12 * HOUR_MS },
    'A session in the admin center that is not used for so long ends; after 7 days each does.',
  ),
  'oidc.issuer': optional(
    'DOORPOST_OIDC_ISSUER',
    kinds.issuer,
    { says: 'none: people sign in by name and password' },
    'The identity provider by which people sign in to the admin center too (OpenID Connect): its issuer, as it writes it.',
  ),
  'oidc.clientId': optional(
    'DOORPOST_OIDC_CLIENT_ID',
    kinds.text,
    { says: 'none' },
    'The number or name under which Doorpost is registered there (client ID, application ID).',
  ),
  'oidc.clientSecretFile': optional(
    'DOORPOST_OIDC_CLIENT_SECRET_FILE',
    kinds.file,
    { says: 'none: registered as a public client' },
    'A file with its client secret, and nothing else. Read at each sign-in: a new secret needs no restart.',
  ),
  'oidc.rolesClaim': setting(
    'DOORPOST_OIDC_ROLES_CLAIM',
    kinds.text,
    { is: 'roles' },
    'The claim of the ID token that roles are read from: a text, or a list of texts.',
  ),
  'oidc.scopes': setting(
    'DOORPOST_OIDC_SCOPES',
    kinds.scopes,
    { is: ['openid', 'profile'] },
    'The scopes that are asked for; `openid` always is.',
  ),
  'oidc.name': optional(
    'DOORPOST_OIDC_NAME',
    kinds.text,
    { says: "the issuer's host" },
    'How the sign-in page calls the provider.',
  ),
  'oidc.caFile': optional(
    'DOORPOST_OIDC_CA_FILE',
    kinds.file,
    { says: 'none' },
    "PEM bundle of authorities that the provider's certificate may chain to, beside those of the system.",
  ),
  adminSocket: optional(
    'DOORPOST_ADMIN_SOCKET',
    kinds.file,
    { says: '`admin.sock` in the data directory' },
    'The socket of the local administrator; whoever may open it needs no token.',
  ),
  certificates: setting(
    'DOORPOST_CERTIFICATES',
    kinds.certificates,
    { is: [], says: 'a self-signed one, made under `tls/`' },
    'PEM chain and key, as `certificateFile` and `keyFile`: one pair, or an RSA and an ECDSA pair. The variable: `chain.pem,key.pem;chain2.pem,key2.pem`. Replaced files are taken on SIGHUP.',
  ),
  clientCaFile: optional(
    'DOORPOST_CLIENT_CA_FILE',
    kinds.file,
    { says: 'none' },
    'PEM bundle of authorities that client certificates may chain to, beside those of the system.',
  ),
  proxyFrom: setting(
    'DOORPOST_PROXY_FROM',
    kinds.networks,
    { is: [] },
    'Addresses of load balancers whose PROXY header (v1, v2) is believed. They must send one.',
  ),
  egressAddresses: setting(
    'DOORPOST_EGRESS_ADDRESSES',
    kinds.addresses,
    { is: [] },
    'Your public addresses, as the Internet sees them: for the SPF line of `domain records`, and to know ourselves.',
  ),
  'outboundBind.ipv4': optional(
    'DOORPOST_OUTBOUND_IPV4',
    kinds.address,
    { says: 'the system chooses' },
    'Source address of outgoing IPv4 connections.',
  ),
  'outboundBind.ipv6': optional(
    'DOORPOST_OUTBOUND_IPV6',
    kinds.address,
    { says: 'the system chooses' },
    'Source address of outgoing IPv6 connections.',
  ),
  dnsServers: setting('DOORPOST_DNS_SERVERS', kinds.servers, { is: [], says: "the system's" }, 'DNS servers to ask.'),
  validatingDnsServers: setting(
    'DOORPOST_VALIDATING_DNS_SERVERS',
    kinds.servers,
    { is: [], says: 'those of `dnsServers` or of the system that are on this machine' },
    'DNS servers that validate DNSSEC and are reached by a way nobody else is on: what they call authentic is believed, for DANE.',
  ),
  'tlsReports.contact': optional(
    'DOORPOST_TLS_REPORTS_CONTACT',
    kinds.mailAddress,
    { says: 'none: no reports are sent' },
    'Sends TLS reports (RFC 8460) to domains that want them, from this address; questions go to it.',
  ),
  'tlsReports.send': setting(
    'DOORPOST_TLS_REPORTS_SEND',
    kinds.oneOf('failures', 'all'),
    { is: 'failures' },
    'Whether a day on which nothing failed is reported too.',
  ),
  'queue.concurrentDeliveries': setting(
    'DOORPOST_QUEUE_CONCURRENT_DELIVERIES',
    kinds.count(1, bounds.config.concurrentDeliveries),
    { is: 100 },
    'Deliveries at once, for each kind of destination: mailboxes here, LMTP servers, upstreams, and mail servers of other domains.',
  ),
  'queue.perLane': setting(
    'DOORPOST_QUEUE_PER_LANE',
    kinds.count(1, bounds.config.perLane),
    { is: 20 },
    'Deliveries at once to one destination; to one that has not answered yet, 5 at most.',
  ),
  'queue.delayNoticeAfter': setting(
    'DOORPOST_QUEUE_DELAY_NOTICE_AFTER',
    kinds.duration,
    { is: HOUR_MS },
    'When the sender is told, once, that a message is still waiting.',
  ),
  'queue.expiryMx': setting(
    'DOORPOST_QUEUE_EXPIRY_MX',
    kinds.duration,
    { is: 4 * DAY_MS },
    'How long delivery by MX is tried.',
  ),
  'queue.expiryOther': setting(
    'DOORPOST_QUEUE_EXPIRY_OTHER',
    kinds.duration,
    { is: 2 * DAY_MS },
    'How long delivery by a smart host or to a mailbox is tried.',
  ),
  'trace.keepDays': setting(
    'DOORPOST_TRACE_KEEP_DAYS',
    kinds.count(1, bounds.config.keepDays),
    { is: 90 },
    'Days the message trace is kept.',
  ),
  'alarms.oldestMail': setting(
    'DOORPOST_ALARMS_OLDEST_MAIL',
    kinds.duration,
    { is: 15 * MINUTE_MS },
    'Mail that waits longer raises an alarm; `0s`: none is raised.',
  ),
  'screening.rspamd.url': optional(
    'DOORPOST_SCREENING_RSPAMD_URL',
    kinds.httpServer,
    { says: 'none: no spam filter is asked' },
    'Where rspamd listens: its normal worker, `http://127.0.0.1:11333`. Content is sent there in clear.',
  ),
  'screening.clamd.address': optional(
    'DOORPOST_SCREENING_CLAMD_ADDRESS',
    kinds.engineAddress,
    { says: 'none: no virus scanner is asked' },
    'Where clamd listens: its socket, `/run/clamav/clamd.ctl`, or `127.0.0.1:3310`. Content is sent there in clear.',
  ),
  'log.level': setting(
    'DOORPOST_LOG_LEVEL',
    kinds.oneOf('debug', 'info', 'warn', 'error'),
    { is: 'info' },
    'The least important line that is logged.',
  ),
  'log.format': setting(
    'DOORPOST_LOG_FORMAT',
    kinds.oneOf('auto', 'pretty', 'json'),
    { is: 'auto', inEvaluation: 'pretty' },
    'Log lines for people (`pretty`) or for programs (`json`: one JSON object a line); `auto`: for people at a terminal and in the journal of systemd, else for programs.',
  ),
  minFree: optional(
    'DOORPOST_MIN_FREE',
    kinds.size,
    { says: '1.5 times the message size limit' },
    'Disk space that must stay free; with less, mail is put off with 452 4.3.1.',
  ),
} as const;

export type SettingPath = keyof typeof settingsByPath;
export type SettingValue<Path extends SettingPath> = (typeof settingsByPath)[Path]['standard']['is'];

/** The value of a setting of which nothing was said. */
export function standardOf<Path extends SettingPath>(path: Path, evaluation: boolean): SettingValue<Path> {
  const { is, inEvaluation }: Standard<unknown> = settingsByPath[path].standard;
  return (evaluation && inEvaluation !== undefined ? inEvaluation : is) as SettingValue<Path>;
}

export interface SettingDefinition {
  readonly path: SettingPath;
  readonly env: string | null;
  readonly kind: ValueKind;
  /** As a person would write it; `evaluation` where evaluation mode differs. */
  readonly default: string;
  readonly evaluation?: string;
  readonly meaning: string;
}

export const settingTable: readonly SettingDefinition[] = Object.entries<Setting<unknown>>(settingsByPath).map(
  ([path, { env, kind, standard, meaning }]) => ({
    path: path as SettingPath,
    env,
    kind: kind,
    default: standard.says ?? shown(kind, standard.is),
    ...(standard.inEvaluation === undefined ? {} : { evaluation: shown(kind, standard.inEvaluation) }),
    meaning,
  }),
);

function shown(kind: ValueKind, value: unknown): string {
  if (!Array.isArray(value)) return `\`${kind.written?.(value) ?? value}\``;
  return value.length === 0 ? 'none' : value.map((each) => `\`${each}\``).join(', ');
}

/** Variables that are no settings but are ours, so that a mistyped one can be told from them. */
export const otherVariables: readonly { readonly name: string; readonly meaning: string }[] = [
  { name: 'DOORPOST_CONFIG', meaning: 'The configuration file; default: `doorpost.yaml` in the data directory.' },
  {
    name: 'DOORPOST_URL',
    meaning: 'Where commands find the API, instead of the local socket: `http://127.0.0.1:8525`.',
  },
  { name: 'DOORPOST_TOKEN', meaning: settingMeanings.token },
  {
    name: 'DOORPOST_EVALUATION_PASSWORD',
    meaning: "Evaluation mode: the scanner's password, instead of a generated one.",
  },
  { name: 'DOORPOST_PASSWORD', meaning: 'The password for commands that would ask for one.' },
];
