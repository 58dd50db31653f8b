/** `If-Match` (RFC 9110 §13.1.1): a change is for the object as the caller saw it, and for no other. */
import { Problem } from './problem.ts';

/** Entity tags, of which one has to be that of the object. */
export type IfMatch = ReadonlySet<string>;

const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/gu;
const LIST = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/u;

/** null: whatever the object is. Throws a Problem for what is no list of tags. Weak ones match nothing (RFC 9110 §8.8.3.2). */
export function readIfMatch(header: string | undefined): IfMatch | null {
  if (header === undefined || header.trim() === '*') return null;
  if (!LIST.test(header))
    throw new Problem('invalid-parameters', { why: 'no-etag' }, 'Send what ETag said, in its quotes: If-Match: "…".');
  return new Set([...header.matchAll(TAG)].filter(([, weak]) => weak === undefined).map(([, , tag = '']) => tag));
}

/** Throws a Problem unless one of the tags is among those that the change is about. */
export function requireMatch(wanted: IfMatch, present: readonly string[]): void {
  if (present.some((tag) => wanted.has(tag))) return;
  throw new Problem(
    'not-as-seen',
    {},
    'Show it again, and change what is there now; or send the change without If-Match to save over it.',
  );
}
