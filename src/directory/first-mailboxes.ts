/** The first mailbox of each organization, who answers as postmaster where nobody else is named. */
import type { ObjectId } from '../base/id.ts';
import type { MailboxAccount } from './objects.ts';

/** Of one snapshot: each is looked for once. */
export class FirstMailboxes {
  readonly #known = new Map<ObjectId, MailboxAccount | null>();

  of(organizationId: ObjectId, mailboxes: Iterable<MailboxAccount>): MailboxAccount | null {
    const known = this.#known.get(organizationId);
    if (known !== undefined) return known;
    const found = firstOf(mailboxes, (one) => one.organizationId === organizationId && one.enabled);
    this.#known.set(organizationId, found);
    return found;
  }
}

export function firstOf<Item>(items: Iterable<Item>, isIt: (item: Item) => boolean): Item | null {
  for (const item of items) if (isIt(item)) return item;
  return null;
}
