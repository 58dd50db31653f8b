/**
 * The meaning of a next hop's refusal: one table from stage, basic code and enhanced code to a cause and to "again later" or "never".
 * The basic code decides between later and never (RFC 5321 §4.2.1); an enhanced code of another class is not believed (RFC 3463 §2).
 * Pure.
 */
import { own } from '../../base/own.ts';
import type { FailureCause } from '../../mail/delivery.ts';
import type { EnhancedStatus, Reply } from '../../mail/reply.ts';

export type ReplyStage = 'greeting' | 'hello' | 'starttls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'end-of-data';

export interface JudgedReply {
  readonly permanent: boolean;
  readonly status: EnhancedStatus;
  readonly cause: FailureCause;
}

/**
 * Judges a reply that is not the positive one its stage hoped for. Codes outside 4yz and 5yz are protocol errors: 4.5.0, later.
 * @param afterOthers at RCPT: others were taken before in this transaction, so that a limit may be what was met.
 */
export function judgeRefusal(stage: ReplyStage, reply: Reply, afterOthers = false): JudgedReply {
  if (reply.code < 400 || reply.code > 599) return { permanent: false, status: '4.5.0', cause: 'protocol-error' };
  const permanent = reply.code >= 500 && !refusalIsReallyTemporary(stage, reply, afterOthers);
  const statusClass = permanent ? 5 : 4;
  const detail = believableDetail(reply);
  const cause = detail === null ? null : causeOfDetail(detail, reply, stage);
  if (detail !== null && cause !== null) return { permanent, status: `${statusClass}.${detail}`, cause };
  const fallback = causeOfCode(stage, reply);
  return { permanent, status: `${statusClass}.${detail ?? fallback.detail}`, cause: fallback.cause };
}

function refusalIsReallyTemporary(stage: ReplyStage, { code, enhanced }: Reply, afterOthers: boolean): boolean {
  switch (stage) {
    // RFC 5321 §4.5.3.1.10: 552 alone is the old way to say "too many recipients"; with an enhanced code it means what that says. Whatever
    // the code, 5.5.3 is a limit once others were taken (RFC 3463 §3.6), and of the recipient himself before: the rest goes in another
    // transaction.
    case 'rcpt':
      return (code === 552 && enhanced === null) || (enhanced === '5.5.3' && afterOthers);
    // A host that will not talk to us now says nothing about the recipient; another may. RFC 7504: 521 is for good.
    case 'greeting':
      return code !== 521;
    // Our sign-in, our TLS, our greeting: the sender can do nothing about it, the administrator can, in time.
    case 'hello':
    case 'starttls':
    case 'auth':
      return true;
    default:
      return false;
  }
}

/** `subject.detail` of the enhanced code when its class agrees with the basic code and it says anything at all. */
function believableDetail(reply: Reply): `${number}.${number}` | null {
  if (reply.enhanced === null || reply.enhanced[0] !== String(reply.code)[0]) return null;
  const detail = reply.enhanced.slice(2);
  return detail === '0.0' ? null : (detail as `${number}.${number}`);
}

type ByWords = (reply: Reply, words: string) => FailureCause;

const noRoomOrTime: ByWords = ({ code }) => (code < 500 ? 'busy' : 'other');

/** By subject and detail (RFC 3463, and what IANA's register has since). */
const byDetail: Readonly<Record<string, FailureCause | ByWords>> = {
  '1.1': 'unknown-recipient',
  '1.2': 'domain-not-found',
  '1.3': 'unknown-recipient',
  '1.6': 'unknown-recipient',
  '1.7': 'refused-by-policy',
  '1.8': 'refused-by-policy',
  '1.10': ({ code }, words) => (code === 556 || /null mx/iu.test(words) ? 'no-mail-accepted' : 'unknown-recipient'),
  '2.1': 'mailbox-unavailable',
  '2.2': 'mailbox-full',
  '2.3': 'too-large',
  '3.0': noRoomOrTime,
  '3.1': noRoomOrTime,
  '3.2': noRoomOrTime,
  '3.4': 'too-large',
  '4.4': 'no-route',
  '4.6': 'loop',
  '5.3': 'too-many-recipients',
  '6.3': 'needs-8bitmime',
  '6.7': 'needs-smtputf8',
  '6.8': 'needs-smtputf8',
  // RFC 5248 §2.4 and what the register has since, of who signs in; Microsoft's own numbers.
  '7.8': 'sign-in-failed',
  '7.9': 'sign-in-failed',
  '7.12': 'sign-in-failed',
  '7.13': 'sign-in-failed',
  '7.14': 'sign-in-failed',
  '7.57': 'sign-in-failed',
  '7.139': 'sign-in-failed',
  '7.142': 'sign-in-failed',
  '7.143': 'sign-in-failed',
  '7.144': 'sign-in-failed',
  '7.10': 'tls-failed',
  '7.11': 'tls-failed',
  // RFC 8689: REQUIRETLS; Microsoft: a password is not taken any more.
  '7.30': (_reply, words) => (/requiretls/iu.test(words) ? 'tls-failed' : 'sign-in-failed'),
  '7.54': 'relay-denied',
  '7.64': 'relay-denied',
};

function causeOfDetail(detail: string, reply: Reply, stage: ReplyStage): FailureCause | null {
  const words = reply.lines.join(' ');
  const known = own(byDetail, detail);
  if (known !== undefined) return typeof known === 'string' ? known : known(reply, words);
  if (detail.startsWith('6.')) return 'content-refused';
  if (!detail.startsWith('7.')) return null;
  const byCode = causeOfSignInCode(reply, words);
  if (byCode !== null) return byCode;
  if (stage === 'auth') return 'sign-in-failed';
  return isOfRelaying(words) ? 'relay-denied' : 'refused-by-policy';
}

const isOfRelaying = (words: string): boolean => /\brelay/iu.test(words);

interface Guess {
  readonly cause: FailureCause;
  readonly detail: `${number}.${number}`;
}

/** RFC 5248 §2.4, RFC 4954 §6: encryption is wanted first. */
const NEEDS_TLS: ReadonlySet<number> = new Set([523, 524, 538]);
/** The same: to sign in is wanted, in another way, with another proof, or not by this account. */
const OF_THE_SIGN_IN: ReadonlySet<number> = new Set([525, 530, 534, 535]);

function causeOfSignInCode({ code }: Reply, words: string): 'tls-failed' | 'sign-in-failed' | null {
  if (NEEDS_TLS.has(code) || (code === 530 && /\btls|starttls/iu.test(words))) return 'tls-failed';
  return OF_THE_SIGN_IN.has(code) ? 'sign-in-failed' : null;
}

type GuessOf = (stage: ReplyStage, words: string) => Guess | null;

const noMailThere: GuessOf = () => ({ cause: 'no-mail-accepted', detail: '3.2' });
const relayDenied: GuessOf = (_stage, words) => (isOfRelaying(words) ? { cause: 'relay-denied', detail: '7.1' } : null);
const notThisOne: GuessOf = (stage, words) =>
  stage === 'rcpt' ? (relayDenied(stage, words) ?? { cause: 'unknown-recipient', detail: '1.1' }) : null;

/** The meaning that a basic code most often has at a stage. */
const byBasicCode: Readonly<Record<number, GuessOf>> = {
  421: () => ({ cause: 'busy', detail: '3.2' }),
  450: (stage) =>
    stage === 'rcpt' ? { cause: 'mailbox-unavailable', detail: '2.0' } : { cause: 'busy', detail: '0.0' },
  452: (stage) =>
    stage === 'rcpt' ? { cause: 'too-many-recipients', detail: '5.3' } : { cause: 'busy', detail: '3.1' },
  521: noMailThere,
  550: notThisOne,
  551: notThisOne,
  552: (stage) =>
    stage === 'rcpt' ? { cause: 'too-many-recipients', detail: '5.3' } : { cause: 'too-large', detail: '3.4' },
  553: notThisOne,
  554: relayDenied,
  556: noMailThere,
};

/** Without a useful enhanced code. */
function causeOfCode(stage: ReplyStage, reply: Reply): Guess {
  const words = reply.lines.join(' ');
  const byCode = causeOfSignInCode(reply, words);
  if (byCode === 'tls-failed') return { cause: byCode, detail: reply.code === 530 ? '7.0' : '7.10' };
  if (stage === 'auth' || byCode !== null) return { cause: 'sign-in-failed', detail: '7.8' };
  if (stage === 'starttls') return { cause: 'tls-failed', detail: '7.4' };
  const guess = byBasicCode[reply.code]?.(stage, words) ?? null;
  if (guess !== null) return guess;
  if (reply.code < 500) return { cause: 'busy', detail: '0.0' };
  if (stage === 'end-of-data') return { cause: 'content-refused', detail: '6.0' };
  return { cause: 'refused-by-policy', detail: '0.0' };
}
