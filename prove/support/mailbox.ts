/** A mailbox of the site's own domain, and which numbered messages its Maildir holds. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DirectoryObject } from '../../src/mail/directory.ts';
import { numberOf } from './numbered.ts';
import { ownDomain, type SiteOptions } from './site.ts';

export const inbox = `inbox@${ownDomain}`;

export const inboxObject: NonNullable<SiteOptions['more']> = ({ ids, organizationId }) => [
  {
    kind: 'mailbox',
    id: ids.objectId(),
    organizationId,
    address: inbox,
    displayName: 'Inbox',
    aliases: [],
    plusAddressing: false,
    sendAs: [],
    forwarding: null,
    smtpAuth: false,
    passwordAuth: false,
    enabled: true,
    delivery: { kind: 'maildir', path: 'inbox' },
    copyToSent: false,
    limits: {},
  } satisfies DirectoryObject,
];

/** How often each number lies in the mailboxes of a data folder (`tmp/` does not count). */
export async function inMailboxes(folder: string): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  for (const entry of await readdir(join(folder, 'mail'), { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile() || !/\/(?:new|cur)$/u.test(entry.parentPath)) continue;
    const number = numberOf(await readFile(join(entry.parentPath, entry.name)));
    if (number !== null) found.set(number, (found.get(number) ?? 0) + 1);
  }
  return found;
}
