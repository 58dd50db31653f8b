/**
 * Whose a Maildir is. It outlives its mailbox, and its path is made of the address: when a domain goes to another organization, a mailbox of the same
 * name must not show the mail that was left. So it holds a file with the organization's id; readers of Maildirs leave that alone, as it is no folder.
 */
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { bounds } from '../../../base/bounds.ts';
import { readNamedFile } from '../../../base/named-file.ts';
import { replaceFile } from '../../../base/replace-file.ts';
import { syncFolder } from '../../../base/sync-folder.ts';

const MARKER = 'doorpost-organization';
/** Of a Maildir that lay there before anybody noted owners, and is no mailbox's. */
export const NOBODY = 'nobody';
/** Below the mail directory: no domain begins with a dot. */
const LEFT = '.left';

/** null: it says nothing, or is not there. Rejects where it cannot be read: then nobody knows whose it is. */
export async function ownerOf(maildir: string): Promise<string | null> {
  let text: string;
  try {
    text = (await readNamedFile(path.join(maildir, MARKER), bounds.deliver.maildirOwner)).toString().trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
  return /^[\w-]{1,64}$/u.test(text) ? text : NOBODY;
}

/** On disk when it resolves. */
export async function markMaildir(maildir: string, owner: string): Promise<void> {
  await replaceFile(path.join(maildir, MARKER), `${owner}\n`, 0o600);
}

/** Takes a Maildir out of the way, to `.left/OWNER/PATH`, and says where it lies. @param relative its path below the mail directory. */
export async function putAside(mailDirectory: string, relative: string, owner: string): Promise<string> {
  const wanted = path.join(mailDirectory, LEFT, owner, ...relative.split('/'));
  const parent = path.dirname(wanted);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (let number = 1; ; number++) {
    const place = number === 1 ? wanted : `${wanted}.${number}`;
    try {
      // Only an empty folder would be replaced.
      await rename(path.join(mailDirectory, ...relative.split('/')), place);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== 'ENOTEMPTY' && code !== 'EEXIST') || number >= bounds.deliver.leftMaildirs) throw error;
      continue;
    }
    await syncFolder(parent);
    await syncFolder(path.dirname(path.join(mailDirectory, ...relative.split('/'))));
    return place;
  }
}
