/**
 * Mail, counted in the commit that makes it true: by hours of this machine's days, and with the last that came in and went out. Each way of
 * telling it apart is counted by itself (not each with each), so that an hour has few rows. A piece of the journal costs as many as it has
 * different counts, however much mail it holds.
 */
import { startOfHour } from '../../../base/words/local-day.ts';
import { addressText } from '../../../mail/address.ts';
import { lanePlace } from '../../../mail/route.ts';
import { type CheckMark, checksOf } from '../../../mail/screening/checks.ts';
import type { RefusalCount, SessionRecord, TraceStatus } from '../../../mail/trace-event.ts';
import type { LastIn, LastOut, NewMessage } from '../../store.ts';
import { storedText } from '../database/versions.ts';
import type { WriterState } from './writer-state.ts';

const HOUR_MS = 3_600_000;

/**
 * The kinds of counts; all of them are swept with the trace. `in` by ingress; `out` by place and status; `refused` by ingress and reason; `failed` by
 * cause; `code` by the status that a recipient failed with; `check` and `observed` by check of screening and act; `to` and `from` by the domain of the recipient or the envelope sender, and of its
 * organization; `other` by the domain of a connector's sender that is none of its organization's; `sign-in` by mailbox, TLS and mechanism; the
 * others by label and outcome.
 */
export const tallied = [
  'in',
  'out',
  'refused',
  'failed',
  'code',
  'check',
  'observed',
  'connector',
  'device',
  'tls',
  'to',
  'from',
  'other',
  'sign-in',
] as const;
type What = (typeof tallied)[number];
type Labelled = 'connector' | 'device' | 'tls' | 'sign-in';

interface Row {
  readonly what: What;
  readonly at: number;
  readonly organizationId: string;
  readonly way: string;
  readonly result: string;
  messages: number;
  recipients: number;
  bytes: number;
}

/** By what it came in. */
interface Source {
  readonly outcome: 'Accepted' | 'Rejected';
  readonly at: number;
  readonly organizationId: string;
  readonly ingress: string;
  readonly reason: string;
  readonly connectorId: string;
  readonly deviceId: string;
  readonly tls: string;
  /** Mailbox, TLS and mechanism; empty: nobody signed in. */
  readonly signIn: string;
  messages: number;
  recipients: number;
  bytes: number;
}

/** Of a domain that may be anybody's. */
interface DomainCount extends Counts {
  readonly what: 'to' | 'from';
  readonly at: number;
  readonly domain: string;
  /** The organization by whose connector a sender's mail came; null: by none. */
  readonly relayedBy: string | null;
}

/** A status that some next hop said. */
interface CodeCount extends Counts {
  readonly at: number;
  readonly organizationId: string;
  readonly code: string;
}

type Counts = Pick<Row, 'messages' | 'recipients' | 'bytes'>;

/** The status that a recipient failed with, and when. */
export interface Failure {
  readonly code: string;
  readonly at: number;
}

/** A failure, as far as it is told. */
export interface FailureTold {
  readonly cause: string | null;
  readonly failure: Failure | null;
}

/** A recipient that is done, of a message of so many octets. */
export interface Ended extends LastOut {
  readonly ingress: string;
  readonly sizeBytes: number | null;
}

export class Tally {
  readonly #rows = new Map<string, Row>();
  /** Mail that came in, and refusals: told apart when it is written, for most of a piece is alike. */
  readonly #sources = new Map<string, Source>();
  /** Told apart when they are written: next hops say whatever status they like. */
  readonly #codes = new Map<string, CodeCount>();
  /** Told apart when it is written too: of those of strangers nothing is kept. */
  readonly #domains = new Map<string, DomainCount>();
  /** The hour that was counted for last. */
  #hour = { from: 0, until: 0 };
  /** By organization. */
  readonly #lastIn = new Map<string, NewMessage>();
  readonly #lastOut = new Map<string, LastOut>();

  cameIn(message: NewMessage): void {
    const { receivedAt, organizationId, ingress, connectorId, deviceId, recipients, content, events } = message;
    const tls = ingress === 'internal' ? '' : tlsLabel(events[0]?.tls ?? null);
    const signIn = ingress === 'submission' ? signInLabel(message, tls) : '';
    const source = { outcome: 'Accepted', ingress, reason: '', connectorId: connectorId ?? '', tls, signIn } as const;
    this.#came(
      receivedAt,
      organizationId,
      { ...source, deviceId: deviceId ?? '' },
      { messages: 1, recipients: recipients.length, bytes: content.sizeBytes },
    );
    this.#domainsOf(message);
    for (const mark of checksOf(message.screened, message.observed))
      this.#checked(receivedAt, organizationId, mark, recipients.length, content.sizeBytes);
    if (ingress !== 'internal' && (this.#lastIn.get(organizationId ?? '')?.receivedAt ?? 0) <= receivedAt)
      this.#lastIn.set(organizationId ?? '', message);
  }

  /** Mail of our own is no sign that mail flows. */
  ended({ ingress, sizeBytes, ...out }: Ended, status: TraceStatus, { cause, failure }: FailureTold): void {
    const { at, organizationId, lane } = out;
    const counts = { messages: 0, recipients: 1, bytes: sizeBytes ?? 0 };
    this.#add('out', this.#hourOf(at), organizationId ?? '', lanePlace(lane), status, counts);
    if (status === 'Failed') this.#add('failed', this.#hourOf(at), organizationId ?? '', cause ?? '', status, counts);
    if (failure !== null) this.#failed(failure, organizationId ?? '', counts);
    if (status === 'Delivered' && ingress !== 'internal' && (this.#lastOut.get(organizationId ?? '')?.at ?? 0) <= at)
      this.#lastOut.set(organizationId ?? '', out);
  }

  /** @param check the check of screening that refused; null: none did. */
  refused(
    session: SessionRecord,
    { at, organizationId, reason }: SessionRecord['refusals'][number],
    check: CheckMark | null,
  ): void {
    const { ingress, connectorId, deviceId, tls } = session;
    const source = { outcome: 'Rejected', ingress: ingress ?? '', reason: reason?.kind ?? '', signIn: '' } as const;
    this.#came(
      at,
      organizationId,
      { ...source, connectorId: connectorId ?? '', deviceId: deviceId ?? '', tls: tlsLabel(tls) },
      { messages: 1, recipients: 0, bytes: 0 },
    );
    if (check !== null) this.#checked(at, organizationId, check, 0, 0);
  }

  /** Refusals that are not on record. */
  onlyCounted({ hourStart, count, organizationId }: RefusalCount): void {
    const counts = { messages: count, recipients: 0, bytes: 0 };
    this.#add('refused', this.#hourOf(hourStart), organizationId ?? '', '', '', counts);
  }

  /** Within a commit. */
  write(state: WriterState): void {
    for (const source of this.#sources.values()) this.#tellApart(source, state);
    for (const count of this.#domains.values()) this.#tellWhose(count, state);
    for (const { at, organizationId, code, ...counts } of this.#codes.values())
      this.#add('code', at, organizationId, state.labels.of(state, 'code', at, code), 'Failed', counts);
    for (const { what, at, organizationId, way, result, messages, recipients, bytes } of this.#rows.values())
      state
        .sql(
          'INSERT INTO tally (what, at, organization_id, way, result, messages, recipients, bytes) VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (what, at, organization_id, way, result) DO UPDATE SET messages = messages + excluded.messages, recipients = recipients + excluded.recipients, bytes = bytes + excluded.bytes',
        )
        .run(what, at, organizationId, way, result, messages, recipients, bytes);
    const last = state.sql(
      'INSERT INTO last_mail (what, organization_id, at, doc) VALUES (?,?,?,?) ON CONFLICT (what, organization_id) DO UPDATE SET at = excluded.at, doc = excluded.doc WHERE excluded.at >= at',
    );
    for (const [organizationId, message] of this.#lastIn)
      last.run('in', organizationId, message.receivedAt, storedText(lastInOf(message)));
    for (const [organizationId, out] of this.#lastOut) last.run('out', organizationId, out.at, storedText(out));
  }

  #came(
    time: number,
    organization: string | null,
    source: Omit<Source, 'at' | 'organizationId' | keyof Counts>,
    counts: Counts,
  ): void {
    const at = this.#hourOf(time);
    const organizationId = organization ?? '';
    const { outcome, ingress, reason, connectorId, deviceId, tls, signIn } = source;
    const key = `${at} ${organizationId} ${ingress} ${connectorId} ${deviceId} ${tls} ${signIn} ${outcome} ${reason}`;
    const known = this.#sources.get(key);
    if (known === undefined) this.#sources.set(key, { ...source, at, organizationId, ...counts });
    else addTo(known, counts);
  }

  #tellApart(source: Source, state: WriterState): void {
    const { outcome, at, organizationId, ingress, reason, connectorId, deviceId, tls, signIn } = source;
    this.#add(outcome === 'Accepted' ? 'in' : 'refused', at, organizationId, ingress, reason, source);
    const labels: readonly (readonly [Labelled, string])[] = [
      ['connector', connectorId],
      ['device', deviceId],
      ['tls', tls],
      ['sign-in', signIn],
    ];
    for (const [what, label] of labels)
      if (label !== '') this.#add(what, at, organizationId, state.labels.of(state, what, at, label), outcome, source);
  }

  #failed({ code, at: time }: Failure, organizationId: string, counts: Counts): void {
    const at = this.#hourOf(time);
    const key = `${at} ${organizationId} ${code}`;
    const known = this.#codes.get(key);
    if (known === undefined) this.#codes.set(key, { at, organizationId, code, ...counts });
    else addTo(known, counts);
  }

  #checked(
    time: number,
    organizationId: string | null,
    { check, act, isObserved }: CheckMark,
    recipients: number,
    bytes: number,
  ): void {
    const what = isObserved ? 'observed' : 'check';
    this.#add(what, this.#hourOf(time), organizationId ?? '', check, act, { messages: 1, recipients, bytes });
  }

  #domainsOf(message: NewMessage): void {
    const { receivedAt, reversePath, recipients, ingress, organizationId } = message;
    const at = this.#hourOf(receivedAt);
    const bytes = message.content.sizeBytes;
    if (reversePath !== null) {
      const counts = { messages: 1, recipients: recipients.length, bytes };
      const relayedBy = ingress === 'relay' ? (organizationId ?? '') : null;
      this.#ofDomain({ what: 'from', at, domain: reversePath.domainKey, relayedBy, ...counts });
    }
    const to = new Map<string, number>();
    for (const { address } of recipients) to.set(address.domainKey, (to.get(address.domainKey) ?? 0) + 1);
    for (const [domain, count] of to)
      this.#ofDomain({ what: 'to', at, domain, relayedBy: null, messages: 1, recipients: count, bytes });
  }

  #ofDomain(count: DomainCount): void {
    const key = `${count.what} ${count.at} ${count.domain} ${count.relayedBy}`;
    const known = this.#domains.get(key);
    if (known === undefined) this.#domains.set(key, count);
    else addTo(known, count);
  }

  /** Counted for the organization that has verified it, whoever's mail it was; as `other` for the one whose connector it came by, which has not. */
  #tellWhose({ what, at, domain, relayedBy, ...counts }: DomainCount, state: WriterState): void {
    const owner = state
      .sql(
        "SELECT organization_id AS id FROM object WHERE id = (SELECT object_id FROM object_name WHERE scope = 'verified-domain' AND name = ?)",
      )
      .get(domain) as { id: string } | undefined;
    const add = (as: What, whose: string): void =>
      this.#add(as, at, whose, state.labels.of(state, as, at, domain), 'Accepted', counts);
    if (owner !== undefined) add(what, owner.id);
    if (relayedBy !== null && relayedBy !== owner?.id) add('other', relayedBy);
  }

  #add(what: What, at: number, organizationId: string, way: string, result: string, counts: Counts): void {
    const key = `${what} ${at} ${organizationId} ${way} ${result}`;
    const row = this.#rows.get(key);
    if (row !== undefined) {
      addTo(row, counts);
      return;
    }
    const { messages, recipients, bytes } = counts;
    this.#rows.set(key, { what, at, organizationId, way, result, messages, recipients, bytes });
  }

  #hourOf(time: number): number {
    // Mail of one piece is mostly of one hour: the calendar is asked once.
    if (time < this.#hour.from || time >= this.#hour.until) {
      const from = startOfHour(time);
      this.#hour = { from, until: Math.min(from + HOUR_MS, startOfHour(time + HOUR_MS)) };
    }
    return this.#hour.from;
  }
}

function addTo(sum: Counts, { messages, recipients, bytes }: Counts): void {
  sum.messages += messages;
  sum.recipients += recipients;
  sum.bytes += bytes;
}

/** `TLSv1.3 TLS_AES_256_GCM_SHA384` -> `TLSv1.3`. */
const tlsLabel = (tls: string | null): string => (tls === null ? 'none' : (tls.split(' ', 1)[0] ?? ''));

const signInLabel = ({ mailboxId, events: [received] }: NewMessage, tls: string): string =>
  `${mailboxId ?? ''} ${tls} ${received?.mechanism ?? ''}`;

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
