/**
 * libmime, loaded when something first needs it: its tables of charsets and of file types weigh some ten megabytes, and most mail asks for none
 * of them.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// Node keeps what was loaded: only the first look costs something.
export const libmime = (): typeof import('libmime')['default'] =>
  (require('libmime') as typeof import('libmime')).default;
