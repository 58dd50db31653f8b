/** Licences: seats, who sits on them, and the report. */
import { z } from 'zod';
import { ownAddress } from '../../directory/fields/values.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import { changing, collection, itemAnswer } from './collection.ts';
import { json, named, operation } from './operation.ts';
import { organizationQuery } from './shared.ts';
import { views } from './views.ts';

const tag = 'licences';
const pool = json(itemAnswer(views['licence-pool']));
const seat = z.strictObject({ address: ownAddress });

export const licencePools = collection('licence-pool', licencePoolForms);

export const licences = {
  seats: operation({
    id: 'changeSeats',
    method: 'PUT',
    path: '/licences/seats',
    tag,
    query: organizationQuery,
    body: licencePoolForms.patch.pick({ mailboxSeats: true, protectionSeats: true }),
    answer: pool,
    problems: changing,
  }),
  assign: operation({
    id: 'assignSeat',
    method: 'POST',
    path: '/licences/assign',
    tag,
    query: organizationQuery,
    body: seat,
    answer: pool,
    problems: [...changing, 'too-many', 'not-allowed-here'],
  }),
  unassign: operation({
    id: 'unassignSeat',
    method: 'POST',
    path: '/licences/unassign',
    tag,
    query: organizationQuery,
    body: seat,
    answer: pool,
    problems: changing,
  }),
  report: operation({
    id: 'showLicenceReport',
    method: 'GET',
    path: '/licences/report',
    tag,
    query: organizationQuery,
    answer: json(
      named(
        'LicenceReport',
        z.object({
          licensing: z.string(),
          mailboxSeats: z.object({ total: z.number(), assigned: z.number(), missing: z.array(z.string()) }),
          protectionSeats: z.object({
            total: z.number(),
            assigned: z.number(),
            senders: z.array(
              z.object({ address: z.string(), lastSeen: z.number(), messages: z.number(), licensed: z.boolean() }),
            ),
          }),
        }),
      ),
    ),
    problems: ['not-found', 'which-organization'],
  }),
};
