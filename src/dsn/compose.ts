/**
 * A report, from facts to octets. Pure. Promises: a whole multipart/report (RFC 3462) with text and HTML for people, the status fields for
 * programs (RFC 3464), and the original's header, or the original itself where the sender asked (RET=FULL) and it is small; CRLF line
 * ends, no line over 998 octets, 7 bits but where the addressee's own address needs SMTPUTF8 (RFC 6533); bounded in size. Nothing that a
 * peer or a sender wrote can add a header field, a MIME part or HTML to it.
 */
import libmime from 'libmime';
import type { QueueId } from '../base/id.ts';
import { type Address, addressText } from '../mail/address.ts';
import type { ReportedRecipient, ReportKind } from '../mail/report.ts';
import { readableDate, rfc5322Date } from './date.ts';
import { reportHtml } from './html.ts';
import { type PeopleFacts, reportText } from './people.ts';
import { asciiLine, isAscii, oneLine } from './sanitise.ts';
import { statusFields } from './status-fields.ts';
import { opening } from './wording.ts';

export interface ReportFacts {
  readonly kind: ReportKind;
  /** Names the report itself: Message-ID and boundaries are made of it. */
  readonly reportId: QueueId;
  /** Our own name, A-label. */
  readonly hostName: string;
  readonly now: number;
  /** The reverse-path of the original. */
  readonly to: Address;
  readonly original: {
    readonly queueId: QueueId;
    readonly messageId: string | null;
    readonly subject: string | null;
    readonly envid: string | null;
    readonly receivedAt: number;
    readonly has8bit: boolean;
    readonly headerHas8bit: boolean;
    /** The header section as far as it was read, or null where the content could not be read. */
    readonly header: Uint8Array | null;
    /** All of it, only when it is to be returned whole. */
    readonly full: Uint8Array | null;
  };
  readonly recipients: readonly ReportedRecipient[];
}

export interface ComposedReport {
  readonly bytes: Uint8Array;
  readonly messageId: string;
  readonly subject: string;
  /** The addressee's own address needs SMTPUTF8 and 8BITMIME onward. */
  readonly smtputf8: boolean;
}

/** Of the subject of the original, in that of the report. */
const LONGEST_SUBJECT = 160;

export function composeReport(facts: ReportFacts): ComposedReport {
  const smtputf8 = !isAscii(facts.to.local);
  const to = smtputf8 ? addressText(facts.to) : `${facts.to.local}@${facts.to.domainKey}`;
  const boundary = freshBoundary(facts);
  const people = peopleFacts(facts);
  const originalSubject = oneLine(facts.original.subject ?? '', LONGEST_SUBJECT);
  const subject = `${people.opening.subject}: ${originalSubject || 'your message'}`;
  const messageId = `<${facts.reportId}.report@${facts.hostName}>`;

  const header = [
    `From: Mail Delivery System <postmaster@${facts.hostName}>`,
    `To: <${oneLine(to, 400)}>`,
    folded('Subject', subject),
    `Date: ${rfc5322Date(facts.now)}`,
    `Message-ID: ${messageId}`,
    ...references(facts.original.messageId),
    'Auto-Submitted: auto-replied',
    `X-Doorpost-Queue-Id: ${facts.original.queueId}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="${boundary}"`,
  ];
  const alternative = `${boundary}-words`;
  const pieces: (string | Uint8Array)[] = [
    `${header.join('\r\n')}\r\n\r\n`,
    'This is a report about a message, in several parts (RFC 3462).\r\n',
    `\r\n--${boundary}\r\nContent-Type: multipart/alternative; boundary="${alternative}"\r\n\r\n`,
    `\r\n--${alternative}\r\n`,
    textPart('text/plain', reportText(people)),
    `\r\n--${alternative}\r\n`,
    textPart('text/html', reportHtml(people)),
    `\r\n--${alternative}--\r\n`,
    `\r\n--${boundary}\r\n`,
    statusPart(facts, smtputf8),
    ...originalPart(facts, boundary),
    `\r\n--${boundary}--\r\n`,
  ];
  return { bytes: Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))), messageId, subject, smtputf8 };
}

function peopleFacts(facts: ReportFacts): PeopleFacts {
  const until = Math.max(0, ...facts.recipients.map((recipient) => recipient.willRetryUntil ?? 0));
  const action = facts.recipients[0]?.action;
  const good = action === 'relayed' || action === 'expanded' ? action : 'delivered';
  return {
    opening: opening(facts.kind === 'success' ? good : facts.kind, until > 0 ? readableDate(until) : null),
    hostName: facts.hostName,
    queueId: facts.original.queueId,
    subject: facts.original.subject,
    messageId: facts.original.messageId,
    receivedAt: facts.original.receivedAt,
    recipients: facts.recipients,
  };
}

/** Encoded words where the value is not ASCII (RFC 2047), folded at 76. */
const folded = (name: string, value: string): string =>
  libmime.foldLines(`${name}: ${isAscii(value) ? asciiLine(value) : libmime.encodeWords(value, 'Q', 52)}`, 76);

/** Threading, where the original's Message-ID is one that cannot break a header. */
function references(messageId: string | null): readonly string[] {
  if (messageId === null || !/^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.test(messageId)) return [];
  return [`In-Reply-To: ${messageId}`, `References: ${messageId}`];
}

/** Longest line of the words for people that goes out unencoded. */
const LONGEST_PLAIN_LINE = 900;

/** A part of words for people: as it is when it is short-lined ASCII, else base64. */
function textPart(type: string, text: string): string {
  const plain = isAscii(text) && text.split('\r\n').every((line) => line.length <= LONGEST_PLAIN_LINE);
  if (plain) return `Content-Type: ${type}; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${text}`;
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(text, 'utf8'))}`;
}

function statusPart(facts: ReportFacts, global: boolean): string {
  const type = global ? 'message/global-delivery-status' : 'message/delivery-status';
  const fields = statusFields({
    hostName: facts.hostName,
    envid: facts.original.envid,
    arrivedAt: facts.original.receivedAt,
    recipients: facts.recipients,
  });
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${fields}`;
}

/**
 * The original, whole or its header. message/rfc822 may not be encoded (RFC 2045 §6.4), so only what is 7-bit goes back whole; a header
 * with 8-bit octets goes as message/global-headers (RFC 6533 §4), which may be.
 */
function originalPart(facts: ReportFacts, boundary: string): readonly (string | Uint8Array)[] {
  const { header, full, has8bit } = facts.original;
  const start = `\r\n--${boundary}\r\n`;
  if (full !== null && !has8bit && isPlain(full))
    return [`${start}Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\n`, full];
  if (header === null) return [];
  if (isPlain(header))
    return [`${start}Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: 7bit\r\n\r\n`, header];
  const type = facts.original.headerHas8bit ? 'message/global-headers' : 'text/rfc822-headers';
  return [
    `${start}Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
    base64Lines(Buffer.from(header.buffer, header.byteOffset, header.byteLength)),
  ];
}

/** RFC 5322 §2.1.1 and RFC 5321 §4.5.3.1.6: the longest line without its CRLF. */
const LONGEST_LINE = 998;

/** 7-bit, no NUL, CRLF line ends only, no line too long: may go out as it is. */
function isPlain(bytes: Uint8Array): boolean {
  let lineStart = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    if (octet === 0 || octet >= 0x80) return false;
    if (octet === 0x0a && bytes[at - 1] !== 0x0d) return false;
    if (octet === 0x0d && bytes[at + 1] !== 0x0a) return false;
    if (octet === 0x0a) lineStart = at + 1;
    else if (at - lineStart >= LONGEST_LINE && octet !== 0x0d) return false;
  }
  return true;
}

const base64Lines = (bytes: Buffer): string => `${bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')}\r\n`;

/** A boundary that occurs nowhere in what is returned; it is unguessable already, this makes it certain. */
function freshBoundary(facts: ReportFacts): string {
  let boundary = `=_report-${facts.reportId}`;
  const returned = [facts.original.header, facts.original.full].filter((bytes) => bytes !== null);
  while (returned.some((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(boundary)))
    boundary += 'x';
  return boundary;
}
