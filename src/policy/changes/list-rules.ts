/** Rules of the entries of lists and of restrictions. Pure. */
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import type { AllowEntry, BlockEntry, Restriction } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isNetwork, readListed } from '../../directory/listed-name.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { say } from '../../texts/phrase.ts';

const MOST = {
  'allow-entry': bounds.config.allowEntries,
  'block-entry': bounds.config.blockEntries,
  restriction: bounds.config.restrictions,
} as const;

export function listProblems(after: DirectoryView, object: AllowEntry | BlockEntry | Restriction): Finding[] {
  const { kind, name, organizationId } = object;
  const problems: Finding[] = [];
  if (after.named(kind, organizationId, name).some(({ id }) => id !== object.id))
    problems.push(wrong('name', say`${name} is on the list already`, 'change or remove the entry that is there'));
  if (after.entryCount(kind, organizationId) > MOST[kind])
    problems.push(wrong('', say`the list has ${MOST[kind]} entries, and takes no more`, 'remove some first'));
  switch (kind) {
    case 'allow-entry':
      if (after.named('block-entry', organizationId, name).length > 0 && readListed(name).kind !== 'network')
        problems.push(doubtful('name', say`${name} is on the block list too, which counts more`, 'remove it there'));
      return problems;
    case 'block-entry':
      if (isOwnDomain(after, object))
        problems.push(
          doubtful('name', say`${name} is a domain of your own: all mail in its name goes with it`, 'look again'),
        );
      return problems;
    case 'restriction':
      return [...problems, ...subjectProblems(after, object)];
    default:
      return assertNever(kind);
  }
}

const isOwnDomain = (view: DirectoryView, { name, organizationId }: BlockEntry): boolean =>
  view.ownDomain(organizationId, name) !== null;

/** It has to be somebody. */
function subjectProblems(view: DirectoryView, { of, name, organizationId }: Restriction): Finding[] {
  switch (of) {
    case 'sender': {
      const found = view
        .holders(name.toLowerCase())
        .some((one) => one.kind === 'mailbox' && one.organizationId === organizationId);
      return found ? [] : [wrong('name', say`${name} is no mailbox of the organization`, 'name the address of one')];
    }
    case 'connector':
      return view.named('inbound-connector', organizationId, name).length > 0
        ? []
        : [wrong('name', say`there is no inbound connector "${name}"`, 'name one that is there')];
    case 'address':
      return isNetwork(name) && !name.includes('/')
        ? []
        : [wrong('name', say`${name} is no IP address`, 'write 192.0.2.10 or 2001:db8::10')];
    default:
      return assertNever(of);
  }
}
