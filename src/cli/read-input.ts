/** A file that a command was given, or standard input. */
import { bounds } from '../base/bounds.ts';
import { NamedFileError, readNamedFile } from '../base/named-file.ts';
import type { Context } from './context.ts';
import { usage } from './failure.ts';
import { fileText } from './file-text.ts';
import { readAllBytes } from './io.ts';

/** `-` is standard input. Bounded as `readAll` is. In whichever charset it was saved. */
export const readInput = (context: Context, file: string, most: number = bounds.cli.standardInput): Promise<string> =>
  (file === '-' ? readAllBytes(context.io.stdin, most) : readNamedFile(file, most)).then(fileText, (error: unknown) => {
    if (error instanceof NamedFileError)
      throw usage(
        `${file} cannot be read: it ${error.trouble}`,
        error.code === 'NOT_PLAIN' ? `${error.cure}, or give it on standard input: -` : error.cure,
      );
    throw usage(`${file} cannot be read: ${(error as Error).message}`);
  });
