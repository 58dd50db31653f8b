import type { Appended, Journal } from './journal.ts';
import { encodeRecord, type JournalRecord } from './journal-records.ts';

/** Appends a record to the journal. `record`: as it is kept. */
export function appendRecord<Kind extends JournalRecord>(journal: Journal, given: Kind): Appended & { record: Kind } {
  const { record, json, contents } = encodeRecord(given);
  return { ...journal.append(json, contents), record: record as Kind };
}
