import type { Reply } from './reply.ts';
import type { RefusalAbout } from './trace-event.ts';

/**
 * A policy's judgement of one step. `reject` and `defer` carry the reply for the peer and, apart from it, what the
 * operator reads in the trace: two readers, two texts.
 */
export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'defer' | 'reject'; readonly reply: Reply; readonly cause: string; readonly about?: RefusalAbout };

export const accepted: Verdict = { kind: 'accept' };

/** Defers or rejects by the class of the reply's code. */
export function refuse(reply: Reply, cause: string, about?: RefusalAbout): Verdict {
  return { kind: reply.code < 500 ? 'defer' : 'reject', reply, cause, ...(about === undefined ? {} : { about }) };
}
