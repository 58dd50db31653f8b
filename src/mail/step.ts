/** Something that was looked at, tried or decided, or would be: how it stands, what was seen, and what to do about it. */
import type { Remedy } from './remedy.ts';

/** `unknown`: it could not be found out; neither good nor bad. */
export type StepOutcome = 'good' | 'warning' | 'bad' | 'unknown';

export interface Step {
  /** Of which of several things: `domain contoso.com`, `ns1.contoso.com (192.0.2.53)`; null: there is one alone. */
  readonly about: string | null;
  /** A short word, the same each time: `MX`, `connect`, `route`. */
  readonly what: string;
  /** The question, the words or the thing looked at; null: `what` says it. */
  readonly asked: string | null;
  readonly outcome: StepOutcome;
  /** The finding, in one line of English. Nothing reads it. */
  readonly text: string;
  /** The finding, for programs. */
  readonly facts: StepFacts;
  /** The cure, in English; null: nothing is to be done. */
  readonly cure: string | null;
  /** The same as an act; null: it is nothing that is done here. */
  readonly remedy: Remedy | null;
}

export type StepFacts = Readonly<Record<string, string | number | boolean | null>>;

export const isGood = ({ outcome }: Step): boolean => outcome !== 'bad';
