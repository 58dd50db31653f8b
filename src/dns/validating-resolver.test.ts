import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { systemClock } from '../base/system-clock.ts';
import { systemRandom } from '../base/random.ts';
import { createValidatingResolver, trustedServers } from './validating-resolver.ts';
import { decodeAnswer, encodeQuestion } from './wire.ts';

const AUTHENTIC = 0x0020;
const TRUNCATED = 0x0200;

/** `name code data`, the data in hexadecimal or a name. */
type Row = readonly [name: string, code: number, data: Buffer];

const nameOf = (name: string): Buffer =>
  Buffer.concat([
    ...(name === '' ? [] : name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]))),
    Buffer.from([0]),
  ]);

/** The answer to a question as it came, which is repeated; extensions are dropped. */
function answerTo(question: Buffer, flags: number, rows: readonly Row[]): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 | flags, 2);
  head.writeUInt16BE(rows.length, 6);
  head.writeUInt16BE(0, 10);
  const records = rows.map(([name, code, data]) => {
    const fixed = Buffer.alloc(10);
    fixed.writeUInt16BE(code, 0);
    fixed.writeUInt16BE(1, 2);
    fixed.writeUInt16BE(data.length, 8);
    return Buffer.concat([nameOf(name), fixed, data]);
  });
  return Buffer.concat([head, question.subarray(12, end), ...records]);
}

/** A name server on loopback, over UDP and TCP, by what `answer` makes of a question. */
async function nameServer(answer: (question: Buffer, over: 'udp' | 'tcp') => Buffer | null) {
  const tcp = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes: Buffer) => {
      const told = answer(bytes.subarray(2), 'tcp');
      if (told !== null) socket.end(Buffer.concat([Buffer.from([told.length >> 8, told.length & 0xff]), told]));
    });
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4');
  udp.on('message', (question: Buffer, from) => {
    const told = answer(question, 'udp');
    if (told !== null) udp.send(told, from.port, from.address);
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    resolver: (isNamed = true) =>
      createValidatingResolver({
        servers: [`127.0.0.1:${port}`],
        isNamed,
        clock: systemClock,
        random: systemRandom,
      }),
    async [Symbol.asyncDispose]() {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
}

const A = Buffer.from([192, 0, 2, 1]);
const TLSA = Buffer.from([3, 1, 1, 0xab, 0xcd]);

test('what the resolver calls authentic is told so, aliases followed', async () => {
  let flags = AUTHENTIC;
  await using server = await nameServer((question) =>
    answerTo(question, flags, [
      ['alias.test', 5, nameOf('host.test')],
      ['host.test', 1, A],
      ['elsewhere.test', 1, A],
    ]),
  );
  const found = { answer: { kind: 'found', records: ['192.0.2.1'] }, canonical: 'host.test' };
  assert.deepEqual(await server.resolver().a('alias.test'), { ...found, authentic: true });
  flags = 0;
  assert.deepEqual(await server.resolver().a('Alias.test'), { ...found, authentic: false });
});

test('MX, AAAA, CNAME and TLSA are read', async () => {
  const rows: readonly Row[] = [
    ['d.test', 15, Buffer.concat([Buffer.from([0, 10]), nameOf('Mail.D.test')])],
    ['d.test', 28, Buffer.from('20010db8000000000000000000000001', 'hex')],
    ['d.test', 52, TLSA],
  ];
  await using server = await nameServer((question) => answerTo(question, AUTHENTIC, rows));
  const resolver = server.resolver();
  assert.deepEqual((await resolver.mx('d.test')).answer, {
    kind: 'found',
    records: [{ preference: 10, exchange: 'mail.d.test' }],
  });
  assert.deepEqual((await resolver.aaaa('d.test')).answer, { kind: 'found', records: ['2001:db8:0:0:0:0:0:1'] });
  assert.deepEqual((await resolver.tlsa('d.test')).answer, {
    kind: 'found',
    records: [{ usage: 3, selector: 1, matching: 1, data: 'abcd' }],
  });
  assert.deepEqual((await resolver.cname('d.test')).answer, { kind: 'no-records' });
});

test('no such name, SERVFAIL and names that cannot be asked for are told apart', async () => {
  let code = 3;
  await using server = await nameServer((question) => answerTo(question, AUTHENTIC | code, []));
  assert.deepEqual((await server.resolver().a('x.test')).answer, { kind: 'no-such-name' });
  code = 2;
  const failed = await server.resolver().a('x.test');
  assert.deepEqual(failed.answer, { kind: 'failed', reason: 'the name server answered SERVFAIL' });
  assert.equal(failed.authentic, false);
  assert.deepEqual((await server.resolver().a('a..test')).answer, { kind: 'no-such-name' });
});

test('an answer that does not fit is asked for again over TCP', async () => {
  await using server = await nameServer((question, over) =>
    over === 'udp' ? answerTo(question, TRUNCATED, []) : answerTo(question, AUTHENTIC, [['x.test', 1, A]]),
  );
  assert.deepEqual((await server.resolver().a('x.test')).answer, { kind: 'found', records: ['192.0.2.1'] });
});

test('an answer to another question, or with another id, is nobody’s', async () => {
  await using server = await nameServer((question) => {
    const other = Buffer.from(question);
    other.writeUInt16BE((question.readUInt16BE(0) + 1) & 0xffff, 0);
    return answerTo(other, AUTHENTIC, [['x.test', 1, A]]);
  });
  const soon = AbortSignal.timeout(200);
  assert.equal((await server.resolver().a('x.test', soon)).answer.kind, 'failed');
});

test('whether a resolver of this machine validates is tried out on the root, and remembered', async () => {
  for (const [flags, expected] of [
    [AUTHENTIC, true],
    [0, false],
  ] as const) {
    let asked = 0;
    await using server = await nameServer((question) => {
      asked++;
      return answerTo(question, flags, [['', 2, nameOf('a.root.test')]]);
    });
    const resolver = server.resolver(false);
    assert.equal(await resolver.validates(), expected);
    assert.equal(await resolver.validates(), expected);
    assert.equal(asked, 1);
  }
});

test('only resolvers of this machine are believed without being named', () => {
  assert.deepEqual(trustedServers([], ['192.0.2.1', '127.0.0.53', '[::1]:5353', '127.0.0.1:5300']), {
    servers: ['127.0.0.53', '[::1]:5353', '127.0.0.1:5300'],
    isNamed: false,
  });
  assert.equal(trustedServers([], ['192.0.2.1', '2001:db8::1']), null);
  assert.deepEqual(trustedServers(['192.0.2.1'], ['127.0.0.1']), { servers: ['192.0.2.1'], isNamed: true });
});

test('octets that are no answer are none, and end', () => {
  const question = encodeQuestion(1, 'x.test', 'A');
  assert.ok(question !== null);
  assert.equal(decodeAnswer(question), null, 'a question');
  const good = answerTo(question, AUTHENTIC, [['x.test', 1, A]]);
  assert.equal(decodeAnswer(good)?.records.length, 1);
  for (let length = 0; length < good.length; length++) assert.equal(decodeAnswer(good.subarray(0, length)), null);
  const round = Buffer.from(good);
  round[12] = 0xc0;
  round[13] = 12;
  assert.equal(decodeAnswer(round), null, 'a name that leads to itself');
});
