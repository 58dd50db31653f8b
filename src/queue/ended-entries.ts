/** Entries of lists and restrictions that have ended leave the directory, some days later: until then a page shows them as ended. Part of housekeeping. */
import { bounds } from '../base/bounds.ts';
import { slices } from '../base/slices.ts';
import { endsAt } from '../directory/validity.ts';
import type { DirectoryEdit } from '../directory/objects.ts';
import { changeInForce, type ChangeParts } from '../store/change-in-force.ts';
import { DirectoryConflict } from '../store/store.ts';

const ACTOR = 'system:lists';
const KINDS = ['allow-entry', 'block-entry', 'restriction'] as const;

/** @param now as housekeeping takes it: not that of a clock that has just jumped ahead. */
export async function removeEnded(parts: ChangeParts, now: number, over: AbortSignal): Promise<void> {
  const view = parts.directory.current;
  const edits: DirectoryEdit[] = [];
  const rest = slices(parts.clock);
  for (const kind of KINDS)
    for (const entry of view.listOf(kind)) {
      if (over.aborted || edits.length >= bounds.queue.endedEntries) break;
      const end = endsAt(entry);
      if (end !== null && now - end >= bounds.queue.endedShown) edits.push({ verb: 'delete', kind, id: entry.id });
      await rest();
    }
  if (edits.length === 0 || over.aborted) return;
  try {
    await changeInForce(parts, view, edits, ACTOR);
  } catch (error) {
    // Somebody else changed something; the next round finds them as well.
    if (!(error instanceof DirectoryConflict)) throw error;
  }
}
