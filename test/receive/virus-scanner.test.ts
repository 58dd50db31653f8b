/** A virus scanner that answers, and every way in which one does not: each is a fact, in time. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ContentRef } from '../../src/mail/content.ts';
import type { VirusFact } from '../../src/mail/screening/facts.ts';
import { Clamd } from '../../src/receive/screen/clamd.ts';
import { EngineHealth } from '../../src/receive/screen/health.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';

const MIB = 1024 ** 2;
const never = new AbortController().signal;
const unknown = (why: string) => ({ kind: 'unknown', why });

const sized = (sizeBytes: number): ContentRef => ({ kind: 'inline', bytes: Buffer.alloc(0), sizeBytes, sha256: '' });

async function* pieces({ sizeBytes }: ContentRef): AsyncGenerator<Uint8Array> {
  for (let left = sizeBytes; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 'x');
}

interface Stand {
  readonly scanner: Clamd;
  readonly health: EngineHealth;
  readonly clock: ManualClock;
}

async function before(
  heard: (socket: Socket) => void,
  use: (stand: Stand) => Promise<void>,
  { at = null, content = pieces }: { readonly at?: string | null; readonly content?: typeof pieces } = {},
): Promise<void> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    heard(socket);
  });
  if (at === null) server.listen(0, '127.0.0.1');
  else server.listen(at);
  await once(server, 'listening');
  const bound = server.address();
  const address = typeof bound === 'string' ? bound : `127.0.0.1:${bound?.port ?? 0}`;
  const clock = createManualClock();
  const health = new EngineHealth('clamd', address, { clock, observe: () => {} });
  await use({ scanner: new Clamd({ address, clock, content, health }), health, clock });
  for (const socket of open) socket.destroy();
  await new Promise((closed) => server.close(closed));
}

/** Reads the stream as clamd does, and answers at its end. */
const clamdOf =
  (answer: string, heard: (command: string, size: number) => void = () => {}) =>
  (socket: Socket): void => {
    let octets = Buffer.alloc(0);
    let command = '';
    let size = 0;
    socket.on('data', (chunk: Buffer) => {
      octets = Buffer.concat([octets, chunk]);
      if (command === '') {
        const end = octets.indexOf(0);
        if (end < 0) return;
        command = octets.toString('latin1', 0, end);
        octets = octets.subarray(end + 1);
        if (command === 'zVERSION') return void socket.end(answer);
      }
      while (octets.length >= 4) {
        const length = octets.readUInt32BE();
        if (length === 0) {
          heard(command, size);
          return void socket.end(answer);
        }
        if (octets.length < 4 + length) return;
        size += length;
        octets = octets.subarray(4 + length);
      }
    });
  };

async function says(heard: (socket: Socket) => void, content = sized(1_200)): Promise<VirusFact> {
  let said: VirusFact | null = null;
  await before(heard, async ({ scanner, clock }) => {
    const asking = scanner.scan(content, never);
    void asking.then((fact) => (said = fact));
    for (let turns = 0; said === null && turns < 1_000; turns++) await clock.advance(100);
    said = await asking;
  });
  assert.ok(said !== null);
  return said;
}

test('the whole message is streamed, and the answer is the fact', async () => {
  let heard: readonly unknown[] = [];
  const scanner = clamdOf('stream: OK\0', (...all) => (heard = all));
  assert.deepEqual(await says(scanner, sized(3 * MIB + 7)), { kind: 'clean' });
  assert.deepEqual(heard, ['zINSTREAM', 3 * MIB + 7]);
  assert.deepEqual(await says(clamdOf('stream: Eicar-Test-Signature.UNOFFICIAL FOUND\0')), {
    kind: 'found',
    signature: 'Eicar-Test-Signature.UNOFFICIAL',
  });
});

test('it is asked over the socket of this machine as over TCP', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-clamd-'));
  await before(
    clamdOf('stream: OK\0'),
    async ({ scanner, health }) => {
      assert.deepEqual(await scanner.scan(sized(10), never), { kind: 'clean' });
      assert.equal(health.standing().state, 'ok');
      assert.deepEqual(await scanner.version(never), { words: 'stream: OK' });
    },
    { at: join(folder, 'clamd.ctl') },
  );
  await rm(folder, { recursive: true });
});

test('a scanner that says in the middle of the stream that it is too much is heard', async () => {
  const full = (socket: Socket): void =>
    void socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0'));
  assert.deepEqual(await says(full, sized(20 * MIB)), unknown('too-large'));
});

test('garbage, an answer without end, and a hang-up are no answers', async () => {
  assert.deepEqual(await says(clamdOf('HTTP/1.1 400 Bad Request\r\n\0')), unknown('nonsense'));
  assert.deepEqual(await says((socket) => socket.write('x'.repeat(9_000))), unknown('nonsense'));
  assert.deepEqual(await says(clamdOf('')), unknown('unreachable'));
});

test('one that is silent, or takes no more than the beginning, is waited for no longer than its time', async () => {
  assert.deepEqual(await says(() => {}), unknown('silent'));
  assert.deepEqual(await says((socket) => socket.pause(), sized(20 * MIB)), unknown('silent'));
  // An octet at a time, for ever.
  const dripping = (socket: Socket): void => {
    const drip = setInterval(() => socket.write('s'), 5);
    socket.once('close', () => clearInterval(drip));
  };
  assert.deepEqual(await says(dripping), unknown('silent'));
});

test('one that is not there is unreachable, and a message of more than 25 MiB is not sent', async () => {
  const clock = createManualClock();
  const health = new EngineHealth('clamd', '/nowhere/clamd.ctl', { clock, observe: () => {} });
  const scanner = new Clamd({ address: '/nowhere/clamd.ctl', clock, content: pieces, health });
  assert.deepEqual(await scanner.scan(sized(26 * MIB), never), unknown('too-large'));
  assert.equal(health.standing().state, 'untried');
  assert.deepEqual(await scanner.scan(sized(10), never), unknown('unreachable'));
  assert.equal(health.standing().trouble?.words, 'ENOENT');
});

test('content that cannot be read is the store’s trouble, not the scanner’s', async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first piece
  async function* lost(): AsyncGenerator<Uint8Array> {
    throw new StoreUnavailable('the file is gone');
  }
  await before(
    clamdOf('stream: OK\0'),
    async ({ scanner, health }) => {
      await assert.rejects(scanner.scan(sized(10), never), StoreUnavailable);
      assert.equal(health.standing().failures, 0);
    },
    { content: lost },
  );
});
