/**
 * Sends one message to some recipients over a session that is open, in as many transactions as the next hop's limits need, and says what
 * became of each. Facts from the dialogue in, Outcomes out. RFC 5321 §3.3 and §4.5.3.1.10, RFC 2033 §4.2, RFC 3461 §5.2.1, RFC 9422.
 */
import { bounds } from '../../base/bounds.ts';
import type { Outcome, QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import { addressText } from '../../mail/address.ts';
import { isPermanent, isPositive, type Reply } from '../../mail/reply.ts';
import type { ClientEvent, ClientTransaction, PeerExtensions } from '../../smtp/client/client-dialogue.ts';
import type { Content, Trouble } from '../session/client-session.ts';
import type { Downgrade } from '../content/convert-8bit.ts';
import {
  delayedBy,
  failedBy,
  type HopFailure,
  outcomeOfFailure,
  outcomeOfRefusal,
  type Remote,
} from '../answers/failure.ts';
import { failureOfTrouble } from '../session/unexpected-event.ts';
import type { OpenSession } from '../session/open-session.ts';
import { harmless, harmlessReply } from '../answers/remote-words.ts';
import { damageFailure } from '../content/stored-content.ts';
import { judgeRefusal, type ReplyStage } from '../answers/reply-cause.ts';
import { needsUnicode, noUnicode, onWire, usesUnicode, wirePath } from './unicode.ts';

export interface TransferSetting {
  /** The message's content, from its beginning, each time it is asked for. */
  readonly content: () => Content;
  readonly sizeBytes: number;
  /** 7-bit content of the same meaning (RFC 6152), or why there is none. */
  readonly downgrade: () => Promise<Downgrade>;
  /** What a positive answer means: `relayed` to the next hop, or `delivered` (LMTP into a mailbox). */
  readonly success: 'relayed' | 'delivered';
}

export interface Transferred {
  readonly outcomes: readonly Outcome[];
  /** Recipients about whom nothing was learned, because the session ended: another next hop may be asked. */
  readonly unanswered: readonly QueuedRecipient[];
  /** Why it ended, when `unanswered` has any. */
  readonly failure: HopFailure | null;
  /**
   * The session was kept from a message before, nothing but commands went out, and the answers prove nothing: none came (it was dead
   * already), or what came may belong to that message.
   */
  readonly unproven: boolean;
  readonly sessionUsable: boolean;
}

export async function transfer(
  open: OpenSession,
  message: QueuedMessage,
  recipients: readonly QueuedRecipient[],
  setting: TransferSetting,
  signal: AbortSignal,
): Promise<Transferred> {
  const { extensions } = open;
  const { remoteHost, remoteAddress, tls, knowsUs } = open;
  const remote: Remote = { remoteHost, remoteAddress, tls, knowsUs };
  const outcomes: Outcome[] = [];
  let changes: readonly string[] =
    open.clearBecause === undefined ? [] : [`in clear text, because TLS failed: ${open.clearBecause}`];
  let waiting: readonly QueuedRecipient[] = recipients;
  const refuse = (which: readonly QueuedRecipient[], failure: HopFailure): void => {
    for (const recipient of which) outcomes.push(outcomeOfFailure(recipient, { ...failure, ...remote }));
  };
  const over = (usable: boolean): Transferred => ({
    outcomes,
    unanswered: [],
    failure: null,
    unproven: false,
    sessionUsable: usable,
  });

  if (message.reversePath !== null && needsUnicode(message.reversePath, extensions)) {
    refuse(waiting, noUnicode(remote, addressText(message.reversePath)));
    return over(true);
  }
  const carried = waiting.filter((recipient) => !needsUnicode(recipient.address, extensions));
  for (const recipient of waiting)
    if (!carried.includes(recipient)) refuse([recipient], noUnicode(remote, addressText(recipient.address)));
  waiting = carried;
  if (message.smtputf8 && message.header.headerHas8bit && !extensions.smtputf8) {
    refuse(waiting, noUnicode(remote, 'the header'));
    return over(true);
  }

  let content = setting.content;
  let { sizeBytes } = setting;
  let has8bit = message.header.has8bit || message.header.headerHas8bit;
  if (has8bit && !extensions.eightBitMime && waiting.length > 0) {
    const downgrade = await setting.downgrade();
    if (!downgrade.ok) {
      const text = `${remote.remoteHost} does not take 8-bit content, and this message cannot be converted: ${downgrade.why}`;
      refuse(waiting, failedBy({ cause: 'needs-8bitmime', status: '5.6.3', text }));
      return over(true);
    }
    content = downgrade.content;
    sizeBytes = downgrade.sizeBytes;
    has8bit = false;
    changes = [
      ...changes,
      `converted to 7 bit, because ${remote.remoteHost} does not take 8-bit content`,
      ...downgrade.notes,
    ];
  }
  if (extensions.size !== null && extensions.size > 0 && sizeBytes > extensions.size) {
    const text = `the message has ${sizeBytes} octets; ${remote.remoteHost} takes at most ${extensions.size}`;
    refuse(waiting, failedBy({ cause: 'too-large', status: '5.3.4', text }));
    return over(true);
  }

  let most = Math.min(extensions.rcptMax ?? bounds.deliver.transactionRecipients, bounds.deliver.transactionRecipients);
  for (let round = 0; waiting.length > 0 && round < bounds.deliver.transactions; round++) {
    const batch = waiting.slice(0, Math.max(1, most));
    const rest = waiting.slice(batch.length);
    const transaction: ClientTransaction = {
      reversePath: wirePath(message.reversePath, extensions),
      recipients: batch.map((recipient) => onWire(recipient, extensions)),
      sizeBytes,
      body: has8bit ? '8bitmime' : '7bit',
      smtputf8: extensions.smtputf8 && (message.smtputf8 || usesUnicode(message.reversePath, batch)),
      ret: message.ret,
      envid: message.envid,
    };
    open.messages += 1;
    const done = await transact(open, transaction, content, signal);
    const unproven = open.messages > 1 && round === 0 && isUnproven(done);
    const failure = done.end === null ? null : { ...done.end, ...remote };
    // Once the two sides are out of step nobody can tell which command an answer belongs to.
    if (unproven || isOutOfStep(done))
      return { outcomes, unanswered: [...batch, ...rest], failure, unproven, sessionUsable: false };
    const later: QueuedRecipient[] = [];
    const accepted = batch.filter(
      (_, index) => done.recipients[index] !== undefined && isPositive(done.recipients[index]),
    );
    const isTooLong = accepted.length > 1 && isTooManyTogether(done);
    if (isTooLong) most = Math.ceil(accepted.length / 2);
    const firstTaken = batch.findIndex((recipient) => accepted.includes(recipient));
    batch.forEach((recipient, index) => {
      const progress: Progress = {
        some: accepted.length > 0 || round > 0,
        before: round > 0 || (firstTaken !== -1 && firstTaken < index),
      };
      const isAnother = isTooLong && accepted.includes(recipient);
      const outcome = isAnother
        ? 'later'
        : outcomeOf(recipient, index, done, remote, progress, extensions, setting.success);
      if (outcome === 'later') later.push(recipient);
      else if (outcome !== 'unanswered') outcomes.push(changes.length === 0 ? outcome : { ...outcome, changes });
    });
    if (failure !== null) {
      const known = new Set(outcomes.map((outcome) => outcome.ordinal));
      const unanswered = [...batch, ...rest].filter((recipient) => !known.has(recipient.ordinal));
      if (!done.contentBegun) return { outcomes, unanswered, failure, unproven: false, sessionUsable: false };
      // Content was under way: whether the next hop has it is not known. Another host might make two of it in this very minute.
      const isLost = done.contentEnded && failure.reply === null;
      const text = `${failure.text}; it may have the message already, which then arrives twice`;
      const left: HopFailure = isLost ? { ...failure, inDoubt: true, text } : failure;
      for (const recipient of unanswered) outcomes.push(outcomeOfFailure(recipient, left));
      return { outcomes, unanswered: [], failure: null, unproven: false, sessionUsable: false };
    }
    // Recipients over the peer's limit go in the next transaction; without progress they would go round for ever.
    if (accepted.length === 0 && later.length > 0) {
      for (const recipient of later) refuse([recipient], tooManyFor(remote));
      waiting = rest;
    } else waiting = [...later, ...rest];
  }
  for (const recipient of waiting) refuse([recipient], tooManyFor(remote));
  return over(true);
}

/** Broken off for an answer out of turn, before the end of the content was sent. */
const isOutOfStep = ({ end, contentEnded }: Transaction): boolean => end?.cause === 'protocol-error' && !contentEnded;

/** A stale answer is the first one, so that it is MAIL that it seems to refuse; or it puts all that follow out of step. */
const isUnproven = (done: Transaction): boolean =>
  done.untouched || (!done.contentBegun && (isOutOfStep(done) || isRefusedForGood(done.refusal)));

const isRefusedForGood = (refusal: Transaction['refusal']): boolean =>
  refusal !== null && refusal.stage === 'mail' && isPermanent(refusal.reply);

const tooManyFor = (remote: Remote): HopFailure =>
  delayedBy({
    cause: 'too-many-recipients',
    status: '4.5.3',
    text: `${remote.remoteHost} takes no more recipients now`,
    laneTrouble: false,
  });

/** What one transaction brought, by index of its recipients. */
interface Transaction {
  /** Answers to RCPT. */
  readonly recipients: readonly (Reply | undefined)[];
  /** Answer to the content: one for all (SMTP), or one each (LMTP). */
  readonly result: Reply | null;
  readonly results: readonly (Reply | undefined)[];
  /** MAIL or DATA was refused: it holds for all that have no answer of their own. */
  readonly refusal: { readonly stage: ReplyStage; readonly reply: Reply } | null;
  /** The session ended before everything was answered. */
  readonly end: HopFailure | null;
  readonly contentBegun: boolean;
  /** Its end went out too. */
  readonly contentEnded: boolean;
  readonly untouched: boolean;
}

async function transact(
  open: OpenSession,
  transaction: ClientTransaction,
  content: TransferSetting['content'],
  signal: AbortSignal,
): Promise<Transaction> {
  const { session } = open;
  const where = `${open.remoteHost} [${open.remoteAddress}]`;
  const recipients: (Reply | undefined)[] = transaction.recipients.map(() => undefined);
  const results: (Reply | undefined)[] = transaction.recipients.map(() => undefined);
  let result: Reply | null = null;
  let refusal: Transaction['refusal'] = null;
  let contentBegun = false;
  let contentEnded = false;
  let untouched = true;
  let brokenOff: HopFailure | null = null;
  const ended = (end: HopFailure | null): Transaction => ({
    recipients,
    results,
    result,
    refusal,
    end,
    contentBegun,
    contentEnded,
    untouched,
  });

  session.dialogue.send(transaction);
  for (;;) {
    const heard = await session.next(signal);
    if ('trouble' in heard) {
      session.destroy();
      return ended(failureOfTrouble(heard.trouble, where));
    }
    const { event } = heard;
    // A 421 to the first command is how a kept session that was given up over there says so.
    if (event.type !== 'closing') untouched = false;
    switch (event.type) {
      case 'sender':
        break;
      case 'recipient':
        recipients[event.index] = harmlessReply(event.reply);
        break;
      case 'content-wanted': {
        contentBegun = true;
        const trouble = await send(open, content, signal);
        if (trouble === null) {
          contentEnded = true;
          break;
        }
        brokenOff = 'stage' in trouble ? failureOfTrouble(trouble, where) : trouble;
        // When the peer broke off or in, what it said (421, 552) is heard by the next turn; in all other cases we end it.
        if ('stage' in trouble && (trouble.kind === 'closed' || trouble.kind === 'interrupted')) break;
        session.destroy();
        return ended(brokenOff);
      }
      case 'result':
        // A yes to content that was not sent whole is none.
        if (brokenOff !== null && isPositive(event.reply)) {
          session.destroy();
          return ended(brokenOff);
        }
        if (event.index === null) result = harmlessReply(event.reply);
        else results[event.index] = harmlessReply(event.reply);
        break;
      case 'refused':
        refusal = { stage: event.stage === 'mail' ? 'mail' : 'data', reply: harmlessReply(event.reply) };
        break;
      case 'done':
        return ended(null);
      case 'closing':
      case 'protocol-error':
        session.destroy();
        return ended(endOf(event, where));
      default:
        session.destroy();
        return ended(
          delayedBy({ cause: 'protocol-error', status: '4.5.0', text: `${where}: unexpected ${event.type}` }),
        );
    }
  }
}

/** Reading our own content may fail (disk): then the session is broken off, never ended with a dot. */
async function send(
  open: OpenSession,
  content: TransferSetting['content'],
  signal: AbortSignal,
): Promise<Trouble | HopFailure | null> {
  try {
    return await open.session.sendContent(content(), signal);
  } catch (error) {
    const damage = damageFailure(error);
    if (damage !== null) return damage;
    const text = `the stored content could not be read: ${harmless(String(error), 200)}`;
    return delayedBy({ cause: 'storage-failed', status: '4.3.0', text, tryNext: false });
  }
}

function endOf(event: Extract<ClientEvent, { type: 'closing' | 'protocol-error' }>, where: string): HopFailure {
  if (event.type === 'protocol-error')
    return delayedBy({
      cause: 'protocol-error',
      status: '4.5.0',
      text: `${where} does not speak SMTP properly: ${harmless(event.what, bounds.deliver.errorTold)}`,
    });
  const reply = harmlessReply(event.reply);
  const judged = judgeRefusal('mail', reply);
  return delayedBy({
    cause: judged.cause,
    status: judged.status,
    text: `${where} closed: ${reply.code} ${reply.lines.join(' ')}`,
    reply,
  });
}

/** Some hosts count recipients only at the content, and find those too many that they took one by one: half as many go at a time. */
function isTooManyTogether({ refusal, result, end }: Transaction): boolean {
  if (end !== null) return false;
  if (refusal?.stage === 'data') return judgeRefusal('data', refusal.reply).cause === 'too-many-recipients';
  return result !== null && !isPositive(result) && judgeRefusal('end-of-data', result).cause === 'too-many-recipients';
}

/** Recipients that were taken: any of this transaction, and any before this one. */
interface Progress {
  readonly some: boolean;
  readonly before: boolean;
}

function outcomeOf(
  recipient: QueuedRecipient,
  index: number,
  done: Transaction,
  remote: Remote,
  progress: Progress,
  peer: PeerExtensions,
  success: TransferSetting['success'],
): Outcome | 'later' | 'unanswered' {
  const answer = done.recipients[index];
  if (answer !== undefined && !isPositive(answer)) {
    const judged = judgeRefusal('rcpt', answer, progress.before);
    if (judged.cause === 'too-many-recipients' && !judged.permanent && progress.some) return 'later';
    return outcomeOfRefusal(recipient, judged, answer, remote);
  }
  const final = done.results[index] ?? done.result;
  if (final !== null && final !== undefined && answer !== undefined) {
    if (!isPositive(final)) return outcomeOfRefusal(recipient, judgeRefusal('end-of-data', final), final, remote);
    const status = final.enhanced?.startsWith('2.') ? final.enhanced : '2.0.0';
    const common = { ordinal: recipient.ordinal, status, reply: final, ...remote };
    if (success === 'delivered') return { ...common, action: 'delivered' };
    return { ...common, action: 'relayed', nextHopReports: peer.dsn && recipient.notify !== null };
  }
  if (done.refusal !== null) {
    const { stage, reply } = done.refusal;
    return outcomeOfRefusal(recipient, judgeRefusal(stage, reply), reply, remote);
  }
  if (done.end !== null) return 'unanswered';
  const failure = delayedBy({
    cause: 'protocol-error',
    status: '4.5.0',
    text: 'the next hop gave no answer for this recipient',
  });
  return outcomeOfFailure(recipient, { ...failure, ...remote });
}
