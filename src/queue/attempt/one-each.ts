/** Exactly one Outcome for each recipient, in their order, whatever the delivery room forgot or said twice. Pure. */
import type { Outcome, QueuedRecipient } from '../../mail/delivery.ts';
import { delayedBy } from './expand.ts';

export function oneEach(recipients: readonly QueuedRecipient[], outcomes: readonly Outcome[]): readonly Outcome[] {
  const isSo =
    recipients.length === outcomes.length && recipients.every(({ ordinal }, at) => outcomes[at]?.ordinal === ordinal);
  if (isSo) return outcomes;
  const byOrdinal = new Map(outcomes.map((outcome) => [outcome.ordinal, outcome]));
  return recipients.map((one) => byOrdinal.get(one.ordinal) ?? delayedBy(one, 'other', FORGOTTEN));
}

const FORGOTTEN = 'the attempt gave no result for this recipient';
