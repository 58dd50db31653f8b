import type { Translated } from '../namespaces.ts';

const words: Translated<'exported'> = {
  export: 'Exportieren',
  working: 'Wird exportiert…',
  done_one: '{{shown}} Zeile wurde exportiert.',
  done_other: '{{shown}} Zeilen wurden exportiert.',
  cut: '{{shown}} Zeilen wurden exportiert, mehr fasst eine Datei nicht. Gibt es mehr, grenzen Sie die Suche ein und exportieren den Rest.',
  dismiss: 'Schließen',
};

export default words;
