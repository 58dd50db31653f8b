/** New directory objects from what an administrator said: the same for the API and for `apply`. Pure but for ids and chance. */
import type { z } from 'zod';
import type { IdSource, ObjectId } from '../../base/id.ts';
import type { Random } from '../../base/random.ts';
import type {
  deviceCreate,
  deviceProfileCreate,
  domainCreate,
  groupCreate,
  inboundConnectorCreate,
  licencePoolCreate,
  mailboxCreate,
  organizationCreate,
  outboundConnectorCreate,
} from '../../directory/fields/directory-schema.ts';
import type { Device, DeviceProfile } from '../../mail/device.ts';
import { maildirPathOf } from '../../directory/maildir-path.ts';
import type {
  AcceptedDomain,
  Credential,
  Group,
  InboundConnector,
  LicencePool,
  MailboxAccount,
  Organization,
  OutboundConnector,
  SystemSettings,
} from '../../directory/objects.ts';
import { makeVerificationToken } from '../../policy/domains/verification-token.ts';

export const makeOrganization = (ids: IdSource, fields: z.output<typeof organizationCreate>): Organization => ({
  kind: 'organization',
  id: ids.objectId(),
  ...fields,
});

export const makeDomain = (
  ids: IdSource,
  random: Random,
  organizationId: ObjectId,
  fields: z.output<typeof domainCreate>,
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
  fields: z.output<typeof mailboxCreate>,
): MailboxAccount => ({
  kind: 'mailbox',
  id: ids.objectId(),
  organizationId,
  ...fields,
  delivery: fields.delivery ?? { kind: 'maildir', path: maildirPathOf(fields.address) },
});

export const makeGroup = (ids: IdSource, organizationId: ObjectId, fields: z.output<typeof groupCreate>): Group => ({
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
  fields: z.output<typeof inboundConnectorCreate>,
): InboundConnector => ({ kind: 'inbound-connector', id: ids.objectId(), organizationId, ...fields });

export const makeOutboundConnector = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: z.output<typeof outboundConnectorCreate>,
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
  fields: z.output<typeof licencePoolCreate>,
): LicencePool => ({ kind: 'licence-pool', id: ids.objectId(), organizationId, ...fields });

export const makeSystem = (ids: IdSource): SystemSettings => ({
  kind: 'system',
  id: ids.objectId(),
  limits: {},
  defaultOrganizationId: null,
  captureOutbound: false,
});

export const makeDevice = (ids: IdSource, organizationId: ObjectId, fields: z.output<typeof deviceCreate>): Device => ({
  kind: 'device',
  id: ids.objectId(),
  organizationId,
  ...fields,
});

export const makeDeviceProfile = (
  ids: IdSource,
  organizationId: ObjectId,
  fields: z.output<typeof deviceProfileCreate>,
): DeviceProfile => ({ kind: 'device-profile', id: ids.objectId(), organizationId, ...fields });

/** The secret's name of an outbound connector's password, application secret or refresh token. */
export const outboundSecret = (connectorId: ObjectId): string => `outbound:${connectorId}`;

/** The secret's name of the client secret beside a refresh token. */
export const outboundClientSecret = (connectorId: ObjectId): string => `outbound:${connectorId}:client`;
