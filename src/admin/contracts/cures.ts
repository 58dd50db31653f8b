/** Remedies, as answers tell them: the act with its facts, and a line of English. */
import { z } from 'zod';
import type { Remedy } from '../../mail/remedy.ts';

/** Acts and facts grow with the releases: who does not know an act shows the line. */
const factForm = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
  z.record(z.string(), z.string()),
]);
export const remedyForm = z.object({ act: z.string() }).catchall(factForm).meta({
  description: 'What is to be done, and with what: `act` and its facts',
}) as unknown as z.ZodType<Remedy>;

export const cureFields = { cure: z.string(), remedy: remedyForm.optional() };

/** The acts that are left, each as a line of English and as a value; `because`: what for, where the act does not say it. */
export const nextFields = {
  next: z.array(z.string()),
  nextSteps: z.array(z.object({ because: z.string().optional(), ...cureFields })),
};

/** Each as a line of English; and where one of them has an act, all of them as values, in the same order. */
export const warningFields = {
  warnings: z.array(z.string()),
  warningsTold: z
    .array(z.object({ text: z.string(), cure: z.string().optional(), remedy: remedyForm.optional() }))
    .optional(),
};

/** Steps that were looked at, tried or decided (`mail/step.ts`): every answer that has steps has these. */
export const stepForm = z.object({
  about: z.string().nullable().meta({ description: 'Of which of several things; null: there is one alone' }),
  what: z.string(),
  asked: z.string().nullable(),
  outcome: z.enum(['good', 'warning', 'bad', 'unknown']),
  text: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  cure: z.string().nullable(),
  remedy: remedyForm.nullable(),
});
