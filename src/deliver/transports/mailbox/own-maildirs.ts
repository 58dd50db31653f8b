/**
 * Keeps each Maildir its organization's: one that another organization left is put aside before a mailbox of the same path has mail, is read, or is
 * served by anybody. Promises: of nothing that was left a new owner sees anything; nothing of it is removed.
 */
import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../../../base/log.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';
import type { DirectoryView } from '../../../directory/snapshot.ts';
import { isDirectory, makeMaildir, type MaildirSetting, safeMaildirPath } from './maildir.ts';
import { markMaildir, NOBODY, ownerOf, putAside } from './maildir-owner.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import { line, type ToldLine } from '../../../mail/lines/said.ts';

export interface OwnMaildirsSetting extends MaildirSetting {
  readonly mailDirectory: string;
  readonly directory: LiveDirectory;
  readonly log: Log;
}

/** Another organization has the Maildir, and the domain that it is called after. */
export class MaildirOfOthers extends Error {
  readonly told: ToldLine;

  constructor(relative: string) {
    const told = line`the Maildir ${relative} is another organization's`;
    super(told.text);
    this.told = told;
  }
}

export class OwnMaildirs {
  readonly #setting: OwnMaildirsSetting;

  constructor(setting: OwnMaildirsSetting) {
    this.#setting = setting;
  }

  /** Makes the mailbox's Maildir, or makes sure that it is its own. Rejects with MaildirOfOthers, or what the disk says. */
  async ready(mailbox: MailboxAccount, maildir: string): Promise<void> {
    const { memory } = this.#setting;
    if (memory.isOwnedBy(maildir, mailbox.organizationId)) return;
    await memory.inTurn(maildir, async () => {
      if (memory.isOwnedBy(maildir, mailbox.organizationId)) return;
      await this.#clear(mailbox, maildir);
      await makeMaildir(maildir, false, this.#setting);
      await this.#mark(mailbox, maildir);
    });
  }

  /** Follows the directory until it is stopped: what lies in the way of a new mailbox goes before anybody reads it. */
  follow(): () => Promise<void> {
    const { directory } = this.#setting;
    const stopping = new AbortController();
    let known: DirectoryView | null = null;
    let going: Promise<void> = this.#noteOwners(stopping.signal).then((view) => {
      known = view;
    });
    const unsubscribe = directory.onChange((view) => {
      going = going.then(async () => {
        const before = known;
        known = view;
        if (before !== null)
          await this.#settle(view.listOf('mailbox').beyond(before.listOf('mailbox')), stopping.signal);
      });
    });
    return () => {
      unsubscribe();
      stopping.abort();
      return going;
    };
  }

  /** @returns the directory that it was done for. */
  async #noteOwners(signal: AbortSignal): Promise<DirectoryView> {
    const { directory, mailDirectory, log } = this.#setting;
    const view = directory.current;
    try {
      // Written last: what was broken off begins anew.
      if ((await ownerOf(mailDirectory)) !== null) return view;
      await this.#settle(view.listOf('mailbox'), signal);
      const left = await this.#markLeft(signal);
      if (signal.aborted || !(await isDirectory(mailDirectory))) return view;
      await markMaildir(mailDirectory, NOBODY);
      if (left > 0) log.info({ left }, 'Maildirs of mailboxes that are no more were noted as nobody’s');
    } catch (error) {
      log.warn({ error: String(error) }, 'whose Maildirs are could not be noted; the next start tries again');
    }
    return view;
  }

  async #settle(mailboxes: Iterable<MailboxAccount>, signal: AbortSignal): Promise<void> {
    const { memory, mailDirectory, log } = this.#setting;
    for (const mailbox of mailboxes) {
      if (signal.aborted) return;
      const maildir =
        mailbox.delivery.kind === 'maildir' ? safeMaildirPath(mailDirectory, mailbox.delivery.path) : null;
      if (maildir === null || memory.isOwnedBy(maildir, mailbox.organizationId)) continue;
      try {
        await memory.inTurn(maildir, async () => {
          if (!(await isThere(maildir))) return;
          await this.#clear(mailbox, maildir);
          if (await isThere(maildir)) await this.#mark(mailbox, maildir);
        });
      } catch (error) {
        // Nothing is delivered there or read from there meanwhile.
        log.warn({ mailbox: mailbox.address, error: String(error) }, 'whose its Maildir is could not be noted');
      }
    }
  }

  /** Puts aside what another organization left. */
  async #clear({ address, organizationId, delivery }: MailboxAccount, maildir: string): Promise<void> {
    const { directory, mailDirectory, memory, log } = this.#setting;
    const owner = await ownerOf(maildir);
    if (owner === null || owner === organizationId || delivery.kind !== 'maildir') return;
    const domain = directory.current.acceptedDomain(delivery.path.split('/')[0] ?? '');
    if (domain !== null && domain.organizationId !== organizationId) throw new MaildirOfOthers(delivery.path);
    const place = await putAside(mailDirectory, delivery.path, owner);
    memory.movedAway(maildir);
    log.warn(
      { mailbox: address, organization: owner, place },
      'a Maildir that another organization left was put aside; remove it when its mail is of no use any more',
    );
  }

  async #mark({ organizationId }: MailboxAccount, maildir: string): Promise<void> {
    if ((await ownerOf(maildir)) !== organizationId) await markMaildir(maildir, organizationId);
    this.#setting.memory.ownedBy(maildir, organizationId);
  }

  /** `DOMAIN/NAME` that nobody has: whoever is called so next must not get it. */
  async #markLeft(signal: AbortSignal): Promise<number> {
    const { mailDirectory } = this.#setting;
    let left = 0;
    for await (const domain of foldersIn(mailDirectory))
      for await (const maildir of foldersIn(domain)) {
        if (signal.aborted) return left;
        if (!(await isDirectory(path.join(maildir, 'new'))) || (await ownerOf(maildir)) !== null) continue;
        await markMaildir(maildir, NOBODY);
        left++;
      }
    return left;
  }
}

/** A link as well: an administrator may have moved a large one. */
async function isThere(maildir: string): Promise<boolean> {
  return (await lstat(maildir).catch(() => null)) !== null;
}

async function* foldersIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder))
      if (!entry.isFile() && !entry.name.startsWith('.')) yield path.join(folder, entry.name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
}
