import type { ContentId } from '../base/id.ts';

/**
 * A message's content once it is stored (header, empty line, body; CRLF line ends; no dot-stuffing).
 * Small content travels inside the commit; large content is stored for itself before, and never whole in memory.
 */
export type ContentRef = {
  readonly sizeBytes: number;
  /** Hex SHA-256 of the whole content as stored. */
  readonly sha256: string;
} & ({ readonly kind: 'inline'; readonly bytes: Uint8Array } | { readonly kind: 'stored'; readonly id: ContentId });

/** How stored content differs from what was accepted. */
export type ContentDamage = 'missing' | 'shorter' | 'longer' | 'changed';

/** Streams content into the store. `write` is awaited for backpressure; after `finish` the content is on disk or ready to ride in a commit. */
export interface ContentWriter {
  /** Appends. The chunk belongs to the writer now: it must not be changed any more. Rejects with StoreUnavailable. */
  write(chunk: Uint8Array): Promise<void> | void;
  /** Content is complete: large content is durable when this resolves. */
  finish(): Promise<ContentRef>;
  /** Drops everything; idempotent; safe after a failed write. Not to be called after finish(); un-accepted refs are swept. */
  abort(): Promise<void>;
}

/** The header, as far as the product needs it: gathered once at intake, shown in the trace. */
export interface HeaderSummary {
  readonly messageId: string | null;
  /** Decoded, at most 256 characters, controls removed. */
  readonly subject: string | null;
  /** Addresses of From, as written, at most 10. */
  readonly from: readonly string[];
  /** Whether any octet of header or body is >= 0x80: decides about 8BITMIME conversion (RFC 6152). */
  readonly has8bit: boolean;
  /** Whether any octet of the header section is >= 0x80 (needs SMTPUTF8 onward, RFC 6532). */
  readonly headerHas8bit: boolean;
  /** How much its sender says it hurries: Priority, X-Priority and Importance, Precedence and List-Id. Absent: nothing said. */
  readonly precedence?: 'urgent' | 'bulk';
  /** TLS-Required (RFC 8689 §3): what the recipients' domains demand is to be passed over. Absent: nothing said. */
  readonly tlsRequired?: 'no';
}
