/** The audit log, of which some entries are wanted: looked through from the newest on, so many at a time. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { AuditEntry } from '../../directory/objects.ts';
import type { NumberedAuditEntry } from '../../store/store.ts';
import type { AdminStore, AuditPage } from '../context.ts';

type Audit = AdminStore['directory']['audit'];

/** @param since entries of before it are not looked at. */
export async function walkAudit(
  audit: Audit,
  { limit, ...filter }: Parameters<Audit>[0],
  isWanted: (entry: AuditEntry) => boolean,
  since = -Infinity,
): Promise<AuditPage> {
  const entries: NumberedAuditEntry[] = [];
  let { after } = filter;
  // So many are looked at; the next page looks further.
  for (let looked = 0; looked < bounds.admin.auditLooked; looked += bounds.admin.page) {
    const place = after === undefined ? {} : { after };
    const page = await audit({ ...filter, ...place, limit: bounds.admin.page });
    for (const entry of page.entries) {
      if (entry.at < since) return { entries, next: null };
      if (isWanted(entry)) entries.push(entry);
      if (entries.length === limit) return { entries, next: entry.n };
    }
    if (page.next === null) return { entries, next: null };
    after = page.next;
  }
  return { entries, next: after ?? null };
}

/** Of an object, before and after: both have to be theirs. */
export function isEntryOf({ kind, id, before, after }: AuditEntry, isOwn: (id: ObjectId) => boolean): boolean {
  if (kind === 'organization') return isOwn(id as ObjectId);
  const owners = [before, after].filter((one) => one !== null).map(ownerOf);
  return owners.length > 0 && owners.every((owner) => owner !== null && isOwn(owner));
}

/** Whose it is now, or was when it went; null: nobody's, or it does not say. */
export const ownerOfEntry = ({ kind, id, before, after }: AuditEntry): ObjectId | null =>
  kind === 'organization' ? (id as ObjectId) : (ownerOf(after) ?? ownerOf(before));

function ownerOf(value: unknown): ObjectId | null {
  if (typeof value !== 'object' || value === null || !('organizationId' in value)) return null;
  return typeof value.organizationId === 'string' ? (value.organizationId as ObjectId) : null;
}
