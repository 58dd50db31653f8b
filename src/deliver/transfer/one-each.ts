import type { Outcome, QueuedRecipient } from '../../mail/delivery.ts';
import { delayedBy, outcomeOfFailure } from '../answers/failure.ts';

/** The promise of one Outcome per recipient, kept also where something forgot one or spoke twice. */
export function oneEach(recipients: readonly QueuedRecipient[], outcomes: readonly Outcome[]): readonly Outcome[] {
  const byOrdinal = new Map<number, Outcome>();
  for (const outcome of outcomes) byOrdinal.set(outcome.ordinal, outcome);
  return recipients.map((recipient) => byOrdinal.get(recipient.ordinal) ?? outcomeOfFailure(recipient, forgotten));
}

const forgotten = delayedBy({
  cause: 'other',
  status: '4.3.0',
  text: 'the attempt gave no result for this recipient',
  laneTrouble: false,
});
