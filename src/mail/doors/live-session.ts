/** Sessions as they happen, for who watches them. */
import type { ObjectId, QueueId, SessionId } from '../../base/id.ts';
import type { Ingress } from '../delivery.ts';
import type { ToldLack } from '../sighting.ts';
import type { KeptReason } from '../reason.ts';

interface LiveFacts {
  readonly sessionId: SessionId;
  readonly at: number;
}

/** Known of a session by now, as its record will have it. */
export interface KnownOfSession {
  readonly helo: string | null;
  readonly tls: string | null;
  readonly ingress: Ingress | null;
  readonly connectorId: ObjectId | null;
  readonly deviceId: ObjectId | null;
  readonly login: string | null;
  /** How many messages it brought; of a session that goes on for long the last of them are in `accepted`. */
  readonly messages: number;
  readonly accepted: readonly QueueId[];
}

export type LiveEvent =
  /** First of each session, also of one that was under way when the watch began. */
  | (LiveFacts & {
      readonly kind: 'open';
      readonly listener: string;
      readonly clientAddress: string;
      readonly deviceId: ObjectId | null;
      /** The lines before anybody watched. */
      readonly transcript: string;
    })
  /** Told when there is more of it. */
  | (LiveFacts & KnownOfSession & { readonly kind: 'known' })
  /** One line of the transcript, secrets and content left out: `C: EHLO copier`. */
  | (LiveFacts & { readonly kind: 'line'; readonly text: string })
  /** Those of before anybody watched follow behind `open`. */
  | (LiveFacts & {
      readonly kind: 'refusal';
      readonly reference: string;
      readonly reply: string;
      /** Why, for the operator. */
      readonly cause: string;
      /** The cause as a value. */
      readonly reason?: KeptReason;
      readonly sender: string | null;
      readonly recipient: string | null;
      /** Would have let it in; null: one before it says it all, or nobody knows. */
      readonly lack: ToldLack | null;
    })
  | (LiveFacts & {
      readonly kind: 'end';
      readonly how: string;
      readonly accepted: readonly QueueId[];
      /** The subject of the last refusal, or of the want of mail, and what would have let it in; null: it brought mail. */
      readonly lack: ToldLack | null;
      /** It brought no mail though nothing was refused. */
      readonly gaveUp: boolean;
    })
  /** The watcher was too slow for so many events. */
  | { readonly kind: 'dropped'; readonly at: number; readonly count: number };

/** Of which sessions events are wanted. */
export interface WatchFilter {
  /** Networks (CIDR) or addresses; empty: all. */
  readonly addresses: readonly string[];
  readonly deviceId: ObjectId | null;
  /** Only sessions of which something was refused, or that brought no mail: from then on. Absent: all. */
  readonly refused?: boolean;
  /** Only what is of these, of each session (`policy/owners/`); null or absent: of all, and what is nobody's. */
  readonly organizations?: readonly ObjectId[] | null;
}

/** Hears of sessions until `stop`; `onEnd` when no more will come because the server goes. */
export type Watch = (filter: WatchFilter, hear: (event: LiveEvent) => void, onEnd: () => void) => { stop(): void };
