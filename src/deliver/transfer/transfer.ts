/**
 * Sends one message to some recipients over a session that is open, in as many transactions as the next hop's limits need, and says what
 * became of each. Facts from the dialogue in, Outcomes out. RFC 5321 §3.3 and §4.5.3.1.10, RFC 2033 §4.2, RFC 3461 §5.2.1, RFC 9422.
 */
import { bounds } from '../../base/bounds.ts';
import type { Outcome, QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import { addressText } from '../../mail/address.ts';
import { isPermanent, isPositive, type Reply } from '../../mail/reply.ts';
import type { ClientTransaction, PeerExtensions } from '../../smtp/client/client-dialogue.ts';
import type { Content } from '../session/client-session.ts';
import type { Downgrade } from '../content/convert-8bit.ts';
import {
  delayedBy,
  failedBy,
  type HopFailure,
  inDoubt,
  outcomeOfFailure,
  outcomeOfRefusal,
  type Remote,
} from '../answers/failure.ts';
import type { OpenSession } from '../session/opening.ts';
import type { Sign } from '../signing/signer.ts';
import { damageFailure } from '../content/stored-content.ts';
import { harmless } from '../answers/remote-words.ts';
import { judgeRefusal } from '../answers/reply-cause.ts';
import { lacksForRequireTls, passedOver, passesOverDemands } from './tls-wish.ts';
import { type Transacted, transact } from './transact.ts';
import { needsUnicode, noUnicode, onWire, usesUnicode, wirePath } from './unicode.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface TransferSetting {
  /** The message's content, from its beginning, each time it is asked for. */
  readonly content: () => Content;
  readonly sizeBytes: number;
  /** 7-bit content of the same meaning (RFC 6152), or why there is none. */
  readonly downgrade: () => Promise<Downgrade>;
  /** Fields that go above all, made of the content as it goes out; absent: none do. */
  readonly sign?: Sign;
  /** The meaning of a positive answer: `relayed` to the next hop, or `delivered` (LMTP into a mailbox). */
  readonly success: 'relayed' | 'delivered';
  /** For how long an answer to content that is out is awaited; absent: no longer than anything else. */
  readonly answered?: AbortSignal;
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
  const made = new Outcomes(open, setting.success);
  let waiting = withoutUnicode(message, recipients, made, extensions);
  if (waiting.length === 0) return made.over();
  const fitted = await fit(message, setting, open);
  if ('cause' in fitted) return made.over(waiting, fitted);
  made.changes = fitted.changes;

  let most = Math.min(extensions.rcptMax ?? bounds.deliver.transactionRecipients, bounds.deliver.transactionRecipients);
  for (let round = 0; waiting.length > 0 && round < bounds.deliver.transactions; round++) {
    const batch = waiting.slice(0, Math.max(1, most));
    const rest = waiting.slice(batch.length);
    open.messages += 1;
    const done = await transact(open, transactionOf(message, batch, fitted, extensions), fitted.content, {
      ...setting,
      signal,
    });
    const unproven = open.messages > 1 && round === 0 && isUnproven(done);
    // Once the two sides are out of step nobody can tell which command an answer belongs to.
    if (unproven || isOutOfStep(done)) return made.ended([...batch, ...rest], done.end, unproven);
    const taken = batch.map((_, index) => isTaken(done, index));
    const accepted = taken.filter(Boolean).length;
    const isTooLong = accepted > 1 && isTooManyTogether(done);
    if (isTooLong) most = Math.ceil(accepted / 2);
    const later = made.judge(batch, done, { round, taken, isTooLong });
    if (done.end !== null) return made.brokenOff([...batch, ...rest], done, done.end);
    // Recipients over the peer's limit go in the next transaction; without progress they would go round for ever.
    if (accepted === 0 && later.length > 0) {
      made.refuse(later, tooManyFor(open));
      waiting = rest;
    } else waiting = [...later, ...rest];
  }
  return made.over(waiting, tooManyFor(open));
}

/** The content as this next hop takes it. */
interface Fitted {
  readonly content: TransferSetting['content'];
  readonly sizeBytes: number;
  readonly body: '8bitmime' | '7bit';
  readonly changes: readonly ToldLine[];
  readonly isConverted: boolean;
}

async function fit(message: QueuedMessage, setting: TransferSetting, open: OpenSession): Promise<Fitted | HopFailure> {
  const lacks = lacksForRequireTls(open, message, setting);
  if (lacks !== null) return lacks;
  const { extensions, remoteHost } = open;
  const has8bit = message.header.has8bit || message.header.headerHas8bit;
  const notes = notesOfWay(message, setting, open);
  let fitted: Fitted = {
    content: setting.content,
    sizeBytes: setting.sizeBytes,
    body: has8bit ? '8bitmime' : '7bit',
    changes: notes,
    isConverted: false,
  };
  if (has8bit && !extensions.eightBitMime) {
    const downgrade = await prepared(say`the message could not be converted to 7 bit now`, setting.downgrade);
    if ('cause' in downgrade) return downgrade;
    if (!downgrade.ok) {
      const words = say`${remoteHost} does not take 8-bit content, and this message cannot be converted: ${again(downgrade.why)}`;
      return failedBy({ cause: 'needs-8bitmime', status: '5.6.3', ...told(words) });
    }
    const { content, sizeBytes, notes: how } = downgrade;
    const converted = told(say`converted to 7 bit, because ${remoteHost} does not take 8-bit content`);
    fitted = { content, sizeBytes, body: '7bit', changes: [...notes, converted, ...how], isConverted: true };
  }
  if (setting.sign !== undefined) {
    const signed = await signedAs(fitted, setting.sign);
    if ('cause' in signed) return signed;
    fitted = signed;
  }
  if (extensions.size === null || extensions.size === 0 || fitted.sizeBytes <= extensions.size) return fitted;
  const words = say`the message has ${fitted.sizeBytes} bytes; ${remoteHost} takes at most ${extensions.size}`;
  return failedBy({ cause: 'too-large', status: '5.3.4', ...told(words) });
}

/** Last: what is changed behind a signature breaks it. */
async function signedAs(fitted: Fitted, sign: Sign): Promise<Fitted | HopFailure> {
  const { content, sizeBytes, changes } = fitted;
  const signed = await prepared(say`the message could not be signed now`, () =>
    sign(content, fitted.isConverted ? '7bit' : 'stored'),
  );
  if ('cause' in signed) return signed;
  const { fields, notes } = signed;
  if (fields.byteLength === 0) return { ...fitted, changes: [...changes, ...notes] };
  return {
    ...fitted,
    content: () => below(fields, content()),
    sizeBytes: sizeBytes + fields.byteLength,
    changes: [...changes, ...notes],
  };
}

function below(fields: Uint8Array, content: Content): Content {
  if (Array.isArray(content)) return [fields, ...content];
  return (async function* () {
    yield fields;
    yield* content;
  })();
}

/** The protection of the way, where it is less than it might have been. */
function notesOfWay(
  message: QueuedMessage,
  { success }: TransferSetting,
  { clearBecause, knowsUs }: OpenSession,
): readonly ToldLine[] {
  const inClear =
    clearBecause === undefined ? [] : [told(say`in clear text, because TLS failed: ${again(clearBecause)}`)];
  return success === 'relayed' && !knowsUs && passesOverDemands(message) ? [...inClear, passedOver] : inClear;
}

/** Content that cannot be read, or is not what was accepted, is found out here first: that is no verdict on the message. */
async function prepared<Made>(failed: Phrase, prepare: () => Promise<Made>): Promise<Made | HopFailure> {
  try {
    return await prepare();
  } catch (error) {
    const words = say`${failed}: ${harmless(String(error), bounds.deliver.errorTold)}`;
    return damageFailure(error) ?? delayedBy({ cause: 'other', status: '4.3.0', ...told(words), of: 'mail' });
  }
}

/** Those that the next hop can be asked for; the others are refused. */
function withoutUnicode(
  message: QueuedMessage,
  recipients: readonly QueuedRecipient[],
  made: Outcomes,
  peer: PeerExtensions,
): readonly QueuedRecipient[] {
  if (peer.smtputf8) return recipients;
  const { reversePath } = message;
  if (reversePath !== null && needsUnicode(reversePath, peer)) {
    made.refuse(recipients, noUnicode(made.remote, addressText(reversePath)));
    return [];
  }
  const carried = recipients.filter(({ address }) => !needsUnicode(address, peer));
  if (carried.length < recipients.length)
    for (const recipient of recipients)
      if (!carried.includes(recipient))
        made.refuse([recipient], noUnicode(made.remote, addressText(recipient.address)));
  if (!message.smtputf8 || !message.header.headerHas8bit) return carried;
  made.refuse(carried, noUnicode(made.remote, say`the header`));
  return [];
}

const transactionOf = (
  message: QueuedMessage,
  batch: readonly QueuedRecipient[],
  { sizeBytes, body }: Fitted,
  extensions: PeerExtensions,
): ClientTransaction => ({
  reversePath: wirePath(message.reversePath, extensions),
  recipients: batch.map((recipient) => onWire(recipient, extensions)),
  sizeBytes,
  body,
  smtputf8: extensions.smtputf8 && (message.smtputf8 || usesUnicode(message.reversePath, batch)),
  ret: message.ret,
  envid: message.envid,
  requireTls: message.requireTls === true && extensions.requireTls,
});

const isTaken = ({ recipients }: Transacted, index: number): boolean => {
  const reply = recipients[index];
  return reply !== undefined && isPositive(reply);
};

/** The meaning of a transaction for recipients that were taken or not, beside its own answers. */
interface Round {
  readonly round: number;
  readonly taken: readonly boolean[];
  /** Those that were taken are too many together. */
  readonly isTooLong: boolean;
}

/** The outcomes of one message at one next hop. */
class Outcomes {
  readonly remote: Remote;
  changes: readonly ToldLine[] = [];
  readonly #made: Outcome[] = [];
  readonly #success: TransferSetting['success'];
  readonly #peer: PeerExtensions;

  constructor(
    { remoteHost, remoteAddress, tls, knowsUs, extensions }: OpenSession,
    success: TransferSetting['success'],
  ) {
    this.remote = { remoteHost, remoteAddress, tls, knowsUs };
    this.#peer = extensions;
    this.#success = success;
  }

  refuse(which: readonly QueuedRecipient[], failure: HopFailure): void {
    for (const recipient of which) this.#made.push(outcomeOfFailure(recipient, { ...failure, ...this.remote }));
  }

  /** The session is as it was; whoever is left has this failure. */
  over(left: readonly QueuedRecipient[] = [], failure: HopFailure | null = null): Transferred {
    if (failure !== null) this.refuse(left, failure);
    return { outcomes: this.#made, unanswered: [], failure: null, unproven: false, sessionUsable: true };
  }

  /** The session is over, and of these nothing was learned. */
  ended(unanswered: readonly QueuedRecipient[], end: HopFailure | null, unproven: boolean): Transferred {
    const failure = end === null ? null : { ...end, ...this.remote };
    return { outcomes: this.#made, unanswered, failure, unproven, sessionUsable: false };
  }

  /** The session ended on the way. */
  brokenOff(of: readonly QueuedRecipient[], done: Transacted, end: HopFailure): Transferred {
    const known = new Set(this.#made.map(({ ordinal }) => ordinal));
    const unanswered = of.filter(({ ordinal }) => !known.has(ordinal));
    if (!done.contentBegun) return this.ended(unanswered, end, false);
    // Content was under way: whether the next hop has it is not known. Another host might make two of it in this very minute.
    const isLost = done.contentEnded && end.reply === null;
    const words = say`${again(end)}; it may have the message already, which then arrives twice`;
    this.refuse(unanswered, isLost ? inDoubt(end, words) : end);
    return this.ended([], null, false);
  }

  /** Returns those whose turn comes in another transaction. */
  judge(batch: readonly QueuedRecipient[], done: Transacted, { round, taken, isTooLong }: Round): QueuedRecipient[] {
    const later: QueuedRecipient[] = [];
    const firstTaken = taken.indexOf(true);
    for (const [index, recipient] of batch.entries()) {
      const some = firstTaken !== -1 || round > 0;
      const before = round > 0 || (firstTaken !== -1 && firstTaken < index);
      const isAnother = isTooLong && taken[index] === true;
      const outcome = isAnother ? 'later' : this.#outcomeOf(recipient, index, done, { some, before });
      if (outcome === 'later') later.push(recipient);
      else if (outcome !== 'unanswered')
        this.#made.push(this.changes.length === 0 ? outcome : { ...outcome, changes: this.changes });
    }
    return later;
  }

  #outcomeOf(
    recipient: QueuedRecipient,
    index: number,
    done: Transacted,
    progress: Progress,
  ): Outcome | 'later' | 'unanswered' {
    const { remote } = this;
    const answer = done.recipients[index];
    if (answer !== undefined && !isPositive(answer)) {
      const judged = judgeRefusal('rcpt', answer, progress.before);
      if (judged.cause === 'too-many-recipients' && !judged.permanent && progress.some) return 'later';
      return outcomeOfRefusal(recipient, judged, answer, remote);
    }
    const final = done.results[index] ?? done.result;
    if (final !== null && answer !== undefined) return this.#outcomeOfContent(recipient, final);
    if (done.refusal !== null) {
      const { stage, reply } = done.refusal;
      return outcomeOfRefusal(recipient, judgeRefusal(stage, reply), reply, remote);
    }
    return done.end === null ? outcomeOfFailure(recipient, { ...noAnswer, ...remote }) : 'unanswered';
  }

  #outcomeOfContent(recipient: QueuedRecipient, final: Reply): Outcome {
    if (!isPositive(final)) return outcomeOfRefusal(recipient, judgeRefusal('end-of-data', final), final, this.remote);
    const status = final.enhanced?.startsWith('2.') ? final.enhanced : '2.0.0';
    const common = { ordinal: recipient.ordinal, status, reply: final, ...this.remote };
    if (this.#success === 'delivered') return { ...common, action: 'delivered' };
    return { ...common, action: 'relayed', nextHopReports: this.#peer.dsn && recipient.notify !== null };
  }
}

const noAnswer = delayedBy({
  cause: 'protocol-error',
  status: '4.5.0',
  ...told(say`the next hop gave no answer for this recipient`),
});

/** Broken off for an answer out of turn, before the end of the content was sent. */
const isOutOfStep = ({ end, contentEnded }: Transacted): boolean => end?.cause === 'protocol-error' && !contentEnded;

/** A stale answer is the first one, so that it is MAIL that it seems to refuse; or it puts all that follow out of step. */
const isUnproven = (done: Transacted): boolean =>
  done.untouched || (!done.contentBegun && (isOutOfStep(done) || isRefusedForGood(done.refusal)));

const isRefusedForGood = (refusal: Transacted['refusal']): boolean =>
  refusal !== null && refusal.stage === 'mail' && isPermanent(refusal.reply);

const tooManyFor = ({ remoteHost }: OpenSession): HopFailure =>
  delayedBy({
    cause: 'too-many-recipients',
    status: '4.5.3',
    ...told(say`${remoteHost} takes no more recipients now`),
    of: 'mail',
  });

/** Some hosts count recipients only at the content, and find those too many that they took one by one: half as many go at a time. */
function isTooManyTogether({ refusal, result, end }: Transacted): boolean {
  if (end !== null) return false;
  if (refusal?.stage === 'data') return judgeRefusal('data', refusal.reply).cause === 'too-many-recipients';
  return result !== null && !isPositive(result) && judgeRefusal('end-of-data', result).cause === 'too-many-recipients';
}

/** Recipients that were taken: any of this transaction, and any before this one. */
interface Progress {
  readonly some: boolean;
  readonly before: boolean;
}
