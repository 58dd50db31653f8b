/** The answer of a virus scanner (clamd, to INSTREAM) as a fact. Pure. */
import { bounds } from '../base/bounds.ts';
import type { VirusFact } from '../mail/screening/facts.ts';

/** @param line without the octet that ends it. */
export function virusAnswer(line: string): VirusFact {
  const text = line.trim();
  if (/(?:^|: )OK$/u.test(text)) return { kind: 'clean' };
  if (/size limit exceeded\. ERROR$/u.test(text)) return tooLarge;
  const found = /^(?:stream|instream\([^)]*\)|[^:]{0,64}): (?<signature>.+) FOUND$/u.exec(text)?.groups?.['signature'];
  if (found === undefined) return { kind: 'unknown', why: 'nonsense' };
  // Told where AlertExceedsMax is set: the scanner gave up before the end, and has found nothing.
  if (found.startsWith('Heuristics.Limits.Exceeded')) return tooLarge;
  return { kind: 'found', signature: nameOf(found) };
}

const tooLarge: VirusFact = { kind: 'unknown', why: 'too-large' };

/** It is shown in replies and stamps: printable characters of ASCII alone, no blanks. */
const nameOf = (signature: string): string =>
  signature.replace(/[^\x21-\x7e]/gu, '_').slice(0, bounds.screening.signature);
