/** `npm run prove`: puts the promises of docs/reliability.md to the test, one after another. */
import type { Proof } from './proof.ts';

export const proofs: readonly Proof[] = [];
