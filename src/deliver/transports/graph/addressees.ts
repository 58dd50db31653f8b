/**
 * Graph sends to whom the header names; SMTP to whom the envelope names. This makes the header name exactly the envelope's recipients: who
 * is only in the envelope becomes Bcc, who is only in the header (another delivery's, or a group of ours that was expanded) is taken out
 * of To and Cc, which are kept as X-Original-To and X-Original-Cc for people to read. Pure. RFC 5322 §3.6.3.
 */
import { bounds } from '../../../base/bounds.ts';
import { charsetOfHeader } from '../../../mail/header/charset.ts';
import { shownValue } from '../../../mail/header/raw-words.ts';
import { withoutQuoted } from '../../../mail/header/unquoted.ts';
import addressparser from 'nodemailer/lib/addressparser';
import { type Address, addressKey, addressText } from '../../../mail/address.ts';
import { type HeaderScan, replaceFields } from '../../../mail/header/header-scan.ts';
import { parseMailbox } from '../../../smtp/grammar/path.ts';
import { line, type ToldLine } from '../../../mail/lines/said.ts';
import { say } from '../../../texts/phrase.ts';
import { told } from '../../../texts/told.ts';
import { recipientsOf } from '../../../texts/en/counts.ts';

export interface Shown {
  /** Display name as it was written, encoded words and all; empty: none. */
  readonly name: string;
  readonly address: string;
}

export interface Addressees {
  readonly to: readonly Shown[];
  readonly cc: readonly Shown[];
  /** In the envelope only. */
  readonly bcc: readonly string[];
  /** To and Cc name exactly recipients of this delivery: they can stay as they are. */
  readonly asWritten: boolean;
  /** Fields that are left out because they name recipients who are not to be seen. */
  readonly leftOut: readonly string[];
}

/**
 * Bcc Graph takes out itself, these it sends to everybody (RFC 5322 §3.6.6; the others by custom: what the envelope held, written down by
 * the program before us).
 */
const TELLTALES: ReadonlyMap<string, string> = new Map([
  ['resent-bcc', 'Resent-Bcc'],
  ['apparently-to', 'Apparently-To'],
  ['x-envelope-to', 'X-Envelope-To'],
]);

/** @param field lower case. */
export const isTelltale = (field: string): boolean => TELLTALES.has(field);

export function addressees(bytes: Buffer, scan: HeaderScan, envelope: readonly Address[]): Addressees {
  const wanted = new Map(envelope.map((address) => [addressKey(address), addressText(address)]));
  const left = new Set(wanted.keys());
  const charset = charsetOfHeader(bytes, scan);
  let asWritten = true;
  const named = (field: string): Shown[] => {
    const shown: Shown[] = [];
    for (const one of scan.fields.filter(({ name }) => name === field)) {
      const list = listOf(shownValue(bytes, one, charset));
      if (list === null) {
        asWritten = false;
        continue;
      }
      for (const { name, key } of list) {
        const address = wanted.get(key);
        if (address === undefined) asWritten = false;
        // Named twice is sent to once.
        else if (left.delete(key)) shown.push({ name, address });
      }
    }
    return shown;
  };
  const to = named('to');
  const cc = named('cc');
  const leftOut = [...TELLTALES].filter(([field]) => scan.fields.some(({ name }) => name === field));
  return {
    to,
    cc,
    bcc: [...left].map((key) => wanted.get(key) ?? ''),
    asWritten,
    leftOut: leftOut.map(([, name]) => name),
  };
}

/** null: another program could read other addresses in it than we do. */
function listOf(value: string): readonly { readonly name: string; readonly key: string }[] | null {
  if (value.trim() === '') return [];
  if (value.length > bounds.deliver.addresseesRead) return null;
  const list: { name: string; key: string }[] = [];
  for (const { name, address } of addressparser(value, { flatten: true })) {
    // `undisclosed-recipients:;` is nobody.
    if (address === '' && !value.includes('@')) continue;
    const parsed = parseMailbox(address, { smtputf8: true });
    if (!parsed.ok) return null;
    list.push({ name, key: addressKey(parsed.address) });
  }
  const outside = withoutQuoted(value);
  return outside !== null && outside.split('@').length - 1 === list.length ? list : null;
}

/** The section's fields, without its empty line, for the way that sends the message itself. */
export function addressedHeader(bytes: Buffer, scan: HeaderScan, who: Addressees): readonly Uint8Array[] {
  const pieces = replaceFields(bytes, scan, (field) => {
    const { name, valueStart, end } = field;
    if (name === 'bcc' || isTelltale(name)) return null;
    if (who.asWritten || (name !== 'to' && name !== 'cc')) return undefined;
    const original = name === 'to' ? 'X-Original-To:' : 'X-Original-Cc:';
    return Buffer.concat([Buffer.from(original), bytes.subarray(valueStart, end)]);
  });
  const add = (name: string, list: readonly string[]): void => {
    if (list.length > 0) pieces.push(Buffer.from(`${name}: ${list.join(',\r\n ')}\r\n`));
  };
  if (!who.asWritten) {
    add('To', who.to.map(written));
    add('Cc', who.cc.map(written));
  }
  add(
    'Bcc',
    who.bcc.map((address) => `<${address}>`),
  );
  return pieces;
}

/** A name that is plain ASCII goes along, in quotes where it must; any other is left out. */
function written({ name, address }: Shown): string {
  if (name === '' || !/^[\x20-\x7e]{1,200}$/u.test(name)) return `<${address}>`;
  const bare = /^[\w .?=+*/-]+$/u.test(name);
  return `${bare ? name : `"${name.replaceAll(/["\\]/gu, '\\$&')}"`} <${address}>`;
}

/** The changes, for the trace. */
export function addresseeNotes({ asWritten, bcc, leftOut }: Addressees): readonly ToldLine[] {
  const notes: ToldLine[] = [];
  if (!asWritten)
    notes.push(
      line`To and Cc named others than the recipients of this delivery: Graph would have sent to them too, so they stand in X-Original-To and X-Original-Cc`,
    );
  if (bcc.length > 0) notes.push(told(say`${recipientsOf(bcc.length)} of the envelope went as Bcc`));
  if (leftOut.length > 0)
    notes.push(
      leftOut.length === 1
        ? line`${leftOut.join(', ')} was left out: every recipient would see who else got it`
        : line`${leftOut.join(', ')} were left out: every recipient would see who else got it`,
    );
  return notes;
}
