/** A file that a command was given, or standard input. */
import { createReadStream } from 'node:fs';
import type { Context } from './context.ts';
import { usage } from './failure.ts';
import { readAll } from './io.ts';

/** `-` is standard input. Bounded as `readAll` is. */
export const readInput = (context: Context, file: string): Promise<string> =>
  readAll(file === '-' ? context.io.stdin : createReadStream(file)).catch((error: unknown) => {
    throw usage(`${file} cannot be read: ${(error as Error).message}`);
  });
