import type { Translated } from '../namespaces.ts';

const words: Translated<'licences'> = {
  title: 'Lizenzen',
  text: 'Lizenzen, die Sie gekauft haben, und wem sie zugewiesen sind. Was ohne eine geschieht, ist eine Einstellung der Organisation.',
  choose: 'Wählen Sie oben eine Organisation: Lizenzen werden für jede gezählt.',
  licensings: {
    off: 'Auf Lizenzen wird hier nicht geachtet.',
    report: 'Lizenzen werden gezählt; nichts wird abgelehnt, weil eine fehlt.',
    enforce: 'Wer keine Lizenz hat, wird abgelehnt.',
  },
  seats: {
    title: 'Lizenzen',
    mailbox: 'Postfächer',
    protection: 'Absender ohne Postfach',
    bought: 'Gekauft',
    assigned: 'Zugewiesen',
    of: '{{assigned}} von {{total}} zugewiesen',
    change: 'Ändern',
    changeTitle: 'Lizenzen von {{name}}',
    save: 'Speichern',
  },
  lacking: {
    title: 'Postfächer ohne Lizenz',
    none: 'Jedes Postfach hat eine Lizenz.',
    assign: 'Lizenz zuweisen',
  },
  senders: {
    title: 'Absender ohne Postfach',
    text: 'Adressen Ihrer Domänen, die in den letzten 30 Tagen gesendet haben und niemandes Postfach sind.',
    none: 'Es gibt keine.',
    address: 'Adresse',
    messages: 'Nachrichten',
    lastSeen: 'Zuletzt gesehen',
    seat: 'Lizenz',
    licensed: 'Zugewiesen',
    lacks: 'Keine',
    assign: 'Lizenz zuweisen',
    unassign: 'Entziehen',
    trace: 'E-Mails davon',
  },
};

export default words;
