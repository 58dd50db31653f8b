/**
 * An alarm as a message of our own (RFC 3834: null reverse-path, Auto-Submitted), taken into the queue like any other: durable when `send`
 * resolves, delivered and traced as all mail is.
 */
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import { addressText } from '../mail/address.ts';
import type { Organization } from '../directory/objects.ts';
import { acceptedOf, type Observe } from '../mail/observation.ts';
import type { AlarmAddressee } from '../policy/alarms/alarm-addresses.ts';
import { ownMessage } from '../store/own-message.ts';
import type { NewMessage, Spool } from '../store/store.ts';
import { line } from '../mail/lines/said.ts';

export interface AlarmMail {
  readonly organization: Organization;
  readonly addressees: readonly AlarmAddressee[];
  readonly subject: string;
  /** CRLF line ends. */
  readonly text: string;
}

export interface AlarmMailParts {
  readonly spool: Spool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly observe: Observe;
  readonly hostName: string;
}

/** Rejects with StoreUnavailable: then it has not happened. Returns the queue id. */
export async function sendAlarmMail(parts: AlarmMailParts, mail: AlarmMail): Promise<string> {
  const message = await composeAlarmMail(parts, mail);
  await parts.spool.accept(message);
  parts.observe(acceptedOf(message));
  return message.queueId;
}

const isAscii = (text: string): boolean => !/[^\x20-\x7e]/u.test(text);

async function composeAlarmMail(parts: AlarmMailParts, mail: AlarmMail): Promise<NewMessage> {
  const { clock, hostName } = parts;
  const now = clock.now();
  const queueId = parts.ids.queueId();
  const messageId = `<${queueId}.alarm@${hostName}>`;
  const from = `postmaster@${hostName}`;
  const to = mail.addressees.map(({ address }) => addressText(address));
  // Loaded here: most starts have no alarm to tell.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const bytes = await new MailComposer({
    from: { name: 'Doorpost', address: from },
    // An address that only SMTPUTF8 can carry gets the mail, but is not written into the header of everybody's.
    to: to.filter(isAscii),
    subject: mail.subject,
    text: mail.text,
    date: new Date(now),
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: '\r\n',
  })
    .compile()
    .build();
  return ownMessage(
    {
      queueId,
      organizationId: mail.organization.id,
      receivedAt: now,
      header: { messageId, subject: mail.subject, from: [from], has8bit: false, headerHas8bit: false },
      events: [
        { at: now, kind: 'Receive', queueId, ordinal: null, ...line`Alarm mail to ${to.join(', ')}: ${mail.subject}` },
      ],
    },
    bytes,
    // Nobody is told that a telling failed: the trace has it, and the reminder comes.
    mail.addressees,
    now,
  );
}
