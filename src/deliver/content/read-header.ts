/** The header of a stored message, read for what must change in it on its way out. Its body stays where it is. */
import { bounds } from '../../base/bounds.ts';
import type { Rewriting } from '../../mail/device.ts';
import { type HeaderScan, headerSectionEnd, scanHeader } from '../../mail/header/header-scan.ts';
import { rewriteHeader } from '../../mail/header/rewrite-header.ts';
import { failedBy, type HopFailure } from '../answers/failure.ts';
import { damageFailure } from './stored-content.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface Opened {
  /** The fields. */
  readonly bytes: Buffer;
  readonly scan: HeaderScan;
  /** The place of the empty line in the content as stored; the body follows it. */
  readonly bodyAt: number;
  /** The changes, a sentence each. */
  readonly notes: readonly ToldLine[];
}

/** The header section with the upstream's rewriting in it. Content that is not what was accepted may be found out here first. */
export async function openHeader(
  content: () => AsyncIterable<Uint8Array>,
  rewriting: Rewriting | null,
): Promise<Opened | HopFailure> {
  try {
    return await readHeader(content, rewriting);
  } catch (error) {
    const damage = damageFailure(error);
    if (damage === null) throw error;
    return damage;
  }
}

async function readHeader(
  content: () => AsyncIterable<Uint8Array>,
  rewriting: Rewriting | null,
): Promise<Opened | HopFailure> {
  let bytes = Buffer.alloc(0);
  let end = -1;
  for await (const chunk of content()) {
    const searched = bytes.byteLength;
    bytes = Buffer.concat([bytes, chunk]);
    end = headerSectionEnd(bytes, searched);
    if (end >= 0 || bytes.byteLength > bounds.deliver.headerRead) break;
  }
  if (end < 0 && bytes.byteLength > bounds.deliver.headerRead)
    return failedBy({ cause: 'content-refused', status: '5.6.0', ...told(say`the header is too large to be changed`) });
  const section = bytes.subarray(0, end < 0 ? bytes.byteLength : end);
  const scan = scanHeader(section);
  const bodyAt = scan.end;
  if (rewriting === null) return { bytes: section.subarray(0, scan.end), scan, bodyAt, notes: [] };
  const rewritten = rewriteHeader(section, scan, rewriting);
  const header = Buffer.concat(rewritten.pieces);
  return { bytes: header, scan: scanHeader(header), bodyAt, notes: rewritten.changes };
}
