/**
 * A large attachment in pieces, by an upload session. Promises: it is called done only when Graph has said that nothing is missing; a
 * draft whose upload is not done is never sent (draft.ts). Graph's outlook-large-attachments and uploadSession pages; RFC 9110 §14.4.
 */
import { bounds } from '../../../base/bounds.ts';
import { create, type DraftTask, failureOf, nonsense } from './answers.ts';
import type { GraphAnswer, GraphRequest } from './http.ts';
import type { GraphFailure } from './judge.ts';
import type { Attachment } from './parts.ts';
import { type Phrase, say } from '../../../texts/phrase.ts';

/** By documentation a piece is a multiple of 320 KiB and below 4 MB. Several copies of one are in memory at once, so it is half of that. */
const PIECE = 6 * 327_680;
const STEP = 'an upload session';

export async function upload(
  task: DraftTask,
  draft: string,
  attachment: Attachment,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<GraphFailure | null> {
  const url = await openSession(task, draft, attachment, signal);
  if (typeof url !== 'string') return url;
  const session = new UploadSession(task, url, attachment.sizeBytes);
  for await (const piece of pieces(content, PIECE)) {
    const failure = await session.put(piece, signal);
    if (failure !== null) return failure;
  }
  return session.isWhole ? null : nonsense(task, STEP, say`the content changed while it was read`);
}

/** Returns the address to upload to. */
async function openSession(
  task: DraftTask,
  draft: string,
  { name, sizeBytes: size, type: contentType, inline: isInline, contentId }: Attachment,
  signal: AbortSignal,
): Promise<string | GraphFailure> {
  const item = { attachmentType: 'file', name, size, contentType, isInline };
  const AttachmentItem = contentId === null ? item : { ...item, contentId };
  const request = create(`${draft}/attachments/createUploadSession`, { AttachmentItem }, [200, 201]);
  const opened = await task.graph.ask(request, signal);
  const url = opened.kind === 'done' ? opened.body['uploadUrl'] : null;
  if (typeof url !== 'string') return failureOf(opened, task, STEP) ?? nonsense(task, STEP, say`no uploadUrl`);
  // Mail does not leave an encrypted way because an answer says so.
  const isSafe = URL.canParse(url) && (new URL(url).protocol === 'https:' || !task.base.startsWith('https:'));
  return isSafe ? url : nonsense(task, STEP, say`an uploadUrl that is not https`);
}

/** How much of one attachment has arrived. */
class UploadSession {
  readonly #task: DraftTask;
  readonly #url: string;
  readonly #size: number;
  #arrived = 0;
  /** How often it went back to what was not kept. */
  #again = 0;

  constructor(task: DraftTask, url: string, size: number) {
    this.#task = task;
    this.#url = url;
    this.#size = size;
  }

  get isWhole(): boolean {
    return this.#arrived === this.#size;
  }

  /** The next piece; of it as often as Graph wants octets of it again. null: it has arrived. */
  async put(piece: Buffer, signal: AbortSignal): Promise<GraphFailure | null> {
    const begin = this.#arrived;
    const end = begin + piece.byteLength;
    for (let from = begin; from < end; ) {
      const request = this.#request(from, end, piece.subarray(from - begin));
      const answer = await this.#task.graph.ask(request, signal);
      if (isSessionOver(answer)) return this.#nonsense(say`HTTP ${answer.refusal.status}: the session is over`);
      if (answer.kind !== 'done') return failureOf(answer, this.#task, STEP);
      const to = this.#goOnFrom(answer, begin, end);
      if (typeof to !== 'number') return this.#nonsense(to);
      from = to;
    }
    this.#arrived = end;
    return null;
  }

  #request(from: number, end: number, bytes: Uint8Array): GraphRequest {
    return {
      method: 'PUT',
      url: this.#url,
      yes: [200, 201, 202],
      withoutToken: true,
      headers: { 'content-range': `bytes ${from}-${end - 1}/${this.#size}` },
      body: { type: 'application/octet-stream', bytes },
    };
  }

  /** A phrase: what is wrong with the answer. */
  #goOnFrom(answer: Done, begin: number, end: number): number | Phrase {
    const next = nextOf(answer, end === this.#size);
    if (next === null) return say`HTTP ${answer.status} that does not say what has arrived of the attachment`;
    const to = next === 'all' ? this.#size : next;
    // The octets before this piece are not at hand any more, those behind it were not sent.
    if (to < begin || to > end)
      return say`the wish to go on at byte ${to} of ${this.#size}, when it had ${begin}-${end - 1}`;
    if (to < end && ++this.#again > bounds.deliver.uploadAgain) return say`the same bytes wanted again and again`;
    return to;
  }

  #nonsense(what: Phrase): GraphFailure {
    return nonsense(this.#task, STEP, what);
  }
}

type Done = Extract<GraphAnswer, { kind: 'done' }>;

/**
 * The place to go on from. `all`: nothing is missing, which only the last piece is believed: 201 by documentation, or a 200 that wants no more.
 * null: it does not say. For mail the ranges are one `{start}`, for others `{start}-{end}`; of several the first missing octet counts.
 */
function nextOf(answer: Done, isLast: boolean): number | 'all' | null {
  if (answer.status === 201) return isLast ? 'all' : null;
  if (!answer.isJson) return null;
  // The places to upload to do not agree on the case of its first letter, nor do Graph's own pages.
  const ranges = answer.body['nextExpectedRanges'] ?? answer.body['NextExpectedRanges'] ?? [];
  if (!Array.isArray(ranges)) return null;
  if (ranges.length === 0) return isLast && answer.status === 200 ? 'all' : null;
  const starts = ranges.map((range) => (/^\d{1,15}(?=-|$)/u.exec(String(range)) ?? [])[0]);
  return starts.includes(undefined) ? null : Math.min(...starts.map(Number));
}

/**
 * The place to upload to takes no token and knows no mailbox: what it refuses says nothing of our account, nor of the message. The whole
 * is sent again.
 */
const isSessionOver = (answer: GraphAnswer): answer is Extract<GraphAnswer, { kind: 'refused' }> =>
  answer.kind === 'refused' && [400, 401, 403, 404, 405, 410, 416].includes(answer.refusal.status);

/** The same octets in pieces of one size, the last one of what is left. */
async function* pieces(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  // A piece belongs to the request that sends it, so each has a buffer of its own.
  let piece = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.byteLength; ) {
      const part = chunk.subarray(at, at + size - filled);
      piece.set(part, filled);
      filled += part.byteLength;
      at += part.byteLength;
      if (filled < size) continue;
      yield piece;
      piece = Buffer.allocUnsafe(size);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
