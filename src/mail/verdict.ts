import type { Reply } from './reply.ts';

/**
 * A policy's judgement of one step. `reject` and `defer` carry the reply for the peer and, apart from it, what the
 * operator reads in the trace: two readers, two texts.
 */
export type Verdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'defer' | 'reject'; readonly reply: Reply; readonly cause: string };

export const accepted: Verdict = { kind: 'accept' };

/** Defers or rejects by the class of the reply's code. */
export function refuse(reply: Reply, cause: string): Verdict {
  return { kind: reply.code < 500 ? 'defer' : 'reject', reply, cause };
}
