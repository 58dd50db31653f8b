/** Looks into messages that nobody has got yet. Who looked into which is in the audit log before it is shown. */
import type { ObjectId, QueueId } from '../../base/id.ts';
import type { QueueEntry, QueueSelection } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import type { quarantine } from '../contracts/quarantine.ts';
import type { queue } from '../contracts/queue.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'store' | 'clock' | 'waitingMail'>;

interface Looks {
  readonly operations: Pick<typeof quarantine | typeof queue, 'preview' | 'content'>;
  /** Those that may be looked into. */
  readonly of: QueueSelection;
  /** In the audit log, before how it was looked at. */
  readonly place: 'queue' | 'quarantine';
  readonly ownerOf: (entry: QueueEntry) => ObjectId | null;
}

export function lookRoutes(room: Room, looks: Looks): readonly ApiRoute[] {
  const { operations, of, place, ownerOf } = looks;
  const { preview, content } = operations;
  /** Of what the caller may see. Rejects where the log cannot be written: then nothing is shown. */
  const noted = async (said: string, actor: string, how: 'preview' | 'download'): Promise<QueueId> => {
    const queueId = said.toUpperCase() as QueueId;
    const { entries } = await room.store.spool.list({ ...of, queueIds: [queueId] }, { limit: 1, after: null });
    const [entry = goneFromQueue(queueId)] = entries;
    await room.store.directory.note({
      at: room.clock.now(),
      actor,
      kind: 'content',
      id: queueId,
      name: `${place}: ${how}`,
      before: null,
      after: { message: queueId, organizationId: ownerOf(entry) },
    });
    return queueId;
  };
  return [
    route(preview, async ({ params, actor }) => {
      const queueId = await noted(params.queueId, actor, 'preview');
      return (await room.waitingMail.preview(queueId)) ?? goneFromQueue(queueId);
    }),
    route(content, async ({ params, actor }) => {
      const queueId = await noted(params.queueId, actor, 'download');
      return (await room.waitingMail.content(queueId)) ?? goneFromQueue(queueId);
    }),
  ];
}

export const goneFromQueue = (queueId: string): never => {
  throw new Problem('not-found', { what: 'queued-message', queueId }, { act: 'look-in-queue-and-trace' });
};
