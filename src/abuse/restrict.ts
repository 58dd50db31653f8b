/** Restricts a sender by itself: the directory object, as an administrator would make it, and the pause of its mail that waits. */
import { bounds } from '../base/bounds.ts';
import type { Clock } from '../base/clock.ts';
import type { IdSource, ObjectId } from '../base/id.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { Restriction } from '../directory/objects.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import { holdsAt } from '../directory/validity.ts';
import { checkEdits } from '../policy/changes/directory-rules.ts';
import { isMailOf, restrictedMail } from '../policy/owners/restricted-mail.ts';
import { changeInForce } from '../store/change-in-force.ts';
import { DirectoryConflict, type QueueSelection, type Store } from '../store/store.ts';
import { dayBegins } from './counts.ts';

/** In the audit log. */
const ACTOR = 'system:abuse';

const AUDIT_PAGE = 200;

export interface RestrictParts {
  readonly store: Pick<Store, 'directory' | 'spool'>;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Pauses waiting mail; returns how many recipients that were. */
  readonly hold: (selection: QueueSelection, actor: string) => Promise<number>;
}

export interface Wanted extends Pick<Restriction, 'name' | 'of' | 'until' | 'why' | 'evidence'> {
  readonly organizationId: ObjectId;
}

export type Restricted =
  | { readonly kind: 'restricted'; readonly paused: number }
  /** It is restricted already; somebody has lifted it today; it could not be written. */
  | { readonly kind: 'already' | 'lifted' | 'not-written' };

/** Rejects as the store does. */
export async function restrict(parts: RestrictParts, wanted: Wanted): Promise<Restricted> {
  const { store, directory, clock } = parts;
  for (let attempt = 0; attempt < bounds.abuse.attempts; attempt++) {
    const view = directory.current;
    const there = restrictionOf(view, wanted);
    if (there !== null && holdsAt(there, clock.now())) return { kind: 'already' };
    if (await wasLifted(parts, wanted, there)) return { kind: 'lifted' };
    const object = made(parts, wanted, there);
    const edits = [{ verb: 'put', object }] as const;
    if (checkEdits(view, edits).some(({ severity }) => severity === 'error')) return { kind: 'not-written' };
    try {
      await changeInForce(parts, view, edits, ACTOR);
      return { kind: 'restricted', paused: await pause(parts, object) };
    } catch (error) {
      if (!(error instanceof DirectoryConflict)) throw error;
      if (directory.current.revision === view.revision) directory.replace(await store.directory.load());
    }
  }
  return { kind: 'not-written' };
}

const restrictionOf = (view: DirectoryView, { organizationId, name }: Wanted): Restriction | null =>
  view.named('restriction', organizationId, name)[0] ?? null;

/** One that has ended stays on the list, and is the same one again. */
function made({ ids, clock }: RestrictParts, wanted: Wanted, there: Restriction | null): Restriction {
  return {
    kind: 'restriction',
    id: there?.id ?? ids.objectId(),
    addedAt: clock.now(),
    usedAt: null,
    ...wanted,
  };
}

/** Today (UTC), by a person: as the audit log has it, which outlasts a restart. */
async function wasLifted({ store, clock }: RestrictParts, wanted: Wanted, there: Restriction | null): Promise<boolean> {
  const today = dayBegins(clock.now());
  // One that was made today ends tomorrow at the earliest: somebody has ended it.
  if (there !== null && there.addedAt >= today) return true;
  const { organizationId, name } = wanted;
  for (let looked = 0, after: number | undefined; looked < bounds.abuse.auditLooked; looked += AUDIT_PAGE) {
    const entries = await store.directory.audit({ limit: AUDIT_PAGE, ...(after === undefined ? {} : { after }) });
    for (const entry of entries) {
      if (entry.at < today) return false;
      const before = entry.kind === 'restriction' && entry.after === null ? (entry.before as Restriction | null) : null;
      const isIts = before?.organizationId === organizationId && before.name.toLowerCase() === name.toLowerCase();
      if (isIts && entry.actor !== ACTOR) return true;
    }
    after = entries.at(-1)?.n;
    if (entries.length < AUDIT_PAGE) return false;
  }
  return false;
}

async function pause({ store, directory, hold }: RestrictParts, restriction: Restriction): Promise<number> {
  const { queueIds } = await restrictedMail(
    isMailOf(directory.current, restriction),
    store.spool.scan({ organizationIds: [restriction.organizationId] }),
    { looked: bounds.admin.restrictedLooked, messages: bounds.admin.messagesSteered },
  );
  return queueIds.length === 0 ? 0 : hold({ queueIds }, ACTOR);
}
