/** Something that was looked at, tried or decided, or would be: how it stands, what was seen, and what to do about it. */
import type { Remedy } from './remedy.ts';
import type { Sentence, ToldLine } from './lines/said.ts';

/** `unknown`: it could not be found out; neither good nor bad. */
export type StepOutcome = 'good' | 'warning' | 'bad' | 'unknown';

/** Its text is the finding, in one line of English. Nothing reads it. */
export interface Step extends ToldLine {
  /** Of which of several things: `domain contoso.com`, `ns1.contoso.com (192.0.2.53)`; null: there is one alone. */
  readonly about: string | null;
  /** A short word, the same each time: `MX`, `connect`, `route`. */
  readonly what: string;
  /** The question, the words or the thing looked at; null: `what` says it. */
  readonly asked: string | null;
  readonly outcome: StepOutcome;
  /** The sentences of the two; absent: they are of one piece, or somebody else's. */
  readonly saidOf?: { readonly about?: Sentence; readonly asked?: Sentence };
  /** The finding, for programs. */
  readonly facts: StepFacts;
  /** The cure, in English; null: nothing is to be done. */
  readonly cure: string | null;
  /** The same as an act; null: it is nothing that is done here. */
  readonly remedy: Remedy | null;
  /** The sentence of a cure that is put together, and no act. */
  readonly cureSaid?: Sentence;
}

export type StepFacts = Readonly<Record<string, string | number | boolean | null>>;

export const isGood = ({ outcome }: Step): boolean => outcome !== 'bad';
