/**
 * The header of a message or of a part of one: what it says of its body, and how some of it is changed. What is not changed stays octet for
 * octet. RFC 2045 §5 and §6, RFC 2183.
 */
import { extname } from 'node:path';
import { libmime } from '../../../mail/header/libmime.ts';

export class PartHeader {
  readonly #octets: Buffer;
  /** Fields with their folding, without their last line end, one character per octet. */
  #fields: string[] | null = null;
  #changed = false;
  readonly contentType: string;
  /** Subtype of a multipart, or null. */
  readonly multipart: string | null;
  readonly boundary: string | null;
  readonly charset: string | null;
  /** Lower case; empty when none is named. */
  readonly encoding: string;
  readonly disposition: string;
  /** Decoded. */
  readonly filename: string | null;

  /** @param octets with the empty line that ends it, where there is one. */
  constructor(octets: Buffer) {
    this.#octets = octets;
    const disposition = libmime().parseHeaderValue(this.value('content-disposition'));
    const type = libmime().parseHeaderValue(this.value('content-type') || assumedType(disposition));
    this.contentType = (type.value || '').toLowerCase().trim();
    this.multipart = this.contentType.startsWith('multipart/') ? this.contentType.slice('multipart/'.length) : null;
    this.boundary = type.params['boundary'] || null;
    this.charset = type.params['charset'] || null;
    this.encoding = this.value('content-transfer-encoding')
      .replaceAll(/\([^()]*\)/gu, '')
      .toLowerCase()
      .trim();
    this.disposition = decoded((disposition.value || '').toLowerCase().trim());
    const filename = disposition.params['filename'] || type.params['name'];
    this.filename = filename ? decoded(filename) : null;
  }

  /** The value of the first field of that name, unfolded; empty where there is none. */
  value(name: string): string {
    const field = this.fields.find((one) => nameOf(one) === name.toLowerCase());
    return field === undefined
      ? ''
      : field
          .slice(field.indexOf(':') + 1)
          .replaceAll(/\r?\n/gu, '')
          .trim();
  }

  has(name: string): boolean {
    return this.fields.some((field) => nameOf(field) === name.toLowerCase());
  }

  get fields(): readonly string[] {
    this.#fields ??= this.#octets
      .toString('latin1')
      .replace(/[\r\n]{1,4}$/u, '')
      .split(/\r?\n(?![ \t])/u)
      .filter((field) => field !== '');
    return this.#fields;
  }

  /** Replaces each field by the field or fields that `by` gives for it. */
  change(by: (field: string) => string | readonly string[]): void {
    this.#fields = this.fields.flatMap(by);
    this.#changed = true;
  }

  /** Writes the field in place of the first of that name, or at the end: trace fields stay on top (RFC 5321 §4.4). */
  set(name: string, value: string): void {
    const is = (field: string): boolean => nameOf(field) === name.toLowerCase();
    const at = this.fields.findIndex(is);
    const field = `${name}: ${value}`;
    this.#fields =
      at === -1
        ? [...this.fields, field]
        : this.fields.flatMap((one, n) => (n === at ? [field] : is(one) ? [] : [one]));
    this.#changed = true;
  }

  get octets(): Buffer {
    if (!this.#changed) return this.#octets;
    return Buffer.from(`${this.fields.map((field) => `${field}\r\n`).join('')}\r\n`, 'latin1');
  }
}

const nameOf = (field: string): string =>
  field
    .slice(0, Math.max(0, field.indexOf(':')))
    .trim()
    .toLowerCase();

function assumedType({
  value,
  params,
}: {
  readonly value: string;
  readonly params: Readonly<Record<string, string>>;
}): string {
  const extension = extname(params['filename'] ?? '').slice(1);
  if (extension !== '') return libmime().detectMimeType(extension) || 'application/octet-stream';
  return (value || '').toLowerCase() === 'attachment' ? 'application/octet-stream' : 'text/plain';
}

/** As it stands, where it cannot be decoded: most often a charset nobody knows. */
function decoded(text: string): string {
  try {
    return libmime().decodeWords(text);
  } catch {
    return text;
  }
}
