/** Credentials: made, reset, switched off, revoked. A password is shown once, and only when it was generated. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { newPassword } from '../../directory/fields/values.ts';
import { credentialForms } from '../../directory/kinds/credential.ts';
import { changing, collection } from './collection.ts';
import { generatedPassword } from './mailboxes.ts';
import { helps, json, operation } from './operation.ts';
import { nameParams, organizationQuery } from './shared.ts';

const passwordChoice = newPassword.default('generate').meta({ description: 'A password, or generate' });

const forms = {
  create: credentialForms.create.extend({ password: passwordChoice, cramMd5: z.boolean().default(false) }),
  patch: credentialForms.patch,
};

export const credentials = {
  ...collection('credential', forms, {
    filter: {
      mailbox: z
        .string()
        .max(bounds.mail.address)
        .optional()
        .meta({ description: 'Only those of this mailbox, by its address; or of this login name' }),
    },
    created: { password: generatedPassword },
    onCreate:
      'With cramMd5 the password is kept sealed by secret.key instead of hashed, because CRAM-MD5 needs it in clear',
  }),
  reset: operation({
    id: 'resetCredential',
    right: helps,
    method: 'POST',
    path: '/credentials/:name/reset',
    tag: 'credentials',
    params: nameParams,
    query: organizationQuery,
    body: z.strictObject({ password: passwordChoice }).prefault({}),
    answer: json(z.object({ password: generatedPassword })),
    problems: changing,
  }),
};
