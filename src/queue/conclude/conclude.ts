/**
 * From outcomes to a commit: asks `settle`, reads what a report needs, writes the reports, commits all of it as one, and only then tells.
 * Shared by the runner and by administrators' verbs. A commit that fails is repeated as long as the process lives: what the next hop has
 * said must not be forgotten, or the message would be sent twice when its lease ends.
 */
import { bounds } from '../../base/bounds.ts';
import { type Clock, sleep } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { Pieces } from '../../base/slices.ts';
import type { Delivery, Outcome } from '../../mail/delivery.ts';
import type { Observe } from '../../mail/observation.ts';
import type { Route } from '../../mail/route.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { LeaseLost, type Settlement, StoreUnavailable, type Store } from '../../store/store.ts';
import { type OriginalText, readOriginal, wholeReport } from '../reports/original.ts';
import { endsPiece } from '../pieces.ts';
import { type Owed, owedReport, unreadReport } from '../reports/report-message.ts';
import type { QueueTime } from '../queue-time.ts';
import { type Settled, settle } from './settle.ts';

export interface ConcludeParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly time: QueueTime;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
  readonly pieces: Pieces;
  readonly settings: {
    readonly hostName: string;
    readonly delayNoticeAfterMs: number;
    readonly expiryMxMs: number;
    readonly expiryOtherMs: number;
  };
}

export interface Conclusion {
  readonly delivery: Delivery;
  readonly outcomes: readonly Outcome[];
  /** By ordinal: what was tried. */
  readonly routes: ReadonlyMap<number, Route>;
  /** We broke off ourselves; delays are then no attempts. */
  readonly interrupted: boolean;
  /** The person who decided these outcomes, if one did. */
  readonly actor?: string;
}

/** Resolves true when it is committed, false when `giveUp` aborted first: then nothing has happened, and the lease is still held. */
export type Conclude = (conclusion: Conclusion, giveUp: AbortSignal) => Promise<boolean>;

const FIRST_PAUSE_MS = 200;

export function createConclude(parts: ConcludeParts): Conclude {
  const { store, directory, clock, time, random, ids, log, observe, pieces, settings } = parts;

  const write = async (settled: Settled, delivery: Delivery): Promise<readonly Owed[]> => {
    const sender = delivery.message.reversePath;
    if (sender === null) return [];
    const kinds = settled.reports.map((report) => report.kind);
    let original: OriginalText = { header: null, full: null };
    try {
      original = await readOriginal(store.spool, delivery.message, kinds);
    } catch (error) {
      // A report without the original's header is still a report.
      log.warn({ queueId: delivery.message.queueId, error: String(error) }, 'original could not be read for a report');
    }
    const owed: Owed[] = [];
    for (const report of settled.reports) {
      // Hundreds of recipients take some milliseconds: between any two such, of whatever message, the sockets have their turn.
      if (report.recipients.length > bounds.queue.reportAtOnce) await pieces.rest();
      try {
        const facts = { view: directory.current, hostName: settings.hostName };
        const times = { now: clock.now(), dueNow: time.dueNow() };
        const owing = { ...facts, ...times, reportId: ids.queueId() };
        owed.push(await owedReport(delivery.message, sender, report, original, owing));
      } catch (error) {
        // A bug of ours; what the next hop said must be committed all the same.
        log.error({ queueId: delivery.message.queueId, error: String(error) }, 'a report could not be composed');
      }
    }
    return owed;
  };

  /** Reports that nobody took, for the administrator's list. */
  const unread = async (settled: Settled, { message }: Delivery): Promise<readonly Owed[]> => {
    try {
      const bytes = await wholeReport(store.spool, message);
      const times = { now: clock.now(), dueNow: time.dueNow() };
      return settled.unread.map((reader) =>
        unreadReport(message, reader, bytes, { ...times, reportId: ids.queueId() }),
      );
    } catch (error) {
      log.warn({ queueId: message.queueId, error: String(error) }, 'a report that nobody took could not be kept');
      return [];
    }
  };

  const commit = async (settlement: Settlement, giveUp: AbortSignal): Promise<boolean> => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, bounds.queue.concludePause)) {
      try {
        await store.spool.settle(settlement);
        return true;
      } catch (error) {
        const fields = { queueId: settlement.queueId, leaseId: settlement.leaseId, pauseMs, error: String(error) };
        if (error instanceof LeaseLost) {
          // Another attempt has or will have these recipients: what was sent may be sent again, nothing is lost.
          log.error(fields, 'the lease was lost before its result could be written; it is not written');
          return false;
        }
        if (error instanceof StoreUnavailable) log.warn(fields, 'settling failed; it is repeated');
        else log.error(fields, 'settling failed in an unexpected way; it is repeated');
      }
      if (giveUp.aborted) return false;
      await sleep(clock, pauseMs, giveUp);
      if (giveUp.aborted) return false;
    }
  };

  return async ({ delivery, outcomes, routes, interrupted, actor }, giveUp) => {
    const settled = await pieces.all(
      settle(delivery, outcomes, {
        view: directory.current,
        now: clock.now(),
        dueNow: time.dueNow(),
        ageOf: (stamp) => time.ageOf(stamp),
        routes,
        settings,
        fraction: () => random.fraction(),
        interrupted,
        actor: actor ?? null,
      }),
    );
    const reports = settled.reports.length === 0 ? [] : await write(settled, delivery);
    const owed = settled.unread.length === 0 ? reports : [...reports, ...(await unread(settled, delivery))];
    const events: readonly TraceEvent[] = [...settled.events, ...owed.map((one) => one.event)];
    const { leaseId, queueId, changes, added } = settled;
    const settlement: Settlement = {
      leaseId,
      queueId,
      changes,
      added,
      owed: owed.flatMap(({ message }) => (message === null ? [] : [message])),
      events,
    };
    if (!(await commit(settlement, giveUp))) return false;
    for (const [index, event] of events.entries()) {
      if (endsPiece(index)) await pieces.rest();
      observe({ kind: 'trace', event });
    }
    for (const { message, event } of owed) {
      if (message === null) continue;
      for (const one of message.events) observe({ kind: 'trace', event: one });
      if (message.orphan) observe({ kind: 'warning', what: 'orphan-report', text: event.text });
      observe({
        kind: 'accepted',
        queueId: message.queueId,
        ingress: message.ingress,
        sizeBytes: message.content.sizeBytes,
        recipients: message.recipients.length,
      });
    }
    return true;
  };
}
