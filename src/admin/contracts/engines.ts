/** Spam filter, virus scanner and block lists, and how they stand. */
import { z } from 'zod';
import { listTroubles, screenEngines } from '../../mail/doors/screening-health.ts';
import { json, named, operation, reads } from './operation.ts';

const state = z.enum(['untried', 'ok', 'failing']).meta({ description: 'By the last question' });

export const screeningForm = named(
  'Screening',
  z.object({
    engines: z
      .array(
        z.object({
          engine: z.enum(screenEngines),
          address: z.string().nullable().meta({ description: 'null: for Global administrators' }),
          version: z
            .object({
              program: z.string().meta({ description: 'As it calls itself' }),
              signaturesAt: z
                .number()
                .nullable()
                .meta({ description: 'When the signatures of a virus scanner were made; null: not known' }),
            })
            .nullable()
            .meta({ description: 'null: not heard yet, or for Global administrators' }),
          state,
          since: z.number().nullable().meta({ description: 'Of the first failure in a row' }),
          lastAnswerAt: z.number().nullable(),
          answers: z.number().meta({ description: 'Since the start' }),
          failures: z.number(),
          trouble: z
            .object({ why: z.string(), words: z.string().nullable(), at: z.number() })
            .nullable()
            .meta({ description: 'The last failure' }),
        }),
      )
      .meta({ description: 'Those that are set' }),
    lists: z.array(
      z.object({
        list: z.string().meta({ description: 'Without its key' }),
        organizations: z.array(z.string()).meta({ description: 'Ids of those that ask it' }),
        state,
        trouble: z.enum(listTroubles).nullable(),
        since: z.number().nullable(),
        lookedAt: z.number().nullable().meta({ description: 'When its entries for tests were last asked for' }),
        asked: z.number().meta({ description: 'Addresses, since the start' }),
        listed: z.number(),
        unanswered: z.number(),
      }),
    ),
  }),
);

export const quarantineForm = z.object({
  messages: z.number(),
  recipients: z.number(),
  bytes: z.number(),
  oldestAt: z.number().nullable().meta({ description: 'When the oldest of them came in' }),
});

export const restrictedField = z
  .number()
  .meta({ description: 'Senders, connectors and addresses that may not send for now' });

export const engines = {
  show: operation({
    id: 'showScreening',
    right: reads,
    method: 'GET',
    path: '/screening',
    tag: 'protection',
    description:
      'Spam filter, virus scanner and block lists, and how each answers; lists of the caller’s organizations',
    answer: json(screeningForm),
    problems: [],
  }),
};
