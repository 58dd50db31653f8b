/** Errors of the house that a caller is told of in our own words. */
import { LookRefused } from '../../mail/doors/look-refused.ts';
import { StoreUnavailable } from '../../store/store.ts';
import { Problem } from './problem.ts';

/** null: it is none of these, and what it says is for the log alone. */
export function knownProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailable)
    return new Problem('store-unavailable', {}, { act: 'see-status', why: 'store' });
  if (error instanceof LookRefused)
    return new Problem(
      'too-busy',
      { why: error.why },
      error.why === 'too-much' ? { act: 'read-as-stored' } : 'Try again in a moment.',
    );
  return null;
}
