/** The help when a next hop's certificate does not verify: something about the certificate, never its port. Pure. */
import { own } from '../../base/own.ts';
import type { TlsPolicy } from './tls-policy.ts';

const AUTHORITY =
  'Install the certificate of the authority that signed it (where it signed itself: the certificate itself) among the authorities of this machine, and restart Doorpost';

/** By the code of Node and OpenSSL. ` NAME` stands where the connector's name goes. */
const cures: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: AUTHORITY,
  // An authority of that name is known, with another key.
  CERT_SIGNATURE_FAILURE: AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `${AUTHORITY}; or let whoever runs that host send the whole chain`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `${AUTHORITY}; or let whoever runs that host send the whole chain`,
  CERT_HAS_EXPIRED: 'Whoever runs that host has to renew it, unless the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'Look whether the clock of this machine is right; else whoever runs that host has to mend it',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Say which name stands in it: doorpost upstream set NAME --tls-name HOST; or connect by that name: doorpost upstream set NAME --host HOST:PORT',
};

export function certificateCure(code: string, { mode }: Pick<TlsPolicy, 'mode'>): string {
  const cure = own(cures, code) ?? 'Whoever runs that host has to mend its certificate';
  // From the first octet on TLS is always verified: there is no word for less.
  return mode === 'wrapped'
    ? cure
    : `${cure}. To encrypt without knowing who it is: doorpost upstream set NAME --tls required`;
}
