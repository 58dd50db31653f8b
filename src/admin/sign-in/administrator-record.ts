/** An administrator as kept: what they may, and how they prove to be that person. Sealed like every secret. Pure. */
import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import { administratorRoles, type GrantedRight } from '../../mail/doors/caller.ts';
import { tagOf } from '../answers/etag.ts';

const passkey = z.object({
  /** Of the credential, base64url. */
  id: z.string(),
  /** COSE, base64url. */
  publicKey: z.string(),
  /** The name of the server that it was made for: it is good there alone. */
  rpId: z.string(),
  /** As its owner calls it. */
  name: z.string(),
  /** The authenticator asked who held it when it was made. */
  verifies: z.boolean(),
  /** It is kept in more than one device. */
  backedUp: z.boolean(),
  createdAt: z.number(),
});
export type Passkey = Readonly<z.output<typeof passkey>>;

const kept = z.object({
  version: z.literal(1),
  role: z.enum(administratorRoles),
  organizations: z.array(z.string()).nullable(),
  content: z.boolean(),
  createdAt: z.number(),
  createdBy: z.string(),
  /** Of the password; null: none was chosen yet. */
  verifier: z.string().nullable(),
  /** Secret of the authenticator app, base 32; null: none. */
  totp: z.string().nullable(),
  /** One that was shown, and of which no code was seen yet. */
  pendingTotp: z.string().nullable(),
  /** Hashes of recovery codes. */
  recovery: z.array(z.string()),
  passkeys: z.array(passkey).default([]),
  /** Not answered yet. */
  invitation: z.object({ hash: z.string(), expiresAt: z.number() }).nullable(),
});

export interface AdministratorRecord extends Omit<z.output<typeof kept>, 'version' | 'organizations'> {
  readonly organizations: readonly ObjectId[] | null;
}

export const writtenAdministrator = (record: AdministratorRecord): string => JSON.stringify({ version: 1, ...record });

/** null: a later release wrote it, or it is damaged; it lets nobody in. */
export function readAdministrator(text: string): AdministratorRecord | null {
  try {
    const { version: _, organizations, ...record } = kept.parse(JSON.parse(text));
    return { ...record, organizations: organizations as readonly ObjectId[] | null };
  } catch {
    return null;
  }
}

/** Administrators do not expire: they are removed. */
export const grantIn = ({ role, organizations, content }: AdministratorRecord): GrantedRight => ({
  ...{ role, organizations, content, expiresAt: null },
});

/** Of a record that nobody can read. */
export const UNREADABLE: AdministratorRecord = {
  ...{ role: 'reader', organizations: [], content: false, createdAt: 0, createdBy: '' },
  ...{ verifier: null, totp: null, pendingTotp: null, recovery: [], passkeys: [], invitation: null },
};

export const hasSecondFactor = ({ totp, passkeys }: Pick<AdministratorRecord, 'totp' | 'passkeys'>): boolean =>
  totp !== null || passkeys.length > 0;

/** As lists show one; without secrets. */
export interface AdministratorFacts extends GrantedRight, Pick<AdministratorRecord, 'createdAt' | 'createdBy'> {
  readonly name: string;
  /** Of what they may: all else they see to themselves. */
  readonly etag: string;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly invitedUntil: number | null;
}

export const factsOf = (name: string, record: AdministratorRecord): AdministratorFacts => ({
  ...{ name, ...grantIn(record), createdAt: record.createdAt, createdBy: record.createdBy },
  etag: tagOf({ name, ...grantIn(record) }),
  ...{ hasPassword: record.verifier !== null, hasSecondFactor: hasSecondFactor(record) },
  invitedUntil: record.invitation?.expiresAt ?? null,
});
