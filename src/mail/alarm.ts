/** Something an administrator must act on, or soon will have to. Raised and ended by key; told by mail, webhook, log and metric. */
import type { ObjectId } from '../base/id.ts';

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
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

export interface Alarm {
  /** What it is about, once: `upstream-held:<connector id>`. A second raise with the same key and stage is the same alarm. */
  readonly key: string;
  readonly kind: AlarmKind;
  /** null: the server's own, told to the default organization. */
  readonly organizationId: ObjectId | null;
  /** What a person calls the thing: the connector's, the device's, the certificate's name. */
  readonly subject: string;
  /** Grows when it gets worse (a limit at 80, 90, 100 %; 30, 14, 7, 1 days left): each stage is told once. */
  readonly stage: number;
  /** What is wrong, for an administrator. */
  readonly cause: string;
  /** What to do about it. */
  readonly cure: string;
}
