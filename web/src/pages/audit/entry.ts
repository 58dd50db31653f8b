/** An entry of the audit log, as the page shows it. Pure. */
import type { AuditEntry } from '../../api/contracts.ts';
import { changesOf, type FieldChange, type Fields } from '../../parts/changes-between.ts';

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

export const entryChanges = ({ before, after }: AuditEntry): readonly FieldChange[] =>
  changesOf(fieldsOf(before), fieldsOf(after));

/** What is noted in a word (`set`); null: it is told by its fields. */
export const notedWord = ({ after }: AuditEntry): string | null => (typeof after === 'string' ? after : null);

/** Where the object stands in the admin center; null: it has no page, or is there no more. */
export function placeOf({ kind, id, name, after }: AuditEntry): string | null {
  const open = new URLSearchParams({ open: id }).toString();
  if (kind === 'queue') return /^[\w-]{20,}$/u.test(id) ? `/trace?${open}` : null;
  if (fieldsOf(after) === null) return null;
  const page = Object.hasOwn(pageOf, kind) ? pageOf[kind] : undefined;
  if (page === undefined) return null;
  return page === pageOf['outbound-connector'] ? `${page}?${new URLSearchParams({ open: name })}` : `${page}?${open}`;
}

const pageOf: Readonly<Record<string, string>> = {
  device: '/devices',
  'device-profile': '/profiles',
  'inbound-connector': '/connectors',
  'outbound-connector': '/upstreams',
  domain: '/domains',
  'dkim-key': '/dkim',
  'allow-entry': '/protection/lists',
  'block-entry': '/protection/lists',
  restriction: '/protection/restricted',
  mailbox: '/mailboxes',
  group: '/groups',
};
