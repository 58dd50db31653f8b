/**
 * Maildir++ on disk: a message is written under tmp/, synced, renamed into place, and the folder synced, before anyone is told.
 * Nothing here knows of envelopes. Maildir (Bernstein), Maildir++ (folders are `.Name` beside cur/, new/ and tmp/).
 */
import { bounds } from '../../../base/bounds.ts';
import { lstat, mkdir, open, opendir, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { maildirPathTrouble } from '../../../directory/maildir-path.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Random } from '../../../base/random.ts';
import type { MaildirMemory } from './maildir-memory.ts';
import { syncFolder } from '../../../base/sync-folder.ts';

/** The inbox, and the folders we ourselves put mail into. */
export type MaildirFolder = 'INBOX' | 'Junk' | 'Sent';

/** Tells a test in which order the disk was touched. */
export type DiskObserver = (
  operation: 'mkdir' | 'write' | 'fsync' | 'rename' | 'fsync-directory' | 'clean',
  path: string,
) => void;

export interface MaildirSetting {
  readonly clock: Clock;
  readonly random: Random;
  /** Goes into file names, as the format asks. */
  readonly hostName: string;
  readonly memory: MaildirMemory;
  readonly observe?: DiskObserver;
}

export interface NewFile {
  readonly folder: MaildirFolder;
  /** Written before the content: our trace fields, CRLF ends. */
  readonly prefix: Uint8Array;
  readonly content: AsyncIterable<Uint8Array>;
  readonly contentBytes: number;
  /** `S` for seen and so on: the file goes to cur/; null: to new/. */
  readonly flags: string | null;
  /** Nothing is begun or put into place once it has fired; absent: it never does. */
  readonly until?: AbortSignal;
  /** Stands in for the random part, so that a second write of the same thing is found and skipped. */
  readonly onceAs?: string;
}

const DIRECTORY_MODE = 0o700;
const FILE_MODE = 0o600;

const HOUR_MS = 3_600_000;
/** The age at which the format has readers remove what is in tmp/. */
const LEFTOVER_AGE_MS = 36 * HOUR_MS;
/** Between two looks into one tmp/. */
const LOOK_EVERY_MS = 24 * HOUR_MS;

/** `relative` below `mailDirectory`, or null when it would leave it, name it itself, or hold what no path of ours holds. */
export function safeMaildirPath(mailDirectory: string, relative: string): string | null {
  if (path.isAbsolute(relative)) return null;
  return maildirPathTrouble(relative) === null ? path.join(mailDirectory, ...relative.split(/[/\\]/u)) : null;
}

const folderPath = (maildir: string, folder: MaildirFolder): string =>
  folder === 'INBOX' ? maildir : path.join(maildir, `.${folder}`);

/**
 * Stores one message durably; resolves with the file's path once it and its name are on disk. Rejects with the file system's error;
 * then nothing has been delivered. The folder is made on first use.
 */
export async function storeInMaildir(maildir: string, file: NewFile, setting: MaildirSetting): Promise<string> {
  file.until?.throwIfAborted();
  const folder = folderPath(maildir, file.folder);
  await makeMaildir(folder, file.folder !== 'INBOX', setting);
  // Readers expect the folder, and mail that is judged later on has a place to go to.
  if (file.folder === 'INBOX') await makeMaildir(folderPath(maildir, 'Junk'), true, setting);
  // Beside the delivery, never in its way.
  if (setting.memory.isLookDue(folder, setting.clock.monotonic(), LOOK_EVERY_MS))
    void removeLeftovers(folder, setting).catch(() => {});
  const name = uniqueName(file, setting);
  const place = path.join(folder, file.flags === null ? 'new' : 'cur');
  if (file.onceAs !== undefined) {
    // Another host of ours may have written it: several may share the folder.
    const before = (await readdir(place)).find((other) => other.startsWith(`${file.onceAs}.`));
    if (before !== undefined) return path.join(place, before);
  }
  const temporary = path.join(folder, 'tmp', name);
  const size = file.prefix.byteLength + file.contentBytes;
  const final = path.join(place, `${name},S=${size}${file.flags === null ? '' : `:2,${file.flags}`}`);
  const end = setting.memory.begin(temporary);
  try {
    await writeSynced(temporary, file, size, setting);
    // From here on it is delivered, and nobody else may do it as well.
    file.until?.throwIfAborted();
    await rename(temporary, final);
    setting.observe?.('rename', final);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  } finally {
    end();
  }
  try {
    await syncDirectory(place, setting);
  } catch (error) {
    // The name may or may not survive a crash: taken back, so that the retry does not make two of it.
    await unlink(final).catch(() => {});
    throw error;
  }
  return final;
}

/**
 * Removes what a crash left half-written in the tmp/ of one folder. Rejects with the file system's error. Told by the change time too:
 * mail programs give a file that they are still writing the date of an old message.
 */
export async function removeLeftovers(folder: string, setting: MaildirSetting): Promise<void> {
  const tmp = path.join(folder, 'tmp');
  let looked = 0;
  for await (const entry of await opendir(tmp)) {
    looked += 1;
    if (looked > bounds.deliver.leftovers) break;
    const file = path.join(tmp, entry.name);
    // The machine's clock may have jumped meanwhile; what we write now is no leftover.
    if (setting.memory.isUnderWay(file)) continue;
    const found = await lstat(file).catch(() => null);
    if (found === null || !found.isFile()) continue;
    if (setting.clock.now() - Math.max(found.mtimeMs, found.ctimeMs) < LEFTOVER_AGE_MS) continue;
    await unlink(file);
  }
  setting.observe?.('clean', tmp);
}

async function writeSynced(temporary: string, file: NewFile, size: number, setting: MaildirSetting): Promise<void> {
  // A leftover of the same name can only be our own, from a crash while the same thing was written.
  if (file.onceAs !== undefined) await unlink(temporary).catch(() => {});
  const handle = await open(temporary, 'wx', FILE_MODE);
  try {
    let written = 0;
    const write = async (bytes: Uint8Array): Promise<void> => {
      await handle.writeFile(bytes);
      written += bytes.byteLength;
    };
    await write(file.prefix);
    for await (const chunk of file.content) await write(chunk);
    setting.observe?.('write', temporary);
    if (written !== size)
      throw new Error(`content has ${written - file.prefix.byteLength} bytes, not ${file.contentBytes}`);
    await handle.sync();
    setting.observe?.('fsync', temporary);
  } finally {
    await handle.close();
  }
}

/** `seconds.MmicrosPpidQcountRrandom.host`: unique on this machine and, by chance, beyond; `/` and `:` of the host escaped. */
function uniqueName(file: NewFile, setting: MaildirSetting): string {
  const host = setting.hostName.replaceAll('/', '\\057').replaceAll(':', '\\072');
  if (file.onceAs !== undefined) return `${file.onceAs}.${host}`;
  const now = setting.clock.now();
  const chance = Buffer.from(setting.random.bytes(6)).toString('hex');
  const micros = Math.floor((now % 1000) * 1000);
  return `${Math.floor(now / 1000)}.M${micros}P${process.pid}Q${setting.memory.number()}R${chance}.${host}`;
}

/**
 * Makes what is missing, from the top, and syncs each folder that may have got a new entry. What is found there is synced too, once in
 * the life of a room: whoever made it may have failed or been ended before it could, or be about to.
 */
export async function makeMaildir(folder: string, isSubfolder: boolean, setting: MaildirSetting): Promise<void> {
  const newPart = path.join(folder, 'new');
  const { memory } = setting;
  if (memory.isSynced(newPart) && (await isDirectory(newPart))) return;
  const first = await mkdir(folder, { recursive: true, mode: DIRECTORY_MODE });
  if (first !== undefined) {
    setting.observe?.('mkdir', folder);
    for (let at = folder; at.length >= first.length; at = path.dirname(at)) memory.isGone(at);
  }
  for (let at = folder; at !== path.dirname(at) && !memory.isSynced(at); at = path.dirname(at)) {
    await syncDirectory(path.dirname(at), setting).catch((error: unknown) => {
      // A folder that we may not read is none that we have made an entry in.
      if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    });
    memory.synced(at);
  }
  if (isSubfolder) await writeFile(path.join(folder, 'maildirfolder'), '', { mode: FILE_MODE });
  // new/ last: it marks the rest as done.
  for (const part of ['tmp', 'cur', 'new'])
    await mkdir(path.join(folder, part), { recursive: true, mode: DIRECTORY_MODE });
  await syncDirectory(folder, setting);
  memory.synced(newPart);
}

export async function isDirectory(candidate: string): Promise<boolean> {
  try {
    return (await lstat(candidate)).isDirectory();
  } catch {
    return false;
  }
}

async function syncDirectory(directory: string, setting: MaildirSetting): Promise<void> {
  await syncFolder(directory);
  setting.observe?.('fsync-directory', directory);
}
