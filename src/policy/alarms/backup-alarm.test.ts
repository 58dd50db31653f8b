import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { backupAlarm } from './backup-alarm.ts';

test('an old backup is an alarm, a young one and none at all are not', () => {
  const now = 1_800_000_000_000;
  assert.equal(backupAlarm(null, now), null);
  assert.equal(backupAlarm(now - bounds.alarm.backupAge + 1, now), null);
  assert.equal(backupAlarm(now - bounds.alarm.backupAge, now)?.kind, 'backup-old');
});
