/** Licences: seats, who sits on them, and the report. */
import { z } from 'zod';
import { ownAddress } from '../../directory/fields/values.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import { changing, collection, itemAnswer } from './collection.ts';
import { administers, governs, json, named, operation, reads } from './operation.ts';
import { nextPage, organizationField, organizationQuery, pageFields } from './shared.ts';
import { views } from './views.ts';

const tag = 'licences';
const pool = json(itemAnswer(views['licence-pool']));
const seat = z.strictObject({ address: ownAddress });
const sender = z.object({ address: z.string(), lastSeen: z.number(), messages: z.number(), licensed: z.boolean() });
const inPages = z.strictObject({ organization: organizationField, ...pageFields });
const reading = ['not-found', 'which-organization', 'too-many-entries'] as const;

export const licencePools = collection('licence-pool', licencePoolForms, { toAdd: governs });

export const licences = {
  seats: operation({
    id: 'changeSeats',
    right: governs,
    method: 'PUT',
    path: '/licences/seats',
    tag,
    query: organizationQuery,
    body: licencePoolForms.patch.pick({ mailboxSeats: true, protectionSeats: true }),
    answer: pool,
    takesIfMatch: true,
    problems: [...changing, 'not-as-seen'],
  }),
  assign: operation({
    id: 'assignSeat',
    right: administers,
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
    right: administers,
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
    right: reads,
    method: 'GET',
    path: '/licences/report',
    tag,
    description: 'Whole, as far as each of its two lists may be: beyond that they come in pages',
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
            senders: z.array(sender),
          }),
        }),
      ),
    ),
    problems: reading,
  }),
  lacking: operation({
    id: 'listMailboxesWithoutSeat',
    right: reads,
    method: 'GET',
    path: '/licences/mailboxes-without-seat',
    tag,
    query: inPages,
    answer: json(z.object({ items: z.array(z.object({ address: z.string() })), next: nextPage })),
    problems: reading,
  }),
  senders: operation({
    id: 'listSendersWithoutMailbox',
    right: reads,
    method: 'GET',
    path: '/licences/senders',
    tag,
    description: 'Addresses of own domains that sent within 30 days and are nobody’s mailbox',
    query: inPages,
    answer: json(z.object({ items: z.array(sender), next: nextPage })),
    problems: reading,
  }),
};
