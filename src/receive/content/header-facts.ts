/** The facts that the product wants of a header section, gathered once. */
import { isAscii } from 'node:buffer';
import { type AtMost, atMost } from '../../base/at-most.ts';
import { firstOf } from '../../base/trim.ts';
import { isPlain } from '../../base/words/escaped.ts';
import { bounds } from '../../base/bounds.ts';
import type { Address } from '../../mail/address.ts';
import { decodeWords } from '../../mail/header/encoded-words.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import { deliveredToOf } from '../../policy/routing/delivered-to.ts';
import type { ShownAddress } from '../../policy/ingress/submission.ts';
import { fieldValue, type HeaderScan } from '../../mail/header/header-scan.ts';
import { mailboxesIn } from '../../mail/header/mailboxes.ts';

export interface HeaderFacts {
  readonly messageId: string | null;
  readonly subject: string | null;
  /** From, as written, at most ten. */
  readonly from: readonly string[];
  readonly headerHas8bit: boolean;
  readonly hasDate: boolean;
  readonly receivedFields: number;
  /** Keys, see `addressKey`. */
  readonly deliveredTo: AtMost<string>;
  /** The program that wrote it: X-Mailer or User-Agent. */
  readonly software: string | null;
  /** A circular stays one, however urgent it calls itself. */
  readonly precedence: 'urgent' | 'bulk' | null;
  /** TLS-Required: No, once (RFC 8689 §3). */
  readonly tlsRequired: 'no' | null;
  /** It has a signature of DKIM, or a chain of ARC. */
  readonly isSigned: boolean;
  /** It calls itself a TLS report (RFC 8460 §5.3). */
  readonly isTlsReport: boolean;
  /** Everybody From and Sender show, and their Resent- namesakes. */
  readonly shownSenders: AtMost<ShownAddress>;
}

/** RFC 2156 §5.3.6 (Priority, Importance); X-Priority is a convention: 1 and 2 of five. */
const URGENT = /^\s*(?:urgent|high|[12](?!\d))/iu;
/** A convention of list servers (RFC 3834 §2). */
const BULK = /^\s*(?:bulk|list|junk)\b/iu;

/** RFC 6376 §3.5, RFC 8617 §4.1. */
const SIGNING: ReadonlySet<string> = new Set([
  'dkim-signature',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
]);

/** Nothing, or brackets around nothing. */
export const isEmptyMessageId = (value: string): boolean => /^(?:<\s*>)?$/u.test(value);

/** Resent- tells who brought the message back (RFC 5322 §3.6.6), and some judge a sender by it before From (RFC 4407 §2). */
const SHOWN_FIELDS = {
  from: 'From',
  sender: 'Sender',
  'resent-from': 'Resent-From',
  'resent-sender': 'Resent-Sender',
} as const;

export function headerFacts(bytes: Buffer, scan: HeaderScan): HeaderFacts {
  let messageId: string | null = null;
  let subject: string | null = null;
  let hasDate = false;
  let software: string | null = null;
  let precedence: HeaderFacts['precedence'] = null;
  let receivedFields = 0;
  const from: string[] = [];
  const shownSenders: ShownAddress[] = [];
  for (const field of scan.fields) {
    switch (field.name) {
      case 'received':
        receivedFields++;
        break;
      case 'date':
        hasDate ||= fieldValue(bytes, field) !== '';
        break;
      case 'message-id':
        messageId ??= messageIdOf(fieldValue(bytes, field));
        break;
      case 'subject':
        subject ??= decodeSubject(fieldValue(bytes, field));
        break;
      case 'x-mailer':
      case 'user-agent':
        software ??= shortened(fieldValue(bytes, field), bounds.receive.software) || null;
        break;
      case 'priority':
      case 'x-priority':
      case 'importance':
        if (URGENT.test(fieldValue(bytes, field))) precedence ??= 'urgent';
        break;
      case 'precedence':
        if (BULK.test(fieldValue(bytes, field))) precedence = 'bulk';
        break;
      case 'list-id':
        precedence = 'bulk';
        break;
      case 'from':
      case 'sender':
      case 'resent-from':
      case 'resent-sender':
        for (const shown of shownAddresses(SHOWN_FIELDS[field.name], fieldValue(bytes, field))) {
          if (shownSenders.length <= bounds.receive.shownSenders) shownSenders.push(shown);
          if (field.name === 'from' && shown.written !== '' && from.length < bounds.receive.fromKept)
            from.push(shortened(shown.written, bounds.mail.address));
        }
        break;
      default:
        break;
    }
  }
  return {
    messageId,
    subject,
    from,
    headerHas8bit: !isAscii(bytes.subarray(0, scan.end)),
    hasDate,
    receivedFields,
    deliveredTo: deliveredToOf(bytes, scan),
    software,
    precedence,
    tlsRequired: tlsRequiredIn(bytes, scan),
    ...marksOf(bytes, scan),
    shownSenders: atMost(bounds.receive.shownSenders, shownSenders),
  };
}

const marksOf = (bytes: Buffer, { fields }: HeaderScan): Pick<HeaderFacts, 'isSigned' | 'isTlsReport'> => ({
  isSigned: fields.some(({ name }) => SIGNING.has(name)),
  isTlsReport: fields.some((field) => field.name === 'content-type' && isTlsReport(fieldValue(bytes, field))),
});

/** @param contentType with its parameters. */
function isTlsReport(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  if (type.trim() !== 'multipart/report') return false;
  return parameters.some((parameter) => {
    const [name = '', value = ''] = parameter.split('=', 2);
    return name.trim() === 'report-type' && value.replaceAll('"', '').trim() === 'tlsrpt';
  });
}

function tlsRequiredIn(bytes: Buffer, { fields }: HeaderScan): HeaderFacts['tlsRequired'] {
  const [only, ...others] = fields.filter(({ name }) => name === 'tls-required');
  if (only === undefined || others.length > 0) return null;
  return fieldValue(bytes, only).trim().toLowerCase() === 'no' ? 'no' : null;
}

/** The forms that nearly every program writes: `<a@b>`, `Name <a@b>` or `a@b`, of letters that mean nothing else. Anything more goes to the parser. */
const PLAIN_ADDRESS =
  /^(?:[A-Za-z0-9 ._-]{0,100}<([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,250})>|([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,250}))$/;

/** The addresses that a field shows; one that shows nobody counts as unreadable: somebody else would be taken for the author. */
function shownAddresses(field: string, value: string): readonly ShownAddress[] {
  const plain = PLAIN_ADDRESS.exec(value);
  if (plain !== null) {
    const written = plain[1] ?? plain[2] ?? '';
    return [{ field, address: parseAddress(written), written }];
  }
  const parsed = mailboxesIn(value, 'flatten') ?? [];
  if (parsed.length === 0) return [{ field, address: null, written: value }];
  return parsed.map(({ address }) => ({
    field,
    address: parseAddress(address),
    written: address === '' ? value : address,
  }));
}

/** `local@domain` as found in a header; null when it is none. */
function parseAddress(text: string): Address | null {
  const parsed = parseMailbox(text.trim().replace(/^<(.*)>$/u, '$1'), { smtputf8: true });
  return parsed.ok ? parsed.address : null;
}

function decodeSubject(value: string): string {
  try {
    return shortened(decodeWords(value.slice(0, 4 * bounds.receive.subject)), bounds.receive.subject);
  } catch {
    return shortened(value, bounds.receive.subject);
  }
}

const messageIdOf = (value: string): string | null =>
  isEmptyMessageId(value) ? null : shortened(value, bounds.receive.messageId);

const shortened = (text: string, longest: number): string =>
  isPlain(text) ? text.slice(0, longest) : firstOf(text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, ''), longest);
