/** New directory objects from what an administrator said: the same for the API and for `apply`. Pure but for ids and chance. */
import type { z } from 'zod';
import type { IdSource, ObjectId } from '../../base/id.ts';
import type { Random } from '../../base/random.ts';
import type { Plain } from '../../directory/fields/forms.ts';
import type { deviceForms } from '../../directory/kinds/device.ts';
import type { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import type { domainForms } from '../../directory/kinds/domain.ts';
import type { groupForms } from '../../directory/kinds/group.ts';
import type { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import type { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import type { allowEntryForms, blockEntryForms } from '../../directory/kinds/list-entry.ts';
import type { mailboxForms } from '../../directory/kinds/mailbox.ts';
import type { organizationForms } from '../../directory/kinds/organization.ts';
import type { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import type { restrictionForms } from '../../directory/kinds/restriction.ts';
import { maildirOf } from '../../directory/maildir-path.ts';
import type {
  AllowEntry,
  BlockEntry,
  Device,
  DeviceProfile,
  AcceptedDomain,
  Credential,
  DkimKey,
  Group,
  InboundConnector,
  LicencePool,
  MailboxAccount,
  Organization,
  OutboundConnector,
  Restriction,
  SystemSettings,
} from '../../directory/objects.ts';
import { makeVerificationToken } from '../../policy/domains/verification-token.ts';

/** The fields of a new object, defaults filled in. */
type Said<Forms extends { readonly create: z.ZodType }> = Plain<z.output<Forms['create']>>;

export const makeOrganization = (ids: IdSource, fields: Said<typeof organizationForms>): Organization => ({
  kind: 'organization',
  id: ids.objectId(),
  ...fields,
});

export const makeDkimKey = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: Pick<DkimKey, 'domain' | 'selector' | 'algorithm'>,
  now: number,
): DkimKey => ({
  kind: 'dkim-key',
  id: ids.objectId(),
  organizationId,
  ...fields,
  state: 'next',
  publicKey: '',
  createdAt: now,
  since: now,
});

export const makeDomain = (
  ids: IdSource,
  random: Random,
  organizationId: ObjectId,
  fields: Said<typeof domainForms>,
): AcceptedDomain => ({
  kind: 'domain',
  id: ids.objectId(),
  organizationId,
  ...fields,
  verificationToken: makeVerificationToken(random),
  verified: null,
});

export const makeMailbox = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: Said<typeof mailboxForms>,
): MailboxAccount => ({
  kind: 'mailbox',
  id: ids.objectId(),
  organizationId,
  ...fields,
  delivery: fields.delivery ?? maildirOf(fields.address),
});

export const makeGroup = (ids: IdSource, organizationId: ObjectId, fields: Said<typeof groupForms>): Group => ({
  kind: 'group',
  id: ids.objectId(),
  organizationId,
  ...fields,
});

export const makeCredential = (
  ids: IdSource,
  mailbox: MailboxAccount,
  fields: Pick<Credential, 'name' | 'username' | 'verifier' | 'enabled' | 'createdAt'>,
): Credential => ({
  kind: 'credential',
  id: ids.objectId(),
  organizationId: mailbox.organizationId,
  mailboxId: mailbox.id,
  ...fields,
});

export const makeInboundConnector = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: Said<typeof inboundConnectorForms>,
): InboundConnector => ({ kind: 'inbound-connector', id: ids.objectId(), organizationId, ...fields });

export const makeOutboundConnector = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: Said<typeof outboundConnectorForms>,
): OutboundConnector => ({
  kind: 'outbound-connector',
  id: ids.objectId(),
  organizationId,
  ...fields,
  auth: null,
  lastTest: null,
});

export const makeLicencePool = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: Said<typeof licencePoolForms>,
): LicencePool => ({ kind: 'licence-pool', id: ids.objectId(), organizationId, ...fields });

export const makeSystem = (ids: IdSource): SystemSettings => ({
  kind: 'system',
  id: ids.objectId(),
  limits: {},
  defaultOrganizationId: null,
  captureOutbound: false,
});

export const makeDevice = (ids: IdSource, organizationId: ObjectId, fields: Said<typeof deviceForms>): Device => ({
  kind: 'device',
  id: ids.objectId(),
  organizationId,
  ...fields,
});

export const makeDeviceProfile = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: Said<typeof deviceProfileForms>,
): DeviceProfile => ({ kind: 'device-profile', id: ids.objectId(), organizationId, ...fields });

export const makeAllowEntry = (
  ids: IdSource,
  organizationId: ObjectId,
  addedAt: number,
  fields: Said<typeof allowEntryForms>,
): AllowEntry => ({ kind: 'allow-entry', id: ids.objectId(), organizationId, ...fields, addedAt, usedAt: null });

export const makeBlockEntry = (
  ids: IdSource,
  organizationId: ObjectId,
  addedAt: number,
  fields: Said<typeof blockEntryForms>,
): BlockEntry => ({ kind: 'block-entry', id: ids.objectId(), organizationId, ...fields, addedAt, usedAt: null });

export const makeRestriction = (
  ids: IdSource,
  organizationId: ObjectId,
  addedAt: number,
  fields: Said<typeof restrictionForms>,
): Restriction => ({
  kind: 'restriction',
  id: ids.objectId(),
  organizationId,
  ...fields,
  addedAt,
  usedAt: null,
  evidence: [],
});

/** The secret's name of an outbound connector's password, application secret or refresh token. */
export const outboundSecret = (connectorId: ObjectId): string => `${outboundSecrets}${connectorId}`;

/** How the names of all of them begin. */
export const outboundSecrets = 'outbound:';

/** The secret's name of the client secret beside a refresh token. */
export const outboundClientSecret = (connectorId: ObjectId): string => `outbound:${connectorId}:client`;
