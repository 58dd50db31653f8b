/** The trace's words for what an attempt came to. Pure. */
import { spanOf } from '../../base/words/amounts.ts';
import { bounds } from '../../base/bounds.ts';
import { addressText } from '../../mail/address.ts';
import type { Outcome } from '../../mail/delivery.ts';
import { replyText } from '../../mail/reply.ts';
import type { AddedRecipient } from '../../store/store.ts';
import { attemptsOf } from '../../texts/en/counts.ts';
import { inRow, listed, type Phrase, say } from '../../texts/phrase.ts';
import { again } from '../../texts/told.ts';
import type { OutcomeOf, RecipientContext } from './recipient-context.ts';

export const handedOn = ({ remoteHost, changes = [] }: Outcome): Phrase =>
  inRow([say`Handed on to ${remoteHost ?? say`the next hop`}`, ...changes.map(again)]);

/** @param to null: another organization has set it up. */
export function expandedWords({ what }: OutcomeOf<'expanded'>, to: Phrase | null): Phrase {
  if (what === 'group')
    return to === null ? say`Group expanded, as another organization has set it up` : say`Group expanded to ${to}`;
  return to === null ? say`Forwarded, as another organization has set it up` : say`Forwarded to ${to}`;
}

export function countOf(added: readonly AddedRecipient[]): Phrase {
  const names = added.slice(0, bounds.queue.addedNamed).map((recipient) => addressText(recipient.address));
  return listed(names, added.length);
}

export const silentBecause = ({ delivery }: RecipientContext): Phrase =>
  delivery.message.reversePath === null ? say`the envelope sender is empty` : say`the sender asked for none`;

/** @param attempts that were made; what was put off is none. */
export function expiredWords(outcome: OutcomeOf<'delayed'>, attempts: number, ageMs: number): Phrase {
  const { count, unit } = spanOf(ageMs);
  const age = unit === 'days' ? say`${count} days` : say`${`${count} ${unit}`}`;
  const last = outcome.reply ? replyText(outcome.reply) : again(outcome);
  return attempts === 0
    ? say`Given up after ${age}, its next hop being in trouble; the last one: ${last}`
    : say`Given up after ${age} and ${attemptsOf(attempts)}; the last one: ${last}`;
}
