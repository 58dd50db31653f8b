import type { Translated } from '../namespaces.ts';

const words: Translated<'signIns'> = {
  title: 'Anmeldeversuche',
  search: 'Anmeldeversuche durchsuchen',
  placeholder: 'Ein Name',
  refresh: 'Aktualisieren',
  columns: {
    at: 'Zeit',
    outcome: 'Ergebnis',
    name: 'Name',
    how: 'Mit',
    address: 'IP-Adresse',
  },
  outcomes: {
    'signed-in': 'Angemeldet',
    refused: 'Abgelehnt',
    slowed: 'Gebremst',
  },
  how: {
    password: 'Kennwort',
    link: 'Link',
    invitation: 'Einladung',
    token: 'API-Token',
    again: 'Erneut',
    passkey: 'Passkey',
    sso: 'Einmaliges Anmelden',
  },
  nobody: 'Kein Administrator dieses Namens',
  empty: 'Noch hat sich niemand angemeldet',
};

export default words;
