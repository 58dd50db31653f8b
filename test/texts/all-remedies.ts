/** Every act with every combination of its sample facts. */
import type { Remedy } from '../../src/mail/remedy.ts';
import { samples } from './remedy-samples.ts';

const listOf = (values: unknown): readonly unknown[] => {
  if (values === 'both') return [true, false];
  return Array.isArray(values) ? values : Object.keys(values as object);
};

export const allRemedies: readonly Remedy[] = Object.entries(samples).flatMap(([act, facts]) =>
  Object.entries(facts).reduce<readonly object[]>(
    (some, [fact, values]) => some.flatMap((one) => listOf(values).map((value) => ({ ...one, [fact]: value }))),
    [{ act }],
  ),
) as readonly Remedy[];
