import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Alarm, alarmKinds } from '../../mail/alarm.ts';
import { judgeLooks, judgeTime, type AlarmLook } from './alarm-round.ts';
import { alarmLooks, alarmRules } from './alarm-rules.ts';
import { raised, type RaisedAlarm } from './alarm-telling.ts';

const HOUR_MS = 3_600_000;

const alarm = (kind: 'secret-expires' | 'device-silent' | 'repeated-refusals', name: string, stage = 1): Alarm => ({
  key: `${kind}:${name}`,
  kind,
  organizationId: null,
  subject: name,
  stage,
  cause: 'c',
  cure: 'd',
});
const known = (...alarms: readonly Alarm[]): readonly RaisedAlarm[] => alarms.map((one) => raised(null, one, 0));
const said = (effects: ReturnType<typeof judgeLooks>): readonly string[] =>
  effects.map((effect) =>
    effect.kind === 'alarm-over'
      ? `over ${effect.key} ${effect.over.end}`
      : `${effect.kind} ${effect.alarm.key} ${effect.alarm.stage}`,
  );

test('every kind ends by a look or by time, and every look ends some kind', () => {
  const used = new Set(alarmKinds.map((kind) => ('while' in alarmRules[kind] ? alarmRules[kind].while : 'time')));
  assert.deepEqual([...used].toSorted(), [...Object.keys(alarmLooks), 'time'].toSorted());
});

test('an alarm lasts while its look finds it, and ends when it does not', () => {
  const look = (...found: readonly Alarm[]): AlarmLook => ({ found, over: () => ({ end: 'heard-again' }) });
  const fax = alarm('device-silent', 'fax');
  const copier = alarm('device-silent', 'copier');
  assert.deepEqual(said(judgeLooks({ silence: look(fax) }, [])), ['alarm device-silent:fax 1']);
  assert.deepEqual(said(judgeLooks({ silence: look(fax) }, known(fax, copier))), [
    'same device-silent:fax 1',
    'over device-silent:copier heard-again',
  ]);
  assert.deepEqual(said(judgeLooks({ silence: null }, known(fax))), [], 'nobody looked');
  assert.deepEqual(said(judgeLooks({ disks: look() }, known(fax))), [], 'another look');
});

test('what a look cannot tell stays as it is', () => {
  const look: AlarmLook = { found: [], over: ({ subject }) => (subject === 'fax' ? null : { end: 'heard-again' }) };
  const alarms = known(alarm('device-silent', 'fax'), alarm('device-silent', 'copier'));
  assert.deepEqual(said(judgeLooks({ silence: look }, alarms)), ['over device-silent:copier heard-again']);
});

test('worse is news; better is another story where the row says so', () => {
  const look = (...found: readonly Alarm[]): AlarmLook => ({ found, over: () => ({ end: 'not-in-use' }) });
  const secret = (stage: number): Alarm => alarm('secret-expires', 'm365', stage);
  assert.deepEqual(said(judgeLooks({ expiries: look(secret(3)) }, known(secret(2)))), ['alarm secret-expires:m365 3']);
  assert.deepEqual(said(judgeLooks({ expiries: look(secret(1)) }, known(secret(2)))), [
    'over secret-expires:m365 not-in-use',
    'alarm secret-expires:m365 1',
  ]);
  const fax = (stage: number): Alarm => alarm('device-silent', 'fax', stage);
  assert.deepEqual(said(judgeLooks({ silence: look(fax(1)) }, known(fax(2)))), ['alarm device-silent:fax 1']);
});

test('what ends by time ends when nothing was seen of it for so long, and a kind of another version never', () => {
  const alarms = known(alarm('repeated-refusals', 'fax'), alarm('device-silent', 'fax'), {
    ...alarm('repeated-refusals', 'x'),
    kind: 'from-tomorrow' as never,
  });
  assert.deepEqual(said(judgeTime(alarms, () => HOUR_MS)), []);
  assert.deepEqual(said(judgeTime(alarms, () => HOUR_MS + 1)), ['over repeated-refusals:fax not-refused-lately']);
});
