/**
 * Mail of an organization that goes on to another one of this house: what becomes of it there (its mailboxes and groups, where these lead, the
 * words of their next hops) is not told, no more than another server would tell it. Ids of what is not seen are left out. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Lane } from '../../mail/route.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import { domainKeyOf } from '../../smtp/grammar/domain.ts';
import { OTHERS, type SeriesOf } from '../../mail/doors/series.ts';
import type { SeriesPoint } from '../../store/series.ts';
import type {
  LaneLook,
  LastMail,
  MailCounts,
  MessageStory,
  OldestWaiting,
  QueueEntry,
  TraceRow,
} from '../../store/store.ts';

const BEYOND = 'in another organization here';

const WITH_ID = /^(mailbox|group|connector|no-upstream|quarantine):([^:]*)/u;
const NAMED = {
  mailbox: 'mailbox',
  group: 'group',
  connector: 'outbound-connector',
  'no-upstream': 'organization',
  quarantine: 'organization',
} as const;

export class Border {
  readonly #organizations: ReadonlySet<ObjectId>;
  readonly #whole: DirectoryView;
  readonly #seen: DirectoryView;

  constructor(organizations: ReadonlySet<ObjectId>, whole: DirectoryView, seen: DirectoryView) {
    this.#organizations = organizations;
    this.#whole = whole;
    this.#seen = seen;
  }

  /** Of a domain that is another organization's. */
  #isBeyond(address: string | null): boolean {
    if (address === null) return false;
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    const owner = this.#whole.acceptedDomain(domainKeyOf(domain) ?? domain)?.organizationId;
    return owner !== undefined && !this.#organizations.has(owner);
  }

  row(row: TraceRow): TraceRow {
    const { connectorId, deviceId, waiting } = row;
    const isSeen =
      this.#seen.get('inbound-connector', connectorId) ?? this.#seen.get('outbound-connector', connectorId);
    return {
      ...row,
      connectorId: isSeen === null ? null : connectorId,
      ...(deviceId === undefined ? {} : { deviceId: this.#seen.get('device', deviceId)?.id ?? null }),
      lastText: this.#isBeyond(row.recipient) ? BEYOND : row.lastText,
      waiting: waiting && { ...waiting, lane: this.lane(waiting.lane) },
    };
  }

  story(story: MessageStory): MessageStory {
    const recipientOf = (ordinal: number | null) =>
      ordinal === null ? null : (story.rows[ordinal]?.recipient ?? null);
    return {
      ...story,
      rows: story.rows.map((row) => this.row(row)),
      events: story.events.map((event) => this.#event(event, recipientOf(event.ordinal))),
    };
  }

  /** @param recipient that it is about; null: the whole message. */
  #event(event: TraceEvent, recipient: string | null): TraceEvent {
    if (!this.#isBeyond(recipient)) return event;
    const { at, kind, queueId, ordinal, cause, code, actor } = event;
    const told = { ...(cause && { cause }), ...(code && { code }), ...(actor && { actor }) };
    return { at, kind, queueId, ordinal, text: BEYOND, ...told };
  }

  laneLook(look: LaneLook): LaneLook {
    return { ...look, told: this.#isBeyond(look.told?.recipient ?? null) ? null : look.told };
  }

  /** The oldest that waits. */
  oldest(found: OldestWaiting): OldestWaiting {
    const isBeyond = this.#isBeyond(found.recipient);
    return { ...found, lane: this.lane(found.lane), lastReply: isBeyond ? null : found.lastReply };
  }

  lastMail({ in: came, out }: LastMail): LastMail {
    return {
      in: came && {
        ...came,
        connectorId: this.#seen.get('inbound-connector', came.connectorId)?.id ?? null,
        deviceId: this.#seen.get('device', came.deviceId)?.id ?? null,
      },
      out: out && { ...out, lane: this.lane(out.lane) },
    };
  }

  mailCounts(counts: MailCounts): MailCounts {
    return { ...counts, out: counts.out.map((row) => ({ ...row, place: this.lane(row.place) })) };
  }

  /** Counts of what is not seen are those of all others. */
  points(by: SeriesOf, points: readonly SeriesPoint[]): readonly SeriesPoint[] {
    const isSeen = (label: string): boolean => {
      if (by === 'connector') return this.#seen.get('inbound-connector', label as ObjectId) !== null;
      if (by === 'device') return this.#seen.get('device', label as ObjectId) !== null;
      return by !== 'upstream' || !this.lane(label as Lane).endsWith(':');
    };
    const found = new Map<string, SeriesPoint>();
    for (const point of points) {
      const label = isSeen(point.label) ? point.label : OTHERS;
      const key = `${point.at} ${label} ${point.outcome}`;
      const { count, bytes } = found.get(key) ?? { count: 0, bytes: 0 };
      found.set(key, { ...point, label, count: point.count + count, bytes: point.bytes + bytes });
    }
    return [...found.values()];
  }

  entry(entry: QueueEntry): QueueEntry {
    const { message, recipient, lane } = entry;
    const isBeyond = this.#isBeyond(`@${recipient.address.domainKey}`);
    const seen = <Kind extends 'inbound-connector' | 'mailbox' | 'device'>(
      kind: Kind,
      id: ObjectId | null | undefined,
    ) => (id !== undefined && this.#seen.get(kind, id) === null ? null : id);
    return {
      ...entry,
      lane: this.lane(lane),
      message: {
        ...message,
        connectorId: seen('inbound-connector', message.connectorId) ?? null,
        mailboxId: seen('mailbox', message.mailboxId) ?? null,
        ...(message.deviceId === undefined ? {} : { deviceId: seen('device', message.deviceId) ?? null }),
      },
      recipient: isBeyond ? { ...recipient, lastReply: null, pinnedRoute: null } : recipient,
    };
  }

  /** Of what is not seen its kind alone. */
  lane(lane: Lane): Lane {
    const [, kind, id] = WITH_ID.exec(lane) ?? [];
    if (kind === undefined || id === undefined) return lane;
    const isSeen = this.#seen.get(NAMED[kind as keyof typeof NAMED], id as ObjectId) !== null;
    return isSeen ? lane : `${kind}:`;
  }
}
