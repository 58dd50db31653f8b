/**
 * A new file for secrets, readable by its owner alone. It is made before there is anything to lose, so that what is shown only once finds its
 * place; a file that is there already is left alone.
 */
import { rm, writeFile } from 'node:fs/promises';
import { replaceFile } from '../../base/replace-file.ts';
import { usage } from './failure.ts';

const OWNER_ONLY = 0o600;

export interface SecretFile {
  /** Once; it is on the disk when this resolves. */
  write(text: string): Promise<void>;
  /** Nothing came of it: the file goes. */
  discard(): Promise<void>;
}

/** Throws wrong usage where it cannot be made. */
export async function newSecretFile(path: string): Promise<SecretFile> {
  await writeFile(path, '', { flag: 'wx', mode: OWNER_ONLY }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST'
      ? usage(`${path} is there already, and nothing is written over it`, 'name a new file')
      : usage(
          `${path} cannot be made (${error.code ?? error.message})`,
          'name a file in a folder that you may write to',
        );
  });
  return {
    write: (text) => replaceFile(path, text, OWNER_ONLY),
    discard: () => rm(path, { force: true }),
  };
}
