import type { Clock } from '../base/clock.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { DirectoryEdit } from '../directory/objects.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { Store } from './store.ts';

export interface ChangeParts {
  readonly store: Pick<Store, 'directory'>;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
}

/** A change that the house makes by itself: written, and put in force. Rejects with DirectoryConflict when the store has gone on from the view. */
export async function changeInForce(
  { store, directory, clock }: ChangeParts,
  view: DirectoryView,
  edits: readonly DirectoryEdit[],
  actor: string,
): Promise<void> {
  const revision = await store.directory.change(edits, actor, clock.now(), view.revision);
  directory.replace(view.changed(edits, revision));
}
