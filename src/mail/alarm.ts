/** Something an administrator must act on, or soon will have to. Raised and ended by key; told by mail, webhook, log and metric. */
import type { ObjectId, QueueId } from '../base/id.ts';
import type { ContentDamage } from './content.ts';

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
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/**
 * What is known of each alarm, by kind; its words are made of that in one place (`policy/alarm-words.ts`), and nothing reads them back.
 * A kind that stands here gives no sentences of its own. Facts are JSON: they are kept in the notes, and shown by the API.
 */
export interface AlarmFacts {
  readonly 'secrets-sealed': {
    /** What they are for, as people call it; bounded. */
    readonly secrets: readonly string[];
    readonly count: number;
  };
  /** Of one message, by its queue id. */
  readonly 'content-damaged': {
    readonly queueId: QueueId;
    readonly damage: ContentDamage;
    readonly foundBytes: number;
    readonly sizeBytes: number;
  };
}

interface AlarmHead<Kind extends AlarmKind> {
  /** What it is about, once: `upstream-held:<connector id>`. A second raise with the same key and stage is the same alarm. */
  readonly key: string;
  readonly kind: Kind;
  /** null: the server's own, told to the default organization. */
  readonly organizationId: ObjectId | null;
  /** What a person calls the thing: the connector's, the device's, the certificate's name. */
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

/** An alarm that brings its sentences with it: those of before, until they have facts too. */
export interface SpokenAlarm extends AlarmHead<Exclude<AlarmKind, keyof AlarmFacts>> {
  /** What is wrong, for an administrator. */
  readonly cause: string;
  /** What to do about it. */
  readonly cure: string;
  readonly facts?: never;
}

export type Alarm = FactAlarm | SpokenAlarm;

/** Why an alarm is over; the words stand beside those of the alarms. */
export const alarmEnds = ['opens-again', 'left-the-queue'] as const;
export type AlarmEnd = (typeof alarmEnds)[number];

/** `text`: of alarms that bring their sentences with them. */
export type AlarmOver =
  | { readonly end: AlarmEnd; readonly text?: never }
  | { readonly text: string; readonly end?: never };
