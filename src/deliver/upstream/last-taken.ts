/**
 * When each upstream last took mail. Kept in memory, and noted once a minute, so that it is known after a restart; the notes of upstreams that are
 * gone go when it is next asked for.
 */
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { NoteStore } from '../../store/store.ts';

const NOTE_EVERY_MS = 60_000;
const BOOK = 'upstream';
const KEY = 'taken:';

export interface LastTakenParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'warn'>;
  readonly directory: Pick<LiveDirectory, 'current'>;
  readonly notes: NoteStore | null;
}

export class LastTaken {
  readonly #parts: LastTakenParts;
  /** As many as there are connectors that took mail since the start. */
  readonly #known = new Map<ObjectId, { at: number; notedAt: number }>();

  constructor(parts: LastTakenParts) {
    this.#parts = parts;
  }

  took(id: ObjectId): void {
    const { clock, log, notes } = this.#parts;
    const at = clock.now();
    const notedAt = this.#known.get(id)?.notedAt ?? 0;
    const isDue = Math.abs(at - notedAt) >= NOTE_EVERY_MS;
    this.#known.set(id, { at, notedAt: isDue ? at : notedAt });
    if (isDue)
      notes?.put(BOOK, [{ key: `${KEY}${id}`, value: at }]).catch((error: unknown) => {
        log.warn({ error: String(error) }, 'when an upstream last took mail could not be written down');
      });
  }

  /** @param noted all notes of the book. null: not known. */
  at(id: ObjectId, noted: ReadonlyMap<string, unknown>): number | null {
    const known = this.#known.get(id)?.at;
    const before = noted.get(`${KEY}${id}`);
    return known ?? (typeof before === 'number' && Number.isFinite(before) ? before : null);
  }

  async forgetGone(noted: ReadonlyMap<string, unknown>): Promise<void> {
    const { directory, notes } = this.#parts;
    const isGone = (id: string): boolean => directory.current.get('outbound-connector', id as ObjectId) === null;
    const gone = [...noted.keys()].filter((key) => key.startsWith(KEY) && isGone(key.slice(KEY.length)));
    for (const id of this.#known.keys()) if (isGone(id)) this.#known.delete(id);
    if (gone.length > 0) await notes?.delete(BOOK, gone);
  }
}
