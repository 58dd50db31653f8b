import type { NextStep } from '../../mail/remedy.ts';
import { anyShell } from '../../texts/command.ts';
import { nextText } from '../../texts/remedy.ts';

/** What is left to do, as answers tell it. */
export const toldNext = (steps: readonly NextStep[]) => ({
  next: steps.map((step) => nextText(step, anyShell)),
  nextSteps: [...steps],
});
