/**
 * The meaning of a next hop's refusal: one table from stage, basic code and enhanced code to a cause and to "again later" or "never".
 * The basic code decides between later and never (RFC 5321 §4.2.1); an enhanced code of another class is not believed (RFC 3463 §2).
 * Pure.
 */
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

function causeOfDetail(detail: string, reply: Reply, stage: ReplyStage): FailureCause | null {
  const words = reply.lines.join(' ');
  switch (detail) {
    case '1.1':
    case '1.3':
    case '1.6':
      return 'unknown-recipient';
    case '1.10':
      return reply.code === 556 || /null mx/iu.test(words) ? 'no-mail-accepted' : 'unknown-recipient';
    case '1.2':
      return 'domain-not-found';
    case '1.8':
    case '1.7':
      return 'refused-by-policy';
    case '2.1':
      return 'mailbox-unavailable';
    case '2.2':
      return 'mailbox-full';
    case '2.3':
    case '3.4':
      return 'too-large';
    case '3.1':
    case '3.2':
    case '3.0':
      return reply.code < 500 ? 'busy' : 'other';
    case '4.4':
      return 'no-route';
    case '4.6':
      return 'loop';
    case '5.3':
      return 'too-many-recipients';
    case '6.3':
      return 'needs-8bitmime';
    case '6.7':
    case '6.8':
      return 'needs-smtputf8';
    // RFC 5248 §2.4 and what the register has since, of who signs in; Microsoft's own numbers.
    case '7.8':
    case '7.9':
    case '7.12':
    case '7.13':
    case '7.14':
    case '7.57':
    case '7.139':
    case '7.142':
    case '7.143':
    case '7.144':
      return 'sign-in-failed';
    // RFC 8689: REQUIRETLS; Microsoft: a password is not taken any more.
    case '7.30':
      return /requiretls/iu.test(words) ? 'tls-failed' : 'sign-in-failed';
    case '7.10':
    case '7.11':
      return 'tls-failed';
    case '7.64':
    case '7.54':
      return 'relay-denied';
    default:
      break;
  }
  if (detail.startsWith('7.')) {
    const byCode = causeOfSignInCode(reply, words);
    if (byCode !== null) return byCode;
    if (stage === 'auth') return 'sign-in-failed';
    return /\brelay/iu.test(words) ? 'relay-denied' : 'refused-by-policy';
  }
  if (detail.startsWith('6.')) return 'content-refused';
  return null;
}

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

/** Without a useful enhanced code: what the basic code most often means at that stage. */
function causeOfCode(stage: ReplyStage, reply: Reply): Guess {
  const words = reply.lines.join(' ');
  const byCode = causeOfSignInCode(reply, words);
  if (byCode === 'tls-failed') return { cause: byCode, detail: reply.code === 530 ? '7.0' : '7.10' };
  if (stage === 'auth' || byCode !== null) return { cause: 'sign-in-failed', detail: '7.8' };
  if (stage === 'starttls') return { cause: 'tls-failed', detail: '7.4' };
  switch (reply.code) {
    case 421:
      return { cause: 'busy', detail: '3.2' };
    case 450:
      return stage === 'rcpt' ? { cause: 'mailbox-unavailable', detail: '2.0' } : { cause: 'busy', detail: '0.0' };
    case 452:
      return stage === 'rcpt' ? { cause: 'too-many-recipients', detail: '5.3' } : { cause: 'busy', detail: '3.1' };
    case 521:
    case 556:
      return { cause: 'no-mail-accepted', detail: '3.2' };
    case 550:
    case 551:
    case 553:
      if (stage !== 'rcpt') break;
      if (/\brelay/iu.test(words)) return { cause: 'relay-denied', detail: '7.1' };
      return { cause: 'unknown-recipient', detail: '1.1' };
    case 552:
      if (stage === 'rcpt') return { cause: 'too-many-recipients', detail: '5.3' };
      return { cause: 'too-large', detail: '3.4' };
    case 554:
      if (/\brelay/iu.test(words)) return { cause: 'relay-denied', detail: '7.1' };
      break;
    default:
      break;
  }
  if (reply.code < 500) return { cause: 'busy', detail: '0.0' };
  if (stage === 'end-of-data') return { cause: 'content-refused', detail: '6.0' };
  return { cause: 'refused-by-policy', detail: '0.0' };
}
