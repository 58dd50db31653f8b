/**
 * A client of our own, for what the classic generator cannot do: EHLO with pipelining, STARTTLS, the time of each message, connections that
 * stay idle. A process of its own: one order comes on the command line as JSON, one result goes out on standard output as JSON.
 */
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { ClientOrder, ClientResult } from './client.ts';

const order = JSON.parse(process.argv[2] ?? '{}') as ClientOrder;
const line = `${'x'.repeat(70)}\r\n`;
const header = `From: <${order.from}>\r\nTo: <${order.to}>\r\nSubject: scan\r\nMessage-ID: <bench@client.test>\r\nDate: Tue, 24 Nov 2026 08:00:00 +0000\r\n\r\n`;
const content = Buffer.from(
  `${header}${line.repeat(Math.max(1, Math.ceil((order.bytes - header.length) / line.length)))}.\r\n`,
);
const envelope = [`MAIL FROM:<${order.from}>`, `RCPT TO:<${order.to}>`, 'DATA'];

let begun = 0;
let resumed = 0;
let sessionTicket: Buffer | undefined;
const times: number[] = [];

/** Reads whole replies; a refusal ends the run, because a benchmark of refusals measures something else. */
class Conversation {
  #socket: Socket;
  #text = '';
  #wake: (() => void) | null = null;
  #broken: Error | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake?.();
    });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  #fail(error: Error): void {
    this.#broken ??= error;
    this.#wake?.();
  }

  write(octets: string | Buffer): void {
    this.#socket.write(octets);
  }

  async replies(count: number): Promise<string> {
    for (;;) {
      const found = [...this.#text.matchAll(/^(\d{3})(?: .*)?\r\n/gmu)];
      const last = found[count - 1];
      if (last !== undefined) {
        const refused = found.find((one) => Number(one[1]) >= 400);
        if (refused !== undefined) throw new Error(`the server said: ${refused[0].trim()}`);
        const end = last.index + last[0].length;
        const text = this.#text.slice(0, end);
        this.#text = this.#text.slice(end);
        return text;
      }
      if (this.#broken !== null) throw this.#broken;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  async secure(): Promise<void> {
    this.write('STARTTLS\r\n');
    await this.replies(1);
    const raw = this.#socket;
    raw.removeAllListeners();
    const secured: TLSSocket = connectTls({
      socket: raw,
      rejectUnauthorized: false,
      // What devices speak; newer key exchanges would be measured on one side only.
      ecdhCurve: 'X25519:P-256',
      ...(order.resume && sessionTicket !== undefined ? { session: sessionTicket } : {}),
    });
    secured.on('session', (ticket: Buffer) => {
      sessionTicket = ticket;
    });
    await new Promise<void>((resolve, reject) => {
      secured.once('secureConnect', resolve);
      secured.once('error', reject);
    });
    if (secured.isSessionReused()) resumed++;
    this.#socket = secured;
    this.#listen();
  }

  end(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.end('QUIT\r\n');
    this.#socket.on('error', () => {});
  }
}

async function open(): Promise<Conversation> {
  const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
  const talk = new Conversation(socket);
  await talk.replies(1);
  talk.write('EHLO client.test\r\n');
  await talk.replies(1);
  if (!order.tls) return talk;
  await talk.secure();
  talk.write('EHLO client.test\r\n');
  await talk.replies(1);
  return talk;
}

async function send(talk: Conversation): Promise<void> {
  if (order.pipelined) {
    talk.write(`${envelope.join('\r\n')}\r\n`);
    await talk.replies(3);
  } else
    for (const command of envelope) {
      talk.write(`${command}\r\n`);
      await talk.replies(1);
    }
  talk.write(content);
  await talk.replies(1);
}

async function session(): Promise<void> {
  let kept: Conversation | null = null;
  while (begun < order.messages) {
    begun++;
    const startedAt = performance.now();
    const talk: Conversation = kept ?? (await open());
    await send(talk);
    times.push(performance.now() - startedAt);
    if (order.kept) kept = talk;
    else talk.end();
    if (order.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, order.pauseMs));
  }
  kept?.end();
}

/** Opens connections, reads their banners, and holds them until standard input ends. */
async function hold(): Promise<void> {
  const sockets: Socket[] = [];
  const one = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const localAddress = `127.0.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`;
      const socket = connect({ port: order.port, host: '127.0.0.1', localAddress });
      sockets.push(socket);
      socket.once('error', reject);
      socket.once('data', () => resolve());
    });
  for (let index = 0; index < order.messages; index += order.sessions)
    await Promise.all(
      Array.from({ length: Math.min(order.sessions, order.messages - index) }, (_, offset) => one(index + offset)),
    );
  tell({ seconds: 0, times: [], resumed });
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once('end', resolve));
  for (const socket of sockets) socket.destroy();
}

function tell(result: ClientResult): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

if (order.hold) await hold();
else {
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: order.sessions }, session));
  tell({
    seconds: (performance.now() - startedAt) / 1000,
    times: order.timed ? times.slice(order.untimed) : [],
    resumed,
  });
}
