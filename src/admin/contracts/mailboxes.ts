/** Mailboxes and groups. */
import { z } from 'zod';
import { label, newPassword } from '../../directory/fields/values.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { collection } from './collection.ts';
import { tableOperations } from './tables.ts';
import { views } from './views.ts';

export const generatedPassword = z
  .string()
  .optional()
  .meta({ description: 'Only when it was generated, only this once' });

/** Of a file: one each. */
export const generatedPasswords = z
  .array(z.object({ mailbox: z.string(), name: z.string(), username: z.string(), password: z.string() }))
  .optional()
  .meta({ description: 'Those that were generated, only this once' });

const create = mailboxForms.create.extend({
  password: newPassword.optional().meta({ description: 'Makes a first credential: a password, or generate' }),
  credentialName: label.default('default'),
  username: label.optional(),
});

export const mailboxes = collection(
  'mailbox',
  { create, patch: mailboxForms.patch },
  {
    filter: {
      smtpAuth: z.enum(['true', 'false']).optional().meta({ description: 'Only those that may sign in, or may not' }),
      withoutSignIn: z.literal('true').optional().meta({ description: 'Only those that nobody can sign in to yet' }),
      withoutSeat: z.literal('true').optional().meta({ description: 'Only those that want a seat and have none' }),
    },
    created: { credential: views.credential.optional(), password: generatedPassword },
  },
);

export const mailboxTable = tableOperations(
  { plural: 'mailboxes', path: '/mailbox-csv', tag: 'mailboxes' },
  'All of it as one change, or nothing. Mailboxes that the file does not name stay, and no sign-in is taken away. In the column password stand a password, generate (where there is none yet) or reset',
  { passwords: generatedPasswords },
);

export const groups = collection('group', groupForms);
