import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { ownAddress } from '../fields/values.ts';

const seats = z.int().min(0).max(bounds.config.seats);
const assigned = z.array(ownAddress).max(bounds.config.seatsAssigned);

export const licencePoolForms = formsOf({
  mailboxSeats: field(seats, { help: 'mailbox seats', standard: 0, flag: '--mailbox <count>' }),
  protectionSeats: field(seats, {
    help: 'protection seats',
    standard: 0,
    flag: '--protection <count>',
  }),
  /** Addresses of mailboxes. */
  assignedMailboxes: field(assigned, { help: 'mailboxes that have a seat', standard: [] }),
  assignedSenders: field(assigned, { help: 'senders without mailbox that have a seat', standard: [] }),
});

export interface LicencePool extends Owned<'licence-pool'>, FieldsOf<typeof licencePoolForms.shape> {}
