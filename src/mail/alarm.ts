/** Something an administrator must act on, or soon will have to. Raised and ended by key; told by mail, webhook, log and metric. */
import type { ObjectId, QueueId } from '../base/id.ts';
import {
  count,
  type Fact,
  facts,
  type FactsOf,
  flag,
  id,
  listOf,
  maybe,
  oneOf,
  orNull,
  type Shape,
  text,
  word,
} from './facts.ts';
import { closedDoorReasons } from './doors/closed-door.ts';
import { dkimRecordStates } from './doors/dkim-health.ts';
import { guardedRecords } from './doors/domain-health.ts';
import { listTroubles, screenEngines } from './doors/screening-health.ts';
import { abuseTriggers, ownSenderKinds } from './screening/abuse.ts';
import type { ToldCure } from './remedy.ts';
import { isSentence, type Sentence } from './lines/said.ts';

export const alarmKinds = [
  'upstream-held',
  'upstream-throttled',
  'secret-expires',
  'refresh-token-expires',
  'certificate-expires',
  'device-silent',
  'device-waiting',
  'limit-near',
  'repeated-refusals',
  'secrets-sealed',
  'content-damaged',
  'disk-full',
  'quarantine-full',
  'store-unwell',
  'next-hop-unreachable',
  'mail-waits',
  'queue-grows',
  'reports-unread',
  'own-name',
  'open-route',
  'no-upstream',
  'sign-ins-failed',
  'http-closed',
  'domain-records',
  'resolver-sick',
  'dkim-key-missing',
  'dkim-rotation',
  'dkim-unsigned',
  'engine-silent',
  'list-refuses',
  'sender-suspicious',
  'sender-restricted',
  'called-spam',
  'backup-old',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** `high`: mail stands still, is refused or lost; `medium`: it soon will be, or one sender's is; `low`: there is time. */
export const alarmSeverities = ['high', 'medium', 'low'] as const;
export type AlarmSeverity = (typeof alarmSeverities)[number];

/**
 * The facts of each alarm, by kind; its words are made of that in one place (`policy/alarms/alarm-words.ts`), and nothing reads them back.
 * A kind that stands here gives no sentences of its own. Facts are JSON: they are kept in the notes, and shown by the API.
 */
const alarmFacts = {
  'secrets-sealed': {
    /** Uses of the secrets, as people name them; bounded. */
    secrets: listOf(text),
    count,
  },
  /** One message, by its queue id. */
  'content-damaged': {
    queueId: id<QueueId>,
    damage: word('missing', 'shorter', 'longer', 'changed'),
    foundBytes: count,
    sizeBytes: count,
  },
  /** Stage 1: nearly; 2: mail is refused. */
  'disk-full': { path: text, freeBytes: count, leastBytes: count },
  /** Stage 1: nearly; 2: what should go there goes into Junk. */
  'quarantine-full': { messages: count, bytes: count, percent: count },
  /** `reason`: the store's sentence. */
  'store-unwell': { reason: text },
  /** Attempts have failed in a row, none with it succeeded, and nothing of our own account is the matter. */
  'next-hop-unreachable': {
    /** An outbound connector; mailboxes of ours (LMTP, Maildir); the mail hosts of the Internet, several at once. */
    of: word('upstream', 'mailboxes', 'mail-hosts'),
    /** The outbound connector by which mail goes there; null: none. Absent in alarms that an earlier version raised. */
    connectorId: maybe(orNull(id<ObjectId>)),
    /** Connector, mailboxes or domains; bounded. */
    names: listOf(text),
    count,
    /** When the first of these attempts failed. */
    since: count,
    /** The words that the last attempt met. */
    lastError: text,
    /** The sentence of it; absent in what an earlier version kept. */
    lastSaid: maybe(isSentence),
  },
  'mail-waits': {
    oldestReceivedAt: count,
    /** How long mail may wait before this is an alarm. */
    boundMs: count,
    /** Recipients that wait where the wait is too long, and where most of them do; bounded. */
    waiting: count,
    places: listOf(facts({ name: text, waiting: count })),
    placeCount: count,
  },
  /** Stages: a hundred, a thousand, ten thousand. */
  'queue-grows': { waiting: count, before: count, withinMs: count },
  /** Reports of the last day that nobody gets. */
  'reports-unread': {
    count,
    /** There may be more. */
    isMost: flag,
    lastAddressee: text,
    lastAt: count,
    /** The name of the one that they are of. Absent in alarms that an earlier version raised. */
    organization: maybe(orNull(text)),
  },
  /** One organization: strangers who write to these internal-relay domains in its own name are refused, and nobody has decided so. */
  'own-name': {
    /** Bounded. */
    domains: listOf(text),
    count,
  },
  /** One organization: strangers' mail for these internal-relay domains leaves by its connectors, and DMARC is only observed. */
  'open-route': {
    /** Bounded. */
    domains: listOf(text),
    count,
  },
  /** One organization: its mail for outside waits, as no upstream takes it. */
  'no-upstream': { waiting: count, oldestReceivedAt: count },
  /** Sign-ins to the admin center within an hour. Stages: ten, a hundred, a thousand, ten thousand. */
  'sign-ins-failed': {
    count,
    /** Some of them; bounded. */
    addresses: listOf(text),
    addressCount: count,
  },
  /** Addresses of the HTTP API that are set and not open. */
  'http-closed': {
    /** Bounded. */
    doors: listOf(facts({ address: text, port: count, why: word(...closedDoorReasons), code: text })),
    count,
  },
  /** Of this server; there was one before. */
  'backup-old': { lastAt: count },
  /** A verified domain: records in DNS that were right and are not any more. Stages: its token; SPF or DKIM; MX. */
  'domain-records': {
    domain: text,
    lost: listOf(word(...guardedRecords)),
    /** When the first of them was missed. */
    since: count,
  },
  /** Our own name server. Of so many different names that the last mail asked for. */
  'resolver-sick': { failed: count, count },
  /** Mail is signed by a key whose record verifiers do not find as it should be. */
  'dkim-key-missing': {
    domain: text,
    record: text,
    found: word(...dkimRecordStates),
    /** Since when; where it never was right, since it is used. */
    since: count,
  },
  /** Something is to be done about a key, and there is time. */
  'dkim-rotation': {
    domain: text,
    record: text,
    /** Its record; a successor; its record may go. */
    step: word('publish', 'renew', 'remove'),
    /** When it came into its state. */
    since: count,
  },
  /** A verified domain without a key, whose organization signs the mail of another one. */
  'dkim-unsigned': { domain: text },
  /** A spam filter or virus scanner that messages were not looked at by. */
  'engine-silent': {
    engine: word(...screenEngines),
    address: text,
    /** When the first of the failures in a row was. */
    since: count,
    lastError: text,
  },
  /** A DNS block list that cannot be asked, or not be believed. */
  'list-refuses': { list: text, why: word(...listTroubles), since: count },
  /** Mail of an own sender looks like abuse of it. `why` nothing was restricted. */
  'sender-suspicious': {
    of: word(...ownSenderKinds),
    trigger: word(...abuseTriggers),
    count,
    outOf: orNull(count),
    why: word('alert', 'observed', 'always-through', 'lifted'),
    /** The device it came from; null: of none that is known. */
    device: orNull(text),
    /** Recipients that are not there, or messages; bounded. */
    examples: listOf(text),
  },
  /** An own sender was restricted, by itself; the subject is its address or name. */
  'sender-restricted': {
    of: word('sender', 'connector'),
    trigger: word(...abuseTriggers),
    count,
    outOf: orNull(count),
    /** null: until somebody lifts it. */
    until: orNull(count),
    /** Recipients of its mail that waited, and are paused. */
    paused: count,
    device: orNull(text),
    evidence: listOf(text),
  },
  /** A next hop calls our mail spam, or has blocked us. */
  'called-spam': {
    reply: text,
    queueId: id<QueueId>,
    /** The one whose mail it was, and who sent most to the outside in the last hour; bounded. */
    senders: listOf(text),
  },
};
export type AlarmFacts = { readonly [Kind in keyof typeof alarmFacts]: FactsOf<(typeof alarmFacts)[Kind]> };

const described: ReadonlyMap<string, Fact<unknown>> = new Map(
  Object.entries(alarmFacts).map(([kind, shape]) => [kind, facts<Shape>(shape)]),
);
/** Kind, facts and the words in them are those above: an alarm that is kept may be of another version. */
export const isFactAlarm = (alarm: Alarm): alarm is FactAlarm => described.get(alarm.kind)?.(alarm.facts) === true;

interface AlarmHead<Kind extends AlarmKind> {
  /** Its subject, once: `upstream-held:<connector id>`. A second raise with the same key and stage is the same alarm. */
  readonly key: string;
  readonly kind: Kind;
  /** null: the server's own, told to the default organization. */
  readonly organizationId: ObjectId | null;
  /** The name by which a person knows the thing: the connector's, the device's, the certificate's name. */
  readonly subject: string;
  /** Grows when it gets worse (a limit at 80, 90, 100 %; 30, 14, 7, 1 days left): each stage is told once. */
  readonly stage: number;
}

/** An alarm that is known by its facts. */
export type FactAlarm<Kind extends keyof AlarmFacts = keyof AlarmFacts> = {
  readonly [K in Kind]: AlarmHead<K> & {
    readonly facts: AlarmFacts[K];
    readonly cause?: never;
    readonly cure?: never;
  };
}[Kind];

/** An alarm that brings its sentences with it: the older kinds, until they have facts too. */
export interface SpokenAlarm extends AlarmHead<Exclude<AlarmKind, keyof AlarmFacts>>, ToldCure {
  /** The trouble, for an administrator. */
  readonly cause: string;
  /** The sentence that it is made of; absent in alarms of before. */
  readonly said?: Sentence;
  readonly facts?: never;
}

export type Alarm = FactAlarm | SpokenAlarm;

/** `m365` of `upstream-held:m365`: what of its kind the alarm is about. */
export const subjectOfKey = ({ kind, key }: Pick<Alarm, 'kind' | 'key'>): string => key.slice(kind.length + 1);

/** Why an alarm is over, with the facts that its words need; they stand beside those of the alarms. */
const alarmEnds = {
  'takes-mail-again': {},
  removed: {},
  'switched-off': {},
  /** `words`: what was renewed, as in the alarm. */
  renewed: { words: text, expiresAt: count },
  'not-in-use': {},
  'heard-again': {},
  'waits-no-more': {
    address: text,
    why: word('ignored', 'taken', 'known', 'not-listed', 'made-room', 'forgotten'),
    /** The name of the device that it is now; null: of none. */
    device: orNull(text),
  },
  /** `words`: of the limit, `recipients a day`. */
  'limit-has-room': { limit: text, used: count, most: count, words: text },
  'is-gone': {},
  'not-refused-lately': {},
  'opens-again': {},
  'left-the-queue': {},
  'room-again': {},
  'commits-again': {},
  'doors-open': {},
  'reached-again': {},
  'nothing-waits': {},
  'none-late': {},
  'queue-shrank': {},
  'none-lately': {},
  decided: {},
  'dmarc-honoured': {},
  'no-more-fail': {},
  'records-right': {},
  'answers-again': {},
  'domain-gone': {},
  'key-right': {},
  'key-gone': {},
  'key-made': {},
  'restriction-over': {},
  'none-of-it-lately': {},
  'backup-made': {},
};
export type AlarmEnd = keyof typeof alarmEnds;

export type EndedBy<End extends AlarmEnd = AlarmEnd> = {
  [Each in End]: { readonly end: Each } & FactsOf<(typeof alarmEnds)[Each]>;
}[End];

/** `text`: its words, as earlier versions kept them. */
export type AlarmOver = EndedBy | { readonly text: string; readonly end?: never };

/** An end that is kept may be of another version. */
export const isKnownEnd: (over: AlarmOver) => over is EndedBy = oneOf('end', alarmEnds);

/** A room's word on an alarm that it has raised: why it is over; null: it lasts. */
export type JudgeAlarm = (alarm: Alarm) => EndedBy | null;
