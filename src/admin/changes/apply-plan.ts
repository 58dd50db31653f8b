/** The difference that a file makes, as it is told and as it is committed. */
import type { Credential, DirectoryEdit, DirectoryKind, DkimKey } from '../../directory/objects.ts';
import type { UpstreamSignIn } from '../../directory/upstream.ts';
import type { ChangedField } from './changed-fields.ts';

export interface PlannedChange {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: DirectoryKind;
  readonly name: string;
  readonly fields: readonly ChangedField[];
}

export interface WantedSecret {
  readonly connector: string;
  readonly kind: UpstreamSignIn['kind'];
  readonly secret: string;
}

export interface ApplyPlan {
  readonly changes: readonly PlannedChange[];
  /** Credentials among them have no verifier until one is made: an empty one, or one that only says that it is to be sealed. */
  readonly edits: readonly DirectoryEdit[];
  readonly newCredentials: readonly { readonly credential: Credential; readonly mailbox: string }[];
  /** They have no pair until one is made. */
  readonly newKeys: readonly DkimKey[];
  /** Outbound connectors that will look for a sealed secret of this name. */
  readonly wantedSecrets: readonly WantedSecret[];
}
