/** The queue: what waits, where, and why. */
import type { QueueId } from '../../base/id.ts';
import type { AdminContext } from '../context.ts';
import { queue } from '../contracts/queue.ts';
import { queueTable } from '../contracts/queue-columns.ts';
import { csvAnswer } from './csv-answer.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { goneFromQueue, lookRoutes } from './message-looks.ts';
import { queueLanes } from './queue-lanes.ts';
import { queueSelection } from './queue-selection.ts';
import { steerQueue } from './queue-steering.ts';
import { shownQueued } from './shown-queued.ts';
import { shownStory } from './trace.ts';

type Room = Pick<
  AdminContext,
  'directory' | 'store' | 'clock' | 'steering' | 'destinations' | 'upstreamStatus' | 'waitingMail'
>;

export const queueRoutes = (room: Room): readonly ApiRoute[] => [
  list(room),
  table(room),
  queueLanes(room),
  show(room),
  ...lookRoutes(room, { operations: queue, of: {}, place: 'queue', ownerOf: ({ message }) => message.organizationId }),
  steerQueue(room),
];

const list = (room: Room): ApiRoute =>
  route(queue.list, async ({ query: { limit, after, organization, ...filter } }) => {
    const picked = queueSelection(room, filter, organization);
    const found = await room.store.spool.list(picked, { limit, after: after ?? null });
    return { ...found, entries: found.entries.map((entry) => shownQueued(room, entry)) };
  });

const table = (room: Room): ApiRoute =>
  route(queue.table, ({ query: { limit, organization, ...filter } }) =>
    csvAnswer(queueTable, readAll(room, queueSelection(room, filter, organization)), limit),
  );

async function* readAll(room: Room, picked: Parameters<Room['store']['spool']['read']>[0]) {
  for await (const entries of room.store.spool.read(picked)) yield entries.map((entry) => shownQueued(room, entry));
}

const show = (room: Room): ApiRoute =>
  route(queue.show, async ({ params, query: { limit, after = null } }) => {
    const queueId = params.queueId.toUpperCase() as QueueId;
    const [{ entries, next }, story] = await Promise.all([
      room.store.spool.list({ queueIds: [queueId] }, { limit, after }),
      room.store.trace.story(queueId),
    ]);
    if (entries.length === 0 && story === null) goneFromQueue(queueId);
    return {
      entries: entries.map((entry) => shownQueued(room, entry)),
      next,
      story: story && shownStory(room, story),
    };
  });
