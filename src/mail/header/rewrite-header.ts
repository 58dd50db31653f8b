/**
 * Puts another address into From, keeps the display name, and where it is wanted lets answers go to the original. A Sender that is another
 * one goes: the new author sends, and providers judge both fields. Every octet that is not about the author stays as it is. Pure. RFC 5322
 * §3.6.2.
 */
import { bounds } from '../../base/bounds.ts';
import type { Rewriting } from '../device.ts';
import { charsetOfHeader, fieldOctets, fieldText } from './charset.ts';
import { octetWords } from './raw-words.ts';
import { foldLines } from './encoded-words.ts';
import { fieldValue, type HeaderField, type HeaderScan, replaceFields } from './header-scan.ts';
import { isAddress, mailboxesIn, mailboxText, type NamedMailbox, readable } from './mailboxes.ts';
import { line, type ToldLine } from '../lines/said.ts';

export interface RewrittenHeader {
  /** The fields of the section, without its empty line. */
  readonly pieces: readonly Uint8Array[];
  /** A sentence for each thing that was changed; empty: nothing was. */
  readonly changes: readonly ToldLine[];
}

/** @param bytes holds at least the octets of `scan`. */
export function rewriteHeader(bytes: Buffer, scan: HeaderScan, rewriting: Rewriting): RewrittenHeader {
  const untouched = { pieces: [bytes.subarray(0, scan.end)], changes: [] };
  if (rewriting.from === null) return untouched;
  const fields = scan.fields.filter(({ name }) => name === 'from');
  const [first] = fields;
  const charset = charsetOfHeader(bytes, scan);
  // A name that nobody can read goes on as the octets that it is.
  const isRead = fields.every((field) => fieldText(bytes, field, charset) !== null);
  const valueOf = (field: HeaderField): string =>
    (isRead ? fieldText(bytes, field, charset) : null) ?? fieldOctets(bytes, field);
  const authors = fields.flatMap((field) => authorsOf(valueOf(field)));
  const addresses = authors.map(({ address }) => address).filter(isAddress);
  const isNew = (address: string): boolean => address.toLowerCase() === rewriting.from?.toLowerCase();
  const senders = scan.fields.filter(
    (field) => field.name === 'sender' && !authorsOf(fieldValue(bytes, field)).some(({ address }) => isNew(address)),
  );
  const left = senders.map((field) => line`Sender ${addressesIn(bytes, field)} was left out`);
  // One author with the right address already.
  if (fields.length === 1 && authors.length === 1 && isNew(addresses[0] ?? ''))
    return senders.length === 0
      ? untouched
      : { pieces: replaceFields(bytes, scan, (field) => (senders.includes(field) ? null : undefined)), changes: left };

  const { name, dropped } = nameOf(authors);
  const author = written(
    first !== undefined && fields.length === 1 && dropped === 'none' ? valueOf(first) : '',
    name,
    rewriting.from,
    isRead ? undefined : octetWords,
  );
  const from = Buffer.from(`${foldLines(`From: ${author}`, 76)}\r\n`, isRead ? 'utf8' : 'latin1');
  // One that names nobody is none.
  const replyTo = scan.fields.filter((field) => field.name === 'reply-to');
  const addsReplyTo =
    rewriting.replyToOriginal && addresses.length > 0 && replyTo.every((field) => fieldValue(bytes, field) === '');
  const gone = new Set([...fields, ...senders, ...(addsReplyTo ? replyTo : [])]);
  // Several From fields become one: a message has one author here.
  const pieces = replaceFields(bytes, scan, (field) => (field === first ? from : gone.has(field) ? null : undefined));
  if (first === undefined) pieces.push(from);
  const original = addresses.join(', ');
  const changes = [line`From ${original || UNREADABLE} became ${rewriting.from}${DROPPED[dropped]}`, ...left];
  if (addsReplyTo) {
    const list = addresses.map((address) => `<${address}>`).join(', ');
    pieces.push(Buffer.from(`${foldLines(`Reply-To: ${list}`, 76)}\r\n`));
    changes.push(line`Reply-To ${original} was added`);
  }
  return { pieces, changes };
}

const UNREADABLE = line`without an address that can be read`;

const addressesIn = (bytes: Buffer, field: HeaderField): string | ToldLine =>
  authorsOf(fieldValue(bytes, field))
    .map(({ address }) => address)
    .filter(isAddress)
    .join(', ') || UNREADABLE;

/** A name that stands safely before its brackets stays as it was written; any other is written anew. */
function written(value: string, name: string, address: string, encode?: (octets: string) => string): string {
  if (name === '') return mailboxText({ name, address });
  const asItWas = /^("(?:[^"\\]|\\.)*"\s*|[^",;:<>@()[\]\\]*)<[^<>]*>$/u.exec(value)?.[1]?.trim() ?? '';
  const stays = encode === undefined ? /^[\x20-\x7e]+$/u : /^[\x20-\x7e\x80-\xff]+$/u;
  return stays.test(asItWas) ? `${asItWas} <${address}>` : mailboxText({ name, address }, encode);
}

/** Those a reader would take for the authors; none where a reader and we could take others. */
const authorsOf = (value: string): readonly NamedMailbox[] =>
  mailboxesIn(value, 'flatten')?.slice(0, bounds.mail.authors) ?? [];

/** A display name that does not go on. */
type Dropped = 'none' | 'too-long' | 'address';
const DROPPED: Readonly<Record<Dropped, string | ToldLine>> = {
  none: '',
  'too-long': line`; a display name that was too long was left out`,
  address: line`; a display name that was an address was left out`,
};

/** The name that stays: with several authors, of all. One that is an address itself goes: a reader would take it for the author's. */
function nameOf(authors: readonly NamedMailbox[]): { readonly name: string; readonly dropped: Dropped } {
  const names = authors.map(({ name }) => name).filter((name) => name !== '');
  const kept = names.filter((name) => !isAddressLike(readable(name).trim()));
  const name = kept.join(', ');
  if (name.length > bounds.mail.displayName) return { name: '', dropped: 'too-long' };
  return { name, dropped: kept.length === names.length ? 'none' : 'address' };
}

/** `something@some.thing`, and no blank in it. */
function isAddressLike(text: string): boolean {
  const at = text.indexOf('@', 1);
  return at > 0 && text.lastIndexOf('.', text.length - 2) > at + 1 && !/\s/u.test(text);
}
