import type { Translated } from '../namespaces.ts';

const words: Translated<'limits'> = {
  title: 'Limits',
  text: {
    organization: 'Für alles in dieser Organisation, das keinen eigenen Wert hat.',
    mailbox: 'Für dieses Postfach allein.',
  },
  limit: 'Limit',
  value: 'Wert',
  from: 'Festgelegt',
  here: 'Hier',
  organization: 'Für die Organisation',
  system: 'Für den Server',
  default: 'Standardwert',
  change: 'Ändern',
  changeTitle: '{{name}} ändern',
  number: 'Wert',
  useDefault: '{{value}} verwenden, ohne eigenen Wert',
  bytes: '{{bytes}} Byte ({{size}})',
  save: 'Speichern',
};

export default words;
