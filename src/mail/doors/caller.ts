/** A caller of the API, with what they may: a value that goes with each request. */
import type { ObjectId } from '../../base/id.ts';

/** Named as Exchange names them; each may what those before it may. The last one has all organizations, the others have listed ones. */
export const administratorRoles = [
  'reader',
  'help-desk',
  'organization-administrator',
  'global-administrator',
] as const;
export type AdministratorRole = (typeof administratorRoles)[number];

/** The part of a right that can be given: to a token now, to people later. */
export interface GrantedRight {
  readonly role: AdministratorRole;
  /** null: all of them, those to come too. */
  readonly organizations: readonly ObjectId[] | null;
  /** May read what people wrote: mail in mailboxes, captured mail. */
  readonly content: boolean;
  /** ms since 1970; null: it does not expire. */
  readonly expiresAt: number | null;
}

export interface Caller extends GrantedRight {
  /** For the audit log: `local:<name>`, `token:<name>`, `admin:<name>`, `sso:<name>~<mark>`. */
  readonly actor: string;
  /** Of a person who signed in with a browser; absent: of a program, or by the local socket. */
  readonly session?: CallerSession;
}

/** `sso`: by the identity provider. */
export const waysToSignIn = ['link', 'password', 'invitation', 'passkey', 'sso'] as const;
export type WayToSignIn = (typeof waysToSignIn)[number];

export interface CallerSession {
  readonly id: string;
  /** The administrator's name; null: the local administrator, by a link, or somebody of the identity provider. */
  readonly name: string | null;
  /** As the identity provider calls them, for people to read; null: they came another way. */
  readonly called: string | null;
  readonly how: WayToSignIn;
  /** When who sits there last proved to be that person. */
  readonly signedInAt: number;
  /** Has an authenticator app or a passkey; null: has no password that one could stand beside. */
  readonly hasSecondFactor: boolean | null;
  readonly hasApp: boolean | null;
  /** false: signs in by passkeys alone; null as above. */
  readonly hasPassword: boolean | null;
  /** When it ends, however much it is used. */
  readonly until: number;
}

/** The right that an operation asks of its caller. */
export interface NeededRight {
  /** The least role that is enough. */
  readonly role: AdministratorRole;
  /** Shows what people wrote, which is a right of its own. */
  readonly content?: true;
}
