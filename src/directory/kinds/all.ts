/** The forms of every kind of object that an administrator makes. */
import { credentialForms } from './credential.ts';
import { deviceForms } from './device.ts';
import { deviceProfileForms } from './device-profile.ts';
import { dkimKeyForms } from './dkim-key.ts';
import { domainForms } from './domain.ts';
import { groupForms } from './group.ts';
import { inboundConnectorForms } from './inbound-connector.ts';
import { licencePoolForms } from './licence-pool.ts';
import { mailboxForms } from './mailbox.ts';
import { organizationForms } from './organization.ts';
import { allowEntryForms, blockEntryForms } from './list-entry.ts';
import { outboundConnectorForms } from './outbound-connector.ts';
import { restrictionForms } from './restriction.ts';
import type { DirectoryKind } from '../objects.ts';

export const formsOfKind = {
  organization: organizationForms,
  domain: domainForms,
  mailbox: mailboxForms,
  group: groupForms,
  credential: credentialForms,
  'inbound-connector': inboundConnectorForms,
  'outbound-connector': outboundConnectorForms,
  'licence-pool': licencePoolForms,
  device: deviceForms,
  'device-profile': deviceProfileForms,
  'allow-entry': allowEntryForms,
  'block-entry': blockEntryForms,
  restriction: restrictionForms,
  'dkim-key': dkimKeyForms,
} satisfies Record<Exclude<DirectoryKind, 'system'>, object>;
