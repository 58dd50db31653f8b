import type { ObjectId } from '../base/id.ts';
import { assertNever } from '../base/never.ts';
import type { Sentence } from './lines/said.ts';

/** The way on for a recipient's mail. Decided by `policy/routing/routing.ts` from the directory, at acceptance and again before each attempt. */
export type Route =
  | { readonly kind: 'mailbox'; readonly mailboxId: ObjectId }
  | { readonly kind: 'group'; readonly groupId: ObjectId }
  | { readonly kind: 'mx'; readonly domain: string }
  /** An outbound connector; `domain` keeps destinations apart where the connector uses MX. */
  | { readonly kind: 'connector'; readonly connectorId: ObjectId; readonly domain: string }
  /** Evaluation mode: mail for outside stays in a local Maildir. */
  | { readonly kind: 'capture' }
  /** For outside, and its organization has no upstream: it waits until there is one. */
  | { readonly kind: 'no-upstream'; readonly organizationId: ObjectId }
  /** It waits in the organization's quarantine until somebody releases or deletes it, or its days are over: no attempt is made. */
  | { readonly kind: 'quarantine'; readonly organizationId: ObjectId }
  /** No way on; the reason is for the operator, the delivery fails with 5.4.4 or 5.1.1. */
  | {
      readonly kind: 'none';
      readonly reason: string;
      readonly said?: Sentence;
      readonly unknownRecipient: boolean;
    };

/** The destination queue a recipient waits in: one per mailbox, domain, or connector(+domain). Concurrency and back-off are per lane. */
export type Lane = string;

/** How the names of all of a connector's lanes begin. */
export const lanesOfConnector = (connectorId: ObjectId): string =>
  laneOf({ kind: 'connector', connectorId, domain: '' });

/** The connector of a lane; null: it is another kind of lane. */
export function connectorOf(lane: Lane): ObjectId | null {
  const [kind, id] = lane.split(':', 2);
  return kind === 'connector' && id ? (id as ObjectId) : null;
}

/** How the names of lanes begin in which mail waits for want of an upstream. */
export const lanesWithoutUpstream = 'no-upstream:';

/** How the names of lanes begin in which mail is in quarantine. */
export const quarantineLanes = 'quarantine:';

export const isQuarantine = (lane: Lane): boolean => lane.startsWith(quarantineLanes);

export type LaneKind = 'mailbox' | 'connector' | 'mx';

/** Mail that ends in this house (groups, captured mail, mail without a route) counts as mail for mailboxes. */
export function laneKind(lane: Lane): LaneKind {
  if (lane.startsWith('mx:')) return 'mx';
  return lane.startsWith('connector:') ? 'connector' : 'mailbox';
}

/** A lane without what strangers wrote in it: its kind, and of an outbound connector the id: `mx`, `connector:<id>`. */
export function lanePlace(lane: Lane): string {
  const [kind = '', id = ''] = lane.split(':', 2);
  return kind === 'connector' ? `${kind}:${id}` : kind;
}

/** In a list of busy lanes: all of that kind. No domain is called `*`, and no object. */
export const everyLane = (kind: LaneKind): Lane => `${kind}:*`;
/** In a list of busy lanes: but for this one, though its kind is. */
export const openLane = (lane: Lane): Lane => `+${lane}`;

/** A list of busy lanes to look into. */
export function busyLanes(lanes: readonly Lane[]): { has(lane: Lane): boolean } {
  const busy = new Set(lanes);
  const isAnyClosed = lanes.some((lane) => lane.endsWith(':*'));
  return {
    has: (lane) => busy.has(lane) || (isAnyClosed && busy.has(everyLane(laneKind(lane))) && !busy.has(openLane(lane))),
  };
}

/** Whether all lanes that were busy by the one list are by the other. */
export function areStillBusy(then: ReadonlySet<Lane>, now: readonly Lane[]): boolean {
  const busy = busyLanes(now);
  for (const lane of then) if (!lane.startsWith('+') && !busy.has(lane)) return false;
  return !now.some((lane) => lane.startsWith('+') && !then.has(lane) && then.has(everyLane(laneKind(lane.slice(1)))));
}

export function laneOf(route: Route): Lane {
  switch (route.kind) {
    case 'mailbox':
      return `mailbox:${route.mailboxId}`;
    case 'group':
      return `group:${route.groupId}`;
    case 'mx':
      return `mx:${route.domain}`;
    case 'connector':
      return `connector:${route.connectorId}:${route.domain}`;
    case 'capture':
      return 'capture';
    case 'no-upstream':
      return `${lanesWithoutUpstream}${route.organizationId}`;
    case 'quarantine':
      return `${quarantineLanes}${route.organizationId}`;
    case 'none':
      return 'none';
    default:
      return assertNever(route);
  }
}
