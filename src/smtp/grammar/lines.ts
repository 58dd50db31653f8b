/** Received octets that have not been read yet, and the command lines among them. */
import { bounds } from '../../base/bounds.ts';
import type { DialogueSettings } from '../server/dialogue-events.ts';

const LF = 10;
const CR = 13;

export type Line =
  /** Without its line end. A view: valid until the next `append`. */
  | {
      readonly kind: 'line';
      readonly bytes: Buffer;
      /** It ended in a bare LF, which is tolerated. */
      readonly bare: boolean;
      /** It ended in CR CR LF, which is tolerated. */
      readonly doubled: boolean;
    }
  /** Ended by a bare LF, or in the tail of such a line: nothing of it may be obeyed. */
  | { readonly kind: 'bare'; readonly bytes: Buffer }
  /** Over the limit; its octets are gone, all but how it began. */
  | { readonly kind: 'too-long'; readonly begins: Buffer }
  /** No line end within the larger bound: no more will be read. */
  | { readonly kind: 'endless' };

export interface LineLimits {
  /** Octets of a line that are kept. */
  readonly longest: number;
  /** Octets without a line end after which the peer is given up. */
  readonly unfinished: number;
  readonly bareLineFeed: 'reject' | 'normalize' | 'lf';
}

const NONE = Buffer.alloc(0);

/** Unread input. Holds what was appended and not taken; never more than one unfinished line beyond what the owner lets wait. */
export class Input {
  #bytes: Buffer = NONE;
  /** Whether `#bytes` is memory of ours. */
  #owned = true;
  /** The place where the search for a line end goes on: what lies before has been seen. */
  #searched = 0;
  /** Octets of an over-long line that were dropped. */
  #dropped = 0;
  /** How that line began. */
  #begins: Buffer = NONE;
  /** The line before ended in a bare LF: this one may be smuggled by whoever wrote that one. */
  #tainted = false;

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  get hasLine(): boolean {
    return this.#bytes.includes(LF, this.#searched);
  }

  /** All that is unread, as one view. */
  get bytes(): Buffer {
    return this.#bytes;
  }

  /** While nothing waits the octets are used where they are; otherwise they are copied behind what waits. */
  append(octets: Uint8Array): void {
    const added = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
    this.#owned = this.#bytes.length > 0;
    this.#bytes = this.#owned ? Buffer.concat([this.#bytes, added]) : added;
  }

  /** Makes what waits our own memory, so that the buffer it came in can be reused. */
  keep(): void {
    if (!this.#owned) this.#bytes = Buffer.from(this.#bytes);
    this.#owned = true;
  }

  consume(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
    this.#searched = 0;
  }

  clear(): void {
    this.#bytes = NONE;
    this.#searched = 0;
    this.#dropped = 0;
    this.#tainted = false;
  }

  /** The next line, or null when its end has not come yet. */
  takeLine(limits: LineLimits): Line | null {
    const end = this.#bytes.indexOf(LF, this.#searched);
    if (end < 0) return this.#unfinished(limits);
    const proper = end > 0 && this.#bytes[end - 1] === CR;
    const length = this.#dropped + end - (proper ? 1 : 0);
    let last = proper ? end - 1 : end;
    // CR CR LF, as a text mode writes it, is one line end of whoever may end lines oddly.
    if (limits.bareLineFeed !== 'reject') while (last > 0 && this.#bytes[last - 1] === CR) last--;
    const bytes = this.#bytes.subarray(0, last);
    const begins = this.#dropped > 0 ? this.#begins : bytes.subarray(0, bounds.smtp.lineBeginning);
    this.consume(end + 1);
    this.#dropped = 0;
    const obeyed = (proper && !this.#tainted) || limits.bareLineFeed !== 'reject';
    this.#tainted = !proper;
    if (length > limits.unfinished) return { kind: 'endless' };
    if (length > limits.longest) return { kind: 'too-long', begins };
    return obeyed ? { kind: 'line', bytes, bare: !proper, doubled: proper && last < end - 1 } : { kind: 'bare', bytes };
  }

  #unfinished(limits: LineLimits): Line | null {
    const held = this.#bytes.length;
    if (this.#dropped + held > limits.unfinished) {
      this.clear();
      return { kind: 'endless' };
    }
    // One octet stays: it may be the CR of the line end.
    if (held > limits.longest + 1) {
      if (this.#dropped === 0) this.#begins = Buffer.from(this.#bytes.subarray(0, bounds.smtp.lineBeginning));
      this.#dropped += held - 1;
      this.consume(held - 1);
    }
    this.#searched = this.#bytes.length;
    return null;
  }
}

export function lineLimits(settings: DialogueSettings): LineLimits {
  return {
    longest: Math.max(settings.maxCommandLine, settings.maxAuthLine),
    unfinished: settings.maxUnfinishedLine,
    bareLineFeed: settings.bareLineFeed,
  };
}
