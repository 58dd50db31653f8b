/** Questions and answers of DNS as octets (RFC 1035 §4, RFC 6891): the few types that are asked for with the AD bit, which node:dns hides. Pure. */
import { bounds } from '../base/bounds.ts';
import type { MxRecord } from './resolver.ts';
import type { TlsaRecord } from './secure-resolver.ts';

export const recordCodes = { A: 1, NS: 2, CNAME: 5, MX: 15, AAAA: 28, TLSA: 52 } as const;
export type WireType = keyof typeof recordCodes;

const OPT = 41;
const HEADER = 12;
const LABEL = 63;
const NAME = 253;
const FLAGS = { response: 0x8000, truncated: 0x0200, recursionDesired: 0x0100, authentic: 0x0020 };

export interface WireRecord {
  /** Lower case, no final dot. */
  readonly name: string;
  readonly code: number;
  readonly value: string | MxRecord | TlsaRecord;
}

export interface WireAnswer {
  readonly id: number;
  readonly question: { readonly name: string; readonly code: number } | null;
  readonly responseCode: number;
  readonly authentic: boolean;
  readonly truncated: boolean;
  readonly records: readonly WireRecord[];
}

/** One question that asks for the AD bit (RFC 6840 §5.7). null: the name cannot be put on the wire. */
export function encodeQuestion(id: number, name: string, type: WireType): Buffer | null {
  const labels = name === '' ? [] : name.split('.');
  if (labels.some((label) => label === '' || label.length > LABEL || !/^[\x21-\x7e]+$/u.test(label))) return null;
  if (name.length > NAME) return null;
  const octets: number[] = [];
  for (const label of labels) octets.push(label.length, ...Buffer.from(label, 'latin1'));
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(id, 0);
  head.writeUInt16BE(FLAGS.recursionDesired | FLAGS.authentic, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(1, 10);
  const extension = Buffer.from([0, 0, OPT, 0, 0, 0, 0, 0, 0, 0, 0]);
  extension.writeUInt16BE(bounds.dns.udpAnswer, 3);
  return Buffer.concat([head, Buffer.from([...octets, 0, 0, recordCodes[type], 0, 1]), extension]);
}

/** null: it is no answer that can be read. */
export function decodeAnswer(octets: Buffer): WireAnswer | null {
  try {
    return new Reader(octets).answer();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Reading beyond the end throws a RangeError, as Buffer does. */
class Reader {
  readonly #octets: Buffer;
  #at = HEADER;

  constructor(octets: Buffer) {
    this.#octets = octets;
  }

  answer(): WireAnswer | null {
    const octets = this.#octets;
    const flags = octets.readUInt16BE(2);
    if ((flags & FLAGS.response) === 0) return null;
    const questions = octets.readUInt16BE(4);
    const answers = octets.readUInt16BE(6);
    if (questions > 1 || answers > bounds.dns.answerRecords) return null;
    const question = questions === 1 ? { name: this.#name(), code: this.#pair() } : null;
    if (question !== null) this.#at += 2;
    const records: WireRecord[] = [];
    for (let index = 0; index < answers; index++) {
      const record = this.#record();
      if (record !== null) records.push(record);
    }
    return {
      id: octets.readUInt16BE(0),
      question,
      responseCode: flags & 0x0f,
      authentic: (flags & FLAGS.authentic) !== 0,
      truncated: (flags & FLAGS.truncated) !== 0,
      records,
    };
  }

  /** null: of a type that nobody asks for here. */
  #record(): WireRecord | null {
    const name = this.#name();
    const code = this.#pair();
    this.#at += 6; // class and TTL
    const length = this.#pair();
    const end = this.#at + length;
    if (end > this.#octets.length) throw new RangeError('a record goes beyond its message');
    const value = this.#value(code, end);
    this.#at = end;
    return value === null ? null : { name, code, value };
  }

  #value(code: number, end: number): WireRecord['value'] | null {
    const data = this.#octets.subarray(this.#at, end);
    switch (code) {
      case recordCodes.A:
        return data.length === 4 ? data.join('.') : null;
      case recordCodes.AAAA:
        return data.length === 16 ? ipv6(data) : null;
      case recordCodes.CNAME:
      case recordCodes.NS:
        return this.#name();
      case recordCodes.MX:
        return { preference: this.#pair(), exchange: this.#name() };
      case recordCodes.TLSA: {
        const [usage = 0, selector = 0, matching = 0] = data;
        return data.length < 3 ? null : { usage, selector, matching, data: data.subarray(3).toString('hex') };
      }
      default:
        return null;
    }
  }

  #pair(): number {
    const value = this.#octets.readUInt16BE(this.#at);
    this.#at += 2;
    return value;
  }

  /** Pointers lead backwards only, so that they end (RFC 1035 §4.1.4). */
  #name(): string {
    const labels: string[] = [];
    let at = this.#at;
    let back: number | null = null;
    for (let length = this.#octets.readUInt8(at); length !== 0; length = this.#octets.readUInt8(at)) {
      if (length >= 0xc0) {
        const target = this.#octets.readUInt16BE(at) & 0x3fff;
        if (target >= at) throw new RangeError('a name that leads forward');
        back ??= at + 2;
        at = target;
      } else {
        if (length > LABEL || labels.length > NAME) throw new RangeError('no label');
        labels.push(this.#octets.toString('latin1', at + 1, at + 1 + length).toLowerCase());
        at += 1 + length;
      }
    }
    this.#at = back ?? at + 1;
    return labels.join('.');
  }
}

const ipv6 = (data: Buffer): string =>
  Array.from({ length: 8 }, (_, index) => data.readUInt16BE(index * 2).toString(16)).join(':');
