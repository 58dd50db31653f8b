/**
 * The names of the files that a message carries, found while its octets go by: of MIME parts, whatever holds them (RFC 2045, 2046, 2183, 2231),
 * and of uuencoded text. What goes beyond a bound is told, for whoever decides by it. Archives are not looked into.
 */
import { bounds } from '../base/bounds.ts';
import { decodeWords } from '../mail/header/encoded-words.ts';
import { libmime } from '../mail/header/libmime.ts';

const LINE_FEED = 0x0a;
const DASHES = '--';
const PARTS = /^(?:message\/(?:rfc822|global)|multipart\/)/u;
const UUENCODED = /^begin [0-7]{3,4} (\S.*)$/u;

export class AttachmentNames {
  readonly #names: string[] = [];
  readonly #boundaries: string[] = [];
  /** The line under way, one octet a character. */
  #line = '';
  #isCut = false;
  /** The field under way, unfolded; null: between fields, or in a body. */
  #field: string | null = null;
  #isHeader = true;
  /** Of the part whose header goes by. */
  #isMessage = false;
  #beyond: string | null = null;

  write(chunk: Uint8Array): void {
    const octets = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let from = 0; from < octets.length; ) {
      const end = octets.indexOf(LINE_FEED, from);
      this.#add(octets, from, end === -1 ? octets.length : end);
      if (end === -1) return;
      this.#endLine();
      from = end + 1;
    }
  }

  /** `beyond`: what could not be followed to its end, as a name for it. */
  end(): { readonly names: readonly string[]; readonly beyond: string | null } {
    this.#endLine();
    this.#endField();
    return { names: this.#names, beyond: this.#beyond };
  }

  #add(octets: Buffer, from: number, to: number): void {
    // Of a body only the beginnings of lines matter.
    const room = (this.#isHeader ? bounds.screening.partField : bounds.screening.bodyLine) - this.#line.length;
    if (to - from > room) this.#isCut = true;
    if (room > 0) this.#line += octets.toString('latin1', from, Math.min(to, from + room));
  }

  #endLine(): void {
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line;
    const isCut = this.#isCut;
    this.#line = '';
    this.#isCut = false;
    if (this.#isBoundary(line)) return this.#beginPart(line);
    if (!this.#isHeader) return this.#bodyLine(line);
    if (isCut) this.#exceed('(a field that is too long)');
    if (line === '') return this.#endHeader();
    if (/^[ \t]/u.test(line) && this.#field !== null) return this.#fold(line);
    this.#endField();
    this.#field = line;
  }

  #isBoundary(line: string): boolean {
    return line.startsWith(DASHES) && this.#boundaries.some((boundary) => line.startsWith(boundary, DASHES.length));
  }

  /** The line that closes a multipart begins no header: what looks like one behind it counts as one all the same, as some readers take it. */
  #beginPart(line: string): void {
    this.#endField();
    this.#isMessage = false;
    this.#isHeader = !this.#boundaries.some((boundary) => line.trimEnd() === `${DASHES}${boundary}${DASHES}`);
  }

  #bodyLine(line: string): void {
    const name = UUENCODED.exec(line)?.[1];
    if (name !== undefined) this.#found(name);
  }

  #fold(line: string): void {
    this.#field = `${this.#field ?? ''}${line}`;
    if (this.#field.length <= bounds.screening.partField) return;
    this.#exceed('(a field that is too long)');
    this.#field = '';
  }

  #endField(): void {
    const field = this.#field;
    this.#field = null;
    if (field === null) return;
    const colon = field.indexOf(':');
    const name = field.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== 'content-type' && name !== 'content-disposition') return;
    const { value, params } = libmime().parseHeaderValue(asText(field.slice(colon + 1)));
    for (const file of [params['filename'], params['name']]) if (file !== undefined) this.#found(file);
    if (name !== 'content-type') return;
    const type = value.trim().toLowerCase();
    this.#isMessage = PARTS.test(type) && !type.startsWith('multipart/');
    if (params['boundary'] !== undefined && params['boundary'] !== '') this.#open(params['boundary']);
  }

  /** Behind the header of a message within the message stands another header. */
  #endHeader(): void {
    this.#endField();
    this.#isHeader = this.#isMessage;
    this.#isMessage = false;
  }

  #open(boundary: string): void {
    const isTooLong = boundary.length > bounds.screening.partBoundary;
    if (isTooLong || this.#boundaries.length >= bounds.screening.partBoundaries)
      return this.#exceed('(too many parts in parts)');
    this.#boundaries.push(Buffer.from(boundary).toString('latin1'));
  }

  #found(name: string): void {
    if (this.#names.length >= bounds.screening.partNames) return this.#exceed('(too many files)');
    this.#names.push(wordsOf(name).slice(-bounds.screening.partName));
  }

  #exceed(what: string): void {
    this.#beyond ??= what;
  }
}

/** Of a set whose types are written as they end, `exe`. What readers cut off at the end of a name does not hide its type. null: none is blocked. */
export function blockedAttachment(
  { names, beyond }: ReturnType<AttachmentNames['end']>,
  types: ReadonlySet<string>,
): string | null {
  const blocked = names.find((name) => types.has(typeOf(name)));
  return blocked ?? beyond;
}

function typeOf(name: string): string {
  const shown = name.replaceAll(/\p{C}/gu, '').trimEnd();
  let end = shown.length;
  while (end > 0 && '. "\''.includes(shown.charAt(end - 1))) end--;
  const dot = shown.lastIndexOf('.', end - 1);
  return dot === -1 ? '' : shown.slice(dot + 1, end).toLowerCase();
}

function wordsOf(name: string): string {
  try {
    return decodeWords(name);
  } catch {
    return name;
  }
}

/** Raw UTF-8 is read as what it is (RFC 6532). */
const asText = (octets: string): string => Buffer.from(octets, 'latin1').toString('utf8');

/** Those that Exchange Online blocks while its filter of common attachment types is on. */
export const commonTypes: readonly string[] =
  'ace ani apk app appx arj bat cab cmd com deb dex dll docm elf exe hta img iso jar jnlp kext lha lib library lnk lzh macho msc msi msix msp mst pif ppa ppam reg rev scf scr sct sys uif vb vbe vbs vxd wsc wsf wsh xll xz z'.split(
    ' ',
  );

/** @param written as an organization lists them; `common` stands for those above. */
export const blockedTypes = (written: readonly string[]): ReadonlySet<string> =>
  new Set(written.flatMap((type) => (type === 'common' ? commonTypes : [type])));
