/** Alarms of the queue that an administrator must know of: mail that waits too long, a queue that grows, reports that nobody gets. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Alarm, FactAlarm } from '../../mail/alarm.ts';
import { type Lane, lanesWithoutUpstream } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

const HOUR_MS = 3_600_000;

/** The organization whose mail waits in a lane, and a name for people; mail for the Internet belongs to nobody in particular. */
export interface LanePlace {
  readonly organizationId: ObjectId | null;
  readonly name: string;
  readonly of: 'upstream' | 'mailboxes' | 'mail-hosts' | null;
  readonly connectorId: ObjectId | null;
}

/** Lanes as `laneOf` names them. */
export function placeOf(view: DirectoryView, lane: Lane): LanePlace {
  const [kind = '', id = '', ...rest] = lane.split(':');
  const domain = rest.join(':');
  switch (kind) {
    case 'connector': {
      const connector = view.get('outbound-connector', id as ObjectId);
      const name = connector?.name ?? id;
      // One that goes by MX has a lane for each domain, whose mail hosts are strangers'.
      return {
        organizationId: connector?.organizationId ?? null,
        name: domain === '' ? name : `${domain} by ${name}`,
        of: connector?.route.kind === 'mx' ? 'mail-hosts' : 'upstream',
        connectorId: id as ObjectId,
      };
    }
    case 'mailbox':
    case 'group': {
      const owner = kind === 'mailbox' ? view.get('mailbox', id as ObjectId) : view.get('group', id as ObjectId);
      return {
        organizationId: owner?.organizationId ?? null,
        name: owner?.address ?? lane,
        of: kind === 'mailbox' ? 'mailboxes' : null,
        connectorId: null,
      };
    }
    case 'no-upstream': {
      const organization = view.get('organization', id as ObjectId);
      const name = `no upstream (${organization?.name ?? id})`;
      return { organizationId: organization?.id ?? null, name, of: null, connectorId: null };
    }
    case 'mx':
      return { organizationId: null, name: lane.slice(kind.length + 1), of: 'mail-hosts', connectorId: null };
    default:
      return { organizationId: null, name: lane, of: null, connectorId: null };
  }
}

/** null: mail there has no next hop that could fail. Mail hosts are told together: one that is dead is its domain's own trouble. */
export function unreachableKey({ of, connectorId, organizationId }: LanePlace): string | null {
  switch (of) {
    case 'upstream':
      return `next-hop-unreachable:upstream:${connectorId}`;
    case 'mailboxes':
      return `next-hop-unreachable:mailboxes:${organizationId}`;
    case 'mail-hosts':
      return `next-hop-unreachable:mail-hosts:${connectorId ?? 'mx'}`;
    default:
      return null;
  }
}

/** As the store counts a lane. */
export interface WaitingLane {
  readonly lane: Lane;
  /** Recipients that nobody holds. */
  readonly waiting: number;
  readonly held: number;
  /** The oldest of these; where all are held, of those. */
  readonly oldestReceivedAt: number;
}

const mailWaitsKey = (organizationId: ObjectId | null): string => `mail-waits:${organizationId ?? 'server'}`;

/** The stage grows when the oldest has waited for four, sixteen, sixty-four times as long. */
const stageOf = (waitedMs: number, boundMs: number): number =>
  waitedMs < boundMs ? 0 : 1 + Math.floor(Math.log(waitedMs / boundMs) / Math.log(4));

/** One for each organization, and one for mail to the Internet. What somebody holds waits because he wants it to. */
export function mailWaitsAlarms(
  view: DirectoryView,
  lanes: readonly WaitingLane[],
  boundMs: number,
  now: number,
): readonly Alarm[] {
  const late = lanes
    // Mail that waits for want of an upstream has an alarm of its own.
    .filter(
      ({ lane, waiting, oldestReceivedAt }) =>
        waiting > 0 && now - oldestReceivedAt >= boundMs && organizationWithout(lane) === null,
    )
    .map((lane) => ({ ...lane, place: placeOf(view, lane.lane) }));
  return [...Map.groupBy(late, ({ place }) => place.organizationId)].map(([organizationId, own]): Alarm => {
    const oldest = own.reduce((least, { oldestReceivedAt }) => Math.min(least, oldestReceivedAt), now);
    const most = [...own].sort((a, b) => b.waiting - a.waiting).slice(0, bounds.alarm.namesTold);
    return {
      key: mailWaitsKey(organizationId),
      kind: 'mail-waits',
      organizationId,
      subject: own.length === 1 ? (own[0]?.place.name ?? '') : `${own.length} destinations`,
      stage: Math.max(1, stageOf(now - oldest, boundMs)),
      facts: {
        oldestReceivedAt: oldest,
        boundMs,
        waiting: own.reduce((sum, { waiting }) => sum + waiting, 0),
        places: most.map(({ place, waiting }) => ({ name: place.name, waiting })),
        placeCount: own.length,
      },
    };
  });
}

/** One for each organization whose mail waits for want of an upstream. What somebody holds waits because he wants it to. */
export function noUpstreamAlarms(
  view: DirectoryView,
  lanes: readonly WaitingLane[],
): readonly FactAlarm<'no-upstream'>[] {
  return lanes.flatMap(({ lane, waiting, oldestReceivedAt }) => {
    const id = waiting === 0 ? null : organizationWithout(lane);
    const organization = view.get('organization', id);
    if (organization === null) return [];
    const { id: organizationId, name: subject } = organization;
    const facts = { waiting, oldestReceivedAt };
    return [{ key: `no-upstream:${organizationId}`, kind: 'no-upstream', organizationId, subject, stage: 1, facts }];
  });
}

/** null: the lane is another one. */
const organizationWithout = (lane: Lane): ObjectId | null =>
  lane.startsWith(lanesWithoutUpstream) ? (lane.slice(lanesWithoutUpstream.length) as ObjectId) : null;

/** Fewer are no queue. */
const LEAST_GROWN = 100;
/** It is looked at so often, and has to grow from each look to the next. */
export const GROWTH_STEP_MS = 5 * 60_000;
export const GROWTH_STEPS = 3;

/** @param counts recipients that wait, at the last looks, oldest first. null: it does not grow. */
export function queueGrowsAlarm(counts: readonly number[]): Alarm | null {
  const looks = counts.slice(-(GROWTH_STEPS + 1));
  const [before = 0] = looks;
  const waiting = looks.at(-1) ?? 0;
  const grows = looks.length > GROWTH_STEPS && looks.every((count, at) => at === 0 || count > (looks[at - 1] ?? 0));
  if (!grows || waiting < 2 * before || waiting - before < LEAST_GROWN) return null;
  return {
    key: 'queue-grows',
    kind: 'queue-grows',
    organizationId: null,
    subject: 'queue',
    stage: Math.floor(Math.log10(waiting)) - 1,
    facts: { waiting, before, withinMs: GROWTH_STEPS * GROWTH_STEP_MS },
  };
}

/** The queue is half of what it was when it was told, or hardly anything waits. */
export const hasShrunk = ({ facts }: FactAlarm<'queue-grows'>, waiting: number): boolean =>
  waiting < LEAST_GROWN || waiting <= facts.waiting / 2;

/** A report counts for so long. */
const REPORTS_WITHIN_MS = 24 * HOUR_MS;

export interface UnreadReport {
  readonly at: number;
  readonly organizationId: ObjectId | null;
  readonly recipient: string | null;
}

/** One for each organization. @param reports newest first. @param most there may be more than these. */
export function reportsUnreadAlarms(
  reports: readonly UnreadReport[],
  most: number,
  now: number,
  view: Pick<DirectoryView, 'get'>,
): readonly Alarm[] {
  const recent = reports.filter(({ at }) => now - at < REPORTS_WITHIN_MS);
  return [...Map.groupBy(recent, ({ organizationId }) => organizationId)].map(
    ([organizationId, own]): Alarm => ({
      key: `reports-unread:${organizationId ?? 'server'}`,
      kind: 'reports-unread',
      organizationId,
      subject: own[0]?.recipient ?? '',
      stage: 1,
      facts: {
        count: own.length,
        isMost: recent.length >= most,
        lastAddressee: own[0]?.recipient ?? '',
        lastAt: own[0]?.at ?? now,
        organization: view.get('organization', organizationId)?.name ?? null,
      },
    }),
  );
}
