/** The questions of `status` are answered from what was counted: by keys, however long the trace and the history are. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Database } from '../../src/store/sqlite/database/database.ts';
import { migrate } from '../../src/store/sqlite/database/migrations.ts';
import { oldest } from '../../src/store/sqlite/reader/queue-reads.ts';
import { lastMail, mailCounts } from '../../src/store/sqlite/reader/tally-reads.ts';

test('no question of status goes through the trace, the history or the queue', () => {
  const handle = new DatabaseSync(':memory:');
  migrate(handle, 0);
  const asked: string[] = [];
  const sql = (text: string) => {
    asked.push(text);
    return handle.prepare(text);
  };
  const database = { handle, sql } as unknown as Database;
  mailCounts(database, 1_796_112_000_000, null);
  oldest(database, []);
  lastMail(database, null);
  const plans = asked.flatMap((text) =>
    handle
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all(...(text.match(/\?/gu) ?? []).map(() => 'x'))
      .map(({ detail }) => String(detail)),
  );
  assert.ok(
    plans.some((line) => /^SEARCH tally USING PRIMARY KEY \(what=\? AND at>\? AND at<\?\)/u.test(line)),
    plans.join('\n'),
  );
  // Of the queue it walks by its key, and stops at the first that nobody holds; the list of organizations is short.
  const scans = plans.filter((line) => line.startsWith('SCAN') && !/^SCAN (?:r|json_each)\b/u.test(line));
  assert.deepEqual(scans, []);
  // Whose a recipient that waits is, its one row of the trace says.
  assert.doesNotMatch(plans.join('\n'), /\b(?:trace|t)\b(?! USING INTEGER PRIMARY KEY)/u);
  handle.close();
});
