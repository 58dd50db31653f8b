import type { Translated } from '../namespaces.ts';

const words: Translated<'imported'> = {
  file: 'Datei',
  preview: 'Vorschau',
  deed: 'Importieren',
  nothing: 'Nichts darin ist neu.',
  would_one: '{{count}} Änderung würde vorgenommen:',
  would_other: '{{count}} Änderungen würden vorgenommen:',
  create: '{{name}} wird hinzugefügt:',
  update: '{{name}} wird geändert:',
  delete: '{{name}} wird entfernt:',
  more: 'Und {{amount}} weitere.',
  done_one: 'Importiert: {{count}} Änderung.',
  done_other: 'Importiert: {{count}} Änderungen.',
};

export default words;
