import type { Reply } from './reply.ts';
import type { Reason } from './reason.ts';

/**
 * A policy's judgement of one step. `reject` and `defer` carry the reply for the peer and, apart from it, the
 * reason for the operator: two readers, two texts.
 */
export type Verdict = { readonly kind: 'accept' } | Refused;

export interface Refused {
  readonly kind: 'defer' | 'reject';
  readonly reply: Reply;
  readonly reason: Reason;
}

export const accepted: Verdict = { kind: 'accept' };

/** Defers or rejects by the class of the reply's code. */
export function refuse(reply: Reply, reason: Reason): Refused {
  return { kind: reply.code < 500 ? 'defer' : 'reject', reply, reason };
}
