/**
 * One message's content on its way into the spool: the header section is held back (bounded) until it is whole, looked at, and written with
 * our fields on top; the body streams through. Whatever makes the message unacceptable is remembered and answered at the end of data;
 * from then on nothing is stored.
 */
import { isAscii } from 'node:buffer';
import type { ContentRef, ContentWriter, HeaderSummary } from '../../mail/content.ts';
import type { ProfileTraits, Rewriting } from '../../mail/device.ts';
import { replies } from '../../mail/replies.ts';
import { type Refused, refuse, type Verdict } from '../../mail/verdict.ts';
import type { HabitName } from '../../mail/names.ts';
import { type HeaderFacts, headerFacts } from './header-facts.ts';
import { PartHeaders } from './part-headers.ts';
import { type RepairedHeader, repairedHeader } from './repair-header.ts';
import { withMailboxLines } from './stray-lines.ts';
import { LineWrapper } from './wrap-lines.ts';
import type { AuthorFact } from '../../mail/screening/facts.ts';
import { authorOf } from '../../screening/author.ts';
import { type HeaderScan, headerSectionEnd, scanHeader } from '../../mail/header/header-scan.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface IntakeLimits {
  readonly headerSectionBytes: number;
  readonly headerFields: number;
  readonly receivedHops: number;
}

export interface FieldsOnTop {
  /** Fields, each with CR LF. */
  readonly text: string;
  /** The Message-ID among them, where the header had none. */
  readonly messageId: string | null;
}

export interface IntakeSettings {
  readonly limits: IntakeLimits;
  /** The fields that go on top, made when the header is known. */
  readonly fieldsOnTop: (facts: HeaderFacts) => FieldsOnTop;
  /** Submission: Bcc goes away (RFC 6409 §8), and a header that could be read in two ways is refused. */
  readonly submission: boolean;
  /** Of own senders: a Date or Message-ID that is missing, or empty, is ours to add. */
  readonly completes: boolean;
  /** The repairs on the way (`mail/device.ts`). */
  readonly profile: Pick<ProfileTraits, 'longLines' | 'rawHeaders' | 'removeBcc'>;
  /** In whose name it goes on; null: the sender's own. */
  readonly rewriting: Rewriting | null;
  /** Whether a field says what only we may say. Its name in lower case, its value unfolded. */
  readonly isForged: (name: string, value: () => string) => boolean;
  /** Tells of such a field, which is gone. */
  readonly removed: (name: string) => void;
  /** Tells what was repaired, and what was rewritten in words. */
  readonly repaired: (habit: HabitName) => void;
  /** Tells for what a message was refused that another profile would repair. */
  readonly refusedHabit: (habit: HabitName) => void;
  readonly rewrote: (changes: readonly ToldLine[]) => void;
  /** Of strangers: the author is asked for. */
  readonly wantsAuthor: boolean;
  /** The last word on the header: Send As, loops. */
  readonly judge: (facts: HeaderFacts) => Verdict;
}

export type IntakeResult =
  | {
      readonly kind: 'complete';
      readonly content: ContentRef;
      readonly header: HeaderSummary;
      /** As the stored header shows it. */
      readonly author: AuthorFact;
      /** It has a signature of DKIM, or a chain of ARC. */
      readonly isSigned: boolean;
      /** It calls itself a TLS report. */
      readonly isTlsReport: boolean;
    }
  | { readonly kind: 'refused'; readonly verdict: Refused };

const EMPTY = Buffer.alloc(0);
const LF = 10;

export class Intake {
  readonly #writer: ContentWriter;
  readonly #settings: IntakeSettings;
  /** Pieces of the header section while it is not whole. */
  #held: Buffer = EMPTY;
  #heldBytes = 0;
  #facts: HeaderFacts | null = null;
  #author: AuthorFact = { kind: 'none', why: 'no-from' };
  #addedMessageId: string | null = null;
  #bodyHas8bit = false;
  /** Only where the profile wants them. */
  readonly #wrapper: LineWrapper | null;
  readonly #partHeaders: PartHeaders | null;
  #refused: Refused | null = null;
  #over = false;

  constructor(writer: ContentWriter, settings: IntakeSettings) {
    this.#writer = writer;
    this.#settings = settings;
    this.#wrapper = settings.profile.longLines === 'wrap' ? new LineWrapper() : null;
    this.#partHeaders = settings.profile.rawHeaders === 'encode' ? new PartHeaders() : null;
  }

  /** It was finished or dropped: nothing is left to abort. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Rejects with StoreUnavailable. */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#refused !== null) return;
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (this.#wrapper === null) return this.#take(chunk);
    await this.#takeAll([...this.#wrapper.wrap(chunk)]);
  }

  async #takeAll(pieces: readonly Buffer[]): Promise<void> {
    const [first] = pieces;
    if (first !== undefined) await this.#take(pieces.length === 1 ? first : Buffer.concat(pieces));
  }

  async #take(chunk: Buffer): Promise<void> {
    if (this.#facts !== null) return this.#body(chunk);

    const searched = this.#heldBytes;
    this.#hold(chunk);
    const held = this.#held.subarray(0, this.#heldBytes);
    const end = headerSectionEnd(held, searched);
    const most = this.#settings.limits.headerSectionBytes;
    if (end < 0 && held.length <= most) return;
    // Content without an empty line may have ended its header long ago: at the first whole line that is no field.
    const scan = scanHeader(end < 0 ? held : held.subarray(0, end));
    const endedEarly = scan.ending === 'not-a-field' && held.includes(LF, scan.end) && scan.end <= most;
    if (!endedEarly && (end < 0 || end > most))
      return this.#refuse(refuse(replies.headerTooLarge(), { kind: 'limit', limit: 'headerSection', most }));
    await this.#header(scan);
  }

  async finish(): Promise<IntakeResult> {
    if (this.#wrapper !== null && this.#refused === null) await this.#takeAll([...this.#wrapper.end()]);
    if (this.#facts === null && this.#refused === null)
      await this.#header(scanHeader(this.#held.subarray(0, this.#heldBytes)));
    if (this.#refused !== null) return { kind: 'refused', verdict: this.#refused };
    for (const piece of this.#partHeaders?.end() ?? []) await this.#keep(piece);
    if (this.#partHeaders?.encoded) this.#settings.repaired('raw-headers');
    if (this.#wrapper?.wrapped) this.#settings.repaired('long-lines');
    const facts = this.#facts;
    if (facts === null) throw new Error('a header is either taken or refused');
    const content = await this.#writer.finish();
    this.#over = true;
    const { subject, from, headerHas8bit, precedence, tlsRequired, isSigned, isTlsReport } = facts;
    const messageId = facts.messageId ?? this.#addedMessageId;
    const has8bit = headerHas8bit || this.#bodyHas8bit;
    return {
      kind: 'complete',
      content,
      author: this.#author,
      ...{ isSigned, isTlsReport },
      header: {
        messageId,
        subject,
        from,
        has8bit,
        headerHas8bit,
        ...(precedence === null ? {} : { precedence }),
        ...(tlsRequired === null ? {} : { tlsRequired }),
      },
    };
  }

  /** Drops what was written; idempotent. */
  async abort(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    await this.#writer.abort().catch(() => {}); // what cannot be removed now is swept later
  }

  async #header(found: HeaderScan): Promise<void> {
    const content = this.#held.subarray(0, this.#heldBytes);
    this.#held = EMPTY;
    const { limits, submission, profile } = this.#settings;
    const mends = found.strays.length > 0 && profile.rawHeaders === 'encode';
    const bytes = mends ? withMailboxLines(content, found) : content;
    const scan: HeaderScan = mends ? { ...scanHeader(bytes), ending: found.ending } : found;
    const facts = headerFacts(bytes, scan);
    const { headerFields, receivedHops } = limits;
    const count = { fields: scan.fields.length, received: facts.receivedFields };
    if (count.fields > headerFields) {
      const reason = { kind: 'limit', limit: 'headerFields', most: headerFields, used: count.fields } as const;
      return this.#refuse(refuse(replies.headerTooLarge(), reason));
    }
    if (count.received > receivedHops) {
      const reason = { kind: 'limit', limit: 'receivedHops', most: receivedHops, used: count.received } as const;
      return this.#refuse(refuse(replies.loop(), reason));
    }
    if (submission && isReadInTwoWays(scan)) {
      if (scan.strays.length > 0) this.#settings.refusedHabit('stray-lines');
      return this.#refuse(refuse(replies.headerLineNoField(), { kind: 'stray-lines' }));
    }
    const kept = repairedHeader(bytes, scan, {
      ...this.#settings,
      profile: { ...profile, removeBcc: submission || profile.removeBcc },
    });
    const shown = kept.rewritten === null ? facts : { ...facts, ...kept.rewritten };
    const verdict = this.#settings.judge(shown);
    if (verdict.kind !== 'accept') return this.#refuse(verdict);
    this.#facts = kept.has8bit === null ? shown : { ...shown, headerHas8bit: kept.has8bit };
    if (mends) this.#settings.repaired('stray-lines');
    if (scan.ending === 'not-a-field') this.#settings.repaired('no-empty-line');
    for (const habit of kept.repairs) this.#settings.repaired(habit);
    for (const name of kept.removed) this.#settings.removed(name);
    if (this.#settings.wantsAuthor) this.#author = storedAuthor(bytes, scan, kept);
    if (kept.changes.length > 0) this.#settings.rewrote(kept.changes);
    const onTop = this.#settings.fieldsOnTop(facts);
    this.#addedMessageId = onTop.messageId;
    await this.#writer.write(Buffer.from(onTop.text));
    for (const piece of kept.pieces) await this.#writer.write(piece);
    if (scan.ending !== 'empty-line') {
      if (scan.end > 0 && bytes[scan.end - 1] !== LF) await this.#writer.write(CRLF);
      await this.#writer.write(CRLF);
    }
    this.#partHeaders?.begin(bytes.subarray(0, scan.end));
    if (found.end < content.length) await this.#body(content.subarray(found.end));
  }

  /** Room grows by doubling, so that a peer who sends octet by octet does not make us copy without end. */
  #hold(chunk: Buffer): void {
    const needed = this.#heldBytes + chunk.length;
    if (needed > this.#held.length) {
      const room = Buffer.allocUnsafe(Math.max(needed, 2 * this.#held.length));
      this.#held.copy(room, 0, 0, this.#heldBytes);
      this.#held = room;
    }
    chunk.copy(this.#held, this.#heldBytes);
    this.#heldBytes = needed;
  }

  async #body(chunk: Buffer): Promise<void> {
    if (this.#partHeaders === null) return this.#keep(chunk);
    for (const piece of this.#partHeaders.pass(chunk)) await this.#keep(piece);
  }

  async #keep(chunk: Uint8Array): Promise<void> {
    if (!this.#bodyHas8bit) this.#bodyHas8bit = !isAscii(chunk);
    await this.#writer.write(chunk);
  }

  async #refuse(verdict: Refused): Promise<void> {
    this.#refused = verdict;
    this.#held = EMPTY;
    await this.abort();
  }
}

/** Of the fields as they are kept; how the header ended is as it came. */
function storedAuthor(bytes: Buffer, scan: HeaderScan, { isAsItWas, pieces }: RepairedHeader): AuthorFact {
  if (isAsItWas) return authorOf(bytes, scan);
  const whole = Buffer.concat(pieces);
  return authorOf(whole, { ...scanHeader(whole), ending: scan.ending });
}

const CRLF = Buffer.from('\r\n');

/** Some would end the header where others go on. */
const isReadInTwoWays = ({ strays, ending, fields }: HeaderScan): boolean =>
  strays.length > 0 || (ending === 'not-a-field' && fields.length > 0);
