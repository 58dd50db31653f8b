/**
 * The full-text index of the trace, written behind acceptance: rows wait in `trace_dirty` until a quiet moment, and searches look
 * at those directly. Besides words it holds facts as phrases, by which a search finds its rows before it compares exactly.
 */
import { bounds } from '../../../base/bounds.ts';
import type { TraceEvent } from '../../../mail/trace-event.ts';
import { checksIn, type TraceHead } from '../database/encoding.ts';
import { storedValue } from '../database/versions.ts';
import type { WriterState } from './writer-state.ts';

/** Rows in one commit: some ten milliseconds of the writer's time. */
const ROWS_AT_ONCE = 500;

/** The part of a trace row that is found by words and facts. */
interface IndexedRow {
  readonly seq: number;
  readonly queue_id: string | null;
  readonly session_id: string | null;
  readonly reference: string | null;
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly former: string | null;
  readonly subject: string | null;
  readonly message_id: string | null;
  readonly status: string;
  readonly client_address: string | null;
  readonly connector_id: string | null;
  readonly device_id: string | null;
  readonly ingress: string | null;
  readonly organization_id: string | null;
  readonly last_text: string | null;
  readonly cause: string | null;
  readonly checks: string | null;
  readonly code: string | null;
}

/** Values of one field of the facts column: a word of its own in front keeps fields apart. */
export const factPhrase = (field: FactField, value: string): string => `${FACT_WORDS[field]} ${value}`;

const FACT_WORDS = {
  status: 'xstatus',
  messageId: 'xmessageid',
  queueId: 'xqueueid',
  reference: 'xreference',
  sessionId: 'xsession',
  clientAddress: 'xclient',
  connectorId: 'xconnector',
  deviceId: 'xdevice',
  ingress: 'xingress',
  organizationId: 'xorganization',
  check: 'xcheck',
  observed: 'xobserved',
  code: 'xcode',
} as const;
export type FactField = keyof typeof FACT_WORDS;

interface DirtyRow extends IndexedRow {
  readonly ordinal: number | null;
}

/** Indexes some of what is waiting, within a commit. Returns whether more is left. */
export function indexSome(state: WriterState): boolean {
  // In the order of numbers: the index flushes whenever a number is lower than the one before.
  const rows = state
    .sql(
      'SELECT t.seq, t.queue_id, t.ordinal, t.session_id, t.reference, t.sender, t.recipient, t.former, t.subject, t.message_id, t.status, t.client_address, t.connector_id, t.device_id, t.ingress, t.organization_id, t.last_text, t.cause, t.checks, t.code FROM trace_dirty d JOIN trace t ON t.seq = d.seq ORDER BY d.seq LIMIT ?',
    )
    .all(ROWS_AT_ONCE) as unknown as DirtyRow[];
  const events = new MessageEvents(state);
  for (const row of rows) indexRow(state, row, repliesOf(events, row));
  const last = rows.at(-1);
  // Rows that retention removed meanwhile go with it.
  if (last === undefined) state.sql('DELETE FROM trace_dirty').run();
  else state.sql('DELETE FROM trace_dirty WHERE seq <= ?').run(last.seq);
  return rows.length === ROWS_AT_ONCE;
}

/** A new row that is indexed in the commit that made it. */
export interface IndexableRow {
  readonly seq: number;
  readonly head: TraceHead;
  readonly recipient: string;
  readonly status: string;
  readonly code: string | null;
  readonly replies: string;
}

/** Indexes new rows, within a commit. */
export function indexNew(state: WriterState, rows: readonly IndexableRow[]): void {
  for (const { seq, head, recipient, status, code, replies } of rows.toSorted((a, b) => a.seq - b.seq))
    indexRow(
      state,
      {
        seq,
        queue_id: head.queueId,
        session_id: head.sessionId,
        reference: head.reference,
        sender: head.sender,
        recipient,
        former: null,
        subject: head.subject,
        message_id: head.messageId,
        status,
        client_address: head.clientAddress,
        connector_id: head.connectorId,
        device_id: head.deviceId,
        ingress: head.ingress,
        organization_id: head.organizationId,
        last_text: null,
        cause: null,
        checks: head.checks,
        code,
      },
      replies,
    );
}

/** Writes the words of one row, within a commit. */
function indexRow(state: WriterState, row: IndexedRow, replies: string): void {
  state
    .sql('INSERT OR REPLACE INTO trace_text (rowid, sender, recipient, subject, replies, facts) VALUES (?,?,?,?,?,?)')
    .run(
      row.seq,
      row.sender,
      row.former === null ? row.recipient : `${row.recipient} ${row.former}`,
      row.subject,
      replies,
      factsOf(row),
    );
}

/** The words of the events about one recipient, of which there are few. */
export const repliesAbout = (events: readonly TraceEvent[], ordinal: number): string =>
  events
    .filter((event) => event.ordinal === null || event.ordinal === ordinal)
    .slice(-bounds.store.eventsIndexed)
    .map(wordsOf)
    .join(' ');

function repliesOf(events: MessageEvents, row: DirtyRow): string {
  const words = [row.last_text ?? '', row.cause ?? ''];
  if (row.queue_id !== null)
    for (const doc of events.about(row.queue_id, row.ordinal).slice(0, bounds.store.eventsIndexed))
      words.push(eventWords(doc));
  return words.join(' ');
}

interface EventRow {
  readonly n: number;
  readonly doc: string;
}

/** Events by recipient, each message read once: a group's mail has as many events as recipients, and as many rows. */
class MessageEvents {
  readonly #state: WriterState;
  #queueId: string | null = null;
  #byOrdinal = new Map<number | null, EventRow[]>();

  constructor(state: WriterState) {
    this.#state = state;
  }

  /** Those about the recipient or the whole message, newest first. */
  about(queueId: string, ordinal: number | null): readonly string[] {
    if (queueId !== this.#queueId) this.#read(queueId);
    const whole = this.#byOrdinal.get(null) ?? [];
    const own = ordinal === null ? [] : (this.#byOrdinal.get(ordinal) ?? []);
    return [...whole, ...own].sort((a, b) => b.n - a.n).map(({ doc }) => doc);
  }

  #read(queueId: string): void {
    this.#queueId = queueId;
    this.#byOrdinal = new Map();
    const rows = this.#state
      .sql('SELECT n, ordinal, doc FROM event WHERE queue_id = ? ORDER BY n DESC LIMIT ?')
      .iterate(queueId, bounds.store.indexedEvents) as Iterable<unknown> as Iterable<
      EventRow & { ordinal: number | null }
    >;
    for (const { n, ordinal, doc } of rows) {
      const same = this.#byOrdinal.get(ordinal);
      if (same === undefined) this.#byOrdinal.set(ordinal, [{ n, doc }]);
      else if (same.length < bounds.store.eventsIndexed) same.push({ n, doc });
    }
  }
}

/** The part of an event that can be found by its words. */
export const eventWords = (doc: string): string => wordsOf(storedValue<TraceEvent>(doc));

function wordsOf(event: TraceEvent): string {
  return [event.text, event.reply, event.remoteHost, event.remoteAddress, event.actor].filter(Boolean).join(' ');
}

function factsOf(row: IndexedRow): string {
  const facts: string[] = [];
  const add = (field: FactField, value: string | null): void => {
    if (value !== null) facts.push(factPhrase(field, value));
  };
  add('status', row.status);
  add('queueId', row.queue_id);
  add('messageId', row.message_id);
  add('reference', row.reference);
  add('sessionId', row.session_id);
  add('clientAddress', row.client_address);
  add('connectorId', row.connector_id);
  add('deviceId', row.device_id);
  add('ingress', row.ingress);
  add('organizationId', row.organization_id);
  add('code', row.code);
  for (const { check, isObserved } of checksIn(row.checks)) add(isObserved ? 'observed' : 'check', check);
  return facts.join(' ');
}
