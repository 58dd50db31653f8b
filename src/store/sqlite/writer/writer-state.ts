/** The writer thread's memory between calls, and the way its verbs reach the database. */
import type { LeaseId } from '../../../base/id.ts';
import type { Database } from '../database/database.ts';
import type { JournalPlace } from '../journal/journal-reader.ts';
import { LaneBook } from '../spool/lane-book.ts';
import { EventNumbers } from './event-numbers.ts';
import { TallyLabels } from './tally-labels.ts';
import { createTraceNumbers, type TraceNumbers } from './trace-numbers.ts';
import { tooNew, VALUE_VERSION } from '../database/versions.ts';
import type { StatementSync } from 'node:sqlite';

export interface Lease {
  readonly id: LeaseId;
  readonly messageId: number;
  /** Shrinks as they are settled or handed over. */
  readonly ordinals: Set<number>;
  /** On the monotonic clock: a jump of wall time must not end a lease under a running delivery. */
  readonly endsAt: number;
  /** Acts of an administrator on recipients while they were leased; honoured when the lease ends. */
  readonly steered: Map<number, { readonly nextAt: number; readonly redirected: boolean }>;
}

export interface WriterState {
  database: Database;
  readonly book: LaneBook;
  readonly leases: Map<LeaseId, Lease>;
  /** Lease of each leased recipient, by `recipientKey`. */
  readonly leasedBy: Map<number, Lease>;
  readonly traceNumbers: TraceNumbers;
  /** Grows with each start, so that numbers made from it never repeat. */
  epoch: number;
  /** Up to where the database has followed the journal. */
  journal: JournalPlace;
  nextMessageId: number;
  readonly events: EventNumbers;
  readonly labels: TallyLabels;
  nextLease: number;
  /** Runs after the commit of the group in hand; dropped when it fails. */
  afterCommit: (() => void)[];
  sql(text: string): StatementSync;
}

/** Recipients of one message are at most some thousand; 20 bits leave 2^33 messages. */
const ORDINAL_SPAN = 1_048_576;
export const recipientKey = (messageId: number, ordinal: number): number => messageId * ORDINAL_SPAN + ordinal;

/** Counts the start and reads what the next numbers are. Throws DatabaseTooNew. */
export function openWriterState(database: Database): WriterState {
  // First: the number of this life is the one that is counted here. With that of a life before, its batches would count again.
  const { epoch, firstEvent } = countStart(database);
  const state: WriterState = {
    database,
    book: new LaneBook(),
    leases: new Map(),
    leasedBy: new Map(),
    traceNumbers: createTraceNumbers((low, high) => {
      const row = state.sql('SELECT max(seq) AS seq FROM trace WHERE seq BETWEEN ? AND ?').get(low, high);
      return (row as { seq: number | null }).seq;
    }),
    epoch,
    journal: { epoch: 0, offset: 0, number: 0 },
    nextMessageId: 1,
    events: new EventNumbers(firstEvent, (end) => {
      state.sql("UPDATE meta SET value = ? WHERE name = 'next_event'").run(end);
    }),
    labels: new TallyLabels(),
    nextLease: 1,
    afterCommit: [],
    sql: (text) => state.database.sql(text),
  };
  state.journal = readJournalPlace(state);
  state.nextMessageId = ((state.sql('SELECT max(id) AS id FROM message').get() as { id: number | null }).id ?? 0) + 1;
  for (const row of state
    .sql('SELECT lane, min(next_at) AS at FROM recipient INDEXED BY recipient_due WHERE held = 0 GROUP BY lane')
    .iterate() as Iterable<{ lane: string; at: number }>) {
    state.book.note(row.lane, row.at);
  }
  return state;
}

const metaOf = (database: Database, name: string): number =>
  (database.sql('SELECT value FROM meta WHERE name = ?').get(name) as { value: number }).value;

/** Another start, in one commit: its number, which no life of the journal had before, and the first number of its events. Throws DatabaseTooNew. */
function countStart(database: Database): { readonly epoch: number; readonly firstEvent: number } {
  const values = metaOf(database, 'values');
  if (values > VALUE_VERSION) throw tooNew('What the database holds', values, VALUE_VERSION);
  const firstEvent = metaOf(database, 'next_event');
  const set = database.sql('UPDATE meta SET value = ? WHERE name = ?');
  database.handle.exec('BEGIN IMMEDIATE');
  const epoch = metaOf(database, 'epoch') + 1;
  set.run(epoch, 'epoch');
  set.run(VALUE_VERSION, 'values');
  set.run(EventNumbers.endOf(firstEvent), 'next_event');
  database.handle.exec('COMMIT');
  return { epoch, firstEvent };
}

/** As the last commit that followed the journal left it. */
export function readJournalPlace(state: WriterState): JournalPlace {
  const rows = state.sql("SELECT name, value FROM meta WHERE name LIKE 'journal%'").all() as unknown as {
    name: string;
    value: number;
  }[];
  const of = (name: string): number => rows.find((row) => row.name === name)?.value ?? 0;
  return { epoch: of('journal_epoch'), offset: of('journal_offset'), number: of('journal_batch') };
}

/** Within a commit: the database has what comes before this place. */
export function writeJournalPlace(state: WriterState, place: JournalPlace): void {
  const write = state.sql('UPDATE meta SET value = ? WHERE name = ?');
  write.run(place.epoch, 'journal_epoch');
  write.run(place.offset, 'journal_offset');
  write.run(place.number, 'journal_batch');
  state.afterCommit.push(() => {
    state.journal = place;
  });
}

/** Ends a lease: its recipients may be due again from the given times on. */
export function endLease(state: WriterState, lease: Lease): void {
  if (!state.leases.delete(lease.id)) return;
  for (const ordinal of lease.ordinals) state.leasedBy.delete(recipientKey(lease.messageId, ordinal));
}

/** Takes one recipient out of whatever lease it is in. */
export function freeRecipient(state: WriterState, messageId: number, ordinal: number): void {
  const key = recipientKey(messageId, ordinal);
  const lease = state.leasedBy.get(key);
  if (lease === undefined) return;
  state.leasedBy.delete(key);
  lease.ordinals.delete(ordinal);
  if (lease.ordinals.size === 0) state.leases.delete(lease.id);
}
