/** One promise of docs/reliability.md, and how it is put to the test. */
export interface Proof {
  /** The promise's number, `G1`. */
  readonly id: string;
  /** What is promised, in one line an administrator understands. */
  readonly title: string;
  prove(terms: Terms): Promise<Finding>;
}

/** The terms of one run. */
export interface Terms {
  /** `long`: full counts, marks with seconds are judged. `short` (continuous integration): small counts, only counts and states are judged. */
  readonly length: 'long' | 'short';
  /** An empty folder of this proof's own, removed afterwards. */
  readonly folder: string;
  /** Shows a line of progress; call it at least every few seconds. */
  progress(text: string): void;
  /** Ends when the run is stopped or the proof's deadline has passed. */
  readonly signal: AbortSignal;
}

/** What was seen. A mark missed is a failure; what this machine does not allow is `skipped` with its reason, never held. */
export interface Finding {
  readonly outcome: 'held' | 'failed' | 'skipped';
  /** Names with units (`acked messages`, `banner p99 ms`) and what was measured, in the order to show them. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** Why it failed or was skipped, one sentence each; empty when it held. */
  readonly reasons: readonly string[];
}
