/** A message that was judged to be kept begins to wait in quarantine, and its trace says why. Pure. */
import type { Address } from '../../mail/address.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import type { Route } from '../../mail/route.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { screenRowWords } from '../../texts/en/screening.ts';
import { keptFor } from './honours-dmarc.ts';
import { routeRecipient } from './routing.ts';
import { type Phrase, say, worded } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

interface Arriving extends QueuedMessage {
  readonly recipients: readonly { readonly address: Address; readonly route: Route }[];
  readonly events: readonly TraceEvent[];
}

/** Asked with the message as it is about to be accepted; any other is given back as it is. */
export function quarantined<Message extends Arriving>(view: DirectoryView, message: Message): Message {
  if (message.screened?.disposition !== 'quarantine') return message;
  const recipients = message.recipients.map((one) => ({ ...one, route: routeRecipient(view, one.address, message) }));
  const { receivedAt: at, queueId } = message;
  const event: TraceEvent = {
    at,
    kind: 'Quarantine',
    queueId,
    ordinal: null,
    ...told(quarantineWords(message.screened)),
  };
  return { ...message, recipients, events: [...message.events, event] };
}

export function quarantineWords(screened: Screened | undefined): Phrase {
  if (screened?.virus !== undefined) return say`Kept in quarantine: malware was found in it (${screened.virus})`;
  const row = keptFor(screened);
  return row === undefined ? say`Kept in quarantine` : say`Kept in quarantine: ${worded(screenRowWords[row])}`;
}
