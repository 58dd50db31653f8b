/**
 * The last day on which an entry of an allow list counted, kept with it where its end goes by that. Promises: nothing of it stands in the way of
 * mail, and an entry is written once a day at most, with all others of the same minutes.
 */
import { bounds } from '../../base/bounds.ts';
import type { Timer } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { AllowEntry } from '../../directory/objects.ts';
import { endsByUse } from '../../directory/validity.ts';
import type { ListedBy } from '../../screening/screen-facts.ts';
import { changeInForce, type ChangeParts } from '../../store/change-in-force.ts';
import { DirectoryConflict } from '../../store/store.ts';

export interface UsedParts extends ChangeParts {
  readonly log: Log;
}

const ACTOR = 'system:lists';
const DAY_MS = 24 * 60 * 60_000;

export class UsedEntries {
  readonly #parts: UsedParts;
  readonly #used = new Map<ObjectId, number>();
  #timer: Timer | null = null;

  constructor(parts: UsedParts) {
    this.#parts = parts;
  }

  /** They have let a message through. */
  note(organizationId: ObjectId, { allowedAddress, allowedAuthor, allowedPair }: ListedBy): void {
    const { directory, clock } = this.#parts;
    for (const name of [allowedAddress, allowedAuthor, allowedPair]) {
      if (name === undefined) continue;
      for (const entry of directory.current.named('allow-entry', organizationId, name)) this.#note(entry, clock.now());
    }
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#timer?.cancel();
    await this.#write();
  }

  #note({ id, until, usedAt }: AllowEntry, now: number): void {
    if (!endsByUse(until) || (usedAt !== null && now - usedAt < DAY_MS)) return;
    if (this.#used.size >= bounds.receive.usedEntries && !this.#used.has(id)) return;
    this.#used.set(id, now);
    this.#timer ??= this.#parts.clock.timer(bounds.receive.usedEntriesWritten, () => {
      this.#timer = null;
      void this.#write();
    });
  }

  async #write(): Promise<void> {
    const { directory, log } = this.#parts;
    const used = [...this.#used];
    this.#used.clear();
    const view = directory.current;
    const edits = used.flatMap(([id, usedAt]) => {
      const entry = view.get('allow-entry', id);
      return entry === null ? [] : [{ verb: 'put', object: { ...entry, usedAt } } as const];
    });
    if (edits.length === 0) return;
    try {
      await changeInForce(this.#parts, view, edits, ACTOR);
    } catch (error) {
      // Their next use notes them again.
      if (!(error instanceof DirectoryConflict))
        log.warn({ error: String(error) }, 'the last use of entries of allow lists was not kept; the next one is');
    }
  }
}
