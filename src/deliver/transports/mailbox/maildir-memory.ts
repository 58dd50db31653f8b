/** The knowledge that a delivery room has of the Maildirs it writes to: which folders are safely on disk, which were looked at, what is being written. */
import path from 'node:path';
import { memoryOf } from '../../../base/collections/memory.ts';
import { bounds } from '../../../base/bounds.ts';

export class MaildirMemory {
  /** Files that are being written now; as many as there are deliveries at once. */
  readonly #underWay = new Set<string>();
  /** Monotonic: when each folder was last looked at. */
  readonly #looks = memoryOf<string, number>(bounds.deliver.maildirLooks);
  /** Folders that are known to be on disk. */
  readonly #synced = new Set<string>();
  /** By Maildir, the organization whose it is known to be. */
  readonly #owners = memoryOf<string, string>(bounds.deliver.foldersSynced);
  /** By Maildir, what is being done about whose it is: one thing after the other. */
  readonly #turns = new Map<string, Promise<void>>();
  #deliveries = 0;

  isUnderWay(file: string): boolean {
    return this.#underWay.has(file);
  }

  /** Returns how to say that it is done. */
  begin(file: string): () => void {
    this.#underWay.add(file);
    return () => void this.#underWay.delete(file);
  }

  /** Whether nobody looked for so long; then it counts as looked at. */
  isLookDue(folder: string, now: number, everyMs: number): boolean {
    const last = this.#looks.peek(folder);
    if (last !== undefined && now - last < everyMs) return false;
    this.#looks.set(folder, now);
    return true;
  }

  isSynced(folder: string): boolean {
    return this.#synced.has(folder);
  }

  synced(folder: string): void {
    if (this.#synced.size > bounds.deliver.foldersSynced) this.#synced.clear();
    this.#synced.add(folder);
  }

  isGone(folder: string): void {
    this.#synced.delete(folder);
    this.#owners.delete(folder);
  }

  /** Nothing of a Maildir is where it was. */
  movedAway(maildir: string): void {
    for (const folder of [...this.#synced])
      if (folder === maildir || folder.startsWith(`${maildir}${path.sep}`)) this.#synced.delete(folder);
    this.#owners.delete(maildir);
  }

  isOwnedBy(maildir: string, organization: string): boolean {
    return this.#owners.get(maildir) === organization;
  }

  ownedBy(maildir: string, organization: string): void {
    this.#owners.set(maildir, organization);
  }

  /** Rejects as the work does. */
  async inTurn(maildir: string, work: () => Promise<void>): Promise<void> {
    const before = this.#turns.get(maildir) ?? Promise.resolve();
    const mine = before.then(work);
    const settled = mine.catch(() => {});
    this.#turns.set(maildir, settled);
    try {
      await mine;
    } finally {
      if (this.#turns.get(maildir) === settled) this.#turns.delete(maildir);
    }
  }

  /** Another one each time. */
  number(): number {
    return ++this.#deliveries;
  }
}
