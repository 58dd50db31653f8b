/** The record of a DKIM key, as answers show it. */
import { z } from 'zod';
import { dkimRecordStates } from '../../mail/doors/dkim-health.ts';
import { named } from './operation.ts';

const state = z.enum(dkimRecordStates).meta({
  description:
    'partly: not every name server has it; restricted: a tag keeps verifiers from it; several: they may take any; revoked: it is empty',
});

export const dkimRecordView = named(
  'DkimRecord',
  z.object({
    type: z.literal('TXT'),
    name: z.string(),
    value: z.string().meta({ description: 'In one piece' }),
    zone: z.string().meta({ description: 'The same as zone files have it: strings of at most 255 characters' }),
  }),
);

export const dkimHealthView = named(
  'DkimHealth',
  z.object({
    state,
    at: z.number().meta({ description: 'When it was found so' }),
    publishedSince: z.number().nullable().meta({ description: 'null: it is not' }),
    lostSince: z.number().nullable().meta({ description: 'Since when it is gone or wrong, having been right before' }),
  }),
);

export const dkimServerView = named(
  'DkimServer',
  z.object({ server: z.string(), address: z.string().nullable(), state, seen: z.array(z.string()) }),
);
