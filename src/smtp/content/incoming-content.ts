/** A message's content on its way in, by DATA until its end or by BDAT until the last chunk (RFC 3030). */
import type { Reply } from '../../mail/reply.ts';
import { type ContentLimits, ContentReader, type LineEnds } from './content-reader.ts';
import type { DialogueEvent } from '../server/dialogue-events.ts';
import type { Input } from '../grammar/lines.ts';

interface Chunk {
  readonly octets: number;
  readonly last: boolean;
  left: number;
  /** The fate of its octets: taken, or only consumed and answered so; null: the session has not said yet whether it takes chunks. */
  fate: 'content' | Reply | null;
}

/** The event to tell now, and the one right after it. */
export type Told = readonly [DialogueEvent | null, DialogueEvent | null];

const NOTHING_YET: Told = [null, null];

export class IncomingContent {
  #limits: ContentLimits;
  #reader: ContentReader | null = null;
  #dataRuns = false;
  #chunk: Chunk | null = null;

  constructor(limits: ContentLimits) {
    this.#limits = limits;
  }

  /** Octets received now are content, or belong to a chunk: not commands. */
  get takesOctets(): boolean {
    return this.#dataRuns || this.#chunk !== null;
  }

  /** The message has been begun in chunks and not ended. */
  get chunking(): boolean {
    return this.#reader !== null && !this.#dataRuns;
  }

  /** A message has been begun and not ended: its content flows, or more chunks are to come, be it of one that is refused. */
  get isUnderWay(): boolean {
    return this.takesOctets || this.chunking;
  }

  /** Content is flowing in. */
  get flows(): boolean {
    return this.#dataRuns || this.#chunk?.fate === 'content';
  }

  /** Stray line ends were made whole in the content that is being read, or has just ended. */
  get repaired(): boolean {
    return this.#reader?.repaired ?? false;
  }

  /** The content has a NUL. */
  get nulSeen(): boolean {
    return this.#reader?.nulSeen ?? false;
  }

  /** The content that has just ended did so with LF . LF. */
  get endedBare(): boolean {
    return this.#reader?.endedBare ?? false;
  }

  /** LF . LF was among it, and was content. */
  get bareEndSeen(): boolean {
    return this.#reader?.bareEndSeen ?? false;
  }

  configure(limits: ContentLimits): void {
    this.#limits = limits;
    this.#reader?.configure(limits);
  }

  startData(lineEnds: LineEnds): void {
    this.#reader = new ContentReader(this.#limits, true, lineEnds);
    this.#dataRuns = true;
  }

  /** `octets` follow; with a refusal they are only consumed. */
  startChunk(octets: number, last: boolean, refusal: Reply | null): void {
    this.#chunk = { octets, last, left: octets, fate: refusal ?? (this.chunking ? 'content' : null) };
  }

  acceptChunks(): void {
    this.#reader = new ContentReader(this.#limits, false);
    this.#decide('content');
  }

  refuseChunks(reply: Reply): void {
    this.#decide(reply);
  }

  drop(): void {
    this.#reader = null;
    this.#dataRuns = false;
    this.#chunk = null;
  }

  read(input: Input): Told {
    if (this.#chunk !== null) return this.#readChunk(this.#chunk, input);
    return this.#reader === null || input.isEmpty ? NOTHING_YET : readData(this.#reader, input);
  }

  #decide(fate: 'content' | Reply): void {
    if (this.#chunk?.fate !== null) throw new Error('no chunk waits to be decided');
    this.#chunk.fate = fate;
  }

  #readChunk(chunk: Chunk, input: Input): Told {
    if (chunk.fate === null) return [{ type: 'chunking' }, null];
    const piece = input.bytes.subarray(0, chunk.left);
    chunk.left -= piece.length;
    input.consume(piece.length);
    if (chunk.left === 0) this.#chunk = null;
    if (chunk.fate !== 'content') return chunk.left === 0 ? [refusedChunk(chunk, chunk.fate), null] : NOTHING_YET;
    const reader = this.#reader;
    if (reader === null) throw new Error('a chunk without a reader');
    const { content } = reader.read(piece);
    if (chunk.left > 0) return content.length === 0 ? NOTHING_YET : [{ type: 'content', bytes: content }, null];
    const tail = chunk.last ? reader.finish() : null;
    const whole = tail === null || tail.length === 0 ? content : Buffer.concat([content, tail]);
    const over = chunk.last || reader.fault !== null;
    return contentThen(
      whole,
      over ? { type: 'end-of-data', fault: reader.fault } : { type: 'chunk', octets: chunk.octets },
    );
  }
}

function readData(reader: ContentReader, input: Input): Told {
  const read = reader.read(input.bytes);
  input.consume(read.consumed);
  return contentThen(read.content, read.ended ? { type: 'end-of-data', fault: reader.fault } : null);
}

function contentThen(content: Buffer, then: DialogueEvent | null): Told {
  return content.length === 0 ? [then, null] : [{ type: 'content', bytes: content }, then];
}

/** RFC 3030 §2: a refused chunk fails the message, and its octets are never commands. */
function refusedChunk(chunk: Chunk, reply: Reply): DialogueEvent {
  const line = `BDAT ${chunk.octets}${chunk.last ? ' LAST' : ''}`;
  return { type: 'fault', reply, stage: 'data', line, closing: false };
}
