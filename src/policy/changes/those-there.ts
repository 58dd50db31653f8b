/** Names that could have been meant by one that is not there. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { near } from '../../config/suggest.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Remedy } from '../../mail/remedy.ts';
import { builtInProfiles } from '../devices/device-profile.ts';

type Kind = Extract<Remedy, { act: 'name-one-there' }>['kind'];

/** @param itself cannot be meant. */
export function thoseThere(
  view: DirectoryView,
  kind: Kind,
  organizationId: ObjectId,
  wanted: string,
  itself: string | null = null,
): Remedy {
  const names = kind === 'device-profile' ? Object.keys(builtInProfiles) : [];
  let count = names.length;
  for (const { organizationId: owner, name } of view.listOf(kind)) {
    if (owner !== organizationId || name === itself) continue;
    if (names.length < bounds.config.nearCompared) names.push(name);
    count++;
  }
  const there = names.slice(0, bounds.policy.namesOffered);
  return { act: 'name-one-there', kind, near: near(wanted, names), there, more: count - there.length };
}
