import type { Translated } from '../namespaces.ts';

const words: Translated<'imported'> = {
  file: 'Fichier',
  preview: 'Aperçu',
  deed: 'Importer',
  nothing: 'Il ne contient rien de nouveau.',
  would_one: '{{count}} modification serait faite :',
  would_other: '{{count}} modifications seraient faites :',
  create: '{{name}} est ajouté :',
  update: '{{name}} est modifié :',
  delete: '{{name}} est supprimé :',
  more: 'Et {{amount}} de plus.',
  done_one: 'Importation faite : {{count}} modification.',
  done_other: 'Importation faite : {{count}} modifications.',
};

export default words;
