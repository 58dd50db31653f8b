/** The folder of large content: a file each, on shelves, and which of them this process has written that no message refers to yet. */
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { ContentId } from '../../../base/id.ts';
import type { Log } from '../../../base/log.ts';
import { syncFolder } from '../../../base/sync-folder.ts';

/** Content nobody refers to is kept so long, for what may still be about to refer to it. */
const ORPHAN_AGE_MS = 3_600_000;

interface Parts {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class ContentFolder {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Files of this process that no message refers to yet, and since when they are complete (null: being written). */
  readonly #own = new Map<string, number | null>();
  /** Those that are there, and whose names are on disk. */
  readonly #shelves = new Set<string>();

  constructor({ folder, clock, log }: Parts) {
    this.#path = folder;
    this.#clock = clock;
    this.#log = log;
  }

  pathOf(id: string): string {
    return join(this.#shelfOf(id), id);
  }

  /** A new file. It is nobody's to remove while it is being written. */
  async create(id: ContentId): Promise<FileHandle> {
    this.#own.set(id, null);
    const shelf = this.#shelfOf(id);
    if (!this.#shelves.has(shelf)) {
      await mkdir(shelf, { recursive: true });
      await syncFolder(this.#path);
      this.#shelves.add(shelf);
    }
    return open(this.pathOf(id), 'wx', 0o600);
  }

  /** A name is only safe once its directory is. */
  syncName(id: ContentId): Promise<void> {
    return syncFolder(this.#shelfOf(id));
  }

  /** All of it is on disk; a message may be about to refer to it. */
  completed(id: ContentId): void {
    this.#own.set(id, this.#clock.monotonic());
  }

  /** The content belongs to an accepted message now. */
  adopted(id: ContentId): void {
    this.#own.delete(id);
  }

  async remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.#own.delete(name);
      await unlink(this.pathOf(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT')
          this.#log.warn({ content: name, code: error.code }, 'content file could not be removed');
      });
    }
  }

  /** Shelf by shelf, the files that are too old to be about to get a message. */
  async *old(): AsyncGenerator<readonly string[]> {
    for (const shelf of await readdir(this.#path).catch(() => [])) {
      const names = await readdir(join(this.#path, shelf)).catch(() => []);
      const old: string[] = [];
      for (const name of names) if (await this.#isOld(name)) old.push(name);
      if (old.length > 0) yield old;
    }
  }

  async #isOld(name: string): Promise<boolean> {
    const completeSince = this.#own.get(name);
    if (completeSince === null) return false;
    if (completeSince !== undefined) return this.#clock.monotonic() - completeSince > ORPHAN_AGE_MS;
    const info = await stat(this.pathOf(name)).catch(() => null);
    return info !== null && this.#clock.now() - info.mtimeMs > ORPHAN_AGE_MS;
  }

  /** The last characters of an id are chance, so the shelves fill evenly. */
  #shelfOf(id: string): string {
    return join(this.#path, id.slice(-2));
  }
}
