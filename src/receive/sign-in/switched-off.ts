/** Why a sign-in with the right password is refused, with the names of what an administrator would switch on. */
import { given } from '../../base/given.ts';
import type { Credential } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { ReasonOf, SignInOff } from '../../mail/reason.ts';

export const switchedOffReason = (
  view: DirectoryView,
  login: string,
  off: SignInOff,
  { name: credential, mailboxId, organizationId }: Credential,
): ReasonOf<'sign-in-off'> => ({
  kind: 'sign-in-off',
  ...{ login, off, credential },
  ...given({
    mailbox: view.get('mailbox', mailboxId)?.address,
    organization: view.get('organization', organizationId)?.name,
  }),
});
