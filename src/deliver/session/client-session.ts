/**
 * One session with a next hop: a socket with a client dialogue on it, and a deadline on every wait (RFC 5321 §4.5.3.2). It tells what was
 * heard; it judges nothing.
 */
import type { Socket } from 'node:net';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { Deadline } from '../../base/deadline.ts';
import {
  type ClientDialogue,
  type ClientEvent,
  type ClientStage,
  createClientDialogue,
} from '../../smtp/client/client-dialogue.ts';
import { wordsOf } from './dial.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** RFC 5321 §4.5.3.2; STARTTLS and AUTH are commands like MAIL; QUIT is courtesy. */
const deadlineMs: Readonly<Record<ClientStage, number>> = {
  greeting: bounds.deliver.answerGreeting,
  hello: bounds.deliver.answerHello,
  starttls: bounds.deliver.answerStarttls,
  auth: bounds.deliver.answerAuth,
  mail: bounds.deliver.answerMail,
  rcpt: bounds.deliver.answerRcpt,
  data: bounds.deliver.answerData,
  'end-of-data': bounds.deliver.answerEndOfData,
  rset: bounds.deliver.answerRset,
  quit: bounds.deliver.answerQuit,
};

/** The conversation ended without an answer to what was asked. */
export interface Trouble extends ToldLine {
  readonly kind: 'closed' | 'timed-out' | 'given-up' | 'interrupted';
  readonly stage: ClientStage | null;
}

/** In memory as a whole, or read piece by piece. */
export type Content = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export type Heard = { readonly event: ClientEvent } | { readonly trouble: Trouble };

const spokeUp: Trouble = { kind: 'interrupted', stage: 'data', ...told(say`it spoke before the end of the content`) };

export class ClientSession {
  readonly dialogue: ClientDialogue;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  #socket: Socket;
  #ended: string | null = null;
  #wake: ((how: 'woken' | 'late') => void) | null = null;
  readonly #deadline: Deadline;
  /** Whose abort ends a wait; followed from lease to lease, not from wait to wait. */
  #followed: AbortSignal | null = null;
  #idle = false;
  /** Octets heard after QUIT. */
  #afterQuit = 0;

  /** @param patienceMs for the greeting and the answer to EHLO, at most what the RFC asks for. */
  constructor(
    socket: Socket,
    heloName: string,
    protocol: 'smtp' | 'lmtp',
    clock: Clock,
    patienceMs: number = Number.POSITIVE_INFINITY,
  ) {
    this.#patienceMs = patienceMs;
    this.dialogue = createClientDialogue({ heloName, protocol });
    this.#clock = clock;
    this.#socket = socket;
    this.#deadline = new Deadline(clock);
    this.#deadline.onExpire = () => this.#woken('late');
    this.#listen();
  }

  /** The next event, or why there will be none. Writes what the dialogue wants written. What was heard already is told at once. */
  next(signal: AbortSignal): Heard | Promise<Heard> {
    return this.#heard() ?? this.#hear(signal);
  }

  #heard(): Heard | null {
    const event = this.dialogue.next();
    const output = this.dialogue.output();
    if (output.byteLength > 0 && this.#ended === null) this.#socket.write(output);
    return event === null ? null : { event };
  }

  async #hear(signal: AbortSignal): Promise<Heard> {
    const startedAt = this.#clock.monotonic();
    let limitMs = 0;
    for (;;) {
      const { stage } = this.dialogue;
      limitMs = Math.max(limitMs, this.#deadlineOf(stage ?? 'quit'));
      if (signal.aborted) return { trouble: { kind: 'given-up', stage, ...told(say`given up`) } };
      if (this.#ended !== null) return { trouble: { kind: 'closed', stage, text: this.#ended } };
      const leftMs = startedAt + limitMs - this.#clock.monotonic();
      if (leftMs <= 0 || (await this.#wait(leftMs, signal)) === 'late')
        return { trouble: { kind: 'timed-out', stage, ...told(say`no answer within ${limitMs / MINUTE} min`) } };
      const heard = this.#heard();
      if (heard !== null) return heard;
    }
  }

  #deadlineOf(stage: ClientStage): number {
    const isSilent = stage === 'greeting' || stage === 'hello';
    return isSilent ? Math.min(deadlineMs[stage], this.#patienceMs) : deadlineMs[stage];
  }

  /**
   * Sends the content of a transaction, with its end; as much at a time as the socket takes. Null when all of it is on its way; a later
   * `next` tells what came back. What the peer says before the end breaks it off: the end is not sent then.
   */
  async sendContent(content: Content, signal: AbortSignal): Promise<Trouble | null> {
    const socket = this.#socket;
    socket.cork();
    try {
      const trouble = await (Symbol.asyncIterator in content
        ? this.#sendRead(content, signal)
        : this.#sendPieces(content, signal));
      if (trouble !== null) return trouble;
      const end = this.dialogue.endContent();
      return end === null ? spokeUp : this.#write(end, signal);
    } finally {
      socket.uncork();
    }
  }

  async #sendRead(content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<Trouble | null> {
    for await (const chunk of content) {
      const trouble = await this.#sendPieces([chunk], signal);
      if (trouble !== null) return trouble;
    }
    return null;
  }

  async #sendPieces(pieces: Iterable<Uint8Array>, signal: AbortSignal): Promise<Trouble | null> {
    for (const chunk of pieces)
      for (const piece of this.dialogue.content(chunk)) {
        const trouble =
          this.#write(piece, signal) ?? (this.#socket.writableNeedDrain ? await this.#drained(signal) : null);
        if (trouble !== null) return trouble;
      }
    return null;
  }

  #write(piece: Uint8Array, signal: AbortSignal): Trouble | null {
    const trouble = this.#inTheWay(signal);
    if (trouble === null) this.#socket.write(piece);
    return trouble;
  }

  #inTheWay(signal: AbortSignal): Trouble | null {
    if (signal.aborted) return { kind: 'given-up', stage: 'data', ...told(say`given up`) };
    if (this.#ended !== null) return { kind: 'closed', stage: 'data', text: this.#ended };
    return this.dialogue.isInterrupted ? spokeUp : null;
  }

  /** Until the peer has taken most of what was written. */
  async #drained(signal: AbortSignal): Promise<Trouble | null> {
    const socket = this.#socket;
    socket.uncork();
    try {
      const startedAt = this.#clock.monotonic();
      while (socket.writableNeedDrain) {
        const trouble = this.#inTheWay(signal);
        if (trouble !== null) return trouble;
        const leftMs = startedAt + bounds.deliver.contentPiece - this.#clock.monotonic();
        if (leftMs <= 0 || (await this.#wait(leftMs, signal)) === 'late')
          return {
            kind: 'timed-out',
            stage: 'data',
            ...told(say`the content was not taken within ${bounds.deliver.contentPiece / MINUTE} min`),
          };
      }
      return null;
    } finally {
      socket.cork();
    }
  }

  /** Takes the socket out for a TLS handshake; `putBack` follows, or the session is destroyed. */
  takeSocket(): Socket {
    const socket = this.#socket;
    socket.off('data', this.#onData).off('error', this.#onError).off('close', this.#onClose);
    socket.off('end', this.#onEnd).off('drain', this.#onDrain);
    return socket;
  }

  putBack(socket: Socket): void {
    this.#socket = socket;
    this.#listen();
  }

  /** While a session is kept, any word of the peer (421, garbage) ends it, unread. */
  keepIdle(): void {
    this.#idle = true;
    this.#socket.unref();
  }

  wakeUp(): void {
    this.#idle = false;
    this.#socket.ref();
  }

  /** Nothing is owed on either side, and nothing unread: what is heard next answers what is said next. */
  get usable(): boolean {
    return this.#ended === null && this.dialogue.isAtRest;
  }

  /** Says QUIT without waiting for the answer (RFC 5321 §4.1.1.10 asks to wait; a peer that is slow to say goodbye must not hold us), then closes. */
  quit(): void {
    this.#letGo();
    if (this.#ended === null) {
      this.dialogue.quit();
      this.#socket.end(this.dialogue.output());
    }
    const socket = this.#socket;
    // Nothing it says now is of interest; read it must be, or its end is not seen.
    socket.off('data', this.#onData).on('data', this.#onFarewell).resume();
    const timer = this.#clock.timer(deadlineMs.quit, () => socket.destroy());
    socket.once('close', () => timer.cancel());
    socket.unref();
  }

  destroy(): void {
    this.#letGo();
    this.#socket.destroy();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('data', this.#onData);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
    socket.on('end', this.#onEnd);
    socket.on('drain', this.#onDrain);
    if (socket.destroyed) this.#onClose();
  }

  readonly #onData = (bytes: Uint8Array): void => {
    if (this.#idle) {
      this.#end('the peer spoke while nothing was asked');
      this.#socket.destroy();
      return;
    }
    this.dialogue.feed(bytes);
    // A flood waits where it comes from, until what was taken in of it has been judged and the session ended.
    if (this.dialogue.isFull) this.#socket.pause();
    this.#woken('woken');
  };
  readonly #onFarewell = (bytes: Uint8Array): void => {
    this.#afterQuit += bytes.byteLength;
    if (this.#afterQuit > bounds.smtp.outOfTurn) this.#socket.destroy();
  };
  readonly #onError = (error: Error): void => this.#end(wordsOf(error));
  readonly #onEnd = (): void => this.#end('the peer closed the connection');
  readonly #onClose = (): void => this.#end('the connection was closed');
  readonly #onDrain = (): void => this.#woken('woken');

  #end(why: string): void {
    this.#ended ??= why;
    this.#woken('woken');
  }

  #wait(limitMs: number, signal: AbortSignal): Promise<'woken' | 'late'> {
    this.#follow(signal);
    this.#deadline.set(this.#clock.monotonic() + limitMs);
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #woken(how: 'woken' | 'late'): void {
    const wake = this.#wake;
    if (wake === null) return;
    this.#wake = null;
    this.#deadline.set(Number.POSITIVE_INFINITY);
    wake(how);
  }

  #follow(signal: AbortSignal | null): void {
    if (signal === this.#followed) return;
    this.#followed?.removeEventListener('abort', this.#onAbort);
    this.#followed = signal;
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  #letGo(): void {
    this.#follow(null);
    this.#deadline.cancel();
  }

  readonly #onAbort = (): void => this.#woken('woken');
}
