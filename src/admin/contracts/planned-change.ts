/** One object that a file changes, and what of it. */
import { z } from 'zod';
import { named } from './operation.ts';

export const plannedChange = named(
  'PlannedChange',
  z.object({
    action: z.enum(['create', 'update', 'delete']),
    kind: z.string(),
    name: z.string(),
    fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  }),
);
