import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { label, ownAddress } from '../fields/values.ts';

const forms = formsOf({
  /** `Copier 2nd floor`. */
  name: field(label, { help: 'what the administrator calls it', column: 'NAME' }),
  /** Unique over all organizations; compared without case; several credentials of one mailbox may share it. */
  username: field(label, { help: "login name (the mailbox's address)", column: 'LOGIN' }),
  enabled: field(z.boolean(), { help: 'whether it acts', standard: true, column: 'ENABLED' }),
});
export const credentialForms = {
  ...forms,
  create: z.strictObject({
    mailbox: ownAddress,
    ...forms.create.shape,
    /** Absent: the mailbox's address. */
    username: forms.shape.username.optional(),
  }),
};

/** A sign-in for a mailbox: several per mailbox, one per device, each revocable. */
export interface Credential extends Owned<'credential'>, FieldsOf<typeof credentialForms.shape> {
  readonly mailboxId: ObjectId;
  /**
   * argon2id PHC string; or, where CRAM-MD5 is allowed, `sealed:<stamp>`: the password itself is kept sealed as `credential:<id>`, and the
   * stamp changes with it. Never leaves the store by API or export.
   */
  readonly verifier: string;
  readonly createdAt: number;
}
