/** Views of lists, and last searches of the message trace, that each person keeps for themselves. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { json, made, named, nothing, operation, reads } from './operation.ts';

const tag = 'trace';

const words = z
  .record(
    z.string().regex(/^[a-z][a-zA-Z]{0,19}$/u, 'the name of a filter'),
    z.string().min(1).max(bounds.admin.queryWord),
  )
  .refine((said) => Object.keys(said).length <= bounds.admin.queryWords, `at most ${bounds.admin.queryWords} words`)
  .meta({ description: 'As they stand in the address of the page; a relative time stays relative' });

const page = z
  .string()
  .regex(/^(?:\/[a-z-]{1,30}){1,3}$/u, 'the path of a page')
  .meta({ description: 'By its path in the admin center; absent: `/trace`' });

const savedQuery = named(
  'SavedQuery',
  z.object({
    ...{ id: z.string(), page: z.string(), name: z.string() },
    words: z.record(z.string(), z.string()),
    savedAt: z.number(),
  }),
);

export const ownQueries = {
  list: operation({
    id: 'listOwnQueries',
    right: reads,
    method: 'GET',
    path: '/me/queries',
    tag,
    description: `Views of lists that the caller has saved, by name, and the last ${bounds.admin.lastQueries} that they searched the trace by; of a program there are none`,
    answer: json(
      z.object({
        saved: z.array(savedQuery),
        last: z.array(z.object({ words: z.record(z.string(), z.string()), at: z.number() })),
      }),
    ),
    problems: [],
  }),
  save: operation({
    id: 'saveOwnQuery',
    right: reads,
    method: 'POST',
    path: '/me/queries',
    tag,
    description: 'One of that name on that page is replaced',
    body: z.strictObject({ page: page.optional(), name: z.string().trim().min(1).max(bounds.admin.queryName), words }),
    answer: made(z.object({ item: savedQuery })),
    problems: ['no-session', 'breaks-rules'],
  }),
  searched: operation({
    id: 'noteOwnQuery',
    right: reads,
    method: 'POST',
    path: '/me/queries/last',
    tag,
    description: 'The caller has searched by it',
    body: z.strictObject({ words }),
    answer: nothing,
    problems: ['no-session'],
  }),
  remove: operation({
    id: 'removeOwnQuery',
    right: reads,
    method: 'DELETE',
    path: '/me/queries/:id',
    tag,
    description: 'One that is gone already is no fault',
    params: z.object({ id: z.string().min(1).max(bounds.admin.idGiven) }),
    answer: nothing,
    problems: ['no-session'],
  }),
};
