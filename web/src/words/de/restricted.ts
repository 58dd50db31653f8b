import type { Translated } from '../namespaces.ts';

const words: Translated<'restricted'> = {
  title: 'Eingeschränkte Absender',
  text: 'Sie dürfen zurzeit nicht senden, weil sie übernommen wurden oder Spam gesendet haben. Ihre wartenden E-Mails sind angehalten. E-Mails erhalten sie weiterhin.',
  columns: {
    who: 'Wer',
    of: 'Typ',
    since: 'Seit',
    ends: 'Endet',
    why: 'Grund',
    mail: 'Wartende Empfänger',
    organization: 'Organisation',
    evidence: 'E-Mails, derentwegen',
  },
  kinds: { sender: 'Postfach', connector: 'Connector', address: 'IP-Adresse' },
  lifted: 'Wenn aufgehoben',
  trace: 'Was er gesendet hat, in der Nachrichtenablaufverfolgung',
  add: {
    title: 'Einen Absender einschränken',
    deed: 'Einschränken',
    hints: {
      sender: 'Die Adresse des Postfachs',
      connector: 'Der Name des eingehenden Connectors',
      address: 'Etwa 192.0.2.10',
    },
  },
  deeds: {
    lift: {
      deed: 'Aufheben',
      title: '{{name}} wieder senden lassen?',
      text: 'Finden Sie zuerst heraus, warum die Einschränkung kam. Angehaltene E-Mails bleiben angehalten.',
    },
    release: {
      deed: 'Seine E-Mails freigeben',
      title: 'Die E-Mails von {{name}} freigeben?',
      text: 'Alle angehaltenen gehen weiter.',
    },
    expire: {
      deed: 'E-Mails beenden',
      title: 'Die E-Mails von {{name}} beenden?',
      text: 'Alle wartenden werden beendet, mit einem Bericht an den Absender. Das lässt sich nicht rückgängig machen.',
    },
  },
  empty: {
    title: 'Niemand ist eingeschränkt',
    text: 'Ein Postfach, ein Connector oder eine Adresse, die Spam sendet, lässt sich hier anhalten.',
  },
};

export default words;
