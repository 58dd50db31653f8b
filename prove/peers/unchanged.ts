/** G20: content comes out as it went in, but for the lines that are documented to be added; a stranger's signature still holds. */
import { createHash, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { startServer } from '../support/server.ts';
import { makeSite, ownDomain } from '../support/site.ts';
import { Talk } from './talk.ts';

export const g20: Proof = {
  id: 'G20',
  title: 'Content is delivered as it was accepted, and a signature that others made still holds',
  prove,
};

const ARRIVE_MS = 60_000;
const MIB = 1024 * 1024;
const header = `From: <scan@${ownDomain}>\r\nTo: <user@dest.test>\r\nDate: Tue, 24 Nov 2026 08:00:00 +0000\r\nSubject: proof\r\n`;

interface Shape {
  readonly name: string;
  readonly content: Buffer;
  readonly longOnly?: true;
}

const text = (name: string, body: string): Shape => ({
  name,
  content: Buffer.from(`${header}Message-ID: <${name.replaceAll(' ', '-')}@${ownDomain}>\r\n\r\n${body}`),
});
const shapes: readonly Shape[] = [
  text('an ordinary one', 'Hello.\r\nThis is a scan.\r\n'),
  text('dots that begin lines', '.\r\n..\r\n.one\r\n...three\r\n'),
  text('an empty body', ''),
  text('empty lines at the end', 'x\r\n\r\n\r\n\r\n'),
  text('white space at line ends', 'a \r\nb\t\r\n \r\n'),
  text('lines of 990 octets', `${'x'.repeat(990)}\r\n`.repeat(50)),
  text('eight bits', 'Grüße, 你好, 🖨️\r\n'),
  {
    name: 'octets of all kinds',
    content: Buffer.concat([
      Buffer.from(`${header}Message-ID: <octets@${ownDomain}>\r\n\r\n`),
      Buffer.from(
        Array.from({ length: 256 }, (_, octet) => octet).filter((octet) => octet !== 0 && octet !== 10 && octet !== 13),
      ),
      Buffer.from('\r\n'),
    ]),
  },
  {
    name: 'folded and odd header fields',
    content: Buffer.from(
      `${header}Message-ID: <odd@${ownDomain}>\r\nX-Odd:\t tabs \t and  spaces \r\n\tfolded\r\nx-case: MiXeD\r\nX-Empty:\r\n\r\nbody\r\n`,
    ),
  },
  text('300 KiB', `${'0123456789'.repeat(7)}\r\n`.repeat(4_200)),
  { ...text('25 MiB', `${'0123456789'.repeat(7)}\r\n`.repeat(Math.floor((25 * MIB - 4_096) / 72))), longOnly: true },
];

async function prove(terms: Terms): Promise<Finding> {
  await using next = await startNextHop();
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [{ name: 'next', domains: ['*'], port: next.port }],
  });
  await using server = await startServer(site, { signal: terms.signal });
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const faults: string[] = [];
  const added = new Set<string>();
  const tried = shapes.filter((shape) => terms.length === 'long' || shape.longOnly === undefined);
  for (const { name, content } of tried) {
    const signed = Buffer.concat([signatureOf(content, privateKey), content]);
    const arrived = await through(site.smtpPort, next, signed);
    if (arrived === null) {
      faults.push(`${name}: did not arrive`);
      continue;
    }
    const at = arrived.indexOf(signed);
    if (at < 0) faults.push(`${name}: what arrived does not contain what was sent`);
    else {
      if (at + signed.length !== arrived.length) faults.push(`${name}: something was added behind it`);
      for (const [, field = ''] of arrived.toString('latin1', 0, at).matchAll(/^([\w-]+):/gmu)) added.add(field);
    }
    if (!holds(arrived, publicKey)) faults.push(`${name}: the signature does not hold any more`);
    terms.progress(`${name}: ${arrived.length} octets`);
  }
  // The proof can tell: one changed octet breaks it.
  const sample = Buffer.concat([signatureOf(shapes[0]!.content, privateKey), shapes[0]!.content]);
  sample[sample.length - 4]! ^= 1;
  if (holds(sample, publicKey)) faults.push('the check of signatures does not see a changed octet');
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return judged({ shapes: tried.length, 'added on top': [...added].join(', ') || 'nothing' }, faults);
}

async function through(port: number, next: NextHop, content: Buffer): Promise<Buffer | null> {
  const before = next.contents.length;
  const talk = await Talk.open(port);
  await talk.reply();
  await talk.say('EHLO client.test');
  await talk.say(`MAIL FROM:<scan@${ownDomain}> BODY=8BITMIME`);
  await talk.say('RCPT TO:<user@dest.test>');
  await talk.say('DATA');
  const stuffed = content.toString('latin1').replaceAll(/^\./gmu, '..');
  const reply = await talk.say(Buffer.from(`${stuffed}${stuffed.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1'));
  talk.end();
  if (!reply.startsWith('250')) return null;
  for (const until = performance.now() + ARRIVE_MS; performance.now() < until; ) {
    const found = next.contents[before];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}

interface NextHop extends AsyncDisposable {
  readonly port: number;
  readonly contents: Buffer[];
}

/** Takes content octet for octet, dot-stuffing undone. */
async function startNextHop(): Promise<NextHop> {
  const contents: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let octets = '';
    let parts: string[] | null = null;
    socket.setEncoding('latin1');
    socket.on('error', () => {});
    socket.write('220 next.test\r\n');
    socket.on('data', (chunk: string) => {
      if (parts !== null) {
        parts.push(chunk);
        const tail = parts.slice(-3).join('');
        if (!tail.endsWith('\r\n.\r\n')) return;
        const whole = parts.join('');
        contents.push(Buffer.from(whole.slice(2, -3).replaceAll(/^\.\./gmu, '.'), 'latin1'));
        parts = null;
        socket.write('250 2.0.0 taken\r\n');
        return;
      }
      octets += chunk;
      for (let end = octets.indexOf('\r\n'); end >= 0 && parts === null; end = octets.indexOf('\r\n')) {
        const verb = octets.slice(0, 4).toUpperCase();
        octets = octets.slice(end + 2);
        if (verb === 'EHLO') socket.write('250-next.test\r\n250-8BITMIME\r\n250 SIZE 104857600\r\n');
        else if (verb === 'DATA') {
          parts = ['\r\n'];
          socket.write('354 go on\r\n');
        } else socket.write('250 2.0.0 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    contents,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** RFC 6376 with simple/simple: the strictest there is. */
const SIGNED = ['from', 'to', 'date', 'subject'];

function partsOf(message: Buffer): { readonly fields: readonly string[]; readonly body: string } {
  const all = message.toString('latin1');
  const end = all.indexOf('\r\n\r\n');
  const fields = all
    .slice(0, end + 2)
    .split(/\r\n(?![ \t])/u)
    .filter((field) => field !== '');
  return { fields: fields.map((field) => `${field}\r\n`), body: all.slice(end + 4).replace(/(?:\r\n)*$/u, '\r\n') };
}

const named = (fields: readonly string[], name: string): string =>
  fields.findLast((field) => field.slice(0, field.indexOf(':')).toLowerCase() === name) ?? '';

function signatureOf(message: Buffer, key: Parameters<ReturnType<typeof createSign>['sign']>[0]): Buffer {
  const { fields, body } = partsOf(message);
  const hash = createHash('sha256').update(body, 'latin1').digest('base64');
  const field = `DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=third.test; s=s; h=${SIGNED.join(':')}; bh=${hash}; b=`;
  const text = SIGNED.map((name) => named(fields, name)).join('') + field;
  return Buffer.from(`${field}${createSign('sha256').update(text, 'latin1').sign(key, 'base64')}\r\n`, 'latin1');
}

function holds(message: Buffer, key: Parameters<ReturnType<typeof createVerify>['verify']>[0]): boolean {
  const { fields, body } = partsOf(message);
  const field = named(fields, 'dkim-signature');
  const hash = /bh=([^;]+);/u.exec(field)?.[1] ?? '';
  const signature = / b=([A-Za-z0-9+/=]+)\r\n$/u.exec(field)?.[1] ?? '';
  if (createHash('sha256').update(body, 'latin1').digest('base64') !== hash) return false;
  const text = SIGNED.map((name) => named(fields, name)).join('') + field.slice(0, field.indexOf(' b=') + 3);
  return createVerify('sha256').update(text, 'latin1').verify(key, signature, 'base64');
}
