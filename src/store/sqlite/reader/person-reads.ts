/** All that is held of a person, a table after the other, so many rows at a time: nobody who searches waits for the whole of it. */
import { bounds } from '../../../base/bounds.ts';
import { type Held, type HeldKind, heldKinds, type HeldPage, hasPerson, type PersonSought } from '../../person.ts';
import type { Database } from '../database/database.ts';
import { escapeLike } from './selection-sql.ts';

type Row = Readonly<Record<string, string | number | null>>;

interface Walk {
  readonly table: string;
  /** The columns of its key, in the order of its index. */
  readonly keys: readonly string[];
  /** Columns that may name the person. */
  readonly texts: readonly string[];
  /** Further columns to read. */
  readonly more: readonly string[];
  /** Whether a row belongs to the organizations that are asked for, all of it. */
  readonly own: string;
  readonly at: (row: Row) => number | null;
  readonly facts: (row: Row) => Readonly<Record<string, unknown>>;
}

const IN_OWN = (column: string): string => `${column} IN (SELECT value FROM json_each($own))`;
const parsed = (text: unknown): unknown => JSON.parse(String(text));
const docOf = ({ doc }: Row): Readonly<Record<string, unknown>> => {
  const { v: _, ...rest } = parsed(doc) as Record<string, unknown>;
  return rest;
};
const timeIn = (row: Row): number | null => {
  const { at } = docOf(row);
  return typeof at === 'number' ? at : null;
};
/** Without the ways of others that it went. */
function eventFacts(row: Row): Readonly<Record<string, unknown>> {
  const { queueId, ordinal, kind, text, reply, actor } = docOf(row);
  return {
    queueId,
    ordinal,
    event: kind,
    text,
    ...(reply !== undefined && { reply }),
    ...(actor !== undefined && { actor }),
  };
}
const atOf = ({ at }: Row): number | null => (typeof at === 'number' ? at : null);

/** Of an audit entry: what it was and what it became are both theirs. */
const OWNER = (side: 'before' | 'after'): string => `json_extract(${side}, '$.organizationId')`;
const THEIRS = (side: 'before' | 'after'): string => `(${side} = 'null' OR ${IN_OWN(OWNER(side))})`;
/** Notes that are shown: others hold what nobody is to read. */
const SHOWN_NOTES: readonly unknown[] = ['device-sighting', 'alarm'];

const walks: Readonly<Record<Exclude<HeldKind, 'message'>, Walk>> = {
  trace: {
    ...{ table: 'trace', keys: ['seq'] },
    texts: ['sender', 'recipient', 'former', 'last_text', 'cause'],
    more: ['at', 'queue_id', 'reference', 'subject', 'message_id', 'status', 'client_address', 'organization_id'],
    own: IN_OWN('organization_id'),
    at: atOf,
    facts: ({ seq: _, at: __, ...row }) => row,
  },
  event: {
    ...{ table: 'event', keys: ['queue_id', 'n'], texts: ['doc'], more: [] },
    own: `EXISTS (SELECT 1 FROM trace t WHERE t.queue_id = event.queue_id) AND NOT EXISTS (SELECT 1 FROM trace t WHERE t.queue_id = event.queue_id AND (t.organization_id IS NULL OR NOT ${IN_OWN('t.organization_id')}))`,
    at: timeIn,
    facts: eventFacts,
  },
  session: {
    ...{ table: 'session', keys: ['id'], texts: ['doc'], more: ['at'] },
    own: `json_array_length(doc, '$.organizations') > 0 AND NOT EXISTS (SELECT 1 FROM json_each(doc, '$.organizations') o WHERE NOT ${IN_OWN('o.value')})`,
    at: atOf,
    facts: docOf,
  },
  last: {
    ...{ table: 'last_mail', keys: ['what', 'organization_id'], texts: ['doc'], more: ['at'] },
    own: IN_OWN('organization_id'),
    at: atOf,
    facts: docOf,
  },
  sender: {
    ...{ table: 'usage', keys: ['at', 'subject'], texts: ['subject'], more: ['last_seen', 'messages', 'recipients'] },
    own: `EXISTS (SELECT 1 FROM json_each($own) o WHERE substr(subject, 1, length(o.value) + 8) = 'sender:' || o.value || ':')`,
    at: ({ last_seen }) => Number(last_seen),
    facts: ({ at: _, ...row }) => row,
  },
  note: {
    ...{ table: 'note', keys: ['book', 'key'], texts: ['key', 'doc'], more: [] },
    own: `coalesce(${IN_OWN("json_extract(doc, '$.value.alarm.organizationId')")}, 0) OR (book = 'device-sighting' AND EXISTS (SELECT 1 FROM object o WHERE o.id = json_extract(doc, '$.value.deviceId') AND ${IN_OWN('o.organization_id')}))`,
    at: () => null,
    facts: (row) => ({ book: row['book'], ...(SHOWN_NOTES.includes(row['book']) && { value: docOf(row)['value'] }) }),
  },
  audit: {
    ...{ table: 'audit', keys: ['n'], texts: ['actor', 'name', 'before', 'after'], more: ['at', 'kind', 'id'] },
    own: `(kind = 'organization' AND ${IN_OWN('id')}) OR (coalesce(${OWNER('before')}, ${OWNER('after')}) IS NOT NULL AND ${THEIRS('before')} AND ${THEIRS('after')})`,
    at: atOf,
    facts: ({ n: _, at: __, before, after, ...row }) => ({ ...row, before: parsed(before), after: parsed(after) }),
  },
  object: {
    ...{ table: 'object', keys: ['id'], texts: ['doc'], more: ['kind', 'organization_id'] },
    own: `${IN_OWN('organization_id')} OR (kind = 'organization' AND ${IN_OWN('id')})`,
    at: () => null,
    facts: ({ id, kind }) => ({ id, objectKind: kind }),
  },
};

/** `after`: the kind and the key of the last row that was looked at, as JSON. */
export function held(database: Database, sought: PersonSought, after: string | null): HeldPage {
  const [kind, place] = after === null ? [heldKinds[0], null] : (JSON.parse(after) as [HeldKind, readonly string[]]);
  const page = kind === 'message' ? messages(database, sought, place) : rowsOf(database, kind, sought, place);
  const following = heldKinds[heldKinds.indexOf(kind) + 1];
  if (page.last !== null) return { found: page.found, next: JSON.stringify([kind, page.last]) };
  return { found: page.found, next: following === undefined ? null : JSON.stringify([following, null]) };
}

interface Walked {
  readonly found: readonly Held[];
  /** null: the table has no more. */
  readonly last: readonly (string | number)[] | null;
}

type Place = readonly (string | number)[] | null;

function rowsOf(
  database: Database,
  kind: Exclude<HeldKind, 'message'>,
  { forms, organizationIds }: PersonSought,
  place: Place,
): Walked {
  const walk = walks[kind];
  const span = spanOf(database, walk, place);
  const named = patternsOf(forms);
  const likes = walk.texts.flatMap((column) => Object.keys(named).map((name) => `${column} LIKE $${name} ESCAPE '\\'`));
  const own = organizationIds === null ? '' : ` AND (${walk.own})`;
  const columns = [...new Set([...walk.keys, ...walk.texts, ...walk.more])].join(', ');
  const rows = database.handle
    .prepare(`SELECT ${columns} FROM ${walk.table} WHERE ${span.sql} AND (${likes.join(' OR ')})${own}`)
    .all({
      ...span.values,
      ...named,
      ...(organizationIds !== null && { own: JSON.stringify(organizationIds) }),
    }) as unknown as readonly Row[];
  const found = rows
    .filter((row) => walk.texts.some((column) => isNamedIn(row[column], forms)))
    .map((row) => ({ kind, key: walk.keys.map((key) => row[key]!), at: walk.at(row), facts: walk.facts(row) }));
  return { found, last: span.last };
}

/** A text, or JSON as a text. */
function isNamedIn(column: string | number | null | undefined, forms: readonly string[]): boolean {
  if (typeof column !== 'string') return false;
  // Behind a letter of its own: `sender:<organization>:<address>`.
  if (column.startsWith('sender:')) return forms.includes(column.slice(column.indexOf(':', 7) + 1));
  return hasPerson(column.startsWith('{') ? parsed(column) : column, forms);
}

/** So many rows behind a place. */
function spanOf(database: Database, { table, keys }: Pick<Walk, 'table' | 'keys'>, place: Place) {
  const tuple = (letter: string): string => keys.map((_, index) => `$${letter}${index}`).join(', ');
  const valuesOf = (letter: string, key: readonly (string | number)[]) =>
    Object.fromEntries(key.map((value, index) => [`${letter}${index}`, value]));
  const behind = place === null ? '1' : `(${keys.join(', ')}) > (${tuple('a')})`;
  const values = place === null ? {} : valuesOf('a', place);
  const end = database.handle
    .prepare(`SELECT ${keys.join(', ')} FROM ${table} WHERE ${behind} ORDER BY ${keys.join(', ')} LIMIT 1 OFFSET $many`)
    .get({ ...values, many: bounds.store.personLooked - 1 }) as Readonly<Record<string, string | number>> | undefined;
  if (end === undefined) return { sql: behind, values, last: null };
  const last = keys.map((key) => end[key]!);
  return {
    sql: `${behind} AND (${keys.join(', ')}) <= (${tuple('z')})`,
    values: { ...values, ...valuesOf('z', last) },
    last,
  };
}

/** As they stand in texts, and in JSON. */
function patternsOf(forms: readonly string[]): Readonly<Record<string, string>> {
  const written = new Set(forms.flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]));
  return Object.fromEntries([...written].map((form, index) => [`p${index}`, `%${escapeLike(form)}%`]));
}

interface MessageRow {
  readonly id: number;
  readonly queue_id: string;
  readonly received_at: number;
  readonly doc: string;
  readonly recipients: string;
}

/** Messages that wait, and those in quarantine, with the recipients that are meant. */
function messages(database: Database, { forms, organizationIds }: PersonSought, place: Place): Walked {
  const span = spanOf(database, { table: 'message', keys: ['id'] }, place);
  const own =
    organizationIds === null
      ? ''
      : `AND (SELECT t.organization_id FROM trace t WHERE t.seq = r.trace_seq) IN (SELECT value FROM json_each($own))`;
  const rows = database.handle
    .prepare(
      `SELECT id, queue_id, received_at, doc, (SELECT json_group_array(json_object('ordinal', r.ordinal, 'address', r.address, 'lane', r.lane, 'doc', json(r.doc))) FROM recipient r WHERE r.message_id = message.id ${own}) AS recipients FROM message WHERE ${span.sql} ORDER BY id`,
    )
    .iterate({
      ...span.values,
      ...(organizationIds !== null && { own: JSON.stringify(organizationIds) }),
    }) as Iterable<unknown> as Iterable<MessageRow>;
  const found: Held[] = [];
  for (const row of rows) {
    const all = parsed(row.recipients) as { ordinal: number; address: string; lane: string; doc: unknown }[];
    const message = parsed(row.doc) as Readonly<Record<string, unknown>>;
    const meant = isOfPerson(message, forms) ? all : all.filter((one) => hasPerson(one, forms));
    if (meant.length === 0) continue;
    const recipients = meant.map(({ ordinal, address, lane }) => ({ ordinal, address, lane }));
    const facts = { queueId: row.queue_id, header: message['header'], recipients };
    found.push({ kind: 'message', key: [row.id], at: row.received_at, facts });
  }
  return { found, last: span.last };
}

interface Sent {
  readonly reversePath?: { readonly local: string; readonly domain: string; readonly domainKey: string } | null;
  readonly header?: unknown;
}

function isOfPerson({ reversePath, header }: Sent, forms: readonly string[]): boolean {
  const { local = '', domain = '', domainKey = '' } = reversePath ?? {};
  return [domain, domainKey].some((one) => namesOf(`${local}@${one}`, forms)) || hasPerson(header, forms);
}

const namesOf = (address: string, forms: readonly string[]): boolean => forms.includes(address.toLowerCase());
