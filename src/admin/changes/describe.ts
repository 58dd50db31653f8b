/** Objects as a file describes them: every field a person may set, by natural names; no ids, verifiers, results of tests or secrets. */
import { assertNever } from '../../base/never.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { isSealed } from '../../directory/sealed-credential.ts';
import type { LimitOverrides } from '../../mail/limits.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { describedSignIn } from './upstream-auth.ts';
import { shownOrganization } from '../secrets/webhook-address.ts';

export type Description = Readonly<Record<string, unknown>>;

/** How a file refers to the password of an outbound connector. */
export const secretReference = (connectorName: string): string => `outbound:${connectorName}`;

export function describe(view: DirectoryView, object: DirectoryObject): Description {
  switch (object.kind) {
    case 'organization': {
      const { kind: _, id: __, limits, ...fields } = shownOrganization(object);
      return { ...fields, limits: sorted(limits) };
    }
    case 'domain':
      return { name: object.name, type: object.type };
    case 'mailbox':
    case 'inbound-connector': {
      const { kind: _, id: __, organizationId: ___, limits, ...fields } = object;
      return { ...fields, limits: sorted(limits) };
    }
    case 'group': {
      const { kind: _, id: __, organizationId: ___, ...fields } = object;
      return fields;
    }
    case 'credential':
      return {
        name: object.name,
        username: object.username,
        enabled: object.enabled,
        ...(isSealed(object) ? { cramMd5: true } : {}),
      };
    case 'outbound-connector': {
      const { kind: _, id: __, organizationId: ___, lastTest: ____, auth, ...fields } = object;
      return {
        ...fields,
        auth: auth === null ? null : describedSignIn(auth, secretReference(object.name)),
      };
    }
    case 'device':
    case 'device-profile': {
      const { kind: _, id: __, organizationId: ___, ...fields } = object;
      return fields;
    }
    case 'licence-pool':
      return {
        mailboxSeats: object.mailboxSeats,
        protectionSeats: object.protectionSeats,
        assignedMailboxes: object.assignedMailboxes,
        assignedSenders: object.assignedSenders,
      };
    case 'system':
      return {
        defaultOrganization: view.get('organization', object.defaultOrganizationId)?.name ?? null,
        captureOutbound: object.captureOutbound,
        limits: sorted(object.limits),
      };
    default:
      return assertNever(object);
  }
}

const sorted = (limits: LimitOverrides): LimitOverrides =>
  Object.fromEntries(Object.entries(limits).sort(([a], [b]) => (a < b ? -1 : 1)));
