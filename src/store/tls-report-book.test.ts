import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';
import { bounds } from '../base/bounds.ts';
import type { ObjectId, QueueId } from '../base/id.ts';
import type { KeptTlsReport } from '../mail/doors/tls-reports.ts';
import { forgetTlsReports, keepTlsReport, tlsReportsSince } from './tls-report-book.ts';
import { NoteConflict, type NoteStore } from './store.ts';

const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 10, 30, 12);
const ONE = 'one' as ObjectId;
const OTHER = 'other' as ObjectId;

const report = (over: Partial<KeptTlsReport> = {}): KeptTlsReport => ({
  ...{ id: 'r', organizationName: 'Far', contact: null, from: NOON - DAY_MS, until: NOON - 1, policies: [] },
  ...{ organizationId: ONE, reporter: 'far.test', receivedAt: NOON, queueId: 'Q' as QueueId },
  ...over,
});

const ids = async (notes: NoteStore, organizations: readonly ObjectId[], since = NOON - 7 * DAY_MS) =>
  (await tlsReportsSince(notes, organizations, { since, now: NOON })).map(({ id }) => id);

test('a report is kept once for its reporter; of another reporter the same id is another report', async () => {
  const notes = createFakeNotes();
  assert.equal(await keepTlsReport(notes, report()), 'kept');
  assert.equal(await keepTlsReport(notes, report({ organizationName: 'Near' })), 'known');
  assert.equal(await keepTlsReport(notes, report({ reporter: 'evil.test' })), 'kept');
  assert.equal(await keepTlsReport(notes, report({ organizationId: OTHER })), 'kept');
  assert.deepEqual(await ids(notes, [ONE]), ['r', 'r']);
  assert.deepEqual(await ids(notes, [OTHER]), ['r']);
  assert.deepEqual(await ids(notes, []), []);
});

test('what another node writes meanwhile is not lost', async () => {
  const notes = createFakeNotes();
  let isFirst = true;
  const raced: NoteStore = {
    ...notes,
    get: (...asked) => notes.get(...asked),
    all: (book) => notes.all(book),
    put: async (...asked) => {
      if (isFirst) {
        isFirst = false;
        await keepTlsReport(notes, report({ id: 'theirs' }));
      }
      return notes.put(...asked);
    },
  };
  assert.equal(await keepTlsReport(raced, report({ id: 'ours' })), 'kept');
  assert.deepEqual((await ids(notes, [ONE])).toSorted(), ['ours', 'theirs']);
  const busy = { get: raced.get, put: () => Promise.reject(new NoteConflict('another')) };
  assert.equal(await keepTlsReport(busy, report({ id: 'more' })), 'busy');
});

test('a day has so many at most, and the days asked for are told, the latest first', async () => {
  const notes = createFakeNotes();
  for (let n = 0; n < bounds.store.tlsReportsADay; n++) await keepTlsReport(notes, report({ id: `r${n}` }));
  assert.equal(await keepTlsReport(notes, report({ id: 'last' })), 'full');
  await keepTlsReport(notes, report({ id: 'earlier', from: NOON - 3 * DAY_MS }));
  const found = await ids(notes, [ONE]);
  assert.deepEqual([found.length, found.at(-1)], [bounds.store.tlsReportsADay + 1, 'earlier']);
  assert.equal((await ids(notes, [ONE], NOON - DAY_MS)).length, bounds.store.tlsReportsADay);
  const many = Array.from({ length: bounds.store.tlsReportDaysRead }, (_, n) => `o${n}` as ObjectId);
  assert.equal((await ids(notes, [ONE, ...many])).length, found.length, 'read all at once');
});

test('old days and those of organizations that are gone are forgotten', async () => {
  const notes = createFakeNotes();
  const old = NOON - (bounds.store.tlsReportDays + 1) * DAY_MS;
  await keepTlsReport(notes, report({ id: 'old', from: old }));
  await keepTlsReport(notes, report({ id: 'new' }));
  await keepTlsReport(notes, report({ id: 'gone', organizationId: OTHER }));
  await forgetTlsReports(notes, NOON, (id) => id === ONE);
  assert.deepEqual(
    (await notes.all('tls-report')).map(({ key }) => key),
    [`one ${new Date(NOON - DAY_MS).toISOString().slice(0, 10)}`],
  );
});
