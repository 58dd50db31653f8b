import { declaredCharset } from '../../../mail/header/charset.ts';
import type { Part } from './part-splitter.ts';

/** The charset that the part declares, or else a part around it; null: none that says anything. */
export function charsetOf(part: Part): string | null {
  for (let one: Part | null = part; one !== null; one = one.parent) {
    const charset = declaredCharset(one.header.value('content-type'));
    if (charset !== null) return charset;
  }
  return null;
}
