/**
 * The table of process settings: name, environment variable, kind, default and meaning, once. The file is read by it, the environment
 * is read by it, `docs/configuration.md` is made from it.
 */
import { bounds } from '../base/bounds.ts';
import { kinds, type ValueKind } from './values.ts';

export interface SettingDefinition {
  /** Where it stands in `doorpost.yaml`. */
  readonly path: string;
  /** The variable that overrides the file; null: only the file decides. */
  readonly env: string | null;
  readonly kind: ValueKind;
  /** As a person would write it; `evaluation` where evaluation mode differs. */
  readonly default: string;
  readonly evaluation?: string;
  readonly meaning: string;
}

const everywhere = '`0.0.0.0`, `::`';
const loopback = '`127.0.0.1`, `::1`';

function listener(
  name: string,
  prefix: string,
  ports: readonly [number, number],
  meaning: string,
): readonly SettingDefinition[] {
  return [
    {
      path: `listeners.${name}.enabled`,
      env: `DOORPOST_${prefix}_ENABLED`,
      kind: kinds.boolean,
      default: '`true`',
      meaning: `Whether this listener opens: ${meaning}.`,
    },
    {
      path: `listeners.${name}.port`,
      env: `DOORPOST_${prefix}_PORT`,
      kind: kinds.port,
      default: `\`${ports[0]}\``,
      evaluation: `\`${ports[1]}\``,
      meaning: 'Its port.',
    },
    {
      path: `listeners.${name}.addresses`,
      env: `DOORPOST_${prefix}_ADDRESSES`,
      kind: kinds.addresses,
      default: everywhere,
      evaluation: loopback,
      meaning: 'Its addresses. In evaluation mode only loopback is allowed.',
    },
  ];
}

export const settingTable: readonly SettingDefinition[] = [
  {
    path: 'mode',
    env: null,
    kind: kinds.oneOf('production', 'evaluation'),
    default: '`production`',
    meaning:
      'Written by `doorpost start` (evaluation) or `doorpost init` (production). Evaluation listens on loopback only and captures mail for outside that no outbound connector carries.',
  },
  {
    path: 'dataDirectory',
    env: 'DOORPOST_DATA',
    kind: kinds.file,
    default: "the file's own folder, else `./data`",
    meaning: 'Everything Doorpost keeps: database, spool, mail, key file, certificates, administration socket.',
  },
  {
    path: 'hostName',
    env: 'DOORPOST_HOSTNAME',
    kind: kinds.hostName,
    default: 'none: must be set',
    evaluation: '`mail.doorpost.test`',
    meaning: 'The name the server greets with and puts into Received fields. It should resolve to this machine.',
  },
  {
    path: 'serviceHost',
    // Not DOORPOST_SERVICE_HOST: Kubernetes sets that for a service called doorpost.
    env: 'DOORPOST_SERVICE_DOMAIN',
    kind: kinds.hostName,
    default: 'hostName',
    meaning: 'The suffix of the MX names: `contoso-com.<serviceHost>`.',
  },
  {
    path: 'submissionHost',
    env: 'DOORPOST_SUBMISSION_HOST',
    kind: kinds.hostName,
    default: 'hostName',
    meaning: 'The name devices sign in at (ports 587 and 465).',
  },
  ...listener('smtp', 'SMTP', [25, 2525], 'relay by connector and Direct Send'),
  ...listener('submission', 'SUBMISSION', [587, 2587], 'submission with STARTTLS'),
  ...listener('submissions', 'SUBMISSIONS', [465, 2465], 'submission with implicit TLS'),
  {
    path: 'http.port',
    env: 'DOORPOST_HTTP_PORT',
    kind: kinds.port,
    default: '`8525`',
    meaning: 'The administration API, `/metrics` and `/healthz`.',
  },
  {
    path: 'http.addresses',
    env: 'DOORPOST_HTTP_ADDRESSES',
    kind: kinds.addresses,
    default: loopback,
    meaning: 'Its addresses. It speaks clear HTTP: put a TLS proxy before it when it must be reached from elsewhere.',
  },
  {
    path: 'http.hosts',
    env: 'DOORPOST_HTTP_HOSTS',
    kind: kinds.hostNames,
    default: 'none',
    meaning: 'Names besides loopback ones that requests may carry in `Host`.',
  },
  {
    path: 'adminSocket',
    env: 'DOORPOST_ADMIN_SOCKET',
    kind: kinds.file,
    default: '`admin.sock` in the data directory',
    meaning: 'The socket of the local administrator; whoever may open it needs no token.',
  },
  {
    path: 'certificates',
    env: 'DOORPOST_CERTIFICATES',
    kind: kinds.certificates,
    default: 'a self-signed one, made under `tls/`',
    meaning:
      'PEM chain and key, as `certificateFile` and `keyFile`: one pair, or an RSA and an ECDSA pair. The variable: `chain.pem,key.pem;chain2.pem,key2.pem`. Replaced files are taken on SIGHUP.',
  },
  {
    path: 'clientCaFile',
    env: 'DOORPOST_CLIENT_CA_FILE',
    kind: kinds.file,
    default: 'none',
    meaning: 'PEM bundle of authorities that client certificates may chain to, beside those of the system.',
  },
  {
    path: 'proxyFrom',
    env: 'DOORPOST_PROXY_FROM',
    kind: kinds.networks,
    default: 'none',
    meaning: 'Addresses of load balancers whose PROXY header (v1, v2) is believed. They must send one.',
  },
  {
    path: 'egressAddresses',
    env: 'DOORPOST_EGRESS_ADDRESSES',
    kind: kinds.addresses,
    default: 'none',
    meaning: 'Our addresses as the Internet sees them: for the SPF line of `domain records`, and to know ourselves.',
  },
  {
    path: 'outboundBind.ipv4',
    env: 'DOORPOST_OUTBOUND_IPV4',
    kind: kinds.address,
    default: 'the system chooses',
    meaning: 'Source address of outgoing IPv4 connections.',
  },
  {
    path: 'outboundBind.ipv6',
    env: 'DOORPOST_OUTBOUND_IPV6',
    kind: kinds.address,
    default: 'the system chooses',
    meaning: 'Source address of outgoing IPv6 connections.',
  },
  {
    path: 'dnsServers',
    env: 'DOORPOST_DNS_SERVERS',
    kind: kinds.servers,
    default: "the system's",
    meaning: 'DNS servers to ask.',
  },
  {
    path: 'queue.concurrentDeliveries',
    env: 'DOORPOST_QUEUE_CONCURRENT_DELIVERIES',
    kind: kinds.count(1, bounds.config.concurrentDeliveries),
    default: '`100`',
    meaning:
      'Deliveries at once, for each kind of destination: mailboxes here, LMTP servers, upstreams, and mail hosts of other domains.',
  },
  {
    path: 'queue.perLane',
    env: 'DOORPOST_QUEUE_PER_LANE',
    kind: kinds.count(1, bounds.config.perLane),
    default: '`20`',
    meaning: 'Deliveries at once to one destination; to one that has not answered yet, 5 at most.',
  },
  {
    path: 'queue.delayNoticeAfter',
    env: 'DOORPOST_QUEUE_DELAY_NOTICE_AFTER',
    kind: kinds.duration,
    default: '`1h`',
    meaning: 'When the sender is told, once, that a message is still waiting.',
  },
  {
    path: 'queue.expiryMx',
    env: 'DOORPOST_QUEUE_EXPIRY_MX',
    kind: kinds.duration,
    default: '`4d`',
    meaning: 'How long delivery by MX is tried.',
  },
  {
    path: 'queue.expiryOther',
    env: 'DOORPOST_QUEUE_EXPIRY_OTHER',
    kind: kinds.duration,
    default: '`2d`',
    meaning: 'How long delivery by a smart host or to a mailbox is tried.',
  },
  {
    path: 'trace.keepDays',
    env: 'DOORPOST_TRACE_KEEP_DAYS',
    kind: kinds.count(1, bounds.config.keepDays),
    default: '`90`',
    meaning: 'Days the message trace is kept.',
  },
  {
    path: 'alarms.oldestMail',
    env: 'DOORPOST_ALARMS_OLDEST_MAIL',
    kind: kinds.duration,
    default: '`15m`',
    meaning: 'Mail that waits longer raises an alarm; `0s`: none is raised.',
  },
  {
    path: 'log.level',
    env: 'DOORPOST_LOG_LEVEL',
    kind: kinds.oneOf('debug', 'info', 'warn', 'error'),
    default: '`info`',
    meaning: 'The least important line that is logged.',
  },
  {
    path: 'log.format',
    env: 'DOORPOST_LOG_FORMAT',
    kind: kinds.oneOf('pretty', 'json'),
    default: '`json`',
    evaluation: '`pretty`',
    meaning: 'Log lines for programs (one JSON object a line) or for people.',
  },
  {
    path: 'minFree',
    env: 'DOORPOST_MIN_FREE',
    kind: kinds.size,
    default: '1.5 times the message size limit',
    meaning: 'Disk space that must stay free; with less, mail is put off with 452 4.3.1.',
  },
];

/** Variables that are no settings but are ours, so that a mistyped one can be told from them. */
export const otherVariables: readonly { readonly name: string; readonly meaning: string }[] = [
  { name: 'DOORPOST_CONFIG', meaning: 'The configuration file; default: `doorpost.yaml` in the data directory.' },
  {
    name: 'DOORPOST_URL',
    meaning: 'Where commands find the API, instead of the local socket: `http://127.0.0.1:8525`.',
  },
  { name: 'DOORPOST_TOKEN', meaning: 'The API token for `DOORPOST_URL` (`doorpost token add`).' },
  {
    name: 'DOORPOST_EVALUATION_PASSWORD',
    meaning: "Evaluation mode: the scanner's password, instead of a generated one.",
  },
  { name: 'DOORPOST_PASSWORD', meaning: 'The password for commands that would ask for one.' },
];
