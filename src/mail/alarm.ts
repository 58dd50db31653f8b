/** Something an administrator must act on, or soon will have to. Raised and ended by key; told by mail, webhook, log and metric. */
import type { ObjectId, QueueId } from '../base/id.ts';
import type { ContentDamage } from './content.ts';
import type { ToldCure } from './remedy.ts';

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
  'store-unwell',
  'next-hop-unreachable',
  'mail-waits',
  'queue-grows',
  'reports-unread',
  'own-name',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/**
 * The facts of each alarm, by kind; its words are made of that in one place (`policy/alarms/alarm-words.ts`), and nothing reads them back.
 * A kind that stands here gives no sentences of its own. Facts are JSON: they are kept in the notes, and shown by the API.
 */
export interface AlarmFacts {
  readonly 'secrets-sealed': {
    /** Uses of the secrets, as people name them; bounded. */
    readonly secrets: readonly string[];
    readonly count: number;
  };
  /** One message, by its queue id. */
  readonly 'content-damaged': {
    readonly queueId: QueueId;
    readonly damage: ContentDamage;
    readonly foundBytes: number;
    readonly sizeBytes: number;
  };
  /** Stage 1: nearly; 2: mail is refused. */
  readonly 'disk-full': { readonly path: string; readonly freeBytes: number; readonly leastBytes: number };
  readonly 'store-unwell': {
    /** The store's sentence. */
    readonly reason: string;
  };
  /** Attempts have failed in a row, none with it succeeded, and nothing of our own account is the matter. */
  readonly 'next-hop-unreachable': {
    /** An outbound connector; mailboxes of ours (LMTP, Maildir); the mail hosts of the Internet, several at once. */
    readonly of: 'upstream' | 'mailboxes' | 'mail-hosts';
    /** The outbound connector by which mail goes there; null: none. Absent in alarms that an earlier version raised. */
    readonly connectorId?: ObjectId | null;
    /** Connector, mailboxes or domains; bounded. */
    readonly names: readonly string[];
    readonly count: number;
    /** When the first of these attempts failed. */
    readonly since: number;
    /** The words that the last attempt met. */
    readonly lastError: string;
  };
  readonly 'mail-waits': {
    readonly oldestReceivedAt: number;
    /** How long mail may wait before this is an alarm. */
    readonly boundMs: number;
    /** Recipients that wait where the wait is too long, and where most of them do; bounded. */
    readonly waiting: number;
    readonly places: readonly { readonly name: string; readonly waiting: number }[];
    readonly placeCount: number;
  };
  /** Stages: a hundred, a thousand, ten thousand. */
  readonly 'queue-grows': { readonly waiting: number; readonly before: number; readonly withinMs: number };
  /** Reports of the last day that nobody gets. */
  readonly 'reports-unread': {
    readonly count: number;
    /** There may be more. */
    readonly isMost: boolean;
    readonly lastAddressee: string;
    readonly lastAt: number;
  };
  /** One organization: strangers who write to these internal-relay domains in its own name are refused, and nobody has decided so. */
  readonly 'own-name': {
    /** Bounded. */
    readonly domains: readonly string[];
    readonly count: number;
  };
}

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
  readonly facts?: never;
}

export type Alarm = FactAlarm | SpokenAlarm;

/** Why an alarm is over; the words stand beside those of the alarms. */
export const alarmEnds = [
  'opens-again',
  'left-the-queue',
  'room-again',
  'commits-again',
  'reached-again',
  'nothing-waits',
  'none-late',
  'queue-shrank',
  'none-lately',
  'decided',
] as const;
export type AlarmEnd = (typeof alarmEnds)[number];

/** `text` stands where the alarm brings its sentences with it. */
export type AlarmOver =
  | { readonly end: AlarmEnd; readonly text?: never }
  | { readonly text: string; readonly end?: never };
