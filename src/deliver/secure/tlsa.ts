/**
 * The measure of a certificate under DANE (RFC 7672 §3): the TLSA records of its host. Usage 3 is this very certificate or key, whatever
 * name and dates it has; usage 2 is an authority that it has to chain to, with name and dates. Usages 0 and 1 mean nothing for SMTP. Pure.
 */
import { createHash, X509Certificate } from 'node:crypto';
import type { TlsaRecord } from '../../dns/secure-resolver.ts';
import type { SessionFault } from './tls-result.ts';
import { say, anyOf } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface Tlsa {
  /** Usable ones; one at least. */
  readonly records: readonly TlsaRecord[];
  /** Any of these names may stand in a certificate that an authority of usage 2 signed. */
  readonly names: readonly string[];
}

export type DaneVerdict = { readonly ok: true } | ({ readonly ok: false; readonly fault: SessionFault } & ToldLine);

const HASHES: Readonly<Record<number, { readonly name: string; readonly hexDigits: number }>> = {
  1: { name: 'sha256', hexDigits: 64 },
  2: { name: 'sha512', hexDigits: 128 },
};

/** Of a kind that is known, and whole. */
export function isUsable({ usage, selector, matching, data }: TlsaRecord): boolean {
  if ((usage !== 2 && usage !== 3) || selector > 1 || matching > 2 || data.length === 0) return false;
  const hash = HASHES[matching];
  return hash === undefined || data.length === hash.hexDigits;
}

/**
 * @param chain of the peer, its own certificate first, each followed by the one that signed it.
 * @param now of the wall.
 */
export function judgeByTlsa(chain: readonly X509Certificate[], { records, names }: Tlsa, now: number): DaneVerdict {
  const [own] = chain;
  if (own === undefined) return { ok: false, ...told(say`it shows no certificate`), fault: 'validation-failure' };
  if (records.some((record) => record.usage === 3 && matches(own, record))) return { ok: true };
  const anchored = records.filter(({ usage }) => usage === 2).find((record) => leadsTo(chain, record));
  if (anchored === undefined) {
    const words = told(say`its certificate is not one that its TLSA records name`);
    return { ok: false, ...words, fault: 'certificate-not-trusted' };
  }
  if (!chain.every((each) => isInTime(each, now)))
    return { ok: false, ...told(say`its certificate has expired or is not valid yet`), fault: 'certificate-expired' };
  if (names.some((name) => own.checkHost(name, { subject: 'never' }) !== undefined)) return { ok: true };
  const words = told(say`its certificate is for another name than ${anyOf(names)}`);
  return { ok: false, ...words, fault: 'certificate-host-mismatch' };
}

function matches(certificate: X509Certificate, { selector, matching, data }: TlsaRecord): boolean {
  const octets = selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' });
  const hash = HASHES[matching];
  return (hash === undefined ? octets.toString('hex') : createHash(hash.name).update(octets).digest('hex')) === data;
}

/** Whether an authority above the peer's own certificate is the one that the record names, each signed by the next. */
function leadsTo(chain: readonly X509Certificate[], record: TlsaRecord): boolean {
  for (const [index, issuer] of chain.entries()) {
    const signed = chain[index - 1];
    if (signed === undefined) continue;
    if (!isSignedBy(signed, issuer)) return false;
    if (matches(issuer, record)) return true;
  }
  const last = chain.at(-1);
  const whole = wholeCertificate(record);
  return last !== undefined && whole !== null && isSignedBy(last, whole);
}

const isSignedBy = (signed: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && signed.checkIssued(issuer) && signed.verify(issuer.publicKey);

/** `2 0 0` brings the authority itself: a peer need not send it (RFC 7672 §3.1.2). */
function wholeCertificate({ selector, matching, data }: TlsaRecord): X509Certificate | null {
  if (selector !== 0 || matching !== 0) return null;
  try {
    return new X509Certificate(Buffer.from(data, 'hex'));
  } catch {
    return null;
  }
}

const isInTime = ({ validFromDate, validToDate }: X509Certificate, now: number): boolean =>
  validFromDate.getTime() <= now && now <= validToDate.getTime();
