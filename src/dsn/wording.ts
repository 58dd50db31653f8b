/**
 * What people read in a report: what happened, who must do something, and what. One table, in plain English for someone who has never heard
 * of SMTP. `dsn/compose.ts` puts it into text and HTML; details for administrators are put below it there.
 */
import type { FailureCause } from '../mail/delivery.ts';

/** Who has to act, from the sender\'s point of view. */
export type WhoActs = 'you' | 'the recipient or their mail administrator' | 'your mail administrator' | 'nobody';

export interface Wording {
  /** `what happened`, without the address: a sentence. */
  readonly happened: string;
  readonly who: WhoActs;
  /** One or two sentences, in the order to try them. */
  readonly fix: string;
}

const word = (happened: string, who: WhoActs, fix: string): Wording => ({ happened, who, fix });

const RECIPIENT = 'the recipient or their mail administrator';
const ADMINISTRATOR = 'your mail administrator';

export const failureWording: Readonly<Record<FailureCause, Wording>> = {
  'unknown-recipient': word(
    'There is no mailbox with this address.',
    'you',
    "Check the address for typing errors and send the message again. If it came from a device, correct the address in the device's address book. If it is right, ask the recipient by other means whether it has changed.",
  ),
  'mailbox-full': word(
    "The recipient's mailbox is full.",
    RECIPIENT,
    'Ask the recipient by other means to make room, and send the message again later.',
  ),
  'mailbox-unavailable': word(
    "The recipient's mailbox exists but cannot take mail at present.",
    RECIPIENT,
    'Try again later. If it goes on, ask the recipient by other means.',
  ),
  'domain-not-found': word(
    'The part of the address after the @ does not exist.',
    'you',
    'Check that part for typing errors and send the message again.',
  ),
  'no-mail-accepted': word(
    'The part of the address after the @ belongs to someone who accepts no mail at all there.',
    'you',
    'Ask the recipient by other means for an address that takes mail.',
  ),
  loop: word(
    'The message was going round in a circle between mail servers, groups or forwardings, and was stopped.',
    ADMINISTRATOR,
    'Forward this report to your mail administrator, who must correct the forwarding, the group or the connector that sends mail back.',
  ),
  'no-route': word(
    'The mail system knows no way to this address.',
    ADMINISTRATOR,
    'Check the address. If it is right, forward this report to your mail administrator.',
  ),
  'too-large': word(
    "The message is larger than the recipient's mail system accepts.",
    'you',
    'Send less at once: fewer pages, a lower scan resolution, a stronger compression; or share the file in another way.',
  ),
  'too-many-recipients': word(
    'The message has more recipients than may be addressed at once.',
    'you',
    'Send the message again in several parts with fewer recipients each.',
  ),
  'refused-by-policy': word(
    "The recipient's mail system does not want this message by its own rules.",
    RECIPIENT,
    'Read the reason given below. Ask the recipient by other means to have your address allowed; your mail administrator can see the details.',
  ),
  'relay-denied': word(
    'The next mail server refused to pass the message on.',
    ADMINISTRATOR,
    'Forward this report to your mail administrator: the next server must be told to accept mail from this one, or another connector is needed.',
  ),
  'sign-in-failed': word(
    'This mail system could not sign in to the next mail server.',
    ADMINISTRATOR,
    'Forward this report to your mail administrator, who must renew the user name and password of the connector.',
  ),
  'tls-failed': word(
    'A protected (encrypted) connection to the next mail server was required and could not be made.',
    ADMINISTRATOR,
    'Forward this report to your mail administrator: a certificate or a protection setting on one of the two sides does not fit.',
  ),
  'needs-8bitmime': word(
    "The recipient's mail system is too old for this message, and the message could not be converted.",
    'you',
    'Send the message again as plain text, or the content as an attachment.',
  ),
  'needs-smtputf8': word(
    "The recipient's mail system cannot handle addresses or subjects with letters outside the English alphabet.",
    'you',
    'Use another address of the recipient or of yours, written in plain letters.',
  ),
  'content-refused': word(
    "The recipient's mail system refused what the message contains.",
    'you',
    'Read the reason given below. Often an attachment of that kind is not allowed: send it in another form.',
  ),
  'dns-failed': word(
    "The address's mail server could not be looked up.",
    RECIPIENT,
    "Send the message again later. If it goes on, the recipient's administrator must repair the domain's name servers.",
  ),
  'connection-failed': word(
    'The next mail server could not be reached.',
    ADMINISTRATOR,
    'Send the message again later. If it goes on, forward this report to your mail administrator.',
  ),
  'timed-out': word(
    'The next mail server did not answer in time.',
    RECIPIENT,
    'Send the message again later. If it goes on, forward this report to your mail administrator.',
  ),
  'protocol-error': word(
    'The next mail server answered in a way that is not mail protocol.',
    RECIPIENT,
    'Forward this report to your mail administrator, who can see what it said.',
  ),
  busy: word(
    "The recipient's mail system is busy or puts new senders off for a while.",
    RECIPIENT,
    'Send the message again later. If it goes on, ask the recipient by other means.',
  ),
  'storage-failed': word(
    'This mail system could not write the message into the mailbox.',
    ADMINISTRATOR,
    'Forward this report to your mail administrator, who must look at the disk of the mail server.',
  ),
  expired: word(
    'The message could not be delivered for so long that the mail system gave up.',
    ADMINISTRATOR,
    'Check the address. If it is right, send the message again later, and forward this report to your mail administrator: the last reason is given below.',
  ),
  cancelled: word(
    'An administrator ended the delivery before it succeeded.',
    ADMINISTRATOR,
    'Ask your mail administrator why before you send it again.',
  ),
  other: word(
    'The message could not be delivered.',
    ADMINISTRATOR,
    'Read the reason given below, or forward this report to your mail administrator.',
  ),
};

/** The wording of one failure; where an administrator ended it, of which system and what the last attempt was told. */
export function failureWordingOf(
  cause: FailureCause,
  facts: { readonly hostName: string; readonly attempts: number; readonly lastReason: string | null },
): Wording {
  const wording = failureWording[cause];
  if (cause !== 'cancelled') return wording;
  const untried = facts.attempts === 0 ? ' It had not been tried yet.' : '';
  const reason = facts.lastReason === null ? untried : ` The last reason was: ${facts.lastReason}`;
  return {
    ...wording,
    happened: `An administrator of ${facts.hostName} ended the delivery before it succeeded.${reason}`,
  };
}

/** What a report says above its list of recipients. */
export interface Opening {
  /** Goes before the original\'s subject. */
  readonly subject: string;
  readonly heading: string;
  readonly sentence: string;
}

/** The opening of each kind of report. `until`: when we give up, of a delay. */
export function opening(
  kind: 'failure' | 'delay' | 'delivered' | 'relayed' | 'expanded',
  until: string | null,
): Opening {
  switch (kind) {
    case 'failure':
      return {
        subject: 'Undeliverable',
        heading: 'Your message was not delivered',
        sentence: 'Your message could not be delivered to the recipients below. It will not be tried again.',
      };
    case 'delay':
      return {
        subject: 'Delayed',
        heading: 'Your message is delayed',
        sentence: `Your message has not been delivered to the recipients below yet. It is still being tried${until === null ? '' : ` until ${until}`}. You need not do anything, and you need not send it again.`,
      };
    case 'delivered':
      return {
        subject: 'Delivered',
        heading: 'Your message was delivered',
        sentence: 'As you asked to be told: your message is in the mailboxes of the recipients below.',
      };
    case 'relayed':
      return {
        subject: 'Relayed',
        heading: 'Your message was passed on',
        sentence:
          'As you asked to be told: your message was passed on to the mail system of the recipients below, which will not report whether it arrives.',
      };
    case 'expanded':
      return {
        subject: 'Expanded',
        heading: 'Your message was passed on to the members of a group',
        sentence: 'As you asked to be told: your message was passed on to everyone behind the addresses below.',
      };
  }
}
