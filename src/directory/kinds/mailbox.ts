import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, type Limited, limitedFormsOf, type Owned } from '../fields/forms.ts';
import {
  anyAddress,
  displayText,
  hostOrAddress,
  list,
  maildirPath,
  ownAddress,
  port,
  sendAsEntry,
} from '../fields/values.ts';

const delivery = z.discriminatedUnion('kind', [
  /** Relative to the mail directory. */
  z.strictObject({ kind: z.literal('maildir'), path: maildirPath }),
  z.strictObject({
    kind: z.literal('lmtp'),
    host: hostOrAddress,
    port,
    /** Somebody named the host who is no Global administrator: it may have public addresses only. */
    publicHostsOnly: z.literal(true).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('lmtp-socket'), path: z.string().min(1).max(bounds.config.filePath) }),
  /** It only signs in here: its mail goes on to where the internal relay of its domain leads. */
  z.strictObject({ kind: z.literal('elsewhere') }),
]);
const forwarding = z.strictObject({
  to: field(list(anyAddress).min(1), { help: 'the addresses', cell: 'forward_to', cellAtBlanks: true }),
  keepCopy: field(z.boolean().default(true), {
    help: 'its mail is kept here too',
    standard: true,
    cell: 'keep_copy',
  }),
});

const forms = limitedFormsOf(
  {
    address: field(ownAddress, { help: 'its primary address', column: 'ADDRESS', cell: 'address' }),
    displayName: field(displayText, {
      help: 'display name',
      standard: '',
      flag: '--name <text>',
      column: 'NAME',
      cell: 'display_name',
    }),
    aliases: field(list(ownAddress), {
      help: 'all its aliases; repeat for more; none empties the list',
      standard: [],
      flag: '--alias <address>',
      column: 'ALIASES',
      cell: 'aliases',
      cellAtBlanks: true,
    }),
    plusAddressing: field(z.boolean(), {
      help: 'name+anything@ reaches name@',
      standard: true,
      flag: '--plus-addressing <on|off>',
      cell: 'plus_addressing',
    }),
    /** Beside its own. `@domain`: every address of an own domain. */
    sendAs: field(list(sendAsEntry), {
      help: 'what it may send as beside its own; repeat for more; none',
      standard: [],
      flag: '--send-as <address|@domain>',
      cell: 'send_as',
      cellAtBlanks: true,
    }),
    forwarding: field(forwarding.nullable(), { help: 'where its mail goes on to', standard: null }),
    /** Off: 535 5.7.139 after the right password. */
    smtpAuth: field(z.boolean(), {
      help: 'may sign in at all; off: 535 5.7.139',
      standard: true,
      flag: '--smtp-auth <on|off>',
      column: 'SMTP AUTH',
      cell: 'smtp_auth',
    }),
    passwordAuth: field(z.boolean(), {
      help: 'may sign in with a password',
      standard: true,
      flag: '--password-auth <on|off>',
      cell: 'password_auth',
    }),
    enabled: field(z.boolean(), {
      help: 'takes mail and sign-ins',
      standard: true,
      flag: '--enabled <on|off>',
      column: 'ENABLED',
      cell: 'enabled',
    }),
    delivery: field(delivery, { help: 'where its mail is put' }),
    copyToSent: field(z.boolean(), {
      help: 'keep what it submits in .Sent',
      standard: false,
      flag: '--copy-to-sent <on|off>',
      cell: 'copy_to_sent',
    }),
  },
  'mailbox',
);
export const mailboxForms = {
  ...forms,
  /** Without a delivery: a Maildir named after the address. */
  create: forms.create.extend({ delivery: delivery.optional() }),
};

export interface MailboxAccount extends Owned<'mailbox'>, FieldsOf<typeof mailboxForms.shape>, Limited {}
