/** Which refusals of a device another profile would not have made. Pure. */
import type { ProfileTraits } from '../../mail/device.ts';
import type { HabitName } from '../../mail/names.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import { mechanismOf } from '../reasons/kept-reason.ts';
import { approvalHelpsWith, lackOfNoMail } from '../reasons/no-mail.ts';
import { habitsOf, lackOf, readRefusal, tellingRefusals } from '../reasons/proposals.ts';
import { isForeignMechanism } from '../reasons/what-helps.ts';
import { isHabit, isTolerated } from './habits.ts';

export interface PreviewedRefusal {
  readonly at: number;
  readonly sessionId: SessionRecord['sessionId'];
  readonly cause: string;
  /** `let-in`: this refusal would not have been; `refused`: it would, for `still`; `other`: it was not for want of a profile. */
  readonly outcome: 'let-in' | 'refused' | 'other';
  readonly still: readonly HabitName[];
}

/** null: neither was anything refused, nor did it give up by itself. */
export function refusalUnder(record: SessionRecord, traits: ProfileTraits): PreviewedRefusal | null {
  const lack = lackOf(record) ?? lackOfNoMail(record);
  if (lack === null) return null;
  const needed = habitsRefused(record);
  const still = (needed ?? []).filter((habit) => !isTolerated(habit, traits));
  return {
    at: tellingRefusals(record.refusals).at(-1)?.at ?? record.endedAt,
    sessionId: record.sessionId,
    cause: lack.cause,
    outcome: needed === null ? 'other' : still.length === 0 ? 'let-in' : 'refused',
    still,
  };
}

/** Those that a profile must take for the session to go on; null: no profile would have helped. */
function habitsRefused(record: SessionRecord): readonly HabitName[] | null {
  if (record.noMail !== undefined) return approvalHelpsWith(record.noMail) ? ['auth-before-tls'] : null;
  const refusal = tellingRefusals(record.refusals).at(-1);
  if (refusal === undefined || isForeignMechanism(mechanismOf(refusal))) return null;
  const met = [...new Set([...(refusal.habits ?? []), ...habitsOf(record)])].filter(isHabit);
  if ((refusal.habits ?? []).length > 0) return met;
  // A handshake that failed without a known habit: the most that a profile has for TLS.
  return refusal.stage === 'tls' && readRefusal(record)?.lacks === 'profile' ? [...met, 'tls-1.0'] : null;
}
