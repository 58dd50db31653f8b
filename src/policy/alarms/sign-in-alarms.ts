/** Many sign-ins to the admin center that failed: the alarm of that. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { FactAlarm } from '../../mail/alarm.ts';

export const SIGN_INS_WITHIN_MS = 3_600_000;
/** Each is told once. */
const STAGES = [10, 100, 1_000, 10_000];

/** null: they are too few. */
export function failedSignIns(count: number, addresses: readonly string[]): FactAlarm<'sign-ins-failed'> | null {
  const stage = STAGES.filter((least) => count >= least).length;
  if (stage === 0) return null;
  const named = addresses.slice(-bounds.alarm.namesTold);
  return {
    ...{ key: 'sign-ins-failed', kind: 'sign-ins-failed', organizationId: null, subject: 'admin center', stage },
    facts: { count, addresses: named, addressCount: addresses.length },
  };
}
