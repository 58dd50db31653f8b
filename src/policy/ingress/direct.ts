/**
 * Direct Send: anyone may write to a known recipient of an accepted domain. An organization can refuse strangers who use its own
 * domains' name. Pure.
 */
import type { ReversePath } from '../../mail/address.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { replies } from '../../mail/replies.ts';
import { accepted, refuse, type Verdict } from '../../mail/verdict.ts';
import type { ConnectorMatch } from './connector-match.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/** @param domain the recipient's accepted domain. */
export function judgeDirect(
  view: DirectoryView,
  domain: AcceptedDomain,
  reversePath: ReversePath,
  match: ConnectorMatch | null,
): Verdict {
  const organization = view.get('organization', domain.organizationId);
  if (!organization?.rejectDirectSend || reversePath === null) return accepted;
  // A partner that the organization itself has let in by a connector is no stranger.
  if (match?.connector.type === 'Partner' && match.connector.organizationId === organization.id) return accepted;
  const sender = view.acceptedDomain(reversePath.domainKey);
  if (sender?.organizationId !== organization.id) return accepted;
  return refuse(replies.directSendRejected(sender.name), {
    kind: 'direct-send-off',
    domain: sender.name,
    organization: organization.name,
  });
}
