import type { Translated } from '../namespaces.ts';

const words: Translated<'limits'> = {
  title: 'Limites',
  text: {
    organization: 'Pour tout ce qui, dans cette organisation, n’a pas de valeur propre.',
    mailbox: 'Pour cette boîte aux lettres seule.',
  },
  limit: 'Limite',
  value: 'Valeur',
  from: 'Défini',
  here: 'Ici',
  organization: 'Pour l’organisation',
  system: 'Pour le serveur',
  default: 'Par défaut',
  change: 'Modifier',
  changeTitle: 'Modifier {{name}}',
  number: 'Valeur',
  useDefault: 'Utiliser {{value}}, sans valeur propre',
  bytes: '{{bytes}} octets ({{size}})',
  save: 'Enregistrer',
};

export default words;
