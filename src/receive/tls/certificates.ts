/**
 * The server's certificates: read from the configured PEM files, or one made on the spot under `<data>/tls/`. Looked at again every few
 * seconds, so that a renewed certificate is in force without a restart. A pair that does not fit (half replaced) leaves the old one in force.
 */
import { X509Certificate } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { replaceFile } from '../../base/replace-file.ts';
import type { Settings } from '../../config/settings.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import { readPair } from './certificate-pair.ts';
import { type CertificateFinding, doubtsOfPair, readAuthorities } from './judge-certificates.ts';
import type { CertificatePair } from './self-signed.ts';

export interface CertificateFacts {
  readonly subject: string;
  readonly names: readonly string[];
  readonly notAfter: number;
}

export interface ShownCertificate extends CertificateFacts {
  /** `rsa`, `ec`. */
  readonly keyKind: string;
  readonly selfSigned: boolean;
}

export interface LoadedCertificates {
  readonly pairs: readonly CertificatePair[];
  /** For old devices, which know no other: self-signed, made where it is wanted and none of the pairs is RSA. */
  readonly rsa: CertificatePair | null;
  /** It, or one of the pairs. */
  readonly hasRsa: boolean;
  /** None was configured: a self-signed RSA one beside the other takes no trust from anybody. */
  readonly selfMade: boolean;
  /** PEM bundle of extra CAs for client certificates. */
  readonly clientCa: string | null;
  readonly facts: CertificateFacts;
  /** Of each, the self-signed RSA one too. */
  readonly all: readonly ShownCertificate[];
  /** Of those that were configured: what devices may hold against them. */
  readonly doubts: readonly CertificateFinding[];
  /** Changes whenever a file does. */
  readonly stamp: string;
}

type Files = readonly { readonly certificateFile: string; readonly keyFile: string }[];

/**
 * Rejects with a sentence for the operator when a file is missing or does not fit its key.
 * @param wantsRsa some listed device speaks old TLS, or anybody may have it.
 */
export async function loadCertificates(
  settings: Settings,
  clock: Clock,
  wantsRsa: boolean,
): Promise<LoadedCertificates> {
  const files = settings.certificates.length > 0 ? settings.certificates : [await ensureCertificate(settings, clock)];
  const stamp = await certificateStamp(settings, files);
  const pairs = await Promise.all(files.map(readPair));
  const clientCa = settings.clientCaFile === null ? null : await readAuthorities(settings.clientCaFile);
  const [first] = pairs;
  if (first === undefined) throw new Error('no certificate is configured');
  const own = pairs.some(isRsa);
  const rsa = wantsRsa && !own ? await readPair(await ensureCertificate(settings, clock, 'rsa')) : null;
  const selfMade = settings.certificates.length === 0;
  const doubts = selfMade
    ? []
    : pairs.flatMap((pair, at) => doubtsOfPair(pair, files[at]?.certificateFile ?? '', settings, clock.now()));
  return {
    pairs,
    rsa,
    hasRsa: own || rsa !== null,
    selfMade,
    clientCa,
    facts: certificateFacts(first.certificate),
    all: [...pairs, ...(rsa === null ? [] : [rsa])].map(({ certificate }) => shownCertificate(certificate)),
    doubts,
    stamp,
  };
}

/** The files as they look from outside; cheap enough to ask every few seconds. Missing files are part of the answer. */
export async function certificateStamp(settings: Settings, files?: Files): Promise<string> {
  const watched = files ?? (settings.certificates.length > 0 ? settings.certificates : [ownFiles(settings)]);
  const paths = watched.flatMap(({ certificateFile, keyFile }) => [certificateFile, keyFile]);
  if (settings.clientCaFile !== null) paths.push(settings.clientCaFile);
  const looks = await Promise.all(
    paths.map(async (path) => {
      const seen = await stat(path, { bigint: true }).catch(() => null);
      return seen === null ? 'missing' : `${seen.ino}:${seen.size}:${seen.mtimeNs}`;
    }),
  );
  return looks.join(' ');
}

function certificateFacts(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  const names = (certificate.subjectAltName ?? '')
    .split(', ')
    .map((name) => canonicalAddress(name.replace(/^(?:DNS|IP Address):/u, '')));
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    names: names.filter((name) => name !== ''),
    notAfter: certificate.validToDate.getTime(),
  };
}

function shownCertificate(pem: string): ShownCertificate {
  const { publicKey, issuer, subject } = new X509Certificate(pem);
  return { ...certificateFacts(pem), keyKind: publicKey.asymmetricKeyType ?? '', selfSigned: issuer === subject };
}

const ownFiles = (settings: Settings, kind: 'ecdsa' | 'rsa' = 'ecdsa'): Files[number] => {
  const name = kind === 'rsa' ? 'self-signed-rsa' : 'self-signed';
  return {
    certificateFile: join(settings.dataDirectory, 'tls', `${name}.pem`),
    keyFile: join(settings.dataDirectory, 'tls', `${name}.key`),
  };
};

const isRsa = ({ certificate }: CertificatePair): boolean =>
  new X509Certificate(certificate).publicKey.asymmetricKeyType === 'rsa';

/** A self-signed certificate is made anew when less than this is left. */
const RENEW_BEFORE_MS = 30 * 86_400_000;

/** Makes a self-signed certificate (ECDSA P-256, RSA-2048) for the host name and loopback, unless a good one is there. Returns its files. */
export async function ensureCertificate(
  settings: Settings,
  clock: Clock,
  kind: 'ecdsa' | 'rsa' = 'ecdsa',
): Promise<Files[number]> {
  const files = ownFiles(settings, kind);
  if (await isUsable(files, settings, clock)) return files;
  await mkdir(join(settings.dataDirectory, 'tls'), { recursive: true, mode: 0o700 });
  // Loaded here: a library of two hundred files that most starts do without.
  const { selfSigned } = await import('./self-signed.ts');
  const made = await selfSigned(settings.hostName, clock.now(), kind);
  // The key first: a crash in between leaves a pair that does not fit, which the next start sees.
  await replaceFile(files.keyFile, made.key, 0o600);
  await replaceFile(files.certificateFile, made.certificate, 0o644);
  return files;
}

async function isUsable(files: Files[number], settings: Settings, clock: Clock): Promise<boolean> {
  try {
    const { certificate } = await readPair(files);
    const facts = certificateFacts(certificate);
    return facts.notAfter - clock.now() > RENEW_BEFORE_MS && facts.names.includes(settings.hostName);
  } catch {
    return false;
  }
}
