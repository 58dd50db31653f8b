import type { Translated } from '../namespaces.ts';

const words: Translated<'people'> = {
  signIn: {
    title: 'Se connecter à Doorpost',
    name: 'Nom',
    password: 'Mot de passe',
    code: 'Code de votre application d’authentification, ou code de récupération',
    submit: 'Se connecter',
    help: 'Pas encore de nom, ou accès perdu ? Sur le serveur, exécutez `doorpost admin link` : la commande affiche un lien qui vous connecte une fois.',
    linkFailed:
      'Ce lien ne connecte plus : il sert une fois, pendant 15 minutes. Sur le serveur, exécutez `doorpost admin link` pour en obtenir un nouveau.',
    wrong: 'Le nom, le mot de passe ou le code est faux.',
    wrongCode:
      'Ce code est faux, ou l’invitation a pris fin entre-temps. Attendez le code suivant de l’application, et essayez avec celui-ci.',
    wrongLink: 'Ce lien n’est pas le bon : il sert une fois, pendant 15 minutes, et pour la même personne.',
    ended: 'Votre session a pris fin. Reconnectez-vous pour continuer là où vous étiez.',
    slowed_one: 'Trop d’essais. Réessayez dans {{count}} seconde.',
    slowed_other: 'Trop d’essais. Réessayez dans {{count}} secondes.',
  },
  again: {
    title: 'Est-ce toujours vous ?',
    text: 'Cela demande une connexion de moins de dix minutes.',
    link: 'Lien de connexion',
    linkHint: 'Sur le serveur, exécutez `{{command}}` et collez ce qui s’affiche.',
    byLink: 'Utiliser plutôt un lien',
    byPassword: 'Utiliser le mot de passe',
    wrong: 'Le mot de passe ou le code est faux.',
    submit: 'Continuer',
    leave: 'Annuler',
  },
  passkey: {
    button: 'Se connecter avec une clé d’accès',
    use: 'Utiliser une clé d’accès',
    left: 'Aucune clé d’accès n’a été présentée. Réessayez, ou prenez une autre voie.',
    there: 'Cet appareil a déjà une clé d’accès de vous. Utilisez un autre appareil, ou supprimez d’abord celle-là.',
    refused: 'Le navigateur n’a pas créé de clé d’accès. Essayez un autre appareil, ou un autre navigateur.',
  },
  sso: {
    button: 'Se connecter avec {{name}}',
    elsewhere: 'La connexion avec {{name}} fonctionne à cette adresse :',
    entering: 'Connexion en cours…',
    failed: 'Vous n’avez pas été connecté',
    back: 'Retour à la connexion',
    again:
      'Cela demande une connexion de moins de dix minutes. Votre fournisseur vous interroge encore une fois, dans une nouvelle fenêtre ; puis cela continue ici.',
    againLink: 'Se connecter chez le fournisseur',
    done: 'C’est toujours vous',
    doneText: 'Fermez cette fenêtre : l’autre continue.',
  },
  invitation: {
    title: 'Bienvenue dans Doorpost',
    text: 'Vous êtes invité en tant que {{role}}. Désormais, vous vous connectez sous le nom {{name}}.',
    failed: 'Cette invitation n’ouvre plus à personne',
    failedText: 'Elle sert une fois, pendant sept jours. Demandez-en une nouvelle à la personne qui vous a invité.',
    app: 'Application d’authentification',
    passkey: {
      title: 'Une clé d’accès au lieu d’un mot de passe',
      text: 'Votre téléphone, votre ordinateur ou une clé de sécurité vous connecte par le doigt, le visage ou un code PIN : sans mot de passe ni application. Ayez-en bientôt une deuxième, sous « Mon compte » : si la seule est perdue, un autre administrateur doit vous inviter de nouveau.',
      name: 'Nom de la clé d’accès',
      nameHint: 'Téléphone, Portable, Clé du trousseau : pour la reconnaître.',
      submit: 'Configurer la clé d’accès et se connecter',
      password: 'Utiliser plutôt un mot de passe',
      instead: 'Avec une clé d’accès au lieu d’un mot de passe, à cette adresse :',
    },
    submit: 'Définir le mot de passe et se connecter',
    goOn: 'Je les ai conservés',
  },
  authenticator: {
    text: 'Scannez ceci avec une application d’authentification sur votre téléphone, et saisissez le code qu’elle affiche.',
    optional:
      'Mieux avec un second facteur : scannez ceci avec une application d’authentification sur votre téléphone, et saisissez le code qu’elle affiche. Laissez le code vide pour vous en passer.',
    qr: 'Code QR pour votre application d’authentification',
    typed: 'Ou saisissez cette clé dans l’application :',
    code: 'Code de l’application',
  },
  recoveryCodes: {
    title: 'Codes de récupération',
    text: 'Conservez-les là où vous les trouverez sans votre téléphone. Chacun vous connecte une fois à la place de l’application. Ils ne seront plus affichés.',
    copy: 'Tout copier',
  },
  newPassword: {
    password: 'Nouveau mot de passe',
    repeat: 'Répéter le mot de passe',
    differ: 'Les deux mots de passe sont différents.',
    least: 'Au moins {{count}} caractères.',
  },
  grant: {
    role: 'Rôle',
    roles: {
      'global-administrator': 'Peut tout faire, dans toutes les organisations et sur le serveur.',
      'organization-administrator': 'Configure ce qui appartient à ses organisations.',
      'help-desk': 'Laisse entrer des appareils, renvoie du courrier, réinitialise des mots de passe.',
      reader: 'Regarde, et ne change rien.',
    },
    organizations: 'Organisations',
    all: 'Toutes',
    gone: '{{id}} (supprimé)',
    content: 'Peut lire le courrier',
    contentHint: 'Ce que des personnes ont écrit : dans les boîtes aux lettres d’ici et dans le courrier capturé.',
  },
  session: {
    browser: '{{browser}} sous {{system}}',
    other: 'Un autre navigateur',
    current: 'celui-ci',
    address: 'Adresse IP',
    signedIn: 'Connecté',
    used: 'Dernière utilisation',
    until: 'Fin',
    end: 'Se déconnecter',
  },
};

export default words;
