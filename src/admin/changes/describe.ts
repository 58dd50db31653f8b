/** Objects as a file describes them: every field a person may set, by natural names; no ids, verifiers, results of tests or secrets. */
import type { ObjectOf } from '../../directory/entries.ts';
import type { AllowEntry, BlockEntry, DirectoryKind, Restriction } from '../../directory/objects.ts';
import { isSealed } from '../../directory/sealed-credential.ts';
import type { LimitOverrides } from '../../mail/limits.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { describedSignIn } from './upstream-auth.ts';
import { shownOrganization } from '../secrets/organization-secrets.ts';

export type Description = Readonly<Record<string, unknown>>;

/** How a file refers to the password of an outbound connector. */
export const secretReference = (connectorName: string): string => `outbound:${connectorName}`;

type Describe<Kind extends DirectoryKind> = (object: ObjectOf<Kind>, view: DirectoryView) => Description;

const withLimits = ({ limits, ...fields }: Description & { readonly limits: LimitOverrides }): Description => ({
  ...fields,
  limits: sorted(limits),
});

/** Without what tells one object of a kind from another. */
function ownFields<Fields extends { readonly kind: unknown; readonly id: unknown }>(
  object: Fields,
): Omit<Fields, 'kind' | 'id' | 'organizationId'> {
  const { kind: _, id: __, organizationId: ___, ...fields } = { organizationId: null, ...object };
  return fields;
}

/** When it was added is found out anew by who applies the file. */
function withoutDates(entry: AllowEntry | BlockEntry | Restriction): Description {
  const { addedAt: _, usedAt: __, evidence: ___, ...fields } = ownFields({ evidence: [], ...entry });
  return fields;
}

const describers: { readonly [Kind in DirectoryKind]: Describe<Kind> } = {
  organization: (organization) => withLimits(ownFields(shownOrganization(organization))),
  domain: ({ name, type }) => ({ name, type }),
  mailbox: (mailbox) => withLimits(ownFields(mailbox)),
  'inbound-connector': (connector) => withLimits(ownFields(connector)),
  group: ownFields,
  credential: ({ verifier, name, username, enabled }) => ({
    ...{ name, username, enabled },
    ...(isSealed({ verifier }) ? { cramMd5: true } : {}),
  }),
  'outbound-connector': (connector) => {
    const { lastTest: _, auth, ...fields } = ownFields(connector);
    return { ...fields, auth: auth === null ? null : describedSignIn(auth, secretReference(connector.name)) };
  },
  device: ownFields,
  'device-profile': ownFields,
  'allow-entry': withoutDates,
  'block-entry': withoutDates,
  restriction: withoutDates,
  'dkim-key': ({ domain, selector, algorithm, state }) => ({ domain, selector, algorithm, state }),
  'licence-pool': ({ mailboxSeats, protectionSeats, assignedMailboxes, assignedSenders }) => ({
    ...{ mailboxSeats, protectionSeats },
    ...{ assignedMailboxes, assignedSenders },
  }),
  system: ({ captureOutbound, limits, defaultOrganizationId }, view) => ({
    defaultOrganization: view.get('organization', defaultOrganizationId)?.name ?? null,
    captureOutbound,
    limits: sorted(limits),
  }),
};

export const describe = <Kind extends DirectoryKind>(view: DirectoryView, object: ObjectOf<Kind>): Description =>
  (describers[object.kind as Kind] as Describe<Kind>)(object, view);

const sorted = (limits: LimitOverrides): LimitOverrides =>
  Object.fromEntries(Object.entries(limits).sort(([a], [b]) => (a < b ? -1 : 1)));
