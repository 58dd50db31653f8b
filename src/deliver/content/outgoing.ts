/**
 * The form of a message that goes out to a next hop. Pure but for reading the content.
 *
 * A recipient that a forwarding mailbox of ours brought about gets `Delivered-To: <that mailbox>` above the message, as if it had been
 * there (it has): when its server sends the message back, we know it at the door (554 5.4.6) instead of keeping another copy each round
 * (RFC 9228 §3). Below the added field nothing changes. Groups add none: members outside need not learn through which of our groups a
 * message came to them, and what a member's server sends back to a group ends at the hop limit (receivedHops) as anywhere.
 *
 * A recipient in an accepted domain gets the results of what was checked at the door, too: the server that has its mailbox trusts us. So does one
 * that a mailbox forwards to, whose owner set that up. Each kind of field is a row of `fieldsOnTop`.
 */
import { addressOfKey, addressText } from '../../mail/address.ts';
import { isLaneTrouble, type Outcome, type QueuedMessage, type QueuedRecipient } from '../../mail/delivery.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { stampsOf } from '../../screening/stamps.ts';
import type { Workshop } from './mime/workshop.ts';
import type { TransferSetting } from '../transfer/transfer.ts';

type Content = TransferSetting['content'];

export interface Outgoing {
  readonly message: QueuedMessage;
  readonly stored: () => AsyncIterable<Uint8Array>;
  /** The whole content, where that is at hand; else it is read from `stored`. */
  readonly inMemory: Uint8Array | null;
  /** Names what `stored` gives instead of the message as it was accepted; empty: it gives that. */
  readonly variant: string;
  readonly success: TransferSetting['success'];
}

/** @param fields stand on top of the content. */
export function outgoing(
  { message, stored, inMemory, variant, success }: Outgoing,
  fields: Uint8Array,
  workshop: Pick<Workshop, 'to7bit'>,
): TransferSetting {
  const read = async function* (): AsyncGenerator<Uint8Array> {
    if (fields.byteLength > 0) yield fields;
    yield* stored();
  };
  const content: Content = inMemory === null ? read : () => (fields.byteLength > 0 ? [fields, inMemory] : [inMemory]);
  const sizeBytes = fields.byteLength + message.content.sizeBytes;
  const downgrade = (): ReturnType<Workshop['to7bit']> => {
    const key = JSON.stringify([message.content.sha256, variant, Buffer.from(fields).toString('latin1')]);
    return workshop.to7bit({ key, sizeBytes, content: read });
  };
  return { content, sizeBytes, downgrade, success };
}

const NO_FIELDS = new Uint8Array(0);

/**
 * Sends to recipients that need the same fields on top together, one such company after another. When the next hops are in trouble for
 * one, the rest is not tried.
 */
export function sendByFields(
  house: StampingHouse,
  message: QueuedMessage,
  recipients: readonly QueuedRecipient[],
  send: Send,
): Promise<readonly Outcome[]> {
  const isPlain = message.screened === undefined && recipients.every(({ via }) => via.length === 0);
  return isPlain ? send(recipients, NO_FIELDS) : sendApart(house, message, recipients, send);
}

export interface StampingHouse {
  readonly view: DirectoryView;
  /** Our name, that results are given under. */
  readonly hostName: string;
}

/** Fields for the top of one recipient's copy, each with CR LF; empty: none. The first row stands on top. */
const fieldsOnTop: readonly ((house: StampingHouse, message: QueuedMessage, recipient: QueuedRecipient) => string)[] = [
  forwardedThrough,
  screenStamps,
];

type Send = (recipients: readonly QueuedRecipient[], fields: Uint8Array) => Promise<readonly Outcome[]>;

async function sendApart(
  house: StampingHouse,
  message: QueuedMessage,
  recipients: readonly QueuedRecipient[],
  send: Send,
): Promise<readonly Outcome[]> {
  const companies = Map.groupBy(recipients, (recipient) =>
    fieldsOnTop.map((fields) => fields(house, message, recipient)).join(''),
  );
  const outcomes: Outcome[] = [];
  let trouble: Outcome | undefined;
  for (const [fields, company] of companies) {
    const known = trouble;
    if (known !== undefined) outcomes.push(...company.map(({ ordinal }) => ({ ...known, ordinal })));
    else {
      const made = await send(company, Buffer.from(fields));
      outcomes.push(...made);
      trouble = made.find(isLaneTrouble);
    }
  }
  return outcomes;
}

/** Delivered-To fields for the forwarding mailboxes on a recipient's way, the last on top; most often none. */
function forwardedThrough({ view }: StampingHouse, message: QueuedMessage, { via }: QueuedRecipient): string {
  return via
    .filter((key) => isMailbox(view, key) && mayStandIn(key, message))
    .map((key) => `Delivered-To: ${addressText(addressOfKey(key))}\r\n`)
    .reverse()
    .join('');
}

/** A copy for strangers says nothing of what we think of it. */
function screenStamps(
  { view, hostName }: StampingHouse,
  message: QueuedMessage,
  { address, via }: QueuedRecipient,
): string {
  const isOurs = view.acceptedDomain(address.domainKey) !== null || via.some((key) => isMailbox(view, key));
  return isOurs ? stampsOf(message, hostName) : '';
}

const isMailbox = (view: DirectoryView, key: string): boolean => view.target(key)?.kind === 'mailbox';

/** A field that is not ASCII would ask the next hop for SMTPUTF8 only where the message does so anyway. */
const mayStandIn = (key: string, { smtputf8, header }: QueuedMessage): boolean =>
  /^[\x20-\x7e]+$/u.test(key) || (smtputf8 && header.headerHas8bit);
