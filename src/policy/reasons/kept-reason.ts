/** Reasons as they are read from what is kept: of this version, of 0.1.0, or of one that is not out yet. Pure. */
import { type KeptReason, type Reason, reasonVersion } from '../../mail/reason.ts';
import type { Refusal } from '../../mail/trace-event.ts';
import { isWorded, reasonLine } from '../../texts/reason-line.ts';
import { reasonIn } from './records-of-0-1-0.ts';

interface Recorded extends Pick<Refusal, 'cause' | 'stage'> {
  readonly reply?: string;
  /** null: it was no refusal. */
  readonly reason?: KeptReason | null;
}

/** null: none, or one that is not known here, so that nothing goes by it. */
export function reasonOf(recorded: Recorded): Reason | null {
  const { reason } = recorded;
  if (reason === undefined) return reasonIn(recorded);
  return reason !== null && isKnown(reason) ? reason : null;
}

/** The mechanism that a refused AUTH named, in capitals; null: none, or it was no AUTH. */
export function mechanismOf(recorded: Recorded | null): string | null {
  const reason = recorded === null ? null : reasonOf(recorded);
  return reason?.kind === 'fault' && reason.at === 'auth' ? reason.mechanism : null;
}

/** The session ended with it, for what was refused before or for its time: no news. In the middle of content it is. */
export const isFarewell = (reason: Reason | null): boolean =>
  reason?.kind === 'farewell' || reason?.kind === 'shutdown' || (reason?.kind === 'timed-out' && reason.in !== 'DATA');

/** In one line. One of another version shows its facts, and what the peer was told. */
export function causeLine({ reason, cause, reply }: Pick<Refusal, 'reason' | 'cause' | 'reply'>): string {
  if (reason === undefined) return cause;
  return isKnown(reason) ? reasonLine(reason) : `${factsLine(reason)}; it was told: ${reply}`;
}

const isKnown = ({ version, kind }: KeptReason): boolean => version === reasonVersion && isWorded(kind);

/** `kind, name: fact, name: fact`. */
const factsLine = ({ kind, version: _, ...facts }: KeptReason): string =>
  [kind, ...Object.entries(facts).map(([name, fact]) => `${name}: ${plain(fact)}`)].join(', ');

const plain = (fact: unknown): string => (typeof fact === 'string' ? fact : JSON.stringify(fact));
