/** A refused session's lack, in plain words, and the profile that would have let it in. Pure. */
import type { Lack, SeenRefusal, Sighting, ToldLack } from '../../mail/sighting.ts';
import type { HabitName } from '../../mail/names.ts';
import { readReplyText } from '../../mail/reply.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import { habits } from '../../texts/en/habits.ts';
import { proposeProfile } from '../devices/habits.ts';
import { SIGNS_IN_WITHOUT_TLS } from './no-mail.ts';
import { causeLine, isFarewell, mechanismOf, reasonOf } from './kept-reason.ts';
import { whateverHelps } from './last-resorts.ts';
import { type Helps, helpsAgainst, isForeignMechanism, profileHelps } from './what-helps.ts';
import { toldCure } from '../../texts/remedy.ts';

interface ReadingOptions {
  /** Its references can be looked up; of a rehearsal they cannot. */
  readonly traced?: boolean;
  /** It tried to sign in, in this session or in one before. */
  readonly signsIn?: boolean;
}

/** The refusal that ended a session; null when nothing was refused. */
export function readRefusal(
  record: SessionRecord,
  { traced = true, signsIn = false }: ReadingOptions = {},
): SeenRefusal | null {
  const telling = tellingRefusals(record.refusals).at(-1);
  if (telling === undefined) return null;
  const { at, stage, reference, reason } = telling;
  const read = reading(telling, record, signsIn || signInTried(record) !== null) ?? told(telling, traced);
  return {
    at,
    stage,
    reference,
    cause: causeLine(telling),
    ...(reason === undefined ? {} : { reason, habits: telling.habits ?? [] }),
    lacks: read.lacks,
    ...toldCure(read.remedy),
    ...(record.ingress === 'submission' ? { wantsSignIn: true } : {}),
  };
}

/** Without those that only follow from one before. */
export const tellingRefusals = (refusals: readonly Refusal[]): readonly Refusal[] =>
  refusals.filter((refusal, index) => index === 0 || !isConsequence(refusal));

/** A peer that goes on talking after a refusal is out of order, and is shut out or times out in the end; that says nothing new. */
function isConsequence(refusal: Refusal): boolean {
  const reason = reasonOf(refusal);
  if (reason === null) return false;
  if (isFarewell(reason)) return true;
  const isOutOfOrder = reason.kind === 'fault' && reason.fault === 'out-of-order';
  // Content that comes unasked is a habit, whatever else was refused before it.
  if (refusal.stage === 'data')
    return refusal.habits === undefined && (isOutOfOrder || reason.kind === 'no-recipients');
  return (
    isOutOfOrder || reason.kind === 'no-transaction' || (reason.kind === 'fault' && reason.fault === 'unknown-command')
  );
}

/** The mechanisms a session named in AUTH, in capitals, taken or refused; null: it never tried to sign in. */
export function signInTried({ refusals, authMechanism, login }: SessionRecord): readonly string[] | null {
  const atSignIn = refusals.filter(({ stage }) => stage === 'auth');
  if (atSignIn.length === 0 && authMechanism == null && login === null) return null;
  const named = [...atSignIn.map(mechanismOf), authMechanism ?? null];
  return [...new Set(named.filter((each) => each !== null))];
}

/** The lack that a session's telling refusal was about; the profile only where this refusal was for want of it. */
export function lackOf(record: SessionRecord): ToldLack | null {
  const refusal = tellingRefusals(record.refusals).at(-1);
  if (refusal === undefined) return null;
  return lackBy(refusal, record, reading(refusal, record, signInTried(record) !== null) ?? told(refusal, true));
}

/** For the trace: each refusal with what would have helped against it; null where one before it says it all, or nobody knows. */
export function lacksOf(record: SessionRecord): readonly (ToldLack | null)[] {
  const telling = new Set(tellingRefusals(record.refusals));
  const signsIn = signInTried(record) !== null;
  return record.refusals.map((refusal) => {
    const helps = telling.has(refusal) ? reading(refusal, record, signsIn) : null;
    return helps === null ? null : lackBy(refusal, record, helps);
  });
}

function lackBy(refusal: Refusal, record: SessionRecord, { remedy }: Helps): ToldLack {
  // Its own habits are those that the profile in force did not take; those beside them a profile must take as well.
  const lacking = (refusal.habits ?? []).length > 0 && !isForeignMechanism(mechanismOf(refusal));
  const proposal = lacking ? proposeProfile([...new Set([...(refusal.habits ?? []), ...habitsOf(record)])]) : null;
  const because = (proposal?.because ?? []).map((habit) => habits[habit]);
  const { reason } = refusal;
  return {
    cause: causeLine(refusal),
    ...(reason && { reason }),
    ...toldCure(remedy),
    profile: proposal?.profile ?? null,
    because,
  };
}

/** For a record of which the reason is not known: of another version, or of 0.1.0. */
function told({ reply, reference }: Refusal, traced: boolean): Helps {
  const { words } = readReplyText(reply);
  return { lacks: 'other', remedy: { act: 'read-refusal', reply: words, reference: traced ? reference : null } };
}

/** null: its reason is not known. */
function reading(refusal: Refusal, record: SessionRecord, signsIn: boolean): Helps | null {
  const reason = reasonOf(refusal);
  const around = { ...record, habits: habitsOf(record), signsIn };
  const helps = reason === null ? null : helpsAgainst(reason, around);
  if (helps !== null || reason === null) return helps;
  if (refusal.habits !== undefined) return profileHelps(around);
  return { lacks: 'other', remedy: whateverHelps(reason, around) };
}

/** Habits of its that the standards do not allow, taken or refused; a refused TLS version is one of them. */
export const habitsOf = (record: SessionRecord): readonly string[] => record.habits ?? [];

export interface DeviceProposal {
  /** null: what holds for its connector is enough. */
  readonly profile: string | null;
  /** Why that profile, one sentence part each: `speaks at most TLS 1.0`. */
  readonly because: readonly string[];
  /** Those that it is needed for. */
  readonly habits: readonly HabitName[];
  /** The right that was missing. */
  readonly lacks: Lack | null;
}

/** From all that a device has shown: the profile it needs, and the right it lacked last. */
export function proposeFor({ habits: met, lastRefusal }: Sighting): DeviceProposal {
  const proposal = proposeProfile(met);
  const lacks = lastRefusal?.lacks ?? null;
  const legacy = (because: string): DeviceProposal => ({ profile: 'legacy', because: [because], habits: [], lacks });
  if (proposal !== null) {
    const because = proposal.because.map((habit) => habits[habit]);
    return { profile: proposal.profile, because, habits: proposal.because, lacks };
  }
  if (lastRefusal?.stage === 'tls' && lacks === 'profile') return legacy('could not agree on TLS with us');
  if (lastRefusal?.gaveUp === 'sign-in-needs-tls') return legacy(SIGNS_IN_WITHOUT_TLS);
  return { profile: null, because: [], habits: [], lacks };
}
