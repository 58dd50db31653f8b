/**
 * The business objects: what an administrator sets up, a module for each kind. They live in the store, change at once, and are read on the
 * hot path only through the in-memory snapshot (`snapshot.ts`), so a decision never waits for a disk.
 * Domain names here are lower-case A-labels; addresses are `local@domain` with the domain in that form.
 */
import type { ObjectId } from '../base/id.ts';
import type { Credential } from './kinds/credential.ts';
import type { Device } from './kinds/device.ts';
import type { DeviceProfile } from './kinds/device-profile.ts';
import type { DkimKey } from './kinds/dkim-key.ts';
import type { AcceptedDomain } from './kinds/domain.ts';
import type { Group } from './kinds/group.ts';
import type { InboundConnector } from './kinds/inbound-connector.ts';
import type { LicencePool } from './kinds/licence-pool.ts';
import type { AllowEntry, BlockEntry } from './kinds/list-entry.ts';
import type { MailboxAccount } from './kinds/mailbox.ts';
import type { Organization } from './kinds/organization.ts';
import type { OutboundConnector } from './kinds/outbound-connector.ts';
import type { Restriction } from './kinds/restriction.ts';
import type { SystemSettings } from './kinds/system.ts';

export type { Credential } from './kinds/credential.ts';
export type { Device } from './kinds/device.ts';
export type { DeviceProfile } from './kinds/device-profile.ts';
export type { DkimKey } from './kinds/dkim-key.ts';
export type { AcceptedDomain } from './kinds/domain.ts';
export type { Group } from './kinds/group.ts';
export type { InboundConnector } from './kinds/inbound-connector.ts';
export type { LicencePool } from './kinds/licence-pool.ts';
export type { AllowEntry, BlockEntry } from './kinds/list-entry.ts';
export type { MailboxAccount } from './kinds/mailbox.ts';
export type { Organization } from './kinds/organization.ts';
export type { OutboundConnector, TlsVersion } from './kinds/outbound-connector.ts';
export type { Restriction } from './kinds/restriction.ts';
export type { SystemSettings } from './kinds/system.ts';
export type { SecretName } from './upstream.ts';

export type DirectoryObject =
  | Organization
  | AcceptedDomain
  | MailboxAccount
  | Group
  | Credential
  | InboundConnector
  | OutboundConnector
  | LicencePool
  | Device
  | DeviceProfile
  | AllowEntry
  | BlockEntry
  | Restriction
  | DkimKey
  | SystemSettings;

export type DirectoryKind = DirectoryObject['kind'];

/** Everything, at one revision. */
export interface Directory {
  readonly revision: number;
  readonly objects: readonly DirectoryObject[];
}

/** One step of a change; a change is a list of steps that happens as one, or not at all. */
export type DirectoryEdit =
  | { readonly verb: 'put'; readonly object: DirectoryObject }
  | { readonly verb: 'delete'; readonly kind: DirectoryKind; readonly id: ObjectId };

export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly revision: number;
  /** `content`: mail was read, and nothing changed. `sign-in`: of people, and what lets them in. `person`: all that is held of one. */
  readonly kind: DirectoryKind | 'secret' | 'queue' | 'content' | 'sign-in' | 'person';
  readonly id: string;
  /** The object's name, as a person calls it. */
  readonly name: string;
  /** The objects before and after with verifiers left out; null where it did not exist. */
  readonly before: unknown;
  readonly after: unknown;
}
