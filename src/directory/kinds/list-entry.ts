/** Entries of an organization's lists. Which beats which is `screening/lists.ts`. */
import { z } from 'zod';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { listedName, validity } from '../fields/listed.ts';
import { displayText } from '../fields/values.ts';

/** Unique in its list. */
const name = field(listedName, {
  help: 'an IP address or network, whose mail (anna@example.com, example.com, *.example.com), or both: "example.com from 192.0.2.0/24"',
  column: 'ENTRY',
});
const note = field(displayText, { help: 'why', standard: '', flag: '--note <words>', column: 'NOTE' });

export const blockEntryForms = formsOf({
  name,
  /** Of an author: Exchange's block of a sender binds those here too. */
  binds: field(z.enum(['both', 'inbound', 'outbound']), {
    help: 'of an address or domain: both (mail from it and to it), inbound, outbound',
    standard: 'both',
    flag: '--binds <way>',
    column: 'BINDS',
  }),
  signedInToo: field(z.boolean(), {
    help: 'of an IP address: also whoever signs in from there',
    standard: false,
    flag: '--signed-in-too <on|off>',
  }),
  until: field(validity, {
    help: 'never, a day, "30 days", "30 days after last use"',
    standard: '30 days',
    flag: '--until <when>',
    column: 'UNTIL',
  }),
  note,
});

export const allowEntryForms = formsOf({
  name,
  until: field(validity, {
    help: 'never, a day, "30 days", "45 days after last use"',
    standard: '45 days after last use',
    flag: '--until <when>',
    column: 'UNTIL',
  }),
  note,
});

interface Dates {
  readonly addedAt: number;
  /** The last day on which it counted, as far as it has to be known. */
  readonly usedAt: number | null;
}

export interface BlockEntry extends Owned<'block-entry'>, FieldsOf<typeof blockEntryForms.shape>, Dates {}
export interface AllowEntry extends Owned<'allow-entry'>, FieldsOf<typeof allowEntryForms.shape>, Dates {}
