import { bounds } from '../../base/bounds.ts';
import { createRequire } from 'node:module';
import { normalizeLiteral } from './address-literal.ts';

/**
 * Characters beyond ASCII that show nothing or mislead the eye: controls, format and unassigned code points, separators, default-ignorable
 * ones (U+00AD, U+200B, U+2060, U+FEFF ...). UTS #46 would drop some of them silently, and `exam<U+200B>ple` become `example`.
 */
const INVISIBLE = /(?!\p{ASCII})[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\ufffd]/u;

export const hasInvisible = (text: string): boolean => INVISIBLE.test(text);

/** Whether every character is ASCII. */
export function isAsciiText(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/**
 * The form in which domains are compared: lower-case A-labels; an address literal in its normal form (`[IPv6:::ffff:c0a8:0101]` is
 * `[192.168.1.1]`). Null when `domain` is neither (RFC 5321 §4.1.2 `Domain` and `address-literal`; U-labels as RFC 6531 §3.3).
 * @param loose underscores and hyphens may stand anywhere in a name.
 */
export function domainKeyOf(domain: string, loose = false): string | null {
  if (domain.startsWith('[')) return normalizeLiteral(domain);
  if (domain.length === 0 || Buffer.byteLength(domain) > bounds.smtp.domain) return null;
  if (isAsciiText(domain)) {
    if (!isHostName(domain, loose)) return null;
    const lower = domain.toLowerCase();
    return lower.includes('xn--') ? encodeLabels(lower) : lower;
  }
  return hasInvisible(domain) ? null : encodeLabels(domain);
}

const require = createRequire(import.meta.url);

/** The tables of international names are loaded when the first one is met, in the thread that meets it: most servers never do. */
function encodeLabels(domain: string): string | null {
  const { toASCII } = require('tr46') as typeof import('tr46');
  const key = toASCII(domain, {
    checkBidi: true,
    checkJoiners: true,
    checkHyphens: false, // real names have hyphens in the third and fourth place
    useSTD3ASCIIRules: true,
    verifyDNSLength: true,
  });
  return key !== null && isHostName(key) ? key : null;
}

const HOST_NAME = /^[a-z0-9.-]+$/i;
const LOOSE_NAME = /^[a-z0-9_.-]+$/i;

/** Letters, digits, and hyphens inside; dots between; no dot at an end (RFC 5321 §4.1.2). */
function isHostName(domain: string, loose = false): boolean {
  if (domain.length > bounds.smtp.domain || !(loose ? LOOSE_NAME : HOST_NAME).test(domain)) return false;
  for (let from = 0; from <= domain.length; ) {
    const dot = domain.indexOf('.', from);
    const end = dot < 0 ? domain.length : dot;
    if (end === from || end - from > bounds.smtp.label) return false;
    if (!loose && (domain[from] === '-' || domain[end - 1] === '-')) return false;
    from = end + 1;
  }
  return true;
}

/**
 * The names that EHLO and HELO may say: a domain or an address literal. Underscores are let through, because many printers have them in their
 * factory name and the name proves nothing anyway (RFC 5321 §4.1.4).
 */
export function isHelloName(name: string): boolean {
  if (!isAsciiText(name)) return false; // what the server understands is not known yet (RFC 6531 §3.7.1)
  return domainKeyOf(name.startsWith('[') ? name : name.replaceAll('_', 'x').replace(/\.$/, '')) !== null;
}
