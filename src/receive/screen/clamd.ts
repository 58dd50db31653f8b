/**
 * A virus scanner, asked over a socket: clamd's zINSTREAM. Promises: an answer within the deadline, as a fact, whatever the other side does;
 * content is streamed whole and as it is, parts in base64 are its business. One connection for each message.
 */
import { connect, type Socket } from 'node:net';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ContentRef } from '../../mail/content.ts';
import type { VirusFact } from '../../mail/screening/facts.ts';
import { scannerVersion, virusAnswer } from '../../screening/virus-answer.ts';
import { type Spool, StoreUnavailable } from '../../store/store.ts';
import type { EngineHealth } from './health.ts';
import { EnginePatience, patienceFor } from './patience.ts';
import { codeOf, connectionTrouble, type EngineTrouble } from './trouble.ts';

export interface ClamdOptions {
  /** `127.0.0.1:3310`, `[::1]:3310`, or the path of a socket. */
  readonly address: string;
  readonly clock: Clock;
  readonly content: Spool['content'];
  readonly health: EngineHealth;
}

type Heard = { readonly line: string } | { readonly trouble: EngineTrouble };

const PATIENCE = {
  baseMs: bounds.receive.virusScan,
  perMebibyteMs: bounds.receive.virusScanPerMebibyte,
  mostMs: bounds.receive.virusScanMost,
};

export class Clamd {
  readonly #options: ClamdOptions;

  constructor(options: ClamdOptions) {
    this.#options = options;
  }

  /** Rejects with StoreUnavailable where the content cannot be read. */
  async scan(content: ContentRef, signal: AbortSignal): Promise<VirusFact> {
    if (content.sizeBytes > bounds.receive.virusScanned) return { kind: 'unknown', why: 'too-large' };
    const patience = new EnginePatience(this.#options.clock, patienceFor(content.sizeBytes, PATIENCE), signal);
    try {
      const heard = await this.#ask('INSTREAM', patience, this.#options.content(content, patience.signal));
      return this.#concluded(heard, patience);
    } finally {
      patience.end();
    }
  }

  /** The program and its signatures, in its own words: `ClamAV 1.4.3/27812/Mon Nov 30 09:12:44 2026`; or why it says nothing. */
  async version(signal: AbortSignal): Promise<{ readonly words: string } | EngineTrouble> {
    const patience = new EnginePatience(this.#options.clock, bounds.receive.virusVersion, signal);
    try {
      const heard = await this.#ask('VERSION', patience, null);
      if ('trouble' in heard) return heard.trouble;
      this.#options.health.calledItself(scannerVersion(heard.line));
      return { words: heard.line };
    } finally {
      patience.end();
    }
  }

  #concluded(heard: Heard, patience: EnginePatience): VirusFact {
    const { health } = this.#options;
    const fact: VirusFact = 'line' in heard ? virusAnswer(heard.line) : { kind: 'unknown', why: heard.trouble.why };
    if (fact.kind !== 'unknown') health.answered();
    else if (fact.why !== 'too-large' && !patience.isGivenUp)
      health.failed('trouble' in heard ? heard.trouble : { why: fact.why, words: `it said: ${heard.line}` });
    return fact;
  }

  async #ask(command: string, patience: EnginePatience, content: AsyncIterable<Uint8Array> | null): Promise<Heard> {
    const { signal } = patience;
    const socket = connect(placeOf(this.#options.address));
    const stop = (): void => void socket.destroy(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' }));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    let isSent = false;
    const heard = lineOf(socket);
    const sending = send(socket, command, content).then(() => (isSent = true));
    try {
      // Trouble with the content is told by the sending; an answer may come before its end, and ends it.
      return await Promise.race([heard, sending.then(() => heard)]);
    } catch (error) {
      if (error instanceof StoreUnavailable && !signal.aborted) throw error;
      if (signal.aborted) return { trouble: { why: 'silent', words: 'no answer in time' } };
      return { trouble: connectionTrouble(codeOf(error), { isSent, isLarge: true }) };
    } finally {
      signal.removeEventListener('abort', stop);
      heard.catch(() => {});
      sending.catch(() => {});
      socket.destroy();
    }
  }
}

/** @param address as the setting has it. */
function placeOf(address: string): { readonly path: string } | { readonly host: string; readonly port: number } {
  if (address.startsWith('/')) return { path: address };
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replace(/^\[|\]$/gu, ''), port: Number(address.slice(colon + 1)) };
}

/** Chunks behind their length, four octets, the highest first; a length of nothing ends it. */
async function send(socket: Socket, command: string, content: AsyncIterable<Uint8Array> | null): Promise<void> {
  await write(socket, `z${command}\0`);
  if (content === null) return;
  for await (const chunk of content) {
    if (chunk.byteLength === 0) continue;
    await write(socket, lengthOf(chunk.byteLength));
    await write(socket, chunk);
  }
  await write(socket, lengthOf(0));
}

function lengthOf(size: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(size);
  return octets;
}

/** Rejects when it cannot be written: also the wait for room ends with the socket. */
const write = (socket: Socket, octets: Uint8Array | string): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.write(octets, (error) => (error ? reject(error) : resolve()));
  });

/** The answer up to its NUL. Rejects with the socket's error. */
function lineOf(socket: Socket): Promise<Heard> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      const end = said.indexOf('\0');
      if (end >= 0) return resolve({ line: said.slice(0, end) });
      if (said.length > bounds.receive.virusAnswer)
        resolve({
          trouble: { why: 'nonsense', words: `its answer is longer than ${bounds.receive.virusAnswer} bytes` },
        });
    });
    socket.on('error', reject);
    socket.once('close', () => {
      if (said === '') reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
      else resolve({ line: said });
    });
  });
}
