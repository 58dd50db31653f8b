/** Rules about the licence pool of an organization. */
import type { LicencePool } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type Finding, wrong } from './findings.ts';
import { isAssigned } from '../licences/licences.ts';
import { say } from '../../texts/phrase.ts';

export function licencePoolProblems(view: DirectoryView, after: DirectoryView, pool: LicencePool): readonly Finding[] {
  const problems: Finding[] = [];
  if (after.licencePools.some((other) => other.id !== pool.id && other.organizationId === pool.organizationId))
    problems.push(wrong('organization', say`the organization has a licence pool already`, 'change that one'));
  const seats = [
    [say`mailbox`, 'mailboxSeats', pool.mailboxSeats, pool.assignedMailboxes.length],
    [say`protection`, 'protectionSeats', pool.protectionSeats, pool.assignedSenders.length],
  ] as const;
  for (const [what, path, total, assigned] of seats)
    if (assigned > total)
      problems.push(
        wrong(
          path,
          say`${assigned} ${what} seats are assigned, but there are ${total}`,
          'raise the number of seats, or unassign some',
        ),
      );
  const before = view.get('licence-pool', pool.id);
  for (const [index, address] of pool.assignedMailboxes.entries()) {
    // A holder of a seat is not removed (directory-rules.ts): of a hundred thousand only the new ones are looked up.
    if (before?.organizationId === pool.organizationId && isAssigned(before, address)) continue;
    const target = after.target(address.toLowerCase());
    if (target?.kind !== 'mailbox' || target.mailbox.organizationId !== pool.organizationId)
      problems.push(
        wrong(`assignedMailboxes.${index}`, say`${address} is no mailbox of the organization`, 'take it out'),
      );
  }
  return problems;
}
