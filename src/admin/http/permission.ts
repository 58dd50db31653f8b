/** A right that is missing, as a refusal with its cure. */
import type { GrantedRight, NeededRight } from '../../mail/doors/caller.ts';
import { missingRight } from '../../policy/access/rights.ts';
import { Problem } from './problem.ts';

/** Throws a Problem. */
export function requirePermission(grant: GrantedRight, needed: NeededRight): void {
  const missing = missingRight(grant, needed);
  if (missing === null) return;
  const { role, content = false } = needed;
  throw new Problem('not-permitted', missing, { act: 'ask-for-right', role, content });
}
