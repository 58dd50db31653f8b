import type { Translated } from '../namespaces.ts';

const words: Translated<'tokens'> = {
  title: 'API-Token',
  yes: 'Ja',
  no: 'Nein',
  columns: {
    name: 'Name',
    role: 'Rolle',
    organizations: 'Organisationen',
    content: 'Liest E-Mails',
    used: 'Zuletzt verwendet',
    expires: 'Läuft ab',
  },
  unused: 'Noch nicht',
  never: 'Nie',
  expired: 'Abgelaufen',
  created: 'Erstellt',
  createdBy: 'Erstellt von',
  spans: {
    '30d': 'In 30 Tagen',
    '90d': 'In 90 Tagen',
    '365d': 'In einem Jahr',
    never: 'Nie',
  },
  empty: {
    title: 'Noch keine API-Token',
    text: 'Ein Skript oder ein Monitor, der diesen Server fragt, bringt eines mit. Geben Sie jedem ein eigenes, mit der geringsten Rolle, die genügt.',
  },
  add: {
    title: 'Token hinzufügen',
    deed: 'Hinzufügen',
    nameHint: 'Wofür es ist: Überwachung, Sicherung.',
    told: 'Legen Sie dieses Token dort ab, wo das Programm es liest. Es wird nicht noch einmal angezeigt.',
  },
  revoke: {
    title: '{{name}} widerrufen?',
    text: 'Programme, die es verwenden, werden sofort abgelehnt.',
    deed: 'Widerrufen',
  },
};

export default words;
