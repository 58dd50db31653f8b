/**
 * Content on its way in: small content is gathered in memory and rides in the commit; beyond a limit it streams to a file of its own,
 * block by block, synced with its directory before `finish` resolves.
 */
import { createHash, type Hash, hash as hashOf } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { bounds } from '../../../base/bounds.ts';
import type { ContentId, IdSource } from '../../../base/id.ts';
import type { ContentRef, ContentWriter } from '../../../mail/content.ts';
import { StoreUnavailable } from '../../store.ts';
import type { FaultSwitch } from '../fault.ts';
import type { ContentFolder } from './content-folder.ts';

/** Octets gathered before a write: a few hundred writes for a large scan instead of tens of thousands. */
const WRITE_BYTES = 256 * 1024;

export interface NewContentParts {
  readonly folder: ContentFolder;
  readonly ids: IdSource;
  readonly fault: FaultSwitch | null;
  readonly inlineLimitBytes: number;
  /** Blocks that were written, for the next content: a large scan would otherwise leave its own size behind as garbage. */
  readonly blocks: Buffer[];
}

interface LargeFile {
  readonly id: ContentId;
  readonly handle: FileHandle;
  readonly hash: Hash;
}

export class NewContent implements ContentWriter {
  readonly #parts: NewContentParts;
  /** While the content is small: what came. */
  #gathered: Uint8Array[] = [];
  /** Once it goes to a file. Only then is it hashed piece by piece; what stays in memory is hashed at once when it is whole. */
  #large: LargeFile | null = null;
  #block: Buffer | null = null;
  #blockBytes = 0;
  #sizeBytes = 0;
  #state: 'open' | 'finished' | 'aborted' = 'open';

  constructor(parts: NewContentParts) {
    this.#parts = parts;
  }

  write(chunk: Uint8Array): Promise<void> | void {
    this.#expectOpen();
    this.#sizeBytes += chunk.byteLength;
    if (this.#large !== null) return this.#put(chunk);
    this.#gathered.push(chunk);
    return this.#sizeBytes <= this.#parts.inlineLimitBytes ? undefined : this.#growLarge();
  }

  async finish(): Promise<ContentRef> {
    this.#expectOpen();
    if (this.#large !== null) {
      if (this.#blockBytes > 0) await this.#spill();
      this.#letGoOfBlock();
      const { id, handle, hash } = this.#large;
      try {
        if (this.#parts.fault?.hit('content-sync')) throw new Error('injected fault at content-sync');
        await handle.datasync();
        await handle.close();
        await this.#parts.folder.syncName(id);
      } catch (error) {
        throw unavailable('synced', error);
      }
      this.#state = 'finished';
      this.#parts.folder.completed(id);
      return { kind: 'stored', id, sizeBytes: this.#sizeBytes, sha256: hash.digest('hex') };
    }
    this.#state = 'finished';
    const bytes = joined(this.#gathered, this.#sizeBytes);
    this.#gathered = [];
    return { kind: 'inline', bytes, sizeBytes: this.#sizeBytes, sha256: hashOf('sha256', bytes) };
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'aborted';
    this.#gathered = [];
    // A write may still be under way in the block: it is not given to another.
    this.#block = null;
    if (this.#large === null) return;
    await this.#large.handle.close().catch(() => {});
    await this.#parts.folder.remove([this.#large.id]);
  }

  #expectOpen(): void {
    if (this.#state !== 'open') throw new Error('the content is complete already');
  }

  async #growLarge(): Promise<void> {
    const chunks = this.#gathered;
    this.#gathered = [];
    for (const chunk of chunks) await this.#put(chunk);
    if (this.#large === null) await this.#spill();
  }

  /** Into the block, which is written whenever it is full. */
  async #put(chunk: Uint8Array): Promise<void> {
    this.#block ??= this.#parts.blocks.pop() ?? Buffer.allocUnsafeSlow(WRITE_BYTES);
    for (let from = 0; from < chunk.byteLength; ) {
      const part = chunk.subarray(from, from + WRITE_BYTES - this.#blockBytes);
      this.#block.set(part, this.#blockBytes);
      this.#blockBytes += part.byteLength;
      from += part.byteLength;
      if (this.#blockBytes === WRITE_BYTES) await this.#spill();
    }
  }

  async #spill(): Promise<void> {
    try {
      if (this.#parts.fault?.hit('content-write')) throw new Error('injected fault at content-write');
      const large = (this.#large ??= await this.#begin());
      let octets = this.#block!.subarray(0, this.#blockBytes);
      large.hash.update(octets);
      while (octets.length > 0) {
        const { bytesWritten } = await large.handle.write(octets);
        octets = octets.subarray(bytesWritten);
      }
      this.#blockBytes = 0;
    } catch (error) {
      throw unavailable('written', error);
    }
  }

  async #begin(): Promise<LargeFile> {
    const id = this.#parts.ids.contentId();
    return { id, handle: await this.#parts.folder.create(id), hash: createHash('sha256') };
  }

  #letGoOfBlock(): void {
    const { blocks } = this.#parts;
    if (this.#block !== null && blocks.length < bounds.store.blocksKept) blocks.push(this.#block);
    this.#block = null;
    this.#blockBytes = 0;
  }
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

export function unavailable(what: 'written' | 'synced' | 'read', error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable) return error;
  return new StoreUnavailable(`content could not be ${what}: ${(error as Error).message}`, { cause: error });
}
