/** A spam filter that answers, and every way in which one does not: each is a fact, in time. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type Socket } from 'node:net';
import { test } from 'node:test';
import type { ContentRef } from '../../src/mail/content.ts';
import type { Observation } from '../../src/mail/observation.ts';
import type { EngineFact } from '../../src/mail/screening/facts.ts';
import { EngineHealth } from '../../src/receive/screen/health.ts';
import { Rspamd, type ScannedMessage } from '../../src/receive/screen/rspamd.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';

const MIB = 1024 ** 2;
const never = new AbortController().signal;

const message: ScannedMessage = {
  clientAddress: '192.0.2.7',
  helo: 'RNP0026738B',
  clientName: null,
  reversePath: 'scan@ours.test',
  recipients: ['anna@ours.test', 'j\u00f6rg@ours.test'],
  isStrangers: true,
  user: null,
  queueId: 'Q1',
  tlsVersion: 'TLSv1.3',
};

/** Content of a size, without its octets. */
const sized = (sizeBytes: number): ContentRef => ({ kind: 'inline', bytes: Buffer.alloc(0), sizeBytes, sha256: '' });

async function* pieces({ sizeBytes }: ContentRef): AsyncGenerator<Uint8Array> {
  for (let left = sizeBytes; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536), 'x');
}

interface Stand {
  readonly filter: Rspamd;
  readonly health: EngineHealth;
  readonly clock: ManualClock;
  readonly observed: Observation[];
  readonly url: string;
}

interface Closing {
  close(done: () => void): unknown;
  address(): unknown;
}

/** Runs `use` before a filter that listens as `server` does; everything is closed behind it. */
async function before(
  server: Closing & {
    listen(port: number, host: string): unknown;
    once(event: 'listening', heard: () => void): unknown;
  },
  use: (stand: Stand) => Promise<void>,
): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server as never, 'listening');
  const { port } = server.address() as { port: number };
  await standing(`http://127.0.0.1:${port}`, use);
  await new Promise<void>((closed) => {
    server.close(() => closed());
    (server as { closeAllConnections?: () => void }).closeAllConnections?.();
  });
}

async function standing(url: string, use: (stand: Stand) => Promise<void>): Promise<void> {
  const clock = createManualClock();
  const observed: Observation[] = [];
  const observe = (one: Observation): void => void observed.push(one);
  const health = new EngineHealth('rspamd', url, { clock, observe });
  const filter = new Rspamd({ url, hostName: 'mail.ours.test', clock, content: pieces, health });
  await use({ filter, health, clock, observed, url });
  filter.close();
}

const answering = (answer: RequestListener) => createServer(answer);
const saying = (text: string, status = 200) =>
  answering((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(status).end(text));
  });

/** What a filter says of a small message, its deadline turned to when it says nothing. */
async function says(server: Parameters<typeof before>[0], content = sized(1_200)): Promise<EngineFact> {
  let said: EngineFact | null = null;
  await before(server, async ({ filter, clock }) => {
    const asking = filter.scan(message, content, never);
    void asking.then((fact) => (said = fact));
    for (let turns = 0; said === null && turns < 400; turns++) await clock.advance(100);
    said = await asking;
  });
  assert.ok(said !== null);
  return said;
}

const silentSockets = (heard: (socket: Socket) => void = () => {}) => {
  const open = new Set<Socket>();
  const server = createSocketServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    heard(socket);
  });
  return Object.assign(server, { closeAllConnections: () => open.forEach((socket) => socket.destroy()) });
};

test('the whole message arrives with its envelope, and its answer is the fact', async () => {
  let seen: IncomingMessage | null = null;
  let size = 0;
  const server = answering((request, response) => {
    seen = request;
    request.on('data', (chunk: Buffer) => (size += chunk.length));
    request.on('end', () =>
      response.end(JSON.stringify({ action: 'add header', score: 7.5, symbols: { A: { score: 2 }, B: { score: 5 } } })),
    );
  });
  assert.deepEqual(await says(server, sized(3 * MIB)), {
    kind: 'answered',
    action: 'spam',
    score: 7.5,
    symbols: ['B', 'A'],
  });
  const { url, headers, rawHeaders } = seen as unknown as IncomingMessage;
  assert.equal(url, '/checkv2');
  assert.equal(size, 3 * MIB);
  assert.equal(headers['ip'], '192.0.2.7');
  assert.equal(headers['hostname'], 'unknown');
  assert.equal(headers['from'], '<scan@ours.test>');
  const named = rawHeaders.flatMap((name, index) => (name === 'Rcpt' ? [rawHeaders[index + 1] ?? ''] : []));
  assert.deepEqual(
    named.map((one) => Buffer.from(one, 'latin1').toString('utf8')),
    ['anna@ours.test', 'j\u00f6rg@ours.test'],
  );
  const settings = JSON.parse(String(headers['settings'])) as { groups_disabled: string[]; actions: object };
  assert.ok(settings.groups_disabled.includes('dmarc') && settings.groups_disabled.includes('rbl'));
  assert.deepEqual(settings.actions, { greylist: null });
});

test('an envelope that would break out of its field is told without that', async () => {
  let helo = '';
  const server = answering((request, response) => {
    helo = String(request.headers['helo']);
    request.resume().on('end', () => response.end('{"action":"no action","score":0}'));
  });
  await before(server, async ({ filter }) => {
    const fact = await filter.scan({ ...message, helo: 'a\r\nSettings: {}\0' }, sized(10), never);
    assert.equal(fact.kind, 'answered');
  });
  assert.equal(helo, 'a  Settings: {}');
});

test('garbage, half an answer, 500 and an answer without end are no answers', async () => {
  const nonsense = { kind: 'unknown', why: 'nonsense' };
  assert.deepEqual(await says(saying('<html>hello</html>')), nonsense);
  assert.deepEqual(await says(saying('{"action":"reject","sco')), nonsense);
  assert.deepEqual(await says(saying('{"action":"reject","score":20}', 500)), nonsense);
  assert.deepEqual(await says(saying(`{"action":"reject","score":20,"x":"${'y'.repeat(2 * MIB)}"}`)), nonsense);
  const noHttp = silentSockets((socket) => socket.once('data', () => socket.end('220 mail.test ESMTP\r\n')));
  assert.deepEqual(await says(noHttp), nonsense);
});

test('one that is silent, or stops in the middle of its answer, is waited for no longer than its time', async () => {
  const silent = { kind: 'unknown', why: 'silent' };
  assert.deepEqual(await says(silentSockets()), silent);
  const half = silentSockets((socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{')),
  );
  assert.deepEqual(await says(half), silent);
});

test('one that takes no more than the beginning holds nobody longer than its time', async () => {
  const stuck = silentSockets((socket) => socket.pause());
  assert.deepEqual(await says(stuck, sized(20 * MIB)), { kind: 'unknown', why: 'silent' });
});

test('one that is not there, or hangs up, is unreachable; one that hangs up on a large message found it too large', async () => {
  const hangingUp = () => silentSockets((socket) => socket.once('data', () => socket.resetAndDestroy()));
  assert.deepEqual(await says(hangingUp()), { kind: 'unknown', why: 'unreachable' });
  assert.deepEqual(await says(hangingUp(), sized(20 * MIB)), { kind: 'unknown', why: 'too-large' });
  let url = '';
  await before(saying(''), async (stand) => void (url = stand.url));
  await standing(url, async ({ filter, health }) => {
    assert.deepEqual(await filter.scan(message, sized(10), never), { kind: 'unknown', why: 'unreachable' });
    assert.equal(health.standing().trouble?.words, 'ECONNREFUSED');
  });
});

test('a message of more than 30 MiB is not sent, and that is nobody’s failure', async () => {
  let asked = 0;
  await before(
    answering((_, response) => void (asked++, response.end())),
    async ({ filter, health }) => {
      assert.deepEqual(await filter.scan(message, sized(31 * MIB), never), { kind: 'unknown', why: 'too-large' });
      assert.equal(health.standing().state, 'untried');
    },
  );
  assert.equal(asked, 0);
});

test('four messages are with it at once, and the others wait for their turn, no longer than their time; own senders not behind strangers', async () => {
  let open = 0;
  await before(
    silentSockets(() => open++),
    async ({ filter, clock }) => {
      const asking = Array.from({ length: 6 }, () => filter.scan(message, sized(10), never));
      for (let turns = 0; turns < 90; turns++) await clock.advance(100);
      assert.equal(open, 4);
      asking.push(filter.scan({ ...message, isStrangers: false }, sized(10), never));
      for (let turns = 0; open === 4 && turns < 1_000; turns++) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(open, 5);
      for (let turns = 0; turns < 120; turns++) await clock.advance(100);
      for (const fact of await Promise.all(asking)) assert.deepEqual(fact, { kind: 'unknown', why: 'silent' });
    },
  );
});

test('a connection is used again, and one that was closed meanwhile is replaced without a failure', async () => {
  const ports = new Set<number | undefined>();
  const server = answering((request, response) => {
    ports.add(request.socket.remotePort);
    request.resume().on('end', () => response.end('{"action":"no action","score":0}'));
  });
  await before(server, async ({ filter, health }) => {
    for (let times = 0; times < 3; times++) await filter.scan(message, sized(10), never);
    assert.equal(ports.size, 1);
    (server as unknown as { closeIdleConnections(): void }).closeIdleConnections();
    assert.equal((await filter.scan(message, sized(10), never)).kind, 'answered');
    assert.equal(health.standing().failures, 0);
  });
});

test('whoever gives up waiting ends the question, and nobody failed', async () => {
  await before(silentSockets(), async ({ filter, health }) => {
    const going = new AbortController();
    const asking = filter.scan(message, sized(10), going.signal);
    going.abort();
    assert.equal((await asking).kind, 'unknown');
    assert.equal(health.standing().failures, 0);
  });
});

test('ten failures within five minutes are an alarm, and ten answers in a row its end', async () => {
  let text = 'nonsense';
  const server = answering((request, response) => request.resume().on('end', () => response.end(text)));
  await before(server, async ({ filter, health, observed, clock }) => {
    const ask = async (times: number): Promise<void> => {
      for (let each = 0; each < times; each++) await filter.scan(message, sized(10), never);
    };
    await ask(9);
    await clock.advance(6 * 60_000);
    await ask(1);
    assert.equal(observed.length, 0, 'ten, but not within five minutes');
    await ask(9);
    const [raised] = observed;
    assert.ok(raised?.kind === 'alarm' && raised.alarm.kind === 'engine-silent');
    assert.equal(health.standing().state, 'failing');
    text = '{"action":"no action","score":0}';
    await ask(9);
    assert.equal(observed.length, 1);
    await ask(1);
    assert.deepEqual(observed.at(-1), {
      kind: 'alarm-over',
      key: 'engine-silent:rspamd',
      over: { end: 'answers-again' },
    });
    assert.equal(health.standing().state, 'ok');
  });
});
