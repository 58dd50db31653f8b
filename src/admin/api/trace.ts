/** The trace: search, the story of one message, the session behind a reference. */
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import { isId, type ObjectId, type QueueId, type SessionId } from '../../base/id.ts';
import type { Device } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Direction } from '../../mail/delivery.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import {
  type RefusalCount,
  type SessionRecord,
  type TraceEvent,
  type TraceStatus,
  traceStatuses,
} from '../../mail/trace-event.ts';
import { addressPatterns } from '../../smtp/grammar/address-pattern.ts';
import { idAsPasted } from '../../smtp/grammar/pasted-ids.ts';
import { lackOfNoMail } from '../../policy/reasons/no-mail.ts';
import { lacksOf } from '../../policy/reasons/proposals.ts';
import type {
  DeviceSought,
  DirectionSought,
  MessageStory,
  TracePage,
  TraceQuery,
  TraceRow,
} from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { trace } from '../contracts/trace.ts';
import { traceTable } from '../contracts/trace-columns.ts';
import { csvAnswer, pagesOf } from './csv-answer.ts';
import { laneText } from '../http/lane-names.ts';
import { listAnswer, type Order } from '../answers/list-answer.ts';
import { findObject, isThere, organizationsSaid } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';
import { withValues } from '../../texts/told.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock'>;

const DAY_MS = 86_400_000;

export const traceRoutes = (room: Room): readonly ApiRoute[] => [
  route(trace.search, async ({ query }) => {
    const { rows, ...page } = await room.store.trace.search(toQuery(room, query));
    return { rows: rows.map((row) => shownRow(room, row)), ...page };
  }),
  route(trace.table, ({ query: { limit, ...query } }) =>
    asCsv(room, toQuery(room, { ...query, limit: bounds.admin.page }), limit),
  ),
  count(room),
  story(room),
  session(room),
  refusalCounts(room),
  sessions(room),
  refusals(room),
  route(trace.orphanReports, async ({ query: { organization, limit, after = null } }) => {
    const view = room.directory.current;
    const { rows, next } = await room.store.trace.search({
      ...given({ organizationIds: organizationsSaid(view, organization) }),
      orphan: true,
      limit,
      after,
    });
    return { rows: rows.map((row) => shownRow(room, row)), next };
  }),
];

/** Page after page, so that a caller who sees a part counts that part. */
const count = (room: Room): ApiRoute =>
  route(trace.count, async ({ query }) => {
    const most = bounds.admin.traceCounted;
    const asked = toQuery(room, { ...query, limit: bounds.admin.page });
    const until = room.clock.monotonic() + bounds.admin.traceCounting;
    let counted = 0;
    let after: string | null = null;
    let lastAt: number | null = null;
    for (;;) {
      const left = Math.max(0, until - room.clock.monotonic());
      const page: TracePage = await room.store.trace.search({ ...asked, after, lookMs: left });
      counted += page.rows.length;
      lastAt = page.lookedBackTo ?? page.rows.at(-1)?.at ?? lastAt;
      after = page.next;
      if (after === null || counted >= most || room.clock.monotonic() >= until) break;
    }
    const more = after !== null;
    return { count: Math.min(counted, most), more, lookedBackTo: more && counted < most ? lastAt : null };
  });

/** The question is read before the first line goes out. */
function asCsv(room: Room, asked: TraceQuery, most: number | undefined): AsyncIterable<string> {
  const pages = pagesOf(async (after) => {
    const { rows, next } = await room.store.trace.search({ ...asked, after });
    return { rows: rows.map((row) => shownRow(room, row)), next };
  });
  return csvAnswer(traceTable, pages, most);
}

const story = (room: Room): ApiRoute =>
  route(trace.message, async ({ params }) => {
    const found = await room.store.trace.story(idAsPasted(params.queueId) as QueueId);
    if (found === null)
      throw new Problem('not-found', { what: 'traced-message', queueId: params.queueId }, { act: 'check-queue-id' });
    return shownStory(room, found);
  });

const session = (room: Room): ApiRoute =>
  route(trace.session, async ({ params }) => {
    const id = idAsPasted(params.reference).replace(/-\d+$/u, '');
    const found = await room.store.trace.session(id as SessionId);
    if (found === null)
      throw new Problem('not-found', { what: 'session', reference: params.reference }, { act: 'check-reference' });
    return shownSession(room.directory.current, found);
  });

const sessions = (room: Room): ApiRoute =>
  route(trace.sessions, async ({ query: { organization, address, device, since, refused, limit, after } }) => {
    const view = room.directory.current;
    const page = await room.store.trace.search({
      limit,
      after: after ?? null,
      ...given({
        organizationIds: organizationsSaid(view, organization),
        clientAddress: address,
        since: requireTime(since, 'since', room.clock.now()) ?? undefined,
        device: device === undefined ? undefined : deviceSought(room, device, organization),
        status: refused === true ? (['Rejected', 'No mail'] as const) : undefined,
      }),
    });
    const ids = [...new Set(page.rows.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId])))];
    const found = await Promise.all(ids.map((id) => room.store.trace.session(id)));
    const items = found.flatMap((one) => {
      if (one === null) return [];
      const { transcript: _, ...shown } = shownSession(view, one);
      return [shown];
    });
    return { items, next: page.next, lookedBackTo: page.lookedBackTo };
  });

const refusals = (room: Room): ApiRoute =>
  route(trace.refusals, async ({ query: { organization, since, by, top } }) => {
    const view = room.directory.current;
    const from = requireTime(since, 'since', room.clock.now()) ?? room.clock.now() - DAY_MS;
    const sought = { status: ['Rejected'] as const, since: from, limit: bounds.admin.page };
    const organizationIds = organizationsSaid(view, organization);
    const groups = new Map<string | null, { count: number; readonly latest: TraceRow }>();
    let counted = 0;
    let lookedBackTo: number | null = null;
    for (let after: string | null = null; ; ) {
      const page: TracePage = await room.store.trace.search({ ...sought, after, ...given({ organizationIds }) });
      for (const row of page.rows) {
        const label = refusalLabels[by](row);
        const known = groups.get(label);
        if (known === undefined) groups.set(label, { count: 1, latest: row });
        else known.count++;
      }
      counted += page.rows.length;
      if (page.lookedBackTo !== null || counted >= bounds.admin.refusalsCounted)
        lookedBackTo = page.lookedBackTo ?? (page.next === null ? null : (page.rows.at(-1)?.at ?? null));
      if (page.next === null || lookedBackTo !== null) break;
      after = page.next;
    }
    const items = [...groups]
      .sort(([, a], [, b]) => b.count - a.count || b.latest.at - a.latest.at)
      .slice(0, top)
      .map(([label, { count, latest }]) => ({
        ...{ label, count, lastAt: latest.at, reference: latest.reference, cause: latest.cause },
        name: by === 'device' ? (view.get('device', label as ObjectId | null)?.name ?? null) : null,
      }));
    return { since: from, by, counted, groups: groups.size, items, lookedBackTo };
  });

/** The label of a refusal, by what they are counted by. */
const refusalLabels: Readonly<Record<QueryOf<typeof trace.refusals>['by'], (row: TraceRow) => string | null>> = {
  cause: ({ reason }) => reason,
  code: ({ lastText }) => /^\d{3}(?: \d\.\d{1,3}\.\d{1,3})?/u.exec(lastText ?? '')?.[0] ?? null,
  device: ({ deviceId }) => deviceId ?? null,
  address: ({ clientAddress }) => clientAddress,
};

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
  const { organization, connector, device, direction, status, since, until, failedSince, failedUntil, ...rest } = query;
  const { queueId, after, limit, ...plain } = rest;
  const sinceMs = requireTime(since, 'since', now);
  const untilMs = requireTime(until, 'until', now);
  return {
    ...given(plain),
    limit,
    ...(after === undefined ? {} : { after }),
    ...(sinceMs === null ? {} : { since: sinceMs }),
    ...(untilMs === null ? {} : { until: untilMs }),
    ...given({
      failedSince: requireTime(failedSince, 'failedSince', now) ?? undefined,
      failedUntil: requireTime(failedUntil, 'failedUntil', now) ?? undefined,
    }),
    ...(queueId === undefined ? {} : { queueId: idAsPasted(queueId) as QueueId }),
    ...(query.reference === undefined ? {} : { reference: idAsPasted(query.reference) }),
    ...(status === undefined ? {} : { status: parseStatuses(status) }),
    ...given({ organizationIds: organizationsSaid(view, organization) }),
    ...(connector === undefined ? {} : { connectorId: connectorId(room, connector, organization) }),
    ...(device === undefined ? {} : { device: deviceSought(room, device, organization) }),
    ...(direction === undefined ? {} : { direction: directionSought(view, direction) }),
  };
}

/** By the domains that the caller sees. An international one stands in a row as it was typed, in one of its two forms. */
function directionSought(view: DirectoryView, is: Direction): DirectionSought {
  const forms = (name: string): readonly string[] => addressPatterns(`x@${name}`).map((one) => one.slice(2));
  return {
    is,
    ownDomains: view.domains.flatMap(({ organizationId, name }) =>
      (name.includes('xn--') ? forms(name) : [name]).map((form) => `${organizationId} ${form}`),
    ),
  };
}

function connectorId(room: Room, name: string, organization: string | undefined) {
  const view = room.directory.current;
  const outbound = isThere(view, 'outbound-connector', name);
  const inbound = isThere(view, 'inbound-connector', name);
  // A way in is what traces are searched by.
  return findObject(view, inbound || !outbound ? 'inbound-connector' : 'outbound-connector', name, organization).id;
}

/** One that was deleted is found by its id: its mail is still there. */
function deviceSought(room: Room, name: string, organization: string | undefined): DeviceSought {
  const view = room.directory.current;
  if (isId(name) && view.get('device', name as ObjectId) === null)
    return { id: name as ObjectId, addresses: [], logins: [] };
  const { id, addresses, logins } = findObject(view, 'device', name, organization);
  return { id, addresses, logins };
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
export function shownStory(room: Pick<Room, 'directory' | 'clock'>, story: MessageStory) {
  const view = room.directory.current;
  // Rows come in the order of the recipients' ordinals.
  const event = (one: TraceEvent) => ({
    ...one,
    text: laneText(view, one.text),
    ...(one.said && { said: withValues(one.said, (value) => laneText(view, value)) }),
    recipient: one.ordinal === null ? null : (story.rows[one.ordinal]?.recipient ?? null),
  });
  return {
    ...story,
    rows: story.rows.map((row, ordinal) => ({ ...shownRow(room, row), ...lastSaidOf(view, story, row, ordinal) })),
    events: story.events.map(event),
    session: story.session && shownSession(view, story.session),
  };
}

/** The sentence of the last word about a recipient. */
function lastSaidOf(view: DirectoryView, { events }: MessageStory, { lastText }: TraceRow, ordinal: number) {
  const said = events.findLast((one) => one.ordinal === ordinal && one.text === lastText)?.said;
  return said === undefined ? {} : { lastSaid: withValues(said, (value) => laneText(view, value)) };
}

function shownSession(view: DirectoryView, { shares: _, ...session }: SessionRecord) {
  const lacks = lacksOf(session);
  return {
    ...session,
    refusals: session.refusals.map((refusal, index) => ({ ...refusal, lack: lacks[index] ?? null })),
    lack: lackOfNoMail(session),
    connector: view.get('inbound-connector', session.connectorId)?.name ?? null,
    device: view.get('device', session.deviceId ?? null)?.name ?? null,
  };
}

function shownRow({ directory, clock }: Pick<Room, 'directory' | 'clock'>, row: TraceRow) {
  const view = directory.current;
  const connector = view.get('inbound-connector', row.connectorId) ?? view.get('outbound-connector', row.connectorId);
  const device = deviceOf(view, row);
  const text = (kept: string | null): string | null => kept && laneText(view, kept);
  const waiting = row.waiting && { ...row.waiting, due: row.waiting.nextAttemptAt <= clock.now() };
  return {
    ...row,
    connector: connector?.name ?? null,
    deviceId: row.deviceId ?? device?.id ?? null,
    device: device?.name ?? null,
    lastText: text(row.lastText),
    cause: text(row.cause ?? (isTroubled(row.status, waiting) ? row.lastText : null)),
    waiting: waiting && { ...waiting, laneText: laneText(view, waiting.lane) },
  };
}

/** As it was known then; of a row from before that was kept, by its address today. */
const deviceOf = (view: DirectoryView, { deviceId, clientAddress, organizationId }: TraceRow): Device | null =>
  deviceId === undefined && clientAddress !== null
    ? view.deviceOf(canonicalAddress(clientAddress), null, organizationId)
    : view.get('device', deviceId ?? null);

/** The last word about it says why it went no further. */
function isTroubled(status: TraceStatus, waiting: { readonly held: boolean; readonly due: boolean } | null): boolean {
  switch (status) {
    case 'Delivered':
    case 'Expanded':
      return false;
    case 'Getting status':
      return waiting !== null && (waiting.held || !waiting.due);
    default:
      return true;
  }
}
