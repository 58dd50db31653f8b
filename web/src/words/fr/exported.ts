import type { Translated } from '../namespaces.ts';

const words: Translated<'exported'> = {
  export: 'Exporter',
  working: 'Exportation…',
  done_one: '{{shown}} ligne a été exportée.',
  done_other: '{{shown}} lignes ont été exportées.',
  cut: '{{shown}} lignes ont été exportées, le maximum d’un fichier. S’il y en a plus, restreignez la recherche et exportez le reste.',
  dismiss: 'Fermer',
};

export default words;
