/**
 * 0.1.0 recorded of a refusal what it was told and a sentence, and no reason: here, and nowhere else, the reason is read from that sentence.
 * A peer's own words are in those sentences too, and are kept apart. Facts that the sentence does not tell are empty: nothing shows them,
 * for such a record is shown by its own words. Pure.
 */
import type { HabitName } from '../../mail/names.ts';
import { type LimitName, limitTable } from '../../mail/limits.ts';
import type { Reason } from '../../mail/reason.ts';
import { readReplyText } from '../../mail/reply.ts';
import type { Refusal } from '../../mail/trace-event.ts';
import { faultOf, isDistrust, mechanismNamed } from './fault-reasons.ts';

interface Recorded extends Pick<Refusal, 'cause' | 'stage'> {
  /** Of a device's last refusal it was not kept. */
  readonly reply?: string;
}

const FAREWELL =
  /; (?:errorsBeforeClose|authFailuresPerConnection|unknownRecipients)$|^timed out in (?:command|transaction) |^shutdown$/u;

/** null: it is not known, or nothing goes by it. */
export function reasonIn({ cause, stage, reply = '' }: Recorded): Reason | null {
  if (FAREWELL.test(cause)) return { kind: 'shutdown' };
  if (cause.startsWith('no credential has this name')) return { kind: 'no-such-name', login: '' };
  if (cause.startsWith('it signs in by CRAM-MD5, which a hashed password cannot be checked against'))
    return { kind: 'hashed-and-cram', login: '' };
  if (stage === 'tls') return tlsIn(cause);
  const said = /; it said: (.*)$/su.exec(cause)?.[1];
  if (said !== undefined) return faultBy(reply, said, stage);
  const isUncovered = /no connector|certificate is not trusted/u.test(cause);
  return limitIn(cause) ?? byReply(reply, stage, isUncovered) ?? (isUncovered ? notRelayed('no-connector') : null);
}

const notRelayed = (lack: 'no-connector' | 'null-reverse-path'): Reason => ({
  ...{ kind: 'not-relayed', connector: null, certificate: null },
  lack: lack === 'no-connector' ? { lack, address: '' } : { lack },
});

function faultBy(reply: string, said: string, stage: Refusal['stage']): Reason {
  const isSignIn = stage === 'auth' || /^AUTH /iu.test(said);
  const mechanism = isSignIn ? mechanismNamed(said) : null;
  return { kind: 'fault', fault: faultOf(Number(reply.slice(0, 3))), habits: [], said: '', mechanism };
}

/** By its codes, where one reason alone has them. */
function byReply(reply: string, stage: Refusal['stage'], isUncovered: boolean): Reason | null {
  const { code, enhanced: status } = readReplyText(reply);
  if (status === '5.7.64') return notRelayed(isUncovered ? 'no-connector' : 'null-reverse-path');
  if (stage === 'data' && code === '554' && status === '5.5.1') return { kind: 'no-recipients' };
  if (code === '500' || code === '503') return faultBy(reply, '', stage);
  return BY_STATUS.get(status) ?? BY_CODE.get(code) ?? null;
}

const BY_STATUS: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['5.7.139', { kind: 'sign-in-off', login: '', off: 'mailbox-disabled', credential: '' }],
  ['5.7.60', { kind: 'null-reverse-path' }],
  ['5.1.1', { kind: 'unknown-recipient', why: '' }],
]);

const BY_CODE: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['535', { kind: 'wrong-password', login: '' }],
  ['530', { kind: 'mail-before-tls' }],
]);

function tlsIn(cause: string): Reason {
  if (cause.startsWith('it speaks clear text on the port for TLS'))
    return { kind: 'no-tls', met: 'clear-text-on-tls-port' };
  if (cause.startsWith('it began no TLS')) return { kind: 'no-tls', met: 'nothing-on-tls-port' };
  if (/^(?:no TLS was begun|clear text came)/u.test(cause)) return { kind: 'no-tls', met: 'after-starttls' };
  return cause.includes('not trust our certificate') || isDistrust(cause)
    ? { kind: 'certificate-distrusted', why: '' }
    : { kind: 'handshake-broken', why: '' };
}

function limitIn(cause: string): Reason | null {
  const [, connector = '', ofConnector = ''] = /^connector (.+): (\w+) \d+$/u.exec(cause) ?? [];
  const about = { kind: 'limit', most: 0 } as const;
  if (isLimitName(ofConnector)) return { ...about, limit: ofConnector, of: 'connector', called: connector };
  const [, limit = ''] = /\((\w+)\)$/u.exec(cause) ?? [];
  if (!isLimitName(limit)) return null;
  const [mailbox = ''] = cause.split(' ', 1);
  return mailbox.includes('@') ? { ...about, limit, of: 'mailbox', called: mailbox } : { ...about, limit };
}

const isLimitName = (text: string): text is LimitName => Object.hasOwn(limitTable, text);

/** Those of a device's habits that its last refusal was for. */
export const habitsIn = (cause: string, known: readonly HabitName[]): readonly HabitName[] =>
  known.filter((habit) => cause.startsWith('it ') && cause.includes(HABITS[habit] ?? '\n'));

/** As 0.1.0 said them: words of today may be others. */
const HABITS: { readonly [Habit in HabitName]?: string } = {
  'odd-hello': 'greets with no name or with one that is no host name',
  'auth-after-helo': 'signs in after HELO instead of EHLO',
  'loose-address': 'writes addresses without angle brackets, with stray spaces or dots',
  'bare-commands': 'ends commands with LF alone',
  'bare-line-ends': 'ends lines with LF or CR alone, or with CR CR LF',
  'bare-content-end': 'ends the message with LF . LF',
  'long-lines': 'sends lines over 998 octets',
  'early-content': 'sends the message without waiting for 354',
  'raw-headers': 'puts 8-bit characters into header fields',
  'loose-names': 'writes @ into display names without quotes',
  bcc: 'shows Bcc to everybody',
  'no-date': 'sends no Date',
  'no-message-id': 'sends no Message-ID',
  'cram-md5': 'signs in by CRAM-MD5',
  'auth-before-tls': 'signs in without TLS',
  'tls-on-clear-port': 'begins TLS at once on a port that begins in clear text',
  'tls-1.1': 'speaks at most TLS 1.1',
  'tls-1.0': 'speaks at most TLS 1.0',
  'old-ciphers': 'has only old ciphers or RSA key exchange',
};
