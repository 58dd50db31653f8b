/**
 * The new recipients a group or a forwarding brings about: what they inherit, and the loops that are kept out. Pure. RFC 3461 §5.2.7.
 */
import { type Address, addressKey, addressText } from '../mail/address.ts';
import type { TraceEvent } from '../mail/trace-event.ts';
import { inheritedNotify } from '../policy/reports.ts';
import { routeRecipient } from '../policy/routing.ts';
import type { NewRecipient } from '../store/store.ts';
import { event, type OutcomeOf, type StepContext, standsIn } from './step.ts';

/** Groups within groups and forwardings of forwardings, one after another. Deeper than any site means it; each level is a commit. */
const DEEPEST = 20;

export interface Inheritance {
  readonly added: readonly NewRecipient[];
  readonly events: readonly TraceEvent[];
  /** Every way on leads back: nobody is left. */
  readonly looped: boolean;
}

export function inherit(context: StepContext, outcome: OutcomeOf<'expanded'>): Inheritance {
  const { recipient, delivery, facts, taken } = context;
  const via = [...recipient.via, addressKey(recipient.address)];
  const notify = inheritedNotify(recipient.notify, standsIn(outcome));
  const orcpt = recipient.orcpt ?? originalRecipient(recipient.address);
  const added: NewRecipient[] = [];
  const events: TraceEvent[] = [];
  for (const { address } of outcome.to) {
    const key = addressKey(address);
    const reason = whyLeftOut(key, via, taken);
    if (reason !== null) {
      events.push(event(context, 'Drop', `${addressText(address)} was left out: ${reason}`, outcome));
      continue;
    }
    taken.add(key);
    const route = routeRecipient(facts.view, address, delivery.message.organizationId);
    added.push({ address, notify, orcpt, route, via, notBefore: facts.dueNow });
  }
  const looped = added.length === 0 && !outcome.to.some(({ address }) => taken.has(addressKey(address)));
  return { added, events, looped };
}

function whyLeftOut(key: string, via: readonly string[], taken: ReadonlySet<string>): string | null {
  if (via.includes(key)) return 'the message has already been through it';
  if (via.length > DEEPEST) return `groups and forwarding are nested deeper than ${DEEPEST}`;
  return taken.has(key) ? 'it is a recipient already' : null;
}

/** RFC 3461 §4.2: the address as the sender knew it, so that a report about a member still names what he wrote to. */
function originalRecipient(address: Address): string {
  const text = addressText(address);
  return /^[\x21-\x7e ]*$/.test(text) ? `rfc822;${text}` : `utf-8;${text}`;
}
