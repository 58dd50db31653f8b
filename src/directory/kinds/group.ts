import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { anyAddress, displayText, list, ownAddress } from '../fields/values.ts';

export const groupForms = formsOf({
  address: field(ownAddress, { help: 'its primary address', column: 'ADDRESS' }),
  displayName: field(displayText, { help: 'display name', standard: '', flag: '--name <text>', column: 'NAME' }),
  aliases: field(list(ownAddress), {
    help: 'all its aliases; repeat for more; none',
    standard: [],
    flag: '--alias <address>',
  }),
  /** Any addresses, own or foreign, mailboxes or groups. */
  members: field(list(anyAddress), {
    help: 'all its members, own or foreign; repeat for more; none',
    standard: [],
    flag: '--member <address>',
    column: 'MEMBERS',
  }),
});

export interface Group extends Owned<'group'>, FieldsOf<typeof groupForms.shape> {}
