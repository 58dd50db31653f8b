import type { Translated } from '../namespaces.ts';

const words: Translated<'singleSignOn'> = {
  title: 'Einmaliges Anmelden',
  yes: 'Ja',
  no: 'Nein',
  none: {
    title: 'Kein Identitätsanbieter ist eingerichtet',
    text: 'Mit einem melden sich Personen mit dem Konto an, das sie dort schon haben. Setzen Sie auf dem Server `oidc.issuer` und `oidc.clientId` in `doorpost.yaml`; das Administratorhandbuch hat die Schritte für Microsoft Entra und andere.',
  },
  provider: {
    title: 'Identitätsanbieter',
    name: 'Name',
    issuer: 'Aussteller',
    clientId: 'Client-ID',
    claim: 'Rollen werden gelesen aus',
    redirect: 'Umleitungs-URI',
  },
  mappings: {
    title: 'Was eine Rolle dort hier wert ist',
    text: 'Von mehreren Rollen einer Person zählt die höchste. Was Sie ändern, wirkt beim nächsten Klick.',
    none: 'Nichts ist zugeordnet: Noch meldet sich niemand über den Anbieter an.',
    value: 'Rolle beim Anbieter',
    valueHint: 'Wie sie im Anspruch {{claim}} steht; Groß- und Kleinschreibung zählt.',
    role: 'Rolle hier',
    organizations: 'Organisationen',
    content: 'Liest E-Mails',
    enabled: 'In Kraft',
    add: 'Rolle zuordnen',
    addDeed: 'Zuordnen',
    change: 'Ändern',
    changeTitle: '{{value}} ändern',
    save: 'Speichern',
    remove: 'Entfernen',
    removeTitle: '{{value}} entfernen?',
    removeText: 'Wer nur mit dieser Rolle angemeldet ist, ist sofort abgemeldet.',
  },
  own: {
    title: 'Sie, wie der Anbieter zuletzt von Ihnen sprach',
    other:
      'Sie haben sich auf anderem Weg angemeldet. Melden Sie sich über den Anbieter an, um zu sehen, was er von Ihnen sagt und was daraus wird: Wer keine zugeordnete Rolle hat, erfährt es, mit den Rollen, die kamen.',
    values: 'Rollen',
    noValues: 'Keine',
    became: 'Wurde',
    nothing: 'Nichts: Keine Rolle ist zugeordnet',
    claims: 'Alles, was gesagt wurde',
    claim: 'Anspruch',
    claimValue: 'Wert',
    oddities: {
      absent: 'Der Anbieter hat keinen solchen Anspruch gesendet.',
      'no-text': 'Der Anspruch ist weder ein Text noch eine Liste von Texten.',
      'kept-elsewhere':
        'Es sind zu viele, und der Anbieter hat stattdessen einen Ort zum Fragen gesendet. Verwenden Sie in Entra App-Rollen.',
    },
  },
  people: {
    title: 'Wer über den Anbieter kam',
    none: 'Noch niemand.',
    name: 'Name',
    subject: 'Dort bekannt als',
    roles: 'Rollen',
    became: 'Wurde',
    seen: 'Letzte Anmeldung',
    end: 'Abmelden',
    endTitle: '{{name}} abmelden?',
    endText: 'Die Person kann sich wieder anmelden, solange der Anbieter und eine zugeordnete Rolle es zulassen.',
  },
};

export default words;
