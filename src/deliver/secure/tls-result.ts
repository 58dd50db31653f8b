/** The faults of a domain's own demand for TLS, in the words of RFC 8460 §4.3. */

/** With its policy, before any host was asked. */
export type PolicyFault =
  | 'sts-policy-fetch-error'
  | 'sts-policy-invalid'
  | 'sts-webpki-invalid'
  | 'dnssec-invalid'
  | 'tlsa-invalid';

/** With a session. */
export type SessionFault =
  | 'starttls-not-supported'
  | 'certificate-host-mismatch'
  | 'certificate-expired'
  | 'certificate-not-trusted'
  | 'validation-failure';

export type TlsFault = PolicyFault | SessionFault;
