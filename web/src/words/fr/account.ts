import type { Translated } from '../namespaces.ts';

const words: Translated<'account'> = {
  title: 'Mon compte',
  who: {
    name: 'Nom',
    role: 'Rôle',
    organizations: 'Organisations',
    until: 'Connecté jusqu’au',
  },
  noPassword: {
    title: 'Mot de passe et second facteur',
    text: 'Vous vous êtes connecté par un lien : il n’y a pas de mot de passe. Ajoutez-vous comme administrateur pour vous connecter par votre nom.',
    go: 'Administrateurs',
  },
  password: {
    title: 'Mot de passe',
    change: 'Changer le mot de passe',
    now: 'Mot de passe actuel',
    text: 'Là où vous êtes connecté ailleurs, vous êtes déconnecté.',
    done: 'Votre mot de passe a été changé.',
  },
  app: {
    title: 'Application d’authentification',
    none: 'Aucune n’est configurée. Avec elle, un mot de passe que quelqu’un d’autre a appris ne suffit pas pour se connecter.',
    there:
      'Une application est configurée. Si vous la remplacez, elle et ses codes de récupération cessent de fonctionner.',
    set: 'Configurer l’application',
    replace: 'Remplacer l’application',
    deed: 'Confirmer',
  },
  sessions: {
    title: 'Où vous êtes connecté',
  },
};

export default words;
