/** The proof by which an application shows to a token endpoint who it is, read when it is needed; or why there is none. */
import { readNamedFile } from '../../base/named-file.ts';
import type { OutboundConnector, SecretName } from '../../directory/objects.ts';
import type { TokenSignIn } from '../../directory/upstream.ts';
import type { HopFailure } from '../answers/failure.ts';
import type { ClientProof } from './token-endpoint.ts';
import { noClientSecret, noSignIn } from './token-trouble.ts';

/** null: there is none. Rejects with SealBroken when the key file does not fit. */
export type UnsealSecret = (name: SecretName) => Promise<string | null>;

/** Rejects as `readSecret` does. */
export async function clientProof(
  { name }: Pick<OutboundConnector, 'name'>,
  signIn: TokenSignIn,
  readSecret: UnsealSecret,
): Promise<ClientProof | HopFailure> {
  const secretOf = async (secretName: SecretName): Promise<ClientProof | HopFailure> => {
    const secret = await readSecret(secretName);
    return secret === null ? noClientSecret(name) : { kind: 'secret', secret };
  };
  if (signIn.kind === 'delegated')
    return signIn.clientSecret === null ? { kind: 'none' } : secretOf(signIn.clientSecret);
  return signIn.proof.kind === 'certificate' ? certificateProof(name, signIn.proof) : secretOf(signIn.proof.secret);
}

interface Files {
  readonly certificateFile: string;
  readonly keyFile: string;
}

async function certificateProof(name: string, { certificateFile, keyFile }: Files): Promise<ClientProof | HopFailure> {
  try {
    const [certificate, key] = await Promise.all([readNamedFile(certificateFile), readNamedFile(keyFile)]);
    return { kind: 'certificate', certificate: String(certificate), key: String(key) };
  } catch (error) {
    return noSignIn(
      `no token for connector ${name}: ${(error as Error).message}: put certificate and key there as PEM files, readable by Doorpost`,
      null,
    );
  }
}
