/**
 * One transaction over a session that is open: facts from the dialogue, by recipient. Nothing is judged here but whether the session goes on.
 * RFC 5321 §3.3, RFC 2033 §4.2.
 */
import { bounds } from '../../base/bounds.ts';
import { isPositive, type Reply } from '../../mail/reply.ts';
import type { ClientEvent, ClientTransaction } from '../../smtp/client/client-dialogue.ts';
import { delayedBy, type HopFailure } from '../answers/failure.ts';
import { harmless, harmlessReply } from '../answers/remote-words.ts';
import { judgeRefusal, type ReplyStage } from '../answers/reply-cause.ts';
import { damageFailure } from '../content/stored-content.ts';
import type { Content } from '../session/client-session.ts';
import type { OpenSession } from '../session/opening.ts';
import { failureOfTrouble } from '../session/unexpected-event.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

/** The result of one transaction, by index of its recipients. */
export interface Transacted {
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

export async function transact(
  open: OpenSession,
  transaction: ClientTransaction,
  content: () => Content,
  { signal, answered = signal }: { readonly signal: AbortSignal; readonly answered?: AbortSignal },
): Promise<Transacted> {
  const made = new Answers(open, transaction.recipients.length);
  open.session.dialogue.send(transaction);
  for (;;) {
    const heard = await open.session.next(made.contentEnded ? answered : signal);
    if ('trouble' in heard) return made.brokenOff(failureOfTrouble(heard.trouble, made.where));
    const isOver = heard.event.type === 'content-wanted' ? await made.send(content, signal) : made.take(heard.event);
    if (isOver) return made;
  }
}

class Answers implements Transacted {
  readonly recipients: (Reply | undefined)[];
  readonly results: (Reply | undefined)[];
  result: Reply | null = null;
  refusal: Transacted['refusal'] = null;
  end: HopFailure | null = null;
  contentBegun = false;
  contentEnded = false;
  untouched = true;
  readonly where: string;
  readonly #open: OpenSession;
  /** Why the content was not sent whole. */
  #contentTrouble: HopFailure | null = null;

  constructor(open: OpenSession, count: number) {
    this.#open = open;
    this.where = `${open.remoteHost} [${open.remoteAddress}]`;
    this.recipients = new Array<Reply | undefined>(count).fill(undefined);
    this.results = new Array<Reply | undefined>(count).fill(undefined);
  }

  brokenOff(why: HopFailure): this {
    this.#open.session.destroy();
    this.end = why;
    return this;
  }

  /** True: the transaction is over. */
  take(event: ClientEvent): boolean {
    // A 421 to the first command is how a kept session that was given up over there says so.
    if (event.type !== 'closing') this.untouched = false;
    switch (event.type) {
      case 'sender':
        return false;
      case 'recipient':
        this.recipients[event.index] = harmlessReply(event.reply);
        return false;
      case 'result':
        return this.#takeResult(event);
      case 'refused':
        this.refusal = { stage: event.stage === 'mail' ? 'mail' : 'data', reply: harmlessReply(event.reply) };
        return false;
      case 'done':
        return true;
      case 'closing':
      case 'protocol-error':
        this.brokenOff(endOf(event, this.where));
        return true;
      default: {
        const words = told(say`${this.where}: unexpected ${event.type}`);
        this.brokenOff(delayedBy({ cause: 'protocol-error', status: '4.5.0', ...words }));
        return true;
      }
    }
  }

  #takeResult({ index, reply }: Extract<ClientEvent, { type: 'result' }>): boolean {
    // A yes to content that was not sent whole is none.
    if (this.#contentTrouble !== null && isPositive(reply)) {
      this.brokenOff(this.#contentTrouble);
      return true;
    }
    if (index === null) this.result = harmlessReply(reply);
    else this.results[index] = harmlessReply(reply);
    return false;
  }

  /** Reading our own content may fail (disk): then the session is broken off, never ended with a dot. True: the transaction is over. */
  async send(content: () => Content, signal: AbortSignal): Promise<boolean> {
    this.untouched = false;
    this.contentBegun = true;
    try {
      const trouble = await this.#open.session.sendContent(content(), signal);
      if (trouble === null) {
        this.contentEnded = true;
        return false;
      }
      this.#contentTrouble = failureOfTrouble(trouble, this.where);
      // When the peer broke off or in, what it said (421, 552) is heard by the next turn; in all other cases we end it.
      if (trouble.kind === 'closed' || trouble.kind === 'interrupted') return false;
      this.brokenOff(this.#contentTrouble);
    } catch (error) {
      this.brokenOff(damageFailure(error) ?? notRead(error));
    }
    return true;
  }
}

function notRead(error: unknown): HopFailure {
  const words = told(say`the stored content could not be read: ${harmless(String(error), 200)}`);
  return delayedBy({ cause: 'storage-failed', status: '4.3.0', ...words, of: 'route' });
}

function endOf(event: Extract<ClientEvent, { type: 'closing' | 'protocol-error' }>, where: string): HopFailure {
  if (event.type === 'protocol-error')
    return delayedBy({
      cause: 'protocol-error',
      status: '4.5.0',
      ...told(say`${where} does not speak SMTP properly: ${harmless(event.what, bounds.deliver.errorTold)}`),
    });
  const reply = harmlessReply(event.reply);
  const judged = judgeRefusal('mail', reply);
  return delayedBy({
    cause: judged.cause,
    status: judged.status,
    ...told(say`${where} closed: ${reply.code} ${reply.lines.join(' ')}`),
    reply,
  });
}
