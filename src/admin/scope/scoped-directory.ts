/** The directory as somebody has it who has some organizations: the others are not there, and nothing of them is changed. */
import type { ObjectId } from '../../base/id.ts';
import { domainOf } from '../../directory/entries.ts';
import type { DirectoryEdit, DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { withNamedHosts } from '../../policy/access/named-hosts.ts';
import { foreignChange } from '../../policy/access/own-changes.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import type { AdminDirectory } from '../context.ts';
import { Problem } from '../http/problem.ts';

export class ScopedDirectory implements AdminDirectory {
  readonly #whole: AdminDirectory;
  readonly #organizations: ReadonlySet<ObjectId>;
  /** The part of the last one that was asked for: it is looked at many times. */
  #last: { readonly whole: DirectoryView; readonly seen: DirectoryView } | null = null;

  constructor(whole: AdminDirectory, organizations: ReadonlySet<ObjectId>) {
    this.#whole = whole;
    this.#organizations = organizations;
  }

  get current(): DirectoryView {
    return this.seen(this.#whole.current);
  }

  get whole(): DirectoryView {
    return this.#whole.whole;
  }

  seen(whole: DirectoryView): DirectoryView {
    if (this.#last?.whole !== whole) this.#last = { whole, seen: whole.within(this.#organizations) };
    return this.#last.seen;
  }

  replace(directory: Parameters<AdminDirectory['replace']>[0]): void {
    this.#whole.replace(directory);
  }

  asTheirs(whole: DirectoryView, wanted: readonly DirectoryEdit[]): readonly DirectoryEdit[] {
    const edits = withNamedHosts(whole, wanted);
    const foreign = foreignChange(whole, edits, this.#organizations);
    if (foreign === null) return edits;
    const { kind, object } = foreign;
    const name = object === null ? '' : naturalName(this.seen(whole), object);
    const facts =
      foreign.why === 'reserved'
        ? ({ why: 'reserved', kind, name, field: foreign.field, what: foreign.what } as const)
        : ({ why: 'whole-system', kind, name } as const);
    const claimed = facts.why === 'reserved' && facts.what === 'unverified' ? claimedDomain(whole, object) : null;
    throw new Problem(
      'not-permitted',
      facts,
      claimed === null
        ? { act: 'ask-for-right', role: 'global-administrator', content: false }
        : { act: 'verify-domain', domain: claimed },
    );
  }
}

/** The domain of its addresses that has to be verified first. */
function claimedDomain(whole: DirectoryView, object: DirectoryObject | null): string | null {
  if (object === null || !('aliases' in object)) return null;
  const names = [object.address, ...object.aliases].map(domainOf);
  return names.find((name) => !whole.ownDomain(object.organizationId, name)?.verified) ?? null;
}
