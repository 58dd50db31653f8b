/** German: what every page needs at once, the rest a namespace a page. */
import parts from './de/parts.ts';
import shell from './de/shell.ts';

import type { LanguageFiles } from './namespaces.ts';

const words: LanguageFiles = {
  first: { shell, parts },
  files: import.meta.glob<object>(['./de/*.ts', '!**/{parts,shell}.ts'], { import: 'default' }),
};

export default words;
