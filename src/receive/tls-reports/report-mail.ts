/** The report in a message (RFC 8460 §5.3): its part is found, let out of gzip and read, within bounds. Runs in a thread of its own. */
import PostalMime from 'postal-mime';
import { gunzipSync } from 'node:zlib';
import { bounds } from '../../base/bounds.ts';
import type { HeardReport } from '../../mail/doors/tls-reports.ts';
import { readReport } from './report-json.ts';

export type ReadMail =
  | { readonly ok: true; readonly report: HeardReport }
  | { readonly ok: false; readonly why: 'no-part' | 'not-unpacked' | 'no-json' | 'no-report' };

const no = (why: Extract<ReadMail, { ok: false }>['why']): ReadMail => ({ ok: false, why });

const GZIP = 'application/tlsrpt+gzip';
const JSON_PART = 'application/tlsrpt+json';

export async function readReportMail(message: Uint8Array): Promise<ReadMail> {
  const { attachments } = await new PostalMime({ maxNestingDepth: bounds.receive.openParts }).parse(message);
  const part = attachments.find(({ mimeType }) => mimeType === GZIP || mimeType === JSON_PART);
  if (part === undefined) return no('no-part');
  const octets = Buffer.from(part.content as ArrayBuffer);
  const unpacked = part.mimeType === GZIP ? unzipped(octets) : octets;
  if (unpacked === null || unpacked.length > bounds.receive.tlsReportJson) return no('not-unpacked');
  const json = parsed(unpacked);
  if (json === undefined) return no('no-json');
  const report = readReport(json);
  return report === null ? no('no-report') : { ok: true, report };
}

/** null: it is no gzip, or larger than it may be: nothing beyond the bound is ever unpacked. */
function unzipped(octets: Uint8Array): Buffer | null {
  try {
    return gunzipSync(octets, { maxOutputLength: bounds.receive.tlsReportJson });
  } catch {
    return null;
  }
}

/** undefined: it is none. */
function parsed(octets: Buffer): unknown {
  try {
    return JSON.parse(octets.toString('utf8'));
  } catch {
    return undefined;
  }
}
