/**
 * What an administrator may say about each directory object: the form to create one (with defaults) and the form to change one (every
 * field optional, none assumed). The HTTP API, `doorpost apply` and OpenAPI all read these. What must hold between objects is
 * `policy/changes/directory-rules.ts`.
 */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { outboundDefaults } from '../complete-object.ts';
import { languages } from '../../mail/device.ts';
import { tlsVersions } from '../objects.ts';
import { upstreamServices } from '../upstream.ts';
import { strict } from '../../policy/devices/device-profile.ts';
import {
  addressRange,
  anyAddress,
  certificateName,
  displayText,
  domainName,
  domainPattern,
  fingerprint,
  hostOrAddress,
  label,
  limitOverrides,
  limitPatch,
  list,
  maildirPath,
  ownAddress,
  port,
  sendAsEntry,
  senderPattern,
  webAddress,
} from './directory-fields.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

// ---------------------------------------------------------------- organization

const organization = {
  name: label,
  smtpAuth: z.boolean(),
  passwordAuth: z.boolean(),
  rejectDirectSend: z.boolean(),
  strangersInOwnName: z.enum(['undecided', 'refuse', 'allow']),
  licensing: z.enum(['off', 'report', 'enforce']),
  copyOrphanReportsToPostmaster: z.boolean(),
  postmaster: ownAddress.nullable(),
  deviceNetworks: list(addressRange),
  language: z.enum(languages),
  alarmAddresses: list(anyAddress),
  alarmWebhook: webAddress.nullable(),
};
export const organizationCreate = z.strictObject({
  name: organization.name,
  smtpAuth: organization.smtpAuth.default(true),
  passwordAuth: organization.passwordAuth.default(true),
  rejectDirectSend: organization.rejectDirectSend.default(false),
  strangersInOwnName: organization.strangersInOwnName.default('undecided'),
  licensing: organization.licensing.default('report'),
  copyOrphanReportsToPostmaster: organization.copyOrphanReportsToPostmaster.default(false),
  postmaster: organization.postmaster.default(null),
  deviceNetworks: organization.deviceNetworks.default([]),
  language: organization.language.default('en'),
  alarmAddresses: organization.alarmAddresses.default([]),
  alarmWebhook: organization.alarmWebhook.default(null),
  limits: limitOverrides('organization').default({}),
});
export const organizationPatch = z.strictObject({ ...organization, limits: limitPatch('organization') }).partial();

// ---------------------------------------------------------------- domain

const domainType = z.enum(['authoritative', 'internal-relay']);
export const domainCreate = z.strictObject({ name: domainName, type: domainType.default('authoritative') });
export const domainPatch = z.strictObject({ type: domainType }).partial();

// ---------------------------------------------------------------- mailbox

const forwarding = z.strictObject({ to: list(anyAddress).min(1), keepCopy: z.boolean().default(true) });
const delivery = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('maildir'), path: maildirPath }),
  z.strictObject({ kind: z.literal('lmtp'), host: hostOrAddress, port: port }),
  z.strictObject({ kind: z.literal('lmtp-socket'), path: z.string().min(1).max(bounds.config.filePath) }),
  z.strictObject({ kind: z.literal('elsewhere') }),
]);
const mailbox = {
  address: ownAddress,
  displayName: displayText,
  aliases: list(ownAddress),
  plusAddressing: z.boolean(),
  sendAs: list(sendAsEntry),
  forwarding: forwarding.nullable(),
  smtpAuth: z.boolean(),
  passwordAuth: z.boolean(),
  enabled: z.boolean(),
  delivery,
  copyToSent: z.boolean(),
};
export const mailboxCreate = z.strictObject({
  address: mailbox.address,
  displayName: mailbox.displayName.default(''),
  aliases: mailbox.aliases.default([]),
  plusAddressing: mailbox.plusAddressing.default(true),
  sendAs: mailbox.sendAs.default([]),
  forwarding: mailbox.forwarding.default(null),
  smtpAuth: mailbox.smtpAuth.default(true),
  passwordAuth: mailbox.passwordAuth.default(true),
  enabled: mailbox.enabled.default(true),
  /** Absent: a Maildir named after the address. */
  delivery: delivery.optional(),
  copyToSent: mailbox.copyToSent.default(false),
  limits: limitOverrides('mailbox').default({}),
});
export const mailboxPatch = z.strictObject({ ...mailbox, limits: limitPatch('mailbox') }).partial();

// ---------------------------------------------------------------- group

const group = { address: ownAddress, displayName: displayText, aliases: list(ownAddress), members: list(anyAddress) };
export const groupCreate = z.strictObject({
  address: group.address,
  displayName: group.displayName.default(''),
  aliases: group.aliases.default([]),
  members: group.members.default([]),
});
export const groupPatch = z.strictObject(group).partial();

// ---------------------------------------------------------------- credential

const credential = { name: label, username: label, enabled: z.boolean() };
export const credentialCreate = z.strictObject({
  mailbox: ownAddress,
  name: credential.name,
  /** Absent: the mailbox's address. */
  username: credential.username.optional(),
  enabled: credential.enabled.default(true),
});
export const credentialPatch = z.strictObject(credential).partial();

// ---------------------------------------------------------------- devices

const rewriting = z.strictObject({
  reversePath: anyAddress.nullable().default(null),
  from: anyAddress.nullable().default(null),
  replyToOriginal: z.boolean().default(false),
});
const device = {
  name: label,
  place: displayText,
  addresses: list(addressRange),
  logins: list(label),
  owner: anyAddress.nullable(),
  language: z.enum(languages).nullable(),
  profile: label.nullable(),
  rewriting: rewriting.nullable(),
  silentAfterDays: z.int().min(1).max(bounds.config.silentDays).nullable(),
};
export const deviceCreate = z.strictObject({
  name: device.name,
  place: device.place.default(''),
  addresses: device.addresses.default([]),
  logins: device.logins.default([]),
  owner: device.owner.default(null),
  language: device.language.default(null),
  profile: device.profile.default(null),
  rewriting: device.rewriting.default(null),
  silentAfterDays: device.silentAfterDays.default(null),
});
export const devicePatch = z.strictObject(device).partial();

const traits = {
  tlsMinimum: z.enum(['TLSv1', 'TLSv1.1', 'TLSv1.2']),
  oldCiphers: z.boolean(),
  authMechanisms: list(z.enum(['PLAIN', 'LOGIN', 'CRAM-MD5'])),
  authBeforeTls: z.boolean(),
  hello: z.enum(['strict', 'any']),
  addresses: z.enum(['strict', 'lenient']),
  lineEnds: z.enum(['reject', 'normalize', 'lf']),
  longLines: z.enum(['reject', 'wrap']),
  tlsOnClearPort: z.enum(['refuse', 'serve']),
  earlyContent: z.enum(['refuse', 'take']),
  rawHeaders: z.enum(['keep', 'encode']),
  removeBcc: z.boolean(),
};
export const deviceProfileCreate = z.strictObject({
  name: label,
  tlsMinimum: traits.tlsMinimum.default(strict.tlsMinimum),
  oldCiphers: traits.oldCiphers.default(strict.oldCiphers),
  authMechanisms: traits.authMechanisms.default([...strict.authMechanisms]),
  authBeforeTls: traits.authBeforeTls.default(strict.authBeforeTls),
  hello: traits.hello.default(strict.hello),
  addresses: traits.addresses.default(strict.addresses),
  lineEnds: traits.lineEnds.default(strict.lineEnds),
  longLines: traits.longLines.default(strict.longLines),
  tlsOnClearPort: traits.tlsOnClearPort.default(strict.tlsOnClearPort),
  earlyContent: traits.earlyContent.default(strict.earlyContent),
  rawHeaders: traits.rawHeaders.default(strict.rawHeaders),
  removeBcc: traits.removeBcc.default(strict.removeBcc),
});
export const deviceProfilePatch = z.strictObject({ name: label, ...traits }).partial();

// ---------------------------------------------------------------- connectors

const inbound = {
  name: label,
  enabled: z.boolean(),
  type: z.enum(['OnPremises', 'Partner']),
  senderDomains: list(domainPattern()).min(1),
  recipientDomains: list(domainPattern()).min(1),
  senderAddresses: list(addressRange),
  certificateName: certificateName.nullable(),
  certificateFingerprint: fingerprint.nullable(),
  requireTls: z.boolean(),
  associatedAcceptedDomains: list(domainName),
  bareLineFeed: z.enum(['reject', 'normalize']),
  profile: label,
  rewriting: rewriting.nullable(),
};
export const inboundConnectorCreate = z.strictObject({
  name: inbound.name,
  enabled: inbound.enabled.default(true),
  type: inbound.type.default('OnPremises'),
  senderDomains: inbound.senderDomains.default(['*']),
  recipientDomains: inbound.recipientDomains.default(['*']),
  senderAddresses: inbound.senderAddresses.default([]),
  certificateName: inbound.certificateName.default(null),
  certificateFingerprint: inbound.certificateFingerprint.default(null),
  requireTls: inbound.requireTls.default(false),
  associatedAcceptedDomains: inbound.associatedAcceptedDomains.default([]),
  bareLineFeed: inbound.bareLineFeed.default('reject'),
  profile: inbound.profile.default('strict'),
  rewriting: inbound.rewriting.default(null),
  limits: limitOverrides('connector').default({}),
});
export const inboundConnectorPatch = z.strictObject({ ...inbound, limits: limitPatch('connector') }).partial();

const smartHost = z.strictObject({ host: hostOrAddress, port: port.default(25) });
const route = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mx') }),
  z.strictObject({ kind: z.literal('smart-hosts'), hosts: list(smartHost).min(1) }),
  z.strictObject({ kind: z.literal('graph'), endpoint: webAddress, user: z.string().min(1).max(bounds.mail.address) }),
]);
const pace = z.strictObject({
  messagesPerMinute: z.int().min(1).max(bounds.config.paceMessages),
  concurrent: z.int().min(1).max(bounds.config.paceConcurrent),
  recipientsPerDay: z.int().min(1).max(bounds.config.paceRecipients).nullable().default(null),
});
const clientCertificate = z.strictObject({
  certificateFile: z.string().min(1).max(bounds.config.filePath),
  keyFile: z.string().min(1).max(bounds.config.filePath),
});
const outbound = {
  name: label,
  enabled: z.boolean(),
  /** Empty: only as another one's failover. */
  recipientDomains: list(domainPattern('accepted')),
  senders: list(senderPattern).min(1),
  devices: list(label),
  route,
  service: z.enum(upstreamServices),
  tls: z.enum(['none', 'opportunistic', 'required', 'verified', 'wrapped']),
  tlsName: certificateName.nullable(),
  tlsMinimum: z.enum(tlsVersions),
  clientCertificate: clientCertificate.nullable(),
  expiryMs: z
    .int()
    .min(60_000)
    .max(30 * DAY_MS)
    .nullable(),
  failover: list(label),
  pace: pace.nullable(),
  rewriting: rewriting.nullable(),
};
export const outboundConnectorCreate = z.strictObject({
  name: outbound.name,
  enabled: outbound.enabled.default(true),
  recipientDomains: outbound.recipientDomains.default(['*']),
  senders: outbound.senders.default([...outboundDefaults.senders]),
  devices: outbound.devices.default([]),
  route: outbound.route.default({ kind: 'mx' }),
  service: outbound.service.default(outboundDefaults.service),
  tls: outbound.tls.default('opportunistic'),
  tlsName: outbound.tlsName.default(null),
  tlsMinimum: outbound.tlsMinimum.default(outboundDefaults.tlsMinimum),
  clientCertificate: outbound.clientCertificate.default(null),
  expiryMs: outbound.expiryMs.default(null),
  failover: outbound.failover.default([]),
  pace: outbound.pace.default(null),
  rewriting: outbound.rewriting.default(null),
});
export const outboundConnectorPatch = z.strictObject(outbound).partial();

// ---------------------------------------------------------------- licences, system

const seats = z.int().min(0).max(bounds.config.seats);
const pool = {
  mailboxSeats: seats,
  protectionSeats: seats,
  assignedMailboxes: z.array(ownAddress).max(bounds.config.seatsAssigned),
  assignedSenders: z.array(ownAddress).max(bounds.config.seatsAssigned),
};
export const licencePoolCreate = z.strictObject({
  mailboxSeats: pool.mailboxSeats.default(0),
  protectionSeats: pool.protectionSeats.default(0),
  assignedMailboxes: pool.assignedMailboxes.default([]),
  assignedSenders: pool.assignedSenders.default([]),
});
export const licencePoolPatch = z.strictObject(pool).partial();

export const systemPatch = z
  .strictObject({
    limits: limitPatch('system'),
    /** Name of an organization. */
    defaultOrganization: z.string().max(bounds.config.name).nullable(),
    captureOutbound: z.boolean(),
  })
  .partial();
