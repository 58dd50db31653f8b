/** Files that an outbound connector names: one that is not there shows when it is named, not with the first mail that needs it. */
import { createSecureContext } from 'node:tls';
import { NamedFileError, readNamedFile } from '../../base/named-file.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { shellWord } from '../../policy/shell-word.ts';

interface Pair {
  readonly what: string;
  readonly options: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Warnings: they may still come, as a renewal that is under way. They are read anew for each session, so nothing is kept here. */
export async function fileWarnings({ name, auth, clientCertificate }: OutboundConnector): Promise<readonly string[]> {
  const pairs: Pair[] = [];
  if (clientCertificate !== null)
    pairs.push({
      what: 'client certificate',
      options: '--client-certificate FILE --client-key FILE',
      ...clientCertificate,
    });
  if (auth?.kind === 'client-credentials' && auth.proof.kind === 'certificate') {
    const { certificateFile, keyFile } = auth.proof;
    pairs.push({
      what: "application's certificate",
      options: '--app-certificate FILE --app-key FILE',
      certificateFile,
      keyFile,
    });
  }
  const warnings: string[] = [];
  for (const pair of pairs) {
    const wrong = await whatIsWrong(pair);
    if (wrong !== null)
      warnings.push(
        `The ${pair.what} of ${name} cannot be used: ${wrong}. Mail by it waits until PEM files are there that the user who runs Doorpost may read; to name others: doorpost upstream set ${shellWord(name)} ${pair.options}`,
      );
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
