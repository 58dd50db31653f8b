/**
 * Mail, counted in the commit that makes it true: by days of this machine's time zone, and with the last that came in and went out. A piece
 * of the journal costs as many rows as it has different counts, however much mail it holds; a day has few.
 */
import { startOfDay } from '../../../base/words/local-day.ts';
import { addressText } from '../../../mail/address.ts';
import { lanePlace } from '../../../mail/route.ts';
import type { RefusalCount, SessionRecord, TraceStatus } from '../../../mail/trace-event.ts';
import type { LastIn, LastOut, NewMessage } from '../../store.ts';
import { storedText } from '../database/versions.ts';
import type { WriterState } from './writer-state.ts';

const HOUR_MS = 3_600_000;

type What = 'in' | 'out' | 'refused';

interface Row {
  readonly what: What;
  readonly at: number;
  readonly organizationId: string;
  readonly way: string;
  readonly result: string;
  messages: number;
  recipients: number;
}

export class Tally {
  readonly #rows = new Map<string, Row>();
  /** The day that was counted for last. */
  #day = { from: 0, until: 0 };
  /** By organization. */
  readonly #lastIn = new Map<string, NewMessage>();
  readonly #lastOut = new Map<string, LastOut>();

  cameIn(message: NewMessage): void {
    const { receivedAt: at, organizationId, ingress, recipients } = message;
    this.#add('in', at, organizationId, ingress, '', { messages: 1, recipients: recipients.length });
    if (ingress !== 'internal' && (this.#lastIn.get(organizationId ?? '')?.receivedAt ?? 0) <= at)
      this.#lastIn.set(organizationId ?? '', message);
  }

  /** @param ingress of its message; mail of our own is no sign that mail flows. */
  ended(out: LastOut, ingress: string, status: TraceStatus): void {
    const { at, organizationId, lane } = out;
    this.#add('out', at, organizationId, lanePlace(lane), status, { messages: 0, recipients: 1 });
    if (status === 'Delivered' && ingress !== 'internal' && (this.#lastOut.get(organizationId ?? '')?.at ?? 0) <= at)
      this.#lastOut.set(organizationId ?? '', out);
  }

  refused({ ingress }: SessionRecord, { at, organizationId, reason }: SessionRecord['refusals'][number]): void {
    this.#add('refused', at, organizationId, ingress ?? '', reason?.kind ?? '', { messages: 1, recipients: 0 });
  }

  /** Refusals that are not on record. */
  onlyCounted({ hourStart, count, organizationId }: RefusalCount): void {
    this.#add('refused', hourStart, organizationId ?? null, '', '', { messages: count, recipients: 0 });
  }

  /** Within a commit. */
  write(state: WriterState): void {
    for (const { what, at, organizationId, way, result, messages, recipients } of this.#rows.values())
      state
        .sql(
          'INSERT INTO tally (what, at, organization_id, way, result, messages, recipients) VALUES (?,?,?,?,?,?,?) ON CONFLICT (what, at, organization_id, way, result) DO UPDATE SET messages = messages + excluded.messages, recipients = recipients + excluded.recipients',
        )
        .run(what, at, organizationId, way, result, messages, recipients);
    const last = state.sql(
      'INSERT INTO last_mail (what, organization_id, at, doc) VALUES (?,?,?,?) ON CONFLICT (what, organization_id) DO UPDATE SET at = excluded.at, doc = excluded.doc WHERE excluded.at >= at',
    );
    for (const [organizationId, message] of this.#lastIn)
      last.run('in', organizationId, message.receivedAt, storedText(lastInOf(message)));
    for (const [organizationId, out] of this.#lastOut) last.run('out', organizationId, out.at, storedText(out));
  }

  #add(
    what: What,
    time: number,
    organization: string | null,
    way: string,
    result: string,
    { messages, recipients }: Pick<Row, 'messages' | 'recipients'>,
  ): void {
    const at = this.#dayOf(time);
    const organizationId = organization ?? '';
    const key = `${what} ${at} ${organizationId} ${way} ${result}`;
    const row = this.#rows.get(key);
    if (row === undefined) {
      this.#rows.set(key, { what, at, organizationId, way, result, messages, recipients });
      return;
    }
    row.messages += messages;
    row.recipients += recipients;
  }

  #dayOf(time: number): number {
    // Mail of one piece is mostly of one hour: the calendar is asked once.
    if (time < this.#day.from || time >= this.#day.until) {
      const from = startOfDay(time);
      this.#day = { from, until: Math.max(from, time) + HOUR_MS };
      if (startOfDay(this.#day.until) !== from) this.#day.until = time;
    }
    return this.#day.from;
  }
}

function lastInOf(message: NewMessage): LastIn {
  const { receivedAt: at, queueId, organizationId, ingress, reversePath, recipients } = message;
  const { clientAddress, connectorId, deviceId = null } = message;
  const [first] = recipients;
  return {
    ...{ at, queueId, organizationId, ingress },
    sender: reversePath === null ? null : addressText(reversePath),
    recipient: first === undefined ? null : addressText(first.address),
    recipients: recipients.length,
    ...{ clientAddress, connectorId, deviceId },
  };
}
