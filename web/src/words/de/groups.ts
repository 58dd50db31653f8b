import type { Translated } from '../namespaces.ts';

const words: Translated<'groups'> = {
  title: 'Gruppen',
  search: 'Gruppen durchsuchen',
  placeholder: 'Adresse oder Name',
  add: 'Gruppe hinzufügen',
  refresh: 'Aktualisieren',
  columns: {
    address: 'Adresse',
    name: 'Anzeigename',
    aliases: 'Weitere Adressen',
    members: 'Mitglieder',
    organization: 'Organisation',
  },
  edit: 'Bearbeiten',
  remove: {
    deed: 'Löschen',
    title: '{{address}} löschen?',
    text: 'E-Mails an sie werden von da an abgelehnt. Ihre Mitglieder bleiben.',
  },
  form: {
    add: 'Eine Gruppe hinzufügen',
    edit: '{{address}} bearbeiten',
    members: 'Mitglieder',
    membersHint: 'Eines pro Zeile: Postfächer, andere Gruppen oder Adressen anderswo.',
    listHint: 'Durch Kommas getrennt.',
    save: 'Speichern',
  },
  noMembers: 'Niemand: E-Mails an sie werden abgelehnt, bis sie ein Mitglied hat.',
  empty: {
    title: 'Noch keine Gruppen',
    text: 'Eine Gruppe ist eine Adresse für mehrere Personen: E-Mails an sie gehen an jedes Mitglied.',
  },
};

export default words;
