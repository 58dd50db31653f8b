/** A self-signed certificate (ECDSA P-256, or RSA-2048 for old devices) for a host name and loopback, for servers that were given none. */
// @peculiar/x509 needs the metadata shim before it is loaded.
import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** PEM. */
export interface CertificatePair {
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/** Valid from the day before `now` (other clocks are slow) for two years. */
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2_048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

export async function selfSigned(
  hostName: string,
  now: number,
  kind: 'ecdsa' | 'rsa' = 'ecdsa',
): Promise<CertificatePair> {
  const algorithm = kind === 'rsa' ? RSA : ECDSA;
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = [...new Set([hostName, 'localhost'])].map((value) => ({ type: 'dns' as const, value }));
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${hostName}`,
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + 2 * YEAR_MS),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        ...names,
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' });
  return { certificate: `${certificate.toString('pem')}\n`, key: String(key) };
}
