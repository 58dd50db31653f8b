/** The writer thread's commits: what they are to the database, and what becomes of the steps in memory that go with them. */
import type { FaultSwitch } from '../fault.ts';
import { type CommitTarget, injectedFault } from '../journal/group-commit.ts';
import type { WriterState } from './writer-state.ts';

export class WriterCommits implements CommitTarget {
  readonly #state: WriterState;
  readonly #fault: FaultSwitch | null;
  /** The steps in memory that the last failed commit would have brought. */
  #doubtful: (() => void)[] = [];

  constructor(state: WriterState, fault: FaultSwitch | null) {
    this.#state = state;
    this.#fault = fault;
  }

  begin(): void {
    if (this.#fault?.hit('begin')) throw injectedFault('begin');
    this.#state.database.handle.exec('BEGIN IMMEDIATE');
  }

  commit(): void {
    if (this.#fault?.hit('commit')) throw injectedFault('commit');
    this.#state.sql('COMMIT').run();
  }

  rollback(): void {
    try {
      const { handle } = this.#state.database;
      if (handle.isTransaction) handle.exec('ROLLBACK');
    } catch {
      // The connection is closed next; an open transaction ends with it.
    }
  }

  settleMemory(committed: boolean): void {
    const state = this.#state;
    const steps = state.afterCommit;
    state.afterCommit = [];
    if (committed) state.events.committed();
    else state.events.rolledBack();
    if (committed) for (const step of steps) step();
    else this.#doubtful = steps;
  }

  /** It is known now what became of the last failed commit. `happened`: it had reached the disk all the same, so it happens in memory too. */
  resolveDoubt(happened: boolean): void {
    if (happened) for (const step of this.#doubtful) step();
    this.#doubtful = [];
  }
}
