import type { NextStep, ToldWarning, Warning } from '../../mail/remedy.ts';
import { anyShell } from '../../texts/command.ts';
import { spoken } from '../../texts/phrase.ts';
import { nextText, warningPhrase } from '../../texts/remedy.ts';

/** The acts that are left, as answers tell them. */
export const toldNext = (steps: readonly NextStep[]) => ({
  next: steps.map((step) => nextText(step, anyShell)),
  nextSteps: [...steps],
});

/** Warnings as answers tell them: lines of English, and where one of them has an act, each as a value too. */
export function toldWarnings(warnings: readonly Warning[]): {
  readonly warnings: string[];
  readonly warningsTold?: ToldWarning[];
} {
  const lines = warnings.map((warning) => spoken(warningPhrase(warning), anyShell));
  if (warnings.every((warning) => typeof warning === 'string')) return { warnings: lines };
  return {
    warnings: lines,
    warningsTold: warnings.map((warning) => (typeof warning === 'string' ? { text: warning } : warning)),
  };
}
