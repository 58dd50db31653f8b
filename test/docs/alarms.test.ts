/** `docs/operate/alarms.md` is written by hand; that it leaves nothing out is not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { alarmKinds } from '../../src/mail/alarm.ts';

const page = readFileSync(new URL('../../docs/operate/alarms.md', import.meta.url), 'utf8');

test('every kind of alarm has its row for administrators, and no row has a kind that is none', () => {
  const rows = [...page.matchAll(/^\| (`[^|]+`) \|/gmu)].flatMap(([, kinds = '']) =>
    [...kinds.matchAll(/`([^`]+)`/gu)].map(([, kind = '']) => kind),
  );
  assert.deepEqual(rows.toSorted(), [...alarmKinds].toSorted());
});
