import type { Translated } from '../namespaces.ts';

const words: Translated<'tokens'> = {
  title: 'Jetons d’API',
  yes: 'Oui',
  no: 'Non',
  columns: {
    name: 'Nom',
    role: 'Rôle',
    organizations: 'Organisations',
    content: 'Lit le courrier',
    used: 'Dernière utilisation',
    expires: 'Expire',
  },
  unused: 'Pas encore',
  never: 'Jamais',
  expired: 'Expiré',
  created: 'Créé',
  createdBy: 'Créé par',
  spans: {
    '30d': 'Dans 30 jours',
    '90d': 'Dans 90 jours',
    '365d': 'Dans un an',
    never: 'Jamais',
  },
  empty: {
    title: 'Pas encore de jetons d’API',
    text: 'Un script ou un moniteur qui interroge ce serveur en apporte un. Donnez à chacun le sien, avec le rôle le plus faible qui suffit.',
  },
  add: {
    title: 'Ajouter un jeton',
    deed: 'Ajouter',
    nameHint: 'À quoi il sert : surveillance, sauvegarde.',
    told: 'Mettez ce jeton là où le programme le lit. Il ne sera plus affiché.',
  },
  revoke: {
    title: 'Révoquer {{name}} ?',
    text: 'Les programmes qui l’utilisent sont refusés aussitôt.',
    deed: 'Révoquer',
  },
};

export default words;
