/** How many may not send for now. */
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { holdsAt } from '../../directory/validity.ts';

/** Senders, connectors and addresses of the organizations that are meant. */
export function restrictedNow(view: DirectoryView, now: number, isMeant: (id: ObjectId) => boolean): number {
  let count = 0;
  for (const one of view.listOf('restriction')) if (isMeant(one.organizationId) && holdsAt(one, now)) count++;
  return count;
}
