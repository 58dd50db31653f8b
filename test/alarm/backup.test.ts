/** Backups that are made no more: told once the last one is old, over with the next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlarmBook } from '../../src/alarm/book.ts';
import { Expiries } from '../../src/alarm/expiries.ts';
import { keptLooks } from '../../src/alarm/kept-looks.ts';
import { bounds } from '../../src/base/bounds.ts';
import { silentLog } from '../../src/base/log.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { judgeLooks } from '../../src/policy/alarms/alarm-round.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';

test('an old backup raises an alarm, which the next one ends; where none was made there is none', async () => {
  const clock = createManualClock();
  const notes = createFakeNotes();
  const book = new AlarmBook(createFakeNotes(), clock, silentLog);
  const expiries = new Expiries({
    ...{ notes, clock, log: silentLog, ownCertificates: [] },
    directory: new LiveDirectory({ revision: 1, objects: [] }),
    lastUsedAt: async () => null,
  });
  const look = async (): Promise<readonly string[]> => {
    const { looks } = await keptLooks({
      clock,
      book,
      expiries,
      store: { spool: { message: async () => null }, notes },
    });
    for (const effect of judgeLooks(looks, book.list()))
      if (effect.kind === 'alarm-over') book.end(effect.key, effect.over);
      else book.raise(effect.alarm);
    return book.list().map(({ alarm }) => alarm.key);
  };
  const made = (): Promise<void> => notes.put('backup', [{ key: 'last', value: { at: clock.now() } }]);
  assert.deepEqual(await look(), []);
  await made();
  assert.deepEqual(await look(), []);
  await clock.advance(bounds.alarm.backupAge);
  assert.deepEqual(await look(), ['backup-old']);
  await made();
  assert.deepEqual(await look(), []);
});
