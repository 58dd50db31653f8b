import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../base/id.ts';
import { abuseOf, abuseSubject, type AbuseCount } from '../mail/screening/abuse.ts';
import type { Screened } from '../mail/screening/screened.ts';
import { countedOf, type HourOfSender, judgeAbuse } from './abuse.ts';

const hour = (over: Partial<HourOfSender>): HourOfSender => ({
  of: 'mailbox',
  messages: 0,
  recipients: 0,
  usual: null,
  limitAction: 'alert',
  ...over,
});
const found = (counted: AbuseCount, over: Partial<HourOfSender>): readonly string[] =>
  [...judgeAbuse(counted, hour(over))].map(({ trigger, act }) => `${trigger}: ${act}`);

test('each trigger acts from its number on', () => {
  assert.deepEqual(found('sure-spam', { messages: 2 }), []);
  assert.deepEqual(found('sure-spam', { messages: 3 }), ['sure-spam: block']);
  assert.deepEqual(found('spam', { messages: 19 }), []);
  assert.deepEqual(found('spam', { messages: 20 }), ['spam: block']);
  assert.deepEqual(found('malware', { messages: 1 }), ['malware: alert']);
  assert.deepEqual(found('malware', { messages: 5 }), ['malware: block']);
  assert.deepEqual(found('external', { recipients: 499 }), []);
  assert.deepEqual(found('external', { recipients: 500 }), ['external: alert']);
});

test('a limit of an hour blocks a mailbox as its organization says, and never a connector', () => {
  const limitAction = 'block-for-today';
  assert.deepEqual(found('external', { recipients: 500, limitAction }), ['external: block-for-today']);
  assert.deepEqual(found('external', { of: 'connector', recipients: 1_999, limitAction }), []);
  assert.deepEqual(found('external', { of: 'connector', recipients: 2_000, limitAction }), ['external: alert']);
});

test('a device is alarmed of at ten times its own usual hour, and at 200 at least; nothing blocks it', () => {
  const of = 'device';
  assert.deepEqual(found('external', { of, recipients: 199, usual: 1 }), []);
  assert.deepEqual(found('external', { of, recipients: 200, usual: 1 }), ['busy-device: alert']);
  assert.deepEqual(found('external', { of, recipients: 200, usual: null }), ['busy-device: alert']);
  assert.deepEqual(found('external', { of, recipients: 999, usual: 100 }), []);
  assert.deepEqual(found('external', { of, recipients: 1_000, usual: 100 }), ['busy-device: alert']);
  assert.deepEqual(found('sure-spam', { of, messages: 30 }), ['sure-spam: alert']);
});

test('a share of unknown recipients says nothing of few', () => {
  assert.deepEqual(found('unknown', { messages: 49, recipients: 49 }), []);
  assert.deepEqual(found('unknown', { messages: 15, recipients: 50 }), []);
  assert.deepEqual(found('unknown', { messages: 16, recipients: 50 }), ['unknown: alert']);
  assert.deepEqual(found('unknown', { messages: 30, recipients: 50 }), ['unknown: alert']);
  assert.deepEqual(found('unknown', { messages: 31, recipients: 50 }), ['unknown: block']);
});

test('a message counts for each of its senders, and where its verdict is only observed', () => {
  const senders = [
    { of: 'connector', id: 'C:1' as ObjectId },
    { of: 'device', id: 'D' as ObjectId },
  ] as const;
  assert.deepEqual(countedOf(senders, 0, undefined), []);
  const screened: Screened = {
    scl: -1,
    category: 'NONE',
    filter: 'SKN',
    disposition: 'inbox',
    observed: [{ row: 'high-confidence-spam', would: 'hold' }],
  };
  assert.deepEqual(countedOf(senders, 2, screened), [
    { subject: 'abuse:external:connector:C:1', messages: 1, recipients: 2 },
    { subject: 'abuse:sure-spam:connector:C:1', messages: 1, recipients: 0 },
    { subject: 'abuse:external:device:D', messages: 1, recipients: 2 },
    { subject: 'abuse:sure-spam:device:D', messages: 1, recipients: 0 },
  ]);
});

test('a subject is read as it was written, and one of a later version is left alone', () => {
  const sender = { of: 'connector', id: 'C:1' as ObjectId } as const;
  assert.deepEqual(abuseOf(abuseSubject('unknown', sender)), { counted: 'unknown', sender });
  assert.equal(abuseOf('abuse:moons:connector:C'), null);
  assert.equal(abuseOf('mailbox:M'), null);
});
