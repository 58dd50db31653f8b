/** The table of limits and where it is overridden. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { changing } from './collection.ts';
import { governs, json, named, operation, reads } from './operation.ts';
import { organizationQuery } from './shared.ts';
import { warningFields } from './cures.ts';

const limitView = named(
  'Limit',
  z.object({
    name: z.string(),
    default: z.number(),
    underStress: z.number().optional(),
    unit: z.string(),
    reply: z.string(),
    overridableAt: z.array(z.string()),
    meaning: z.string(),
    value: z.number().meta({ description: 'What holds where nothing finer is set' }),
    setAt: z.array(z.object({ level: z.string(), name: z.string(), value: z.number() })),
  }),
);

export const limits = {
  list: operation({
    id: 'listLimits',
    right: reads,
    method: 'GET',
    path: '/limits',
    tag: 'limits',
    description:
      'All limits there are, and of each every place that sets another value: the same whatever organization is named',
    query: organizationQuery,
    answer: json(z.object({ items: z.array(limitView) })),
    problems: [],
  }),
  uses: operation({
    id: 'listLimitUses',
    right: reads,
    method: 'GET',
    path: '/limits/uses',
    tag: 'limits',
    description: `How much of a limit that is counted over time each connector and mailbox has used, of those that have sent lately: the ${bounds.admin.limitUses} nearest to theirs`,
    query: organizationQuery,
    answer: json(
      z.object({
        items: z.array(
          named(
            'LimitUse',
            z.object({
              of: z.enum(['connector', 'mailbox']),
              called: z.string(),
              organization: z.string().nullable(),
              limit: z.string(),
              used: z.number(),
              most: z.number(),
              unit: z.string().meta({ description: '`recipients an hour`' }),
            }),
          ),
        ),
      }),
    ),
    problems: ['not-found', 'not-unique', 'not-running-here'],
  }),
  set: operation({
    id: 'setLimit',
    right: governs,
    method: 'PUT',
    description: '`If-Match`: of the object that it is set for',
    path: '/limits/:name',
    tag: 'limits',
    params: z.object({ name: z.string().min(1).max(bounds.admin.nameGiven).meta({ description: 'Of the limit' }) }),
    body: z.strictObject({
      value: z.int().min(1).nullable(),
      organization: z.string().max(bounds.admin.organizationGiven).optional(),
      connector: z.string().max(bounds.admin.organizationGiven).optional(),
      mailbox: z.string().max(bounds.admin.nameGiven).optional(),
    }),
    answer: json(z.object({ item: limitView, ...warningFields })),
    takesIfMatch: true,
    problems: [...changing, 'not-as-seen', 'not-allowed-here'],
  }),
};
