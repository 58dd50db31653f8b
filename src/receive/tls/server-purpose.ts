/**
 * Public CAs issue certificates for servers only (their extended key usage leaves clientAuth out), and a gateway shows such a one as client. OpenSSL then
 * says INVALID_PURPOSE, which may hide that the chain is wrong in other ways: so the whole path is judged here once more (RFC 5280 §6.1),
 * narrower than need be: what this does not understand is not trusted.
 */
// @peculiar/x509 needs the metadata shim before it is loaded.
import { bounds } from '../../base/bounds.ts';
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Longer chains are nobody's. */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';
const LEAST_RSA_BITS = 2_048;
/** Critical extensions whose meaning is judged here: key usage, alternative names, basic constraints, extended key usage. */
const UNDERSTOOD = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.37']);
/** By their hash, or (where it is part of the algorithm) their name. */
const GOOD_SIGNATURES = new Set(['SHA-256', 'SHA-384', 'SHA-512', 'Ed25519', 'Ed448', 'EdDSA']);
const NAME_CONSTRAINTS = '2.5.29.30';

/**
 * Whether the certificate leads to one of the anchors as a server's would.
 * @param shown what the peer sent with it, in any order.
 * @param now milliseconds of the wall clock.
 */
export function chainsAsServer(
  leaf: X509Certificate,
  shown: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  now: number,
): boolean {
  if (!isSound(leaf, now) || !mayServe(leaf, true)) return false;
  let current = leaf;
  for (let below = 0; below < bounds.receive.purposeCertificates; below++) {
    const subject: X509Certificate = current;
    const isIssuer = (one: X509Certificate): boolean => subject.checkIssued(one) && subject.verify(one.publicKey);
    if (anchors.some((one) => isCurrent(one, now) && isIssuer(one))) return true;
    const next = shown.find((one) => isIssuer(one) && mayIssue(one, below, now));
    if (next === undefined) return false;
    current = next;
  }
  return false;
}

const isCurrent = (certificate: X509Certificate, now: number): boolean =>
  certificate.validFromDate.getTime() <= now && now <= certificate.validToDate.getTime();

function isSound(certificate: X509Certificate, now: number): boolean {
  const { extensions, signatureAlgorithm } = new x509.X509Certificate(certificate.raw);
  const { name, hash } = signatureAlgorithm as { readonly name: string; readonly hash?: { readonly name: string } };
  if (!GOOD_SIGNATURES.has(hash?.name ?? name)) return false;
  const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < LEAST_RSA_BITS) return false;
  return isCurrent(certificate, now) && extensions.every((one) => !one.critical || UNDERSTOOD.has(one.type));
}

/** A CA with at most its number of CAs below it; constraints of names are not judged here. */
function mayIssue(certificate: X509Certificate, below: number, now: number): boolean {
  const parsed = new x509.X509Certificate(certificate.raw);
  const basic = parsed.getExtension(x509.BasicConstraintsExtension);
  const usage = parsed.getExtension(x509.KeyUsagesExtension);
  if (!isSound(certificate, now) || !certificate.ca || basic?.ca !== true || !mayServe(certificate, false))
    return false;
  if (usage !== null && (usage.usages & x509.KeyUsageFlags.keyCertSign) === 0) return false;
  if (parsed.getExtension(NAME_CONSTRAINTS) !== null) return false;
  return basic.pathLength === undefined || basic.pathLength >= below;
}

/** @param named the purpose must be named; else it must only not be left out. */
function mayServe(certificate: X509Certificate, named: boolean): boolean {
  const purposes = new x509.X509Certificate(certificate.raw).getExtension(x509.ExtendedKeyUsageExtension)?.usages;
  if (purposes === undefined) return !named;
  return purposes.some((one) => one === SERVER_AUTH || (!named && one === ANY_PURPOSE));
}
