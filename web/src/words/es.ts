/** Spanish: what every page needs at once, the rest a namespace a page. */
import parts from './es/parts.ts';
import shell from './es/shell.ts';
import { withMany } from './many.ts';
import type { LanguageFiles } from './namespaces.ts';

const words: LanguageFiles = {
  first: withMany({ shell, parts }),
  files: import.meta.glob<object>(['./es/*.ts', '!**/{parts,shell}.ts'], { import: 'default' }),
  complete: withMany,
};

export default words;
