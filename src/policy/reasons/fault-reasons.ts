/** Why the language itself, or TLS, refused: made of what was seen of it. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { HabitName } from '../../mail/names.ts';
import type { FaultKind, Reason, ReasonOf } from '../../mail/reason.ts';
import type { Reply } from '../../mail/reply.ts';
import type { Refusal } from '../../mail/trace-event.ts';

/** @param met habits that the command was refused for. */
export function faultReason(
  { reply, line, stage }: { readonly reply: Reply; readonly line: string; readonly stage: Refusal['stage'] },
  met: readonly HabitName[],
): ReasonOf<'fault'> {
  const mechanism = stage === 'auth' ? mechanismNamed(line) : null;
  return { kind: 'fault', fault: faultOf(reply.code), habits: met, said: line, mechanism };
}

/** The word behind AUTH, in capitals. @param line as the peer said it, without its secrets. */
export const mechanismNamed = (line: string): string | null =>
  /^AUTH ([\w-]+)/iu.exec(line)?.[1]?.toUpperCase().slice(0, bounds.policy.mechanismShown) ?? null;

export function faultOf(code: number): FaultKind {
  switch (code) {
    case 500:
      return 'unknown-command';
    case 502:
    case 504:
      return 'not-offered';
    case 503:
      return 'out-of-order';
    case 530:
      return 'before-tls';
    case 552:
      return 'too-large';
    case 554:
      return 'not-smtp';
    default:
      return 'badly-written';
  }
}

/** No handshake was begun. @param where behind STARTTLS, or on a port that has TLS from the first octet. @param came what came in its place. */
export function unbegunReason(where: 'starttls' | 'tls-port', came: Uint8Array | string): Reason {
  const nothing = typeof came === 'string' ? { came } : {};
  if (typeof came !== 'string' && !isText(came)) return { kind: 'unknown-handshake' };
  return { kind: 'no-tls', met: metAt(where, came), ...nothing };
}

function metAt(where: 'starttls' | 'tls-port', came: Uint8Array | string): ReasonOf<'no-tls'>['met'] {
  if (where === 'starttls') return 'after-starttls';
  return typeof came === 'string' ? 'nothing-on-tls-port' : 'clear-text-on-tls-port';
}

const isText = (octets: Uint8Array): boolean =>
  octets
    .subarray(0, bounds.policy.firstOctets)
    .every((octet) => (octet >= 0x20 && octet < 0x7f) || [0x09, 0x0a, 0x0d].includes(octet));

/** The peer does not like our certificate, by the alert it sent (RFC 8446 §6.2). @param code by Node's and OpenSSL's name. */
export const isDistrust = (code: string): boolean =>
  /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_(?:UNKNOWN|EXPIRED|REVOKED)|UNSUPPORTED_CERTIFICATE)/u.test(code);

/** A handshake that failed. @param met the habit it failed for. */
export function tlsReason(
  { code, why }: { readonly code: string | null; readonly why: string },
  met: HabitName | null,
): ReasonOf<'certificate-distrusted' | 'no-common-tls' | 'handshake-broken'> {
  const habit = met === null ? {} : { habit: met };
  if (code !== null && isDistrust(code)) return { kind: 'certificate-distrusted', why, ...habit };
  return { kind: code?.startsWith('ERR_') ? 'no-common-tls' : 'handshake-broken', why, ...habit };
}
