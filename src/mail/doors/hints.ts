/** Hints that something is another now: never what. Who hears one asks again, and is answered as ever. */
import type { ObjectId } from '../../base/id.ts';

/** Lists of the house that change by themselves, and the sign-in of who looks at them. */
export const hintKinds = ['trace', 'queue', 'alarms', 'waiting', 'upstreams', 'directory', 'me'] as const;
export type HintKind = (typeof hintKinds)[number];

/** Those whose hints are wanted; null: of all, and of what is nobody's. */
export type HintScope = ReadonlySet<ObjectId> | null;

export interface Hints {
  /** Tells together what came within a second. Of `alarms`, `waiting`, `upstreams` and `me` that it may have changed: who hears it looks. Returns how to stop. */
  hear(scope: HintScope, told: (kinds: ReadonlySet<HintKind>) => void): () => void;
  /** An act on these organizations' mail was done; null: on anybody's. */
  acted(organizations: readonly ObjectId[] | null): void;
}
