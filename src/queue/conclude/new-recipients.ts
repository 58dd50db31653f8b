/**
 * The new recipients a group or a forwarding brings about: what they inherit, and the loops that are kept out. Pure. RFC 3461 §5.2.7.
 */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressKey, addressText } from '../../mail/address.ts';
import { isJunk } from '../../mail/screening/screened.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import { inheritedNotify } from '../../policy/delivery/reports.ts';
import { originatorFor, routeRecipient } from '../../policy/routing/routing.ts';
import { leadsOnlyBack } from '../../policy/routing/ways.ts';
import type { AddedRecipient } from '../../store/store.ts';
import { endsPiece } from '../pieces.ts';
import { handsOnSuccess } from '../reports/reported.ts';
import { event, type OutcomeOf, type RecipientContext } from './recipient-context.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

export interface Inheritance {
  readonly added: readonly AddedRecipient[];
  readonly events: readonly TraceEvent[];
  /** Nobody would get the message this way. */
  readonly looped: boolean;
  /** Nobody is added, and at least one was left out because the message is Junk. */
  readonly isJunkForAll: boolean;
  /** Both are one organization's: those who read of the recipient in the trace may read whom it brings about. */
  readonly isOpen: boolean;
}

/** In pieces: a group brings thousands. */
export function* inherit(
  context: RecipientContext,
  outcome: OutcomeOf<'expanded'>,
): Generator<void, Inheritance, void> {
  const { recipient, delivery, facts } = context;
  const owner = ownerOfWay(context, addressKey(recipient.address));
  const before = recipient.via.at(-1);
  const isOpen = owner === (before === undefined ? delivery.message.organizationId : ownerOfWay(context, before));
  const whose = owner === null || owner === delivery.message.organizationId ? {} : { organizationId: owner };
  const via = [...recipient.via, addressKey(recipient.address)];
  const notify = inheritedNotify(recipient.notify, handsOnSuccess(context, outcome));
  const orcpt = recipient.orcpt ?? originalRecipient(recipient.address);
  const released = recipient.releasedAt === undefined ? {} : { releasedAt: recipient.releasedAt };
  const originator = originatorFor(delivery.message, recipient);
  const added: AddedRecipient[] = [];
  const events: TraceEvent[] = [];
  const leftOut = (address: Address, reason: Phrase): TraceEvent =>
    event(context, 'Drop', say`${isOpen ? addressText(address) : say`An address`} was left out: ${reason}`, outcome);
  let staysInside = false;
  for (const [index, address] of outcome.to.entries()) {
    if (endsPiece(index)) yield;
    if (isJunk(originator) && facts.view.acceptedDomain(address.domainKey) === null) {
      staysInside = true;
      events.push(leftOut(address, say`Junk is not sent on to the outside`));
      continue;
    }
    const reason = whyLeftOut(addressKey(address), via);
    if (reason !== null) {
      events.push(leftOut(address, reason));
      continue;
    }
    const route = routeRecipient(facts.view, address, originator);
    // The store knows all recipients the message ever had, also those that other deliveries add at this moment.
    const whenKnown = leftOut(address, say`it is a recipient already`);
    added.push({ address, notify, orcpt, route, via, notBefore: facts.dueNow, whenKnown, ...whose, ...released });
  }
  const isJunkForAll = staysInside && added.length === 0;
  const looped = added.length === 0 || (!staysInside && leadsOnlyBack(facts.view, outcome.to));
  return { added, events, looped, isJunkForAll, isOpen };
}

/** Of whose group or forwarding the address is; where that is nobody's domain, the message's. @param key see `addressKey`. */
const ownerOfWay = ({ delivery, facts }: RecipientContext, key: string): ObjectId | null =>
  facts.view.acceptedDomain(key.slice(key.lastIndexOf('@') + 1))?.organizationId ?? delivery.message.organizationId;

function whyLeftOut(key: string, via: readonly string[]): Phrase | null {
  if (via.includes(key)) return say`the message has already been through it`;
  return via.length > bounds.queue.nesting
    ? say`groups and forwarding are nested deeper than ${bounds.queue.nesting}`
    : null;
}

/** RFC 3461 §4.2: the address as the sender knew it, so that a report about a member still names what he wrote to. */
function originalRecipient(address: Address): string {
  const text = addressText(address);
  return /^[\x21-\x7e ]*$/.test(text) ? `rfc822;${text}` : `utf-8;${text}`;
}
