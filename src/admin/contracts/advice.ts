/** Which way in a device should take: the questions of `doorpost advise`, and the answer. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import type { Situation } from '../../policy/advice/situation.ts';
import { cureFields, warningFields } from './cures.ts';
import { json, named, operation, reads } from './operation.ts';
import { organizationQuery } from './shared.ts';

const tag = 'help';
const told = z.object(cureFields);
const way = z.enum(['bulk-provider', 'existing-server', 'relay', 'submission', 'direct', 'site-relay']);
const answer = z.union([z.string(), z.boolean(), z.number()]);

const situation = z.strictObject({
  target: z.enum(['doorpost', 'microsoft365']).optional(),
  existing: z.boolean().optional(),
  newsletters: z.boolean().optional(),
  volume: z.int().min(0).max(bounds.admin.adviceVolume).optional(),
  oldFirmware: z.boolean().optional(),
  tls: z.enum(['none', '1.0', '1.1', '1.2', '465-only']).optional(),
  auth: z.enum(['none', 'password', 'oauth']).optional(),
  portSettable: z.boolean().optional(),
  port25: z.enum(['open', 'blocked', 'unknown']).optional(),
  outside: z.boolean().optional(),
  address: z.enum(['static', 'dynamic', 'cloud', 'shared-nat']).optional(),
  listed: z.boolean().optional(),
  strangers: z.boolean().optional(),
  senders: z.enum(['one', 'users', 'any']).optional(),
  domain: z.string().min(1).max(bounds.smtp.domain).optional(),
} satisfies { readonly [Key in keyof Situation]: z.ZodType<Situation[Key] | undefined> });

export const advice = {
  questions: operation({
    id: 'listAdviceQuestions',
    right: reads,
    method: 'GET',
    path: '/advice/questions',
    tag,
    description: 'The questions about a device, in their order',
    answer: json(
      z.object({
        items: z.array(
          named(
            'AdviceQuestion',
            z.object({
              key: z.string().meta({ description: 'Of the answer, in the body of POST /advice' }),
              question: z.string(),
              hint: z.string(),
              kind: z.enum(['choice', 'yes-no', 'number', 'domain']),
              choices: z.array(z.object({ value: z.string(), label: z.string() })),
              onlyIf: z
                .array(z.object({ key: z.string(), value: answer }))
                .meta({ description: 'Matters only where these were answered so' }),
            }),
          ),
        ),
      }),
    ),
    problems: [],
  }),
  advise: operation({
    id: 'showAdvice',
    right: reads,
    method: 'POST',
    path: '/advice',
    tag,
    description:
      'Which way in the device should take, why, and what to set up, beside what the organization has already. Nothing is changed. Questions that do not matter may be left out',
    query: organizationQuery,
    body: situation,
    answer: json(
      named(
        'Advice',
        z.object({
          way,
          title: z.string(),
          why: z.array(z.string()),
          first: z.array(z.string()).meta({ description: 'To be done before anything else' }),
          instead: z
            .array(z.object({ way, ...cureFields }))
            .meta({ description: 'The other ways; `cure` says what speaks against each' }),
          limits: z.array(told),
          licences: z.array(z.string()),
          spf: z.string().nullable().meta({ description: 'TXT of the domain; null: nothing to add' }),
          device: z.array(z.object({ label: z.string(), value: z.string() })).meta({
            description: 'To be typed into the device',
          }),
          here: z.array(z.object({ ...cureFields, done: z.boolean().nullable() })).meta({
            description: 'To be set up on Doorpost, in order; `done` null: whether it is there cannot be told',
          }),
          there: z.array(told).meta({ description: 'To be set up at Microsoft 365' }),
          ...warningFields,
        }),
      ),
    ),
    problems: ['not-found', 'not-unique'],
  }),
};
