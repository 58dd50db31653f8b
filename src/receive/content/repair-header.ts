/**
 * The header section as it is kept: an empty Date or Message-ID goes where ours replaces it; by the peer's profile Bcc goes, 8-bit fields become
 * encoded words and loose display names are quoted; by its connector or device From is rewritten. What is not touched stays octet for octet. Pure.
 */
import { isAscii } from 'node:buffer';
import type { ProfileTraits, Rewriting } from '../../mail/device.ts';
import { charsetOfHeader } from '../../mail/header/charset.ts';
import { encodedField, quotedField } from '../../mail/header/encode-field.ts';
import {
  fieldValue,
  type HeaderField,
  type HeaderScan,
  replaceFields,
  scanHeader,
} from '../../mail/header/header-scan.ts';
import { rewriteHeader } from '../../mail/header/rewrite-header.ts';
import type { HabitName } from '../../mail/names.ts';
import { type HeaderFacts, headerFacts, isEmptyMessageId } from './header-facts.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface RepairedHeader {
  /** With what follows the fields up to the scan's end. */
  readonly pieces: readonly Uint8Array[];
  readonly repairs: readonly HabitName[];
  /** Names of fields that only we may write. */
  readonly removed: readonly string[];
  /** Octet for octet. */
  readonly isAsItWas: boolean;
  /** Sentences of what was rewritten. */
  readonly changes: readonly ToldLine[];
  /** Whom the rewritten header shows as its author; null: as it was. */
  readonly rewritten: Pick<HeaderFacts, 'from' | 'shownSenders'> | null;
  /** Whether 8-bit octets are left; null: as before. */
  readonly has8bit: boolean | null;
}

/** The field is there, and says nothing. */
const isMissing = (name: string, value: string): boolean =>
  (name === 'date' && value === '') || (name === 'message-id' && isEmptyMessageId(value));

const isBcc = (name: string): boolean => name === 'bcc' || name === 'resent-bcc';

export interface HeaderWishes {
  readonly profile: Pick<ProfileTraits, 'rawHeaders' | 'removeBcc'>;
  readonly rewriting: Rewriting | null;
  /** Missing fields are added: of own senders. */
  readonly completes: boolean;
  /** Whether a field says what only we may say. */
  readonly isForged: (name: string, value: () => string) => boolean;
}

export function repairedHeader(
  bytes: Buffer,
  scan: HeaderScan,
  { profile, rewriting, completes, isForged }: HeaderWishes,
): RepairedHeader {
  const repairs = new Set<HabitName>();
  const removed: string[] = [];
  let isAsItWas = true;
  let has8bit = false;
  const charset = profile.rawHeaders === 'encode' ? charsetOfHeader(bytes, scan) : null;
  const instead = (field: HeaderField): Uint8Array | null | undefined => {
    if (isForged(field.name, () => fieldValue(bytes, field))) {
      removed.push(field.name);
      return null;
    }
    if (isBcc(field.name) && profile.removeBcc) {
      repairs.add('bcc');
      return null;
    }
    if (completes && isMissing(field.name, fieldValue(bytes, field))) return null;
    if (profile.rawHeaders !== 'encode') return undefined;
    const isRaw = !isAscii(bytes.subarray(field.start, field.end));
    const repaired = isRaw ? encodedField(bytes, field, charset) : quotedField(bytes, field);
    if (repaired !== null) repairs.add(isRaw ? 'raw-headers' : 'loose-names');
    else if (isRaw) has8bit = true;
    return repaired ?? undefined;
  };
  const pieces = replaceFields(bytes, scan, (field) => {
    const replaced = instead(field);
    isAsItWas &&= replaced === undefined;
    return replaced;
  });
  const encoded = repairs.has('raw-headers') ? has8bit : null;
  if (rewriting === null || rewriting.from === null)
    return { pieces, repairs: [...repairs], removed, isAsItWas, changes: [], rewritten: null, has8bit: encoded };

  const whole = Buffer.concat(pieces);
  const rewritten = rewriteHeader(whole, scanHeader(whole), rewriting);
  const after = Buffer.concat(rewritten.pieces);
  const { from: author, shownSenders } = headerFacts(after, scanHeader(after));
  return {
    pieces: rewritten.pieces,
    repairs: [...repairs],
    removed,
    isAsItWas: false,
    changes: rewritten.changes,
    rewritten: { from: author, shownSenders },
    has8bit: encoded,
  };
}
