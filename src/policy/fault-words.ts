/** What a refusal by the language itself, or by TLS, was about: for whoever reads a device's last error. Pure. */
import type { Reply } from '../mail/reply.ts';
import { type HabitName, habits } from './habits.ts';

/** `it greets with no name ...; it said: HELO copier one`. @param met habits that the command was refused for. */
export function faultCause(reply: Pick<Reply, 'code' | 'enhanced'>, said: string, met: readonly HabitName[]): string {
  const what = met.length > 0 ? met.map((habit) => habits[habit].words).join(', and ') : wordsOf(reply);
  return `it ${what}; it said: ${said}`;
}

function wordsOf({ code }: Pick<Reply, 'code' | 'enhanced'>): string {
  switch (code) {
    case 500:
      return 'said something that is no SMTP command';
    case 502:
    case 504:
      return 'asked for what is not offered here';
    case 503:
      return 'sent a command out of order, or after one that was refused';
    case 530:
      return 'did not switch on TLS first';
    case 552:
      return 'announced a message that is too large';
    case 554:
      return 'did not keep to the order in which SMTP speaks';
    default:
      return 'wrote a command in a way that SMTP does not know';
  }
}

/** The peer does not like our certificate, in the words of TLS (alerts of RFC 8446 §6.2). */
export const isDistrust = (why: string): boolean =>
  /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_(?:UNKNOWN|EXPIRED|REVOKED)|UNSUPPORTED_CERTIFICATE)/u.test(why);

/** @param why in the words of TLS. */
export function tlsFailure(why: string, met: HabitName | null): string {
  if (met !== null) return `it ${habits[met].words}; ${why}`;
  if (isDistrust(why)) return `it does not trust our certificate; ${why}`;
  return why.startsWith('ERR_') ? `it could not agree on TLS with us; ${why}` : why;
}
