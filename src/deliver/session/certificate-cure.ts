/** The help when a next hop's certificate does not verify: something about the certificate, never its port. Pure. */
import { own } from '../../base/own.ts';
import type { TlsCure, TlsRemedy } from '../../mail/remedy.ts';
import type { SessionFault } from '../secure/tls-result.ts';
import type { TlsPolicy } from './tls-policy.ts';

type Fault = Extract<TlsRemedy, { act: 'mend-certificate' }>['fault'];

/** By the code of Node and OpenSSL. */
const faults: Readonly<Record<string, Fault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  // An authority of that name is known, with another key.
  CERT_SIGNATURE_FAILURE: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'incomplete-chain',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'incomplete-chain',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'too-young',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
};

/** The same in the words of reports between servers. */
export function certificateFault(code: string): SessionFault {
  const fault = own(faults, code);
  if (fault === 'other-name') return 'certificate-host-mismatch';
  return fault === 'expired' || fault === 'too-young' ? 'certificate-expired' : 'certificate-not-trusted';
}

export const certificateCure = (code: string, { mode }: Pick<TlsPolicy, 'mode'>): TlsCure => ({
  act: 'mend-certificate',
  fault: own(faults, code) ?? 'other',
  // From the first octet on TLS is always verified: there is no word for less.
  unverified: mode !== 'wrapped',
});
