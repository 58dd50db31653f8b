/** Makes steps: what is not said of one is empty. Pure. */
import type { Cure, ToldCure } from '../mail/remedy.ts';
import type { Step, StepFacts, StepOutcome } from '../mail/step.ts';
import { toldCure } from './remedy.ts';
import { told, type Words } from './told.ts';

interface More {
  readonly about?: Words | null;
  readonly asked?: Words | null;
  readonly facts?: StepFacts;
  readonly cure?: Cure | ToldCure | null;
}

export function step(
  what: string,
  outcome: StepOutcome,
  words: Words,
  { about = null, asked = null, facts = {}, cure = null }: More = {},
): Step {
  const seen = { about: null, what, asked: null, outcome, ...told(words), facts, cure: null, remedy: null };
  const named = withQuestion(about === null ? seen : aboutIt(seen, about), asked);
  return cure === null || cure === '' ? named : withCure(named, cure);
}

/** The same, with something to do. */
export function withCure(seen: Step, what: Cure | ToldCure): Step {
  const { cure, remedy = null, cureSaid } = toldCure(what);
  return { ...seen, cure, remedy, ...(cureSaid && { cureSaid }) };
}

/** The same, as one of several. */
export function aboutIt(seen: Step, about: Words): Step {
  const { text, said } = told(about);
  return { ...seen, about: text, ...(said && { saidOf: { ...seen.saidOf, about: said } }) };
}

function withQuestion(seen: Step, asked: Words | null): Step {
  if (asked === null) return seen;
  const { text, said } = told(asked);
  return { ...seen, asked: text, ...(said && { saidOf: { ...seen.saidOf, asked: said } }) };
}
