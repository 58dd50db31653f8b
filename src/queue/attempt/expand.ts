/** A group's members as one outcome for each recipient that named the group. Pure. Nested groups are routed again, as recipients of their own. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressKey } from '../../mail/address.ts';
import type { Outcome, QueuedRecipient } from '../../mail/delivery.ts';
import type { EnhancedStatus } from '../../mail/reply.ts';
import type { Route } from '../../mail/route.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { directoryAddress } from '../../policy/routing/ways.ts';
import { forSenders } from '../conclude/last-reply.ts';
import { endsPiece } from '../pieces.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, type Words } from '../../texts/told.ts';
import { lineOf } from '../../mail/lines/said.ts';

/** The fields of an outcome when no next hop was spoken to. */
const alone = { reply: null, remoteHost: null, remoteAddress: null, tls: null } as const;

/**
 * In pieces. Of one group all: a message to many of its names has its members looked at once, and each name the same list.
 * @param recipients that named it.
 */
export function* expandGroup(
  view: DirectoryView,
  recipients: readonly QueuedRecipient[],
  groupId: ObjectId,
): Generator<void, readonly Outcome[], void> {
  const group = view.get('group', groupId);
  const failAll = (status: EnhancedStatus, cause: 'no-route' | 'too-many-recipients', words: Phrase) =>
    recipients.map(({ ordinal }): Outcome => ({ ...alone, ordinal, action: 'failed', status, cause, ...told(words) }));
  // RFC 3463 §3.3: X.2.4 mailing list expansion problem.
  if (group === null) return failAll('5.2.4', 'no-route', say`The group does not exist any more`);
  const members = new Map<string, Address>();
  for (const [index, text] of group.members.entries()) {
    if (endsPiece(index)) yield;
    const address = directoryAddress(text);
    if (address !== null) members.set(addressKey(address), address);
  }
  if (members.size === 0) return failAll('5.2.4', 'no-route', say`The group ${group.address} has no members`);
  const most = bounds.queue.groupMembers;
  if (members.size > most)
    return failAll('5.2.4', 'too-many-recipients', say`The group ${group.address} has more than ${most} members`);
  const to = [...members.values()];
  return recipients.map(({ ordinal }) => ({
    ...alone,
    ordinal,
    action: 'expanded',
    status: '2.1.5',
    what: 'group',
    keptCopy: false,
    to,
  }));
}

/** A recipient with no way on: unknown here, or no route at all. */
export const failUnroutable = (recipient: QueuedRecipient, route: Extract<Route, { kind: 'none' }>): Outcome => ({
  ...alone,
  ordinal: recipient.ordinal,
  action: 'failed',
  ...(route.unknownRecipient
    ? { status: '5.1.1' as const, cause: 'unknown-recipient' as const }
    : { status: '5.4.4' as const, cause: 'no-route' as const }),
  ...lineOf({ text: route.reason, said: route.said }),
});

/** The directory changed since the recipient was put into its lane. */
export const rerouted = (recipient: QueuedRecipient, route: Route): Outcome => ({
  ...alone,
  ordinal: recipient.ordinal,
  action: 'rerouted',
  status: '2.0.0',
  route,
});

/** An attempt that gave no outcome of its own: it threw, or ran out of time. */
export const delayedBy = (recipient: QueuedRecipient, cause: 'other' | 'timed-out', words: Words): Outcome => ({
  ...alone,
  ordinal: recipient.ordinal,
  action: 'delayed',
  status: cause === 'timed-out' ? '4.4.2' : '4.3.0',
  cause,
  ...told(words),
  laneTrouble: false,
  retryAfterMs: null,
});

/** An administrator ended it. The text goes to the sender: who it was stands in the trace only. */
export const endedBy = (recipient: QueuedRecipient, verb: 'expire' | 'bounce', reason: string | null): Outcome => ({
  ...alone,
  ordinal: recipient.ordinal,
  action: 'failed',
  status: verb === 'expire' ? '4.4.7' : '5.7.0',
  cause: 'cancelled',
  ...told(endWords(recipient, verb, reason)),
});

function endWords({ lastReply }: QueuedRecipient, verb: 'expire' | 'bounce', reason: string | null): Phrase {
  const ended = verb === 'expire' ? say`Expired by an administrator` : say`Taken out of the queue by an administrator`;
  const because = reason ? say`${ended}: ${reason}` : ended;
  const last = forSenders(lastReply);
  return last === null ? because : say`${because}; the last reason was: ${{ kept: last }}`;
}
