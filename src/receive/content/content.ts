/** A transaction's content: opened at DATA or the first BDAT, taken in, ended by acceptance or refusal. */
import { bounds } from '../../base/bounds.ts';
import type { QueueId } from '../../base/id.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import { acceptedOf } from '../../mail/observation.ts';
import { replies } from '../../mail/replies.ts';
import type { Reason } from '../../mail/reason.ts';
import type { Reply } from '../../mail/reply.ts';
import { accepted, type Refused, refuse, type Verdict } from '../../mail/verdict.ts';
import { beenIn, wayBack } from '../../policy/routing/delivered-to.ts';
import { addressGroup } from '../../mail/network/peer-address.ts';
import { whenFull } from '../../policy/delivery/quarantine-room.ts';
import { quarantined } from '../../policy/routing/quarantined.ts';
import { judgeOwnNames } from '../../policy/ingress/own-name.ts';
import { judgeShownSenders } from '../../policy/ingress/submission.ts';
import type { ContentFault } from '../../smtp/server/dialogue-events.ts';
import { isForged } from '../../screening/stamps.ts';
import { type NewMessage, StoreUnavailable } from '../../store/store.ts';
import { composeMessage } from '../transaction/acceptance.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import type { ScreenVerdict } from '../../screening/screen-facts.ts';
import { type ContentDecision, decideContent } from '../transaction/decide-content.ts';
import type { HeaderFacts } from './header-facts.ts';
import { type FieldsOnTop, Intake } from './intake.ts';
import { mailboxSubject, tellOfLimits } from '../limits/quotas.ts';
import type { SessionLog } from '../record/session-record.ts';
import type { RoomParts } from '../room-parts.ts';
import { receivedField, rfc5322Date } from './trace-fields.ts';
import type { GreetedClient } from '../transaction/greeted-client.ts';
import type { Transaction } from '../transaction/mail-transaction.ts';
import type { Complete } from '../transaction/screener.ts';

export type ContentEnd =
  | { readonly kind: 'accepted'; readonly queueId: QueueId }
  | { readonly kind: 'refused'; readonly reply: Reply; readonly reason: Reason };

const refused = ({ reply, reason }: Omit<Refused, 'kind'>): ContentEnd => ({ kind: 'refused', reply, reason });
const storeTrouble = (reason: Reason): ContentEnd => refused({ reply: replies.storeTrouble(), reason });

export function openContent(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  facts: { readonly esmtp: boolean; readonly tls: string | null; readonly profile: ProfileTraits },
): void {
  const { limits } = transaction;
  const open = (): Intake =>
    new Intake(around.store.spool.newContent(), {
      limits: {
        headerSectionBytes: limits('headerSection'),
        headerFields: limits('headerFields'),
        receivedHops: limits('receivedHops'),
      },
      submission: transaction.mailbox !== null,
      completes: transaction.ingress !== 'direct',
      wantsAuthor: transaction.ingress === 'direct' && around.screener !== null,
      profile: facts.profile,
      rewriting: transaction.rewriting?.rules ?? null,
      repaired: (habit) => {
        transaction.repaired(habit);
        log.met(habit, 'of-message');
      },
      refusedHabit: (habit) => log.met(habit, 'refused'),
      isForged: (name, value) => isForged(name, value, around.ownHosts),
      removed: (name) => transaction.tookOut(name),
      rewrote: (changes) => {
        transaction.rewrites = changes;
      },
      judge: (header) => judgeHeader(around, transaction, header),
      fieldsOnTop: (header) => fieldsOnTop(around, log, transaction, header, facts),
    });
  transaction.beginContent(around.ids.queueId(), open);
}

/** Never rejects: what the store could not take is answered at the end of data. */
export async function takeContent(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  bytes: Uint8Array,
): Promise<void> {
  try {
    await transaction.write(bytes);
  } catch (error) {
    await storeFailed(around, log, transaction, error);
  }
}

export async function endContent(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  client: GreetedClient,
  fault: ContentFault | null,
): Promise<ContentEnd> {
  if (fault !== null) return faultReply(fault, transaction);
  const since = around.clock.monotonic();
  try {
    const finished = await transaction.finish();
    if (finished === null) return storeTrouble({ kind: 'store-failed' });
    // A check that only costs time is not made for a message that is refused already.
    const screening =
      finished.kind === 'complete'
        ? around.screener?.look({ transaction, complete: finished, tls: log.tls, client })
        : null;
    const verdict = (await screening) ?? null;
    const decided = decideContent(finished, verdict);
    const decision =
      decided.kind === 'complete' ? (notShown(around, transaction, verdict) ?? withRoom(around, decided)) : decided;
    if (decision.kind !== 'complete') return refused(decision);
    return await accept(around, log, transaction, decision, since);
  } catch (error) {
    await storeFailed(around, log, transaction, error);
    return storeTrouble({ kind: 'store-refused', trouble: words(error) });
  }
}

async function accept(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  { content, header, screened }: Pick<Parameters<typeof composeMessage>[3], 'content' | 'header' | 'screened'>,
  /** When the content was all there; monotonic. */
  since: number,
): Promise<ContentEnd> {
  const { queueId } = transaction;
  const handOver = async (): Promise<NewMessage> => {
    const { mailbox, limits } = transaction;
    const { usage, spool } = around.store;
    const delayMs = mailbox === null ? 0 : await usage.place(mailboxSubject(mailbox), limits('messagesPerMinute'));
    const arrived = composeMessage(around, log, transaction, {
      ...{ queueId, content, header, delayMs },
      ...(screened === undefined ? {} : { screened }),
    });
    const composed = quarantined(around.directory.current, arrived);
    await spool.accept(composed);
    return composed;
  };
  // Past the deadline the peer is told to send again, and a commit that still succeeds makes a double: better than a lost message.
  const message = await within(around.clock, bounds.receive.accept, handOver());
  if (message === null) return storeTrouble({ kind: 'store-late' });

  // In one turn: what was reserved becomes what is counted, never both.
  transaction.giveBack();
  log.took(queueId, message.organizationId);
  log.ingress = message.ingress;
  around.usage.add(message.usage);
  if (message.ingress === 'direct') around.directMessages.add(addressGroup(log.clientAddress));
  tellOfLimits(around, transaction);
  around.observe(acceptedOf(message, around.clock.monotonic() - since));
  return { kind: 'accepted', queueId };
}

/** A message that a full quarantine does not take goes into Junk, and malware nowhere. */
function withRoom(
  { quarantineTakes }: RoomParts,
  decided: Complete & { readonly screened?: Screened },
): ContentDecision {
  const { screened, content } = decided;
  if (screened?.disposition !== 'quarantine' || quarantineTakes === undefined) return decided;
  if (quarantineTakes(content.sizeBytes)) return decided;
  const other = whenFull(screened);
  if (other !== 'refuse') return { ...decided, screened: other };
  const signature = screened.virus ?? '';
  return refuse(replies.malware(signature), { kind: 'malware', signature });
}

/** The result of the work before the deadline; null: nothing. Rejects as the work does. */
async function within<Result>(clock: Clock, deadlineMs: number, work: Promise<Result>): Promise<Result | null> {
  let timer: Timer | null = null;
  const late = new Promise<null>((resolve) => {
    timer = clock.timer(deadlineMs, () => resolve(null));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    (timer as Timer | null)?.cancel();
  }
}

async function storeFailed(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  error: unknown,
): Promise<void> {
  const fields = { session: log.sessionId, error: words(error) };
  if (error instanceof StoreUnavailable) around.log.warn(fields, 'the store did not take a message');
  else
    around.log.error(
      { ...fields, stack: error instanceof Error ? error.stack : undefined },
      'a fault while taking a message',
    );
  await transaction.fail();
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function faultReply(fault: ContentFault, { limits }: Transaction): ContentEnd {
  switch (fault) {
    case 'bare-line-feed':
      return refused({ reply: replies.bareLineFeed(), reason: { kind: 'bare-line-ends' } });
    case 'nul':
      return refused({ reply: replies.nul(), reason: { kind: 'nul' } });
    case 'too-large': {
      const most = limits('messageSize');
      return refused({ reply: replies.tooLarge(most), reason: { kind: 'limit', limit: 'messageSize', most } });
    }
    case 'line-too-long': {
      const most = limits('contentLine');
      return refused({
        reply: replies.contentLineTooLong(most),
        reason: { kind: 'limit', limit: 'contentLine', most },
      });
    }
  }
}

function judgeHeader(around: RoomParts, transaction: Transaction, header: HeaderFacts): Verdict {
  const { mailbox } = transaction;
  const view = around.directory.current;
  const loop = judgeLoop(around, transaction, header.deliveredTo);
  if (loop.kind !== 'accept') return loop;
  const sender = mailbox === null ? accepted : judgeShownSenders(view, mailbox, header.shownSenders);
  if (sender.kind !== 'accept') return sender;
  const named = judgeOwnNames(view, recipientsOf(transaction), transaction, header.shownSenders, null);
  const isAsked = around.screener !== null && transaction.ingress === 'direct';
  if (named.kind === 'accept' || !isAsked || header.shownSenders === 'too-many') return named;
  transaction.mustBeShown = header.shownSenders;
  return accepted;
}

const recipientsOf = ({ recipients }: Transaction) => recipients.map(({ envelope }) => envelope.address);

/** A name of ours that a stranger shows on a way that lends our trust: refused unless DMARC has shown it. null: nothing of that stands against it. */
function notShown(
  { directory }: RoomParts,
  transaction: Transaction,
  verdict: ScreenVerdict | Refused | null,
): Refused | null {
  const { mustBeShown } = transaction;
  if (mustBeShown === null) return null;
  const { domain = null, standing } = (verdict?.kind === 'take' ? verdict.author : undefined) ?? {};
  const judged = (proven: string | null): Refused | null => {
    const found = judgeOwnNames(directory.current, recipientsOf(transaction), transaction, mustBeShown, proven);
    return found.kind === 'accept' ? null : found;
  };
  if (standing === 'shown') return judged(domain);
  if (standing !== 'unknown' || domain === null) return judged(null);
  // Whether it is shown DNS will tell another time; what it could not show is refused for good.
  return judged(domain) ?? refuse(replies.dmarcUnknown(domain), { kind: 'dmarc-unknown', domain });
}

function judgeLoop(around: RoomParts, transaction: Transaction, deliveredTo: HeaderFacts['deliveredTo']): Verdict {
  if (deliveredTo === 'too-many') {
    const most = bounds.policy.deliveredToFields;
    return refuse(replies.deliveredTooOften(most), { kind: 'delivered-too-often', most });
  }
  if (deliveredTo.length === 0) return accepted;
  const view = around.directory.current;
  const been = beenIn(view, deliveredTo);
  for (const { envelope } of transaction.recipients) {
    const back = wayBack(view, envelope.address, been, transaction.isStrangers);
    if (back !== null) return refuse(replies.deliveredBefore(), { kind: 'delivered-before', recipient: back });
  }
  return accepted;
}

function fieldsOnTop(
  around: RoomParts,
  log: SessionLog,
  transaction: Transaction,
  header: HeaderFacts,
  facts: { readonly esmtp: boolean; readonly tls: string | null },
): FieldsOnTop {
  const now = around.clock.now();
  const { hostName } = around.settings;
  const received = receivedField({
    helo: log.helo ?? '',
    clientAddress: log.clientAddress,
    hostName,
    queueId: transaction.queueId,
    esmtp: facts.esmtp,
    tls: facts.tls,
    authenticated: transaction.mailbox !== null,
    smtputf8: transaction.parameters.smtputf8,
    recipients: transaction.recipients.map(({ envelope }) => envelope.address),
    at: now,
  });
  if (header.software !== null) log.software = header.software;
  // Only for our own senders (RFC 6409 §8.1): a stranger's message is passed on as it is.
  if (transaction.ingress === 'direct') return { text: received, messageId: null };
  if (!header.hasDate) missing(log, transaction, 'no-date');
  if (header.messageId === null) missing(log, transaction, 'no-message-id');
  const date = header.hasDate ? '' : `Date: ${rfc5322Date(now)}\r\n`;
  const messageId = header.messageId !== null ? null : `<${transaction.queueId}@${hostName}>`;
  const added = messageId === null ? '' : `Message-ID: ${messageId}\r\n`;
  return { text: received + date + added, messageId };
}

function missing(log: SessionLog, transaction: Transaction, habit: 'no-date' | 'no-message-id'): void {
  transaction.repaired(habit);
  log.met(habit, 'of-message');
}
