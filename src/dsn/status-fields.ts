/**
 * The machine-readable part: message/delivery-status (RFC 3464 §2) and, for senders with SMTPUTF8, message/global-delivery-status
 * (RFC 6533 §3). Pure; always ASCII: letters outside it are written as `\x{...}` (RFC 6533 §3, utf-8-addr-xtext), which every
 * transport carries.
 */
import { bounds } from '../base/bounds.ts';
import { type Address, addressText } from '../mail/address.ts';
import { replyText } from '../mail/reply.ts';
import type { ReportedRecipient } from '../mail/report.ts';
import { rfc5322Date } from './date.ts';
import { asciiLine, isAscii } from './sanitise.ts';

export interface StatusFacts {
  readonly hostName: string;
  readonly envid: string | null;
  readonly arrivedAt: number;
  readonly recipients: readonly ReportedRecipient[];
  /** Recipients of the same fate beyond those. */
  readonly notListed: number;
}

/** Lines end in CRLF; blocks are parted by an empty line. */
export function statusFields(facts: StatusFacts): string {
  const perMessage = [
    field('Reporting-MTA', `dns; ${facts.hostName}`),
    ...(facts.envid === null ? [] : [field('Original-Envelope-Id', asciiLine(facts.envid, bounds.dsn.envid))]),
    field('Arrival-Date', rfc5322Date(facts.arrivedAt)),
  ];
  if (facts.notListed > 0) perMessage.push(field('X-Doorpost-Recipients-Not-Listed', `${facts.notListed}`));
  const blocks = [perMessage, ...facts.recipients.map(recipientFields)];
  return blocks.map((fields) => `${fields.join('\r\n')}\r\n`).join('\r\n');
}

function recipientFields(recipient: ReportedRecipient): readonly string[] {
  const fields = [field('Final-Recipient', typedAddress(recipient.address))];
  const original = originalRecipient(recipient.orcpt);
  if (original !== null) fields.unshift(field('Original-Recipient', original));
  fields.push(field('Action', recipient.action), field('Status', recipient.status));
  const remote = recipient.remoteHost ?? recipient.remoteAddress;
  if (remote !== null) fields.push(field('Remote-MTA', `dns; ${asciiLine(remote, 255)}`));
  if (recipient.reply !== null) {
    const type = recipient.reply.code >= 200 && recipient.reply.code <= 599 ? 'smtp' : 'x-doorpost';
    fields.push(field('Diagnostic-Code', `${type}; ${asciiLine(replyText(recipient.reply))}`));
  } else if (recipient.cause !== null) {
    fields.push(field('Diagnostic-Code', `x-doorpost; ${asciiLine(recipient.text)}`));
  }
  if (recipient.lastAttemptAt !== null) fields.push(field('Last-Attempt-Date', rfc5322Date(recipient.lastAttemptAt)));
  if (recipient.willRetryUntil !== null) fields.push(field('Will-Retry-Until', rfc5322Date(recipient.willRetryUntil)));
  return fields;
}

function typedAddress(address: Address): string {
  const text = isAscii(address.local) ? `${address.local}@${address.domainKey}` : addressText(address);
  return isAscii(text) ? `rfc822; ${asciiLine(text, 400)}` : `utf-8; ${unicodeEscaped(text)}`;
}

/** As the sender gave it with ORCPT, its type in front; what is not `type;address` is left out. */
function originalRecipient(orcpt: string | null): string | null {
  const type = orcpt === null ? undefined : /^([A-Za-z0-9-]{1,40});/u.exec(orcpt)?.[1];
  if (orcpt === null || type === undefined) return null;
  const text = orcpt.slice(type.length + 1).trimStart();
  if (text === '' || text.length > bounds.dsn.orcptRepeated) return null;
  return isAscii(text) ? `${type}; ${asciiLine(text)}` : `utf-8; ${unicodeEscaped(text)}`;
}

/** RFC 6533 §3 EmbeddedUnicodeChar. */
const unicodeEscaped = (text: string): string =>
  Array.from(text.toWellFormed())
    .map((character) =>
      /[\x21-\x7e]/.test(character) && !'\\+='.includes(character)
        ? character
        : `\\x{${(character.codePointAt(0) ?? 0xfffd).toString(16).toUpperCase().padStart(2, '0')}}`,
    )
    .join('');

/** RFC 5322 §2.1.1: lines of at most 78 characters where a blank allows it. Values are bounded far below the hard 998. */
const FOLD_AT = 76;

/** `Name: value`, folded at blanks. */
function field(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.split(' ')) {
    if (line.length + 1 + word.length > FOLD_AT && line !== `${name}:` && line.trim() !== '') {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\r\n');
}
