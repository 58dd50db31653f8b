/** Which searches an index answers, so that a long trace does not matter to them; none of them sorts. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { ObjectId, QueueId } from '../../../base/id.ts';
import type { TraceQuery } from '../../store.ts';
import { migrate } from '../database/migrations.ts';
import { RowWalk } from '../database/row-walk.ts';
import { byDevice, traceSearch } from './trace-query.ts';

const indexed: readonly Omit<TraceQuery, 'limit'>[] = [
  { sender: 'ann@contoso.test' },
  { recipient: 'ann@müller.test' },
  { recipient: '@contoso.test' },
  { recipient: '*@contoso.test' },
  { sender: 'ann@' },
  { sender: 'a*@*.contoso.test' },
  { status: ['Failed'] },
  { messageId: '<a@b>' },
  { queueId: '1M8R9Y3WCQEPK0YY' as QueueId },
  { reference: '1M8R9Y3WC5W35M4T-1' },
  { clientAddress: '192.0.2.10' },
  { direction: { is: 'outgoing', ownDomains: ['ORG1 contoso.test'] } },
  { organizationIds: ['ORG1' as ObjectId] },
  { text: 'invoice' },
  { recipient: 'ann', status: ['Failed'] },
];

const walked: readonly Omit<TraceQuery, 'limit'>[] = [
  {},
  { sender: 'ann' },
  { recipient: 'contoso.test' },
  { sender: '<>' },
  { direction: { is: 'incoming', ownDomains: [] } },
];

test('whole addresses, domains and facts are found by the index; parts of a word by a look at each row', () => {
  for (const query of indexed) assert.ok(traceSearch({ limit: 1, ...query }).match !== null, JSON.stringify(query));
  for (const query of walked) assert.equal(traceSearch({ limit: 1, ...query }).match, null, JSON.stringify(query));
  const { known, older } = byDevice(traceSearch({ limit: 1 }), 'DEV1', 7);
  assert.match(known.match ?? '', /xdevice dev1/u);
  assert.equal(older?.match, null, 'rows of before know no device');
});

test('rows come newest first without being sorted, whatever is asked', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database, 0);
  void new RowWalk(database);
  const plan = (sql: string): string =>
    database
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map((step) => String(step['detail']))
      .join('; ');
  for (const query of [...indexed, ...walked]) {
    const { match, found, where } = traceSearch({ limit: 1, since: 1, until: 9, after: '5', ...query });
    const condition = `${found} AND CASE look(t.seq) WHEN 1 THEN ${where} ELSE 1 END`;
    const steps =
      match === null
        ? plan(`SELECT * FROM trace t WHERE ${condition} ORDER BY t.seq DESC`)
        : plan(
            `SELECT * FROM trace_text x CROSS JOIN trace t ON t.seq = x.rowid WHERE x.trace_text MATCH ? AND ${condition} ORDER BY x.rowid DESC`,
          );
    assert.doesNotMatch(steps, /TEMP B-TREE/u, `${JSON.stringify(query)}: ${steps}`);
    assert.match(steps, /SEARCH t USING (?:INTEGER PRIMARY KEY|INDEX)/u, `${JSON.stringify(query)}: ${steps}`);
  }
  database.close();
});
