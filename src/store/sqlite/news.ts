/** News of a write, for all who listen (`Store.onNews`). Nobody else writes the data of the embedded engine: its own writes are all there is to tell. */
import type { StoreNews } from '../store.ts';

type Listener = (news: StoreNews) => void;

export class News {
  readonly #listeners = new Set<Listener>();

  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells it after `write` was done, when its caller has heard so: he may know already what others have to look for. */
  async after<Result>(write: Promise<Result>, news: (result: Result) => StoreNews): Promise<Result> {
    const result = await write;
    const told = news(result);
    setImmediate(() => {
      for (const listener of this.#listeners) listener(told);
    });
    return result;
  }

  close(): void {
    this.#listeners.clear();
  }
}
