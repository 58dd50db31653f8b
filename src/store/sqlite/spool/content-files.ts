/**
 * Content outside the database: it comes in (`NewContent`), is read, and its file goes when nobody refers to it any more, which waits
 * while a backup is being made. Asynchronous throughout.
 */
import { createReadStream } from 'node:fs';
import type { Clock } from '../../../base/clock.ts';
import type { ContentId, IdSource } from '../../../base/id.ts';
import type { Log } from '../../../base/log.ts';
import type { ContentRef, ContentWriter } from '../../../mail/content.ts';
import { damaged } from '../../checked-content.ts';
import type { FaultSwitch } from '../fault.ts';
import { ContentFolder } from './content-folder.ts';
import { NewContent, type NewContentParts, unavailable } from './new-content.ts';

const READ_BYTES = 256 * 1024;

type LargeContent = Extract<ContentRef, { kind: 'stored' }>;

/** The form of an id (base/id.ts): a name from the database must have it before it becomes a path. */
export const CONTENT_NAME = /^[0-9A-Z]{2,64}$/u;

interface Parts {
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly inlineLimitBytes: number;
  readonly fault: FaultSwitch | null;
}

export class ContentFiles {
  readonly #folder: ContentFolder;
  readonly #log: Log;
  readonly #newParts: NewContentParts;
  /** How many want that nothing is removed, and what was to be removed meanwhile. */
  #keepers = 0;
  #kept: string[] = [];

  constructor({ folder, clock, ids, log, inlineLimitBytes, fault }: Parts) {
    this.#folder = new ContentFolder({ folder, clock, log });
    this.#log = log;
    this.#newParts = { folder: this.#folder, ids, fault, inlineLimitBytes, blocks: [] };
  }

  pathOf(id: string): string {
    return this.#folder.pathOf(id);
  }

  newContent(): ContentWriter {
    return new NewContent(this.#newParts);
  }

  /** The octets as they are; whoever hands them on has them checked (`checkedContent`). */
  async *read(ref: LargeContent, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(this.#folder.pathOf(ref.id), {
        highWaterMark: READ_BYTES,
        ...(signal === undefined ? {} : { signal }),
      }) as AsyncIterable<Uint8Array>;
    } catch (error) {
      if (signal?.aborted) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged('missing', ref, 0);
      throw unavailable('read', error);
    }
  }

  /** The content belongs to an accepted message now. */
  adopted(id: ContentId): void {
    this.#folder.adopted(id);
  }

  /** Removes files that nobody refers to any more; deferred while a backup is being made. */
  async remove(ids: readonly string[]): Promise<void> {
    if (this.#keepers > 0) this.#kept.push(...ids);
    else await this.#folder.remove(ids);
  }

  /** Keeps all files until the returned function is called. */
  keep(): () => Promise<void> {
    this.#keepers++;
    let over = false;
    return async () => {
      if (over) return;
      over = true;
      if (--this.#keepers > 0) return;
      const names = this.#kept;
      this.#kept = [];
      await this.#folder.remove(names);
    };
  }

  /** Removes old files without a message. `referenced` says which of some names are in use. */
  async sweep(referenced: (names: readonly string[]) => Promise<readonly boolean[]>): Promise<void> {
    if (this.#keepers > 0) return;
    for await (const old of this.#folder.old()) {
      const used = await referenced(old);
      const unused = old.filter((_, index) => used[index] === false);
      if (unused.length > 0) this.#log.info({ count: unused.length }, 'content files without a message removed');
      if (this.#keepers === 0) await this.#folder.remove(unused);
    }
  }
}
