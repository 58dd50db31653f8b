/** Peers' and senders' words made safe to print in a report: no controls, no line ends, bounded. Pure. */
import { bounds } from '../base/bounds.ts';

/** Line ends and controls (C0, DEL, C1), direction marks and lone surrogates become spaces or `?`; runs of blanks one space. */
export function oneLine(text: string, longest = bounds.dsn.remoteWords): string {
  // Cut first, so that a huge text costs nothing.
  const clean = text
    .slice(0, longest * 2)
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- controls are what must go
    .replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]+/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g, '?')
    .trim();
  const points = Array.from(clean);
  return points.length <= longest ? clean : `${points.slice(0, longest - 1).join('')}…`;
}

/** As `oneLine`, with everything outside printable ASCII replaced by `?`: for fields that must be ASCII (RFC 3464 §2.1). */
export const asciiLine = (text: string, longest = bounds.dsn.remoteWords): string =>
  oneLine(text, longest)
    .replaceAll('…', '...')
    .replace(/[^\x20-\x7e]/gu, '?');

export const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text); // oxlint-disable-line no-control-regex

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
