/** The address of a person, taken out of what may lose it. Within a transaction. */
import { assertNever } from '../../../base/never.ts';
import { type HeldName, withoutPerson, withTexts } from '../../person.ts';
import { markDirty } from './trace-writes.ts';
import type { WriterState } from './writer-state.ts';

type Key = HeldName['key'];

/** Returns how many were changed. */
export function forget(state: WriterState, forms: readonly string[], held: readonly HeldName[]): number {
  const { handle } = state.database;
  // Nothing that is taken out of the tables may be left in the file.
  handle.exec('PRAGMA secure_delete = ON');
  try {
    return held.filter((one) => forgotten(state, forms, one)).length;
  } finally {
    handle.exec('PRAGMA secure_delete = OFF');
  }
}

function forgotten(state: WriterState, forms: readonly string[], { kind, key }: HeldName): boolean {
  switch (kind) {
    case 'trace':
      return forgetRow(state, forms, key);
    case 'event':
      return !waits(state, String(key[0])) && forgetDoc(state, forms, 'event', ['queue_id', 'n'], key);
    case 'session':
      return forgetDoc(state, forms, 'session', ['id'], key);
    case 'last':
      return forgetDoc(state, forms, 'last_mail', ['what', 'organization_id'], key);
    case 'sender':
      return Number(state.sql('DELETE FROM usage WHERE at = ? AND subject = ?').run(...key).changes) > 0;
    case 'message':
    case 'note':
    case 'audit':
    case 'object':
      return false;
    default:
      return assertNever(kind);
  }
}

const waits = (state: WriterState, queueId: string | null): boolean =>
  queueId !== null && state.sql('SELECT 1 FROM message WHERE queue_id = ?').get(queueId) !== undefined;

type RowTexts = Readonly<Record<'sender' | 'recipient' | 'former' | 'last_text' | 'cause', string | null>>;

/** The subject and the Message-ID go with a row that is the person's. */
function forgetRow(state: WriterState, forms: readonly string[], key: Key): boolean {
  const row = state
    .sql('SELECT queue_id, sender, recipient, former, last_text, cause FROM trace WHERE seq = ?')
    .get(...key) as (RowTexts & { readonly queue_id: string | null }) | undefined;
  if (row === undefined || waits(state, row.queue_id)) return false;
  const without = (text: string | null): string | null => (text === null ? null : withoutPerson(text, forms));
  const [sender, recipient, former] = [without(row.sender), without(row.recipient), without(row.former)];
  const isTheirs = sender !== row.sender || recipient !== row.recipient || former !== row.former;
  state
    .sql(
      'UPDATE trace SET sender = ?, recipient = ?, former = ?, last_text = ?, cause = ?, subject = iif(?, NULL, subject), message_id = iif(?, NULL, message_id) WHERE seq = ?',
    )
    .run(
      ...[sender, recipient, former, without(row.last_text), without(row.cause)],
      ...[isTheirs ? 1 : 0, isTheirs ? 1 : 0, ...key],
    );
  indexAnew(state, Number(key[0]));
  return true;
}

/** A stored value keeps its version, whichever that is. */
function forgetDoc(
  state: WriterState,
  forms: readonly string[],
  table: 'event' | 'session' | 'last_mail',
  keys: readonly string[],
  key: Key,
): boolean {
  const where = keys.map((each) => `${each} = ?`).join(' AND ');
  const row = state.sql(`SELECT doc FROM ${table} WHERE ${where}`).get(...key) as { doc: string } | undefined;
  if (row === undefined) return false;
  const doc = JSON.stringify(withTexts(JSON.parse(row.doc), (text) => withoutPerson(text, forms)));
  if (doc === row.doc) return false;
  state.sql(`UPDATE ${table} SET doc = ? WHERE ${where}`).run(doc, ...key);
  // The words of its rows are made anew of it.
  if (table === 'event')
    for (const { seq } of state.sql('SELECT seq FROM trace WHERE queue_id = ?').all(String(key[0])))
      indexAnew(state, Number(seq));
  return true;
}

/** The words of before are gone at once. */
function indexAnew(state: WriterState, seq: number): void {
  state.sql('DELETE FROM trace_text WHERE rowid = ?').run(seq);
  markDirty(state, seq);
}
