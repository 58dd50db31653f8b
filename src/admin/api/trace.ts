/** The trace: search, the story of one message, the session behind a reference. */
import { given } from '../../base/given.ts';
import type { QueueId, SessionId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import {
  type RefusalCount,
  type SessionRecord,
  type TraceEvent,
  type TraceStatus,
  traceStatuses,
} from '../../mail/trace-event.ts';
import { lackOfNoMail } from '../../policy/reasons/no-mail.ts';
import { lacksOf } from '../../policy/reasons/proposals.ts';
import type { MessageStory, TraceQuery, TraceRow } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { trace } from '../contracts/trace.ts';
import { laneText } from '../http/lane-names.ts';
import { listAnswer, type Order } from '../http/list-answer.ts';
import { findObject, isThere, organizationsSaid } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock'>;

const DAY_MS = 86_400_000;

export const traceRoutes = (room: Room): readonly ApiRoute[] => [
  route(trace.search, async ({ query }) => {
    const { rows, next } = await room.store.trace.search(toQuery(room, query));
    return { rows: rows.map((row) => withConnector(room.directory.current, row)), next };
  }),
  story(room),
  session(room),
  refusalCounts(room),
  route(trace.orphanReports, async ({ query: { organization, limit, after = null } }) => {
    const view = room.directory.current;
    const { rows, next } = await room.store.trace.search({
      ...given({ organizationIds: organizationsSaid(view, organization) }),
      orphan: true,
      limit,
      after,
    });
    return { rows: rows.map((row) => withConnector(view, row)), next };
  }),
];

const story = (room: Room): ApiRoute =>
  route(trace.message, async ({ params }) => {
    const found = await room.store.trace.story(params.queueId.toUpperCase() as QueueId);
    if (found === null)
      throw new Problem('not-found', { what: 'traced-message', queueId: params.queueId }, { act: 'check-queue-id' });
    return shownStory(room.directory.current, found);
  });

const session = (room: Room): ApiRoute =>
  route(trace.session, async ({ params }) => {
    const id = params.reference.trim().toUpperCase().replace(/-\d+$/u, '');
    const found = await room.store.trace.session(id as SessionId);
    if (found === null)
      throw new Problem('not-found', { what: 'session', reference: params.reference }, { act: 'check-reference' });
    return shownSession(room.directory.current, found);
  });

const mostOfTheLatest: Order<RefusalCount> = [
  ({ hourStart }) => -hourStart,
  ({ count }) => -count,
  ({ clientAddress }) => clientAddress,
  ({ organizationId = '' }) => organizationId,
];

const refusalCounts = (room: Room): ApiRoute =>
  route(trace.refusalCounts, async ({ query }) => {
    const now = room.clock.now();
    const { organization = '*' } = query;
    const scope =
      organization === '*' ? null : findObject(room.directory.current, 'organization', organization, null).id;
    const listed = {
      pieces: [await room.store.trace.refusalCounts(requireTime(query.since, 'since', now) ?? now - DAY_MS)],
      isWanted: ({ clientAddress, organizationId }: RefusalCount) =>
        (query.clientAddress === undefined || clientAddress === query.clientAddress) &&
        (scope === null || organizationId === scope),
      order: mostOfTheLatest,
      show: ({ organizationId, ...count }: RefusalCount) => ({
        ...count,
        organizationId: organizationId ?? null,
      }),
    };
    return listAnswer(room.clock, listed, query);
  });

function toQuery(room: Room, query: QueryOf<typeof trace.search>): TraceQuery {
  const view = room.directory.current;
  const now = room.clock.now();
  const { organization, connector, status, since, until, queueId, after, limit, ...plain } = query;
  const sinceMs = requireTime(since, 'since', now);
  const untilMs = requireTime(until, 'until', now);
  return {
    ...given(plain),
    limit,
    ...(after === undefined ? {} : { after }),
    ...(sinceMs === null ? {} : { since: sinceMs }),
    ...(untilMs === null ? {} : { until: untilMs }),
    ...(queueId === undefined ? {} : { queueId: queueId.toUpperCase() as QueueId }),
    ...(query.reference === undefined ? {} : { reference: query.reference.toUpperCase() }),
    ...(status === undefined ? {} : { status: parseStatuses(status) }),
    ...given({ organizationIds: organizationsSaid(view, organization) }),
    ...(connector === undefined ? {} : { connectorId: connectorId(room, connector, organization) }),
  };
}

function connectorId(room: Room, name: string, organization: string | undefined) {
  const view = room.directory.current;
  const outbound = isThere(view, 'outbound-connector', name);
  const inbound = isThere(view, 'inbound-connector', name);
  // A way in is what traces are searched by.
  return findObject(view, inbound || !outbound ? 'inbound-connector' : 'outbound-connector', name, organization).id;
}

function parseStatuses(text: string): readonly TraceStatus[] {
  return text.split(',').map((part) => {
    const wanted = part.trim().toLowerCase();
    const known = traceStatuses.find((status) => status.toLowerCase() === wanted);
    if (known === undefined)
      throw new Problem(
        'invalid-parameters',
        { why: 'no-status', known: traceStatuses },
        `Choose of ${traceStatuses.join(', ')}.`,
      );
    return known;
  });
}

/** The story with names and addresses where the store keeps ids and ordinals. */
export function shownStory(view: DirectoryView, story: MessageStory) {
  // Rows come in the order of the recipients' ordinals.
  const event = (one: TraceEvent) => ({
    ...one,
    text: laneText(view, one.text),
    recipient: one.ordinal === null ? null : (story.rows[one.ordinal]?.recipient ?? null),
  });
  return {
    ...story,
    rows: story.rows.map((row) => withConnector(view, row)),
    events: story.events.map(event),
    session: story.session && shownSession(view, story.session),
  };
}

function shownSession(view: DirectoryView, { shares: _, ...session }: SessionRecord) {
  const lacks = lacksOf(session);
  return {
    ...session,
    refusals: session.refusals.map((refusal, index) => ({ ...refusal, lack: lacks[index] ?? null })),
    lack: lackOfNoMail(session),
    connector: view.get('inbound-connector', session.connectorId)?.name ?? null,
  };
}

function withConnector(view: DirectoryView, row: TraceRow) {
  const connector = view.get('inbound-connector', row.connectorId) ?? view.get('outbound-connector', row.connectorId);
  return {
    ...row,
    connector: connector?.name ?? null,
    lastText: row.lastText && laneText(view, row.lastText),
  };
}
