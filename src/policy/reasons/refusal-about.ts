/**
 * What a refusal was about. It is noted with the refusal, as facts; only of refusals that an earlier version recorded it is read from the sentences
 * that version wrote. A peer's own words are in those sentences: nothing else may read them. Pure.
 */
import { bounds } from '../../base/bounds.ts';
import { type LimitName, limitTable } from '../../mail/limits.ts';
import type { Refusal, RefusalAbout } from '../../mail/trace-event.ts';
import { HASHED_AND_CRAM, NO_SUCH_NAME } from './sign-in-causes.ts';

type Recorded = Pick<Refusal, 'about' | 'cause' | 'stage'>;

export const aboutOf = (refusal: Recorded): RefusalAbout | null =>
  refusal.about === undefined ? olderAbout(refusal) : refusal.about;

/** The mechanism that a refused AUTH named, in capitals; null: none, or it was no AUTH. */
export function mechanismOf(refusal: Recorded | null): string | null {
  const about = refusal === null ? null : aboutOf(refusal);
  return about?.kind === 'sign-in' ? about.mechanism : null;
}

/** @param line as the peer said it, without its secrets. */
export function signInAbout(line: string): RefusalAbout {
  const said = /^AUTH ([\w-]+)/iu.exec(line)?.[1] ?? null;
  return { kind: 'sign-in', mechanism: said?.toUpperCase().slice(0, bounds.policy.mechanismShown) ?? null };
}

const FAREWELL =
  /; (?:errorsBeforeClose|authFailuresPerConnection|unknownRecipients)$|^timed out in (?:command|transaction) |^shutdown$/u;

function olderAbout({ cause, stage }: Recorded): RefusalAbout | null {
  if (FAREWELL.test(cause)) return { kind: 'farewell' };
  if (cause.startsWith(NO_SUCH_NAME)) return { kind: 'no-such-name' };
  if (cause.startsWith(HASHED_AND_CRAM)) return { kind: 'hashed-and-cram' };
  if (stage === 'tls') return olderTls(cause);
  const said = /; it said: (.*)$/su.exec(cause)?.[1];
  if (said !== undefined) return stage === 'auth' || /^AUTH /iu.test(said) ? signInAbout(said) : null;
  return (
    olderLimit(cause) ?? (/no connector|certificate is not trusted/u.test(cause) ? { kind: 'no-connector' } : null)
  );
}

function olderTls(cause: string): RefusalAbout | null {
  if (cause.startsWith('it speaks clear text on the port for TLS'))
    return { kind: 'no-tls', met: 'clear-text-on-tls-port' };
  if (cause.startsWith('it began no TLS')) return { kind: 'no-tls', met: 'nothing-on-tls-port' };
  if (/^(?:no TLS was begun|clear text came)/u.test(cause)) return { kind: 'no-tls', met: 'after-starttls' };
  return cause.includes('not trust our certificate') || DISTRUST.test(cause)
    ? { kind: 'certificate-distrusted' }
    : null;
}

/** The peer does not like our certificate, in the words of TLS (alerts of RFC 8446 §6.2). */
const DISTRUST =
  /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_(?:UNKNOWN|EXPIRED|REVOKED)|UNSUPPORTED_CERTIFICATE)/u;

function olderLimit(cause: string): RefusalAbout | null {
  const [, connector = '', ofConnector = ''] = /^connector (.+): (\w+) \d+$/u.exec(cause) ?? [];
  if (isLimitName(ofConnector)) return { kind: 'limit', limit: ofConnector, of: 'connector', called: connector };
  const [, limit = ''] = /\((\w+)\)$/u.exec(cause) ?? [];
  if (!isLimitName(limit)) return null;
  const [mailbox = ''] = cause.split(' ', 1);
  return mailbox.includes('@') ? { kind: 'limit', limit, of: 'mailbox', called: mailbox } : { kind: 'limit', limit };
}

const isLimitName = (text: string): text is LimitName => Object.hasOwn(limitTable, text);
