/** The sink's own process: an SMTP server that takes everything and keeps account of it. Spoken to over node's IPC channel; ends with its parent. */
import { createServer, type Server, type Socket } from 'node:net';
import { monotonicMs } from './monotonic.ts';
import { bodyHash, numberOf } from './numbered.ts';
import type { Behaviour, SinkAnswer, SinkOrder, SinkRecord } from './sink.ts';

const endOfData = Buffer.from('\r\n.\r\n');
const stuffed = Buffer.from('\r\n..');

let behaviour: Behaviour = {};
/** By `number recipient`. */
const records = new Map<string, { times: number[]; hash: string | null }>();
let others = 0;
let messages = 0;
let sessions = 0;
let open = 0;
const sockets = new Set<Socket>();

const server: Server = createServer({ noDelay: true }, serve);

function serve(socket: Socket): void {
  sockets.add(socket);
  open++;
  sessions++;
  let buffered: Buffer = Buffer.alloc(0);
  /** Parts of content that hold no end of data yet; null outside DATA. */
  let content: Buffer[] | null = null;
  let recipients: string[] = [];
  let busy = false;

  const say = (reply: string): void => {
    if (!socket.destroyed) socket.write(`${reply}\r\n`);
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO')
      say('250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 104857600');
    else if (verb === 'RCPT') {
      const recipient = /<([^>]*)>/u.exec(line)?.[1] ?? '';
      const refused = behaviour.rcptReply ?? null;
      if (refused === null) recipients.push(recipient);
      say(refused ?? '250 2.1.5 ok');
    } else if (verb === 'DATA') {
      if (recipients.length === 0) return say('503 5.5.1 no recipients');
      content = [];
      say('354 go on');
    } else if (verb === 'QUIT') {
      say('221 2.0.0 bye');
      socket.end();
    } else {
      if (verb === 'MAIL' || verb === 'RSET') recipients = [];
      say('250 2.0.0 ok');
    }
  };
  const finish = (octets: Buffer): void => {
    const reply = behaviour.dataReply ?? null;
    if (reply === null) keep(octets, recipients);
    recipients = [];
    say(reply ?? '250 2.0.0 kept');
  };
  /** Takes one command or one message off the buffer; null when it takes more octets. */
  const step = (): (() => void) | null => {
    if (content !== null) {
      const at = endOf(content, buffered);
      if (at === null) {
        content.push(buffered);
        buffered = Buffer.alloc(0);
        return null;
      }
      const whole = Buffer.concat([...content, buffered]);
      const end = at + content.reduce((sum, part) => sum + part.length, 0);
      content = null;
      buffered = whole.subarray(end + endOfData.length);
      return () => finish(whole.subarray(0, end + 2));
    }
    const at = buffered.indexOf('\r\n');
    if (at === -1) return null;
    const line = buffered.toString('latin1', 0, at);
    buffered = buffered.subarray(at + 2);
    return () => command(line);
  };
  const drain = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = step(); next !== null && !socket.destroyed; next = step()) {
      const delay = behaviour.delayMs ?? 0;
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      next();
    }
    busy = false;
  };
  socket.on('data', (octets: Buffer) => {
    buffered = buffered.length === 0 ? octets : Buffer.concat([buffered, octets]);
    void drain();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    sockets.delete(socket);
    open--;
  });
  say(behaviour.greeting ?? '220 sink.test ESMTP');
}

/** Where the end of data begins, counted from the start of `last`; it may begin in the parts before (negative). */
function endOf(parts: readonly Buffer[], last: Buffer): number | null {
  // A content that is empty begins with its dot: the CRLF before it ended the DATA line.
  let tail: Buffer = Buffer.alloc(0);
  for (let at = parts.length - 1; at >= 0 && tail.length < 4; at--) tail = Buffer.concat([parts[at] ?? tail, tail]);
  tail = tail.subarray(Math.max(0, tail.length - 4));
  const found = Buffer.concat([tail, last]).indexOf(endOfData);
  return found === -1 ? null : found - tail.length;
}

function keep(octets: Buffer, recipients: readonly string[]): void {
  messages++;
  const number = numberOf(octets);
  if (number === null) {
    others++;
    return;
  }
  const hash = behaviour.hash === true ? bodyHash(unstuffed(octets)) : null;
  for (const recipient of recipients) {
    const key = `${number} ${recipient}`;
    const known = records.get(key);
    if (known === undefined) records.set(key, { times: [monotonicMs()], hash });
    else known.times.push(monotonicMs());
  }
}

function unstuffed(octets: Buffer): Buffer {
  if (!octets.includes(stuffed) && octets[0] !== 0x2e) return octets;
  return Buffer.from(octets.toString('latin1').replaceAll(/^\./gmu, ''), 'latin1');
}

function reportOf(): SinkAnswer {
  const kept: SinkRecord[] = [];
  for (const [key, { times, hash }] of records) {
    const space = key.indexOf(' ');
    kept.push({ number: Number(key.slice(0, space)), recipient: key.slice(space + 1), times, hash });
  }
  return { kind: 'report', records: kept };
}

const answer = (given: SinkAnswer): void => void process.send?.(given);

process.on('message', (order: SinkOrder) => {
  if (order.kind === 'behave') {
    behaviour = order.behaviour;
    if (behaviour.dropSessions === true) for (const socket of sockets) socket.destroy();
    answer({ kind: 'behaves' });
  } else if (order.kind === 'counts') answer({ kind: 'counts', messages, others, sessions, open, keys: records.size });
  else if (order.kind === 'forget') {
    records.clear();
    messages = others = sessions = 0;
    answer({ kind: 'behaves' });
  } else answer(reportOf());
});
process.on('disconnect', () => process.exit(0));
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', 4096, () => {
  const address = server.address();
  answer({ kind: 'ready', port: typeof address === 'object' && address !== null ? address.port : 0 });
});
