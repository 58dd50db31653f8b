/**
 * The one reader of files whose names come from outside: settings, the API, arguments, imports. What is named may be anything, so that it reads
 * plain files only, to a bound, and nothing it opens can keep it waiting (a pipe, a device). What it is is asked of the file that was opened,
 * not of the name.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { bounds } from './bounds.ts';

/** Without waiting for whoever writes to a pipe; a device is not opened, and becomes no terminal of ours. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const BLOCK_BYTES = 65_536;

/** A named file that cannot be read: `message` says which and why, `cure` what to do. */
export class NamedFileError extends Error {
  override readonly name = 'NamedFileError';
  /** Of the system (`ENOENT`), or `NOT_PLAIN`, `TOO_LARGE`. */
  readonly code: string;
  /** What is the matter, to stand behind the name of the file. */
  readonly trouble: string;
  readonly cure: string;

  constructor(path: string, code: string, most: number) {
    const { trouble, cure } = wordsOf(code, most);
    super(`${path} ${trouble}`);
    this.code = code;
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
        trouble: `has more than ${most} octets, and is not read`,
        cure: 'name the file that is meant, or a smaller one',
      };
    default:
      return { trouble: `cannot be read (${code})`, cure: 'see that the disk it is on works' };
  }
}

/** Rejects with NamedFileError. */
export async function readNamedFile(path: string | URL, most: number = bounds.base.namedFile): Promise<Buffer> {
  const { handle } = await openNamedFile(path, most);
  try {
    const parts: Buffer[] = [];
    for (let size = 0; ; ) {
      const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, most + 1 - size));
      const { bytesRead } = await handle.read(block, 0, block.length, null);
      if (bytesRead === 0) return Buffer.concat(parts, size);
      size += bytesRead;
      if (size > most) throw new NamedFileError(String(path), 'TOO_LARGE', most);
      parts.push(block.subarray(0, bytesRead));
    }
  } catch (error) {
    throw asNamed(error, path, most);
  } finally {
    await handle.close();
  }
}

/** The same for whoever has no sockets yet, or never any: it waits for the disk. Throws NamedFileError. */
export function readNamedFileNow(path: string | URL, most: number = bounds.base.namedFile): Buffer {
  try {
    requirePlain(statSync(path), path, most);
    const file = openSync(path, FLAGS);
    try {
      requirePlain(fstatSync(file), path, most);
      const parts: Buffer[] = [];
      for (let size = 0; ; ) {
        const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, most + 1 - size));
        const read = readSync(file, block, 0, block.length, null);
        if (read === 0) return Buffer.concat(parts, size);
        size += read;
        if (size > most) throw new NamedFileError(String(path), 'TOO_LARGE', most);
        parts.push(block.subarray(0, read));
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw asNamed(error, path, most);
  }
}

/** A plain file, open for reading; whoever asked closes it. Rejects with NamedFileError. */
export async function openNamedFile(
  path: string | URL,
  most: number,
): Promise<{ readonly handle: FileHandle; readonly stats: Stats }> {
  let handle: FileHandle | null = null;
  try {
    // Opening alone can do something to a device. What is put there in between is seen behind.
    requirePlain(await stat(path), path, most);
    handle = await open(path, FLAGS);
    const stats = await handle.stat();
    requirePlain(stats, path, most);
    return { handle, stats };
  } catch (error) {
    await handle?.close();
    throw asNamed(error, path, most);
  }
}

/** What the file holds now, piece by piece; what is written to it later is not read. Rejects with NamedFileError before the first. */
export async function streamNamedFile(path: string, most: number): Promise<Readable> {
  const { handle, stats } = await openNamedFile(path, most);
  if (stats.size > 0) return handle.createReadStream({ end: stats.size - 1 });
  await handle.close();
  return Readable.from([]);
}

function requirePlain(stats: Stats, path: string | URL, most: number): void {
  if (!stats.isFile()) throw new NamedFileError(String(path), 'NOT_PLAIN', most);
  // Told before it is read; one that grows, or does not tell its size, is found out by reading.
  if (stats.size > most) throw new NamedFileError(String(path), 'TOO_LARGE', most);
}

function asNamed(error: unknown, path: string | URL, most: number): NamedFileError {
  if (error instanceof NamedFileError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new NamedFileError(String(path), code, most);
}
