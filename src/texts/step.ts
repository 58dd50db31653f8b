/** Makes steps: what is not said of one is empty. Pure. */
import type { Cure, ToldCure } from '../mail/remedy.ts';
import type { Step, StepFacts, StepOutcome } from '../mail/step.ts';
import { toldCure } from './remedy.ts';

interface More {
  readonly about?: string | null;
  readonly asked?: string | null;
  readonly facts?: StepFacts;
  readonly cure?: Cure | ToldCure | null;
}

export function step(
  what: string,
  outcome: StepOutcome,
  text: string,
  { about = null, asked = null, facts = {}, cure = null }: More = {},
): Step {
  const seen = { about, what, asked, outcome, text, facts, cure: null, remedy: null };
  return cure === null || cure === '' ? seen : withCure(seen, cure);
}

/** The same, with something to do. */
export function withCure(seen: Step, what: Cure | ToldCure): Step {
  const { cure, remedy = null } = toldCure(what);
  return { ...seen, cure, remedy };
}
