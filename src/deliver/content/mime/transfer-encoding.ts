/** Content-Transfer-Encodings, written and read in pieces of any size; linear, and each piece is one of its own. RFC 2045 §6.7 and §6.8. Pure. */
import { bounds } from '../../../base/bounds.ts';

export interface Coder {
  push(octets: Uint8Array): Buffer;
  /** The octets that were kept back. */
  end(): Buffer;
}

const NOTHING = Buffer.alloc(0);
const HEX = Buffer.from('0123456789ABCDEF');
const CR = 0x0d;
const LF = 0x0a;
const EQUALS = 0x3d;
/** Asked for each octet. */
const LINE = bounds.deliver.quotedPrintableLine;

export class QuotedPrintableWriter implements Coder {
  #column = 0;
  /** A blank that may stand at the end of a line, where it is encoded; 0: none. */
  #blank = 0;
  #cr = false;
  #out = NOTHING;
  #at = 0;

  push(octets: Uint8Array): Buffer {
    // Three for each octet and for a soft break in each 24 of them; what was kept back before.
    this.#out = Buffer.allocUnsafe(octets.length * 3 + Math.ceil(octets.length / 24) * 3 + 16);
    this.#at = 0;
    for (const octet of octets) this.#write(octet);
    return this.#out.subarray(0, this.#at);
  }

  end(): Buffer {
    this.#out = Buffer.allocUnsafe(16);
    this.#at = 0;
    if (this.#cr) this.#loneCr();
    if (this.#blank !== 0) this.#escaped(this.#blank);
    this.#blank = 0;
    return this.#out.subarray(0, this.#at);
  }

  #write(octet: number): void {
    if (this.#cr) {
      if (octet === LF) return this.#lineEnd();
      this.#loneCr();
    }
    if (octet === CR) {
      this.#cr = true;
      return;
    }
    if (this.#blank !== 0) {
      this.#plain(this.#blank);
      this.#blank = 0;
    }
    if (octet === 0x20 || octet === 0x09) this.#blank = octet;
    else if (octet > 0x20 && octet < 0x7f && octet !== EQUALS) this.#plain(octet);
    else this.#escaped(octet);
  }

  #lineEnd(): void {
    this.#cr = false;
    if (this.#blank !== 0) this.#escaped(this.#blank);
    this.#blank = 0;
    this.#out[this.#at++] = CR;
    this.#out[this.#at++] = LF;
    this.#column = 0;
  }

  #loneCr(): void {
    this.#cr = false;
    if (this.#blank !== 0) this.#plain(this.#blank);
    this.#blank = 0;
    this.#escaped(CR);
  }

  #plain(octet: number): void {
    this.#room(1);
    this.#out[this.#at++] = octet;
  }

  #escaped(octet: number): void {
    this.#room(3);
    this.#out[this.#at++] = EQUALS;
    this.#out[this.#at++] = HEX[octet >> 4] ?? 0;
    this.#out[this.#at++] = HEX[octet & 15] ?? 0;
  }

  #room(width: number): void {
    if (this.#column + width >= LINE) {
      this.#out[this.#at++] = EQUALS;
      this.#out[this.#at++] = CR;
      this.#out[this.#at++] = LF;
      this.#column = 0;
    }
    this.#column += width;
  }
}

/** Octets of one line. */
const BASE64_LINE = 57;

export class Base64Writer implements Coder {
  #rest: Buffer = NOTHING;
  #begun = false;

  push(octets: Uint8Array): Buffer {
    const data = Buffer.concat([this.#rest, octets]);
    const whole = data.length - (data.length % BASE64_LINE);
    this.#rest = data.subarray(whole);
    return this.#lines(data.subarray(0, whole));
  }

  end(): Buffer {
    return this.#lines(this.#rest);
  }

  /** Each line but the first has a line end before it: what follows the part has its own. */
  #lines(octets: Buffer): Buffer {
    if (octets.length === 0) return NOTHING;
    const text = octets.toString('base64').replaceAll(/.{76}(?=.)/gu, '$&\r\n');
    const lines = Buffer.from(this.#begun ? `\r\n${text}` : text, 'latin1');
    this.#begun = true;
    return lines;
  }
}

export class Base64Reader implements Coder {
  #rest = '';

  push(octets: Uint8Array): Buffer {
    const text =
      this.#rest +
      Buffer.from(octets)
        .toString('latin1')
        .replaceAll(/[^A-Za-z0-9+/]/gu, '');
    const whole = text.length - (text.length % 4);
    this.#rest = text.slice(whole);
    return Buffer.from(text.slice(0, whole), 'base64');
  }

  end(): Buffer {
    return Buffer.from(this.#rest, 'base64');
  }
}

export class QuotedPrintableReader implements Coder {
  /** Blanks that may stand at the end of a line, where they are none of its (rule 3), and an unfinished `=`. */
  #kept: number[] = [];

  push(octets: Uint8Array): Buffer {
    const out: Buffer = Buffer.allocUnsafe(octets.length + this.#kept.length + 8);
    let at = 0;
    const letGo = (): void => {
      for (const kept of this.#kept.splice(0)) out[at++] = kept;
    };
    for (const octet of octets) {
      if (this.#kept[0] === EQUALS) {
        const read = readEscape([...this.#kept, octet]);
        if (read === 'unfinished') {
          this.#kept.push(octet);
          continue;
        }
        if (read !== 'none') {
          this.#kept = [];
          if (read !== 'soft') out[at++] = read;
          continue;
        }
        letGo();
      }
      if (octet === EQUALS) {
        letGo();
        this.#kept.push(octet);
      } else if ((octet === 0x20 || octet === 0x09) && this.#kept.length < bounds.deliver.blanksHeld)
        this.#kept.push(octet);
      else {
        if (octet === CR || octet === LF) this.#kept = [];
        else letGo();
        out[at++] = octet;
      }
    }
    return out.subarray(0, at);
  }

  end(): Buffer {
    const kept = this.#kept[0] === EQUALS ? this.#kept : [];
    this.#kept = [];
    return Buffer.from(kept);
  }
}

/** @param kept `=` and what followed it. */
function readEscape(kept: readonly number[]): number | 'soft' | 'unfinished' | 'none' {
  const [, first = 0, second] = kept;
  if (first === LF) return 'soft';
  if (first === CR) return second === undefined ? 'unfinished' : second === LF ? 'soft' : 'none';
  const [high, low] = [digitOf(first), second === undefined ? 0 : digitOf(second)];
  if (high === -1 || low === -1) return 'none';
  return second === undefined ? 'unfinished' : high * 16 + low;
}

function digitOf(octet: number): number {
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** 7bit, 8bit, binary, and what nobody knows. */
class AsItIs implements Coder {
  push(octets: Uint8Array): Buffer {
    return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  }

  end(): Buffer {
    return NOTHING;
  }
}

export function readerOf(encoding: string): Coder {
  if (encoding === 'base64') return new Base64Reader();
  return encoding === 'quoted-printable' ? new QuotedPrintableReader() : new AsItIs();
}
