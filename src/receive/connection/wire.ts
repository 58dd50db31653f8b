/**
 * One socket as the session sees it: octets are asked for, never pushed, so that a slow judgement or a slow disk holds the peer back;
 * replies are grouped; TLS takes the socket over in place. Knows no SMTP.
 */
import { bounds } from '../../base/bounds.ts';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Deadline } from '../../base/deadline.ts';

/** Octets, or why none come: the peer ended its side, the connection is gone, the deadline passed, somebody called `interrupt`. */
export type FromWire = Uint8Array | 'end' | 'closed' | 'expired' | 'interrupted';

/** Why no octets come, in words. */
export const noMore: Record<Exclude<FromWire, Uint8Array>, string> = {
  end: 'the client ended the connection',
  closed: 'the client closed the connection',
  expired: 'it took too long',
  interrupted: 'the server shut down',
};

export class Wire {
  #socket: Socket;
  #waiter: ((why: FromWire | 'ready') => void) | null = null;
  #state: 'open' | 'end' | 'closed' = 'open';
  #interrupted = false;
  #group: Uint8Array[] = [];
  #groupBytes = 0;
  /** The error the socket closed with, for the trace. */
  closedWith: string | null = null;

  constructor(socket: Socket, deadline: Deadline) {
    this.#socket = socket;
    deadline.onExpire = () => this.#wake('expired');
    this.#attach();
  }

  get socket(): Socket {
    return this.#socket;
  }

  get isGone(): boolean {
    return this.#state === 'closed' || this.#socket.destroyed;
  }

  /** The next octets; waits no longer than the deadline. */
  async read(): Promise<FromWire> {
    for (;;) {
      const chunk: Buffer | null = this.#socket.read();
      if (chunk !== null) return chunk;
      if (this.#state !== 'open') return this.#state;
      // A released socket closes unheard.
      if (this.#socket.destroyed) return 'closed';
      if (this.#interrupted) {
        this.#interrupted = false;
        return 'interrupted';
      }
      const why = await this.#wait();
      if (why !== 'ready') return why;
    }
  }

  /** Puts octets back in front of what comes. */
  unread(bytes: Uint8Array): void {
    if (bytes.length > 0 && this.#state !== 'closed') this.#socket.unshift(bytes);
  }

  /** Makes a pending or the next `read` return `interrupted`. */
  interrupt(): void {
    if (this.#waiter === null) this.#interrupted = true;
    else this.#wake('interrupted');
  }

  /** Octets that go out with the next flush. */
  group(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#group.push(bytes);
    this.#groupBytes += bytes.length;
    if (this.#groupBytes >= bounds.receive.replyGroup) this.flush();
  }

  flush(): void {
    const [first] = this.#group;
    if (first === undefined) return;
    const bytes = this.#group.length === 1 ? first : Buffer.concat(this.#group);
    this.#group = [];
    this.#groupBytes = 0;
    if (this.#state !== 'closed' && this.#socket.writable) this.#socket.write(bytes);
  }

  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  /** Waits until the peer has read most of what it was sent. */
  async drained(): Promise<'drained' | 'closed' | 'expired'> {
    while (this.#socket.writableLength > bounds.receive.unread && this.#state !== 'closed') {
      const wake = (): void => this.#wake('ready');
      this.#socket.once('drain', wake);
      const why = await this.#wait();
      this.#socket.removeListener('drain', wake);
      if (why === 'expired') return 'expired';
    }
    return this.#state === 'closed' ? 'closed' : 'drained';
  }

  /** Lets go of the clear socket: whoever takes it over reads it. */
  release(): Socket {
    this.#detach();
    return this.#socket;
  }

  /** TLS has taken the socket over. */
  adopt(socket: TLSSocket): void {
    this.#socket = socket;
    this.#attach();
  }

  /** Says what is left to say, then closes in the orderly way. */
  end(): void {
    this.flush();
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #wait(): Promise<FromWire | 'ready'> {
    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }

  #wake(why: FromWire | 'ready'): void {
    const waiter = this.#waiter;
    this.#waiter = null;
    waiter?.(why);
  }

  readonly #onReadable = (): void => this.#wake('ready');
  readonly #onEnd = (): void => {
    if (this.#state === 'open') this.#state = 'end';
    this.#wake('ready');
  };
  readonly #onClose = (): void => {
    this.#state = 'closed';
    this.#wake('closed');
  };
  readonly #onError = (error: NodeJS.ErrnoException): void => {
    this.closedWith = error.code ?? error.message;
  };

  #attach(): void {
    this.#socket.on('readable', this.#onReadable);
    this.#socket.on('end', this.#onEnd);
    this.#socket.on('close', this.#onClose);
    this.#socket.on('error', this.#onError);
    if (this.#socket.destroyed) this.#state = 'closed';
  }

  #detach(): void {
    this.#socket.removeListener('readable', this.#onReadable);
    this.#socket.removeListener('end', this.#onEnd);
    this.#socket.removeListener('close', this.#onClose);
    // The error listener stays: an error nobody hears would end the process.
  }
}
