import { basename } from 'node:path';
import type { Io } from './io.ts';

/** How the person calls us, for commands to copy: in a clone `./doorpost`, once installed `doorpost`. */
export function commandName(io: Io): string {
  // npm start sets npm_lifecycle_event; in a clone the sources run, never under node_modules.
  const installed =
    /[\\/](?:node_modules|dist)[\\/]/u.test(import.meta.url) || basename(process.argv[1] ?? '') === 'main.js';
  return installed && io.env['npm_lifecycle_event'] === undefined ? 'doorpost' : './doorpost';
}

/** The first words of our commands; a test compares them with the commands there are. */
export const commandWords = [
  'start',
  'serve',
  'init',
  'advise',
  'config',
  'org',
  'domain',
  'mailbox',
  'captured',
  'group',
  'credential',
  'device',
  'connector',
  'upstream',
  'licence',
  'limits',
  'trace',
  'explain',
  'watch',
  'check',
  'profile',
  'queue',
  'send',
  'alarm',
  'export',
  'apply',
  'import',
  'backup',
  'restore',
  'status',
  'audit',
  'token',
  'certificate',
  'version',
  'whoami',
] as const;

const named = new RegExp(`(?<![\\w./@-])doorpost (?=(?:--help|${commandWords.join('|')})\\b)`, 'gu');

/** The server and our own texts say `doorpost trace`; here it is written as this person must type it. */
export const asTyped = (text: string, io: Io): string => text.replaceAll(named, () => `${commandName(io)} `);
