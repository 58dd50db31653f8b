/** A file that a command was given, or a pipe, or standard input. */
import { Readable } from 'node:stream';
import { bounds } from '../../base/bounds.ts';
import { NamedFileError, readNamedInput, streamNamedInput, upTo } from '../../base/named-file.ts';
import type { Context } from '../context.ts';
import { usage } from './failure.ts';
import { fileText } from '../../base/words/file-text.ts';
import { readAllBytes } from './io.ts';

/** Standard input by its names in the file system. Where it is a socket (a program started us) it cannot be opened by them. */
const STANDARD_INPUT = new Set(['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/** `-` is standard input. Bounded as `readAll` is. In whichever charset it was saved. */
export const readInput = (context: Context, file: string, most: number = bounds.cli.standardInput): Promise<string> =>
  (file === '-' || STANDARD_INPUT.has(file) ? readAllBytes(context.io.stdin, most) : readNamedInput(file, most)).then(
    fileText,
    (error: unknown) => {
      if (error instanceof NamedFileError)
        throw usage(
          `${file} cannot be read: it ${error.trouble}`,
          error.code === 'NOT_PLAIN' ? `${error.cure}, or give it on standard input: -` : error.cure,
        );
      throw usage(`${file} cannot be read: ${(error as Error).message}`);
    },
  );

/** Such a file piece by piece, for what is sent on as it comes. */
export async function streamInput(context: Context, file: string, most: number): Promise<Readable> {
  try {
    if (STANDARD_INPUT.has(file)) return Readable.from(upTo(context.io.stdin, file, most), { objectMode: false });
    return await streamNamedInput(file, most);
  } catch (error) {
    if (error instanceof NamedFileError) throw usage(error.message, error.cure);
    throw error;
  }
}
