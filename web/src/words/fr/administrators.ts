import type { Translated } from '../namespaces.ts';

const words: Translated<'administrators'> = {
  title: 'Administrateurs',
  yes: 'Oui',
  no: 'Non',
  columns: {
    name: 'Nom',
    role: 'Rôle',
    organizations: 'Organisations',
    content: 'Lit le courrier',
    app: 'Second facteur',
    state: 'État',
  },
  states: {
    active: 'Actif',
    invited: 'Invité',
    expired: 'Invitation expirée',
  },
  invitedUntil: 'Fin de l’invitation',
  created: 'Ajouté',
  empty: {
    title: 'Pas encore d’administrateurs',
    text: 'Ajoutez-en un pour chaque personne qui s’occupe de ce serveur, vous compris : chacune se connecte alors avec un mot de passe et une application.',
  },
  add: {
    title: 'Ajouter un administrateur',
    deed: 'Ajouter et inviter',
    nameHint: 'De préférence une adresse e-mail de cette personne. Elle se connecte avec.',
  },
  invitation: {
    text: 'Donnez-lui ce lien : il lui permet de choisir un mot de passe, une fois, jusqu’au {{until}}. Il ne sera plus affiché.',
  },
  change: {
    title: 'Changer le rôle',
    deed: 'Enregistrer',
  },
  invite: {
    title: 'Nouvelle invitation',
    text: 'Pour un mot de passe oublié ou un téléphone perdu. La connexion actuelle fonctionne jusqu’à l’acceptation ; les liens précédents cessent de fonctionner.',
    deed: 'Créer l’invitation',
  },
  remove: {
    title: 'Supprimer {{name}} ?',
    text: 'Cette personne est déconnectée aussitôt, et ne peut plus se connecter. Les jetons d’API qu’elle a créés restent.',
    deed: 'Supprimer',
  },
  sessions: {
    title: 'Connecté',
    none: 'Nulle part en ce moment.',
    end: 'Déconnecter partout',
    endTitle: 'Déconnecter {{name}} partout ?',
    endText: 'Cette personne peut se reconnecter aussitôt.',
  },
};

export default words;
