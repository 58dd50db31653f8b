/** How a domain stands in DNS, as answers show it. */
import { z } from 'zod';
import { domainRecordNames } from '../../mail/doors/domain-health.ts';
import { cureFields, remedyForm } from './cures.ts';
import { named } from './operation.ts';

const outcome = z.enum(['good', 'warning', 'bad', 'unknown']);
const record = z.enum(domainRecordNames);

export const domainHealthView = named(
  'DomainHealth',
  z.object({
    checkedAt: z.number(),
    records: z.array(
      z.object({
        record,
        outcome,
        at: z.number().meta({ description: 'When that was found' }),
        lostSince: z.number().nullable().meta({
          description: 'Since when it is gone or wrong, having been right before; null: it is not, or never was',
        }),
        failingSince: z
          .number()
          .nullable()
          .meta({ description: 'Since when it could not be asked; the rest is as it was found before' }),
      }),
    ),
  }),
);

/** A record of the last check, with what each authoritative server said. */
export const domainRecordView = named(
  'DomainRecord',
  z.object({
    record,
    outcome,
    type: z.string(),
    name: z.string().meta({ description: 'The name in DNS' }),
    finding: z.string(),
    text: z.string(),
    seen: z.array(z.string()).meta({ description: 'The records that were judged' }),
    wanted: z.string().nullable().meta({ description: 'To be published at that name; null: nothing is to be changed' }),
    servers: z.array(
      z.object({
        server: z.string(),
        address: z.string().nullable(),
        outcome: outcome.meta({ description: 'As if it were the only one' }),
        seen: z.array(z.string()),
        without: z.string().nullable().meta({ description: 'Why it showed none' }),
      }),
    ),
    simulations: z
      .array(z.object({ address: z.string(), result: z.string(), text: z.string(), lookups: z.number() }))
      .meta({ description: 'SPF, as a receiver would find it for each of our public addresses' }),
    cure: cureFields.cure.nullable(),
    remedy: remedyForm.nullable(),
  }),
);
