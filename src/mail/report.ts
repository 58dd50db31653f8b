import type { Address } from './address.ts';
import type { FailureCause } from './delivery.ts';
import type { EnhancedStatus, Reply } from './reply.ts';

/** The three occasions a sender can ask to hear of (RFC 3461 §4.1). A failure report is what people call an NDR. */
export type ReportKind = 'failure' | 'delay' | 'success';

/** A report's words about one recipient (the per-recipient fields of RFC 3464 §2.3). */
export interface ReportedRecipient {
  readonly address: Address;
  /** RFC 3461 §4.2: `addr-type;decoded-address`, or null. */
  readonly orcpt: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  readonly status: EnhancedStatus;
  /** null for good news. */
  readonly cause: FailureCause | null;
  /** A sentence for the administrator. */
  readonly text: string;
  /** The next hop's own words and who it was. */
  readonly reply: Reply | null;
  readonly remoteHost: string | null;
  readonly remoteAddress: string | null;
  readonly attempts: number;
  /** null: not known. */
  readonly lastAttemptAt: number | null;
  /** The answer to the last attempt, where not that attempt but a person ended the delivery; fit for the sender to read. */
  readonly lastReason?: string | null;
  /** Only of a delay. */
  readonly willRetryUntil: number | null;
}
