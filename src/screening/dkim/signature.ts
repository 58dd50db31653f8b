/**
 * The DKIM-Signature field of a message: relaxed/relaxed, without `l=` and `x=` (RFC 6376 §3.5). A field that must not be added behind our
 * back is named once more than it is there (§8.15). Pure; the signature itself is made by whoever holds the key.
 */
import { bounds } from '../../base/bounds.ts';
import { assertNever } from '../../base/never.ts';
import { createHash } from 'node:crypto';
import type { HeaderField, HeaderScan } from '../../mail/header/header-scan.ts';

export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256';

/** Readers show these, or read the text by them: none may be added. */
const OVERSIGNED = [
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Reply-To',
  'Content-Type',
  'MIME-Version',
  'Message-ID',
] as const;
/** Signed as they are. RFC 8058 §4 and RFC 8460 §5.3 ask for the last ones. */
const SIGNED = [
  'Sender',
  'In-Reply-To',
  'References',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'TLS-Report-Domain',
  'TLS-Report-Submitter',
] as const;

/** The header as all signatures of the message cover it. */
export interface SignedHeader {
  /** Of `h=`, in order. */
  readonly names: readonly string[];
  /** The fields in their relaxed form, one character an octet. */
  readonly canonical: string;
}

/** null: it has no clear reading, or too many of these fields. */
export function headerToSign(bytes: Buffer, { fields, strays, ending }: HeaderScan): SignedHeader | null {
  if (strays.length > 0 || ending === 'not-a-field') return null;
  const names: string[] = [];
  let canonical = '';
  const take = (name: string, more: number): void => {
    const present = fields.filter((field) => field.name === name.toLowerCase());
    for (let count = present.length + more; count > 0; count--) names.push(name);
    // Of several the lowest comes first (RFC 6376 §5.4.2).
    for (const field of present.toReversed()) canonical += `${relaxedField(bytes, field)}\r\n`;
  };
  for (const name of OVERSIGNED) take(name, 1);
  for (const name of SIGNED) take(name, 0);
  return names.length > bounds.mail.signedFields ? null : { names, canonical };
}

const relaxedField = (bytes: Buffer, { name, valueStart, end }: HeaderField): string =>
  `${name}:${relaxedValue(bytes.toString('latin1', valueStart, end))}`;

/** RFC 6376 §3.4.2: unfolded, blanks in a row one, none at its ends. Of octets, a character each: other white space is text. */
function relaxedValue(value: string): string {
  const joined = value.replaceAll('\r\n', '').replaceAll(/[ \t]+/gu, ' ');
  return joined.slice(joined.startsWith(' ') ? 1 : 0, joined.endsWith(' ') ? -1 : undefined);
}

export interface SigningAs {
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: DkimAlgorithm;
  /** When it is signed, ms. */
  readonly at: number;
}

/** The field without its signature. @param bodyHash base64 */
export function unsignedField(
  { domain, selector, algorithm, at }: SigningAs,
  { names }: SignedHeader,
  bodyHash: string,
): string {
  const tags = [
    `v=1; a=${algorithm}; c=relaxed/relaxed; d=${domain};`,
    `s=${selector}; t=${Math.floor(at / 1_000)};`,
    ...foldedNames(names),
    `bh=${bodyHash};`,
    'b=',
  ];
  return `DKIM-Signature: ${tags.join(FOLD)}`;
}

const FOLD = '\r\n ';
const LINE = 72;

function foldedNames(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = 'h=';
  for (const [i, name] of names.entries()) {
    const word = `${name}${i === names.length - 1 ? ';' : ':'}`;
    if (line.length + word.length > LINE) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  return [...lines, line];
}

/** The octets that the key signs. */
export function octetsToSign({ canonical }: SignedHeader, unsigned: string, algorithm: DkimAlgorithm): Buffer {
  const value = relaxedValue(unsigned.slice(unsigned.indexOf(':') + 1));
  const octets = Buffer.from(`${canonical}dkim-signature:${value}`, 'latin1');
  switch (algorithm) {
    case 'rsa-sha256':
      return octets;
    case 'ed25519-sha256':
      // RFC 8463 §3: Ed25519 signs the digest.
      return createHash('sha256').update(octets).digest();
    default:
      return assertNever(algorithm);
  }
}

/** The field as it goes on top, with its line end. */
export function signedField(unsigned: string, signature: Uint8Array): Buffer {
  const lines =
    Buffer.from(signature)
      .toString('base64')
      .match(/.{1,72}/gu) ?? [];
  return Buffer.from(`${unsigned}${lines.join(FOLD)}\r\n`, 'latin1');
}
