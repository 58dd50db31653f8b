/**
 * Reasons as they are kept, and as they are read from what is kept: of this version, of 0.1.0, or of one that is not out yet. This is the one
 * door: a kind, a fact or a word in it that is not known here makes the whole reason one that decides nothing and is shown by its facts. Pure.
 */
import { isNoMail, isReason, type KeptReason, type NoMail, type Reason, reasonVersion } from '../../mail/reason.ts';
import type { Refusal } from '../../mail/trace-event.ts';
import { noMailLine, reasonLine, toldReason } from '../../texts/reason-line.ts';
import type { Sentences } from '../../texts/sentences.ts';
import { reasonIn } from './records-of-0-1-0.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

interface Recorded extends Pick<Refusal, 'cause' | 'stage'> {
  readonly reply?: string;
  /** null: it was no refusal. */
  readonly reason?: KeptReason | null;
}

export const kept = (reason: Reason | NoMail): KeptReason => ({ version: reasonVersion, ...reason });

const known = (reason: KeptReason): Reason | null =>
  reason.version === reasonVersion && isReason(reason) ? reason : null;

/** null: it is not known here. */
export const knownNoMail = (noMail: KeptReason): NoMail | null =>
  noMail.version === reasonVersion && isNoMail(noMail) ? noMail : null;

/** null: none, or one that is not known here, so that nothing goes by it. */
export function reasonOf(recorded: Recorded): Reason | null {
  const { reason } = recorded;
  if (reason === undefined) return reasonIn(recorded);
  return reason === null ? null : known(reason);
}

/** The mechanism that a refused AUTH named, in capitals; null: none, or it was no AUTH. */
export function mechanismOf(recorded: Recorded | null): string | null {
  const reason = recorded === null ? null : reasonOf(recorded);
  return reason?.kind === 'fault' ? reason.mechanism : null;
}

/** The session ended with it, for what was refused before or for its time: no news. In the middle of content it is. */
export const isFarewell = (reason: Reason | null): boolean =>
  reason?.kind === 'farewell' || reason?.kind === 'shutdown' || (reason?.kind === 'timed-out' && reason.in !== 'DATA');

/** In another language than English; null: it is not known here. */
export function causeIn(reason: KeptReason, sentences: Sentences): string | null {
  const read = known(reason);
  if (read !== null) return reasonLine(read, sentences);
  const noMail = knownNoMail(reason);
  return noMail && noMailLine(noMail, sentences);
}

/** To be put into another line; null: it is not known here. */
export function toldCause(reason: KeptReason): ToldLine | null {
  const read = known(reason);
  return read && toldReason(read);
}

/** In one line. One that is not known here shows its facts, and what the peer was told. */
export function causeLine({ reason, cause, reply }: Pick<Refusal, 'reason' | 'cause' | 'reply'>): string {
  if (reason === undefined) return cause;
  const read = known(reason);
  return read === null ? `${factsLine(reason)}; it was told: ${reply}` : reasonLine(read);
}

/** `kind, name: fact, name: fact`. */
export const factsLine = ({ kind, version: _, ...facts }: KeptReason): string =>
  [kind, ...Object.entries(facts).map(([name, fact]) => `${name}: ${plain(fact)}`)].join(', ');

const plain = (fact: unknown): string => (typeof fact === 'string' ? fact : JSON.stringify(fact));
