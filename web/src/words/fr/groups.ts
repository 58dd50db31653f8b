import type { Translated } from '../namespaces.ts';

const words: Translated<'groups'> = {
  title: 'Groupes',
  search: 'Rechercher des groupes',
  placeholder: 'Adresse ou nom',
  add: 'Ajouter un groupe',
  refresh: 'Actualiser',
  columns: {
    address: 'Adresse',
    name: 'Nom d’affichage',
    aliases: 'Autres adresses',
    members: 'Membres',
    organization: 'Organisation',
  },
  edit: 'Modifier',
  remove: {
    deed: 'Supprimer',
    title: 'Supprimer {{address}} ?',
    text: 'Le courrier pour lui est refusé dès lors. Ses membres restent.',
  },
  form: {
    add: 'Ajouter un groupe',
    edit: 'Modifier {{address}}',
    members: 'Membres',
    membersHint: 'Un par ligne : boîtes aux lettres, autres groupes, ou adresses ailleurs.',
    listHint: 'Séparées par des virgules.',
    save: 'Enregistrer',
  },
  noMembers: 'Personne : le courrier pour lui est refusé jusqu’à ce qu’il ait un membre.',
  empty: {
    title: 'Pas encore de groupes',
    text: 'Un groupe est une adresse pour plusieurs personnes : le courrier pour lui va à chaque membre.',
  },
};

export default words;
