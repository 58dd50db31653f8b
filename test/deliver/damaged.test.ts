/** Stored content that is not what was accepted: no way out ends it, the mail waits, and the administrator is told. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Alarm } from '../../src/mail/alarm.ts';
import type { ContentDamage } from '../../src/mail/content.ts';
import type { QueuedMessage, RoutedDelivery } from '../../src/mail/delivery.ts';
import { checkedContent, damaged } from '../../src/store/checked-content.ts';
import { bench, large } from './graph-bench.ts';
import {
  connector,
  crlf,
  delivery,
  mailbox,
  message,
  openRoom,
  type RoomOptions,
  smartHosts,
  summary,
  toMailbox,
  viaConnector,
  viaMx,
} from '../../lab/houses/delivery-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

const text = crlf(
  `From: a@ours.test\nTo: b@d.test\nSubject: scan\n\n${`${'0123456789abcdef'.repeat(4)}\n`.repeat(4_000)}`,
);
const flipped = Buffer.from(text);
flipped[text.length - 10] = 0x41;
const damages: readonly [ContentDamage, Buffer | null][] = [
  ['missing', null],
  ['shorter', text.subarray(0, text.length >> 1)],
  ['shorter', text.subarray(0, 0)],
  ['longer', Buffer.concat([text, crlf('more\n')])],
  ['changed', flipped],
];

/** A room whose spool reads `stored` in the place of what was accepted. */
function reading(stored: Buffer | null): { readonly options: RoomOptions; readonly alarms: Alarm[] } {
  const alarms: Alarm[] = [];
  const spool = {
    content(ref: QueuedMessage['content']) {
      if (stored === null) throw damaged('missing', ref, 0);
      return checkedContent(
        ref,
        (async function* () {
          for (let at = 0; at < stored.length; at += 65_536) yield stored.subarray(at, at + 65_536);
        })(),
      );
    },
  };
  const options: RoomOptions = {
    delivery: {
      store: { spool } as never,
      observe: (observation) => void (observation.kind === 'alarm' && alarms.push(observation.alarm)),
    },
  };
  return { options, alarms };
}

const inFile = (mail: QueuedMessage): QueuedMessage => {
  const { sizeBytes, sha256 } = mail.content;
  return { ...mail, content: { kind: 'stored', id: 'x' as never, sizeBytes, sha256 } };
};
const stored = inFile(message(text));

for (const [damage, octets] of damages) {
  const name = `${damage} (${octets === null ? 'no file' : `${octets.length} of ${text.length} octets`})`;
  const told = (alarms: readonly Alarm[]): void => {
    const [alarm] = alarms;
    assert.equal(alarm?.key, `content-damaged:${stored.queueId}`);
    assert.ok(alarm?.kind === 'content-damaged' && alarm.facts.damage === damage, JSON.stringify(alarm));
  };

  for (const extensions of [['PIPELINING', 'SIZE', '8BITMIME'], []])
    test(`content that is ${name} never ends at a next hop, which is asked for the next mail (${extensions.length})`, async () => {
      await using sink = await scriptedSink({ extensions });
      const { options, alarms } = reading(octets);
      const relay = connector({ route: smartHosts(sink.port) });
      await using house = await openRoom({ ...options, objects: [relay] });
      assert.equal(
        summary(await house.one(delivery(viaConnector, ['x@d.test'], stored))),
        'delayed 4.3.0 storage-failed',
      );
      assert.deepEqual(sink.contents, []);
      told(alarms);
      assert.equal(summary(await house.one(delivery(viaConnector, ['x@d.test']))), 'relayed 2.0.0');
      assert.equal(sink.contents.length, 1);
    });

  const ways: Record<string, (port: number) => [RoutedDelivery, Partial<RoomOptions>, object?]> = {
    'an MX': (port) => [
      delivery(viaMx, ['x@d.test'], stored),
      { zone: 'd.test MX 10 mx.test\nmx.test A 127.0.0.1' },
      { mxPort: port },
    ],
    LMTP: (port) => [
      delivery(toMailbox, ['inbox@ours.test'], stored),
      { objects: [mailbox({ delivery: { kind: 'lmtp', host: '127.0.0.1', port } })] },
    ],
    'a smart host with rewriting': (port) => [
      delivery(viaConnector, ['x@d.test'], stored),
      {
        objects: [
          connector({
            route: smartHosts(port),
            rewriting: { reversePath: null, from: 'z@ours.test', replyToOriginal: true },
          }),
        ],
      },
    ],
    'a smart host without 8BITMIME': (port) => [
      delivery(viaConnector, ['x@d.test'], { ...stored, header: { ...stored.header, has8bit: true } }),
      { objects: [connector({ route: smartHosts(port) })] },
    ],
    'a Maildir': () => [delivery(toMailbox, ['inbox@ours.test'], stored), { objects: [mailbox()] }],
    'evaluation mode': () => [delivery({ kind: 'capture' }, ['x@d.test'], stored), {}],
  };
  for (const [way, made] of Object.entries(ways))
    test(`content that is ${name} does not go by ${way}`, async () => {
      await using sink = await scriptedSink({ extensions: [], lmtp: way === 'LMTP' });
      const { options, alarms } = reading(octets);
      const [task, more, parts] = made(sink.port);
      await using house = await openRoom({ ...options, ...more, delivery: { ...options.delivery, ...parts } });
      assert.equal(summary(await house.one(task)), 'delayed 4.3.0 storage-failed');
      assert.deepEqual(sink.contents, []);
      told(alarms);
      for (const folder of ['mail/ours.test/inbox', 'captured'])
        for (const part of ['new', 'cur', 'tmp']) {
          const place = path.join(house.directory, folder, part);
          assert.deepEqual(existsSync(place) ? readdirSync(place) : [], []);
        }
    });
}

test('damaged content does not go by Graph, and leaves no draft', async () => {
  const scan = large();
  if (scan.content.kind !== 'inline') throw new Error('it is in memory');
  const bytes = Buffer.from(scan.content.bytes);
  const late = Buffer.from(bytes);
  late[late.length - 1_000] = late[late.length - 1_000] === 0x41 ? 0x42 : 0x41;
  for (const [mail, octets] of [
    [stored, flipped],
    [stored, text.subarray(0, 1_000)],
    [inFile(scan), late],
    [inFile(scan), bytes.subarray(0, bytes.length >> 1)],
  ] as const) {
    const { options, alarms } = reading(octets);
    await using at = await bench(undefined, {}, options);
    assert.equal(
      summary(await at.room.one(delivery(viaConnector, ['b@d.test'], mail))),
      'delayed 4.3.0 storage-failed',
    );
    assert.deepEqual([at.graph.mails.length, at.graph.drafts.length, at.graph.left], [0, 0, 0]);
    assert.equal(alarms[0]?.kind, 'content-damaged');
  }
});
