/** MAIL and RCPT: gathers what policy wants to know, in the order in which it is worth asking. */
import type { ForwardPath, ReversePath } from '../../mail/address.ts';
import type { MailParameters } from '../../mail/envelope.ts';
import { replies } from '../../mail/replies.ts';
import type { Reason } from '../../mail/reason.ts';
import type { Reply } from '../../mail/reply.ts';
import type { Route } from '../../mail/route.ts';
import { type Refused, refuse, type Verdict } from '../../mail/verdict.ts';
import { chooseConnector } from '../../policy/ingress/connector-match.ts';
import { isFull, leastFreeBytes } from '../../policy/delivery/disk.ts';
import { judgeRecipient, judgeStrangersWay, type RecipientJudgement } from '../../policy/ingress/ingress.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { judgeOwnReversePath } from '../../policy/ingress/own-name.ts';
import { judgeMailboxSeat, judgeRelaySeat } from '../../policy/licences/licence.ts';
import { limitsFor } from '../../policy/limits.ts';
import { judgeSubmissionRecipient, judgeSubmissionSender } from '../../policy/ingress/submission.ts';
import { strangersParameters } from '../../policy/delivery/reports.ts';
import { rewrittenPath } from '../../policy/routing/rewritten-path.ts';
import { judgeConnectorRoom, judgeDailyRecipients, judgeDirectRoom } from '../limits/quotas.ts';
import type { PeerFacts } from '../session/peer-facts.ts';
import type { RoomParts } from '../room-parts.ts';
import type { GreetedClient } from './greeted-client.ts';
import { Transaction, type TransactionFacts } from './mail-transaction.ts';
import {
  type EnvelopeScreening,
  envelopeFacts,
  type KnownSender,
  screenEnvelope,
  screenWay,
  senderKnown,
  type AnswerDue,
  withAnswers,
} from './screen-envelope.ts';

export type Beginning =
  | { readonly kind: 'begun'; readonly transaction: Transaction }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly reason: Reason };

export function beginTransaction(
  around: RoomParts,
  peerFacts: PeerFacts,
  saidReversePath: ReversePath,
  parameters: MailParameters,
  client: GreetedClient,
): Beginning {
  const view = around.directory.current;
  const fail = (reply: Reply, reason: Reason): Beginning => ({ kind: 'refused', reply, reason });

  const trouble = around.store.unhealthyReason();
  if (trouble !== null) return fail(replies.storeTrouble(), { kind: 'store-unwell', trouble });
  const freeBytes = around.store.freeBytes();
  if (freeBytes !== null && isFull({ freeBytes, leastBytes: leastFreeBytes(view, around.settings.minFreeBytes) }))
    return fail(replies.lowDisk(), { kind: 'disk-full', freeBytes });

  if (peerFacts.isSubmissionPort && !peerFacts.tls && !peerFacts.profile(null).authBeforeTls)
    return fail(replies.mustStartTls(), { kind: 'mail-before-tls' });
  const { mailbox } = peerFacts;
  if (mailbox === null && (peerFacts.isSubmissionPort || peerFacts.hasSignedIn))
    return fail(replies.notAuthenticated(), { kind: peerFacts.hasSignedIn ? 'sign-in-over' : 'no-sign-in' });

  const said = mailbox === null ? chooseConnector(view, peerFacts.candidates, saidReversePath) : null;
  const device = peerFacts.device(mailbox?.organizationId ?? said?.connector.organizationId ?? null);
  // The device's own, else that of the connector it comes by. Who is listed nowhere has none.
  const rewriting = device?.rewriting ?? said?.connector.rewriting ?? null;
  const reversePath = rewrittenPath(saidReversePath, rewriting);
  // The administrator set the rewriting: it is the sender it leads to whose right is asked for, not the one that was said.
  const match =
    mailbox !== null || reversePath === saidReversePath
      ? said
      : chooseConnector(view, peerFacts.candidates, reversePath);
  const connector = match?.connector ?? null;
  const limits = peerFacts.limitsOf(mailbox, connector);
  if (connector?.requireTls && !peerFacts.tls)
    return fail(replies.tlsRequiredByConnector(), { kind: 'connector-wants-tls', connector: connector.name });
  const most = limits('messageSize');
  const used = parameters.sizeBytes ?? 0;
  if (used > most) return fail(replies.tooLarge(most), { kind: 'limit', limit: 'messageSize', most, used });

  const verdict = ((): Verdict => {
    if (mailbox !== null) {
      const sender = judgeSubmissionSender(view, mailbox, reversePath);
      return sender.kind === 'accept' ? judgeMailboxSeat(view, mailbox) : sender;
    }
    return connector === null ? { kind: 'accept' } : judgeConnectorRoom(around, connector, limits, 'messages');
  })();
  if (verdict.kind !== 'accept') return fail(verdict.reply, verdict.reason);
  const screening = screenSender(around, { mailbox, match, device, reversePath }, client);
  if (screening.refused !== null) return fail(screening.refused.reply, screening.refused.reason);
  const transaction = new Transaction({
    reversePath,
    parameters: mailbox === null && match === null ? strangersParameters(parameters) : parameters,
    match,
    mailbox,
    device,
    limits,
    rewriting: rewriting === null ? null : { rules: rewriting, saidReversePath },
  });
  transaction.tell(screening.told);
  transaction.knownSender = screening.sender;
  if (transaction.isStrangers && around.screener !== null)
    transaction.asks(around.screener.ask({ client, reversePath }));
  return { kind: 'begun', transaction };
}

type SenderScreening = EnvelopeScreening & { readonly sender: KnownSender | null };

const NOTHING_TOLD: SenderScreening = { refused: null, told: [], sender: null };

/** A sender that signs in or comes by a connector is known at MAIL; of a stranger the recipient says whose lists count. */
function screenSender(
  { directory, clock }: RoomParts,
  { mailbox, match, device, reversePath }: Pick<TransactionFacts, 'mailbox' | 'match' | 'device' | 'reversePath'>,
  { address: clientAddress, saidOwnHello }: GreetedClient,
): SenderScreening {
  const relaying = match?.connector.type === 'OnPremises' ? match.connector : null;
  const organizationId = (mailbox ?? relaying)?.organizationId ?? null;
  if (organizationId === null) return NOTHING_TOLD;
  const view = directory.current;
  const envelope = {
    organizationId,
    way: mailbox === null ? 'relay' : 'submission',
    ...{ mailbox, match, reversePath, recipient: null, clientAddress, saidOwnHello },
    isAlwaysThrough: device?.alwaysThrough === true,
    now: clock.now(),
  } as const;
  const sender = senderKnown(view, envelope, null);
  return { ...screenEnvelope(envelopeFacts(view, envelope, sender)), sender };
}

function screenRecipient(
  { directory, clock }: RoomParts,
  transaction: Transaction,
  recipient: ForwardPath,
  { organizationId, match, ingress }: Extract<RecipientJudgement, { kind: 'accept' }>,
  { address: clientAddress, saidOwnHello }: GreetedClient,
): EnvelopeScreening | AnswerDue {
  const view = directory.current;
  const { mailbox, device, reversePath, inquiry } = transaction;
  const envelope = {
    organizationId,
    way: screenWay(ingress, match),
    ...{ mailbox, match, reversePath, recipient, clientAddress, saidOwnHello },
    isAlwaysThrough: device?.alwaysThrough === true,
    now: clock.now(),
  };
  const sender = senderKnown(view, envelope, transaction.knownSender);
  transaction.knownSender = sender;
  const facts = envelopeFacts(view, envelope, sender);
  const answered = inquiry === null ? facts : withAnswers(facts, inquiry, organizationId);
  return 'until' in answered ? answered : screenEnvelope(answered);
}

/** A message has so many recipients at most, and a peer that goes on and on asking is told so. */
export function judgeCount(transaction: Transaction): Refused | null {
  const most = transaction.limits('recipientsPerMessage');
  const asked = ++transaction.asked;
  if (asked > 2 * most) return refuse(replies.endlessRecipients(most), { kind: 'endless-recipients', asked });
  if (asked > most)
    return refuse(replies.tooManyRecipients(most), { kind: 'limit', limit: 'recipientsPerMessage', most });
  return null;
}

/** May this recipient have the message? Asked anew for each; and once more where answers about a stranger are waited for. */
export function judgeNextRecipient(
  around: RoomParts,
  peerFacts: PeerFacts,
  transaction: Transaction,
  address: ForwardPath,
  client: GreetedClient,
): RecipientJudgement | AnswerDue {
  const view = around.directory.current;
  const { address: clientAddress } = client;
  const { mailbox, reversePath } = transaction;
  const deviceId = transaction.device?.id ?? null;
  const judged =
    mailbox !== null
      ? judgeSubmissionRecipient(view, mailbox, { reversePath, deviceId }, address, around.route)
      : judgeRecipient(
          view,
          { reversePath, deviceId, clientAddress, certificate: peerFacts.certificate, matches: peerFacts.candidates },
          address,
          around.route,
        );
  if (judged.kind !== 'accept') return judged;
  // DMARC speaks at the end of data.
  const isShownLater = around.screener !== null && judged.ingress === 'direct';
  const way = judgeWay(view, transaction, address, judged.route, isShownLater);
  if (way.kind !== 'accept') return way;
  // One message belongs to one organization; a client sends it again for the others (RFC 5321 §4.5.3.1.10).
  if (transaction.belongsElsewhere(judged.organizationId))
    return refuse(replies.otherOrganization(), { kind: 'other-organization' });
  const screening = screenRecipient(around, transaction, address, judged, client);
  if ('until' in screening) return screening;
  if (screening.refused !== null) {
    // As in Exchange the whole message is refused, for one such recipient too.
    if (screening.refused.reason.kind === 'blocked-recipient') transaction.goesNowhere = screening.refused;
    return screening.refused;
  }
  transaction.tell(screening.told);
  const room = judgeRoom(around, peerFacts, transaction, judged, clientAddress);
  return room.kind === 'accept' ? judged : room;
}

/** Judges where the mail would go from here: by groups, by forwarding, to other systems. */
function judgeWay(
  view: DirectoryView,
  transaction: Transaction,
  address: ForwardPath,
  route: Route,
  isShownLater: boolean,
): Verdict {
  const verdict: Verdict = isShownLater
    ? { kind: 'accept' }
    : judgeOwnReversePath(view, address, transaction.reversePath, transaction);
  if (verdict.kind !== 'accept' || !transaction.isStrangers) return verdict;
  return judgeStrangersWay(view, address, route);
}

/** The checks that the tables leave to counts and seats. */
function judgeRoom(
  around: RoomParts,
  peerFacts: PeerFacts,
  transaction: Transaction,
  judged: Extract<RecipientJudgement, { kind: 'accept' }>,
  clientAddress: string,
): Verdict {
  const view = around.directory.current;
  const { mailbox, limits, reversePath } = transaction;
  if (mailbox !== null) return judgeDailyRecipients(around, mailbox, limits);
  if (judged.ingress === 'relay') {
    const seat = judgeRelaySeat(view, judged.organizationId, reversePath);
    if (seat.kind !== 'accept') return seat;
  }
  if (judged.ingress === 'direct' && transaction.recipients.length === 0) {
    const organization = view.get('organization', judged.organizationId);
    const direct = judgeDirectRoom(around, clientAddress, limitsFor(view, { organization }));
    if (direct.kind !== 'accept') return direct;
  }
  const connector = judged.match?.connector ?? null;
  if (connector === null) return { kind: 'accept' };
  // Another than at MAIL where the directory was changed since.
  const its = connector.id === transaction.match?.connector.id ? limits : peerFacts.limitsOf(null, connector);
  return judgeConnectorRoom(around, connector, its, 'recipients');
}
