/**
 * TLS reports that others sent, in the notes: those of one organization about one UTC day are one note, so that a reader of a few days touches
 * little. Promises: the same report is kept once, whatever several nodes do; a day has so many at most, and goes after so many days.
 */
import { bounds } from '../base/bounds.ts';
import type { ObjectId } from '../base/id.ts';
import { utcDay } from '../base/words/utc-day.ts';
import type { KeptTlsReport } from '../mail/doors/tls-reports.ts';
import { NoteConflict, type NoteStore } from './store.ts';

const BOOK = 'tls-report';
const DAY_MS = 86_400_000;

const keyOf = (organizationId: ObjectId, day: string): string => `${organizationId} ${day}`;
const dayOfKey = (key: string): string => key.slice(key.indexOf(' ') + 1);

interface KeptDay {
  readonly version: 1;
  readonly reports: readonly KeptTlsReport[];
}

type Notes = Pick<NoteStore, 'get' | 'put'>;

/** `busy`: others wrote the same day again and again. Rejects with StoreUnavailable. */
export async function keepTlsReport(notes: Notes, report: KeptTlsReport): Promise<'kept' | 'known' | 'full' | 'busy'> {
  const key = keyOf(report.organizationId, utcDay(report.from));
  for (let round = 0; round < bounds.store.tlsReportTries; round++) {
    const note = await notes.get(BOOK, key);
    const reports = (note?.value as KeptDay | undefined)?.reports ?? [];
    // Of a name that the sender gives itself another one could make use, so as to have its reports passed over.
    if (reports.some(({ id, reporter }) => id === report.id && reporter === report.reporter)) return 'known';
    if (reports.length >= bounds.store.tlsReportsADay) return 'full';
    const value: KeptDay = { version: 1, reports: [...reports, report] };
    try {
      await notes.put(BOOK, [{ key, value, expected: note?.version ?? 0 }]);
      return 'kept';
    } catch (error) {
      if (!(error instanceof NoteConflict)) throw error;
    }
  }
  return 'busy';
}

/** About the days since then, the latest first. Rejects with StoreUnavailable. */
export async function tlsReportsSince(
  notes: Pick<NoteStore, 'get' | 'all'>,
  organizations: readonly ObjectId[],
  { since, now }: { readonly since: number; readonly now: number },
): Promise<readonly KeptTlsReport[]> {
  const days: string[] = [];
  const oldest = Math.max(since, now - bounds.store.tlsReportDays * DAY_MS);
  for (let at = now + DAY_MS; utcDay(at) >= utcDay(oldest); at -= DAY_MS) days.push(utcDay(at));
  const keys = organizations.flatMap((id) => days.map((day) => keyOf(id, day)));
  const found =
    keys.length <= bounds.store.tlsReportDaysRead
      ? await Promise.all(keys.map((key) => notes.get(BOOK, key)))
      : await allOf(notes, new Set(keys));
  return found
    .flatMap((note) => (note === null ? [] : (note.value as KeptDay).reports))
    .toSorted((one, other) => other.from - one.from || other.receivedAt - one.receivedAt);
}

const allOf = async (notes: Pick<NoteStore, 'all'>, keys: ReadonlySet<string>) =>
  (await notes.all(BOOK)).filter(({ key }) => keys.has(key));

/** Those of days that are long over, and of organizations that are gone. Rejects with StoreUnavailable. */
export async function forgetTlsReports(
  notes: Pick<NoteStore, 'all' | 'delete'>,
  now: number,
  isThere: (organizationId: ObjectId) => boolean,
): Promise<void> {
  const oldest = utcDay(now - bounds.store.tlsReportDays * DAY_MS);
  const gone = (await notes.all(BOOK))
    .map(({ key }) => key)
    .filter((key) => dayOfKey(key) < oldest || !isThere(key.slice(0, key.indexOf(' ')) as ObjectId));
  if (gone.length > 0) await notes.delete(BOOK, gone);
}
