/**
 * The effect of an import on what is at the target already: it changes domains like everything else, so it is said beforehand; and the mail of a
 * mailbox that is here stays where it is. Pure.
 */
import type { Remedy } from '../../../mail/remedy.ts';
import type { DomainEntry, Imported, MailboxImported } from './imported.ts';
import { Notes } from './notes.ts';

type DomainType = NonNullable<DomainEntry['type']>;

export interface DomainThere {
  readonly name: string;
  readonly type: DomainType;
  /** null: not yet. */
  readonly verified: unknown;
}

export interface There {
  readonly domains: readonly DomainThere[];
  /** Addresses of the mailboxes. */
  readonly mailboxes: readonly string[];
}

/** Whether the mailboxes that are there make a difference. */
export const movesMail = ({ entry }: Imported): boolean =>
  entry.mailboxes?.some(({ delivery }) => delivery !== undefined) ?? false;

export function atTarget(imported: Imported, there: There): Imported {
  const byName = new Map(there.domains.map((domain) => [domain.name.toLowerCase(), domain]));
  const notes = new Notes();
  const done = new Set<string>();
  for (const { name, type } of imported.entry.domains ?? []) {
    const present = byName.get(name);
    if (present === undefined) continue;
    if (present.verified !== null) done.add(name);
    if (type !== undefined && type !== present.type) notes.different(`domain ${name}`, ...changeOf(present, type));
  }
  const { mailboxes } = imported.entry;
  return {
    ...imported,
    entry: { ...imported.entry, ...(mailboxes && { mailboxes: leftInPlace(mailboxes, there.mailboxes, notes) }) },
    notes: [...imported.notes, ...notes.all],
    afterwards: imported.afterwards.filter((left) => left.act !== 'prove-domain' || !done.has(left.domain)),
  };
}

function leftInPlace(mailboxes: readonly MailboxImported[], there: readonly string[], notes: Notes): MailboxImported[] {
  const present = new Set(there.map((address) => address.toLowerCase()));
  return mailboxes.map((entry) => {
    const { delivery, ...rest } = entry;
    if (delivery === undefined || !present.has(entry.address.toLowerCase())) return entry;
    notes.different(`mailbox ${entry.address}`, 'it is here already: its mail stays where it is put now');
    return rest;
  });
}

function changeOf({ name, type }: DomainThere, wanted: DomainType): readonly [text: string, cure: Remedy] {
  const effect =
    wanted === 'internal-relay'
      ? 'mail for unknown recipients goes on instead of being refused'
      : 'recipients that are no mailbox, alias or group here are refused';
  return [`it is ${type} here and becomes ${wanted}: ${effect}`, { act: 'set-type-back', domain: name, type }];
}
