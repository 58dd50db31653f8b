/**
 * The header section as it is kept: an empty Date or Message-ID goes where ours replaces it; by the peer's profile Bcc goes, 8-bit fields become
 * encoded words and loose display names are quoted; by its connector or device From is rewritten. What is not touched stays octet for octet. Pure.
 */
import { isAscii } from 'node:buffer';
import type { ProfileTraits, Rewriting } from '../../mail/device.ts';
import { charsetOfHeader } from '../../mail/header/charset.ts';
import { encodedField, quotedField } from '../../mail/header/encode-field.ts';
import { fieldValue, type HeaderScan, replaceFields, scanHeader } from '../../mail/header/header-scan.ts';
import { rewriteHeader } from '../../mail/header/rewrite-header.ts';
import type { HabitName } from '../../mail/names.ts';
import { type HeaderFacts, headerFacts, isEmptyMessageId } from './header-facts.ts';

export interface RepairedHeader {
  /** With what follows the fields up to the scan's end. */
  readonly pieces: readonly Uint8Array[];
  readonly repairs: readonly HabitName[];
  /** Sentences of what was rewritten. */
  readonly changes: readonly string[];
  /** Whom the rewritten header shows as its author; null: as it was. */
  readonly rewritten: Pick<HeaderFacts, 'from' | 'shownSenders'> | null;
  /** Whether 8-bit octets are left; null: as before. */
  readonly has8bit: boolean | null;
}

/** The field is there, and says nothing. */
const isMissing = (name: string, value: string): boolean =>
  (name === 'date' && value === '') || (name === 'message-id' && isEmptyMessageId(value));

const isBcc = (name: string): boolean => name === 'bcc' || name === 'resent-bcc';

export function repairedHeader(
  bytes: Buffer,
  scan: HeaderScan,
  profile: Pick<ProfileTraits, 'rawHeaders' | 'removeBcc'>,
  rewriting: Rewriting | null,
  /** Missing fields are added: of own senders. */
  completes: boolean,
): RepairedHeader {
  const repairs = new Set<HabitName>();
  let has8bit = false;
  const charset = profile.rawHeaders === 'encode' ? charsetOfHeader(bytes, scan) : null;
  const pieces = replaceFields(bytes, scan, (field) => {
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
  });
  const encoded = repairs.has('raw-headers') ? has8bit : null;
  if (rewriting === null || rewriting.from === null)
    return { pieces, repairs: [...repairs], changes: [], rewritten: null, has8bit: encoded };

  const whole = Buffer.concat(pieces);
  const rewritten = rewriteHeader(whole, scanHeader(whole), rewriting);
  const after = Buffer.concat(rewritten.pieces);
  const { from: author, shownSenders } = headerFacts(after, scanHeader(after));
  return {
    pieces: rewritten.pieces,
    repairs: [...repairs],
    changes: rewritten.changes,
    rewritten: { from: author, shownSenders },
    has8bit: encoded,
  };
}
