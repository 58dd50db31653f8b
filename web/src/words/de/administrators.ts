import type { Translated } from '../namespaces.ts';

const words: Translated<'administrators'> = {
  title: 'Administratoren',
  yes: 'Ja',
  no: 'Nein',
  columns: {
    name: 'Name',
    role: 'Rolle',
    organizations: 'Organisationen',
    content: 'Liest E-Mails',
    app: 'Zweiter Faktor',
    state: 'Status',
  },
  states: {
    active: 'Aktiv',
    invited: 'Eingeladen',
    expired: 'Einladung abgelaufen',
  },
  invitedUntil: 'Einladung endet',
  created: 'Hinzugefügt',
  empty: {
    title: 'Noch keine Administratoren',
    text: 'Fügen Sie für jede Person, die sich um diesen Server kümmert, einen hinzu, auch für sich selbst: Jede meldet sich dann mit Kennwort und App an.',
  },
  add: {
    title: 'Administrator hinzufügen',
    deed: 'Hinzufügen und einladen',
    nameHint: 'Am besten eine E-Mail-Adresse. Damit meldet sich die Person an.',
  },
  invitation: {
    text: 'Geben Sie der Person diesen Link: Damit wählt sie ein Kennwort, einmal, bis {{until}}. Er wird nicht noch einmal angezeigt.',
  },
  change: {
    title: 'Rolle ändern',
    deed: 'Speichern',
  },
  invite: {
    title: 'Neue Einladung',
    text: 'Für ein vergessenes Kennwort oder ein verlorenes Telefon. Die jetzige Anmeldung gilt, bis die Einladung angenommen ist; frühere Links gelten nicht mehr.',
    deed: 'Einladung erstellen',
  },
  remove: {
    title: '{{name}} entfernen?',
    text: 'Die Person ist sofort abgemeldet und kann sich nicht mehr anmelden. API-Token, die sie erstellt hat, bleiben.',
    deed: 'Entfernen',
  },
  sessions: {
    title: 'Angemeldet',
    none: 'Zurzeit nirgends.',
    end: 'Überall abmelden',
    endTitle: '{{name}} überall abmelden?',
    endText: 'Die Person kann sich sofort wieder anmelden.',
  },
};

export default words;
