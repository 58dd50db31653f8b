/** Objects as the API shows them: from the fields of their kind, with names beside ids, and never a verifier or a secret. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { answerForm, answerShape } from '../../directory/fields/answer-form.ts';
import { limitOverrides } from '../../directory/fields/values.ts';
import { credentialForms } from '../../directory/kinds/credential.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import { allowEntryForms, blockEntryForms } from '../../directory/kinds/list-entry.ts';
import { restrictionForms } from '../../directory/kinds/restriction.ts';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import { dkimKeyForms, dkimKeyStates } from '../../directory/kinds/dkim-key.ts';
import { domainForms } from '../../directory/kinds/domain.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import type { DirectoryKind } from '../../directory/objects.ts';
import { deviceStates } from '../../mail/device.ts';
import { domainStates } from '../../mail/doors/domain-health.ts';
import type { LimitOverrides } from '../../mail/limits.ts';
import { warningFields } from './cures.ts';
import { dkimHealthView, dkimRecordView } from './dkim-views.ts';
import { domainHealthView } from './domain-views.ts';
import { named } from './operation.ts';
import { etagField } from './shared.ts';
import { sightingView } from './sightings.ts';
import { lastTestView, upstreamSignInView } from './upstream-views.ts';

/** `OutboundConnector`: of OpenAPI. */
export const componentName = (kind: DirectoryKind): string =>
  kind.replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** Of an object that belongs to an organization: its name beside its id; null: it was deleted in this moment. */
const owned = { organizationId: z.string(), organization: z.string().nullable() };
/** Of an entry that ends some day. */
const dates = {
  addedAt: z.number(),
  usedAt: z.number().nullable().meta({ description: 'When it last counted, to the day; null: it has not yet' }),
  endsAt: z.number().nullable().meta({ description: 'From then on it does not hold; null: until it is removed' }),
};
const limits = (level: Parameters<typeof limitOverrides>[0]) => ({
  limits: answerForm(limitOverrides(level)) as z.ZodType<LimitOverrides>,
});

const viewForm = <const Kind extends DirectoryKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  named(componentName(kind), z.object({ kind: z.literal(kind), id: z.string(), etag: etagField, ...shape }));

export const views = {
  organization: viewForm('organization', { ...answerShape(organizationForms.shape), ...limits('organization') }),
  domain: viewForm('domain', {
    ...owned,
    ...answerShape(domainForms.shape),
    verificationToken: z.string(),
    verified: z.object({ at: z.number(), method: z.enum(['txt', 'mx', 'trusted', 'evaluation']) }).nullable(),
    state: z.enum(domainStates).meta({ description: 'How it does: what is worst decides' }),
    health: domainHealthView
      .nullable()
      .meta({ description: 'How it stood in DNS at the last check; null: there was none' }),
  }),
  mailbox: viewForm('mailbox', {
    ...owned,
    ...answerShape(mailboxForms.shape),
    ...limits('mailbox'),
    signIns: z.int().meta({ description: 'Credentials that it has, those turned off too' }),
  }),
  group: viewForm('group', { ...owned, ...answerShape(groupForms.shape) }),
  credential: viewForm('credential', {
    ...owned,
    ...answerShape(credentialForms.shape),
    mailboxId: z.string(),
    mailbox: z.string().nullable(),
    createdAt: z.number(),
    cramMd5: z.boolean().meta({ description: 'The password is kept sealed, not hashed' }),
  }),
  'inbound-connector': viewForm('inbound-connector', {
    ...owned,
    ...answerShape(inboundConnectorForms.shape),
    ...limits('connector'),
    devices: z
      .int()
      .nullable()
      .meta({
        description: `Known devices whose address it covers, counted up to ${bounds.admin.coveredCounted}; null: it lists no address`,
      }),
    ...warningFields,
  }),
  'outbound-connector': viewForm('outbound-connector', {
    ...owned,
    ...answerShape(outboundConnectorForms.shape),
    auth: upstreamSignInView.nullable(),
    lastTest: lastTestView.nullable(),
  }),
  'licence-pool': viewForm('licence-pool', { ...owned, ...answerShape(licencePoolForms.shape) }),
  device: viewForm('device', {
    ...owned,
    ...answerShape(deviceForms.shape),
    state: z.enum(deviceStates).meta({ description: 'How it does: what came last of it decides' }),
    seen: sightingView.nullable().meta({ description: 'What was seen of it; null: nothing yet' }),
  }),
  'device-profile': viewForm('device-profile', { ...owned, ...answerShape(deviceProfileForms.shape) }),
  'allow-entry': viewForm('allow-entry', { ...owned, ...answerShape(allowEntryForms.shape), ...dates }),
  'block-entry': viewForm('block-entry', { ...owned, ...answerShape(blockEntryForms.shape), ...dates }),
  restriction: viewForm('restriction', {
    ...owned,
    ...answerShape(restrictionForms.shape),
    ...dates,
    evidence: z.array(z.string()).meta({ description: 'Queue ids of mail that it was restricted for' }),
  }),
  'dkim-key': viewForm('dkim-key', {
    ...owned,
    ...answerShape(dkimKeyForms.shape),
    name: z.string().meta({ description: 'The name of its record' }),
    state: z.enum(dkimKeyStates).meta({
      description:
        'next: not used yet; active: mail is signed by it; retired: kept while mail that it signed is on its way',
    }),
    since: z.number().meta({ description: 'When it came into its state' }),
    createdAt: z.number(),
    publicKey: z.string(),
    record: dkimRecordView,
    published: dkimHealthView.nullable().meta({ description: 'How its record stands in DNS; null: nobody has looked' }),
    nextAt: z.number().nullable().meta({
      description: 'When the house begins to sign by it (next), or its record may go (retired); null: that depends',
    }),
  }),
  system: viewForm('system', {
    ...limits('system'),
    captureOutbound: z.boolean(),
    defaultOrganizationId: z.string().nullable(),
    defaultOrganization: z.string().nullable(),
  }),
} as const satisfies Record<DirectoryKind, z.ZodObject>;

type Views = typeof views;
export type ViewOf<Kind extends DirectoryKind> = z.output<Views[Kind]>;
