/**
 * The main thread's hold on the database that follows the journal: lets it follow in pieces while mail flows, and at once when someone
 * wants to see what is true now. Keeps the journal going again after a failed write.
 */
import type { Clock, Timer } from '../../../base/clock.ts';
import type { Lane } from '../../../mail/route.ts';
import { StoreUnavailable } from '../../store.ts';
import type { Channel } from '../channel.ts';
import type { ContentFiles } from '../spool/content-files.ts';
import { DueBound } from '../spool/due-bound.ts';
import type { FaultSwitch } from '../fault.ts';
import { type Journal, openJournal } from './journal.ts';
import type { WriterCalls } from '../protocol.ts';

/** How long the database may lag behind the journal while mail flows. */
const LAG_MS = 1_000;
/** Octets it may lag behind before it is told at once. */
const LAG_BYTES = 24 * 1024 * 1024;

export interface Follower {
  readonly journal: Journal;
  /** The database's due times, as far as they are known here. */
  readonly bound: DueBound;
  /** Resolves when the database has all that was appended before. Rejects with StoreUnavailable. */
  catchUp(busyLanes?: readonly Lane[]): Promise<void>;
  /** Lets the database follow soon rather than at the next occasion; not waited for. */
  hurry(): void;
  /** Tries to begin the journal anew after a failure; does nothing while it is well. */
  recover(): void;
  close(): Promise<void>;
}

interface Parts {
  readonly file: string;
  readonly writer: Channel<WriterCalls>;
  readonly files: ContentFiles;
  readonly clock: Clock;
  readonly fault: FaultSwitch | null;
  readonly onHealth: (reason: string | null) => void;
}

export async function openFollower({ file, writer, files, clock, fault, onHealth }: Parts): Promise<Follower> {
  const bound = new DueBound();
  let applied = 0;
  let timer: Timer | null = null;
  let behind: Promise<void> | null = null;
  let closed = false;
  let failed = false;
  let recovering: Promise<void> | null = null;
  let lastBusy: readonly Lane[] = [];

  const apply = async (busyLanes: readonly Lane[]): Promise<void> => {
    lastBusy = busyLanes;
    const answer = await writer.call('apply', journal.written, busyLanes, clock.monotonic());
    if (failed) return; // The numbers are of a life that is over.
    applied = answer.batch;
    journal.applied(answer.batch);
    bound.answered(answer.dueAt, busyLanes, answer.batch);
    // Beside the answer: a file left over by a crash here is swept later.
    if (answer.files.length > 0) void files.remove(answer.files);
  };

  /** Not waited for: what fails is tried again with the next batch, or by whoever catches up. */
  const applySome = (): void => {
    timer?.cancel();
    timer = null;
    if (closed || failed) return;
    behind ??= apply(lastBusy)
      .catch(() => {})
      .finally(() => {
        behind = null;
        if (journal.written > applied) soon();
      });
  };
  const soon = (): void => {
    if (closed) return;
    if (journal.unappliedBytes >= LAG_BYTES && behind === null) applySome();
    else timer ??= clock.timer(LAG_MS, applySome);
  };

  const recover = (): void => {
    if (!failed || closed) return;
    recovering ??= restart()
      .catch((error: unknown) => {
        const reason = `The journal cannot be begun anew: ${(error as Error).message}`;
        journal.refuse(reason);
        onHealth(reason);
      })
      .finally(() => {
        recovering = null;
      });
  };
  const restart = async (): Promise<void> => {
    const epoch = await writer.call('restartJournal', journal.written);
    await journal.restart(epoch);
    applied = 0;
    bound.forgetBatches();
    failed = false;
    onHealth(null);
  };

  const { epoch, allocatedBytes } = await writer.call('journal');
  const journal = await openJournal(
    {
      file,
      fault,
      onWritten: soon,
      onFull: applySome,
      onFailed: (reason) => {
        failed = true;
        onHealth(reason);
        recover();
      },
    },
    epoch,
    allocatedBytes,
  );

  return {
    journal,
    bound,
    async catchUp(busyLanes = lastBusy) {
      const written = await journal.drained();
      if (recovering !== null) await recovering;
      if (failed) throw new StoreUnavailable('the journal is being recovered');
      if (applied < written || bound.earliest(busyLanes) === 0) await apply(busyLanes);
    },
    hurry: applySome,
    recover,
    async close() {
      if (closed) return;
      await journal.drained();
      if (!failed) await apply([]).catch(() => {});
      closed = true;
      timer?.cancel();
      await journal.close();
    },
  };
}
