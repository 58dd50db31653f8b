import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Alarm, type AlarmKind, alarmKinds, alarmSeverities } from '../../mail/alarm.ts';
import { bySeverity, severityOf } from './alarm-severity.ts';

test('a higher stage is never less severe, at whatever stage a kind is', () => {
  for (const kind of alarmKinds) {
    const ranks = Array.from({ length: 8 }, (_, at) => alarmSeverities.indexOf(severityOf({ kind, stage: at + 1 })));
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => b - a),
      kind,
    );
  }
  assert.equal(severityOf({ kind: 'of-a-later-version' as AlarmKind, stage: 1 }), 'medium');
  assert.equal(severityOf({ kind: 'secret-expires', stage: 5 }), 'high');
});

test('what stands still comes before what will', () => {
  const entry = (kind: AlarmKind, stage: number, since: number) => ({ alarm: { kind, stage } as Alarm, since });
  const held = entry('upstream-held', 1, 9);
  const soon = entry('secret-expires', 3, 1);
  const later = entry('secret-expires', 2, 1);
  const silent = entry('device-silent', 1, 2);
  assert.deepEqual([later, silent, soon, held].toSorted(bySeverity), [held, soon, silent, later]);
});
