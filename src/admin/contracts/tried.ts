/** The answer to a change that was only tried out: the same plan, rules and warnings, and nothing of it stays. */
import { z } from 'zod';
import { named } from './operation.ts';
import { plannedChange } from './planned-change.ts';
import { flagText } from './shared.ts';

export const dryRunField = flagText
  .optional()
  .meta({ description: 'Only what would be done: the answer has `dryRun`, its status is 200, and nothing is changed' });

const sessions = z.object({
  since: z.number(),
  matched: z.int(),
  refused: z.int().meta({ description: 'Of those, in so many something was refused' }),
  complete: z.boolean().meta({ description: 'false: there was more mail than is looked at; it is at least so many' }),
});

const tried = named(
  'DryRun',
  z.object({
    changes: z.array(plannedChange),
    sessions: sessions.nullable().meta({
      description:
        'Sessions of the last 24 h that would have come by it, of the mail that the caller sees, judged by their addresses; null: it is not told by addresses',
    }),
  }),
);
export type DryRun = z.output<typeof tried>;

export const triedFields = { dryRun: tried.optional() };
