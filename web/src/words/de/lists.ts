import type { Translated } from '../namespaces.ts';

const words: Translated<'lists'> = {
  title: 'Zulassen und blockieren',
  text: '„Blockieren“ hält Adressen und Absender draußen, und Ihre E-Mails davon ab, dorthin zu gehen. „Zulassen“ lässt E-Mails an Sperrlisten und Spamfilter vorbei; nie an der Schadsoftwareprüfung, und nie an dem, was die Domäne des Absenders verbietet.',
  columns: {
    list: 'Liste',
    entry: 'Eintrag',
    ends: 'Endet',
    until: 'Gilt für',
    note: 'Notiz',
    added: 'Hinzugefügt',
    organization: 'Organisation',
  },
  kinds: { 'block-entry': 'Blockieren', 'allow-entry': 'Zulassen' },
  binds: {
    label: 'Betrifft',
    both: 'E-Mails von dort und dorthin',
    inbound: 'E-Mails von dort',
    outbound: 'E-Mails dorthin',
  },
  never: 'Nie',
  ended: 'Beendet',
  spans: {
    '30 days': '30 Tage',
    '90 days': '90 Tage',
    '45 days after last use': 'Bis 45 Tage nach der letzten Verwendung',
    never: 'Bis er entfernt wird',
  },
  add: {
    title: 'Neuer Eintrag',
    deed: 'Hinzufügen',
    entryHint:
      '192.0.2.10, 192.0.2.0/24, anna@example.com, example.com, *.example.com oder „example.com from 192.0.2.0/24“',
  },
  remove: {
    title: '{{name}} entfernen?',
    deed: 'Entfernen',
    'block-entry': 'E-Mails von dort werden wieder hereingelassen.',
    'allow-entry': 'E-Mails von dort werden wie alle anderen beurteilt.',
  },
  empty: {
    title: 'Nichts steht auf den Listen',
    text: 'Eine Adresse oder ein Absender, der immer oder nie durchkommen soll, gehört hierher.',
  },
};

export default words;
