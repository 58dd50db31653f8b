/** Rules about DKIM keys. Pure. */
import { bounds } from '../../base/bounds.ts';
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import type { DkimKey } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type Finding, wrong } from './findings.ts';
import { say } from '../../texts/phrase.ts';

export function dkimKeyProblems(after: DirectoryView, key: DkimKey): readonly Finding[] {
  const { organizationId, domain, algorithm } = key;
  if (after.ownDomain(organizationId, domain) === null)
    return [
      wrong('domain', say`${domain} is no domain of the organization`, { act: 'check-name', kind: 'domain', near: [] }),
    ];
  const others = after.dkimKeysOf(organizationId, domain).filter(({ id }) => id !== key.id);
  const problems: Finding[] = [];
  if (others.some(({ selector }) => selector === key.selector))
    problems.push(wrong('selector', say`there is a key ${dkimKeyName(key)} already`, 'choose another selector'));
  if (others.length >= bounds.config.dkimKeys)
    problems.push(wrong('domain', say`${domain} has ${others.length} keys`, 'delete a retired one first'));
  if (key.state === 'active' && others.some((other) => other.state === 'active' && other.algorithm === algorithm))
    problems.push(
      wrong('state', say`another ${algorithm} key of ${domain} is active`, 'retire that one with this change'),
    );
  return problems;
}
