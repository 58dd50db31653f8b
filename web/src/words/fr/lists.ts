import type { Translated } from '../namespaces.ts';

const words: Translated<'lists'> = {
  title: 'Autoriser et bloquer',
  text: '« Bloquer » tient des adresses et des expéditeurs dehors, et empêche votre courrier d’y aller. « Autoriser » fait passer du courrier outre les listes de blocage et le filtre de courrier indésirable ; jamais un programme malveillant, ni ce qu’interdit le domaine de l’expéditeur.',
  columns: {
    list: 'Liste',
    entry: 'Entrée',
    ends: 'Fin',
    until: 'Valable',
    note: 'Note',
    added: 'Ajouté',
    organization: 'Organisation',
  },
  kinds: { 'block-entry': 'Bloquer', 'allow-entry': 'Autoriser' },
  binds: {
    label: 'Concerne',
    both: 'Le courrier venant de là et y allant',
    inbound: 'Le courrier venant de là',
    outbound: 'Le courrier y allant',
  },
  never: 'Jamais',
  ended: 'Terminé',
  spans: {
    '30 days': '30 jours',
    '90 days': '90 jours',
    '45 days after last use': 'Jusqu’à 45 jours après sa dernière utilisation',
    never: 'Jusqu’à sa suppression',
  },
  add: {
    title: 'Nouvelle entrée',
    deed: 'Ajouter',
    entryHint:
      '192.0.2.10, 192.0.2.0/24, anna@example.com, example.com, *.example.com, ou « example.com from 192.0.2.0/24 »',
  },
  remove: {
    title: 'Supprimer {{name}} ?',
    deed: 'Supprimer',
    'block-entry': 'Son courrier entre de nouveau.',
    'allow-entry': 'Son courrier est jugé comme celui de tout le monde.',
  },
  empty: {
    title: 'Rien n’est sur les listes',
    text: 'Une adresse ou un expéditeur qui doit toujours passer, ou jamais, s’inscrit ici.',
  },
};

export default words;
