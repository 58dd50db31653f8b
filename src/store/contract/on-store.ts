import type { Store } from '../store.ts';

export interface OpenedStore {
  readonly store: Store;
  /** Closes it and opens it again on the same data. */
  reopen(): Promise<Store>;
  /** Closes whatever is open and removes the data. */
  dispose(): Promise<void>;
}

/** Runs one test on a fresh store. */
export type OnStore = (name: string, run: (opened: OpenedStore) => Promise<void>) => void;
