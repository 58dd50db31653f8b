/**
 * The protection of the way to a next hop, and what is done without it: decisions only. RFC 3207, RFC 7817 (name checks), RFC 8314.
 * A requirement never degrades: only `opportunistic` knows clear text, and only while no credential is to be sent.
 */
import type { Tlsa } from '../secure/tlsa.ts';
import type { TlsCure } from '../../mail/remedy.ts';
import type { OutboundConnector, TlsVersion } from '../../directory/objects.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface TlsPolicy {
  /** none: never; opportunistic: if it works; required: or nothing; wrapped: from the first octet (RFC 8314). */
  readonly mode: 'none' | 'opportunistic' | 'required' | 'wrapped';
  /** Chain and name must be right. */
  readonly verify: boolean;
  /** The name asked for (SNI) and verified; null: the next hop's own. */
  readonly name: string | null;
  /** The oldest version that is spoken; TLS 1.2 but where an administrator chose an older one. */
  readonly minimum?: TlsVersion;
  readonly clientCertificate: OutboundConnector['clientCertificate'];
  /** A certificate is measured by these, and no authority is asked. The name is then that of the records. */
  readonly tlsa?: Tlsa;
  /** The domain whose own policy asks for this; absent: nobody but the administrator, or chance. */
  readonly asked?: AskedBy;
}

/** The trace shows the words. */
export interface AskedBy {
  readonly policy: 'DANE' | 'MTA-STS enforce' | 'MTA-STS testing';
  /** Of the recipient. */
  readonly domain: string;
  /** The host is none that the policy names; only `testing` goes there all the same. */
  readonly isOutside?: true;
}

/** For MX of strangers: anyone's certificate is better than clear text (RFC 7435). */
export const opportunisticTls: TlsPolicy = {
  mode: 'opportunistic',
  verify: false,
  name: null,
  clientCertificate: null,
};
/** RFC 8461 §4.1: a certificate that verifies for the mail host, or nothing. */
export const enforcedTls = (domain: string): TlsPolicy => ({
  mode: 'required',
  verify: true,
  name: null,
  clientCertificate: null,
  asked: { policy: 'MTA-STS enforce', domain },
});
/** RFC 7672 §2.2: a certificate that the records of its host name, or nothing. */
export const daneTls = (domain: string, base: string, tlsa: Tlsa): TlsPolicy => ({
  mode: 'required',
  verify: true,
  name: base,
  clientCertificate: null,
  tlsa,
  asked: { policy: 'DANE', domain },
});
/** None of its records means anything to us: encrypted, whoever it is (RFC 7672 §2.2). */
export const daneUnverifiedTls = (domain: string, base: string): TlsPolicy => ({
  mode: 'required',
  verify: false,
  name: base,
  clientCertificate: null,
  asked: { policy: 'DANE', domain },
});
/** Everything goes as if there were no policy; what would have failed is counted. */
export const testedTls = (domain: string, isNamed: boolean): TlsPolicy => ({
  ...opportunisticTls,
  asked: { policy: 'MTA-STS testing', domain, ...(!isNamed && { isOutside: true }) },
});
export const noTls: TlsPolicy = { mode: 'none', verify: false, name: null, clientCertificate: null };

type TlsOf = Pick<OutboundConnector, 'tls' | 'tlsName' | 'clientCertificate'> &
  Partial<Pick<OutboundConnector, 'tlsMinimum'>>;

export function tlsPolicyOf(connector: TlsOf): TlsPolicy {
  const { tlsMinimum = 'TLSv1.2' } = connector;
  const policy = policyOf(connector);
  return tlsMinimum === 'TLSv1.2' ? policy : { ...policy, minimum: tlsMinimum };
}

function policyOf(connector: TlsOf): TlsPolicy {
  const { tlsName: name, clientCertificate } = connector;
  switch (connector.tls) {
    case 'none':
      return { mode: 'none', verify: false, name, clientCertificate };
    case 'opportunistic':
      return { mode: 'opportunistic', verify: false, name, clientCertificate };
    case 'required':
      return { mode: 'required', verify: false, name, clientCertificate };
    case 'verified':
      return { mode: 'required', verify: true, name, clientCertificate };
    case 'wrapped':
      return { mode: 'wrapped', verify: true, name, clientCertificate };
  }
}

/** How the session is protected once the greeting phase is over. */
export type Protection = 'clear' | 'unverified' | 'verified';

/**
 * Whether a password may go out now; else why not, and the help. Clear text only where the administrator chose `none`. An unverified
 * certificate only where `required` was chosen: that word means "encrypt, whoever it is"; opportunistic TLS with a password is verified.
 */
export function mayAuthenticate(
  policy: TlsPolicy,
  protection: Protection,
): true | (ToldLine & { readonly cure: TlsCure }) {
  if (protection === 'verified' || policy.mode === 'none') return true;
  if (protection === 'clear')
    return {
      ...told(say`the password is not sent in clear text, and the next hop gave no TLS`),
      cure: { act: 'allow-clear-password' },
    };
  if (policy.mode === 'required') return true;
  return {
    ...told(say`the password is not sent to a host whose certificate does not verify`),
    cure: { act: 'trust-for-password' },
  };
}

/** Whether a failed STARTTLS may be followed by clear text. */
export const mayFallBack = (policy: TlsPolicy, hasCredentials: boolean): boolean =>
  policy.mode === 'opportunistic' && !hasCredentials && policy.clientCertificate === null;

/** Nobody has chosen anything: what a domain asks for its own mail may be put in its place. */
export const demandsNothing = (policy: TlsPolicy, hasCredentials: boolean): boolean =>
  mayFallBack(policy, hasCredentials) && policy.minimum === undefined;
