/** A certificate and its key, read from the files that the settings name. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { NamedFileError, readNamedFile } from '../../base/named-file.ts';
import type { CertificatePair } from './self-signed.ts';

/** A certificate that cannot be used: `message` names the file, `cure` says what to do. One line each, for the operator. */
export class CertificateTrouble extends Error {
  override readonly name = 'CertificateTrouble';
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message.replaceAll(/\s+/gu, ' '));
    this.cure = cure;
  }

  static of(error: unknown): CertificateTrouble {
    if (error instanceof CertificateTrouble) return error;
    if (error instanceof NamedFileError) return new CertificateTrouble(error.message, error.cure);
    return new CertificateTrouble(String((error as Error).message), 'name PEM files');
  }
}

/** Rejects with CertificateTrouble or NamedFileError. */
export async function readPair({
  certificateFile,
  keyFile,
}: {
  readonly certificateFile: string;
  readonly keyFile: string;
}): Promise<CertificatePair> {
  const [certificate, key] = (await Promise.all([readNamedFile(certificateFile), readNamedFile(keyFile)])).map(
    String,
  ) as [string, string];
  const parsed = parsedAs(certificateFile, 'PEM certificate', () => new X509Certificate(certificate));
  const privateKey = parsedAs(keyFile, 'PEM key without passphrase', () => createPrivateKey(key));
  if (!parsed.checkPrivateKey(privateKey)) throw notOne(certificateFile, certificate, keyFile, privateKey);
  return { certificate, key };
}

/** OpenSSL's words name no file. */
function parsedAs<Parsed>(file: string, what: string, parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    throw new CertificateTrouble(
      `${file} is no ${what}: ${(error as Error).message}`,
      `name a file in PEM: ${what === 'PEM certificate' ? 'openssl x509 -in FILE -noout -subject' : 'openssl pkey -in FILE -noout'} reads it`,
    );
  }
}

function notOne(certificateFile: string, text: string, keyFile: string, key: KeyObject): CertificateTrouble {
  const message = `the key ${keyFile} does not belong to the certificate ${certificateFile}`;
  const [, ...others] = pemsIn(text);
  const isFurtherDown = others.some((pem) => new X509Certificate(pem).checkPrivateKey(key));
  return isFurtherDown
    ? new CertificateTrouble(
        `${message}: it belongs to one further down in that file`,
        "put the server's own certificate first, then those that issued it",
      )
    : new CertificateTrouble(message, 'name the key that the certificate was made with, each beside its certificate');
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu;
/** The certificates of a file, one by one. */
export const pemsIn = (text: string): readonly string[] => text.match(PEM) ?? [];
