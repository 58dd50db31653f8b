/** The queue: what waits, and the verbs that steer it. */
import { given } from '../../base/given.ts';
import type { QueueId } from '../../base/id.ts';
import type { Address } from '../../mail/address.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { LaneCount, QueueSelection } from '../../store/store.ts';
import type { AdminContext, RedirectTo } from '../context.ts';
import type { BodyOf } from '../contracts/operation.ts';
import { queue, queueVerbRights } from '../contracts/queue.ts';
import { laneOfText, laneText } from '../http/lane-names.ts';
import { listAnswer } from '../http/list-answer.ts';
import { findObject, organizationsSaid } from '../http/naming.ts';
import { requirePermission } from '../http/permission.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';
import { shownStory } from './trace.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'steering'>;
type Chosen = Partial<BodyOf<typeof queue.act>['selection']>;

export const queueRoutes = (room: Room): readonly ApiRoute[] => [
  list(room),
  lanes(room),
  show(room),
  route(queue.act, async ({ body, query, actor, caller }) => {
    const { verb, selection: chosen } = body;
    requirePermission(caller, queueVerbRights[verb]);
    const picked = toSelection(room, chosen, query.organization);
    const { organizationIds: _, ...narrowed } = picked;
    if (Object.keys(narrowed).length === 0 && chosen.all !== true)
      throw new Problem('nothing-selected', {}, 'Give a filter in selection, or say all: true.');
    // The verbs note themselves in the audit log, with how many they touched.
    return { touched: await steer(room, verb, picked, actor, body) };
  }),
];

const list = (room: Room): ApiRoute =>
  route(queue.list, async ({ query }) => {
    const { limit, after, organization, ...filter } = query;
    const found = await room.store.spool.list(toSelection(room, filter, organization), { limit, after: after ?? null });
    return { ...found, entries: found.entries.map((entry) => withLaneText(room, entry)) };
  });

const lanes = (room: Room): ApiRoute =>
  route(queue.lanes, async ({ query }) => {
    const listed = {
      pieces: [await room.store.spool.lanes()],
      order: [({ lane }: LaneCount) => lane],
      show: (one: LaneCount) => withLaneText(room, one),
    };
    return listAnswer(room.clock, listed, query);
  });

const show = (room: Room): ApiRoute =>
  route(queue.show, async ({ params, query: { limit, after = null } }) => {
    const queueId = params.queueId.toUpperCase() as QueueId;
    const [{ entries, next }, story] = await Promise.all([
      room.store.spool.list({ queueIds: [queueId] }, { limit, after }),
      room.store.trace.story(queueId),
    ]);
    if (entries.length === 0 && story === null)
      throw new Problem('not-found', { what: 'queued-message', queueId }, { act: 'look-in-queue-and-trace' });
    return {
      entries: entries.map((entry) => withLaneText(room, entry)),
      next,
      story: story && shownStory(room, story),
    };
  });

function steer(
  room: Room,
  verb: BodyOf<typeof queue.act>['verb'],
  picked: QueueSelection,
  actor: string,
  body: BodyOf<typeof queue.act>,
): Promise<number> {
  const reason = { reason: body.reason ?? null };
  switch (verb) {
    case 'hold':
      return room.steering.hold(picked, actor);
    case 'release':
      return room.steering.release(picked, actor);
    case 'retry':
      // Mail that is held stays where it is, and is not counted.
      return room.steering.retryNow({ held: false, ...picked }, actor);
    case 'redirect':
      return room.steering.redirect(picked, actor, redirectTo(room, body));
    case 'expire':
      return room.steering.expire(picked, actor, reason);
    default:
      return room.steering.bounce(picked, actor, reason);
  }
}

function redirectTo(room: Room, body: BodyOf<typeof queue.act>): RedirectTo {
  const view = room.directory.current;
  const connector =
    body.connector !== undefined
      ? findObject(view, 'outbound-connector', body.connector, null)
      : body.host !== undefined
        ? connectorTo(room, body.host, body.port ?? 25)
        : null;
  const parsed = body.to === undefined ? null : parseMailbox(body.to, { smtputf8: true });
  const address: Address | null = parsed?.ok ? parsed.address : null;
  if (address === null && connector === null)
    throw new Problem(
      'invalid-fields',
      { why: 'no-goal' },
      'Give to (an address), connector (a name), or host and port.',
    );
  return { address, connectorId: connector?.id ?? null };
}

/** Mail leaves by connectors only, so that TLS level and sign-in of the new way are somebody's decision. */
function connectorTo(room: Room, host: string, toPort: number) {
  const found = room.directory.current.outboundConnectors.find(
    ({ route }) =>
      route.kind === 'smart-hosts' &&
      route.hosts.some((each) => each.host.toLowerCase() === host && each.port === toPort),
  );
  if (found) return found;
  throw new Problem(
    'refers-to-nothing',
    { what: 'host', host, port: toPort },
    'Make one with that smart host (it may be disabled, then only redirected mail takes it) and name it.',
  );
}

const withLaneText = <Laned extends { readonly lane: string }>(room: Room, one: Laned) => ({
  ...one,
  laneText: laneText(room.directory.current, one.lane),
});

function toSelection(room: Room, chosen: Chosen, organization: string | undefined): QueueSelection {
  const view = room.directory.current;
  const lane = chosen.lane === undefined ? undefined : laneOfText(view, chosen.lane);
  const before = requireTime(chosen.olderThan, 'olderThan', room.clock.now());
  return {
    ...(chosen.queueIds === undefined ? {} : { queueIds: chosen.queueIds.map((id) => id.toUpperCase() as QueueId) }),
    ...(chosen.sender === undefined ? {} : { senderContains: chosen.sender }),
    ...(chosen.recipient === undefined ? {} : { recipientContains: chosen.recipient }),
    ...(lane === undefined
      ? {}
      : lane.endsWith('*')
        ? { lanePrefix: lane.slice(0, -1) }
        : lane.endsWith(':')
          ? { lanePrefix: lane }
          : { lane }),
    ...given({ organizationIds: organizationsSaid(view, organization) }),
    ...(chosen.held === undefined ? {} : { held: chosen.held }),
    ...(before === null ? {} : { olderThan: before }),
  };
}
