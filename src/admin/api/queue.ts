/** The queue: what waits, and the verbs that steer it. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import type { QueueId } from '../../base/id.ts';
import { anyAddress, hostOrAddress, port } from '../../directory/fields/values.ts';
import type { Address } from '../../mail/address.ts';
import type { QueueSelection } from '../../store/store.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext, RedirectTo } from '../context.ts';
import { laneOfText, laneText } from '../http/lane-names.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, countText, flagText, pairCursor, timeText } from './schemas.ts';
import { requireTime, shownStory } from './trace.ts';

const word = z.string().min(1).max(bounds.admin.nameGiven).optional();
const organizationScopeQuery = z.strictObject({ organization: word });
const loose = z.looseObject({});
const listQuery = z.strictObject({
  organization: word,
  sender: word,
  recipient: word,
  lane: word.meta({ description: 'A lane (connector:<name>, mailbox:<address>, mx:<domain>), or its beginning and *' }),
  held: flagText.optional(),
  olderThan: timeText.optional(),
  limit: countText(bounds.admin.page, 100),
  after: pairCursor.optional(),
});

const selection = z.strictObject({
  queueIds: z.array(z.string().min(1).max(bounds.admin.idGiven)).min(1).max(bounds.admin.messagesSteered).optional(),
  sender: word,
  recipient: word,
  lane: word,
  held: z.boolean().optional(),
  olderThan: timeText.optional(),
  all: z.literal(true).optional(),
});
const verbs = ['hold', 'release', 'retry', 'redirect', 'expire', 'bounce'] as const;
const actionBody = z.strictObject({
  verb: z.enum(verbs),
  selection,
  to: anyAddress.optional(),
  connector: word,
  host: hostOrAddress.optional(),
  port: port.optional(),
  reason: z.string().max(bounds.admin.steerReason).optional(),
});

export function queueRoutes(app: App, room: AdminContext): void {
  app.get(
    '/queue',
    {
      schema: {
        tags: ['queue'],
        querystring: listQuery,
        response: answers(z.object({ entries: z.array(loose), next: z.string().nullable(), total: z.int() })),
      },
    },
    async (request) => {
      const { limit, after, organization, ...filter } = request.query;
      const found = await room.store.spool.list(toSelection(room, filter, organization), {
        limit,
        after: after ?? null,
      });
      return { ...found, entries: found.entries.map((entry) => withLaneText(room, entry)) };
    },
  );
  app.get(
    '/queue/lanes',
    { schema: { tags: ['queue'], response: answers(z.object({ items: z.array(loose) })) } },
    async () => ({ items: (await room.store.spool.lanes()).map((lane) => withLaneText(room, lane)) }),
  );
  app.get(
    '/queue/:queueId',
    {
      schema: {
        tags: ['queue'],
        params: z.object({ queueId: z.string().max(bounds.admin.idGiven) }),
        response: answers(z.object({ entries: z.array(loose), story: loose.nullable() })),
      },
    },
    async (request) => {
      const queueId = request.params.queueId.toUpperCase() as QueueId;
      const [{ entries }, story] = await Promise.all([
        room.store.spool.list({ queueIds: [queueId] }, { limit: bounds.admin.recipientsShown, after: null }),
        room.store.trace.story(queueId),
      ]);
      if (entries.length === 0 && story === null)
        throw new Problem('not-found', 'There is no message of that queue id.', { act: 'look-in-queue-and-trace' });
      return {
        entries: entries.map((entry) => withLaneText(room, entry)),
        story: story && shownStory(room.directory.current, story),
      };
    },
  );
  app.post(
    '/queue/actions',
    {
      schema: {
        tags: ['queue'],
        querystring: organizationScopeQuery,
        body: actionBody,
        response: answers(z.object({ touched: z.int() })),
      },
    },
    async (request) => {
      const { verb, selection: chosen } = request.body;
      const picked = toSelection(room, chosen, request.query.organization);
      if (Object.keys(toSelection(room, chosen, undefined)).length === 0 && chosen.all !== true)
        throw new Problem(
          'nothing-selected',
          'No filter was given, so this would touch the whole queue.',
          'Give a filter in selection, or say all: true.',
        );
      // The verbs note themselves in the audit log, with how many they touched.
      const touched = await steer(room, verb, picked, request.actor, request.body);
      return { touched };
    },
  );
}

function steer(
  room: AdminContext,
  verb: (typeof verbs)[number],
  picked: QueueSelection,
  actor: string,
  body: z.output<typeof actionBody>,
): Promise<number> {
  const reason = { reason: body.reason ?? null };
  switch (verb) {
    case 'hold':
      return room.steering.hold(picked, actor);
    case 'release':
      return room.steering.release(picked, actor);
    case 'retry':
      // What is held stays where it is, and is not counted.
      return room.steering.retryNow({ held: false, ...picked }, actor);
    case 'redirect':
      return room.steering.redirect(picked, actor, redirectTo(room, body));
    case 'expire':
      return room.steering.expire(picked, actor, reason);
    default:
      return room.steering.bounce(picked, actor, reason);
  }
}

function redirectTo(room: AdminContext, body: z.output<typeof actionBody>): RedirectTo {
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
      'Redirect needs a goal.',
      'Give to (an address), connector (a name), or host and port.',
    );
  return { address, connectorId: connector?.id ?? null };
}

/** Mail leaves by connectors only, so that TLS level and sign-in of the new way are somebody's decision. */
function connectorTo(room: AdminContext, host: string, toPort: number) {
  const found = room.directory.current.outboundConnectors.find(
    ({ route }) =>
      route.kind === 'smart-hosts' &&
      route.hosts.some((each) => each.host.toLowerCase() === host && each.port === toPort),
  );
  if (found) return found;
  throw new Problem(
    'refers-to-nothing',
    `No outbound connector leads to ${host} port ${toPort}.`,
    'Make one with that smart host (it may be disabled, then only redirected mail takes it) and name it.',
  );
}

const withLaneText = <Laned extends { readonly lane: string }>(room: AdminContext, one: Laned) => ({
  ...one,
  laneText: laneText(room.directory.current, one.lane),
});

function toSelection(
  room: AdminContext,
  chosen: { readonly [Key in keyof z.output<typeof selection>]?: z.output<typeof selection>[Key] },
  organization: string | undefined,
): QueueSelection {
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
    ...(organization === undefined || organization === '*'
      ? {}
      : { organizationId: findObject(view, 'organization', organization, null).id }),
    ...(chosen.held === undefined ? {} : { held: chosen.held }),
    ...(before === null ? {} : { olderThan: before }),
  };
}
