/** The thread in which another server's files are read. The other end is `read-import.ts`. Nothing is read but what came with the order. */
import { basename } from 'node:path/posix';
import { parentPort, workerData } from 'node:worker_threads';
import { fileText } from '../../base/words/file-text.ts';
import { importedFile } from '../../directory/file/import/as-file.ts';
import { atTarget, type There } from '../../directory/file/import/at-target.ts';
import { type Imported, ImportProblem } from '../../directory/file/import/imported.ts';

export type ImportSource = 'postfix' | 'exchange' | 'hmailserver';

export interface ImportOrder {
  readonly from: ImportSource;
  readonly files: readonly { readonly name: string; readonly octets: Uint8Array }[];
  /** The name of the organization that it is for, and what it has. */
  readonly organization: string;
  readonly there: There;
}

export type ImportAnswer =
  | { readonly imported: Imported; readonly yaml: string }
  | { readonly problem: { readonly said: string; readonly cure: string } };

/** Throws ImportProblem. */
async function understood({ from, files }: ImportOrder): Promise<Imported> {
  const texts = files.map(({ octets }) => fileText(octets));
  if (from === 'exchange') {
    const { importExchange } = await import('../../directory/file/import/exchange/exchange.ts');
    return importExchange(
      texts,
      files.map(({ name }) => name),
    );
  }
  if (from === 'hmailserver') {
    const [text] = texts;
    if (text === undefined || texts.length > 1)
      throw new ImportProblem(`there are ${texts.length} files`, 'give hMailServerBackup.xml alone');
    const { XMLParser } = await import('fast-xml-parser');
    const { importHmailserver, xmlOptions } = await import('../../directory/file/import/hmailserver/hmailserver.ts');
    return importHmailserver(text, new XMLParser(xmlOptions));
  }
  const { importPostfix } = await import('../../directory/file/import/postfix.ts');
  // A map stands under its last name, wherever the machine had it.
  const byName = new Map(files.map(({ name }, at) => [basename(name), texts[at] ?? '']));
  const mainCf = byName.get('main.cf');
  if (mainCf === undefined)
    throw new ImportProblem(
      'main.cf is not among the files',
      'choose main.cf, and beside it master.cf and the maps that it names',
    );
  return importPostfix(mainCf, (path) => byName.get(basename(path)) ?? null, byName.get('master.cf') ?? '');
}

async function answerTo(order: ImportOrder): Promise<ImportAnswer> {
  try {
    const imported = atTarget(await understood(order), order.there);
    return { imported, yaml: importedFile(imported, order.organization) };
  } catch (error) {
    if (error instanceof ImportProblem) return { problem: { said: error.message, cure: error.cure } };
    throw error;
  }
}

if (parentPort === null) throw new Error('not a worker');
parentPort.postMessage(await answerTo(workerData as ImportOrder));
