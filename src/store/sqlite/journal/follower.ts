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

interface Parts {
  readonly file: string;
  readonly writer: Channel<WriterCalls>;
  readonly files: ContentFiles;
  readonly clock: Clock;
  readonly fault: FaultSwitch | null;
  readonly onHealth: (reason: string | null) => void;
}

export class Follower {
  readonly journal: Journal;
  /** The database's due times, as far as they are known here. */
  readonly bound = new DueBound();
  readonly #parts: Parts;
  /** Number of the last batch that the database has. */
  #applied = 0;
  #timer: Timer | null = null;
  /** The database is following on its own account, not on behalf of somebody who waits. */
  #behind: Promise<void> | null = null;
  #closed = false;
  #failed = false;
  #recovering: Promise<void> | null = null;
  #lastBusy: readonly Lane[] = [];

  constructor(journal: Journal, parts: Parts) {
    this.journal = journal;
    this.#parts = parts;
  }

  /** The writer knows the journal's life and how large its file is: it has followed what an earlier life left there. */
  static async open(parts: Parts): Promise<Follower> {
    const { file, fault, writer } = parts;
    const { epoch, allocatedBytes } = await writer.call('journal');
    const journal = await openJournal(
      {
        file,
        fault,
        onWritten: () => follower.#soon(),
        onFull: () => follower.#applySome(),
        onFailed: (reason) => follower.#journalFailed(reason),
      },
      epoch,
      allocatedBytes,
    );
    const follower = new Follower(journal, parts);
    return follower;
  }

  /** Resolves when the database has all that was appended before. Rejects with StoreUnavailable. */
  async catchUp(busyLanes: readonly Lane[] = this.#lastBusy): Promise<void> {
    const written = await this.journal.drained();
    if (this.#recovering !== null) await this.#recovering;
    if (this.#failed) throw new StoreUnavailable('the journal is being recovered');
    if (this.#applied < written || this.bound.earliest(busyLanes) === 0) await this.#apply(busyLanes);
  }

  /** Lets the database follow soon rather than at the next occasion; not waited for. */
  hurry(): void {
    this.#applySome();
  }

  /** Tries to begin the journal anew after a failure; does nothing while it is well. */
  recover(): void {
    if (!this.#failed || this.#closed) return;
    this.#recovering ??= this.#restart()
      .catch((error: unknown) => {
        const reason = `The journal cannot be begun anew: ${(error as Error).message}`;
        this.journal.refuse(reason);
        this.#parts.onHealth(reason);
      })
      .finally(() => {
        this.#recovering = null;
      });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.journal.drained();
    if (!this.#failed) await this.#apply([]).catch(() => {});
    this.#closed = true;
    this.#timer?.cancel();
    await this.journal.close();
  }

  #soon(): void {
    if (this.#closed) return;
    if (this.journal.unappliedBytes >= LAG_BYTES && this.#behind === null) this.#applySome();
    else this.#timer ??= this.#parts.clock.timer(LAG_MS, this.#applySome);
  }

  /** Not waited for: what fails is tried again with the next batch, or by whoever catches up. */
  readonly #applySome = (): void => {
    this.#timer?.cancel();
    this.#timer = null;
    if (this.#closed || this.#failed) return;
    this.#behind ??= this.#apply(this.#lastBusy)
      .catch(() => {})
      .finally(() => {
        this.#behind = null;
        if (this.journal.written > this.#applied) this.#soon();
      });
  };

  async #apply(busyLanes: readonly Lane[]): Promise<void> {
    const { writer, clock, files } = this.#parts;
    this.#lastBusy = busyLanes;
    const answer = await writer.call('apply', this.journal.written, busyLanes, clock.monotonic());
    if (this.#failed) return; // The numbers are of a life that is over.
    this.#applied = answer.batch;
    this.journal.applied(answer.batch);
    this.bound.answered(answer.dueAt, busyLanes, answer.batch);
    // Beside the answer: a file left over by a crash here is swept later.
    if (answer.files.length > 0) void files.remove(answer.files);
  }

  #journalFailed(reason: string): void {
    this.#failed = true;
    this.#parts.onHealth(reason);
    this.recover();
  }

  async #restart(): Promise<void> {
    const epoch = await this.#parts.writer.call('restartJournal', this.journal.written);
    await this.journal.restart(epoch);
    this.#applied = 0;
    this.bound.forgetBatches();
    this.#failed = false;
    this.#parts.onHealth(null);
  }
}
