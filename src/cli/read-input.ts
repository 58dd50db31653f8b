/** A file that a command was given, or standard input. */
import { createReadStream } from 'node:fs';
import type { Context } from './context.ts';
import { usage } from './failure.ts';
import { fileText } from './file-text.ts';
import { readAllBytes } from './io.ts';

/** `-` is standard input. Bounded as `readAll` is. In whichever charset it was saved. */
export const readInput = (context: Context, file: string): Promise<string> =>
  readAllBytes(file === '-' ? context.io.stdin : createReadStream(file)).then(fileText, (error: unknown) => {
    throw usage(`${file} cannot be read: ${(error as Error).message}`);
  });
