/** The words of a virus scanner (clamd): to INSTREAM as a fact, and to VERSION. Pure. */
import { bounds } from '../base/bounds.ts';
import type { EngineVersion } from '../mail/doors/screening-health.ts';
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

/** `ClamAV 1.4.3/27812/Mon Nov 30 09:12:44 2026`: the program, the number of its signatures, and when they were made; without any, the program alone. */
export function scannerVersion(line: string): EngineVersion {
  const [program = '', , made = ''] = line.split('/');
  const at = Date.parse(made);
  return { program: shownProgram(program), signaturesAt: Number.isNaN(at) ? null : at };
}

/** Printable ASCII of bounded length, whatever an engine calls itself. */
export const shownProgram = (name: string): string =>
  name
    .replaceAll(/[^\x20-\x7e]/gu, '')
    .trim()
    .slice(0, bounds.screening.program);

const tooLarge: VirusFact = { kind: 'unknown', why: 'too-large' };

/** It is shown in replies and stamps: printable characters of ASCII alone, no blanks. */
const nameOf = (signature: string): string =>
  signature.replace(/[^\x21-\x7e]/gu, '_').slice(0, bounds.screening.signature);
