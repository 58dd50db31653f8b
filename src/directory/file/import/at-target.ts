/** The effect of an import on the domains that are at the target already: it changes them like everything else, so it is said beforehand. Pure. */
import type { Remedy } from '../../../mail/remedy.ts';
import type { DomainEntry, Imported } from './imported.ts';
import { Notes } from './notes.ts';

type DomainType = NonNullable<DomainEntry['type']>;

export interface DomainThere {
  readonly name: string;
  readonly type: DomainType;
  /** null: not yet. */
  readonly verified: unknown;
}

export function atTarget(imported: Imported, there: readonly DomainThere[]): Imported {
  const byName = new Map(there.map((domain) => [domain.name.toLowerCase(), domain]));
  const notes = new Notes();
  const done = new Set<string>();
  for (const { name, type } of imported.entry.domains ?? []) {
    const present = byName.get(name);
    if (present === undefined) continue;
    if (present.verified !== null) done.add(name);
    if (type !== undefined && type !== present.type) notes.different(`domain ${name}`, ...changeOf(present, type));
  }
  return {
    ...imported,
    notes: [...imported.notes, ...notes.all],
    afterwards: imported.afterwards.filter((left) => left.act !== 'prove-domain' || !done.has(left.domain)),
  };
}

function changeOf({ name, type }: DomainThere, wanted: DomainType): readonly [text: string, cure: Remedy] {
  const effect =
    wanted === 'internal-relay'
      ? 'mail for unknown recipients goes on instead of being refused'
      : 'recipients that are no mailbox, alias or group here are refused';
  return [`it is ${type} here and becomes ${wanted}: ${effect}`, { act: 'set-type-back', domain: name, type }];
}
