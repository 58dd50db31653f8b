/** What a refusal by the language itself, or by TLS, was about: for whoever reads a device's last error. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { Remedy } from '../../mail/remedy.ts';
import type { Reply } from '../../mail/reply.ts';
import type { RefusalAbout } from '../../mail/trace-event.ts';
import { type HabitName, habits } from '../devices/habits.ts';

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

/** Why no handshake was begun. @param where behind STARTTLS, or on a port that has TLS from the first octet. @param came what came in its place. */
export function unbegunTls(where: 'starttls' | 'tls-port', came: Uint8Array | string): string {
  const port = where === 'tls-port';
  if (typeof came === 'string')
    return port ? `it began no TLS on the port for TLS from the first octet: ${came}` : `no TLS was begun: ${came}`;
  if (!isText(came)) return 'what came where TLS begins is no handshake that is known here';
  return port ? 'it speaks clear text on the port for TLS from the first octet' : 'clear text came where TLS begins';
}

const isText = (octets: Uint8Array): boolean =>
  octets
    .subarray(0, bounds.policy.firstOctets)
    .every((octet) => (octet >= 0x20 && octet < 0x7f) || [0x09, 0x0a, 0x0d].includes(octet));

type NoTls = Extract<RefusalAbout, { kind: 'no-tls' }>;

/** The same as facts; null: it may be a handshake that is not known here. */
export function unbegunAbout(where: 'starttls' | 'tls-port', came: Uint8Array | string): NoTls | null {
  if (typeof came !== 'string' && !isText(came)) return null;
  if (where === 'starttls') return { kind: 'no-tls', met: 'after-starttls' };
  return { kind: 'no-tls', met: typeof came === 'string' ? 'nothing-on-tls-port' : 'clear-text-on-tls-port' };
}

/** No profile helps where no handshake was begun. */
export const unbegunRemedy = ({ met }: NoTls): Remedy =>
  met === 'after-starttls' ? { act: 'retry-starttls' } : { act: 'use-clear-text-port', met };

/** The peer does not like our certificate, in the words of TLS (alerts of RFC 8446 §6.2). */
export const isDistrust = (why: string): boolean =>
  /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_(?:UNKNOWN|EXPIRED|REVOKED)|UNSUPPORTED_CERTIFICATE)/u.test(why);

/** @param why in the words of TLS. */
export function tlsFailure(why: string, met: HabitName | null): string {
  if (met !== null) return `it ${habits[met].words}; ${why}`;
  if (isDistrust(why)) return `it does not trust our certificate; ${why}`;
  return why.startsWith('ERR_') ? `it could not agree on TLS with us; ${why}` : why;
}
