/** The words of a browser and an authenticator, judged by @simplewebauthn/server (Web Authentication Level 3, §7). Loaded with the first passkey. */
import type { WebAuthnCredential } from '@simplewebauthn/server';
import { bounds } from '../../../base/bounds.ts';
import type { Passkey } from '../administrator-record.ts';

/** AuthenticationResponseJSON, as far as it is looked at. */
export interface ShownResponse {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | undefined;
  };
}

/** RegistrationResponseJSON, as far as it is looked at. */
export interface MadeResponse extends Pick<ShownResponse, 'id' | 'rawId' | 'type'> {
  readonly response: { readonly clientDataJSON: string; readonly attestationObject: string };
}

const library = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server');

/** The name that passkeys are for, and the page that may ask for them. */
export interface PasskeyPlace {
  readonly rpId: string;
  readonly origin: string;
}

export interface Owner {
  readonly name: string;
  /** Base64url: what authenticators know the account by. */
  readonly handle: string;
}

const SERVER_NAME = 'Doorpost';

/** EdDSA, ES256, RS256 (RFC 9053, RFC 8812): what authenticators have. */
const ALGORITHMS = [-8, -7, -257];

/**
 * PublicKeyCredentialCreationOptionsJSON. Nobody is asked which make of authenticator it is.
 * @param isAlone there is no password beside it: it has to say whose it is, and to ask who holds it
 */
export const optionsToMake = (
  { rpId }: PasskeyPlace,
  { name, handle }: Owner,
  challenge: string,
  known: readonly Passkey[],
  isAlone: boolean,
) => ({
  rp: { name: SERVER_NAME, id: rpId },
  user: { id: handle, name, displayName: name },
  challenge,
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' as const })),
  timeout: bounds.admin.passkeyLife,
  excludeCredentials: known.filter((one) => one.rpId === rpId).map(({ id }) => ({ id, type: 'public-key' as const })),
  authenticatorSelection: {
    residentKey: isAlone ? ('required' as const) : ('preferred' as const),
    userVerification: isAlone ? ('required' as const) : ('preferred' as const),
    requireResidentKey: isAlone,
  },
  attestation: 'none' as const,
});

/** null: it does not hold. */
export async function madePasskey(
  { rpId, origin }: PasskeyPlace,
  challenge: string,
  response: MadeResponse,
): Promise<(Omit<Passkey, 'name' | 'createdAt'> & { readonly counter: number }) | null> {
  const { verifyRegistrationResponse } = await library();
  const verified = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId },
    // One that does not ask who holds it is a second factor all the same.
    requireUserVerification: false,
  }).catch(() => null);
  if (verified === null || !verified.verified) return null;
  const { credential, userVerified, credentialBackedUp } = verified.registrationInfo;
  return {
    ...{ id: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'), rpId },
    ...{ verifies: userVerified, backedUp: credentialBackedUp, counter: credential.counter },
  };
}

/** The counter of the authenticator from now on; null: it does not hold. */
export async function provenCounter(
  { rpId, origin }: PasskeyPlace,
  challenge: string,
  { response, ...shown }: ShownResponse,
  of: { readonly passkey: Passkey; readonly counter: number; readonly mustVerify: boolean },
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await library();
  // A user handle says whose it is; that is known by its id.
  const { userHandle: _, ...answered } = response;
  const credential: WebAuthnCredential = {
    id: of.passkey.id,
    publicKey: new Uint8Array(Buffer.from(of.passkey.publicKey, 'base64url')),
    counter: of.counter,
  };
  const verified = await verifyAuthenticationResponse({
    response: { ...shown, response: answered, clientExtensionResults: {} },
    ...{ expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId, credential },
    requireUserVerification: of.mustVerify,
  }).catch(() => null);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : null;
}
