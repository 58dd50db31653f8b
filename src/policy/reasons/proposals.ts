/** What a refused session lacked, in plain words, and which profile would have let it in. Pure. */
import type { Remedy } from '../../mail/remedy.ts';
import type { Lack, SeenRefusal, Sighting, ToldLack } from '../../mail/sighting.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import { unbegunRemedy } from './fault-words.ts';
import { tolerant } from '../devices/device-profile.ts';
import { habits, proposeProfile } from '../devices/habits.ts';
import { limitRemedy } from '../alarms/limit-alarms.ts';
import { SIGNS_IN_WITHOUT_TLS } from './no-mail.ts';
import { aboutOf, mechanismOf } from './refusal-about.ts';
import { toldCure } from '../../texts/remedy.ts';

/** The words of a reply up to its text: `550`, `5.7.64`. */
const CODES = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/u;

interface ReadingOptions {
  /** Its references can be looked up; of a rehearsal they cannot. */
  readonly traced?: boolean;
  /** It tried to sign in, in this session or in one before. */
  readonly signsIn?: boolean;
}

interface Reading {
  readonly lacks: Lack;
  readonly remedy: Remedy;
}

/** What a session was refused for in the end; null when nothing was refused. */
export function readRefusal(
  record: SessionRecord,
  { traced = true, signsIn = false }: ReadingOptions = {},
): SeenRefusal | null {
  const telling = tellingRefusals(record.refusals).at(-1);
  if (telling === undefined) return null;
  const { at, stage, reference, cause } = telling;
  const read = reading(telling, record, signsIn || signInTried(record) !== null) ?? told(telling, traced);
  const facts = { about: aboutOf(telling), habits: telling.habits ?? [] };
  return {
    at,
    stage,
    reference,
    cause,
    ...facts,
    lacks: read.lacks,
    ...toldCure(read.remedy),
    ...(record.ingress === 'submission' ? { wantsSignIn: true } : {}),
  };
}

/** Without those that only follow from one before. */
export const tellingRefusals = (refusals: readonly Refusal[]): readonly Refusal[] =>
  refusals.filter((refusal, index) => index === 0 || !isConsequence(refusal));

/** Who goes on talking after a refusal is out of order, and is shut out or times out in the end; that says nothing new. */
function isConsequence(refusal: Refusal): boolean {
  const { reply, stage, habits: met } = refusal;
  if (aboutOf(refusal)?.kind === 'farewell') return true;
  // Content that comes unasked is a habit, whatever else was refused before it.
  if (stage === 'data') return met === undefined && /^(?:503|554 5\.5\.1)\b/u.test(reply);
  return /^50[03]\b/u.test(reply);
}

/** The mechanisms a session named in AUTH, in capitals, taken or refused; null: it never tried to sign in. */
export function signInTried({ refusals, authMechanism, login }: SessionRecord): readonly string[] | null {
  const atSignIn = refusals.filter(({ stage }) => stage === 'auth');
  if (atSignIn.length === 0 && authMechanism == null && login === null) return null;
  const named = [...atSignIn.map(mechanismOf), authMechanism ?? null];
  return [...new Set(named.filter((each) => each !== null))];
}

/** What a refusal was about; the profile only where this refusal was for want of it. @param refusal of the record; else the telling one. */
export function lackOf(record: SessionRecord, refusal = tellingRefusals(record.refusals).at(-1)): ToldLack | null {
  if (refusal === undefined) return null;
  const read = reading(refusal, record, signInTried(record) !== null) ?? told(refusal, true);
  // Its own habits are those that the profile in force did not take; those beside them a profile must take as well.
  const lacking = (refusal.habits ?? []).length > 0 && !isForeignMechanism(refusal);
  const proposal = lacking ? proposeProfile([...new Set([...(refusal.habits ?? []), ...habitsOf(record)])]) : null;
  const because = (proposal?.because ?? []).map((habit) => habits[habit].words);
  return { cause: refusal.cause, ...toldCure(read.remedy), profile: proposal?.profile ?? null, because };
}

/** For the trace: each refusal with what would have helped against it; null where one before it says it all, or nobody knows. */
export function lacksOf(record: SessionRecord): readonly (ToldLack | null)[] {
  const telling = new Set(tellingRefusals(record.refusals));
  return record.refusals.map((refusal) => {
    const known = telling.has(refusal) && reading(refusal, record, signInTried(record) !== null) !== null;
    return known ? lackOf(record, refusal) : null;
  });
}

/** No profile has it. */
const isForeignMechanism = (refusal: Refusal): boolean => {
  const said = refusal.stage === 'auth' ? mechanismOf(refusal) : null;
  return said !== null && !isOurMechanism(said);
};

export const isOurMechanism = (name: string): boolean => (tolerant.authMechanisms as readonly string[]).includes(name);

/** Where nothing is known that helps. */
function told({ reply, reference }: Refusal, traced: boolean): Reading {
  const words = reply.slice(CODES.exec(reply)?.[0].length ?? 0).trim();
  return { lacks: 'other', remedy: { act: 'read-refusal', reply: words, reference: traced ? reference : null } };
}

/** null: nothing is known that helps. */
function reading(refusal: Refusal, record: SessionRecord, signsIn: boolean): Reading | null {
  const [, code = '', status = ''] = CODES.exec(refusal.reply) ?? [];
  const about = aboutOf(refusal);
  if (about?.kind === 'no-tls') return { lacks: 'other', remedy: unbegunRemedy(about) };
  if (refusal.stage === 'tls')
    return about?.kind === 'certificate-distrusted'
      ? { lacks: 'other', remedy: { act: 'make-certificate-trusted' } }
      : { lacks: 'profile', remedy: profileRemedy(record) };
  if (about?.kind === 'limit') return { lacks: 'other', remedy: limitRemedy(about) };
  if (status === '5.7.64') {
    if (record.connectorId === null && about?.kind === 'no-connector') return connectorLacks(record, signsIn);
    return { lacks: 'sender', remedy: { act: 'use-own-sender' } };
  }
  // A stranger in an own name: whose device it is gives it a connector.
  if (status === '5.7.68' && record.connectorId === null) return connectorLacks(record, signsIn);
  if (status === '5.7.139') return { lacks: 'credential', remedy: { act: 'enable-sign-in' } };
  if (code === '535' && about?.kind === 'hashed-and-cram')
    return { lacks: 'credential', remedy: { act: 'add-cram-credential' } };
  if (code === '535') {
    // A name that is known here has a credential, and a second one of its name is refused.
    const act = about?.kind === 'no-such-name' ? 'name-credential' : 'reset-credential';
    return { lacks: 'credential', remedy: { act, login: record.login } };
  }
  if (isForeignMechanism(refusal)) return { lacks: 'credential', remedy: { act: 'add-credential' } };
  if (code === '530') return { lacks: 'credential', remedy: { act: 'sign-in-or-approve' } };
  if (status === '5.7.60') return { lacks: 'sender', remedy: { act: 'allow-sender' } };
  if (status === '5.1.1') return { lacks: 'other', remedy: { act: 'correct-recipient' } };
  if (refusal.habits !== undefined) return { lacks: 'profile', remedy: profileRemedy(record) };
  return null;
}

function connectorLacks(record: SessionRecord, signsIn: boolean): Reading {
  // A device that signs in gets no right by its address unless that is said; a known device may have done so before.
  const relay = signsIn || (record.deviceId ?? null) !== null;
  return { lacks: 'connector', remedy: { act: 'approve-device', address: record.clientAddress, relay } };
}

function profileRemedy(record: SessionRecord): Remedy {
  const proposal = proposeProfile(habitsOf(record));
  const address = record.clientAddress;
  // A handshake that failed without a known habit says only that it is about TLS, where legacy gives most.
  if (proposal === null) return { act: 'give-profile', address, profile: 'legacy', why: 'unknown' };
  const isOld = proposal.because.some((habit) => /^tls-1|ciphers$/u.test(habit));
  return { act: 'give-profile', address, profile: proposal.profile, why: isOld ? 'old-tls' : 'settings' };
}

/** What it did that the standards do not allow, taken or refused; a refused TLS version is one of them. */
export const habitsOf = (record: SessionRecord): readonly string[] => record.habits ?? [];

export interface DeviceProposal {
  /** null: what holds for its connector is enough. */
  readonly profile: string | null;
  /** Why that profile, one sentence part each: `speaks at most TLS 1.0`. */
  readonly because: readonly string[];
  /** The right that was missing. */
  readonly lacks: Lack | null;
}

/** From all that a device has shown: the profile it needs, and the right it lacked last. */
export function proposeFor(sighting: Sighting): DeviceProposal {
  const proposal = proposeProfile(sighting.habits);
  const lacks = sighting.lastRefusal?.lacks ?? null;
  if (proposal === null && sighting.lastRefusal?.stage === 'tls' && lacks === 'profile')
    return { profile: 'legacy', because: ['could not agree on TLS with us'], lacks };
  if (proposal === null && sighting.lastRefusal?.gaveUp === 'sign-in-needs-tls')
    return { profile: 'legacy', because: [SIGNS_IN_WITHOUT_TLS], lacks };
  return {
    profile: proposal?.profile ?? null,
    because: proposal?.because.map((habit) => habits[habit].words) ?? [],
    lacks,
  };
}
