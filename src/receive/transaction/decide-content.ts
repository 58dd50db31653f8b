/** The end of data, decided: of what was found in the content itself, and of what a screen found in it. Pure. */
import { assertNever } from '../../base/never.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import type { Refused } from '../../mail/verdict.ts';
import type { ScreenVerdict } from '../../screening/screen-facts.ts';
import type { IntakeResult } from '../content/intake.ts';
import type { Complete } from './screener.ts';

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
