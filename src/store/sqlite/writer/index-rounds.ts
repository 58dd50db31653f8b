/** The words of the trace follow behind the commits, a piece at a time: soon when nothing else is to be done, under load at the latest so often. */
import { commitGroup, type CommitTarget } from '../journal/group-commit.ts';
import { indexSome } from './trace-index.ts';
import type { WriterState } from './writer-state.ts';

/** How long the words of the trace may lag behind while acceptance keeps the writer busy, and how soon they follow when it is idle. */
const INDEX_LATEST_MS = 500;
const INDEX_IDLE_MS = 50;
/** Pause between two pieces of a backlog, so that calls come in between. */
const INDEX_NEXT_MS = 5;

interface Parts {
  readonly state: WriterState;
  readonly target: CommitTarget;
  /** Nothing can be written now. */
  readonly broken: () => boolean;
  readonly breakDown: (error: Error) => void;
}

export class IndexRounds {
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | null = null;
  #indexedAt = performance.now();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** There may be something to index. */
  schedule(): void {
    if (this.#timer !== null && performance.now() - this.#indexedAt < INDEX_LATEST_MS) {
      this.#timer.refresh();
      return;
    }
    this.#timer ??= setTimeout(this.#index, INDEX_IDLE_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  readonly #index = (): void => {
    const { state, target, broken, breakDown } = this.#parts;
    this.#timer = null;
    this.#indexedAt = performance.now();
    if (broken()) return;
    let more = false;
    try {
      commitGroup(target, [() => (more = indexSome(state))], (_, outcome) => {
        if (!outcome.ok) more = false;
      });
    } catch (error) {
      breakDown(error as Error);
    }
    if (more) this.#timer = setTimeout(this.#index, INDEX_NEXT_MS);
  };
}
