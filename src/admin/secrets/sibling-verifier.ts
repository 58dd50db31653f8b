import type { ObjectId } from '../../base/id.ts';
import { isSealed } from '../../directory/sealed-credential.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';

/**
 * A verifier of another credential with the same login name, or null. Verifiers of one name share a salt, so that a sign-in costs one
 * derivation however many devices share the name, and takes as long as for a name nobody has.
 */
export function siblingVerifier(view: DirectoryView, username: string, except: ObjectId | null = null): string | null {
  const hashed = view.credentialsFor(username).filter((credential) => !isSealed(credential));
  return hashed.find((credential) => credential.id !== except)?.verifier ?? null;
}
