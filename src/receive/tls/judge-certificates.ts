/**
 * The configured certificates as a start takes them, and as a device will see them: which are refused, and which are doubtful. Asked by the
 * server when it takes them and by `config check`, so that both say the same.
 */
import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import { readNamedFile } from '../../base/named-file.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import type { Settings } from '../../config/settings.ts';
import { CertificateTrouble, pemsIn, readPair } from './certificate-pair.ts';
import type { CertificatePair } from './self-signed.ts';

type Judged = Pick<Settings, 'certificates' | 'clientCaFile' | 'hostName' | 'submissionHost'>;

export interface CertificateFinding {
  /** `error`: the server does not start with it. */
  readonly severity: 'error' | 'warning';
  readonly setting: 'certificates' | 'clientCaFile';
  /** It names the file. */
  readonly message: string;
  readonly cure: string;
}

const DAY_MS = 86_400_000;
/** It is renewed by itself, or somebody should hear of it. */
const SOON_MS = 14 * DAY_MS;

/** All of them at once. @param now milliseconds of the wall clock. */
export async function judgeCertificates(settings: Judged, now: number): Promise<readonly CertificateFinding[]> {
  const findings: CertificateFinding[] = [];
  const refused = (setting: CertificateFinding['setting'], error: unknown): void => {
    const { message, cure } = CertificateTrouble.of(error);
    findings.push({ severity: 'error', setting, message, cure });
  };
  for (const files of settings.certificates)
    try {
      findings.push(...doubtsOfPair(await readPair(files), files.certificateFile, settings, now));
    } catch (error) {
      refused('certificates', error);
    }
  if (settings.clientCaFile !== null)
    try {
      await readAuthorities(settings.clientCaFile);
    } catch (error) {
      refused('clientCaFile', error);
    }
  return findings;
}

/** A PEM bundle. Rejects with CertificateTrouble or NamedFileError. */
export async function readAuthorities(file: string): Promise<string> {
  const bundle = String(await readNamedFile(file));
  const pems = pemsIn(bundle);
  try {
    for (const pem of pems) new X509Certificate(pem);
  } catch (error) {
    throw new CertificateTrouble(`${file} has a certificate that cannot be read: ${(error as Error).message}`, BUNDLE);
  }
  if (pems.length === 0) throw new CertificateTrouble(`${file} holds no PEM certificate`, BUNDLE);
  return bundle;
}

const BUNDLE = 'name a PEM bundle of authorities: -----BEGIN CERTIFICATE----- ...';

/** A pair that can be used: what devices may hold against it. */
export function doubtsOfPair(
  { certificate: pem }: CertificatePair,
  file: string,
  { hostName, submissionHost }: Pick<Judged, 'hostName' | 'submissionHost'>,
  now: number,
): readonly CertificateFinding[] {
  const [leaf, ...others] = pemsIn(pem).map((one) => new X509Certificate(one));
  if (leaf === undefined) return [];
  const doubts: CertificateFinding[] = [];
  const doubt = (message: string, cure: string): void => {
    doubts.push({ severity: 'warning', setting: 'certificates', message: `${file} ${message}`, cure });
  };
  const from = leaf.validFromDate.getTime();
  const to = leaf.validToDate.getTime();
  const renew = 'renew it, and put the new one in its place; it is taken without a restart';
  if (to <= now) doubt(`expired on ${utcDay(to)}`, renew);
  else if (to - now < SOON_MS) doubt(`expires on ${utcDay(to)}`, renew);
  if (from > now)
    doubt(`is not valid before ${utcDay(from)}`, "look at this machine's clock, or use one that is valid now");
  const missing = [...new Set([hostName, submissionHost])].filter((name) => leaf.checkHost(name) === undefined);
  if (missing.length > 0)
    doubt(
      `is not for ${missing.join(', ')} (${shownNames(leaf)})`,
      'devices that check names refuse it: use one that has the name, or set hostName and submissionHost to a name that it has',
    );
  const chain = chainTrouble(leaf, others, now);
  if (chain !== null)
    doubt(chain, "put the server's own certificate first, then those that issued it, one after the other");
  return doubts;
}

/** null: a device that trusts the authority finds its way there. */
function chainTrouble(leaf: X509Certificate, others: readonly X509Certificate[], now: number): string | null {
  if (isOwnIssuer(leaf)) return null;
  let current = leaf;
  for (const next of others) {
    if (!isIssuedBy(current, next)) return `is not followed by its issuer (${nameIn(current.issuer)})`;
    if (next.validToDate.getTime() <= now)
      return `is followed by ${nameIn(next.subject)}, which expired on ${utcDay(next.validToDate.getTime())}`;
    current = next;
  }
  if (others.length > 0) return null;
  const isKnown = tls.getCACertificates('default').some((pem) => isIssuedBy(leaf, new X509Certificate(pem)));
  return isKnown ? null : `stands alone: ${nameIn(leaf.issuer)}, which issued it, is in no list of authorities`;
}

const isOwnIssuer = (one: X509Certificate): boolean => isIssuedBy(one, one);
const isIssuedBy = (one: X509Certificate, issuer: X509Certificate): boolean =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey);

/** The common name, or all of it in one line. */
const nameIn = (distinguished: string): string =>
  /(?:^|\n)CN=([^\n]+)/u.exec(distinguished)?.[1] ?? distinguished.replaceAll('\n', ', ');

const shownNames = ({ subjectAltName, subject }: X509Certificate): string =>
  subjectAltName === undefined ? `it has no names beside ${nameIn(subject)}` : `it has ${subjectAltName}`;
