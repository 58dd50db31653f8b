/** Files that an outbound connector names: one that is not there shows when it is named, not with the first mail that needs it. */
import type { Warning } from '../../mail/remedy.ts';
import { createSecureContext } from 'node:tls';
import { NamedFileError, readNamedFile } from '../../base/named-file.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { toldCure } from '../../texts/remedy.ts';

interface Pair {
  readonly what: string;
  readonly of: 'connection' | 'sign-in';
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Warnings: they may still come, as a renewal that is under way. They are read anew for each session, so nothing is kept here. */
export async function fileWarnings({ name, auth, clientCertificate }: OutboundConnector): Promise<readonly Warning[]> {
  const pairs: Pair[] = [];
  if (clientCertificate !== null)
    pairs.push({
      what: 'client certificate',
      of: 'connection',
      ...clientCertificate,
    });
  if (auth?.kind === 'client-credentials' && auth.proof.kind === 'certificate') {
    const { certificateFile, keyFile } = auth.proof;
    pairs.push({
      what: "application's certificate",
      of: 'sign-in',
      certificateFile,
      keyFile,
    });
  }
  const warnings: Warning[] = [];
  for (const pair of pairs) {
    const wrong = await whatIsWrong(pair);
    if (wrong !== null)
      warnings.push({
        text: `The ${pair.what} of ${name} cannot be used: ${wrong}. Mail by it waits until PEM files are there that the user who runs Doorpost may read`,
        ...toldCure({ act: 'name-other-files', name, of: pair.of }),
      });
  }
  return warnings;
}

async function whatIsWrong({ certificateFile, keyFile }: Pair): Promise<string | null> {
  const read: Buffer[] = [];
  for (const file of [certificateFile, keyFile])
    try {
      read.push(await readNamedFile(file));
    } catch (error) {
      if (!(error instanceof NamedFileError)) throw error;
      return error.isRefused ? `${file} is no PEM file: it ${error.trouble}` : error.message;
    }
  const [cert, key] = read;
  try {
    createSecureContext({ cert, key });
    return null;
  } catch {
    // OpenSSL's own words are no help, and might quote what is in the files.
    return `${certificateFile} and ${keyFile} are no PEM certificate and the key that belongs to it`;
  }
}
