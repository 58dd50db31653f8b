/** How much mailboxes and connectors have sent, as it was counted in the commits of their mail. */
import type { ObjectId } from '../base/id.ts';

/** `subject`: `mailbox:<id>`, `connector:<id>`, `sender:<organization id>:<address key>` (protection seats). */
export interface UsageIncrement {
  readonly subject: string;
  readonly messages: number;
  readonly recipients: number;
}

export interface UsageBucket extends UsageIncrement {
  /** Start of the 10-minute bucket, ms. */
  readonly at: number;
}

export const usageBucketMs = 600_000;

export interface UsageStore {
  /** Buckets of `mailbox:` and `connector:` subjects since a time, for rolling windows after a restart. */
  since(at: number): Promise<readonly UsageBucket[]>;
  /** Distinct `sender:` subjects seen since a time. */
  senders(
    organizationId: ObjectId,
    since: number,
  ): Promise<readonly { readonly address: string; readonly lastSeen: number; readonly messages: number }[]>;
}
