/** Credentials whose password is kept sealed instead of hashed, since CRAM-MD5 needs it in clear. */
import type { ObjectId } from '../base/id.ts';
import type { Credential, SecretName } from './objects.ts';

const PREFIX = 'sealed:';
const OF_CREDENTIAL = 'credential:';

export const isSealed = (credential: Pick<Credential, 'verifier'>): boolean => credential.verifier.startsWith(PREFIX);

/** @param stamp random: it changes with the password, and so ends what was signed in with the old one. */
export const sealedVerifier = (stamp: string): string => `${PREFIX}${stamp}`;

/** The place where its password is kept. */
export const credentialSecret = (id: ObjectId): SecretName => `${OF_CREDENTIAL}${id}`;

/** Whose password is kept under a name; null: it is no credential's. */
export const credentialOfSecret = (name: SecretName): ObjectId | null =>
  name.startsWith(OF_CREDENTIAL) ? (name.slice(OF_CREDENTIAL.length) as ObjectId) : null;
