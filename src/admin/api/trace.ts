/** The trace: search, the story of one message, the session behind a reference. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import type { QueueId, SessionId } from '../../base/id.ts';
import { type SessionRecord, type TraceEvent, type TraceStatus, traceStatuses } from '../../mail/trace-event.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { lackOfNoMail } from '../../policy/reasons/no-mail.ts';
import { lacksOf } from '../../policy/reasons/proposals.ts';
import type { MessageStory, TraceQuery, TraceRow } from '../../store/store.ts';
import type { App } from '../http/fastify-app.ts';
import type { AdminContext } from '../context.ts';
import { laneText } from '../http/lane-names.ts';
import { findObject, isThere } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { answers, countText, numberCursor, parseTime, timeText } from './schemas.ts';

const DAY_MS = 86_400_000;
const word = z.string().min(1).max(bounds.admin.nameGiven).optional();
const searchQuery = z.strictObject({
  organization: word,
  since: timeText.optional(),
  until: timeText.optional(),
  sender: word.meta({ description: 'Address, *@domain, or one * anywhere' }),
  recipient: word,
  status: word.meta({ description: `One or several with commas: ${traceStatuses.join(', ')}` }),
  messageId: z.string().min(1).max(bounds.admin.parameter).optional(),
  queueId: word,
  reference: word,
  clientAddress: word,
  connector: word,
  ingress: z.enum(['relay', 'submission', 'direct', 'internal']).optional(),
  text: word,
  limit: countText(bounds.admin.page, 100),
  after: numberCursor.optional(),
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
      return { rows: rows.map((row) => withConnector(room.directory.current, row)), next };
    },
  );
  app.get(
    '/trace/messages/:queueId',
    {
      schema: {
        tags: ['trace'],
        params: z.object({ queueId: z.string().max(bounds.admin.idGiven) }),
        response: answers(loose),
      },
    },
    async (request) => {
      const story = await room.store.trace.story(request.params.queueId.toUpperCase() as QueueId);
      if (story === null)
        throw new Problem('not-found', 'There is no message of that queue id in the trace.', { act: 'check-queue-id' });
      return shownStory(room.directory.current, story);
    },
  );
  app.get(
    '/trace/sessions/:reference',
    {
      schema: {
        tags: ['trace'],
        description: 'A session id, or a reference that a refusal quoted',
        params: z.object({ reference: z.string().max(bounds.admin.idGiven) }),
        response: answers(loose),
      },
    },
    async (request) => {
      const id = request.params.reference.trim().toUpperCase().replace(/-\d+$/u, '');
      const session = await room.store.trace.session(id as SessionId);
      if (session === null)
        throw new Problem('not-found', 'There is no session of that reference in the trace.', {
          act: 'check-reference',
        });
      return shownSession(room.directory.current, session);
    },
  );
  app.get(
    '/trace/refusal-counts',
    {
      schema: {
        tags: ['trace'],
        querystring: z.strictObject({ since: timeText.optional(), clientAddress: word }),
        response: answers(z.object({ items: z.array(loose) })),
      },
    },
    async (request) => {
      const { since, clientAddress } = request.query;
      const counts = await room.store.trace.refusalCounts(
        requireTime(since, 'since', room.clock.now()) ?? room.clock.now() - DAY_MS,
      );
      return { items: counts.filter((each) => clientAddress === undefined || each.clientAddress === clientAddress) };
    },
  );
  app.get(
    '/trace/orphan-reports',
    {
      schema: {
        tags: ['trace'],
        description: 'Non-delivery reports whose addressee is no mailbox of ours',
        querystring: z.strictObject({ organization: word, limit: countText(bounds.admin.page, 100) }),
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
      return { rows: rows.map((row) => withConnector(room.directory.current, row)) };
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
  const outbound = isThere(view, 'outbound-connector', name);
  const inbound = isThere(view, 'inbound-connector', name);
  // A way in is what traces are searched by.
  return findObject(view, inbound || !outbound ? 'inbound-connector' : 'outbound-connector', name, organization).id;
}

export function requireTime(value: string | number | undefined, name: string, now: number): number | null {
  if (value === undefined) return null;
  const at = parseTime(value, now);
  if (at === null)
    throw new Problem(
      'invalid-parameters',
      `${name} is no time.`,
      'Write how long ago (2h, 7d), a date (2026-12-01 or 2026-12-01T08:00:00Z), or milliseconds since 1970.',
    );
  return at;
}

function parseStatuses(text: string): readonly TraceStatus[] {
  return text.split(',').map((part) => {
    const wanted = part.trim().toLowerCase();
    const known = traceStatuses.find((status) => status.toLowerCase() === wanted);
    if (known === undefined)
      throw new Problem(
        'invalid-parameters',
        'That is no status of the trace.',
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

function shownSession(view: DirectoryView, session: SessionRecord) {
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
