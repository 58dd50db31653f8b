/** The part of a report for people, as plain text: what happened, who must act, how; below it the details for administrators. Pure. */
import { bounds } from '../base/bounds.ts';
import { addressText } from '../mail/address.ts';
import { replyText } from '../mail/reply.ts';
import type { ReportedRecipient } from '../mail/report.ts';
import type { Language } from '../mail/names.ts';
import { type WhoActs, whoActs } from '../policy/reasons/who-acts.ts';
import type { ReportTexts } from '../texts/report-texts.ts';
import { counted, fill } from '../texts/words.ts';
import { oneLine } from './sanitise.ts';

/** The opening of a report, above its list of recipients. */
export interface Opening {
  /** Goes before the original's subject. */
  readonly subject: string;
  readonly heading: string;
  readonly sentence: string;
}

/** The event, who must act, how: for somebody who has never heard of SMTP. */
export interface Wording {
  readonly happened: string;
  readonly who: WhoActs;
  readonly fix: string;
}

export interface PeopleFacts {
  readonly texts: ReportTexts;
  readonly language: Language;
  readonly date: (at: number) => string;
  readonly opening: Opening;
  readonly hostName: string;
  readonly queueId: string;
  readonly subject: string | null;
  readonly sender: string;
  /** The sender reads this; anybody else has to be told whose message it was. */
  readonly isForSender: boolean;
  /** It came from; null: nobody knows. */
  readonly device: string | null;
  readonly messageId: string | null;
  readonly receivedAt: number;
  readonly recipients: readonly ReportedRecipient[];
  readonly notListed: number;
}

/** One recipient as people are told of it. */
export interface RecipientLines {
  readonly address: string;
  readonly wording: Wording | null;
  /** Label and value, most telling first. */
  readonly details: readonly (readonly [string, string])[];
}

export const told = (facts: PeopleFacts): readonly RecipientLines[] =>
  facts.recipients.slice(0, bounds.dsn.toldInFull).map((recipient) => ({
    address: oneLine(addressText(recipient.address), 400),
    wording: recipient.action === 'failed' ? wordingOf(recipient, facts) : null,
    details: detailsOf(recipient, facts),
  }));

function wordingOf(recipient: ReportedRecipient, facts: PeopleFacts): Wording {
  const cause = recipient.cause ?? 'other';
  const { happened, fix } = facts.texts;
  const what = cause === 'cancelled' ? cancelledWords(recipient, facts) : happened[cause];
  return { happened: what, who: whoActs[cause], fix: fix[cause] };
}

/** Of an administrator who ended it also of which system, and what the last attempt was told. */
function cancelledWords(recipient: ReportedRecipient, { texts, hostName }: PeopleFacts): string {
  const { attempts, lastReason = null } = recipient;
  if (lastReason !== null) return fill(texts.cancelled_after, { hostName, lastReason: oneLine(lastReason) });
  return fill(attempts === 0 ? texts.cancelled_untried : texts.cancelled, { hostName });
}

/** Of those that are not told of in full: how many the status part lists, and how many nothing does. */
export function rest({ recipients, notListed, texts, language }: PeopleFacts): readonly string[] {
  const listed = recipients.length - bounds.dsn.toldInFull;
  return [
    ...(listed > 0 ? [counted(texts, 'moreRecipients', listed, language)] : []),
    ...(notListed > 0 ? [counted(texts, 'countedRecipients', notListed, language)] : []),
  ];
}

export const aboutMessage = (facts: PeopleFacts): readonly (readonly [string, string])[] => {
  const { labels } = facts.texts;
  return [
    ...cameFrom(facts),
    [labels.subject, oneLine(facts.subject ?? labels.none, bounds.dsn.factTold)],
    [labels.received, facts.date(facts.receivedAt)],
    [labels.messageId, oneLine(facts.messageId ?? labels.none, bounds.dsn.factTold)],
    [labels.queueId, facts.queueId],
    [labels.reportedBy, facts.hostName],
  ];
};

function cameFrom({ device, sender, isForSender, texts: { labels } }: PeopleFacts): readonly [string, string][] {
  const about: [string, string][] = device === null ? [] : [[labels.device, oneLine(device, bounds.dsn.factTold)]];
  if (device !== null || !isForSender) about.push([labels.sender, oneLine(sender, bounds.mail.address)]);
  return about;
}

function detailsOf(recipient: ReportedRecipient, { texts, date }: PeopleFacts): readonly (readonly [string, string])[] {
  const { labels } = texts;
  const details: [string, string][] = [];
  const said = recipient.reply === null ? null : oneLine(replyText(recipient.reply));
  const text = oneLine(recipient.text);
  if (said !== null) details.push([labels.serverSaid, said]);
  // Our sentence often only quotes the reply; that of an expiry also says for how long it was tried.
  const repeats = said !== null && said !== '' && recipient.cause !== 'expired' && text.includes(said);
  if (text !== '' && !repeats) details.push([said === null ? labels.reason : labels.inOtherWords, text]);
  const hop = [recipient.remoteHost, recipient.remoteAddress && `[${recipient.remoteAddress}]`]
    .filter(Boolean)
    .join(' ');
  if (hop !== '') details.push([labels.nextServer, oneLine(hop, bounds.dsn.hopTold)]);
  details.push([labels.status, recipient.status]);
  if (recipient.action === 'failed' || recipient.action === 'delayed')
    details.push(
      recipient.lastAttemptAt === null
        ? [labels.attempts, `${recipient.attempts}`]
        : [
            labels.lastAttempt,
            fill(texts.lastAttempt, { date: date(recipient.lastAttemptAt), number: recipient.attempts }),
          ],
    );
  if (recipient.willRetryUntil !== null) details.push([labels.triedUntil, date(recipient.willRetryUntil)]);
  return details;
}

/** RFC 5322 §2.1.1 recommends 78. */
const WRAP_AT = 76;

export function reportText(facts: PeopleFacts): string {
  const lines: string[] = [facts.opening.heading, '', ...wrapped(facts.opening.sentence), ''];
  const all = told(facts);
  const { labels, who } = facts.texts;
  for (const one of all) {
    lines.push(`  ${one.address}`);
    if (one.wording !== null)
      lines.push(
        ...wrapped(`${labels.happened}: ${one.wording.happened}`, '    '),
        ...wrapped(`${labels.who}: ${who[one.wording.who]}`, '    '),
        ...wrapped(`${labels.fix}: ${one.wording.fix}`, '    '),
      );
    lines.push('');
  }
  for (const more of rest(facts)) lines.push(...wrapped(more), '');
  lines.push(`-- ${labels.details} --`, '');
  for (const [label, value] of aboutMessage(facts)) lines.push(...wrapped(`${label}: ${value}`));
  for (const one of all) {
    lines.push('', one.address);
    for (const [label, value] of one.details) lines.push(...wrapped(`${label}: ${value}`, '  '));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Breaks at blanks; continuation lines are indented a little more. */
function wrapped(text: string, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WRAP_AT) {
      lines.push(line);
      line = indent === '' ? '' : `${indent}  `;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
