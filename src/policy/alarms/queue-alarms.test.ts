import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { FactAlarm } from '../../mail/alarm.ts';
import { inbound, mailbox, organization, smartHost } from '../../../lab/houses/test-house.ts';
import { alarmWords } from './alarm-words.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import {
  hasShrunk,
  mailWaitsAlarms,
  placeOf,
  queueGrowsAlarm,
  reportsUnreadAlarms,
  unreachableKey,
} from './queue-alarms.ts';

const view = new DirectoryView({
  revision: 1,
  objects: [
    organization(),
    mailbox('info@ours.test'),
    inbound('copier'),
    smartHost('Provider', 25),
    smartHost('Direct', 25, { route: { kind: 'mx' } }),
  ],
});
const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

test('a queue that grows from look to look, to twice what it was and by a hundred, is an alarm', () => {
  assert.equal(queueGrowsAlarm([]), null);
  assert.equal(queueGrowsAlarm([10, 300, 600]), null, 'too short');
  assert.equal(queueGrowsAlarm([0, 1_000, 900, 800]), null, 'a circular that is worked off');
  assert.equal(queueGrowsAlarm([1_000, 1_100, 1_200, 1_300]), null, 'not twice');
  assert.equal(queueGrowsAlarm([1, 2, 3, 90]), null, 'a handful');
  const alarm = queueGrowsAlarm([5, 0, 50, 100, 150]);
  assert.deepEqual(
    [alarm?.kind, alarm?.stage, alarm?.facts],
    ['queue-grows', 1, { waiting: 150, before: 0, withinMs: 15 * MINUTE }],
  );
  assert.equal(queueGrowsAlarm([500, 2_000, 9_000, 20_000])?.stage, 3);
  const grown = alarm as FactAlarm<'queue-grows'>;
  assert.equal(hasShrunk(grown, 140), false);
  assert.equal(hasShrunk(grown, 99), true);
});

test('mail that waits too long is one alarm for each organization, with where it waits; it grows with the wait', () => {
  const lane = (name: string, minutes: number, waiting = 1, held = 0) => ({
    lane: name,
    waiting,
    held,
    oldestReceivedAt: NOW - minutes * MINUTE,
  });
  const of = (...lanes: ReturnType<typeof lane>[]) => mailWaitsAlarms(view, lanes, 15 * MINUTE, NOW);
  assert.deepEqual(of(lane('mx:far.test', 14.9), lane('mx:other.test', 500, 0, 3)), []);
  const [own, internet] = of(
    lane('connector:out-Provider:', 61, 7),
    lane('mailbox:mailbox-info@ours.test', 20),
    lane('mx:far.test', 16),
  );
  assert.deepEqual([own?.key, own?.organizationId, own?.stage], ['mail-waits:org', 'org', 2]);
  assert.ok(own !== undefined && internet !== undefined);
  assert.match(alarmWords(own).cause, /; 8 recipients wait: Provider \(7\), info@ours\.test \(1\)\.$/u);
  assert.deepEqual([internet.key, internet.organizationId, internet.subject], ['mail-waits:server', null, 'far.test']);
  // However many destinations there are, the alarm is bounded.
  const many = of(...Array.from({ length: 5_000 }, (_, n) => lane(`mx:d${n}.test`, 30)));
  assert.equal(many.length, 1);
  assert.ok(JSON.stringify(many).length < 4_000);
  assert.match(alarmWords(many[0] as never).cause, / and 4980 more\.$/u);
});

test('lanes that one trouble stops share an alarm', () => {
  const keys = [
    'connector:out-Provider:',
    'connector:out-Direct:far.test',
    'connector:out-Direct:other.test',
    'mailbox:mailbox-info@ours.test',
    'mx:far.test',
    'mx:other.test',
    'group:x',
    'capture',
    'none',
    'connector:gone:',
  ].map((lane) => unreachableKey(placeOf(view, lane)));
  assert.deepEqual(keys, [
    'next-hop-unreachable:upstream:out-Provider',
    'next-hop-unreachable:mail-hosts:out-Direct',
    'next-hop-unreachable:mail-hosts:out-Direct',
    'next-hop-unreachable:mailboxes:org',
    'next-hop-unreachable:mail-hosts:mx',
    'next-hop-unreachable:mail-hosts:mx',
    null,
    null,
    null,
    'next-hop-unreachable:upstream:gone',
  ]);
});

test('reports count for a day, and beyond the bound are told as more', () => {
  const report = (hours: number, organizationId: string | null = 'org') => ({
    at: NOW - hours * 60 * MINUTE,
    organizationId: organizationId as ObjectId | null,
    recipient: 'invented@ours.test',
  });
  const view = { get: () => ({ name: 'Contoso Ltd' }) } as never;
  assert.deepEqual(reportsUnreadAlarms([report(24)], 10, NOW, view), []);
  const [alarm] = reportsUnreadAlarms([report(1), report(2), report(25)], 10, NOW, view);
  assert.ok(alarm !== undefined);
  assert.match(alarmWords(alarm).cause, /^2 reports of the last 24 hours have nobody to read them/u);
  assert.match(alarmWords(alarm).cure, /org set 'Contoso Ltd' --copy-orphan-reports on/u);
  const [most] = reportsUnreadAlarms([report(1), report(2)], 2, NOW, view);
  assert.match(alarmWords(most as never).cause, /^More than 2 reports/u);
});
