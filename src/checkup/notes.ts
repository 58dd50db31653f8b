import type { Cure, ToldCure } from '../mail/remedy.ts';
import type { Step, StepOutcome } from '../mail/step.ts';
import { step } from '../texts/step.ts';
import type { Words } from '../texts/told.ts';

/** Makes the steps about one thing: `domain contoso.com`, `upstream Graph`, `device Copier`, `this server`. */
export type Note = (
  what: string,
  asked: Words,
  seen: Words,
  outcome: StepOutcome,
  cure?: Cure | ToldCure | null,
) => Step;

export const notesOf =
  (about: Words): Note =>
  (what, asked, seen, outcome, cure = null) =>
    step(what, outcome, seen, { about, asked, cure });
