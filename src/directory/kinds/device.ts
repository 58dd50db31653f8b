import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { languages } from '../../mail/names.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { addressRange, anyAddress, displayText, label, list } from '../fields/values.ts';
import { rewriting } from './rewriting.ts';

export const deviceForms = formsOf({
  /** Unique in its organization: `Copier 2nd floor`. */
  name: field(label, { help: 'what it is called', column: 'NAME', cell: 'name' }),
  place: field(displayText, {
    help: 'where it stands',
    standard: '',
    flag: '--place <words>',
    column: 'PLACE',
    cell: 'place',
  }),
  addresses: field(list(addressRange), {
    help: 'it is known by this address; repeat for more; none',
    standard: [],
    flag: '--address <ip|cidr>',
    cell: 'addresses',
    cellAtBlanks: true,
  }),
  /** Without case. */
  logins: field(list(label), {
    help: 'or by the name it signs in with; repeat for more; none',
    standard: [],
    flag: '--login <name>',
    cell: 'logins',
  }),
  /** Gets the reports and notices of a sender that is nobody's mailbox. An address, own or foreign. */
  owner: field(anyAddress.nullable(), {
    help: 'who gets reports and notices when its sender is nobody’s mailbox; none',
    standard: null,
    flag: '--owner <address>',
    column: 'OWNER',
    cell: 'owner',
  }),
  /** null: the organization's. */
  language: field(z.enum(languages).nullable(), {
    help: 'the owner’s: en, de, fr, es; none: the organization’s',
    standard: null,
    flag: '--language <code>',
    cell: 'language',
  }),
  /** null: the one of the connector it comes by. */
  profile: field(label.nullable(), {
    help: 'what it may do beyond the standards, by the name of a profile; none: its connector’s',
    standard: null,
    flag: '--profile <name>',
    column: 'PROFILE',
    cell: 'profile',
  }),
  /** An alarm panel, a lift: a restriction is an alarm and no refusal. */
  alwaysThrough: field(z.boolean(), {
    help: 'its mail must always get through: restrictions are told of, and refuse nothing',
    standard: false,
    since: '0.2.0',
    flag: '--always-through <on|off>',
    cell: 'always_through',
  }),
  silentAfterDays: field(z.int().min(1).max(bounds.config.silentDays).nullable(), {
    help: 'an alarm when it has sent nothing for so long; none',
    standard: null,
    flag: '--silent-after <days>',
    cell: 'silent_after_days',
  }),
  rewriting: field(rewriting.nullable(), { help: 'in whose name its mail goes out', standard: null }),
});

export interface Device extends Owned<'device'>, FieldsOf<typeof deviceForms.shape> {}
