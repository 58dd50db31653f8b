import type { Finding } from '../proof.ts';

/** Held when nothing is wrong. */
export const judged = (figures: Finding['figures'], faults: readonly string[]): Finding => ({
  outcome: faults.length === 0 ? 'held' : 'failed',
  figures,
  reasons: faults,
});

export const skipped = (reason: string): Finding => ({ outcome: 'skipped', figures: {}, reasons: [reason] });

/** `3, 4, 5 and 17 more`: enough to look for. */
export function some(values: readonly (number | string)[], most = 8): string {
  const rest = values.length - most;
  return values.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
