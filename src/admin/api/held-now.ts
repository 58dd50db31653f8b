/** How many entries of lists, or restrictions, hold for now. */
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { holdsAt } from '../../directory/validity.ts';

/** Of the organizations that are meant. */
export function heldNow(
  view: DirectoryView,
  kind: 'allow-entry' | 'block-entry' | 'restriction',
  now: number,
  isMeant: (id: ObjectId) => boolean,
): number {
  let count = 0;
  for (const one of view.listOf(kind)) if (isMeant(one.organizationId) && holdsAt(one, now)) count++;
  return count;
}
