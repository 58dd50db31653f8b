import type { Translated } from '../namespaces.ts';

const words: Translated<'singleSignOn'> = {
  title: 'Authentification unique',
  yes: 'Oui',
  no: 'Non',
  none: {
    title: 'Aucun fournisseur d’identité n’est configuré',
    text: 'Avec lui, on se connecte avec le compte qu’on y a déjà. Sur le serveur, définissez `oidc.issuer` et `oidc.clientId` dans `doorpost.yaml` ; le guide de l’administrateur a les étapes pour Microsoft Entra et d’autres.',
  },
  provider: {
    title: 'Fournisseur d’identité',
    name: 'Nom',
    issuer: 'Émetteur',
    clientId: 'ID client',
    claim: 'Les rôles sont lus dans',
    redirect: 'URI de redirection',
  },
  mappings: {
    title: 'Ce que vaut ici un rôle de là-bas',
    text: 'De plusieurs rôles d’une personne, le plus élevé compte. Ce que vous changez agit à son prochain clic.',
    none: 'Rien ne correspond : personne ne se connecte encore par le fournisseur.',
    value: 'Rôle chez le fournisseur',
    valueHint: 'Tel qu’il figure dans la revendication {{claim}} ; majuscules et minuscules comptent.',
    role: 'Rôle ici',
    organizations: 'Organisations',
    content: 'Lit le courrier',
    enabled: 'En vigueur',
    add: 'Faire correspondre un rôle',
    addDeed: 'Faire correspondre',
    change: 'Modifier',
    changeTitle: 'Modifier {{value}}',
    save: 'Enregistrer',
    remove: 'Supprimer',
    removeTitle: 'Supprimer {{value}} ?',
    removeText: 'Qui n’est connecté que par ce rôle est déconnecté aussitôt.',
  },
  own: {
    title: 'Vous, comme le fournisseur a parlé de vous en dernier',
    other:
      'Vous vous êtes connecté autrement. Connectez-vous par le fournisseur pour voir ce qu’il dit de vous et ce qui en advient : qui n’a pas de rôle correspondant l’apprend, avec les rôles reçus.',
    values: 'Rôles',
    noValues: 'Aucun',
    became: 'Devenu',
    nothing: 'Rien : aucun rôle ne correspond',
    claims: 'Tout ce qui a été dit',
    claim: 'Revendication',
    claimValue: 'Valeur',
    oddities: {
      absent: 'Le fournisseur n’a pas envoyé cette revendication.',
      'no-text': 'La revendication n’est ni un texte ni une liste de textes.',
      'kept-elsewhere':
        'Il y en a trop, et le fournisseur a envoyé à la place un endroit où demander. Dans Entra, utilisez les rôles d’application.',
    },
  },
  people: {
    title: 'Qui est venu par le fournisseur',
    none: 'Personne encore.',
    name: 'Nom',
    subject: 'Connu là-bas comme',
    roles: 'Rôles',
    became: 'Devenu',
    seen: 'Dernière connexion',
    end: 'Se déconnecter',
    endTitle: 'Déconnecter {{name}} ?',
    endText: 'Cette personne peut se reconnecter, tant que le fournisseur et un rôle correspondant le permettent.',
  },
};

export default words;
