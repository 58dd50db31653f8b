/** The end of data, decided: of what was found in the content itself, and of what a screen found in it. Pure. */
import { assertNever } from '../../base/never.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import type { Refused } from '../../mail/verdict.ts';
import type { ScreenVerdict } from '../../screening/screen-facts.ts';
import type { IntakeResult } from '../content/intake.ts';
import type { GreetedClient } from './greeted-client.ts';
import type { Transaction } from './mail-transaction.ts';

export type Complete = Extract<IntakeResult, { kind: 'complete' }>;

export interface ScreenQuestion {
  readonly transaction: Transaction;
  readonly complete: Complete;
  readonly peer: { readonly clientAddress: string; readonly helo: string | null; readonly tls: string | null };
  /** As MAIL and RCPT were judged by. */
  readonly client: GreetedClient;
}

/**
 * Looks at a message that is here in full and could be taken. It gathers facts and takes its time; the connection waits, and what it rejects
 * with counts as trouble of ours (451). It changes nothing. null: it does not look at such mail.
 */
export type Screen = (question: ScreenQuestion) => Promise<ScreenVerdict | Refused> | null;

export type ContentDecision = (Complete & { readonly screened?: Screened }) | Refused;

/** @param verdict null: nobody screened it. */
export function decideContent(finished: IntakeResult, verdict: ScreenVerdict | Refused | null): ContentDecision {
  if (finished.kind === 'refused') return finished.verdict;
  if (verdict === null) return finished;
  switch (verdict.kind) {
    case 'take':
      return { ...finished, screened: verdict.screened };
    case 'refuse':
      return verdict.refused;
    case 'defer':
    case 'reject':
      return verdict;
    default:
      return assertNever(verdict);
  }
}
