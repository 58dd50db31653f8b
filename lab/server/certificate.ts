/** One P-256 certificate and key for every system under measurement. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Made by the openssl command. Rejects when there is none. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const made = { certificateFile: join(folder, 'bench.crt'), keyFile: join(folder, 'bench.key') };
  const subject = ['-subj', '/CN=bench.test', '-addext', 'subjectAltName=DNS:bench.test', '-days', '30'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', made.keyFile];
  await promisify(execFile)('openssl', ['req', '-x509', ...key, ...subject, '-out', made.certificateFile]);
  return made;
}
