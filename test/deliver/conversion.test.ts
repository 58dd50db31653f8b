/** What has to be read as a whole to go out: converted once, however often it is tried, and sent in blocks. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import type { DeliveryOptions } from '../../src/deliver/delivery-options.ts';
import type { QueuedMessage } from '../../src/mail/delivery.ts';
import { bench } from './graph-bench.ts';
import {
  connector,
  crlf,
  delivery,
  message,
  openRoom,
  smartHosts,
  summary,
  viaConnector,
} from '../../lab/houses/delivery-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { scriptedSink, type Script } from '../../lab/peers/sinks.ts';

/** A store that counts how often content is read. */
function counted() {
  const reads = { count: 0 };
  const spool = {
    async *content(ref: QueuedMessage['content']) {
      if (ref.kind !== 'inline') throw new Error('the content is gone');
      reads.count += 1;
      for (let at = 0; at < ref.bytes.byteLength; at += 65_536) yield ref.bytes.subarray(at, at + 65_536);
    },
  } as unknown as DeliveryOptions['store']['spool'];
  return { reads, store: { spool } };
}

async function oldHost(script: Script = () => null) {
  const sink = await scriptedSink({ script, extensions: ['PIPELINING', 'SIZE'] });
  const { reads, store } = counted();
  const house = await openRoom({ objects: [connector({ route: smartHosts(sink.port) })], delivery: { store } });
  return {
    sink,
    reads,
    house,
    async [Symbol.asyncDispose]() {
      await house[Symbol.asyncDispose]();
      await sink[Symbol.asyncDispose]();
    },
  };
}

const filesIn = async (folder: string): Promise<number> =>
  (await readdir(path.join(folder, 'converted')).catch(() => [])).length;

test('a large message is converted once, however often it is tried, and its file goes with the room', async () => {
  let tries = 0;
  await using at = await oldHost((line) => (line === '<content>' && ++tries < 3 ? '451 4.3.0 later' : null));
  const text = `${'Grüße, zum Beispiel. '.repeat(3)}\n`;
  const mail = message(
    crlf(`Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${text.repeat(4_000)}`),
  );
  for (const expected of ['delayed 4.3.0 busy', 'delayed 4.3.0 busy', 'relayed 2.0.0'])
    assert.equal(summary(await at.house.one(delivery(viaConnector, ['x@d.test'], mail))), expected);
  assert.equal(at.reads.count, 2, 'to look, and to convert');
  assert.equal(await filesIn(at.house.directory), 1);
  const [first, second, third] = at.sink.contents;
  assert.ok(first === second && second === third);
  const announced = at.sink.lines
    .filter((line) => line.startsWith('MAIL'))
    .map((line) => /SIZE=(\d+)/u.exec(line)?.[1]);
  assert.equal(Number(announced[0]), (first ?? '').length);
  assert.equal(new Set(announced).size, 1);
  await at.house.room.close();
  assert.equal(await filesIn(at.house.directory), 0);
});

test('what is rewritten, or goes on with another field above, is another content', async () => {
  await using at = await oldHost();
  const text = 'ä'.repeat(70_000).replaceAll(/.{70}/gu, '$&\n');
  const mail = message(crlf(`From: a@ours.test\nSubject: x\n\n${text}\n`));
  const rewriting = { reversePath: null, from: 'relay@ours.test', replyToOriginal: false };
  await at.house.one(delivery(viaConnector, ['x@d.test'], mail));
  at.house.set(connector({ route: smartHosts(at.sink.port), rewriting }));
  await at.house.one(delivery(viaConnector, ['x@d.test'], mail));
  assert.match(at.sink.contents[0] ?? '', /^From: a@ours\.test\r$/mu);
  assert.match(at.sink.contents[1] ?? '', /^From: <?relay@ours\.test>?\r$/mu);
});

test('millions of empty lines are no work: they go out as they are, with the parts around them', async () => {
  await using at = await oldHost();
  const head =
    'Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nä';
  const mail = message(Buffer.concat([crlf(head), Buffer.alloc(3 * 1_048_576, '\r\n'), crlf('--b--\n')]));
  const outcome = await at.house.one(delivery(viaConnector, ['x@d.test'], mail));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(
    outcome.changes?.[0]?.text ?? '',
    /^converted to 7 bit, because 127\.0\.0\.1 does not take 8-bit content$/u,
  );
  const got = at.sink.contents[0] ?? '';
  assert.ok(got.includes('\r\n\r\n=C3=A4\r\n\r\n'));
  assert.equal(got.length, mail.content.sizeBytes + 'Content-Transfer-Encoding: quoted-printable\r\n'.length + 4);
});

test('raw octets in any header field reach a host without 8BITMIME, and the trace tells what became of them', async () => {
  for (const field of [
    'From: ä@ours.test',
    'Received: from Küche',
    'To: Bär: b@d.test;',
    'X-Odd: \u0080\u0081',
    'Content-Type: text/plain; name=ä',
  ]) {
    await using at = await oldHost();
    const outcome = await at.house.one(
      delivery(viaConnector, ['x@d.test'], message(crlf(`Subject: x\n${field}\n\nbody\n`))),
    );
    assert.equal(summary(outcome), 'relayed 2.0.0', field);
    assert.doesNotMatch(at.sink.contents[0] ?? '', /[\x80-\xff]/u);
    assert.match(at.sink.contents[0] ?? '', new RegExp(`^${field.slice(0, field.indexOf(':'))}:`, 'mu'));
  }
});

test('a message of more parts than anybody converts fails, and is not looked at again', async () => {
  await using at = await oldHost();
  const parts = '--b\n\nä\n'.repeat(bounds.deliver.messageParts + 10_000);
  const mail = message(crlf(`Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n${parts}--b--\n`));
  for (let times = 0; times < 2; times++) {
    const outcome = await at.house.one(delivery(viaConnector, ['x@d.test'], mail));
    assert.equal(summary(outcome), 'failed 5.6.3 needs-8bitmime');
  }
  assert.equal(at.reads.count, 1);
  assert.equal(await filesIn(at.house.directory), 0);
});

test('content that cannot be read is no verdict on the message: it is tried again', async () => {
  const sink = await scriptedSink({ extensions: ['PIPELINING'] });
  let broken = true;
  const spool = {
    async *content(ref: QueuedMessage['content']) {
      if (ref.kind !== 'inline') throw new Error('gone');
      yield ref.bytes.subarray(0, 1_000);
      if (broken) throw new Error('disk trouble');
      yield ref.bytes.subarray(1_000);
    },
  } as unknown as DeliveryOptions['store']['spool'];
  await using house = await openRoom({
    objects: [connector({ route: smartHosts(sink.port) })],
    delivery: { store: { spool } },
  });
  const mail = message(crlf(`Subject: x\n\n${'ä\n'.repeat(50_000)}`));
  assert.match(summary(await house.one(delivery(viaConnector, ['x@d.test'], mail))), /^delayed 4\.3\.0/u);
  broken = false;
  assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test'], mail))), 'relayed 2.0.0');
  await sink[Symbol.asyncDispose]();
});

test('for Graph a message is taken apart once, however often it is tried', async () => {
  const { reads, store } = counted();
  let busy = true;
  await using at = await bench(
    (step) => (step === 'POST messages' && busy ? { status: 503 } : null),
    {},
    { delivery: { store } },
  );
  const lines = '\n'.repeat(2 * 1_048_576);
  const mail = message(
    crlf(
      `From: a@ours.test\nTo: b@d.test\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nthe body\n--b\nContent-Type: text/csv; name=lines.csv\n\n${lines}\n--b--\n`,
    ),
  );
  assert.match(summary(await at.room.one(delivery(viaConnector, ['b@d.test'], mail))), /^delayed/u);
  const before = reads.count;
  busy = false;
  assert.equal(summary(await at.room.one(delivery(viaConnector, ['b@d.test'], mail))), 'relayed 2.0.0');
  assert.equal(reads.count - before, 1, 'its header alone is read again');
  const [draft] = at.graph.drafts;
  assert.deepEqual(draft?.message['body'], { contentType: 'text', content: 'the body' });
  assert.equal(draft?.attachments[0]?.sizeBytes, 4 * 1_048_576);
});

test('a conversion that the clock or a stop breaks off is no verdict on the message, and holds up no stop', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink({ extensions: ['PIPELINING'] });
  let reads = 0;
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const spool = {
    async *content(ref: QueuedMessage['content']) {
      if (ref.kind !== 'inline') throw new Error('gone');
      yield ref.bytes.subarray(0, 1_000);
      begun[reads++]?.resolve();
      await new Promise(() => {});
    },
  } as unknown as DeliveryOptions['store']['spool'];
  const mail = (): QueuedMessage => message(crlf(`Subject: x\n\n${'ä\n'.repeat(50_000)}`));
  await using house = await openRoom({
    clock,
    objects: [connector({ route: smartHosts(sink.port) })],
    delivery: { store: { spool } },
  });
  const late = house.one(delivery(viaConnector, ['x@d.test'], mail()));
  await begun[0]?.promise;
  await clock.advance(bounds.deliver.conversionTime);
  assert.match(summary(await late), /^delayed 4\.3\.0/u);
  const stopped = house.one(delivery(viaConnector, ['y@d.test'], mail()));
  await begun[1]?.promise;
  await house.room.close();
  assert.match(summary(await stopped), /^delayed/u);
});
