import type { Translated } from '../namespaces.ts';

const words: Translated<'backup'> = {
  title: 'Sicherung',
  text: 'Eine Sicherung enthält die Datenbank, die Warteschlange, die Postfächer und doorpost.yaml. Der Server legt sie an, während E-Mails weitergehen. Sie wird auf dem Server selbst angelegt: Aus einem Browser kann niemand eine anlegen oder lesen.',
  last: {
    title: 'Letzte Sicherung',
    none: 'Es wurde noch keine angelegt.',
    noneText:
      'Geht der Datenträger dieses Servers verloren, ist alles verloren: was eingerichtet ist, wartende E-Mails und Postfächer.',
    old: 'Die letzte vollständige Sicherung ist älter als eine Woche.',
    failed: 'Die letzte Sicherung ist fehlgeschlagen.',
    incomplete: 'Der letzten Sicherung fehlt der Inhalt einiger Nachrichten. Alles andere ist darin.',
    good: 'Die letzte Sicherung ist vollständig.',
    when: 'Wann',
    where: 'Ordner auf dem Server',
    size: 'Größe',
    why: 'Grund',
    whole: 'Letzte vollständige',
    never: 'Noch keine',
  },
  make: {
    title: 'Jetzt eine Sicherung anlegen',
    text: 'Auf dem Server. Der Ordner muss neu oder leer sein, und der Server muss dort schreiben dürfen.',
    container: 'In einem Container:',
  },
  timer: {
    title: 'Jede Nacht',
    text: 'Mit systemd: Speichern Sie diese beiden Dateien und starten Sie dann den Timer. Sicherungen, die älter als zwei Wochen sind, werden entfernt.',
    start: 'Dann:',
  },
  keep: {
    title: 'Nicht darin',
    text: 'Bewahren Sie diese einmal getrennt auf. Ohne secret.key kann niemand die Kennwörter und Schlüssel einer Sicherung verwenden, auch Sie nicht.',
    key: 'secret.key, im Datenverzeichnis',
    certificates: 'Die Zertifikatsdateien, die doorpost.yaml nennt',
  },
  restore: {
    title: 'Wiederherstellen',
    text: 'Bei angehaltenem Server, in ein leeres Datenverzeichnis. --hold hält an, was damals in der Warteschlange war, da manches davon inzwischen zugestellt ist.',
  },
};

export default words;
