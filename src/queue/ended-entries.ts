/** Entries of lists and restrictions that have ended leave the directory, some days later: until then a page shows them as ended. Part of housekeeping. */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import { slices } from '../base/slices.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { endsAt } from '../directory/validity.ts';
import type { DirectoryEdit } from '../directory/objects.ts';
import { DirectoryConflict, type Store } from '../store/store.ts';

const ACTOR = 'system:lists';
const KINDS = ['allow-entry', 'block-entry', 'restriction'] as const;

/** @param now as housekeeping takes it: not that of a clock that has just jumped ahead. */
export async function removeEnded(
  {
    store,
    directory,
    clock,
  }: { readonly store: Pick<Store, 'directory'>; readonly directory: LiveDirectory; readonly clock: Clock },
  now: number,
  over: AbortSignal,
): Promise<void> {
  const view = directory.current;
  const edits: DirectoryEdit[] = [];
  const rest = slices(clock);
  for (const kind of KINDS)
    for (const entry of view.listOf(kind)) {
      if (over.aborted || edits.length >= bounds.queue.endedEntries) break;
      const end = endsAt(entry);
      if (end !== null && now - end >= bounds.queue.endedShown) edits.push({ verb: 'delete', kind, id: entry.id });
      await rest();
    }
  if (edits.length === 0 || over.aborted) return;
  try {
    const revision = await store.directory.change(edits, ACTOR, clock.now(), view.revision);
    directory.replace(view.changed(edits, revision));
  } catch (error) {
    // Somebody else changed something; the next round finds them as well.
    if (!(error instanceof DirectoryConflict)) throw error;
  }
}
