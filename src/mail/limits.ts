/**
 * The table of limits: one place for name, default, unit, reply and where each can be overridden. `docs/limits.md` is made from it,
 * `policy/limits.ts` reads it, the configuration schemas are built from it.
 */
export interface LimitDefinition {
  readonly default: number;
  /** Value while the server is under stress (connections above 80 % of the total), where it shrinks. */
  readonly underStress?: number;
  readonly unit: 'count' | 'octets' | 'ms' | 'octets/s';
  /** The reply when it is exceeded, as `code enhanced`, or what happens. */
  readonly reply: string;
  readonly overridableAt: readonly ('system' | 'organization' | 'connector' | 'mailbox')[];
  readonly meaning: string;
  /** Below it, or above it, hardly any mail passes: such a value is told of. Absent: no value of it stops mail. */
  readonly mailNeeds?: { readonly from: number } | { readonly upTo: number };
}

const KIB = 1024;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const define = <Name extends string>(table: Record<Name, LimitDefinition>): Record<Name, LimitDefinition> => table;

export const limitTable = define({
  connectionsTotal: {
    default: 2_000,
    unit: 'count',
    reply: '421 4.3.2',
    overridableAt: ['system'],
    meaning: 'SMTP connections at once, all listeners',
  },
  connectionsPerAddress: {
    default: 50,
    unit: 'count',
    reply: '421 4.7.0',
    overridableAt: ['system'],
    meaning: 'connections at once from one address (IPv6: one /64)',
  },
  connectionsPerConnector: {
    default: 200,
    unit: 'count',
    reply: '421 4.7.0',
    overridableAt: ['system', 'connector'],
    meaning: 'connections at once from addresses of one connector',
  },
  commandLine: {
    default: 2 * KIB,
    unit: 'octets',
    reply: '500 5.5.6',
    overridableAt: ['system'],
    meaning: 'one command line (RFC 5321 asks for 512; extensions add to it)',
    mailNeeds: { from: 512 },
  },
  authLine: {
    default: 12_288,
    unit: 'octets',
    reply: '500 5.5.6',
    overridableAt: ['system'],
    meaning: 'one AUTH line (RFC 4954 §4)',
    mailNeeds: { from: 512 },
  },
  unfinishedLine: {
    default: 64 * KIB,
    unit: 'octets',
    reply: '500 5.5.6, close',
    overridableAt: ['system'],
    meaning: 'bytes without a line end before the connection is closed',
    mailNeeds: { from: 1_000 },
  },
  contentLine: {
    default: 998,
    unit: 'octets',
    reply: '550 5.6.0',
    overridableAt: ['system', 'connector'],
    meaning: 'one line of content without its CRLF (RFC 5321 §4.5.3.1.6)',
    mailNeeds: { from: 78 },
  },
  headerSection: {
    default: 256 * KIB,
    unit: 'octets',
    reply: '552 5.3.4',
    overridableAt: ['system', 'connector'],
    meaning: 'the whole header section',
    mailNeeds: { from: KIB },
  },
  headerFields: {
    default: 2_000,
    unit: 'count',
    reply: '552 5.3.4',
    overridableAt: ['system', 'connector'],
    meaning: 'header fields',
    mailNeeds: { from: 10 },
  },
  receivedHops: {
    default: 50,
    unit: 'count',
    reply: '554 5.4.6',
    overridableAt: ['system'],
    meaning: 'Received fields before a message counts as looping',
    mailNeeds: { from: 5 },
  },
  messageSize: {
    default: 52_428_800,
    unit: 'octets',
    reply: '552 5.3.4',
    overridableAt: ['system', 'organization', 'connector', 'mailbox'],
    meaning: 'one message',
    mailNeeds: { from: 64 * KIB },
  },
  recipientsPerMessage: {
    default: 1_000,
    unit: 'count',
    reply: '452 4.5.3',
    overridableAt: ['system', 'organization', 'connector', 'mailbox'],
    meaning: 'RCPT commands of one message, refused and repeated ones counted; beyond twice as many 421',
  },
  errorsBeforeDelay: {
    default: 10,
    unit: 'count',
    reply: 'answers 1 s later',
    overridableAt: ['system'],
    meaning: 'refused commands in a session before answers slow down',
  },
  errorsBeforeClose: {
    default: 20,
    underStress: 5,
    unit: 'count',
    reply: '421 4.7.0',
    overridableAt: ['system', 'connector'],
    meaning: 'refused commands in a session before it is closed',
  },
  junkCommands: {
    default: 100,
    underStress: 20,
    unit: 'count',
    reply: '421 4.7.0',
    overridableAt: ['system', 'connector'],
    meaning: 'NOOP, RSET, VRFY, HELP without mail before the session is closed',
  },
  unknownRecipients: {
    default: 10,
    underStress: 3,
    unit: 'count',
    reply: '421 4.7.0',
    overridableAt: ['system', 'connector'],
    meaning: 'unknown recipients in a session before it is closed',
  },
  authFailuresPerConnection: {
    default: 10,
    unit: 'count',
    reply: '421 4.7.0',
    overridableAt: ['system'],
    meaning: 'wrong passwords in a session before it is closed',
  },
  authDelayLongest: {
    default: 15 * MINUTE,
    unit: 'ms',
    reply: '454 4.7.0',
    overridableAt: ['system'],
    meaning:
      'the longest wait that doubling after wrong passwords reaches, per account and address, and per address that fails for many accounts',
  },
  idle: {
    default: 5 * MINUTE,
    underStress: 20 * SECOND,
    unit: 'ms',
    reply: '421 4.4.2',
    overridableAt: ['system'],
    meaning: 'silence between commands (RFC 5321 §4.5.3.2.7)',
    mailNeeds: { from: 5 * SECOND },
  },
  commandTime: {
    default: 5 * MINUTE,
    underStress: 20 * SECOND,
    unit: 'ms',
    reply: '421 4.4.2',
    overridableAt: ['system'],
    meaning: 'from the first byte of a command to its line end',
    mailNeeds: { from: 5 * SECOND },
  },
  dataIdle: {
    default: 3 * MINUTE,
    underStress: 20 * SECOND,
    unit: 'ms',
    reply: '421 4.4.2',
    overridableAt: ['system'],
    meaning: 'silence inside content (RFC 5321 §4.5.3.2.5)',
    mailNeeds: { from: 5 * SECOND },
  },
  dataRate: {
    default: 500,
    underStress: 5_000,
    unit: 'octets/s',
    reply: '421 4.4.2',
    overridableAt: ['system', 'connector'],
    meaning: 'content slower than this, judged after the first minute (under stress: 10 s)',
    mailNeeds: { upTo: 100 * KIB },
  },
  greetingPause: {
    default: 20,
    unit: 'ms',
    reply: '554 5.5.0, close',
    overridableAt: ['system'],
    meaning:
      'before the greeting, while nothing may be said; peers that a connector covers, and implicit TLS, do not wait and are not judged',
    mailNeeds: { upTo: 10 * SECOND },
  },
  handshake: {
    default: 30 * SECOND,
    underStress: 10 * SECOND,
    unit: 'ms',
    reply: 'close',
    overridableAt: ['system'],
    meaning: 'a TLS handshake, and a PROXY header',
    mailNeeds: { from: 2 * SECOND },
  },
  sessionTime: {
    default: 2 * HOUR,
    underStress: 10 * MINUTE,
    unit: 'ms',
    reply: '421 4.4.2',
    overridableAt: ['system'],
    meaning: 'a whole session',
    mailNeeds: { from: 30 * SECOND },
  },
  unsentReplies: {
    default: 256 * KIB,
    unit: 'octets',
    reply: 'close',
    overridableAt: ['system'],
    meaning: 'replies the peer has not read while it pipelines',
    mailNeeds: { from: KIB },
  },
  concurrentSends: {
    default: 3,
    unit: 'count',
    reply: '451 4.3.2',
    overridableAt: ['system', 'organization', 'mailbox'],
    meaning: 'sends in DATA at once for one mailbox',
  },
  messagesPerMinute: {
    default: 30,
    unit: 'count',
    reply: 'accepted, delivered later',
    overridableAt: ['system', 'organization', 'mailbox'],
    meaning: 'submissions of one mailbox that are delivered at once; the rest moves into the following minutes',
  },
  recipientsPerDay: {
    default: 10_000,
    unit: 'count',
    reply: '550 5.1.90',
    overridableAt: ['system', 'organization', 'mailbox'],
    meaning: 'recipients of one mailbox in any 24 h',
  },
  connectorMessagesPerHour: {
    default: 10_000,
    unit: 'count',
    reply: '450 4.7.1',
    overridableAt: ['system', 'connector'],
    meaning: 'messages through one connector in any hour',
  },
  connectorRecipientsPerHour: {
    default: 20_000,
    unit: 'count',
    reply: '450 4.7.1',
    overridableAt: ['system', 'connector'],
    meaning: 'recipients through one connector in any hour',
  },
  connectorRecipientsPerDay: {
    default: 100_000,
    unit: 'count',
    reply: '450 4.7.1',
    overridableAt: ['system', 'connector'],
    meaning: 'recipients through one connector in any 24 h',
  },
  directMessagesPerAddressPerHour: {
    default: 2_000,
    unit: 'count',
    reply: '450 4.7.1',
    overridableAt: ['system', 'organization'],
    meaning: 'Direct Send messages from one address in any hour',
  },
  transcript: {
    default: 16 * KIB,
    unit: 'octets',
    reply: 'cut in the middle',
    overridableAt: ['system'],
    meaning: 'transcript kept of one session',
  },
  refusalsKeptPerAddressPerHour: {
    default: 100,
    unit: 'count',
    reply: 'counted only',
    overridableAt: ['system'],
    meaning: 'refused sessions kept in full per client address and hour',
  },
});

export type LimitName = keyof typeof limitTable;
/** Values an administrator set; absent: the next wider level decides. */
export type LimitOverrides = { readonly [Name in LimitName]?: number };
