/** The part of a report for people, as plain text: what happened, who must act, how; below it the details for administrators. Pure. */
import { assertNever } from '../base/never.ts';
import { addressText } from '../mail/address.ts';
import { replyText } from '../mail/reply.ts';
import type { ReportedRecipient } from '../mail/report.ts';
import { readableDate } from './date.ts';
import { oneLine } from './sanitise.ts';
import { failureWordingOf, type Opening, type Wording } from './wording.ts';

export interface PeopleFacts {
  readonly opening: Opening;
  readonly hostName: string;
  readonly queueId: string;
  readonly subject: string | null;
  readonly messageId: string | null;
  readonly receivedAt: number;
  readonly recipients: readonly ReportedRecipient[];
}

/** Recipients people are told about in full; the status fields have all of them. A thousand paragraphs help nobody. */
const TOLD_IN_FULL = 50;

/** One recipient as people are told of it. */
export interface Told {
  readonly address: string;
  readonly wording: Wording | null;
  /** Label and value, most telling first. */
  readonly details: readonly (readonly [string, string])[];
}

export const told = (facts: PeopleFacts): readonly Told[] =>
  facts.recipients.slice(0, TOLD_IN_FULL).map((recipient) => ({
    address: oneLine(addressText(recipient.address), 400),
    wording: recipient.action === 'failed' ? wordingOf(recipient, facts.hostName) : null,
    details: detailsOf(recipient),
  }));

function wordingOf(recipient: ReportedRecipient, hostName: string): Wording {
  const { cause, attempts, lastReason = null } = recipient;
  const words = lastReason === null ? null : oneLine(lastReason);
  return failureWordingOf(cause ?? 'other', { hostName, attempts, lastReason: words });
}

/** `null` when all are told of in full. */
export const rest = (facts: PeopleFacts): string | null =>
  facts.recipients.length <= TOLD_IN_FULL
    ? null
    : `${facts.recipients.length - TOLD_IN_FULL} more recipients are listed in the attached status part.`;

export const aboutMessage = (facts: PeopleFacts): readonly (readonly [string, string])[] => [
  ['Subject', oneLine(facts.subject ?? '(none)', 256)],
  ['Received', readableDate(facts.receivedAt)],
  ['Message-ID', oneLine(facts.messageId ?? '(none)', 256)],
  ['Queue id', facts.queueId],
  ['Reported by', facts.hostName],
];

function detailsOf(recipient: ReportedRecipient): readonly (readonly [string, string])[] {
  const details: [string, string][] = [];
  const said = recipient.reply === null ? null : oneLine(replyText(recipient.reply));
  const text = oneLine(recipient.text);
  if (said !== null) details.push(['The next mail server said', said]);
  // Our sentence often only quotes the reply; that of an expiry also says for how long it was tried.
  const repeats = said !== null && said !== '' && recipient.cause !== 'expired' && text.includes(said);
  if (text !== '' && !repeats) details.push([said === null ? 'Reason' : 'In other words', text]);
  const hop = [recipient.remoteHost, recipient.remoteAddress && `[${recipient.remoteAddress}]`]
    .filter(Boolean)
    .join(' ');
  if (hop !== '') details.push(['Next mail server', oneLine(hop, 300)]);
  details.push(['Status', recipient.status]);
  if (recipient.action === 'failed' || recipient.action === 'delayed')
    details.push(
      recipient.lastAttemptAt === null
        ? ['Attempts', `${recipient.attempts}`]
        : ['Last attempt', `${readableDate(recipient.lastAttemptAt)}, number ${recipient.attempts}`],
    );
  if (recipient.willRetryUntil !== null) details.push(['Tried until', readableDate(recipient.willRetryUntil)]);
  return details;
}

/** Whose turn it is, as a sentence. */
export function whoSentence(who: Wording['who']): string {
  switch (who) {
    case 'you':
      return 'You can put this right.';
    case 'your mail administrator':
      return 'Your mail administrator can put this right.';
    case 'the recipient or their mail administrator':
      return 'The recipient or their mail administrator can put this right.';
    case 'nobody':
      return 'Nobody needs to do anything.';
    default:
      return assertNever(who);
  }
}

/** RFC 5322 §2.1.1 recommends 78. */
const WRAP_AT = 76;

export function reportText(facts: PeopleFacts): string {
  const lines: string[] = [facts.opening.heading, '', ...wrapped(facts.opening.sentence), ''];
  const all = told(facts);
  for (const one of all) {
    lines.push(`  ${one.address}`);
    if (one.wording !== null)
      lines.push(
        ...wrapped(`What happened: ${one.wording.happened}`, '    '),
        ...wrapped(`Who: ${whoSentence(one.wording.who)}`, '    '),
        ...wrapped(`What to do: ${one.wording.fix}`, '    '),
      );
    lines.push('');
  }
  const more = rest(facts);
  if (more !== null) lines.push(more, '');
  lines.push('-- Details for administrators --', '');
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
