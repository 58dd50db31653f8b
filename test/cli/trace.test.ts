/** `doorpost trace` as it is typed and read: at any width, in any zone, with whatever was pasted, as CSV. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import type { ObjectId, QueueId, SessionId } from '../../src/base/id.ts';
import { traceTable } from '../../src/admin/contracts/trace-columns.ts';
import { writeRows } from '../../src/cli/commands/csv.ts';
import { Times } from '../../src/cli/terminal/times.ts';
import { readCsv } from '../../src/directory/file/csv.ts';
import { silentIo } from '../../lab/cli.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, shell, shellIn } from '../../lab/shell.ts';
import { sessionRecord, traceEvent, traceRow } from '../../lab/stores/records.ts';

const QUEUE_ID = '1M8R9Y3WCQEPK0YY' as QueueId;
const SESSION_ID = '1M8R9Y3WC5W35M4T' as SessionId;
const AT = Date.UTC(2026, 11, 1, 8);

const delivered = traceRow({
  at: AT,
  queueId: QUEUE_ID,
  sender: 'scan@contoso.com',
  recipient: 'anna.with.a.long.name@example.com',
  subject: 'Scan from the copier on the second floor, fourteen pages',
  messageId: '<scan-1@copier>',
  clientAddress: '192.0.2.10',
  ingress: 'relay',
  sizeBytes: 1_000,
});
const refused = traceRow({
  at: AT + 1_000,
  queueId: null,
  sessionId: SESSION_ID,
  reference: `${SESSION_ID}-1`,
  sender: '=cmd|"calc"@evil.test',
  recipient: 'victim@example.com',
  status: 'Rejected',
  clientAddress: '198.51.100.7',
  ingress: 'direct',
  lastText: '550 5.7.64 Relay access denied',
  cause:
    'no connector for this address (198.51.100.7)\u001b[31m, and this goes on for a while so that it has to be wrapped',
});

async function told(context: { after(act: () => unknown): void }): Promise<TestAdmin> {
  const t = await openTestAdmin();
  context.after(() => t[Symbol.asyncDispose]());
  await contoso(shell(t));
  await done(shell(t), 'device', 'add', 'Copier', '--address', '192.0.2.10');
  const device = t.directory.current.devices[0];
  t.fake.rows.push(refused, { ...delivered, deviceId: device?.id ?? null });
  const events = [traceEvent({ queueId: QUEUE_ID, text: 'Received' })];
  t.fake.stories.set(QUEUE_ID, { rows: [delivered], events, session: null });
  t.fake.sessions.set(SESSION_ID, sessionRecord({ sessionId: SESSION_ID, transcript: 'S: 220 hi\n' }));
  return t;
}

test('no line is wider than the terminal, and nothing that matters is missing', async (context) => {
  const t = await told(context);
  for (const columns of [80, 120, 160, 200]) {
    const { out } = await shellIn(dirname(t.socketPath), { columns })('trace', '--utc');
    const lines = out.split('\n').filter((line) => !/^No room for: |were only counted$/u.test(line));
    for (const line of lines) assert.ok(line.length <= columns, `${columns}: ${line}`);
    const words = out.replaceAll(/\s+/gu, ' ');
    for (const said of ['Rejected', QUEUE_ID, `${SESSION_ID}-1`, 'victim@example.com', 'no connector for this address'])
      assert.ok(words.includes(said), `${columns}: ${said}`);
    assert.ok(!out.includes('\u001b'), 'a stranger’s text is escaped');
  }
});

test('at full width device, cause and subject stand apart and whole', async (context) => {
  const t = await told(context);
  for (const columns of [200, undefined]) {
    const { out } = await shellIn(dirname(t.socketPath), columns === undefined ? {} : { columns })('trace', '--utc');
    assert.match(out, /^TIME \(UTC\) .*DEVICE .*SENDER .*RECIPIENT .*ID .*CAUSE .*SUBJECT/mu);
    assert.match(out, / Copier /u);
    for (const word of ['fourteen', 'pages', 'to be', 'wrapped'])
      assert.match(out, new RegExp(`\\b${word}\\b`, 'u'), 'cause and subject are not cut');
    if (columns !== undefined) continue;
    assert.ok(!out.includes('…'), 'nothing is cut at a pipe');
    assert.match(out, /on the second floor, fourteen pages$/mu);
  }
});

test('on a narrow terminal the cause stands beneath, and what has no room is named', async (context) => {
  const t = await told(context);
  const { out } = await shellIn(dirname(t.socketPath), { columns: 80 })('trace', '--utc');
  assert.match(out, /^ {4}scan@contoso\.com to anna\.with\.a\.long\.name@example\.com$/mu);
  assert.match(out, /^ {4}no connector for this address \(198\.51\.100\.7\)/mu);
  assert.match(out, /^No room for: .*SUBJECT \(a wider terminal, --csv and --json have them\)$/mu);
});

test('an id is found as it was pasted', async (context) => {
  const t = await told(context);
  const lower = `${SESSION_ID.toLowerCase()}-1`;
  for (const pasted of [
    [`[ref ${SESSION_ID}-1]`],
    ['[ref', `${SESSION_ID}-1]`],
    [lower],
    [`ref=${lower}`],
    [`550 5.7.64 Relay access denied: no connector for this address (198.51.100.7) [ref ${SESSION_ID}-1]`],
    [`Reason: refused\nReference: ${lower}\nTo: <victim@example.com>`],
  ])
    assert.match(await done(shell(t), 'trace', ...pasted), /^session +1M8R9Y3WC5W35M4T$/mu, pasted.join(' '));
  for (const pasted of [QUEUE_ID.toLowerCase(), `<${QUEUE_ID}>`, `250 2.6.0 Queued as ${QUEUE_ID}`])
    assert.match(await done(shell(t), 'trace', pasted), /^queue id +1M8R9Y3WCQEPK0YY$/mu, pasted);
});

test('a Message-ID leads to its message, with or without brackets', async (context) => {
  const t = await told(context);
  t.fake.rows.splice(0, t.fake.rows.length, delivered);
  for (const pasted of ['<scan-1@copier>', 'scan-1@copier']) {
    assert.match(await done(shell(t), 'trace', pasted), /^queue id +1M8R9Y3WCQEPK0YY$/mu);
    assert.equal(t.fake.asked.trace?.messageId, 'scan-1@copier');
  }
  t.fake.rows.push({ ...delivered, queueId: '1M8R9Y3WCQEPK0YZ' as QueueId });
  assert.match(await done(shell(t), 'trace', 'scan-1@copier'), /^2 messages have this Message-ID/mu);
});

test('what is not found says what was looked for, and when such an id would have been given out', async (context) => {
  const t = await told(context);
  const { code, err } = await shell(t)('trace', '--utc', '[ref 1M4Z3K7M9QXA2B4C-2]');
  assert.equal(code, 1);
  assert.match(
    err,
    /nothing is known of 1M4Z3K7M9QXA2B4C-2\nCure: it would have been given out on 2026-10-15 06:22:05 UTC/u,
  );
  assert.match(err, /trace --since 2026-10-15T06:21:05\.\d{3}Z --until 2026-10-15T06:23:05/u);
  assert.match((await shell(t)('trace', 'my', 'printer')).err, /there is no id in "my printer"/u);
  t.fake.rows.length = 0;
  const nothing = await done(shell(t), 'trace', '--sender', 'scna@contoso.com');
  assert.match(nothing, /compared whole; parts of it: .*trace --sender scna.*trace --sender @contoso\.com/u);
});

test('a time is read in the zone of the terminal, in UTC, or in its own, and the answer says how', async (context) => {
  const t = await told(context);
  const since = async (...args: string[]): Promise<string> => {
    const out = await done(shell(t), 'trace', ...args);
    return `${t.fake.asked.trace?.since} ${/^Searched.*$/mu.exec(out)?.[0]}`;
  };
  assert.equal(
    await since('--utc', '--since', '2026-12-01T08:00'),
    `${AT} Searched from 2026-12-01 08:00:00 UTC (UTC)`,
  );
  assert.match(await since('--since', '2026-12-01T09:00+01:00'), new RegExp(`^${AT} `, 'u'));
  assert.match(await since('--since', '2026-12-01 08:00'), new RegExp(`^${Date.parse('2026-12-01T08:00')} `, 'u'));
  const { code, err } = await shell(t)('trace', '--since', 'yesterday');
  assert.equal(code, 2);
  assert.match(err, /--since "yesterday" is no time\nCure: write 2h \(ago\)/u);
});

test('CSV has every column of every row, and no cell that a spreadsheet would run', async (context) => {
  const t = await told(context);
  const { out, code } = await shell(t)('trace', '--csv', '--utc');
  assert.equal(code, 0);
  const { rows, problems } = readCsv(out);
  assert.deepEqual(problems, []);
  const [header, first, second] = rows.map(({ cells }) => cells);
  const cell = (row: readonly string[] | undefined, name: string) => row?.[header?.indexOf(name) ?? -1];
  assert.ok(out.includes(`"'=cmd|""calc""@evil.test"`), 'a formula is kept from running');
  assert.equal(cell(first, 'sender'), '=cmd|"calc"@evil.test');
  assert.equal(cell(first, 'cause'), refused.cause);
  assert.equal(cell(first, 'time'), '2026-12-01T08:00:01.000Z');
  assert.equal(cell(second, 'device'), 'Copier');
  assert.equal(cell(second, 'queue_id'), QUEUE_ID);
  assert.ok(out.split('\r\n').length === 4, 'RFC 4180 line ends');
  assert.equal((await shell(t)('trace', '--csv', '--json')).code, 2);
});

test('CSV comes page by page, and says where it goes on when there is too much', async () => {
  const asked: unknown[] = [];
  const warned: unknown[] = [];
  let out = '';
  const io = { ...silentIo(), outBytes: async (bytes: Uint8Array) => void (out += Buffer.from(bytes).toString()) };
  const context = { io, output: { warn: (text: unknown) => warned.push(text) } } as unknown as Parameters<
    typeof writeRows
  >[0];
  const row = {
    ...delivered,
    deviceId: null,
    connector: null,
    former: [],
    waiting: null,
    connectorId: null as ObjectId | null,
  };
  const pageAfter = async (after: string | null, limit: number) => {
    asked.push([after, limit]);
    return { rows: Array.from({ length: Math.min(limit, 1_000) }, () => row), next: String(asked.length) };
  };
  const times = new Times({ utc: true, now: AT });
  await writeRows(context, traceTable, (at) => times.iso(at), pageAfter, 2_500);
  assert.deepEqual(asked, [
    [null, 1_000],
    ['1', 1_000],
    ['2', 500],
  ]);
  assert.equal(out.split('\r\n').length, 2_502);
  assert.deepEqual(warned, [], 'so many were asked for');
});
