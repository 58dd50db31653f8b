/** A client that says exactly what it is told, line by line, and hears whole replies. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const REPLY_MS = 30_000;

export class Talk {
  #socket: Socket;
  #text = '';
  #closed = false;
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  /** Connects; with `tls` at once inside TLS. The greeting is heard by the first `reply`. */
  static async open(port: number, options: { readonly from?: string; readonly tls?: boolean } = {}): Promise<Talk> {
    const place = { port, host: '127.0.0.1', localAddress: options.from ?? '127.0.0.1' };
    if (options.tls !== true) {
      const socket = connect(place);
      await once(socket, 'connect');
      return new Talk(socket);
    }
    const raw = connect(place);
    await once(raw, 'connect');
    const secured = connectTls({ socket: raw, rejectUnauthorized: false });
    await once(secured, 'secureConnect');
    return new Talk(secured);
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    const over = (): void => {
      this.#closed = true;
      this.#wake();
    };
    this.#socket.on('close', over);
    this.#socket.on('error', over);
  }

  /** The next whole reply; empty when the connection is gone. Rejects at the deadline. */
  async reply(withinMs = REPLY_MS): Promise<string> {
    for (const until = performance.now() + withinMs; ; ) {
      const whole = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/u.exec(this.#text);
      if (whole !== null) {
        this.#text = this.#text.slice(whole[0].length);
        return whole[0];
      }
      if (this.#closed) return '';
      const left = until - performance.now();
      if (left <= 0) throw new Error('no reply');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async say(line: string | Buffer): Promise<string> {
    this.write(line);
    return this.reply();
  }

  write(octets: string | Buffer): void {
    this.#socket.write(typeof octets === 'string' ? Buffer.from(`${octets}\r\n`, 'utf8') : octets);
  }

  async startTls(): Promise<void> {
    await this.say('STARTTLS');
    const raw = this.#socket;
    raw.removeAllListeners();
    const secured = connectTls({ socket: raw, rejectUnauthorized: false });
    await once(secured, 'secureConnect');
    this.#socket = secured;
    this.#text = '';
    this.#listen();
  }

  get gone(): boolean {
    return this.#closed;
  }

  /** RST instead of FIN, as a peer that was switched off. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  end(): void {
    this.#socket.destroy();
  }
}
