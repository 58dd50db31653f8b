/** All that is kept of a person: shown, and erased. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { anyAddress } from '../../directory/fields/values.ts';
import { administersContent, operation } from './operation.ts';
import { problemForm } from './problems.ts';
import { flagText, word } from './shared.ts';

const tag = 'person';
const brokenOff = z.object({ problem: problemForm });
const counts = z.record(z.string(), z.int());

const held = z.object({
  kind: z.string().meta({
    description:
      'trace, event (of a message’s story), session, message (waits or in quarantine), last, sender, note, audit, object',
  }),
  at: z.number().nullable(),
  name: z.string().meta({ description: 'How people find it: a queue id, a reference, an object’s name' }),
  /** Of its kind. */
  facts: z.record(z.string(), z.unknown()),
});

const kept = z.object({
  kind: z.string(),
  count: z.int(),
  names: z.array(z.object({ name: z.string(), of: z.string().optional().meta({ description: 'Kind of an object' }) })),
});

export const person = {
  show: operation({
    id: 'showPerson',
    right: administersContent,
    description: 'Noted in the audit log, without the address',
    method: 'GET',
    path: '/person',
    tag,
    query: z.strictObject({
      address: anyAddress,
      organization: word.meta({ description: 'Of this one alone; absent: of all that the caller may see' }),
      whole: flagText.optional().meta({
        description: `All of it, up to ${bounds.admin.personTold}; absent: ${bounds.admin.personExamples} of each kind`,
      }),
    }),
    answer: {
      as: 'lines',
      form: z.union([
        held,
        z.object({
          done: z.literal(true),
          counts,
          told: z.int().meta({ description: 'How many of them were told' }),
        }),
        brokenOff,
      ]),
      description: 'One each, at the end how many there are of each kind',
    },
    problems: ['not-found', 'not-unique'],
  }),
  erase: operation({
    id: 'erasePerson',
    right: administersContent,
    description:
      'Takes the address out of the trace, stories, sessions and sightings, deletes mail in quarantine, and names what stays. Noted in the audit log, without the address',
    method: 'POST',
    path: '/person/erase',
    tag,
    query: z.strictObject({ organization: word }),
    body: z.strictObject({
      address: anyAddress,
      waiting: z.boolean().optional().meta({ description: 'Mail that waits for its delivery too: nobody is told' }),
    }),
    answer: {
      as: 'lines',
      form: z.union([
        z.object({ kind: z.string(), erased: z.int() }),
        z.object({ done: z.literal(true), erased: counts, kept: z.array(kept) }),
        brokenOff,
      ]),
      description: 'As it is done, at the end what was erased and what stays',
    },
    problems: ['not-found', 'not-unique'],
  }),
};
