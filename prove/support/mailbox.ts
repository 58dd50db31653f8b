/** A mailbox of the site's own domain, and which numbered messages its Maildir holds. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mailboxForms } from '../../src/directory/kinds/mailbox.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { numberOf } from './numbered.ts';
import { ownDomain, type SiteOptions } from './site.ts';

export const inbox = `inbox@${ownDomain}`;
/** Whom every numbered message is from: reports come here when it has a mailbox. */
export const sender = `scan@${ownDomain}`;

/** For `SiteOptions.more`. The Maildir is named after the local part. */
export const mailboxAt =
  (address: string): NonNullable<SiteOptions['more']> =>
  ({ ids, organizationId }) => [
    {
      kind: 'mailbox',
      ...mailboxForms.standards,
      id: ids.objectId(),
      organizationId,
      address,
      displayName: address,
      plusAddressing: false,
      smtpAuth: false,
      passwordAuth: false,
      delivery: { kind: 'maildir', path: address.slice(0, address.indexOf('@')) },
    } satisfies DirectoryObject,
  ];

export const inboxObject = mailboxAt(inbox);

/** The Message-IDs of what lies in the mailboxes of a data folder, by the number it has or reports on (`tmp/` does not count). */
export async function inMailboxes(folder: string): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, string[]>();
  for (const entry of await readdir(join(folder, 'mail'), { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile() || !/\/(?:new|cur)$/u.test(entry.parentPath)) continue;
    const content = await readFile(join(entry.parentPath, entry.name));
    const number = numberOf(content);
    const messageId = /^Message-ID: (.*)\r$/imu.exec(content.toString('latin1', 0, 16_384))?.[1] ?? '';
    if (number !== null) found.set(number, [...(found.get(number) ?? []), messageId]);
  }
  return found;
}
