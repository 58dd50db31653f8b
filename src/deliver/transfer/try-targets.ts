/**
 * A message to next hops that speak SMTP or LMTP: tries them in order, within bounds, and gives every recipient its Outcome.
 */
import { bounds } from '../../base/bounds.ts';
import type { Outcome, QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import type { Place } from '../../mail/doors/place.ts';
import type { Connections } from '../session/connections.ts';
import { delayedBy, type HopFailure, outcomeOfFailure } from '../answers/failure.ts';
import type { SessionTarget } from '../session/session-target.ts';
import { transfer, type TransferSetting } from './transfer.ts';

export interface RemoteTask {
  readonly message: QueuedMessage;
  readonly recipients: readonly QueuedRecipient[];
  /** In order of preference; produced as needed, because the second smart host need not be looked up while the first works. */
  readonly targets: AsyncIterable<SessionTarget | HopFailure>;
  readonly transfer: TransferSetting;
  readonly place: Place;
}

export async function deliverRemotely(
  task: RemoteTask,
  connections: Connections,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let waiting = task.recipients;
  let last: HopFailure = delayedBy({ cause: 'no-route', status: '4.4.4', text: 'there is no next hop to try' });
  let permanentOnly = true;
  let sessions = 0;
  let dials = 0;
  task.place.leave();
  for await (const target of task.targets) {
    if (signal.aborted) break;
    if ('cause' in target) {
      last = worse(last, target);
      permanentOnly &&= target.permanent;
      if (!target.tryNext) break;
      continue;
    }
    if (++dials > bounds.deliver.dials) break;
    const tried = await tryTarget(target, task, waiting, connections, signal);
    outcomes.push(...tried.outcomes);
    waiting = tried.unanswered;
    if (waiting.length === 0) break;
    if (tried.failure !== null) {
      last = worse(last, tried.failure);
      permanentOnly &&= tried.failure.permanent;
      if (!tried.failure.tryNext) break;
    }
    if (tried.session && ++sessions >= bounds.deliver.sessionsTried) break;
    // The next one may have to be looked up first.
    task.place.leave();
  }
  // One next hop that said "never" (521) while another could not be reached proves nothing.
  const failure =
    last.permanent && !permanentOnly
      ? delayedBy({ ...last, permanent: false, status: `4.${last.status.slice(2)}` as '4.0.0' })
      : last;
  for (const recipient of waiting) outcomes.push(outcomeOfFailure(recipient, failure));
  return outcomes;
}

/** The last word counts, unless an address before it told what the administrator has to mend. */
const worse = (before: HopFailure, now: HopFailure): HopFailure =>
  before.ownAccount && !now.ownAccount ? before : now;

interface Tried {
  readonly outcomes: readonly Outcome[];
  readonly unanswered: readonly QueuedRecipient[];
  readonly failure: HopFailure | null;
  readonly session: boolean;
}

async function tryTarget(
  target: SessionTarget,
  task: RemoteTask,
  recipients: readonly QueuedRecipient[],
  connections: Connections,
  signal: AbortSignal,
): Promise<Tried> {
  // A kept session may have died over there without a word, or have words in it that were meant for the message before: then a fresh one
  // is asked, as long as no content went out.
  for (const fresh of [false, true]) {
    const leased = await connections.lease(target, fresh, task.place, signal);
    if (!leased.ok) return { outcomes: [], unanswered: recipients, failure: leased.failure, session: false };
    let usable = false;
    try {
      const done = await transfer(leased.lease.open, task.message, recipients, task.transfer, signal);
      usable = done.sessionUsable;
      if (done.unproven && !signal.aborted) continue;
      return { outcomes: done.outcomes, unanswered: done.unanswered, failure: done.failure, session: true };
    } finally {
      leased.lease.release(usable);
    }
  }
  const text = `${target.host}: the session ended before anything was answered`;
  return {
    outcomes: [],
    unanswered: recipients,
    failure: delayedBy({ cause: 'connection-failed', status: '4.4.2', text }),
    session: true,
  };
}
