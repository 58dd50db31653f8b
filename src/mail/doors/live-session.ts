/** Sessions as they happen, for who watches them. */
import type { ObjectId, QueueId, SessionId } from '../../base/id.ts';
import type { ToldLack } from '../sighting.ts';

interface LiveFacts {
  readonly sessionId: SessionId;
  readonly at: number;
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
  /** One line of the transcript, secrets and content left out: `C: EHLO copier`. */
  | (LiveFacts & { readonly kind: 'line'; readonly text: string })
  | (LiveFacts & {
      readonly kind: 'refusal';
      readonly reference: string;
      readonly reply: string;
      /** Why, for the operator. */
      readonly cause: string;
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
  /** Only what is of these, of each session (`policy/owners/`); null or absent: of all, and what is nobody's. */
  readonly organizations?: readonly ObjectId[] | null;
}

/** Hears of sessions until `stop`; `onEnd` when no more will come because the server goes. */
export type Watch = (filter: WatchFilter, hear: (event: LiveEvent) => void, onEnd: () => void) => { stop(): void };
