/** Next hops that speak before they are asked, say more than they were asked, or do not stop. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import type { Outcome } from '../../src/mail/delivery.ts';
import {
  connector,
  crlf,
  delivery,
  mailbox,
  message,
  openRoom,
  smartHosts,
  summary,
  toMailbox,
  viaConnector,
} from '../../lab/houses/delivery-house.ts';
import { type Script, scriptedSink } from '../../lab/peers/sinks.ts';

/** Messages one after another through one smart host that follows a script. */
async function through(script: Script, messages = 1, extensions?: readonly string[]) {
  await using sink = await scriptedSink({ script, ...(extensions ? { extensions } : {}) });
  await using house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })] });
  const outcomes: Outcome[] = [];
  for (let n = 0; n < messages; n++) outcomes.push(await house.one(delivery(viaConnector, [`x${n}@d.test`])));
  return { told: outcomes.map(summary), contents: sink.contents.length, connections: sink.connections };
}

const onFirst =
  (pattern: RegExp, answer: string): Script =>
  (line, { connection }) =>
    connection === 0 && pattern.test(line) ? answer : null;

const everything = '220 a\r\n250 a\r\n250 ok\r\n250 ok\r\n354 go\r\n250 2.0.0 taken\r\n221 bye\r\n';

for (const [name, pattern, answer, extensions] of [
  ['that says everything before it reads', /^<greeting>/u, everything, []],
  ['that answers the content with its 354', /^DATA/u, '354 go\r\n250 2.0.0 taken\r\n', ['PIPELINING']],
  ['that answers the content with its 354, a command at a time', /^DATA/u, '354 go\r\n250 2.0.0 taken\r\n', []],
  ['that answers all from MAIL on at once', /^MAIL/u, '250 a\r\n250 b\r\n354 go\r\n250 2.0.0 taken\r\n', []],
] as const)
  test(`a next hop ${name} has taken nothing`, async () => {
    const { told, contents } = await through((line) => (pattern.test(line) ? `raw:${answer}` : null), 1, extensions);
    assert.deepEqual(told, ['delayed 4.5.0 protocol-error lane']);
    assert.equal(contents, 0);
  });

for (const stale of ['550 5.1.1 stale', '250 2.0.0 taken', '451 4.3.0 stale'])
  for (const extensions of [['PIPELINING'], []])
    test(`a second answer to the content (${stale}) says nothing of the next message (${extensions.join() || 'no pipelining'})`, async () => {
      const doubled = onFirst(/^<content>/u, `raw:250 2.0.0 taken\r\n${stale}\r\n`);
      const { told, connections } = await through(doubled, 3, extensions);
      assert.deepEqual(told, Array(3).fill('relayed 2.0.0'));
      assert.equal(connections, 2, 'the first session was not kept');
    });

for (const stale of ['550 5.1.1 stale', '250 2.0.0 taken'])
  for (const extensions of [['PIPELINING'], []])
    test(`one that comes only with the next message's first answer says nothing of it either (${stale}, ${extensions.join() || 'no pipelining'})`, async () => {
      let mails = 0;
      const late = onFirst(/^MAIL/u, '');
      const { told, contents } = await through(
        (line, about) => (late(line, about) !== null && ++mails === 2 ? `raw:${stale}\r\n250 2.1.0 ok\r\n` : null),
        2,
        extensions,
      );
      assert.deepEqual(told, ['relayed 2.0.0', 'relayed 2.0.0']);
      assert.equal(contents, 2);
    });

test('a sender that a kept session refuses is refused when a fresh one says so too', async () => {
  let mails = 0;
  const { told, connections } = await through(
    (line) => (/^MAIL/u.test(line) && ++mails > 1 ? '550 5.7.1 not you' : null),
    2,
  );
  assert.deepEqual(told, ['relayed 2.0.0', 'failed 5.7.1 refused-by-policy']);
  assert.equal(connections, 2);
});

test('empty lines around replies are nothing', async () => {
  const { told } = await through((line) => {
    if (line === '<greeting>') return 'raw:\r\n220 a\r\n\r\n';
    if (/^MAIL|^RCPT/u.test(line)) return '250 ok\n';
    if (/^DATA/u.test(line)) return '354 go\n';
    return line === '<content>' ? 'raw:\r\n250 2.0.0 taken\r\n' : null;
  }, 2);
  assert.deepEqual(told, ['relayed 2.0.0', 'relayed 2.0.0']);
});

test('more LMTP answers than recipients say nothing of the next message', async () => {
  let contents = 0;
  await using sink = await scriptedSink({
    lmtp: true,
    script: (line) =>
      line === '<content>' && ++contents === 1 ? 'raw:250 a\r\n452 b\r\n550 stale\r\n550 stale\r\n' : null,
  });
  await using house = await openRoom({
    objects: [mailbox({ delivery: { kind: 'lmtp', host: '127.0.0.1', port: sink.port } })],
  });
  const first = await house.attempt(delivery(toMailbox, ['inbox@ours.test', 'inbox+b@ours.test']));
  assert.deepEqual(
    first.map(({ action }) => action),
    ['delivered', 'delayed'],
  );
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test']))), 'delivered 2.0.0');
});

interface Peer extends AsyncDisposable {
  readonly port: number;
  /** Octets of content read, end included. */
  readonly heard: () => string;
  /** Octets that the flood got rid of before the connection ended. */
  readonly poured: Promise<number>;
}

/** Answers every line well; `act` may take the socket over at a point of the conversation. */
async function peer(act: (at: 'content' | 'taken' | 'quit', socket: Socket) => boolean): Promise<Peer> {
  let heard = '';
  const sockets = new Set<Socket>();
  const { promise: poured, resolve } = Promise.withResolvers<number>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = '';
    let inContent = false;
    let isTakenOver = false;
    socket.on('error', () => {});
    socket.on('close', () => resolve(socket.bytesWritten - socket.writableLength));
    socket.write('220 peer\r\n');
    socket.on('data', (bytes: Buffer) => {
      if (isTakenOver) return;
      pending += bytes.toString('latin1');
      for (;;) {
        if (inContent) {
          if (pending === '') return;
          heard += pending;
          pending = '';
          if ((isTakenOver = act('content', socket))) return;
          if (!heard.endsWith('\r\n.\r\n')) return;
          inContent = false;
          socket.write('250 2.0.0 taken\r\n');
          if ((isTakenOver = act('taken', socket))) return;
        }
        const end = pending.indexOf('\r\n');
        if (end < 0) return;
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (line === 'QUIT' && (isTakenOver = act('quit', socket))) return;
        if (line === 'DATA') inContent = true;
        socket.write(line === 'DATA' ? '354 go\r\n' : '250 ok\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    poured,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const FLOOD = 64 * 1_048_576;
const LEAST = 16 * 1_048_576;

/** Pours until the connection ends or all is out. */
function pour(socket: Socket, line = '250-and more\r\n'): true {
  const block = Buffer.from(line.repeat(5_000));
  const more = (): void => {
    while (!socket.destroyed && socket.bytesWritten < FLOOD) if (!socket.write(block)) return;
    if (!socket.destroyed) socket.end();
  };
  socket.on('drain', more);
  more();
  return true;
}

const big = message(crlf(`Subject: big\n\n${`${'0123456789abcdef'.repeat(4)}\n`.repeat(200_000)}`));

for (const protocol of ['smtp', 'lmtp'] as const)
  test(`a yes in the middle of the content is no delivery, and the end is not sent (${protocol})`, async () => {
    let said = false;
    await using hop = await peer((at, socket) => {
      if (at === 'content' && !said) said = socket.write('250 2.0.0 taken\r\n');
      return false;
    });
    await using house = await openRoom({
      objects: [
        connector({ route: smartHosts(hop.port) }),
        mailbox({ delivery: { kind: 'lmtp', host: '127.0.0.1', port: hop.port } }),
      ],
    });
    const task =
      protocol === 'smtp' ? delivery(viaConnector, ['x@d.test'], big) : delivery(toMailbox, ['inbox@ours.test'], big);
    const outcome = await house.one(task);
    assert.equal(summary(outcome), 'delayed 4.5.0 protocol-error lane');
    await hop.poured;
    assert.ok(!hop.heard().endsWith('\r\n.\r\n'), 'the content was ended');
  });

test('a next hop that floods in the middle of the content is cut off, and not read', async () => {
  await using hop = await peer((at, socket) => at === 'content' && pour(socket));
  await using house = await openRoom({ objects: [connector({ route: smartHosts(hop.port) })] });
  assert.equal(
    summary(await house.one(delivery(viaConnector, ['x@d.test'], big))),
    'delayed 4.5.0 protocol-error lane',
  );
  assert.ok((await hop.poured) < LEAST);
});

test('a refusal in the middle of the content counts, whatever flood comes behind it', async () => {
  await using hop = await peer(
    (at, socket) => at === 'content' && socket.write('552 5.3.4 too large\r\n') && pour(socket),
  );
  await using house = await openRoom({ objects: [connector({ route: smartHosts(hop.port) })] });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test'], big))), 'failed 5.3.4 too-large');
  assert.ok((await hop.poured) < LEAST);
});

test('a kept session that is flooded ends at the first octet', async () => {
  await using hop = await peer((at, socket) => at === 'taken' && setImmediate(() => pour(socket)) !== undefined);
  await using house = await openRoom({ objects: [connector({ route: smartHosts(hop.port) })] });
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
  assert.ok((await hop.poured) < LEAST);
});

test('a next hop that floods after QUIT is cut off', async () => {
  await using hop = await peer((at, socket) => at === 'quit' && pour(socket));
  await using house = await openRoom({ objects: [connector({ route: smartHosts(hop.port) })] });
  await house.one(delivery(viaConnector, ['x@d.test']));
  await house.room.close();
  assert.ok((await hop.poured) < LEAST);
});

test('a next hop that never ends its answer is cut off', async () => {
  await using hop = await peer((at, socket) => at === 'content' && pour(socket, '250-more\r\n'));
  await using house = await openRoom({ objects: [connector({ route: smartHosts(hop.port) })] });
  const outcome = await house.one(delivery(viaConnector, ['x@d.test']));
  assert.match(summary(outcome), /^delayed 4\.5\.0 protocol-error/u);
  assert.ok((await hop.poured) < LEAST);
});

test('probing and testing a connector end with a next hop that floods', async () => {
  await using hop = await peer((at, socket) => at === 'quit' && pour(socket));
  await using house = await openRoom();
  const steps = await house.room.probe(connector({ route: smartHosts(hop.port) }));
  assert.ok(steps.every(({ outcome }) => outcome === 'good'));
  assert.ok((await hop.poured) < LEAST);
  await using chatty = await scriptedSink({ script: (line) => (line === '<greeting>' ? `raw:${everything}` : null) });
  const seen = await house.room.probe(connector({ route: smartHosts(chatty.port) }));
  assert.equal(seen.at(-1)?.outcome, 'bad');
  const tested = await house.room.testConnector(connector({ route: smartHosts(chatty.port) }), {
    from: 'a@ours.test',
    to: 'x@d.test',
  });
  assert.equal(tested.ok, false);
});
