/** Senders, connectors and addresses that may not send for a time: they were taken over, or sent spam. */
import { z } from 'zod';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { validity } from '../fields/listed.ts';
import { displayText, label } from '../fields/values.ts';

export const restrictionForms = formsOf({
  /** Unique in its organization. */
  name: field(label, { help: 'the mailbox, the inbound connector, or the IP address', column: 'WHO' }),
  of: field(z.enum(['sender', 'connector', 'address']), {
    help: 'sender (a mailbox), connector, address',
    standard: 'sender',
    flag: '--of <what>',
    column: 'OF',
  }),
  until: field(validity, {
    help: 'never: until it is lifted; a day, "1 day"',
    standard: 'never',
    flag: '--until <when>',
    column: 'UNTIL',
  }),
  why: field(displayText, {
    help: 'for those who look at it later',
    standard: 'by an administrator',
    flag: '--why <words>',
    column: 'WHY',
  }),
});

export interface Restriction extends Owned<'restriction'>, FieldsOf<typeof restrictionForms.shape> {
  readonly addedAt: number;
  readonly usedAt: number | null;
  /** Queue ids of mail that it was restricted for, where that came by itself. */
  readonly evidence: readonly string[];
}
