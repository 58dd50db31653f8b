/**
 * V8 lets the heap grow to about twice of what is in use before it looks for what is not. While much is made at once (a directory of a
 * hundred thousand objects from a file) that would be hundreds of megabytes, so that it looks sooner then, for some more work.
 */
import { setFlagsFromString } from 'node:v8';

/** Of what was in use after the last look. */
const GROWTH_PERCENT = 30;

/** Until the returned function is called. The heaps of all threads, so that callers take turns. */
export function leanHeap(): () => void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  // 0: as V8 likes.
  return () => setFlagsFromString('--heap-growing-percent=0');
}
