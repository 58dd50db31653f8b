/**
 * Content as it comes in, by DATA (RFC 5321 §4.5.2) or BDAT (RFC 3030): finds the one true end, takes away dot-stuffing, and sees to it
 * that nothing behind us can read line ends in another way than we did. Only CR LF ends a line; only CR LF . CR LF ends DATA. A stray CR or
 * LF is a fault, or (normalize) is repaired to CR LF and still ends nothing. CR CR LF, which a text mode makes of CR LF, is one line end; and
 * a CR alone in a header is a blank, so that what a field holds never becomes a field; but where nothing else ends a line in all of a message, CR
 * does. Only for a peer that speaks LF alone (`LineEnds`) is LF a line end like the other. NUL, which next hops drop or end a line at, is a
 * fault, or (normalize) a blank.
 *
 * Clean content is passed on as a view of what was received; lines are found by native search.
 */
import { bounds } from '../../base/bounds.ts';
import { cleanLinesEnd } from './clean-lines.ts';
import type { ContentFault } from '../server/dialogue-events.ts';

export interface ContentLimits {
  /** Octets of the whole, CR LF counted, dot-stuffing not (RFC 1870 §3). */
  readonly maxMessageBytes: number;
  /** Octets of a line without its CR LF. */
  readonly maxContentLine: number;
  readonly bareLineFeed: 'reject' | 'normalize' | 'lf';
}

export interface ContentEffect {
  /** Content to pass on; may be empty. A view of the chunk, or fresh memory. */
  readonly content: Buffer;
  /** Octets of the chunk that belong to the content and its end. */
  readonly consumed: number;
  readonly ended: boolean;
}

/** The line ends, which may be part of the end of DATA. `lf`: a bare LF too, for a peer that ended DATA itself so. */
export type LineEnds = 'cr-lf' | 'lf';

const CR = 13;
const LF = 10;
const DOT = 46;
const NUL = 0;
const LAST_LINE = '.\r\n';
const NONE = Buffer.alloc(0);

export class ContentReader {
  #limits: ContentLimits;
  readonly #dotted: boolean;
  readonly #lineEnds: LineEnds;
  #fault: ContentFault | null = null;
  /**
   * Octets whose meaning the next chunk decides: CR, CR CR, `.`, `.` CR or `.` CR CR; or a header's first CR and what follows it, until
   * something tells how lines end here.
   */
  #held: Buffer = NONE;
  /** The state before the octet that is read next. */
  #before: 'line-end' | 'stray-end' | 'text' = 'line-end';
  #lineOctets = 0;
  #totalOctets = 0;
  /** An empty line has come. Like the next, known only where stray line ends are repaired. */
  #inBody = false;
  /** How lines end in the header: CR alone where the only CR LF is that of the end. */
  #headerLines: 'unknown' | 'lf' | 'cr' = 'unknown';
  /** Index in the input that is being read; its length: nowhere. */
  #nextNul = 0;
  #nulSeen = false;
  #repaired = false;
  #bareEndSeen = false;
  #endedBare = false;

  /** `dotted`: DATA, with dot-stuffing and its end; otherwise BDAT, whose end is counted elsewhere. */
  constructor(limits: ContentLimits, dotted: boolean, lineEnds: LineEnds = 'cr-lf') {
    this.#limits = limits;
    this.#dotted = dotted;
    this.#lineEnds = lineEnds;
  }

  /** Why the content may not be accepted: the first reason met. From there on nothing is passed on. */
  get fault(): ContentFault | null {
    return this.#fault;
  }

  /** Stray line ends were made whole. */
  get repaired(): boolean {
    return this.#repaired;
  }

  /** The content has a NUL. */
  get nulSeen(): boolean {
    return this.#nulSeen;
  }

  /** Its end was LF . LF. */
  get endedBare(): boolean {
    return this.#endedBare;
  }

  /** LF . LF was among it, and was content. */
  get bareEndSeen(): boolean {
    return this.#bareEndSeen;
  }

  configure(limits: ContentLimits): void {
    this.#limits = limits;
  }

  read(chunk: Buffer): ContentEffect {
    const held = this.#held.length;
    const input = held === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const runs = new Runs(input);
    this.#nextNul = find(input, NUL, 0);
    let tried = this.#before === 'line-end';
    let at = tried ? this.#cleanLines(input, 0) : 0;
    let cr = -1;
    let lf = -1;
    for (;;) {
      if (cr < at) cr = find(input, CR, at);
      if (lf < at) lf = find(input, LF, at);
      const end = Math.min(cr, lf);
      if (end === input.length || (end === cr && cr + 1 === input.length)) break; // no line end yet, or half of one
      const proper = cr + 1 === lf;
      const stray = end === cr && !proper ? this.#strayCr(input, cr, lf) : 'line-end';
      if (stray === 'undecided') break;
      const next = proper ? end + 2 : end + 1;
      const endsLine = proper || (end === lf && this.#lineEnds === 'lf');
      if (endsLine && this.#isEnd(input, at, end)) {
        if (!proper) this.#endedBare = this.#repaired = true;
        this.#held = NONE;
        return { content: this.#passed(runs.take(at)), consumed: next - held, ended: true };
      }
      this.#text(input, at, end, runs);
      if (stray !== 'line-end') {
        this.#within(stray, end, runs);
        at = end + 1;
        continue;
      }
      if (proper || end === lf) this.#headerLines = 'lf';
      if (!proper && end === lf && this.#isLoneDot(input, at, end)) this.#bareEndSeen = true;
      this.#lineEnd(proper, endsLine, end, next, runs);
      at = next;
      if (proper && !tried) {
        tried = true; // once a chunk, lest hostile content makes us look at its rest again and again
        at = this.#cleanLines(input, at);
      }
    }
    const rest = this.#undecided(input, at, cr);
    if (rest > at) {
      this.#text(input, at, rest, runs);
      this.#before = 'text';
    }
    const content = this.#passed(runs.take(rest));
    this.#held = rest === input.length ? NONE : Buffer.from(input.subarray(rest));
    return { content, consumed: chunk.length, ended: false };
  }

  /** BDAT LAST: nothing follows. Returns what was still held. */
  finish(): Buffer {
    if (this.#held.length === 0) return NONE;
    const { length } = this.#held;
    const runs = new Runs(this.#held);
    for (let at = 0; at < length; at++) this.#lineEnd(false, false, at, at + 1, runs); // CRs that no LF follows
    this.#held = NONE;
    return this.#passed(runs.take(length));
  }

  /** Takes the lines that need no look of their own; returns where the others begin. */
  #cleanLines(input: Buffer, from: number): number {
    if (this.#nextNul < input.length) return from;
    const end = cleanLinesEnd(input, from, this.#limits.maxContentLine, this.#dotted);
    if (this.#totalOctets + end - from > this.#limits.maxMessageBytes) return from;
    this.#totalOctets += end - from;
    if (end > from && this.#limits.bareLineFeed !== 'reject') {
      this.#headerLines = 'lf';
      this.#inBody ||= input[from] === CR || input.subarray(from, end).includes(EMPTY_LINE);
    }
    return end;
  }

  /** Decides about a CR without its LF; where two more octets would tell, they are waited for. */
  #strayCr(input: Buffer, cr: number, lf: number): 'line-end' | 'doubled' | 'blank' | 'undecided' {
    if (this.#limits.bareLineFeed === 'reject') return 'line-end';
    if (input[cr + 1] === CR) {
      if (cr + 2 === input.length) return 'undecided';
      if (input[cr + 2] === LF) return 'doubled';
    }
    if (this.#inBody) return 'line-end';
    if (this.#headerLines === 'unknown' && !this.#learnLineEnds(input, cr, lf)) return 'undecided';
    return this.#headerLines === 'cr' ? 'line-end' : 'blank';
  }

  /** How lines end, told by the first LF behind a CR that came before all others. False: what has come does not tell yet. */
  #learnLineEnds(input: Buffer, cr: number, lf: number): boolean {
    const isNear = this.#dotted && lf - cr <= bounds.smtp.loneCrOctets;
    if (isNear && lf === input.length) return false;
    const behind = input.toString('latin1', lf + 1, lf + 1 + LAST_LINE.length);
    const mayBeEnd = isNear && input[lf - 1] === CR && LAST_LINE.startsWith(behind);
    if (mayBeEnd && behind.length < LAST_LINE.length) return false;
    this.#headerLines = mayBeEnd ? 'cr' : 'lf';
    return true;
  }

  /** A CR that ends no line: the first of CR CR LF goes, one within a header field is a blank. */
  #within(stray: 'doubled' | 'blank', at: number, runs: Runs): void {
    this.#repaired = true;
    this.#before = 'text';
    if (stray === 'blank') {
      this.#lineOctets++;
      this.#totalOctets++;
    }
    if (this.#fault === null) runs.replace(at, at + 1, stray === 'blank' ? BLANK : NONE);
  }

  #isEnd(input: Buffer, at: number, end: number): boolean {
    return this.#before === 'line-end' && this.#isLoneDot(input, at, end);
  }

  #isLoneDot(input: Buffer, at: number, end: number): boolean {
    return this.#dotted && this.#before !== 'text' && end === at + 1 && input[at] === DOT;
  }

  /** The beginning of the tail that only the next chunk explains; the input's length when all is clear. */
  #undecided(input: Buffer, at: number, cr: number): number {
    const end = Math.min(cr, input.length);
    return this.#isLoneDot(input, at, end) ? at : end;
  }

  /** Text of a line, or of its next part: [from, to). */
  #text(input: Buffer, from: number, to: number, runs: Runs): void {
    const octets = this.#dropsDot(input, from, to) ? to - from - 1 : to - from;
    if (octets < to - from) runs.replace(from, from + 1, NONE);
    for (; this.#nextNul < to; this.#nextNul = find(input, NUL, this.#nextNul + 1)) this.#nul(this.#nextNul, runs);
    const lineRoom = this.#limits.maxContentLine - this.#lineOctets;
    const room = this.#limits.maxMessageBytes - this.#totalOctets;
    if (octets > lineRoom && lineRoom <= room) this.#fault ??= 'line-too-long';
    else if (octets > room) this.#fault ??= 'too-large';
    this.#lineOctets += octets;
    this.#totalOctets += octets;
  }

  #nul(at: number, runs: Runs): void {
    this.#nulSeen = true;
    if (this.#limits.bareLineFeed === 'reject') this.#fault ??= 'nul';
    else if (this.#fault === null) runs.replace(at, at + 1, BLANK);
  }

  /**
   * RFC 5321 §4.5.2: a dot that begins a line and is not all of it was added by the sender. A lone dot before a stray line end is text. And
   * behind a stray line end only a doubled dot is undone: the sender may or may not have taken that for a line's beginning.
   */
  #dropsDot(input: Buffer, from: number, to: number): boolean {
    if (!this.#dotted || this.#before === 'text' || from === to || input[from] !== DOT) return false;
    return to > from + 1 && (this.#before === 'line-end' || input[from + 1] === DOT);
  }

  #lineEnd(proper: boolean, endsLine: boolean, from: number, to: number, runs: Runs): void {
    if (!proper) {
      if (this.#limits.bareLineFeed === 'reject') this.#fault ??= 'bare-line-feed';
      else {
        this.#repaired = true;
        if (this.#fault === null) runs.replace(from, to, CRLF);
      }
    }
    if (this.#lineOctets === 0) this.#inBody = true;
    this.#before = endsLine ? 'line-end' : 'stray-end';
    this.#lineOctets = 0;
    this.#totalOctets += 2;
    if (this.#totalOctets > this.#limits.maxMessageBytes) this.#fault ??= 'too-large';
  }

  #passed(content: Buffer): Buffer {
    return this.#fault === null ? content : NONE;
  }
}

const CRLF = Buffer.from('\r\n');
const EMPTY_LINE = Buffer.from('\r\n\r\n');
const BLANK = Buffer.from(' ');

function find(input: Buffer, octet: number, from: number): number {
  const at = input.indexOf(octet, from);
  return at < 0 ? input.length : at;
}

/** The input with some places replaced. Costs nothing while nothing is. */
class Runs {
  readonly #input: Buffer;
  /** Room for the worst case: every octet a stray line end. */
  #output: Buffer | null = null;
  #length = 0;
  #from = 0;

  constructor(input: Buffer) {
    this.#input = input;
  }

  replace(from: number, to: number, by: Buffer): void {
    this.#copyUntil(from);
    if (this.#output !== null) this.#length += by.copy(this.#output, this.#length);
    this.#from = to;
  }

  take(end: number): Buffer {
    if (this.#output === null) return this.#input.subarray(0, end);
    this.#copyUntil(end);
    return this.#output.subarray(0, this.#length);
  }

  #copyUntil(end: number): void {
    this.#output ??= Buffer.allocUnsafe(this.#input.length * 2);
    this.#length += this.#input.copy(this.#output, this.#length, this.#from, end);
    this.#from = end;
  }
}
