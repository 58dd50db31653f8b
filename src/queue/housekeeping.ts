/**
 * The queue's needs beside deliveries, met by one node for all: old trace rows and orphaned content swept, mail whose days in quarantine
 * are over ended, lists of it sent, entries of lists that have ended removed, old reports forgotten, and mail that a clock which went back has left far in the future
 * fetched back. Each failure is logged and tried at the next round.
 */
import { bounds } from '../base/bounds.ts';
import { type Clock, sleep } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { KeptShorter, Store } from '../store/store.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { removeEnded } from './ended-entries.ts';
import { type MonthlyParts, sendMonthlyReports } from './monthly/monthly-report.ts';
import { sendDigests } from './quarantine/digest.ts';
import { expireQuarantine } from './quarantine/expiry.ts';
import { Quarantine } from './quarantine/quarantine.ts';
import { forgettingTlsReports } from './old-tls-reports.ts';
import { createQueueTime } from './queue-time.ts';
import { SweepTime } from './sweep-time.ts';

export interface HousekeepingParts {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly log: Log;
  readonly keepTraceMs: number;
  /** Absent: no lists and reports are sent (tests of this room). */
  readonly mails?: Pick<MonthlyParts, 'ids' | 'observe' | 'hostName' | 'url'>;
}

const ROUND_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/** Returns how to stop: no new round; it resolves when the current one has ended. */
export function startHousekeeping({
  store,
  directory,
  clock,
  log,
  keepTraceMs,
  mails,
}: HousekeepingParts): () => Promise<void> {
  const time = createQueueTime(clock);
  const sweepTime = new SweepTime(store, clock, log);
  const quarantine = new Quarantine({ store, directory, clock });
  const forgetReports = forgettingTlsReports({ store, directory });

  const sweep = async (over: AbortSignal): Promise<void> => {
    const now = await sweepTime.now();
    for (let step = 0; step < bounds.queue.sweeps && !over.aborted; step++)
      if (!(await store.spool.sweep(now, keepTraceMs, shorterKept(directory, keepTraceMs)))) return;
  };

  const fetchBack = async (over: AbortSignal): Promise<void> => {
    // On the scale of due times, which does not go back with the wall clock of this process.
    const now = time.dueNow();
    const dueAfter = now + bounds.queue.wait;
    for (const { lane, waiting, lastAttemptAt } of await store.spool.lanes()) {
      if (waiting === 0 || lastAttemptAt <= dueAfter || over.aborted) continue;
      const far = { lane, held: false, dueAfter };
      await store.spool.steer(far, { verb: 'retry-now' }, 'the queue: the clock went back', now);
    }
  };

  const guarded = async (what: string, act: (over: AbortSignal) => Promise<void>, over: AbortSignal): Promise<void> => {
    try {
      await act(over);
    } catch (error) {
      if (!over.aborted) log.warn({ error: String(error) }, `${what} failed; it is tried again later`);
    }
  };

  const rounds = async (over: AbortSignal): Promise<void> => {
    while (!over.aborted) {
      await guarded('fetching back delayed mail', fetchBack, over);
      const expire = async (): Promise<void> => expireQuarantine(quarantine, directory, await sweepTime.now(), over);
      await guarded('emptying the quarantine', expire, over);
      const remove = async (): Promise<void> => removeEnded({ store, directory, clock }, await sweepTime.now(), over);
      await guarded('removing ended entries of lists', remove, over);
      if (mails !== undefined) {
        const parts = { ...mails, store, directory, clock };
        const list = async (): Promise<void> => sendDigests(parts, await sweepTime.now(), over);
        await guarded('sending lists of mail in quarantine', list, over);
        const report = async (): Promise<void> => sendMonthlyReports(parts, await sweepTime.now(), over);
        await guarded('sending monthly reports', report, over);
      }
      await guarded('forgetting old TLS reports', async () => forgetReports(await sweepTime.now()), over);
      await guarded('sweeping', sweep, over);
      await sleep(clock, ROUND_MS, over);
    }
  };

  let running: Promise<void> = Promise.resolve();
  const giveUp = store.role('housekeeping', (over) => {
    running = running.then(() => rounds(over));
  });
  return async () => {
    giveUp();
    await running;
  };
}

/** Organizations that keep their trace for less long than the server does. */
const shorterKept = (directory: LiveDirectory, keepTraceMs: number): readonly KeptShorter[] =>
  [...directory.current.organizations].flatMap(({ id, traceDays }) =>
    traceDays === null || traceDays * DAY_MS >= keepTraceMs ? [] : [{ organizationId: id, keepMs: traceDays * DAY_MS }],
  );
