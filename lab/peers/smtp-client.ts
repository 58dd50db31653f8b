/**
 * A bare SMTP client for tests: writes what it is told, returns whole replies. It knows no grammar, so that a test can be as wrong as a device.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

/** Longer than any step should take on a loaded machine; a test that waits this long has failed. */
const REPLY_DEADLINE_MS = 20_000;

export interface TestReply {
  readonly code: number;
  /** All lines, without CRLF, joined by \n. */
  readonly text: string;
}

export class SmtpTestClient {
  #socket: Socket | TLSSocket;
  #buffered = '';
  #wake: () => void = () => {};
  #ended = false;

  private constructor(socket: Socket | TLSSocket) {
    this.#socket = socket;
    this.#listen();
  }

  /**
   * Connects and reads the greeting. `from` binds the local address: who we seem to be; `proxied` says so in a PROXY header, to a server that
   * believes it.
   */
  static async connect(options: {
    readonly port: number;
    readonly host?: string;
    readonly from?: string;
    readonly proxied?: string;
    readonly tls?: ConnectionOptions;
  }): Promise<SmtpTestClient> {
    const where = {
      port: options.port,
      host: options.host ?? '127.0.0.1',
      ...(options.from ? { localAddress: options.from } : {}),
    };
    const socket = options.tls ? connectTls({ ...where, rejectUnauthorized: false, ...options.tls }) : connect(where);
    await once(socket, options.tls ? 'secureConnect' : 'connect');
    if (options.proxied !== undefined)
      socket.write(`PROXY TCP4 ${options.proxied} 192.0.2.1 40000 ${options.port}\r\n`);
    const client = new SmtpTestClient(socket);
    client.greeting = await client.reply();
    return client;
  }

  greeting: TestReply = { code: 0, text: '' };

  #listen(): void {
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#buffered += text;
      this.#wake();
    });
    const end = (): void => {
      this.#ended = true;
      this.#wake();
    };
    this.#socket.on('end', end).on('close', end).on('error', end);
  }

  /** One whole reply; rejects when the connection ends before it or nothing comes. */
  async reply(): Promise<TestReply> {
    const signal = AbortSignal.timeout(REPLY_DEADLINE_MS);
    for (;;) {
      const match = /^(?:\d{3}-[^\r\n]*\r\n)*(\d{3})(?: [^\r\n]*)?\r\n/u.exec(this.#buffered);
      if (match) {
        this.#buffered = this.#buffered.slice(match[0].length);
        return { code: Number(match[1]), text: match[0].trimEnd().replaceAll('\r\n', '\n') };
      }
      if (this.#ended) throw new Error(`the server closed the connection; unread: ${JSON.stringify(this.#buffered)}`);
      await new Promise<void>((resolve, reject) => {
        const late = (): void => reject(new Error('no reply in time'));
        signal.addEventListener('abort', late, { once: true });
        this.#wake = () => {
          signal.removeEventListener('abort', late);
          resolve();
        };
      });
    }
  }

  write(octets: string | Uint8Array): void {
    this.#socket.write(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets);
  }

  /** Writes a line and returns its reply. */
  async say(line: string): Promise<TestReply> {
    this.write(`${line}\r\n`);
    return this.reply();
  }

  /** MAIL, RCPT for each, DATA and the content; stops at the first refusal and returns the last reply. */
  async send(from: string, to: readonly string[], content: string): Promise<TestReply> {
    const mail = await this.say(`MAIL FROM:<${from}>`);
    if (mail.code !== 250) return mail;
    for (const recipient of to) {
      const rcpt = await this.say(`RCPT TO:<${recipient}>`);
      if (rcpt.code !== 250) return rcpt;
    }
    const data = await this.say('DATA');
    if (data.code !== 354) return data;
    const lines = content.replaceAll(/\r?\n/gu, '\r\n').replace(/\r\n$/u, '').replaceAll(/^\./gmu, '..');
    return this.say(`${lines}\r\n.`);
  }

  /** STARTTLS and EHLO again; returns the second EHLO's reply. */
  async startTls(options: ConnectionOptions = {}): Promise<TestReply> {
    const ready = await this.say('STARTTLS');
    if (ready.code !== 220) return ready;
    await this.secure(options);
    return this.say('EHLO device.test');
  }

  /** The handshake that follows STARTTLS. */
  async secure(options: ConnectionOptions = {}): Promise<void> {
    this.#socket.removeAllListeners();
    this.#socket.on('error', () => {});
    const secure = connectTls({ socket: this.#socket, rejectUnauthorized: false, ...options });
    await once(secure, 'secureConnect');
    this.#socket = secure;
    this.#buffered = '';
    this.#listen();
  }

  async auth(username: string, password: string): Promise<TestReply> {
    return this.say(`AUTH PLAIN ${Buffer.from(`\0${username}\0${password}`).toString('base64')}`);
  }

  /** Waits until the server has closed; rejects when it does not. */
  async closed(): Promise<void> {
    const signal = AbortSignal.timeout(REPLY_DEADLINE_MS);
    while (!this.#ended) {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('the connection stays open')), { once: true });
        this.#wake = resolve;
      });
    }
  }

  get unread(): string {
    return this.#buffered;
  }

  /** The local port, by which the trace knows this session. */
  get localPort(): number {
    return this.#socket.localPort ?? 0;
  }

  end(): void {
    this.#socket.destroy();
  }

  /** Says goodbye in TLS and TCP, not in SMTP. */
  async bye(): Promise<void> {
    this.#socket.end();
    await once(this.#socket, 'close');
  }

  /** Sends a TCP RST. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}
