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
  const told = cure === null || cure === '' ? null : toldCure(cure);
  return { about, what, asked, outcome, text, facts, cure: told?.cure ?? null, remedy: told?.remedy ?? null };
}
