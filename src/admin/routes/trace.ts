/** The trace: search, the story of one message, the session behind a reference. */
import { z } from 'zod';
import type { QueueId, SessionId } from '../../base/id.ts';
import type { TraceStatus } from '../../mail/trace-event.ts';
import type { TraceQuery, TraceRow } from '../../store/store.ts';
import type { App } from '../app.ts';
import type { AdminContext } from '../context.ts';
import { findObject, listObjects } from '../naming.ts';
import { Problem } from '../problem.ts';
import { answers, countText, parseTime, timeText } from './schemas.ts';

const statuses: readonly TraceStatus[] = [
  'Getting status',
  'Pending',
  'Delivered',
  'Failed',
  'Expanded',
  'Rejected',
  'Dropped',
];
const DAY_MS = 86_400_000;
const word = z.string().min(1).max(400).optional();
const searchQuery = z.object({
  organization: word,
  since: timeText.optional(),
  until: timeText.optional(),
  sender: word.meta({ description: 'Address, *@domain, or one * anywhere' }),
  recipient: word,
  status: word.meta({ description: `One or several with commas: ${statuses.join(', ')}` }),
  messageId: z.string().min(1).max(1000).optional(),
  queueId: word,
  reference: word,
  clientAddress: word,
  connector: word,
  ingress: z.enum(['relay', 'submission', 'direct', 'internal']).optional(),
  text: word,
  limit: countText(1_000, 100),
  after: z.string().max(400).optional(),
});
const loose = z.looseObject({});

export function traceRoutes(app: App, room: AdminContext): void {
  app.get(
    '/trace',
    {
      schema: {
        tags: ['trace'],
        querystring: searchQuery,
        response: answers(z.object({ rows: z.array(loose), next: z.string().nullable() })),
      },
    },
    async (request) => {
      const { rows, next } = await room.store.trace.search(toQuery(room, request.query));
      return { rows: rows.map((row) => withConnector(room, row)), next };
    },
  );
  app.get(
    '/trace/messages/:queueId',
    { schema: { tags: ['trace'], params: z.object({ queueId: z.string().max(64) }), response: answers(loose) } },
    async (request) => {
      const story = await room.store.trace.story(request.params.queueId.toUpperCase() as QueueId);
      if (story === null)
        throw new Problem(
          404,
          'There is no message of that queue id in the trace.',
          'Check the id, or search by sender, recipient or time: GET /api/v1/trace. Old rows are swept.',
        );
      return { ...story, rows: story.rows.map((row) => withConnector(room, row)) };
    },
  );
  app.get(
    '/trace/sessions/:reference',
    {
      schema: {
        tags: ['trace'],
        description: 'A session id, or a reference that a refusal quoted',
        params: z.object({ reference: z.string().max(64) }),
        response: answers(loose),
      },
    },
    async (request) => {
      const id = request.params.reference.trim().toUpperCase().replace(/-\d+$/u, '');
      const session = await room.store.trace.session(id as SessionId);
      if (session === null)
        throw new Problem(
          404,
          'There is no session of that reference in the trace.',
          'Check the reference; under a flood refusals are only counted: GET /api/v1/trace/refusal-counts.',
        );
      return session;
    },
  );
  app.get(
    '/trace/refusal-counts',
    {
      schema: {
        tags: ['trace'],
        querystring: z.object({ since: timeText.optional() }),
        response: answers(z.object({ items: z.array(loose) })),
      },
    },
    async (request) => ({
      items: await room.store.trace.refusalCounts(
        requireTime(request.query.since, 'since', room.clock.now()) ?? room.clock.now() - DAY_MS,
      ),
    }),
  );
  app.get(
    '/trace/orphan-reports',
    {
      schema: {
        tags: ['trace'],
        description: 'Non-delivery reports whose addressee is no mailbox of ours',
        querystring: z.object({ organization: word, limit: countText(1_000, 100) }),
        response: answers(z.object({ rows: z.array(loose) })),
      },
    },
    async (request) => {
      const { organization, limit } = request.query;
      const scope =
        organization === undefined || organization === '*'
          ? null
          : findObject(room.directory.current, 'organization', organization, null);
      const rows = await room.store.trace.orphanReports(scope?.id ?? null, limit);
      return { rows: rows.map((row) => withConnector(room, row)) };
    },
  );
}

function toQuery(room: AdminContext, query: z.output<typeof searchQuery>): TraceQuery {
  const view = room.directory.current;
  const now = room.clock.now();
  const { organization, connector, status, since, until, queueId, after, limit, ...plain } = query;
  const given: Record<string, unknown> = { ...plain };
  for (const key of Object.keys(given)) if (given[key] === undefined) delete given[key];
  const sinceMs = requireTime(since, 'since', now);
  const untilMs = requireTime(until, 'until', now);
  return {
    ...(given as Partial<TraceQuery>),
    limit,
    ...(after === undefined ? {} : { after }),
    ...(sinceMs === null ? {} : { since: sinceMs }),
    ...(untilMs === null ? {} : { until: untilMs }),
    ...(queueId === undefined ? {} : { queueId: queueId.toUpperCase() as QueueId }),
    ...(query.reference === undefined ? {} : { reference: query.reference.toUpperCase() }),
    ...(status === undefined ? {} : { status: parseStatuses(status) }),
    ...(organization === undefined || organization === '*'
      ? {}
      : { organizationId: findObject(view, 'organization', organization, null).id }),
    ...(connector === undefined ? {} : { connectorId: connectorId(room, connector, organization) }),
  };
}

function connectorId(room: AdminContext, name: string, organization: string | undefined) {
  const view = room.directory.current;
  const outbound = listObjects(view, 'outbound-connector', null).some(
    (each) => each.id === name || each.name.toLowerCase() === name.toLowerCase(),
  );
  const inbound = listObjects(view, 'inbound-connector', null).some(
    (each) => each.id === name || each.name.toLowerCase() === name.toLowerCase(),
  );
  // A way in is what traces are searched by.
  return findObject(view, inbound || !outbound ? 'inbound-connector' : 'outbound-connector', name, organization).id;
}

export function requireTime(value: string | number | undefined, name: string, now: number): number | null {
  if (value === undefined) return null;
  const at = parseTime(value, now);
  if (at === null)
    throw new Problem(
      400,
      `${name} is no time.`,
      'Write how long ago (2h, 7d), a date (2026-12-01 or 2026-12-01T08:00:00Z), or milliseconds since 1970.',
    );
  return at;
}

function parseStatuses(text: string): readonly TraceStatus[] {
  return text.split(',').map((part) => {
    const wanted = part.trim().toLowerCase();
    const known = statuses.find((status) => status.toLowerCase() === wanted);
    if (known === undefined)
      throw new Problem(400, 'That is no status of the trace.', `Choose of ${statuses.join(', ')}.`);
    return known;
  });
}

function withConnector(room: AdminContext, row: TraceRow) {
  const view = room.directory.current;
  const connector = view.get('inbound-connector', row.connectorId) ?? view.get('outbound-connector', row.connectorId);
  return { ...row, connector: connector?.name ?? null };
}
