/**
 * A report, from facts to octets. Pure. Promises: a whole multipart/report (RFC 3462) with text and HTML for people, the status fields for
 * programs (RFC 3464), and the original's header, or the original itself where the sender asked (RET=FULL) and it is small; CRLF line
 * ends, no line over 998 octets, 7 bits but where the addressee's own address needs SMTPUTF8 (RFC 6533) or an 8-bit original comes back
 * whole; bounded in size. Nothing that a peer or a sender wrote can add a header field, a MIME part or HTML to it.
 */
import { bounds } from '../base/bounds.ts';
import { isUtf8 } from 'node:buffer';
import type { QueueId } from '../base/id.ts';
import { type Address, addressText } from '../mail/address.ts';
import type { Language } from '../mail/names.ts';
import { encodeWords, foldLines, WORD_OCTETS } from '../mail/header/encoded-words.ts';
import type { ReportedRecipient, ReportKind } from '../mail/report.ts';
import { dateIn, rfc5322Date } from './date.ts';
import { reportHtml } from './html.ts';
import { type Opening, type PeopleFacts, reportText } from './people.ts';
import { asciiLine, isAscii, oneLine } from './sanitise.ts';
import { statusFields } from './status-fields.ts';
import type { ReportTexts } from '../texts/report-texts.ts';
import { fill } from '../texts/words.ts';

export interface Report {
  readonly kind: ReportKind;
  /** Names the report itself: Message-ID and boundaries are made of it. */
  readonly reportId: QueueId;
  /** Our own name, A-label. */
  readonly hostName: string;
  readonly now: number;
  /** The reader: the reverse-path of the original, or who answers for the device it came from. */
  readonly to: Address;
  readonly language: Language;
  /** Of that language (`texts/languages.ts`). */
  readonly texts: ReportTexts;
  readonly original: {
    readonly queueId: QueueId;
    readonly messageId: string | null;
    readonly subject: string | null;
    /** Its reverse-path. */
    readonly sender: string;
    /** The device it came from; null: nobody knows. */
    readonly device: string | null;
    readonly envid: string | null;
    readonly receivedAt: number;
    readonly headerHas8bit: boolean;
    /** The header section as far as it was read, or null where the content could not be read. */
    readonly header: Uint8Array | null;
    /** All of it, only when it is to be returned whole. */
    readonly full: Uint8Array | null;
  };
  readonly recipients: readonly ReportedRecipient[];
  /** Recipients of the same fate beyond those, which are only counted. */
  readonly notListed?: number;
}

export interface ComposedReport {
  readonly bytes: Uint8Array;
  readonly messageId: string;
  readonly subject: string;
  /** The addressee's own address needs SMTPUTF8 and 8BITMIME onward. */
  readonly smtputf8: boolean;
  /** It has 8-bit octets: its own header's, or the original's. */
  readonly has8bit: boolean;
}

export function composeReport(report: Report): ComposedReport {
  const smtputf8 = !isAscii(report.to.local);
  const to = smtputf8 ? addressText(report.to) : `${report.to.local}@${report.to.domainKey}`;
  const boundary = freshBoundary(report);
  const people = peopleFacts(report);
  const originalSubject = oneLine(report.original.subject ?? '', bounds.dsn.subject);
  const subject = `${people.opening.subject}: ${originalSubject || people.texts.yourMessage}`;
  const messageId = `<${report.reportId}.report@${report.hostName}>`;
  const returned = originalPart(report);

  const header = [
    `From: Mail Delivery System <postmaster@${report.hostName}>`,
    `To: <${oneLine(to, bounds.dsn.readerNamed)}>`,
    folded('Subject', subject),
    `Date: ${rfc5322Date(report.now)}`,
    `Message-ID: ${messageId}`,
    ...references(report.original.messageId),
    'Auto-Submitted: auto-replied',
    `X-Doorpost-Queue-Id: ${report.original.queueId}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status;\r\n boundary="${boundary}"`,
    // RFC 2045 §6.4: what surrounds an 8-bit part says so.
    ...(returned?.encoding === '8bit' ? ['Content-Transfer-Encoding: 8bit'] : []),
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
    statusPart(report, smtputf8),
    ...(returned === null ? [] : returnedPart(returned, boundary)),
    `\r\n--${boundary}--\r\n`,
  ];
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
  return { bytes, messageId, subject, smtputf8, has8bit: smtputf8 || returned?.encoding === '8bit' };
}

function peopleFacts(report: Report): PeopleFacts {
  const until = Math.max(0, ...report.recipients.map((recipient) => recipient.willRetryUntil ?? 0));
  const { texts, language } = report;
  const date = dateIn(language);
  return {
    texts,
    language,
    date,
    opening: openingOf(report, until > 0 ? date(until) : null),
    hostName: report.hostName,
    queueId: report.original.queueId,
    subject: report.original.subject,
    sender: report.original.sender,
    isForSender: addressText(report.to) === report.original.sender,
    device: report.original.device,
    messageId: report.original.messageId,
    receivedAt: report.original.receivedAt,
    recipients: report.recipients,
    notListed: report.notListed ?? 0,
  };
}

function openingOf({ kind, recipients, texts }: Report, until: string | null): Opening {
  if (kind === 'delay') {
    const { delay } = texts.openings;
    return until === null ? delay : { ...delay, sentence: fill(delay.sentence_until, { until }) };
  }
  if (kind === 'failure') return texts.openings.failure;
  const action = recipients[0]?.action;
  return texts.openings[action === 'relayed' || action === 'expanded' ? action : 'delivered'];
}

/** Encoded words where the value is not ASCII (RFC 2047), folded at 76. */
const folded = (name: string, value: string): string =>
  foldLines(`${name}: ${isAscii(value) ? asciiLine(value) : encodeWords(value, WORD_OCTETS)}`, 76);

/** Threading, where the original's Message-ID is one that cannot break a header. */
function references(messageId: string | null): readonly string[] {
  if (messageId === null || !/^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.test(messageId)) return [];
  return [`In-Reply-To: ${messageId}`, `References: ${messageId}`];
}

/** A part of words for people: as it is when it is short-lined ASCII, else base64. */
function textPart(type: string, text: string): string {
  const plain = isAscii(text) && text.split('\r\n').every((line) => line.length <= bounds.dsn.plainLine);
  if (plain) return `Content-Type: ${type}; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${text}`;
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(text, 'utf8'))}`;
}

function statusPart(report: Report, global: boolean): string {
  const type = global ? 'message/global-delivery-status' : 'message/delivery-status';
  const fields = statusFields({
    hostName: report.hostName,
    envid: report.original.envid,
    arrivedAt: report.original.receivedAt,
    recipients: report.recipients,
    notListed: report.notListed ?? 0,
  });
  return `Content-Type: ${type}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n${fields}`;
}

interface Returned {
  readonly type: 'message/rfc822' | 'message/global' | 'text/rfc822-headers' | 'message/global-headers';
  readonly encoding: '7bit' | '8bit' | 'base64';
  readonly bytes: Uint8Array;
}

/**
 * The original, whole or its header; null where it could not be read. message/rfc822 has an ASCII header and may not be encoded (RFC 2045
 * §6.4, RFC 2046 §5.2.1), so its body's 8 bits stay; an original whose header has 8-bit octets goes as message/global or
 * message/global-headers (RFC 6533 §4), which may be encoded, where they are UTF-8 as those have to be, and else its header as
 * text/rfc822-headers. One whose lines no transport would carry comes back as its header.
 */
function originalPart({ original }: Report): Returned | null {
  const { header, full, headerHas8bit } = original;
  const bits = full === null ? null : bitsOf(full);
  if (full !== null && bits !== null) {
    if (headerHas8bit && isUtf8(full)) return { type: 'message/global', encoding: 'base64', bytes: full };
    if (!headerHas8bit) return { type: 'message/rfc822', encoding: bits, bytes: full };
  }
  if (header === null) return null;
  if (bitsOf(header) === '7bit') return { type: 'text/rfc822-headers', encoding: '7bit', bytes: header };
  const isGlobal = headerHas8bit && isUtf8(header);
  return { type: isGlobal ? 'message/global-headers' : 'text/rfc822-headers', encoding: 'base64', bytes: header };
}

function returnedPart({ type, encoding, bytes }: Returned, boundary: string): readonly (string | Uint8Array)[] {
  const start = `\r\n--${boundary}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  if (encoding !== 'base64') return [start, bytes];
  return [start, base64Lines(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))];
}

/** null: NUL, bare CR or LF, or a line too long: may not go out as it is (RFC 2045 §2.7 and §2.8). */
function bitsOf(bytes: Uint8Array): '7bit' | '8bit' | null {
  let bits: '7bit' | '8bit' = '7bit';
  let lineStart = 0;
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0;
    if (octet === 0) return null;
    if (octet >= 0x80) bits = '8bit';
    if (octet === 0x0a && bytes[at - 1] !== 0x0d) return null;
    if (octet === 0x0d && bytes[at + 1] !== 0x0a) return null;
    if (octet === 0x0a) lineStart = at + 1;
    else if (at - lineStart >= bounds.dsn.line && octet !== 0x0d) return null;
  }
  return bits;
}

const base64Lines = (bytes: Buffer): string => `${bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')}\r\n`;

/** A boundary that occurs nowhere in what is returned; it is unguessable already, this makes it certain. */
function freshBoundary(report: Report): string {
  let boundary = `=_report-${report.reportId}`;
  const returned = [report.original.header, report.original.full].filter((bytes) => bytes !== null);
  while (returned.some((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(boundary)))
    boundary += 'x';
  return boundary;
}
