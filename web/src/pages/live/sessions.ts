/** Sessions as they are heard of, and those of before from the trace, as rows. Bounded: of a long day the newest are here. */
import type { ListedSession, LiveEvent } from '../../api/contracts.ts';

const MOST_ROWS = 300;
/** Queue ids of one session. */
const MOST_IDS = 20;
/** Of one session; the oldest go first. */
const MOST_LINES = 500;
/** Of all together; those of the oldest session that is over go first. */
const MOST_LINES_OF_ALL = 20_000;

export interface LiveRefusal
  extends Pick<
    Extract<LiveEvent, { kind: 'refusal' }>,
    'reference' | 'at' | 'reply' | 'cause' | 'sender' | 'recipient' | 'lack'
  > {}

export interface LiveRow {
  readonly id: string;
  readonly startedAt: number;
  /** null: it goes on. */
  readonly endedAt: number | null;
  readonly clientAddress: string;
  readonly listener: string;
  readonly helo: string | null;
  readonly tls: string | null;
  readonly ingress: string | null;
  readonly connector: string | null;
  readonly device: string | null;
  readonly login: string | null;
  /** How many it brought. */
  readonly messages: number;
  /** Queue ids of the last of them. */
  readonly accepted: readonly string[];
  readonly refusals: readonly LiveRefusal[];
  /** Kept it from sending, though nothing was refused. */
  readonly noMail: LiveRefusal['lack'];
  /** null: they are with the server alone. */
  readonly lines: readonly string[] | null;
  readonly linesLeftOut: number;
}

export type LiveState = 'connected' | 'accepted' | 'partly' | 'refused' | 'noMail' | 'ended';

export function stateOf({ messages, refusals, noMail, endedAt }: LiveRow): LiveState {
  if (messages > 0) return refusals.length > 0 ? 'partly' : 'accepted';
  if (refusals.length > 0) return 'refused';
  if (noMail !== null) return 'noMail';
  return endedAt === null ? 'connected' : 'ended';
}

/** The refusal that says why: others follow from one before, and nothing helps against them. */
export const tellingOf = ({ refusals }: LiveRow): LiveRefusal | undefined =>
  refusals.findLast(({ lack }) => lack !== null) ?? refusals.at(-1);

export class Sessions {
  readonly #rows = new Map<string, LiveRow>();
  /** Of those that were under way when the stream broke off: what became of them only the server knows. */
  readonly #unsure = new Set<string>();
  #lines = 0;
  /** Sessions that ended until then were cleared away. */
  #cleared = 0;
  #sorted: readonly LiveRow[] | null = null;

  /** The newest first. */
  get rows(): readonly LiveRow[] {
    this.#sorted ??= [...this.#rows.values()].toSorted((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
    return this.#sorted;
  }

  hear(event: LiveEvent): void {
    if (event.kind === 'dropped') return;
    if (event.kind === 'open') {
      this.#open(event);
      return;
    }
    const row = this.#rows.get(event.sessionId);
    // Too long ago, or cleared away.
    if (row === undefined) return;
    if (event.kind === 'line') this.#put(withLines(row, [event.text]));
    else if (event.kind === 'known') {
      const { helo, tls, ingress, connector, device, login, messages, accepted } = event;
      this.#put({ ...row, helo, tls, ingress, connector, device, login, messages, accepted });
    } else if (event.kind === 'refusal') this.#put(withRefusal(row, event));
    else {
      const { at, accepted, gaveUp, lack } = event;
      this.#put({
        ...row,
        endedAt: at,
        messages: accepted.length,
        accepted: accepted.slice(-MOST_IDS),
        noMail: gaveUp ? lack : null,
      });
    }
  }

  /** The stream begins anew: it tells of those that still go on. */
  begin(): void {
    for (const { id, endedAt } of this.#rows.values()) if (endedAt === null) this.#unsure.add(id);
  }

  /** Sessions of the trace. What was heard of one is newer, but for those that ended unheard. */
  remember(listed: readonly ListedSession[]): void {
    for (const one of listed) {
      const known = this.#rows.get(one.sessionId);
      if (known !== undefined && !this.#unsure.has(one.sessionId)) continue;
      if (known !== undefined || one.endedAt > this.#cleared) this.#put(rowOf(one));
    }
    const now = Math.max(...listed.map(({ endedAt }) => endedAt), 0);
    for (const id of this.#unsure) {
      const row = this.#rows.get(id);
      if (row?.endedAt === null) this.#put({ ...row, endedAt: Math.max(now, row.startedAt) });
    }
    this.#unsure.clear();
  }

  /** Those that go on stay. */
  clear(): void {
    for (const { id, endedAt } of this.rows) {
      if (endedAt === null) continue;
      this.#cleared = Math.max(this.#cleared, endedAt);
      this.#drop(id);
    }
  }

  #open({ sessionId: id, at: startedAt, listener, clientAddress, transcript }: Extract<LiveEvent, { kind: 'open' }>) {
    this.#unsure.delete(id);
    const row: LiveRow = this.#rows.get(id) ?? {
      ...{ id, startedAt, endedAt: null, clientAddress, listener },
      ...{ helo: null, tls: null, ingress: null, connector: null, device: null, login: null },
      ...{ messages: 0, accepted: [], refusals: [], noMail: null, lines: [], linesLeftOut: 0 },
    };
    const empty = { ...row, endedAt: null, lines: [], linesLeftOut: 0 };
    this.#put(transcript === '' ? empty : withLines(empty, transcript.split('\n')));
  }

  #put(row: LiveRow): void {
    const before = this.#rows.get(row.id);
    this.#lines += (row.lines?.length ?? 0) - (before?.lines?.length ?? 0);
    this.#rows.set(row.id, row);
    this.#sorted = null;
    if (this.#rows.size > MOST_ROWS) {
      const oldest = this.rows.findLast(({ endedAt }) => endedAt !== null) ?? this.rows.at(-1);
      if (oldest !== undefined) this.#drop(oldest.id);
    }
    while (this.#lines > MOST_LINES_OF_ALL) {
      const oldest = this.rows.findLast(({ lines, id }) => lines !== null && lines.length > 0 && id !== row.id);
      if (oldest === undefined) return;
      this.#put({ ...oldest, lines: null });
    }
  }

  #drop(id: string): void {
    this.#lines -= this.#rows.get(id)?.lines?.length ?? 0;
    this.#rows.delete(id);
    this.#unsure.delete(id);
    this.#sorted = null;
  }
}

function withLines(row: LiveRow, more: readonly string[]): LiveRow {
  // Gone with the server alone: what comes now would stand without what was before.
  if (row.lines === null) return row;
  const lines = [...row.lines, ...more];
  const leftOut = Math.max(0, lines.length - MOST_LINES);
  return { ...row, lines: lines.slice(leftOut), linesLeftOut: row.linesLeftOut + leftOut };
}

/** After a break those of before are told again. */
function withRefusal(row: LiveRow, refusal: LiveRefusal): LiveRow {
  const { reference, at, reply, cause, sender, recipient, lack } = refusal;
  const others = row.refusals.filter((one) => one.reference !== reference);
  return { ...row, refusals: [...others, { reference, at, reply, cause, sender, recipient, lack }] };
}

/** Of a session of the trace. */
export function rowOf(listed: ListedSession): LiveRow {
  const { sessionId: id, startedAt, endedAt, clientAddress, listener, helo, tls, ingress, connector, login } = listed;
  return {
    ...{ id, startedAt, endedAt, clientAddress, listener, helo, tls, ingress, connector, login },
    device: listed.device ?? null,
    messages: listed.accepted.length,
    accepted: listed.accepted.slice(-MOST_IDS),
    refusals: listed.refusals,
    noMail: listed.lack,
    lines: null,
    linesLeftOut: 0,
  };
}

/** For `List`. */
export const keyOf = ({ id }: LiveRow): string => id;
