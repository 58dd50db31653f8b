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

/** @param before those that were shown: what the last is about too, and a cure that stands there already, are said once. */
export function showStep(output: Output, step: Step, before: readonly Step[] = [], indent = '  '): void {
  const { about, what, asked, outcome, text, cure, remedy } = step;
  if (about !== null && about !== before.at(-1)?.about) output.heading(about);
  output.told(`${indent}${own(MARKS, outcome) ?? outcome.padEnd(MARKS.bad.length)} ${what}: ${text}`);
  const below = `${indent}        `;
  if (asked !== null) output.line(`${below}asked: ${asked}`);
  const { cause } = step.facts;
  if (typeof cause === 'string') output.told(`${below}because: ${cause}`);
  if (cure === null) return;
  const told = before.find((one) => one.about === about && one.cure === cure);
  if (told === undefined) output.cure(`${below}cure:  `, { cure, ...(remedy === null ? {} : { remedy }) });
  else output.line(`${below}cure:  as at ${told.what}`);
}

export function showSteps(output: Output, steps: readonly Step[], indent = '  '): void {
  for (const [index, step] of steps.entries()) showStep(output, step, steps.slice(0, index), indent);
}
