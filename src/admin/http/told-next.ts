import type { NextStep } from '../../mail/remedy.ts';
import { anyShell } from '../../texts/command.ts';
import { nextText } from '../../texts/remedy.ts';

/** The acts that are left, as answers tell them. */
export const toldNext = (steps: readonly NextStep[]) => ({
  next: steps.map((step) => nextText(step, anyShell)),
  nextSteps: [...steps],
});
