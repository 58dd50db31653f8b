/** A sender that keeps a ledger: numbered messages over some sessions, each attempt and each whole answer noted with its time. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { monotonicMs } from './monotonic.ts';
import { numberedMessage } from './numbered.ts';

/** What the sender knows. Times are `monotonicMs`. */
export interface Ledger {
  /** Messages whose final dot was handed to the kernel. */
  readonly attempted: Map<number, number>;
  /** Messages whose 250 to end of data was read whole. */
  readonly acked: Map<number, number>;
  /** Messages that got another reply, at whatever step. */
  readonly refused: Map<number, string>;
  /** Sent to the dot, then the connection was lost (or the deadline passed) before a whole reply: either may be true. */
  readonly unanswered: Set<number>;
  /** Connections that could not be made or broke. */
  broken: number;
}

export interface LoadOptions {
  readonly port: number;
  readonly sessions: number;
  /** Many messages a session; otherwise one each. */
  readonly kept: boolean;
  /** Content size in octets by number; 4 KiB. */
  readonly bytes?: (number: number) => number;
  /** Numbers begin here; 1. */
  readonly from?: number;
  /** Ends by itself after so many numbers were given out. */
  readonly messages?: number;
  /** One message per so many ms at most, all sessions together: a trickle. Otherwise as fast as answered. */
  readonly everyMs?: number;
  /** Whom MAIL names; `scan@client.test`. */
  readonly sender?: string;
  /** Where it connects from; 127.0.0.1. */
  readonly localAddress?: string;
  /** By default one, `user@dest.test`. */
  readonly recipients?: (number: number) => readonly string[];
  /** Adds to a ledger begun earlier. */
  readonly ledger?: Ledger;
  /** For each reply; 120 s. */
  readonly replyMs?: number;
}

export interface Load {
  readonly ledger: Ledger;
  /** The next number to be given out. */
  next(): number;
  /** No new messages; those under way get their answer. Resolves when all sessions have ended. */
  stop(): Promise<void>;
  /** Resolves when all is sent (`messages`) or stopped. */
  readonly done: Promise<void>;
}

const REPLY_MS = 120_000;
/** After a connection that failed, so that a server that is down is not hammered. */
const RECONNECT_MS = 25;
/** After a refusal. */
const REFUSED_MS = 20;

export const newLedger = (): Ledger => ({
  attempted: new Map(),
  acked: new Map(),
  refused: new Map(),
  unanswered: new Set(),
  broken: 0,
});

export function startLoad(options: LoadOptions): Load {
  const ledger = options.ledger ?? newLedger();
  let next = options.from ?? 1;
  const last = options.messages === undefined ? Number.POSITIVE_INFINITY : next + options.messages;
  let stopping = false;
  const goesOn = (): boolean => !stopping && next < last;
  let slot = performance.now();
  const turn = async (): Promise<void> => {
    if (options.everyMs === undefined) return;
    const now = performance.now();
    slot = Math.max(slot + options.everyMs, now - 100); // after a stall at most 100 ms worth of catching up
    if (slot > now) await new Promise((resolve) => setTimeout(resolve, slot - now));
  };

  const session = async (): Promise<void> => {
    while (goesOn()) {
      const peer = new Peer(options.replyMs ?? REPLY_MS);
      try {
        await peer.open(options.port, options.localAddress ?? '127.0.0.1');
        do {
          await turn();
          if (!goesOn()) break;
          if (!(await sendOne(peer, next++))) await new Promise((resolve) => setTimeout(resolve, REFUSED_MS));
        } while (options.kept && peer.alive);
        if (peer.alive) await peer.say('QUIT\r\n');
      } catch {
        ledger.broken++;
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      } finally {
        peer.end();
      }
    }
  };

  /** False when refused. Throws when the connection was lost. */
  const sendOne = async (peer: Peer, number: number): Promise<boolean> => {
    const recipients = options.recipients?.(number) ?? ['user@dest.test'];
    peer.write(
      `MAIL FROM:<${options.sender ?? 'scan@client.test'}>\r\n${recipients.map((to) => `RCPT TO:<${to}>\r\n`).join('')}DATA\r\n`,
    );
    let refusal: string | null = null;
    for (let step = 0; step < recipients.length + 1; step++) {
      const reply = await peer.reply();
      if (!reply.startsWith('250')) refusal ??= reply;
      if (reply.startsWith('421')) peer.alive = false;
      if (!peer.alive) break;
    }
    const go = peer.alive ? await peer.reply() : '';
    if (!go.startsWith('354')) {
      ledger.refused.set(number, refusal ?? go);
      if (go.startsWith('421')) peer.alive = false;
      if (peer.alive) await peer.say('RSET\r\n');
      return false;
    }
    ledger.attempted.set(number, monotonicMs());
    peer.write(
      Buffer.concat([numberedMessage(number, options.bytes?.(number) ?? 4096, options.sender), Buffer.from('.\r\n')]),
    );
    let reply: string;
    try {
      reply = await peer.reply();
    } catch (error) {
      ledger.unanswered.add(number);
      throw error;
    }
    if (reply.startsWith('250')) {
      ledger.acked.set(number, monotonicMs());
      return true;
    }
    ledger.refused.set(number, reply);
    if (reply.startsWith('421')) peer.alive = false;
    return false;
  };

  const done = Promise.all(Array.from({ length: options.sessions }, session)).then(() => {});
  return {
    ledger,
    done,
    next: () => next,
    stop() {
      stopping = true;
      return done;
    },
  };
}

/** One connection: writes, and reads whole replies, one waiter at a time. */
class Peer {
  alive = false;
  readonly #replyMs: number;
  #socket: Socket | null = null;
  #buffered = '';
  #waiter: { resolve(reply: string): void; reject(error: Error): void } | null = null;
  #error: Error | null = null;

  constructor(replyMs: number) {
    this.#replyMs = replyMs;
  }

  async open(port: number, localAddress: string): Promise<void> {
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.#buffered += text;
      this.#pass();
    });
    const lost = (): void => {
      this.alive = false;
      this.#error ??= new Error('connection lost');
      this.#pass();
    };
    socket.on('error', lost).on('end', lost).on('close', lost);
    socket.setTimeout(this.#replyMs, () => socket.destroy());
    await once(socket, 'connect');
    this.alive = true;
    if (!(await this.reply()).startsWith('220')) throw new Error('no greeting');
    await this.say('EHLO client.test\r\n');
  }

  write(octets: string | Buffer): void {
    this.#socket?.write(octets);
  }

  say(command: string): Promise<string> {
    this.write(command);
    return this.reply();
  }

  /** The whole reply, its last line with CRLF read; rejects when the connection is lost before. */
  reply(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
      this.#pass();
    });
  }

  #pass(): void {
    const waiter = this.#waiter;
    if (waiter === null) return;
    const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/u.exec(this.#buffered);
    if (match !== null) {
      this.#buffered = this.#buffered.slice(match[0].length);
      this.#waiter = null;
      waiter.resolve(match[0].trimEnd());
    } else if (this.#error !== null) {
      this.#waiter = null;
      waiter.reject(this.#error);
    }
  }

  end(): void {
    this.#socket?.destroy();
  }
}
