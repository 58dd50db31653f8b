import { createRequire } from 'node:module';
import { isAsciiText } from './domain.ts';

const require = createRequire(import.meta.url);

/**
 * Addresses as an administrator asks for them, as patterns to compare without regard to case: `*` stands for anything, a pattern without one is a
 * whole address. `ann@contoso.com` is that address, `@contoso.com` all of the domain, `ann@` all of that name, and what has no `@` a part
 * anywhere. An international domain is found in both of its forms, whichever was typed. `<>` is the null reverse-path, kept as `` too. Pure.
 * @returns one pattern or two, that differ.
 */
export function addressPatterns(said: string): readonly string[] {
  const text = said.trim().replaceAll(/^<(?=.)|(?<=.)>$/gu, '');
  if (text === '' || text === '>') return ['<>', ''];
  const pattern = whole(text.normalize('NFC'))
    .replaceAll(/\*+/gu, '*')
    .replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
  return [...new Set([inUnicode(pattern), inAscii(pattern)])];
}

function whole(text: string): string {
  if (text.includes('*')) return text;
  if (text.startsWith('@')) return `*${text}`;
  if (text.endsWith('@')) return `${text}*`;
  return text.includes('@') ? text : `*${text}*`;
}

const inAscii = (pattern: string): string =>
  isAsciiText(pattern) ? pattern : ofDomain(pattern, (label) => (isAsciiText(label) ? label : tables().toASCII(label)));

const inUnicode = (pattern: string): string =>
  ofDomain(pattern, (label) => (label.startsWith('xn--') ? tables().toUnicode(label).domain : label.toLowerCase()));

/** Loaded when the first international name is met, as in `domain.ts`. */
const tables = (): typeof import('tr46') => require('tr46') as typeof import('tr46');

/** The labels of the domain, each without the `*` at its ends; what has one inside stays. */
function ofDomain(pattern: string, change: (label: string) => string | null): string {
  const at = pattern.lastIndexOf('@') + 1;
  const labels = pattern
    .slice(at)
    .split('.')
    .map((label) => {
      const [, before = '', bare = '', after = ''] = /^(\*?)([^*]*)(\*?)$/u.exec(label) ?? [];
      return bare === '' ? label : `${before}${change(bare) ?? bare}${after}`;
    });
  return pattern.slice(0, at) + labels.join('.');
}
