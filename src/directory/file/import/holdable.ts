/**
 * Of what an import made, what an organization's file can hold. One odd value of another server does not stop the rest: it is left out, and
 * told of. Pure.
 */
import { bounds } from '../../../base/bounds.ts';
import { entrySchemas, type OrganizationEntry } from '../organization-file.ts';
import { fieldProblems } from '../../../config/schema-problems.ts';
import { FreshNames } from './fresh-names.ts';
import type { Notes } from './notes.ts';

type Section = keyof typeof entrySchemas;
type EntryOf<Name extends Section> = NonNullable<OrganizationEntry[Name]>[number];

const nouns: Readonly<Record<Section, string>> = {
  domains: 'domain',
  inboundConnectors: 'inbound connector',
  outboundConnectors: 'outbound connector',
  mailboxes: 'mailbox',
  groups: 'group',
};
type Named = 'domains' | 'inboundConnectors' | 'outboundConnectors';

export function holdable<Name extends Named>(
  section: Name,
  entries: readonly EntryOf<Name>[],
  notes: Notes,
): EntryOf<Name>[] {
  const names = new FreshNames();
  return entries.flatMap((entry) => {
    const source = `${nouns[section]} "${entry.name}"`;
    const kept = fitting(section, entry, source, notes);
    if (kept === null) return [];
    const name = names.take(kept.name);
    if (name === kept.name) return [kept];
    notes.different(source, `names are told apart without regard to case here: it is called ${name}`);
    return [{ ...kept, name }];
  });
}

/** Each address belongs to one: who has it first keeps it, mailboxes before groups, and both before those who have it as an alias. */
export function holdableAddresses(
  mailboxes: readonly EntryOf<'mailboxes'>[],
  groups: readonly EntryOf<'groups'>[],
  notes: Notes,
): { readonly mailboxes: EntryOf<'mailboxes'>[]; readonly groups: EntryOf<'groups'>[] } {
  const taken = new Set<string>();
  const isFree = (address: string): boolean => {
    const key = address.toLowerCase();
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  };
  const first = <Name extends 'mailboxes' | 'groups'>(section: Name, entries: readonly EntryOf<Name>[]) =>
    entries.flatMap((entry) => {
      const source = `${nouns[section]} "${entry.address}"`;
      const kept = fitting(section, entry, source, notes);
      if (kept === null) return [];
      if (isFree(kept.address)) return [kept];
      notes.left(source, 'its address was there before: not taken a second time');
      return [];
    });
  const withAliases = <Entry extends EntryOf<'mailboxes' | 'groups'>>(entry: Entry, noun: string): Entry => {
    const aliases = entry.aliases?.filter((alias) => {
      const free = isFree(alias);
      if (!free) notes.left(`${noun} "${entry.address}"`, `alias ${alias}: another one has that address; left out`);
      return free;
    });
    return aliases === undefined ? entry : { ...entry, aliases };
  };
  const keptMailboxes = first('mailboxes', mailboxes);
  const keptGroups = first('groups', groups);
  return {
    mailboxes: keptMailboxes.map((one) => withAliases(one, nouns.mailboxes)),
    groups: keptGroups.map((one) => withAliases(one, nouns.groups)),
  };
}

function fitting<Name extends Section>(
  section: Name,
  entry: EntryOf<Name>,
  source: string,
  notes: Notes,
): EntryOf<Name> | null {
  const checked = entrySchemas[section].safeParse(entry);
  if (checked.success) return entry;
  const odd = new Map<string, Set<number>>();
  for (const { path } of checked.error.issues) {
    const [field, place] = path;
    if (typeof field !== 'string' || typeof place !== 'number') continue;
    odd.set(field, (odd.get(field) ?? new Set()).add(place));
  }
  const fields = entry as Readonly<Record<string, unknown>>;
  const shorter = Object.fromEntries(
    [...odd].map(([field, places]) => [field, (fields[field] as unknown[]).filter((_, place) => !places.has(place))]),
  );
  const rest = { ...entry, ...shorter };
  // A list that would be empty could mean everything: then the whole is left.
  const isWhole =
    Object.entries(shorter).every(([field, list]) => list.length > 0 || field === 'aliases') &&
    entrySchemas[section].safeParse(rest).success;
  for (const { path, message } of fieldProblems(checked.error)) {
    const [field = '', place] = path.split('.');
    const value =
      place === undefined ? fields[field] : (fields[field] as readonly unknown[] | undefined)?.[Number(place)];
    const said = typeof value === 'string' ? ` ${value.slice(0, bounds.config.importedValue)}` : '';
    notes.left(source, `${field}${said}: ${message}; ${isWhole ? 'left out' : 'the whole is not taken'}`);
  }
  return isWhole ? rest : null;
}
