/** The judgement of a message by what was found out about it (`facts.ts`). */
import type { Reason } from '../reason.ts';

/** The rows of the table by which mail is judged, in its order: the first that applies decides (`screening/disposition.ts`). */
export const screenRows = [
  'restricted-sender',
  'restricted-connector',
  'blocked-address',
  'spam-list',
  'policy-list',
  'own-hello',
  'blocked-recipient',
  'no-author',
  'malware',
  'blocked-author',
  'attachment-type',
  'dmarc-reject',
  'virus-scan-failed',
  'dmarc-quarantine',
  'dmarc-unknown',
  'unauthenticated',
  'high-confidence-spam',
  'spam',
  'bulk',
  'too-large-to-scan',
] as const;
export type ScreenRow = (typeof screenRows)[number];

/** Of these, those by which the domain of an author asks for an act (RFC 9989). */
export const dmarcRows: readonly ScreenRow[] = ['dmarc-reject', 'dmarc-quarantine'];

/** Exchange's categories, as in X-Forefront-Antispam-Report. */
export type ScreenCategory = 'NONE' | 'MALW' | 'SPOOF' | 'HSPM' | 'SPM' | 'BULK';
/** And why its filter said so: not spam, spam, an allow list, a block list, skipped, released from quarantine. */
export type FilterVerdict = 'NSPM' | 'SPM' | 'SKA' | 'SKB' | 'SKN' | 'SKQ';

/** Composite authentication: one word for SPF, DKIM and DMARC together, with Exchange's three digits. */
export interface CompositeResult {
  readonly result: 'pass' | 'softpass' | 'fail' | 'none';
  readonly reason: string;
  /** The peer is a device that the organization knows. */
  readonly byDevice?: true;
}

/** The place that a message goes to for a recipient here. */
export type Disposition = 'inbox' | 'junk' | 'quarantine';

/** `hold`: until an administrator has looked at it; `stamp`: it is marked, and goes on as if nothing were. */
export const screenActs = ['reject', 'defer', 'quarantine', 'hold', 'junk', 'stamp'] as const;
export type ScreenAct = (typeof screenActs)[number];

/** A row of the table that applies to a message, and its act for this way in and preset. */
export interface FiredRow {
  readonly row: ScreenRow;
  readonly act: ScreenAct;
  readonly reason: Reason;
  /** It only says what it would do. */
  readonly isObserved: boolean;
}

/**
 * An accepted message, judged. It is kept with the message, told in the trace and stamped on top at delivery, and never written into the
 * content: what was accepted is what is delivered.
 */
export interface Screened {
  /** Spam confidence level: -1 not filtered, 1 not spam, 5 or 6 spam, 9 high confidence. */
  readonly scl: number;
  readonly category: ScreenCategory;
  readonly filter: FilterVerdict;
  readonly disposition: Disposition;
  /** The row that decided; absent: none did. */
  readonly row?: ScreenRow;
  /** Rows that would have done something else, and are only observed. */
  readonly observed?: readonly {
    readonly row: ScreenRow;
    readonly would: Exclude<ScreenAct, 'stamp'>;
  }[];
  readonly composite?: CompositeResult;
  /** The text of Authentication-Results behind our name, at most 2 KiB; absent: nothing was checked. */
  readonly results?: string;
  readonly engine?: { readonly score: number; readonly symbols: readonly string[] };
  readonly virus?: string;
  readonly notScanned?: readonly ('engine' | 'virus')[];
}

/** The judgement as it holds for a recipient whom somebody has let have the message. */
export const asReleased = (screened: Screened): Screened => ({ ...screened, filter: 'SKQ', disposition: 'inbox' });

/** It goes to the recipients' Junk, and to nobody outside on their behalf. */
export const isJunk = ({ screened }: { readonly screened?: Screened }): boolean => screened?.disposition === 'junk';
