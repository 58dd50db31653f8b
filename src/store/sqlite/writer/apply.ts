/**
 * The database follows the journal: some batches at a time become rows, in one commit that also says how far it has come. So a crash at
 * any moment finds the place again, and what is applied twice changes nothing.
 *
 * A message that was accepted and settled within what is applied at once leaves a trace and nothing else: on a quiet way through
 * the house that is almost every message, and it spares the database all of the queue's rows.
 */
import { assertNever } from '../../../base/never.ts';
import type { QueueId } from '../../../base/id.ts';
import { type NewMessage, type Settlement, type UsageIncrement, usageBucketMs } from '../../store.ts';
import type { JournalPlace, JournalReader } from '../journal/journal-reader.ts';
import { decodeRecord, type JournalRecord } from '../journal/journal-records.ts';
import { accept, acceptFinished, handOver, settle } from './spool-writes.ts';
import { type IndexableRow, indexNew } from './trace-index.ts';
import { Tally } from './tally.ts';
import { recordSessions } from './trace-writes.ts';
import { type WriterState, writeJournalPlace } from './writer-state.ts';

/** Records applied in one commit: a tenth of a second of the writer's time. */
const RECORDS_AT_ONCE = 5_000;
/** Octets applied in one commit. */
const BYTES_AT_ONCE = 16 * 1024 * 1024;

export interface Piece {
  readonly records: readonly JournalRecord[];
  readonly next: JournalPlace;
}

/** The next piece of the journal, not beyond batch `until`; null when there is nothing. */
export function readPiece(reader: JournalReader, from: JournalPlace, until: number): Piece | null {
  const records: JournalRecord[] = [];
  let place = from;
  let bytes = 0;
  while (place.number < until && records.length < RECORDS_AT_ONCE && bytes < BYTES_AT_ONCE) {
    const batch = reader.read(place);
    if (batch === null) break;
    for (const raw of batch.records) {
      records.push(decodeRecord(raw));
      bytes += raw.json.length + raw.contents.length;
    }
    place = batch.next;
  }
  return place === from ? null : { records, next: place };
}

/** Within a commit. `live`: memory claims what was accepted ahead; false while an earlier life's journal is read. Returns content files that may be nobody's now. */
export function applyPiece(state: WriterState, { records, next }: Piece, live: boolean): string[] {
  const fates = fatesOf(records);
  const usage = new UsageSum();
  const tally = new Tally();
  const files: string[] = [];
  const fresh: IndexableRow[] = [];
  const take = (message: NewMessage, ahead: boolean): void => {
    const fate = fates.get(message.queueId);
    usage.add(message);
    tally.cameIn(message);
    if (fate === undefined || fate.open > 0) {
      fresh.push(...accept(state, message, ahead && live));
      return;
    }
    fresh.push(...acceptFinished(state, message, fate.settlements, tally));
    if (message.content.kind === 'stored') files.push(message.content.id);
  };
  for (const record of records) {
    switch (record.kind) {
      case 'accept':
        take(record.message, record.ahead);
        break;
      case 'settle': {
        const { settlement } = record;
        if (fates.get(settlement.queueId)?.open !== 0) {
          const file = settle(state, settlement, record.freed, tally);
          if (file !== null) files.push(file);
        }
        settlement.owed.forEach((owed, index) => take(owed, record.ahead[index] === true));
        break;
      }
      case 'hand-over':
        for (const [queueId, ordinals] of record.entries) handOver(state, queueId, ordinals);
        break;
      case 'sessions':
        recordSessions(state, record.sessions, record.counts, tally);
        break;
      default:
        assertNever(record);
    }
  }
  usage.write(state);
  tally.write(state);
  indexNew(state, fresh);
  writeJournalPlace(state, next);
  return files.filter(
    (file) => state.sql('SELECT 1 FROM message WHERE content_file = ? LIMIT 1').get(file) === undefined,
  );
}

/** The fate, within a piece, of a message accepted in it. */
interface Fate {
  /** Recipients that are not done at its end; infinite when something happened that only the queue's rows can tell. */
  open: number;
  readonly settlements: Omit<Settlement, 'leaseId'>[];
}

function fatesOf(records: readonly JournalRecord[]): Map<QueueId, Fate> {
  const fates = new Map<QueueId, Fate>();
  const enter = (message: NewMessage): void => {
    fates.set(message.queueId, { open: message.recipients.length, settlements: [] });
  };
  for (const record of records) {
    if (record.kind === 'accept') enter(record.message);
    if (record.kind !== 'settle') continue;
    const { settlement } = record;
    const fate = fates.get(settlement.queueId);
    if (fate !== undefined) {
      fate.settlements.push(settlement);
      const simple = settlement.added.length === 0 && settlement.changes.every((change) => change.state === 'done');
      fate.open = simple ? fate.open - settlement.changes.length : Number.POSITIVE_INFINITY;
    }
    settlement.owed.forEach(enter);
  }
  return fates;
}

/** Counts of a piece, so that a busy sender costs one row and not one per message. */
class UsageSum {
  readonly #sums = new Map<string, UsageIncrement & { at: number; lastSeen: number }>();

  add({ receivedAt, usage }: NewMessage): void {
    const at = Math.floor(receivedAt / usageBucketMs) * usageBucketMs;
    for (const { subject, messages, recipients } of usage) {
      const key = `${at} ${subject}`;
      const known = this.#sums.get(key);
      this.#sums.set(key, {
        at,
        subject,
        messages: messages + (known?.messages ?? 0),
        recipients: recipients + (known?.recipients ?? 0),
        lastSeen: Math.max(receivedAt, known?.lastSeen ?? 0),
      });
    }
  }

  write(state: WriterState): void {
    for (const { at, subject, messages, recipients, lastSeen } of this.#sums.values())
      state
        .sql(
          'INSERT INTO usage (at, subject, messages, recipients, last_seen) VALUES (?,?,?,?,?) ON CONFLICT (at, subject) DO UPDATE SET messages = messages + excluded.messages, recipients = recipients + excluded.recipients, last_seen = max(last_seen, excluded.last_seen)',
        )
        .run(at, subject, messages, recipients, lastSeen);
  }
}
