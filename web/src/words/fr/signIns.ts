import type { Translated } from '../namespaces.ts';

const words: Translated<'signIns'> = {
  title: 'Tentatives de connexion',
  search: 'Rechercher des tentatives de connexion',
  placeholder: 'Un nom',
  refresh: 'Actualiser',
  columns: {
    at: 'Heure',
    outcome: 'Résultat',
    name: 'Nom',
    how: 'Par',
    address: 'Adresse IP',
  },
  outcomes: {
    'signed-in': 'Connecté',
    refused: 'Refusé',
    slowed: 'Ralenti',
  },
  how: {
    password: 'Mot de passe',
    link: 'Lien',
    invitation: 'Invitation',
    token: 'Jeton d’API',
    again: 'À nouveau',
    passkey: 'Clé d’accès',
    sso: 'Authentification unique',
  },
  nobody: 'Aucun administrateur de ce nom',
  empty: 'Personne ne s’est encore connecté',
};

export default words;
