/** Files that an outbound connector names: one that is not there shows when it is named, not with the first mail that needs it. */
import type { Warning } from '../../mail/remedy.ts';
import { createSecureContext } from 'node:tls';
import { NamedFileError, readNamedFile } from '../../base/named-file.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { toldCure } from '../../texts/remedy.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

interface Pair {
  readonly of: 'connection' | 'sign-in';
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Warnings: they may still come, as a renewal that is under way. They are read anew for each session, so nothing is kept here. */
export async function fileWarnings({ name, auth, clientCertificate }: OutboundConnector): Promise<readonly Warning[]> {
  const pairs: Pair[] = [];
  if (clientCertificate !== null)
    pairs.push({
      of: 'connection',
      ...clientCertificate,
    });
  if (auth?.kind === 'client-credentials' && auth.proof.kind === 'certificate') {
    const { certificateFile, keyFile } = auth.proof;
    pairs.push({
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
        ...(pair.of === 'connection'
          ? line`The client certificate of ${name} cannot be used: ${wrong}. Mail by it waits until PEM files are there that the user who runs Doorpost may read`
          : line`The application's certificate of ${name} cannot be used: ${wrong}. Mail by it waits until PEM files are there that the user who runs Doorpost may read`),
        ...toldCure({ act: 'name-other-files', name, of: pair.of }),
      });
  }
  return warnings;
}

async function whatIsWrong({ certificateFile, keyFile }: Pair): Promise<ToldLine | null> {
  const read: Buffer[] = [];
  for (const file of [certificateFile, keyFile])
    try {
      read.push(await readNamedFile(file));
    } catch (error) {
      if (!(error instanceof NamedFileError)) throw error;
      return error.isRefused ? line`${file} is no PEM file: it ${error.trouble}` : { text: error.message };
    }
  const [cert, key] = read;
  try {
    createSecureContext({ cert, key });
    return null;
  } catch {
    // OpenSSL's own words are no help, and might quote what is in the files.
    return line`${certificateFile} and ${keyFile} are no PEM certificate and the key that belongs to it`;
  }
}
