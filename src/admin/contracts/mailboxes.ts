/** Mailboxes and groups. */
import { z } from 'zod';
import { label, newPassword } from '../../directory/fields/values.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { collection } from './collection.ts';
import { views } from './views.ts';

export const generatedPassword = z
  .string()
  .optional()
  .meta({ description: 'Only when it was generated, only this once' });

const create = mailboxForms.create.extend({
  password: newPassword.optional().meta({ description: 'Makes a first credential: a password, or generate' }),
  credentialName: label.default('default'),
  username: label.optional(),
});

export const mailboxes = collection(
  'mailbox',
  { create, patch: mailboxForms.patch },
  { created: { credential: views.credential.optional(), password: generatedPassword } },
);

export const groups = collection('group', groupForms);
