import type { Directory } from './objects.ts';
import { DirectoryView } from './snapshot.ts';

/** Holds the snapshot in force. The composition swaps it after each change; readers take `current` once per decision. */
export class LiveDirectory {
  #view: DirectoryView;
  readonly #listeners = new Set<(view: DirectoryView) => void>();

  constructor(directory: Directory | DirectoryView) {
    this.#view = directory instanceof DirectoryView ? directory : new DirectoryView(directory);
  }

  get current(): DirectoryView {
    return this.#view;
  }

  replace(directory: Directory | DirectoryView): void {
    if (directory.revision < this.#view.revision) return;
    this.#view = directory instanceof DirectoryView ? directory : new DirectoryView(directory);
    for (const listener of this.#listeners) listener(this.#view);
  }

  /** Returns the unsubscribe. */
  onChange(listener: (view: DirectoryView) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
