/** Remedies, as answers tell them: the act with its facts, and a line of English. */
import { z } from 'zod';
import type { Remedy } from '../../mail/remedy.ts';
import type { Sentence } from '../../mail/lines/said.ts';

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

/** A sentence of ours as it is put together: in English, with `{{0}}` or `{{name}}` for what is put in, and that. */
export const saidForm = z
  .object({ sentence: z.string(), values: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) })
  .meta({ description: 'The sentence that the line is made of, and what is put in' }) as unknown as z.ZodType<Sentence>;

export const cureFields = { cure: z.string(), remedy: remedyForm.optional(), cureSaid: saidForm.optional() };

/** The acts that are left, each as a line of English and as a value; `because`: what for, where the act does not say it. */
export const nextFields = {
  next: z.array(z.string()),
  nextSteps: z.array(z.object({ because: z.string().optional(), ...cureFields })),
};

/** Each as a line of English; and where one of them has an act, or more parts than one, all of them as values, in the same order. */
export const warningFields = {
  warnings: z.array(z.string()),
  warningsTold: z
    .array(
      z.object({
        text: z.string(),
        said: saidForm.optional(),
        ...cureFields,
        cure: z.string().optional(),
      }),
    )
    .optional(),
};

/** Steps that were looked at, tried or decided (`mail/step.ts`): every answer that has steps has these. */
export const stepForm = z.object({
  about: z.string().nullable().meta({ description: 'Of which of several things; null: there is one alone' }),
  what: z.string(),
  asked: z.string().nullable(),
  outcome: z.enum(['good', 'warning', 'bad', 'unknown']),
  text: z.string(),
  said: saidForm.optional(),
  saidOf: z.object({ about: saidForm.optional(), asked: saidForm.optional() }).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  cure: z.string().nullable(),
  remedy: remedyForm.nullable(),
  cureSaid: saidForm.optional(),
});
