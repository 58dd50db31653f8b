/** The part of the queue that is meant, as a request says it. */
import { given } from '../../base/given.ts';
import type { QueueId } from '../../base/id.ts';
import { idAsPasted } from '../../smtp/grammar/pasted-ids.ts';
import type { QueueSelection } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import type { BodyOf, QueryOf } from '../contracts/operation.ts';
import type { queue } from '../contracts/queue.ts';
import { laneOfText } from '../http/lane-names.ts';
import { organizationsSaid } from '../http/naming.ts';
import { requireTime } from '../http/times.ts';

type Chosen = Partial<BodyOf<typeof queue.act>['selection']> & Pick<Partial<QueryOf<typeof queue.list>>, 'queueId'>;

const idOf = (said: string): QueueId => said.toUpperCase() as QueueId;

/** Throws a Problem for an organization or a time that it cannot read. */
export function queueSelection(
  { directory, clock }: Pick<AdminContext, 'directory' | 'clock'>,
  chosen: Chosen,
  organization: string | undefined,
): QueueSelection {
  const view = directory.current;
  const organizationIds = organizationsSaid(view, organization);
  const queueIds = chosen.queueId === undefined ? chosen.queueIds?.map(idOf) : [idOf(idAsPasted(chosen.queueId))];
  return given({
    queueIds,
    recipients: chosen.recipients?.map(({ queueId, ordinal }) => ({ queueId: idOf(queueId), ordinal })),
    senderContains: chosen.sender,
    recipientContains: chosen.recipient,
    addressContains: chosen.text,
    ...lanesMeant(chosen.lane === undefined ? undefined : laneOfText(view, chosen.lane, organizationIds)),
    organizationIds,
    held: chosen.held,
    olderThan: requireTime(chosen.olderThan, 'olderThan', clock.now()) ?? undefined,
  });
}

/** One that ends in a star or a colon stands for all that begin so. */
function lanesMeant(lane: string | undefined): Pick<QueueSelection, 'lane' | 'lanePrefix'> {
  if (lane === undefined) return {};
  if (lane.endsWith('*')) return { lanePrefix: lane.slice(0, -1) };
  return lane.endsWith(':') ? { lanePrefix: lane } : { lane };
}
