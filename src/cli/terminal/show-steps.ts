/** Steps for people: the one way they are shown, whatever they are steps of. */
import { own } from '../../base/own.ts';
import type { Step, StepOutcome } from '../../mail/step.ts';
import type { Output } from './output.ts';

const MARKS: Readonly<Record<StepOutcome, string>> = {
  good: 'ok     ',
  warning: 'warning',
  bad: 'BAD    ',
  unknown: '?      ',
};

/** @param before the one shown last: what both are about is said once. */
export function showStep(output: Output, step: Step, before: Step | null = null, indent = '  '): void {
  const { about, what, asked, outcome, text, cure, remedy } = step;
  if (about !== null && about !== before?.about) output.heading(about);
  output.told(`${indent}${own(MARKS, outcome) ?? outcome.padEnd(MARKS.bad.length)} ${what}: ${text}`);
  const below = `${indent}        `;
  if (asked !== null) output.line(`${below}asked: ${asked}`);
  const { cause } = step.facts;
  if (typeof cause === 'string') output.told(`${below}because: ${cause}`);
  if (cure !== null) output.cure(`${below}cure:  `, { cure, ...(remedy === null ? {} : { remedy }) });
}

export function showSteps(output: Output, steps: readonly Step[], indent = '  '): void {
  for (const [index, step] of steps.entries()) showStep(output, step, steps[index - 1] ?? null, indent);
}
