/** Secrets in clear for whoever must send them on, and the key file outside the database by which they are sealed. */
import { constants } from 'node:fs';
import { link, open as openFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bounds } from '../../base/bounds.ts';
import { NamedFileError, openNamedFile } from '../../base/named-file.ts';
import { type Random, systemRandom } from '../../base/random.ts';
import { open, seal, SealBroken, secretKeyBytes } from '../../base/secret-box.ts';
import { syncFolder } from '../../base/sync-folder.ts';
import type { SecretName } from '../../directory/objects.ts';
import type { SecretStore, SecretsWanted } from '../../store/store.ts';

/** The store sees sealed values only. */
export interface Secrets {
  put(name: SecretName, plain: string): Promise<void>;
  /** null: there is none. Rejects with SealBroken when the key file does not fit. */
  read(name: SecretName): Promise<string | null>;
  delete(name: SecretName): Promise<void>;
  names(only?: SecretsWanted): Promise<readonly SecretName[]>;
}

export function createSecrets(options: {
  readonly store: SecretStore;
  readonly key: Uint8Array;
  readonly random?: Random;
}): Secrets {
  const { store, key, random = systemRandom } = options;
  return {
    put: (name, plain) => store.put(name, seal(key, name, plain, random)),
    async read(name) {
      const sealed = await store.get(name);
      return sealed === null ? null : open(key, name, sealed);
    },
    delete: (name) => store.delete(name),
    names: (only) => store.names(only),
  };
}

/** One that today's key does not open is as good as none: it lets nobody in, and keeps nobody from putting another. */
export async function readableSecret(secrets: Pick<Secrets, 'read'>, name: SecretName): Promise<string | null> {
  try {
    return await secrets.read(name);
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}

/**
 * Reads the key file, or makes it (0600, synced) on first use. Throws an Error with the cure when it is no key or others can read it.
 */
export async function loadSecretKey(path: string, random: Random = systemRandom): Promise<Uint8Array> {
  const present = await readKey(path);
  if (present !== null) return present;
  const key = random.bytes(secretKeyBytes);
  // Written aside and linked into place: nobody ever reads half a key, and of two that start at once one wins.
  const aside = `${path}.${Buffer.from(random.bytes(8)).toString('hex')}`;
  const file = await openFile(aside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    try {
      await file.writeFile(key);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(aside, path);
    // Not every file system syncs folders; the key is in its file all the same.
    await syncFolder(dirname(path)).catch(() => {});
    return key;
  } catch (error) {
    const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await readKey(path) : null;
    if (theirs !== null) return theirs;
    throw error;
  } finally {
    await unlink(aside);
  }
}

async function readKey(path: string): Promise<Uint8Array | null> {
  let opened: Awaited<ReturnType<typeof openNamedFile>>;
  try {
    opened = await openNamedFile(path, bounds.admin.keyFile);
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    if (error.code === 'ENOENT') return null;
    throw new Error(`the key file ${error.message}; put the right file back from your backup`, { cause: error });
  }
  const { handle, stats } = opened;
  try {
    // Windows has no such bits.
    if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0)
      throw new Error(`${path} can be read by other users; run: chmod 600 ${path}`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bounds.admin.keyFile), 0, bounds.admin.keyFile, 0);
    if (bytesRead !== secretKeyBytes)
      throw new Error(
        `${path} is no key (${bytesRead} bytes instead of ${secretKeyBytes}); put the right file back from your backup`,
      );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
