/** Edits of changes that are too large for one call, while the rest of them come. Deflated: they take a tenth of their room. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { EncodedEdit } from '../protocol.ts';

export class StagedEdits {
  readonly #pieces = new Map<number, Uint8Array[]>();

  add(change: number, edits: readonly EncodedEdit[]): void {
    const pieces = this.#pieces.get(change) ?? [];
    this.#pieces.set(change, pieces);
    // A copy: zlib's own stands in a larger block.
    pieces.push(Uint8Array.from(deflateRawSync(JSON.stringify(edits), { level: constants.Z_BEST_SPEED })));
  }

  /** Of a change, piece by piece; each is forgotten with the next. */
  *take(change: number): Generator<EncodedEdit> {
    const pieces = this.#pieces.get(change) ?? [];
    this.#pieces.delete(change);
    for (const piece of pieces) yield* JSON.parse(inflateRawSync(piece).toString()) as readonly EncodedEdit[];
  }

  forget(change: number): void {
    this.#pieces.delete(change);
  }
}
