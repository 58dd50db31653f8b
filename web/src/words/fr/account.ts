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
  provider: {
    title: 'Mot de passe et second facteur',
    text: 'Vous vous êtes connecté par votre fournisseur d’identité : il a votre mot de passe, et demande un second facteur.',
  },
  password: {
    title: 'Mot de passe',
    change: 'Changer le mot de passe',
    now: 'Mot de passe actuel',
    text: 'Là où vous êtes connecté ailleurs, vous êtes déconnecté.',
    noneText:
      'Vous vous connectez par vos clés d’accès et n’avez pas de mot de passe. Pour en avoir un, demandez une nouvelle invitation à un autre administrateur.',
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
  passkeys: {
    title: 'Clés d’accès',
    text: 'Une clé d’accès est dans votre téléphone, votre ordinateur ou une clé de sécurité. Elle vous connecte sans mot de passe là où elle demande votre doigt, votre visage ou un code PIN ; sinon, elle est le second facteur.',
    none: 'Vous n’en avez pas encore.',
    notHere:
      'Les clés d’accès appartiennent à un nom, et vous avez ouvert une autre adresse. Ouvrez celle-ci pour en ajouter une :',
    noName:
      'Les clés d’accès appartiennent à un nom, et vous avez ouvert une adresse en chiffres. Sur le serveur, donnez un nom à `http.url` dans `doorpost.yaml`, et ouvrez-le.',
    cannot: 'Ce navigateur ne le peut pas, ou la page n’est pas chiffrée.',
    add: 'Ajouter une clé d’accès',
    deed: 'Continuer',
    name: 'Nom',
    nameHint: 'Pour la reconnaître : « Téléphone », « Clé du trousseau ».',
    addText:
      'Votre navigateur demande ensuite où la conserver. Là où vous êtes connecté ailleurs, vous êtes déconnecté.',
    alone: 'Connecte seule',
    second: 'Second facteur',
    at: 'Pour',
    added: 'Ajouté',
    used: 'Dernière utilisation',
    unused: 'Pas encore',
    rename: 'Renommer',
    renameTitle: 'Renommer {{name}}',
    save: 'Enregistrer',
    remove: 'Supprimer',
    removeTitle: 'Supprimer {{name}} ?',
    removeText:
      'Elle ne vous connecte plus. Là où vous êtes connecté ailleurs, vous êtes déconnecté. Supprimez-la aussi dans votre appareil.',
  },
  sessions: {
    title: 'Où vous êtes connecté',
  },
};

export default words;
