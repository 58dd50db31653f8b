import { declaredCharset } from '../../mail/charset.ts';
import type { Part } from './part-splitter.ts';

/** That the part declares, or one that it stands in; null: none that says something. */
export function charsetOf(part: Part): string | null {
  for (let one: Part | null = part; one !== null; one = one.parent) {
    const charset = declaredCharset(one.header.value('content-type'));
    if (charset !== null) return charset;
  }
  return null;
}
