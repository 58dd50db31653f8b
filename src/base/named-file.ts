/**
 * The one reader of files whose names come from outside: settings, the API, arguments, imports. What is named may be anything, so that it reads
 * plain files only, to a bound, and nothing it opens can keep it waiting (a pipe, a device). What it is is asked of the file that was opened,
 * not of the name. Only where a person names it to a command of their own is a pipe read too (`<(...)`): to the same bound, and for as long as
 * its writer takes, for the person can break the command off.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { bounds } from './bounds.ts';

/** Without waiting for whoever writes to a pipe; a device is not opened, and becomes no terminal of ours. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
/** Here the other end is waited for; asked without waiting, a pipe that nobody has opened yet looks like one at its end. */
const PIPE_FLAGS = constants.O_RDONLY | (constants.O_NOCTTY ?? 0);
const BLOCK_BYTES = 65_536;

/** Kinds of files that may be named: a plain one, or a pipe as well. */
type Kinds = 'plain' | 'pipes too';

/** A named file that cannot be read: `message` says which and why, `cure` what to do. */
export class NamedFileError extends Error {
  override readonly name = 'NamedFileError';
  /** Of the system (`ENOENT`), or `NOT_PLAIN`, `TOO_LARGE`. */
  readonly code: string;
  /** The file is there and was not taken, as opposed to a failure of the system. */
  readonly isRefused: boolean;
  /** The trouble in words that follow the name of the file. */
  readonly trouble: string;
  readonly cure: string;

  constructor(path: string, code: string, most: number) {
    const { trouble, cure } = wordsOf(code, most);
    super(`${path} ${trouble}`);
    this.code = code;
    this.isRefused = code === 'NOT_PLAIN' || code === 'TOO_LARGE';
    this.trouble = trouble;
    this.cure = cure;
  }
}

function wordsOf(code: string, most: number): Readonly<Record<'trouble' | 'cure', string>> {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { trouble: 'is not there', cure: 'name a file that is there' };
    case 'EACCES':
    case 'EPERM':
      return {
        trouble: 'may not be read',
        cure: 'make it and the folders above it readable for the user who runs this',
      };
    case 'NOT_PLAIN':
      return { trouble: 'is no plain file (a folder, a pipe or a device)', cure: 'name a plain file' };
    case 'TOO_LARGE':
      return {
        trouble: `has more than ${most} bytes, and is not read`,
        cure: 'name the file that is meant, or a smaller one',
      };
    default:
      return { trouble: `cannot be read (${code})`, cure: 'see that the disk it is on works' };
  }
}

/** Rejects with NamedFileError. */
export const readNamedFile = (path: string | URL, most: number = bounds.base.namedFile): Promise<Buffer> =>
  readBeside(path, most, 'plain');

/** Reads a file that a person named on the command line: a pipe too, until its writer ends. Rejects with NamedFileError. */
export const readNamedInput = (path: string, most: number): Promise<Buffer> => readBeside(path, most, 'pipes too');

/** readNamedFile for whoever has no sockets yet, or never any: it waits for the disk. Throws NamedFileError. */
export const readNamedFileNow = (path: string | URL, most: number = bounds.base.namedFile): Buffer =>
  readAtOnce(path, most, 'plain');

/** readNamedInput, in the same way. */
export const readNamedInputNow = (path: string, most: number = bounds.base.namedFile): Buffer =>
  readAtOnce(path, most, 'pipes too');

async function readBeside(path: string | URL, most: number, kinds: Kinds): Promise<Buffer> {
  const { handle } = await openNamed(path, most, kinds);
  try {
    const blocks = new Blocks(path, most);
    for (;;) {
      const { block, from } = blocks.room();
      const { bytesRead } = await handle.read(block, from, block.length - from, null);
      if (bytesRead === 0) return blocks.whole();
      blocks.filled(bytesRead);
    }
  } catch (error) {
    throw asNamed(error, path, most);
  } finally {
    await handle.close();
  }
}

function readAtOnce(path: string | URL, most: number, kinds: Kinds): Buffer {
  try {
    const flags = flagsFor(statSync(path), path, most, kinds);
    const file = openSync(path, flags);
    try {
      flagsFor(fstatSync(file), path, most, kinds);
      const blocks = new Blocks(path, most);
      for (;;) {
        const { block, from } = blocks.room();
        const read = readSync(file, block, from, block.length - from, null);
        if (read === 0) return blocks.whole();
        blocks.filled(read);
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asNamed(error, path, most);
  }
}

/** Everything that was read, in blocks that are filled before the next: a pipe may give an octet at a time. */
class Blocks {
  readonly #path: string | URL;
  readonly #most: number;
  readonly #full: Buffer[] = [];
  #block = Buffer.alloc(0);
  #used = 0;
  #size = 0;

  constructor(path: string | URL, most: number) {
    this.#path = path;
    this.#most = most;
  }

  room(): { readonly block: Buffer; readonly from: number } {
    if (this.#used === this.#block.length) {
      this.#full.push(this.#block);
      this.#block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, this.#most + 1 - this.#size));
      this.#used = 0;
    }
    return { block: this.#block, from: this.#used };
  }

  filled(read: number): void {
    this.#used += read;
    this.#size += read;
    if (this.#size > this.#most) throw new NamedFileError(String(this.#path), 'TOO_LARGE', this.#most);
  }

  whole(): Buffer {
    return Buffer.concat([...this.#full, this.#block.subarray(0, this.#used)], this.#size);
  }
}

/** A plain file, open for reading; whoever asked closes it. Rejects with NamedFileError. */
export const openNamedFile = (path: string | URL, most: number): Promise<OpenFile> => openNamed(path, most, 'plain');

interface OpenFile {
  readonly handle: FileHandle;
  readonly stats: Stats;
}

async function openNamed(path: string | URL, most: number, kinds: Kinds): Promise<OpenFile> {
  let handle: FileHandle | null = null;
  try {
    // Opening alone can do something to a device. What is put there in between is seen behind.
    handle = await open(path, flagsFor(await stat(path), path, most, kinds));
    const stats = await handle.stat();
    flagsFor(stats, path, most, kinds);
    return { handle, stats };
  } catch (error) {
    await handle?.close();
    throw asNamed(error, path, most);
  }
}

/**
 * The content of a file that a person named, as it is now, piece by piece; what is written to it later is not read. A pipe is read until its writer ends.
 * Rejects with NamedFileError before the first piece; beyond the bound the stream fails with one.
 */
export async function streamNamedInput(path: string, most: number): Promise<Readable> {
  const { handle, stats } = await openNamed(path, most, 'pipes too');
  if (stats.isFIFO()) return Readable.from(upTo(handle.createReadStream(), path, most), { objectMode: false });
  if (stats.size > 0) return handle.createReadStream({ end: stats.size - 1 });
  await handle.close();
  return Readable.from([]);
}

/** The parts of a stream that does not tell its size. */
export async function* upTo(parts: AsyncIterable<Buffer>, path: string, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const part of parts) {
    size += part.length;
    if (size > most) throw new NamedFileError(path, 'TOO_LARGE', most);
    yield part;
  }
}

/** How it is opened. */
function flagsFor(stats: Stats, path: string | URL, most: number, kinds: Kinds): number {
  if (stats.isFIFO() && kinds === 'pipes too') return PIPE_FLAGS;
  if (!stats.isFile()) throw new NamedFileError(String(path), 'NOT_PLAIN', most);
  // Told before it is read; one that grows, or does not tell its size, is found out by reading.
  if (stats.size > most) throw new NamedFileError(String(path), 'TOO_LARGE', most);
  return FLAGS;
}

function asNamed(error: unknown, path: string | URL, most: number): NamedFileError {
  if (error instanceof NamedFileError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new NamedFileError(String(path), code, most);
}

/** Files that a person names to one command. A pipe gives what it has once, and a command may ask more than once. */
export class NamedInputs {
  readonly #pipes = new Map<string, Buffer>();

  readonly read = (file: string): Buffer => {
    const known = this.#pipes.get(file);
    if (known !== undefined) return known;
    const isPipe = statSync(file, { throwIfNoEntry: false })?.isFIFO() ?? false;
    const bytes = readNamedInputNow(file);
    if (isPipe) this.#pipes.set(file, bytes);
    return bytes;
  };
}
