import { basename } from 'node:path';
import type { Io } from './io.ts';

/** How the person calls us, for commands to copy: in a clone `./doorpost`, once installed `doorpost`. */
export function commandName(io: Io): string {
  // npm start sets npm_lifecycle_event; in a clone the sources run, never under node_modules.
  const installed =
    /[\\/](?:node_modules|dist)[\\/]/u.test(import.meta.url) || basename(process.argv[1] ?? '') === 'main.js';
  return installed && io.env['npm_lifecycle_event'] === undefined ? 'doorpost' : './doorpost';
}
