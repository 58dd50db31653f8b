/**
 * The delivery room: takes due recipients of one message on one lane, finds the next hop, hands over, and says what became of each.
 * Promises: exactly one Outcome per recipient, always, within the deadlines. Never: touches the spool, retries, writes reports.
 * RFC 5321 §4.5.4 and §5; RFC 3461 §5.2; RFC 2033 (LMTP).
 */
import type { Delivery, Outcome } from '../mail/delivery.ts';

/** The room's door, as the runner sees it (`queue/runner.ts` takes a function of this shape). */
export type Deliver = (delivery: Delivery, signal: AbortSignal) => Promise<readonly Outcome[]>;
