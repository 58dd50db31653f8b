/** Protection as a whole: presets, checks and how they stand, and what they did, or would have done. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { protectionPresets } from '../../directory/kinds/organization.ts';
import { checkActs, senderKinds } from '../../mail/screening/checks.ts';
import { screenActs, screenRows } from '../../mail/screening/screened.ts';
import { columns, rowNeeds, rowStates } from '../../screening/table-row.ts';
import { quarantineForm, restrictedField, screeningForm } from './engines.ts';
import { json, named, operation, reads } from './operation.ts';
import { timeText, word } from './shared.ts';

const tag = 'protection';
const check = z.enum(screenRows);
const act = z.enum(screenActs).nullable();

const bySender = Object.fromEntries(senderKinds.map((kind) => [kind, z.number()])) as Record<
  (typeof senderKinds)[number],
  z.ZodNumber
>;

const counts = z
  .array(
    z.object({
      act: z.enum(checkActs).meta({ description: 'also: an earlier check decided, or would have' }),
      last24h: z.number(),
      last7d: z.number(),
      all: z.number().meta({ description: 'As far as the trace reaches' }),
    }),
  )
  .meta({ description: 'Messages and refusals' });

export const protection = {
  show: operation({
    id: 'showProtection',
    right: reads,
    method: 'GET',
    path: '/protection',
    tag,
    description: 'How mail is judged, of one organization, or of all of the caller’s, and how much of it came to what',
    query: z.strictObject({ organization: word }),
    answer: json(
      named(
        'Protection',
        z.object({
          at: z.number(),
          since: z.number().meta({ description: 'Checks are counted from then on' }),
          organizations: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              preset: z.enum(protectionPresets),
              observes: z.array(check).meta({ description: 'Checks that are only observed, whatever the preset says' }),
              quarantineDays: z.number(),
              lists: z.array(z.string()).meta({ description: 'DNS block lists, without their keys' }),
            }),
          ),
          checks: z
            .array(
              z.object({
                check,
                text: z.string().meta({ description: 'When it applies' }),
                needs: z.enum(rowNeeds).nullable().meta({ description: 'Without that it never applies' }),
                isReady: z.boolean().meta({ description: 'It needs nothing, or has it' }),
                states: z
                  .array(z.object({ state: z.enum(rowStates), organizations: z.array(z.string()) }))
                  .meta({ description: 'With the ids of the organizations of which it is so' }),
                acts: z.array(z.object({ way: z.enum(columns), standard: act, strict: act })),
                done: counts,
                would: counts.meta({ description: 'Of mail that went on, because the check is only observed' }),
              }),
            )
            .meta({ description: 'In the order in which they are asked' }),
          screening: screeningForm,
          quarantine: quarantineForm,
          restricted: restrictedField,
          allowEntries: z.number(),
          blockEntries: z.number(),
        }),
      ),
    ),
    problems: ['not-found', 'not-unique'],
  }),
  observed: operation({
    id: 'showObserved',
    right: reads,
    method: 'GET',
    path: '/protection/observed',
    tag,
    description: `Mail that checks would have refused or kept back, were they not only observed: the latest of each, and who sent it; each stands under the check that would have decided; of each check at most ${bounds.admin.observedLooked} are looked at`,
    query: z.strictObject({ organization: word, check: check.optional(), since: timeText.default('7d') }),
    answer: json(
      z.object({
        since: z.number(),
        checks: z.array(
          z.object({
            check,
            looked: z.number().meta({ description: 'Rows of the trace, the latest ones' }),
            more: z.boolean().meta({ description: 'There are more than were looked at' }),
            senders: z
              .object(bySender)
              .meta({ description: 'Of those that were looked at, by how the sender is known' }),
            examples: z.array(
              z.object({
                at: z.number(),
                queueId: z.string().nullable(),
                reference: z.string().nullable(),
                sender: z.string().nullable(),
                recipient: z.string().nullable(),
                subject: z.string().nullable(),
                clientAddress: z.string().nullable(),
                device: z.string().nullable(),
                sent: z.enum(senderKinds),
              }),
            ),
          }),
        ),
      }),
    ),
    problems: ['not-found', 'not-unique'],
  }),
};
