/**
 * The reports that a settlement owes, as messages of our own: reads of the original what they return, and has them written
 * (`report-message.ts`). A report that cannot be made is logged and left out: what the next hop said is committed all the same.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { Pieces } from '../../base/slices.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Store } from '../../store/store.ts';
import { type OriginalText, readOriginal, wholeReport } from './original.ts';
import type { QueueTime } from '../queue-time.ts';
import { type Owed, owedReport, unreadReport } from './report-message.ts';
import type { Settled } from '../conclude/settle.ts';

export interface OwedReportsParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly time: QueueTime;
  readonly ids: IdSource;
  readonly log: Log;
  readonly pieces: Pieces;
  readonly settings: { readonly hostName: string };
}

export class OwedReports {
  readonly #parts: OwedReportsParts;

  constructor(parts: OwedReportsParts) {
    this.#parts = parts;
  }

  /** To the sender and to postmaster. */
  async write({ reports }: Settled, message: QueuedMessage): Promise<readonly Owed[]> {
    const { store, directory, pieces, ids, log, settings } = this.#parts;
    const sender = message.reversePath;
    if (sender === null) return [];
    const kinds = reports.map(({ kind }) => kind);
    let original: OriginalText = { header: null, full: null };
    try {
      original = await readOriginal(store.spool, message, kinds);
    } catch (error) {
      // A report without the original's header is still a report.
      log.warn({ queueId: message.queueId, error: String(error) }, 'original could not be read for a report');
    }
    const owed: Owed[] = [];
    for (const report of reports) {
      // Hundreds of recipients take some milliseconds: between any two such, of whatever message, the sockets have their turn.
      if (report.recipients.length > bounds.queue.reportAtOnce) await pieces.rest();
      try {
        const facts = { view: directory.current, hostName: settings.hostName };
        const owing = { ...facts, ...this.#times(), reportId: ids.queueId() };
        owed.push(await owedReport(message, sender, report, original, owing));
      } catch (error) {
        // A bug of ours; what the next hop said must be committed all the same.
        log.error({ queueId: message.queueId, error: String(error) }, 'a report could not be composed');
      }
    }
    return owed;
  }

  /** Those that nobody took, for the administrator's list. */
  async keepUnread({ unread }: Settled, message: QueuedMessage): Promise<readonly Owed[]> {
    const { store, ids, log } = this.#parts;
    try {
      const bytes = await wholeReport(store.spool, message);
      const times = this.#times();
      return unread.map((reader) => unreadReport(message, reader, bytes, { ...times, reportId: ids.queueId() }));
    } catch (error) {
      log.warn({ queueId: message.queueId, error: String(error) }, 'a report that nobody took could not be kept');
      return [];
    }
  }

  #times(): { readonly now: number; readonly dueNow: number } {
    return { now: this.#parts.clock.now(), dueNow: this.#parts.time.dueNow() };
  }
}
