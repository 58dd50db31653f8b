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
  password: {
    title: 'Kennwort',
    change: 'Kennwort ändern',
    now: 'Aktuelles Kennwort',
    text: 'Wo Sie sonst noch angemeldet sind, werden Sie abgemeldet.',
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
  sessions: {
    title: 'Wo Sie angemeldet sind',
  },
};

export default words;
