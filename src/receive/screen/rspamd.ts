/**
 * A spam filter, asked over HTTP: rspamd's POST /checkv2. Promises: an answer within the deadline, as a fact, whatever the other side does;
 * content is streamed from where it lies and never whole in memory. Never: its DNS work, which is ours, and which would turn mail into spam
 * where a resolver is silent.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { http } from '../../base/http-client.ts';
import type { ContentRef } from '../../mail/content.ts';
import type { EngineFact } from '../../mail/screening/facts.ts';
import { spamLevel } from '../../screening/spam-level.ts';
import { shownProgram } from '../../screening/virus-answer.ts';
import { type Spool, StoreUnavailable } from '../../store/store.ts';
import type { EngineHealth } from './health.ts';
import { EnginePatience, patienceFor } from './patience.ts';
import { codeOf, connectionTrouble, type EngineTrouble, isCut } from './trouble.ts';

type Http = ReturnType<typeof http>;
type IncomingMessage = InstanceType<Http['IncomingMessage']>;
type ClientRequest = ReturnType<Http['request']>;

/** All that is told of a message beside its content; null: not known, or it is none of theirs. */
export interface ScannedMessage {
  readonly clientAddress: string | null;
  readonly helo: string | null;
  /** The name of the client's address. */
  readonly clientName: string | null;
  /** Empty for the null one. */
  readonly reversePath: string;
  readonly recipients: readonly string[];
  readonly isStrangers: boolean;
  /** The name that signed in. */
  readonly user: string | null;
  readonly queueId: string;
  readonly tlsVersion: string | null;
}

export interface RspamdOptions {
  /** `http://127.0.0.1:11333`. */
  readonly url: string;
  /** Ours. */
  readonly hostName: string;
  readonly clock: Clock;
  readonly content: Spool['content'];
  readonly health: EngineHealth;
}

/**
 * SPF, DKIM, DMARC, ARC and lists are ours; HFILTER and ASN look at names that a copier has not. Greylisting would put a device's mail off
 * that is sent once.
 */
const SETTINGS = JSON.stringify({
  groups_disabled: ['spf', 'dkim', 'dmarc', 'arc', 'rbl', 'surbl', 'hfilter'],
  symbols_disabled: ['ASN', 'ASN_CHECK', 'ONCE_RECEIVED', 'RDNS_NONE'],
  actions: { greylist: null },
});

/** `program`: as it calls itself, empty where it does not. */
type Heard = { readonly text: string; readonly program: string } | { readonly trouble: EngineTrouble };

export class Rspamd {
  readonly #options: RspamdOptions;
  /** Own senders do not wait behind strangers. */
  readonly #agents: { readonly strangers: InstanceType<Http['Agent']>; readonly own: InstanceType<Http['Agent']> };

  constructor(options: RspamdOptions) {
    this.#options = options;
    const { Agent: HttpAgent } = http();
    const agent = () => new HttpAgent({ keepAlive: true, maxSockets: bounds.receive.spamScansAtOnce });
    this.#agents = { strangers: agent(), own: agent() };
  }

  /** Rejects with StoreUnavailable where the content cannot be read. */
  async scan(message: ScannedMessage, content: ContentRef, signal: AbortSignal): Promise<EngineFact> {
    if (content.sizeBytes > bounds.receive.spamScanned) return { kind: 'unknown', why: 'too-large' };
    const patience = new EnginePatience(this.#options.clock, patienceFor(content.sizeBytes, PATIENCE), signal);
    try {
      return this.#concluded(await this.#heard(message, content, patience), patience);
    } finally {
      patience.end();
    }
  }

  close(): void {
    this.#agents.strangers.destroy();
    this.#agents.own.destroy();
  }

  #concluded(heard: Heard, patience: EnginePatience): EngineFact {
    const { health } = this.#options;
    const fact: EngineFact = 'text' in heard ? spamLevel(heard.text) : { kind: 'unknown', why: heard.trouble.why };
    if (fact.kind === 'answered') {
      health.answered();
      if ('program' in heard && heard.program !== '')
        health.calledItself({ program: heard.program, signaturesAt: null });
    } else if (fact.why !== 'too-large' && !patience.isGivenUp)
      health.failed('trouble' in heard ? heard.trouble : { why: fact.why, words: heardWords[fact.why] });
    return fact;
  }

  async #heard(message: ScannedMessage, content: ContentRef, patience: EnginePatience): Promise<Heard> {
    for (let tries = 0; ; tries++) {
      const asked = new Asked(
        http().request(new URL('/checkv2', this.#options.url), {
          ...this.#request(message, content),
          signal: patience.signal,
        }),
        patience,
      );
      try {
        return await asked.answer(this.#options.content(content, patience.signal));
      } catch (error) {
        if (error instanceof StoreUnavailable && !patience.signal.aborted) throw error;
        // A connection that was kept open may have been closed at the other end at this very moment.
        if (tries === 0 && asked.wasKept && isCut(codeOf(error)) && !patience.signal.aborted) continue;
        return { trouble: asked.trouble(error, content.sizeBytes > bounds.receive.smallScanned) };
      }
    }
  }

  #request(message: ScannedMessage, { sizeBytes }: ContentRef) {
    const { hostName } = this.#options;
    const { clientAddress, helo, clientName, reversePath, recipients, user, queueId, tlsVersion } = message;
    const told = {
      IP: clientAddress,
      Helo: helo,
      // Without a name it would ask for one.
      Hostname: clientName ?? 'unknown',
      From: `<${reversePath}>`,
      Rcpt: recipients.slice(0, bounds.receive.recipientsTold),
      User: user,
      'Queue-Id': queueId,
      'MTA-Name': hostName,
      'TLS-Version': tlsVersion,
      Settings: SETTINGS,
      'Content-Length': String(sizeBytes),
    };
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(told))
      if (value !== null) headers[name] = typeof value === 'string' ? field(value) : value.map(field);
    return { method: 'POST', agent: this.#agents[message.isStrangers ? 'strangers' : 'own'], headers };
  }
}

const PATIENCE = {
  baseMs: bounds.receive.spamScan,
  perMebibyteMs: bounds.receive.spamScanPerMebibyte,
  mostMs: bounds.receive.spamScanMost,
};

const heardWords: Readonly<Record<Extract<EngineFact, { kind: 'unknown' }>['why'], string>> = {
  busy: 'says: not now (soft reject)',
  nonsense: 'its answer is none of rspamd',
  silent: 'no answer in time',
  unreachable: 'the connection failed',
  'too-large': 'the message is too large',
};

/** UTF-8, octet by octet, as a header field carries it; nothing that would end one. */
const field = (text: string): string =>
  Buffer.from(text.replace(/[\x00-\x1f\x7f]/gu, ' ').slice(0, bounds.receive.toldToFilter)).toString('latin1');

/** One request under way. */
class Asked {
  readonly #request: ClientRequest;
  readonly #patience: EnginePatience;
  #isSent = false;

  constructor(request: ClientRequest, patience: EnginePatience) {
    this.#request = request;
    this.#patience = patience;
  }

  get wasKept(): boolean {
    return this.#request.reusedSocket;
  }

  /** Rejects with the error of the connection, of the content, or of patience. */
  async answer(content: AsyncIterable<Uint8Array>): Promise<Heard> {
    const { signal } = this.#patience;
    const request = this.#request;
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.on('error', reject);
      // It was closed without an answer, and without a word.
      request.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    });
    const sending = pipeline(Readable.from(content, { objectMode: false }), request, { signal }).then(
      () => (this.#isSent = true),
    );
    try {
      // An error of the content is told in its own words; an answer may come before the end.
      const response = await Promise.race([answered, sending.then(() => answered)]);
      return await heardOf(response);
    } finally {
      answered.catch(() => {});
      sending.catch(() => {});
      if (!request.writableEnded || signal.aborted) request.destroy();
    }
  }

  trouble(error: unknown, isLarge: boolean): EngineTrouble {
    if (this.#patience.signal.aborted) return { why: 'silent', words: 'no answer in time' };
    return connectionTrouble(codeOf(error), { isSent: this.#isSent, isLarge });
  }
}

async function heardOf(response: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bounds.receive.spamAnswer)
      return { trouble: { why: 'nonsense', words: `its answer is longer than ${bounds.receive.spamAnswer} bytes` } };
    chunks.push(chunk);
  }
  // `rspamd/3.4`
  const program = shownProgram(String(response.headers.server ?? ''));
  if (response.statusCode === 200) return { text: Buffer.concat(chunks).toString('utf8'), program };
  return { trouble: { why: 'nonsense', words: `it answered HTTP ${response.statusCode}` } };
}
