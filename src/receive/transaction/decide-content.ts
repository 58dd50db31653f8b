/** The end of data, decided: of what was found in the content itself, and of what a screen found in it. Pure. */
import type { Refused, Verdict } from '../../mail/verdict.ts';
import type { IntakeResult } from '../content/intake.ts';
import type { Transaction } from './mail-transaction.ts';

type Complete = Extract<IntakeResult, { kind: 'complete' }>;

/**
 * Looks at a message that is here in full and could be taken. It gathers facts and takes its time; the connection waits, and what it rejects
 * with counts as trouble of ours (451). It changes nothing.
 */
export type Screen = (transaction: Transaction, content: Complete) => Promise<Verdict>;

export type ContentDecision = Complete | Refused;

/** @param screened null: nobody screens. */
export function decideContent(finished: IntakeResult, screened: Verdict | null): ContentDecision {
  if (finished.kind === 'refused') return finished.verdict;
  return screened === null || screened.kind === 'accept' ? finished : screened;
}
