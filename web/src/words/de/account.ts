import type { Translated } from '../namespaces.ts';

const words: Translated<'account'> = {
  title: 'Mein Konto',
  who: {
    name: 'Name',
    role: 'Rolle',
    organizations: 'Organisationen',
    until: 'Angemeldet bis',
  },
  noPassword: {
    title: 'Kennwort und zweiter Faktor',
    text: 'Sie haben sich mit einem Link angemeldet: Dazu gibt es kein Kennwort. Fügen Sie sich als Administrator hinzu, um sich mit Namen anzumelden.',
    go: 'Administratoren',
  },
  provider: {
    title: 'Kennwort und zweiter Faktor',
    text: 'Sie haben sich über Ihren Identitätsanbieter angemeldet: Er hat Ihr Kennwort und fragt nach einem zweiten Faktor.',
  },
  password: {
    title: 'Kennwort',
    change: 'Kennwort ändern',
    now: 'Aktuelles Kennwort',
    text: 'Wo Sie sonst noch angemeldet sind, werden Sie abgemeldet.',
    noneText:
      'Sie melden sich mit Ihren Passkeys an und haben kein Kennwort. Wenn Sie eines möchten, bitten Sie einen anderen Administrator um eine neue Einladung.',
    done: 'Ihr Kennwort wurde geändert.',
  },
  app: {
    title: 'Authenticator-App',
    none: 'Es ist keine eingerichtet. Mit einer genügt ein Kennwort, das jemand anderes erfahren hat, nicht zur Anmeldung.',
    there: 'Eine App ist eingerichtet. Wenn Sie sie ersetzen, gelten sie und ihre Wiederherstellungscodes nicht mehr.',
    set: 'App einrichten',
    replace: 'App ersetzen',
    deed: 'Bestätigen',
  },
  passkeys: {
    title: 'Passkeys',
    text: 'Ein Passkey ist in Ihrem Telefon, Ihrem Computer oder einem Sicherheitsschlüssel. Er meldet Sie ohne Kennwort an, wo er nach Finger, Gesicht oder PIN fragt; sonst ist er der zweite Faktor.',
    none: 'Sie haben noch keinen.',
    notHere:
      'Passkeys gehören zu einem Namen, und Sie haben eine andere Adresse geöffnet. Öffnen Sie diese, um einen hinzuzufügen:',
    noName:
      'Passkeys gehören zu einem Namen, und Sie haben eine Adresse aus Zahlen geöffnet. Setzen Sie auf dem Server `http.url` in `doorpost.yaml` auf einen Namen, und öffnen Sie diesen.',
    cannot: 'Dieser Browser kann es nicht, oder die Seite ist nicht verschlüsselt.',
    add: 'Passkey hinzufügen',
    deed: 'Weiter',
    name: 'Name',
    nameHint: 'Damit Sie ihn wiedererkennen: „Telefon“, „Schlüssel am Schlüsselbund“.',
    addText:
      'Ihr Browser fragt als Nächstes, wo er aufbewahrt werden soll. Wo Sie sonst noch angemeldet sind, werden Sie abgemeldet.',
    alone: 'Meldet allein an',
    second: 'Zweiter Faktor',
    at: 'Für',
    added: 'Hinzugefügt',
    used: 'Zuletzt verwendet',
    unused: 'Noch nicht',
    rename: 'Umbenennen',
    renameTitle: '{{name}} umbenennen',
    save: 'Speichern',
    remove: 'Entfernen',
    removeTitle: '{{name}} entfernen?',
    removeText:
      'Er meldet Sie nicht mehr an. Wo Sie sonst noch angemeldet sind, werden Sie abgemeldet. Löschen Sie ihn auch in Ihrem Gerät.',
  },
  sessions: {
    title: 'Wo Sie angemeldet sind',
  },
};

export default words;
