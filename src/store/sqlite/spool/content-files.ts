/**
 * Content on its way in and out: small content is gathered in memory and rides in the commit, large content streams to a file of
 * its own, synced with its directory before `finish` resolves. Asynchronous throughout.
 */
import { bounds } from '../../../base/bounds.ts';
import { createHash, type Hash, hash as hashOf } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../base/clock.ts';
import type { ContentId, IdSource } from '../../../base/id.ts';
import type { Log } from '../../../base/log.ts';
import { syncFolder } from '../../../base/sync-folder.ts';
import type { ContentRef, ContentWriter } from '../../../mail/content.ts';
import { damaged } from '../../checked-content.ts';
import { StoreUnavailable } from '../../store.ts';
import type { FaultSwitch } from '../fault.ts';

/** Octets gathered before a write: a few hundred writes for a large scan instead of tens of thousands. */
const WRITE_BYTES = 256 * 1024;
const READ_BYTES = 256 * 1024;
/** Content nobody refers to is kept so long, for what may still be about to refer to it. */
const ORPHAN_AGE_MS = 3_600_000;

type LargeContent = Extract<ContentRef, { kind: 'stored' }>;

/** The form of an id (base/id.ts): a name from the database must have it before it becomes a path. */
export const CONTENT_NAME = /^[0-9A-Z]{2,64}$/u;

export interface ContentFiles {
  newContent(): ContentWriter;
  /** The octets as they are; whoever hands them on has them checked (`checkedContent`). */
  read(ref: LargeContent, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** The content belongs to an accepted message now. */
  adopted(id: ContentId): void;
  /** Removes files that nobody refers to any more; deferred while a backup is being made. */
  remove(ids: readonly string[]): Promise<void>;
  /** Keeps all files until the returned function is called. */
  keep(): () => Promise<void>;
  /** Removes old files without a message. `referenced` says which of some names are in use. */
  sweep(referenced: (names: readonly string[]) => Promise<readonly boolean[]>): Promise<void>;
  readonly folder: string;
  pathOf(id: string): string;
}

interface Parts {
  readonly folder: string;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly inlineLimitBytes: number;
  readonly fault: FaultSwitch | null;
}

export function createContentFiles(parts: Parts): ContentFiles {
  const { folder, clock, ids, log, fault } = parts;
  /** Files of this process that no message refers to yet, and since when they are complete (null: being written). */
  const own = new Map<string, number | null>();
  const shelves = new Set<string>();
  let keepers = 0;
  let kept: string[] = [];
  // The last characters of an id are chance, so the shelves fill evenly.
  const shelfOf = (id: string): string => join(folder, id.slice(-2));
  const pathOf = (id: string): string => join(shelfOf(id), id);

  async function prepareShelf(id: string): Promise<string> {
    const shelf = shelfOf(id);
    if (!shelves.has(shelf)) {
      await mkdir(shelf, { recursive: true });
      await syncFolder(folder);
      shelves.add(shelf);
    }
    return shelf;
  }

  async function removeNow(names: readonly string[]): Promise<void> {
    for (const name of names) {
      own.delete(name);
      await unlink(pathOf(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') log.warn({ content: name, code: error.code }, 'content file could not be removed');
      });
    }
  }

  /** Blocks that were written, for the next content: a large scan would otherwise leave its own size behind as garbage. */
  const blocks: Buffer[] = [];

  function newContent(): ContentWriter {
    /** While the content is small: what came. */
    let gathered: Uint8Array[] = [];
    /** Once it goes to a file. Only then is it hashed piece by piece; what stays in memory is hashed at once when it is whole. */
    let large: { readonly id: ContentId; readonly handle: FileHandle; readonly hash: Hash } | null = null;
    let block: Buffer | null = null;
    let blockBytes = 0;
    let sizeBytes = 0;
    let state: 'open' | 'finished' | 'aborted' = 'open';

    async function begin(): Promise<NonNullable<typeof large>> {
      const id = ids.contentId();
      own.set(id, null);
      await prepareShelf(id);
      return { id, handle: await open(pathOf(id), 'wx', 0o600), hash: createHash('sha256') };
    }

    /** Into the block, which is written whenever it is full. */
    async function put(chunk: Uint8Array): Promise<void> {
      block ??= blocks.pop() ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
      for (let from = 0; from < chunk.byteLength; ) {
        const part = chunk.subarray(from, from + WRITE_BYTES - blockBytes);
        block.set(part, blockBytes);
        blockBytes += part.byteLength;
        from += part.byteLength;
        if (blockBytes === WRITE_BYTES) await spill();
      }
    }

    async function spill(): Promise<void> {
      try {
        if (fault?.hit('content-write')) throw new Error('injected fault at content-write');
        large ??= await begin();
        let octets = block!.subarray(0, blockBytes);
        large.hash.update(octets);
        while (octets.length > 0) {
          const { bytesWritten } = await large.handle.write(octets);
          octets = octets.subarray(bytesWritten);
        }
        blockBytes = 0;
      } catch (error) {
        throw unavailable('written', error);
      }
    }

    function letGoOfBlock(): void {
      if (block !== null && blocks.length < bounds.store.blocksKept) blocks.push(block);
      block = null;
      blockBytes = 0;
    }

    async function growLarge(): Promise<void> {
      const chunks = gathered;
      gathered = [];
      for (const chunk of chunks) await put(chunk);
      if (large === null) await spill();
    }

    return {
      write(chunk) {
        if (state !== 'open') throw new Error('the content is complete already');
        sizeBytes += chunk.byteLength;
        if (large !== null) return put(chunk);
        gathered.push(chunk);
        return sizeBytes <= parts.inlineLimitBytes ? undefined : growLarge();
      },
      async finish(): Promise<ContentRef> {
        if (state !== 'open') throw new Error('the content is complete already');
        if (large !== null) {
          if (blockBytes > 0) await spill();
          letGoOfBlock();
          const { id, handle, hash } = large;
          try {
            if (fault?.hit('content-sync')) throw new Error('injected fault at content-sync');
            await handle.datasync();
            await handle.close();
            // The name is only safe once its directory is.
            await syncFolder(shelfOf(id));
          } catch (error) {
            throw unavailable('synced', error);
          }
          state = 'finished';
          own.set(id, clock.monotonic());
          return { kind: 'stored', id, sizeBytes, sha256: hash.digest('hex') };
        }
        state = 'finished';
        const bytes = joined(gathered, sizeBytes);
        gathered = [];
        return { kind: 'inline', bytes, sizeBytes, sha256: hashOf('sha256', bytes) };
      },
      async abort() {
        if (state !== 'open') return;
        state = 'aborted';
        gathered = [];
        // A write may still be under way in the block: it is not given to another.
        block = null;
        if (large === null) return;
        await large.handle.close().catch(() => {});
        await removeNow([large.id]);
      },
    };
  }

  async function* read(ref: LargeContent, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    try {
      yield* createReadStream(pathOf(ref.id), {
        highWaterMark: READ_BYTES,
        ...(signal === undefined ? {} : { signal }),
      }) as AsyncIterable<Uint8Array>;
    } catch (error) {
      if (signal?.aborted) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged('missing', ref, 0);
      throw unavailable('read', error);
    }
  }

  async function sweep(referenced: (names: readonly string[]) => Promise<readonly boolean[]>): Promise<void> {
    if (keepers > 0) return;
    for (const shelf of await readdir(folder).catch(() => [])) {
      const names = await readdir(join(folder, shelf)).catch(() => []);
      const old: string[] = [];
      for (const name of names) if (await isOld(name)) old.push(name);
      if (old.length === 0) continue;
      const used = await referenced(old);
      const unused = old.filter((_, index) => used[index] === false);
      if (unused.length > 0) log.info({ count: unused.length }, 'content files without a message removed');
      if (keepers === 0) await removeNow(unused);
    }
  }

  async function isOld(name: string): Promise<boolean> {
    const completeSince = own.get(name);
    if (completeSince === null) return false;
    if (completeSince !== undefined) return clock.monotonic() - completeSince > ORPHAN_AGE_MS;
    const info = await stat(pathOf(name)).catch(() => null);
    return info !== null && clock.now() - info.mtimeMs > ORPHAN_AGE_MS;
  }

  return {
    folder,
    pathOf,
    newContent,
    read,
    adopted: (id) => void own.delete(id),
    async remove(names) {
      if (keepers > 0) kept.push(...names);
      else await removeNow(names);
    },
    keep() {
      keepers++;
      let over = false;
      return async () => {
        if (over) return;
        over = true;
        if (--keepers > 0) return;
        const names = kept;
        kept = [];
        await removeNow(names);
      };
    },
    sweep,
  };
}

/** One allocation of exactly the content's size: it is kept while the message waits, without the chunks it came in. */
function joined(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(sizeBytes).buffer);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function unavailable(what: string, error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  return new StoreUnavailable(`content could not be ${what}: ${(error as Error).message}`, { cause: error });
}
