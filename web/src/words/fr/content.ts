import type { Translated } from '../namespaces.ts';

const words: Translated<'content'> = {
  title: 'Contenu',
  show: 'Aperçu',
  download: 'Télécharger',
  noted: 'Votre consultation est notée dans le journal d’audit.',
  notYours: 'Lire ce que des personnes ont écrit demande le droit au contenu.',
  tabs: 'Afficher en',
  text: 'Texte',
  html: 'HTML',
  headers: 'En-tête',
  source: 'Source',
  noText: 'Il n’a pas de texte brut.',
  cut: 'Seul le début est affiché. Téléchargez-le pour tout voir.',
  frame: 'Le message, sans rien qui s’exécute ou se charge',
  attachments: 'Pièces jointes',
};

export default words;
