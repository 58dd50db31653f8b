/** How much mailboxes and connectors have sent, as it was counted in the commits of their mail. */
import type { ObjectId } from '../base/id.ts';
import type { UsageIncrement } from '../mail/usage-subject.ts';

export type { UsageIncrement } from '../mail/usage-subject.ts';

export interface UsageBucket extends UsageIncrement {
  /** Start of the 10-minute bucket, ms. */
  readonly at: number;
}

export const usageBucketMs = 600_000;

export interface UsageStore {
  /**
   * How long the next message of this subject is put off, so that no more than so many go in a minute: whole milliseconds, 0 where there is
   * room. Call it once for each message; a place that was given is not given back.
   */
  place(subject: string, perMinute: number): Promise<number>;
  /** Hears what other nodes have counted, a moment later; nothing of what this process gave with a message. Returns the unsubscribe. */
  follow(listener: (buckets: readonly UsageBucket[]) => void): () => void;
  /** The counts of all nodes for these subjects since a time, as they are now; null: this process knows all there is. */
  fresh(subjects: readonly string[], since: number): Promise<readonly UsageBucket[] | null>;
  /** Buckets of subjects that are counted for limits or against abuse, since a time, for rolling windows after a restart. */
  since(at: number): Promise<readonly UsageBucket[]>;
  /** Senders without a mailbox that were seen since a time. */
  senders(
    organizationId: ObjectId,
    since: number,
  ): Promise<readonly { readonly address: string; readonly lastSeen: number; readonly messages: number }[]>;
}
