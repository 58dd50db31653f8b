/** A request that is only tried out (`?dryRun=true`): what it would answer, what it would change, and which mail of the last day it is about. */
import { isRefused } from '../../policy/reasons/filtered.ts';
import { bounds } from '../../base/bounds.ts';
import type { DirectoryEdit, DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import { wouldMatch } from '../../policy/ingress/would-match.ts';
import { changedFields } from '../changes/changed-fields.ts';
import { describe } from '../changes/describe.ts';
import type { AdminContext } from '../context.ts';
import type { Operation } from '../contracts/operation.ts';
import type { DryRun } from '../contracts/tried.ts';
import type { ApiRoute, Asked } from '../http/route.ts';
import { triedHouse } from './tried-house.ts';

const DAY_MS = 86_400_000;

/** As operations that can be tried answer. */
interface Answer {
  readonly item: Pick<DirectoryObject, 'kind' | 'id'>;
  /** One that was made up for it: it would let nobody in. */
  readonly password?: string;
}

export async function tryOut(
  real: AdminContext,
  routeOver: (room: AdminContext) => ApiRoute,
  asked: Asked<Operation>,
): Promise<object> {
  const { room, kept, before } = triedHouse(real);
  const { password: _, ...answer } = (await routeOver(room).act(asked)) as Answer;
  const dryRun: DryRun = {
    changes: kept.slice(0, bounds.admin.changesInFull).map((edit) => told(room, before, edit)),
    sessions: await sessionsOf(room, room.directory.whole.get(answer.item.kind, answer.item.id)),
  };
  return { ...answer, dryRun };
}

function told({ directory }: AdminContext, whole: DirectoryView, edit: DirectoryEdit): DryRun['changes'][number] {
  const before = directory.seen(whole);
  const after = directory.current;
  const id = edit.verb === 'put' ? edit.object.id : edit.id;
  const kind = edit.verb === 'put' ? edit.object.kind : edit.kind;
  const was = before.get(kind, id);
  const will = edit.verb === 'put' ? edit.object : null;
  const shown = will ?? was;
  return {
    action: was === null ? 'create' : will === null ? 'delete' : 'update',
    kind,
    name: shown === null ? '' : naturalName(will === null ? before : after, shown),
    fields: [...changedFields(was === null ? {} : describe(before, was), will === null ? {} : describe(after, will))],
  };
}

/** Sessions of the last 24 h that come by the object as it would be, changed or not. The store is the caller's: of others' mail nothing is counted. */
async function sessionsOf(
  { directory, store, clock }: AdminContext,
  object: DirectoryObject | null,
): Promise<DryRun['sessions']> {
  const matches = object && wouldMatch(directory.whole, object);
  if (matches === null) return null;
  const since = clock.now() - DAY_MS;
  const matched = new Set<string>();
  const refused = new Set<string>();
  let after: string | null = null;
  for (let looked = 0; looked < bounds.admin.mailTried; looked += bounds.admin.page) {
    const found = await store.trace.search({ since, limit: bounds.admin.page, ...(after === null ? {} : { after }) });
    for (const { sessionId, clientAddress, sender, status } of found.rows) {
      if (sessionId === null || clientAddress === null) continue;
      if (!matched.has(sessionId) && !matches({ address: canonicalAddress(clientAddress), sender })) continue;
      matched.add(sessionId);
      if (isRefused(status)) refused.add(sessionId);
    }
    after = found.next;
    if (after === null) break;
  }
  return { since, matched: matched.size, refused: refused.size, complete: after === null };
}
