/** French: what every page needs at once, the rest a namespace a page. */
import parts from './fr/parts.ts';
import shell from './fr/shell.ts';
import { withMany } from './many.ts';
import type { LanguageFiles } from './namespaces.ts';

const words: LanguageFiles = {
  first: withMany({ shell, parts }),
  files: import.meta.glob<object>(['./fr/*.ts', '!**/{parts,shell}.ts'], { import: 'default' }),
  complete: withMany,
};

export default words;
