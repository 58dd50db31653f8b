/** What the scenarios say to a server, and the next hops that they play. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Talk } from '../peers/talk.ts';
import { queued } from '../support/server.ts';
import type { Site } from '../support/site.ts';
import { sender } from '../support/mailbox.ts';

const POLL_MS = 50;

export interface Mail {
  readonly to: string;
  readonly content: string | Buffer;
  readonly from?: string;
  /** `BODY=8BITMIME`. */
  readonly parameters?: string;
  /** Of the client; the site's connector covers 127.0.0.1 alone. */
  readonly address?: string;
}

/** Sends one message. Returns the last reply, whatever it is; empty when the server hung up. */
export async function send(site: Site, mail: Mail): Promise<string> {
  const talk = await Talk.open(site.smtpPort, { from: mail.address ?? '127.0.0.1' });
  await talk.reply();
  for (const line of ['EHLO still.test', `MAIL FROM:<${mail.from ?? sender}> ${mail.parameters ?? ''}`.trimEnd()])
    await talk.say(line);
  await talk.say(`RCPT TO:<${mail.to}>`);
  const ready = await talk.say('DATA');
  if (!ready.startsWith('354')) return ready;
  talk.write(Buffer.from(mail.content));
  const answer = await talk.say(Buffer.from('\r\n.\r\n'));
  talk.write('QUIT');
  return answer;
}

/** Resolves when nothing waits any more. Rejects after `withinMs`. */
export async function emptied(site: Site, withinMs: number, signal: AbortSignal): Promise<void> {
  for (const until = performance.now() + withinMs; (await queued(site)) > 0; ) {
    if (performance.now() > until) throw new Error(`${await queued(site)} recipients still wait`);
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export interface Hop {
  readonly port: number;
  end(): Promise<void>;
}

/** A next hop on loopback. `converse` owns each socket. */
export async function startHop(converse: (socket: Socket) => void): Promise<Hop> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    converse(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async end() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers as a plain SMTP server without extensions does. @param rcptReply to each RCPT. */
export function plainHop(rcptReply = '250 ok'): (socket: Socket) => void {
  return (socket) => {
    let isContent = false;
    let rest = '';
    socket.write('220 hop.test\r\n');
    socket.setEncoding('latin1').on('data', (text: string) => {
      rest += text;
      for (;;) {
        if (isContent) {
          const end = rest.indexOf('\r\n.\r\n');
          if (end < 0) {
            rest = rest.slice(-4);
            return;
          }
          rest = rest.slice(end + 5);
          isContent = false;
          socket.write('250 taken\r\n');
          continue;
        }
        const end = rest.indexOf('\r\n');
        if (end < 0) return;
        const verb = rest.slice(0, 4).toUpperCase();
        rest = rest.slice(end + 2);
        isContent = verb === 'DATA' && rcptReply.startsWith('250');
        if (verb === 'QUIT') socket.end('221 bye\r\n');
        else if (verb === 'DATA') socket.write(isContent ? '354 go on\r\n' : '503 no recipients\r\n');
        else socket.write(`${verb === 'RCPT' ? rcptReply : '250 ok'}\r\n`);
      }
    });
  };
}
