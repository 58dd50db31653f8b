import type { Translated } from '../namespaces.ts';

const words: Translated<'timeline'> = {
  kinds: {
    Receive: 'Empfangen',
    Send: 'Senden',
    Deliver: 'Zustellen',
    Capture: 'Abfangen',
    Defer: 'Zurückstellen',
    Fail: 'Fehlschlag',
    Expand: 'Erweitern',
    Transfer: 'Übertragen',
    DSN: 'Bericht',
    Drop: 'Verwerfen',
    Resolved: 'Aufgelöst',
    Reject: 'Ablehnen',
    Hold: 'Anhalten',
    Quarantine: 'Quarantäne',
    Release: 'Freigeben',
    Redirect: 'Umleiten',
    Repair: 'Berichtigung',
    Rewrite: 'Umschreiben',
    Screen: 'Prüfung',
    Warning: 'Warnung',
  },
  none: 'Noch nichts.',
  client: 'Clientadresse',
  host: 'Server',
  reply: 'Antwort',
  tls: 'TLS',
  mechanism: 'Angemeldet mit',
  next: 'Nächster Versuch',
  by: 'Von',
  report: 'Den Bericht anzeigen, oder die Nachricht, von der er handelt',
};

export default words;
