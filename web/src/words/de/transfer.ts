import type { Translated } from '../namespaces.ts';

const words: Translated<'transfer'> = {
  title: 'Import und Export',
  tabs: {
    export: 'Exportieren',
    apply: 'Eine Datei anwenden',
    import: 'Von einem anderen Server',
  },
  organization: 'Organisation',
  all: 'Alle Organisationen',
  allAndSystem: 'Alle Organisationen und die Systemeinstellungen',
  export: {
    text: 'Alles, was eingerichtet ist, als eine YAML-Datei: zum Aufbewahren, zum Vergleichen, oder um sie hier oder auf einem anderen Server anzuwenden. Kennwörter und Schlüssel sind nicht darin.',
    download: 'Herunterladen',
    done: 'Die Datei wurde als {{name}} gespeichert.',
  },
  apply: {
    text: 'Eine Datei, wie der Export sie speichert. Sie wird zuerst ausprobiert: Was sie ändern würde, wird hier angezeigt, und nichts wird geändert, bis Sie es sagen.',
    file: 'Datei',
    or: 'Oder fügen Sie sie hier ein',
    prune: 'Entfernen, was die Datei nicht nennt',
    pruneHint: 'Innerhalb der Organisationen und Listen, die sie nennt. Ohne das fügt eine Datei nur hinzu und ändert.',
    tooLarge: 'Sie ist größer als {{most}}. Wenden Sie sie auf dem Server an: doorpost apply -f FILE.',
    empty: 'Wählen Sie eine Datei, oder fügen Sie eine ein.',
    preview: 'Vorschau',
    working: 'Wird ausprobiert…',
  },
  plan: {
    title: 'Was sie ändern würde',
    nothing: 'Nichts: Alles davon ist schon hier.',
    counts: '{{create}} hinzugefügt, {{update}} geändert, {{delete}} entfernt',
    create: 'Hinzugefügt',
    update: 'Geändert',
    delete: 'Entfernt',
    field: 'Einstellung',
    before: 'Vorher',
    after: 'Nachher',
    value: 'Wert',
    notInFull: 'Einstellungen sind für die ersten Änderungen einer großen Datei aufgeführt.',
    more: '{{amount}} weitere anzeigen',
    warnings: 'Warnungen',
    apply_one: '{{count}} Änderung anwenden…',
    apply_other: '{{count}} Änderungen anwenden…',
    changed:
      'Jemand hat inzwischen etwas geändert, und die Datei würde jetzt etwas anderes tun. Sehen Sie sie noch einmal an.',
  },
  ask: {
    title_one: '{{count}} Änderung anwenden?',
    title_other: '{{count}} Änderungen anwenden?',
    text: 'Sie geschehen zusammen, oder keine davon. E-Mails werden sofort danach beurteilt.',
    removed_one: '{{count}} Objekt wird endgültig entfernt: {{names}}.',
    removed_other: '{{count}} Objekte werden endgültig entfernt: {{names}}.',
    deed_one: '{{count}} Änderung anwenden',
    deed_other: '{{count}} Änderungen anwenden',
  },
  done: {
    title_one: 'Angewendet: {{count}} Änderung.',
    title_other: 'Angewendet: {{count}} Änderungen.',
    passwords: 'Neue Kennwörter',
    passwordsText: 'Sie werden nur jetzt angezeigt. Kopieren Sie sie, bevor Sie diese Seite verlassen.',
    mailbox: 'Postfach',
    name: 'Anmeldung',
    username: 'Anmeldename',
    password: 'Kennwort',
    again: 'Eine andere Datei',
  },
  import: {
    text: 'Die Konfiguration eines anderen Mailservers, wie sie ist. Was sich übernehmen lässt, wird hier zu Domänen, Postfächern, Gruppen, Connectors, Upstreams und Limits; das Übrige ist aufgeführt, mit dem, was damit zu tun ist. Kennwörter werden nie übernommen. Nichts wird geändert, bis Sie es sagen.',
    from: 'Server',
    sources: {
      postfix: 'Postfix',
      exchange: 'Exchange (Online oder Server)',
      hmailserver: 'hMailServer',
    },
    files: 'Dateien',
    hints: {
      postfix:
        'main.cf, und daneben master.cf und die Tabellen, die es nennt (transport, sasl_passwd und dergleichen).',
      exchange:
        'JSON oder CSV von Get-InboundConnector und Get-OutboundConnector oder Get-ReceiveConnector und Get-SendConnector sowie von Get-AcceptedDomain, Get-Mailbox und Get-CASMailbox: die, die Sie brauchen. Für Connectors ist JSON sicherer. Postfächer bleiben in Exchange; hier melden sie sich nur an und senden.',
      hmailserver:
        'hMailServerBackup.xml, aus einer Sicherung der Einstellungen und Domänen ohne Nachrichten entnommen.',
    },
    powershell: 'In PowerShell:',
    none: 'Wählen Sie die Dateien.',
    tooLarge: 'Zusammen sind sie größer als {{most}}. Lassen Sie weg, was keine Konfiguration ist.',
    read: 'Dateien lesen',
    reading: 'Wird gelesen…',
    verdicts: {
      left: 'Nicht übernommen',
      different: 'Übernommen, verhält sich hier aber anders',
      taken: 'Verstanden',
    },
    more_one: 'Und {{count}} weiterer Hinweis.',
    more_other: 'Und {{count}} weitere Hinweise.',
    afterwards: 'Danach noch zu tun',
    file: 'Als Datei',
    fileText: 'Was angewendet würde. Laden Sie es herunter, um es von Hand zu ändern, und wenden Sie es dann an.',
    download: 'Herunterladen',
  },
};

export default words;
