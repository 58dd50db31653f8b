import { dateIn, type ReportTexts, word } from './texts.ts';

export const de: ReportTexts = {
  language: 'de',
  failures: {
    'unknown-recipient': word(
      'Es gibt kein Postfach mit dieser Adresse.',
      'you',
      'Prüfen Sie die Adresse auf Tippfehler und senden Sie die Nachricht noch einmal. Kam sie von einem Gerät, berichtigen Sie die Adresse in dessen Adressbuch. Ist sie richtig, fragen Sie den Empfänger auf anderem Weg, ob sie sich geändert hat.',
    ),
    'mailbox-full': word(
      'Das Postfach des Empfängers ist voll.',
      'recipient',
      'Bitten Sie den Empfänger auf anderem Weg, Platz zu schaffen, und senden Sie die Nachricht später noch einmal.',
    ),
    'mailbox-unavailable': word(
      'Das Postfach des Empfängers gibt es, es nimmt aber zurzeit keine Nachrichten an.',
      'recipient',
      'Versuchen Sie es später noch einmal. Bleibt es so, fragen Sie den Empfänger auf anderem Weg.',
    ),
    'domain-not-found': word(
      'Den Teil der Adresse hinter dem @ gibt es nicht.',
      'you',
      'Prüfen Sie diesen Teil auf Tippfehler und senden Sie die Nachricht noch einmal.',
    ),
    'no-mail-accepted': word(
      'Der Teil der Adresse hinter dem @ gehört jemandem, der dort gar keine Nachrichten annimmt.',
      'you',
      'Fragen Sie den Empfänger auf anderem Weg nach einer Adresse, die Nachrichten annimmt.',
    ),
    loop: word(
      'Die Nachricht lief zwischen Mailservern, Gruppen oder Weiterleitungen im Kreis und wurde angehalten.',
      'administrator',
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er muss die Weiterleitung, die Gruppe oder den Connector berichtigen, der Nachrichten zurückschickt.',
    ),
    'no-route': word(
      'Das Mailsystem kennt keinen Weg zu dieser Adresse.',
      'administrator',
      'Prüfen Sie die Adresse. Ist sie richtig, leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    ),
    'too-large': word(
      'Die Nachricht ist größer, als das Mailsystem des Empfängers annimmt.',
      'you',
      'Senden Sie weniger auf einmal: weniger Seiten, eine geringere Scan-Auflösung, eine stärkere Komprimierung; oder geben Sie die Datei auf anderem Weg weiter.',
    ),
    'too-many-recipients': word(
      'Die Nachricht hat mehr Empfänger, als auf einmal angeschrieben werden dürfen.',
      'you',
      'Senden Sie die Nachricht in mehreren Teilen mit jeweils weniger Empfängern.',
    ),
    'refused-by-policy': word(
      'Das Mailsystem des Empfängers will diese Nachricht nach seinen eigenen Regeln nicht.',
      'recipient',
      'Lesen Sie den unten genannten Grund. Bitten Sie den Empfänger auf anderem Weg, Ihre Adresse zuzulassen; Ihr Mail-Administrator kann die Einzelheiten sehen.',
    ),
    'relay-denied': word(
      'Der nächste Mailserver wollte die Nachricht nicht weitergeben.',
      'administrator',
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter: Der nächste Server muss Nachrichten von diesem hier annehmen, oder es braucht einen anderen Connector.',
    ),
    'sign-in-failed': word(
      'Dieses Mailsystem konnte sich am nächsten Mailserver nicht anmelden.',
      'administrator',
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er muss Benutzername und Passwort des Connectors erneuern.',
    ),
    'tls-failed': word(
      'Zum nächsten Mailserver war eine geschützte (verschlüsselte) Verbindung verlangt, und sie kam nicht zustande.',
      'administrator',
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter: Ein Zertifikat oder eine Schutzeinstellung auf einer der beiden Seiten passt nicht.',
    ),
    'needs-8bitmime': word(
      'Das Mailsystem des Empfängers ist zu alt für diese Nachricht, und sie ließ sich nicht umwandeln.',
      'you',
      'Senden Sie die Nachricht als reinen Text, oder den Inhalt als Anhang.',
    ),
    'needs-smtputf8': word(
      'Das Mailsystem des Empfängers kann mit Adressen oder Betreffzeilen in Buchstaben außerhalb des englischen Alphabets nicht umgehen.',
      'you',
      'Verwenden Sie eine andere Adresse des Empfängers oder von sich selbst, in einfachen Buchstaben geschrieben.',
    ),
    'content-refused': word(
      'Das Mailsystem des Empfängers hat den Inhalt der Nachricht abgelehnt.',
      'you',
      'Lesen Sie den unten genannten Grund. Oft ist ein Anhang dieser Art nicht erlaubt: Senden Sie ihn in anderer Form.',
    ),
    'dns-failed': word(
      'Der Mailserver zu dieser Adresse ließ sich nicht ermitteln.',
      'recipient',
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, muss der Administrator des Empfängers die Nameserver der Domain in Ordnung bringen.',
    ),
    'connection-failed': word(
      'Der nächste Mailserver war nicht zu erreichen.',
      'administrator',
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    ),
    'timed-out': word(
      'Der nächste Mailserver hat nicht rechtzeitig geantwortet.',
      'recipient',
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    ),
    'protocol-error': word(
      'Der nächste Mailserver hat etwas geantwortet, das nicht zum Mailprotokoll gehört.',
      'recipient',
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er kann sehen, was der Server gesagt hat.',
    ),
    busy: word(
      'Das Mailsystem des Empfängers ist überlastet oder lässt neue Absender eine Weile warten.',
      'recipient',
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, fragen Sie den Empfänger auf anderem Weg.',
    ),
    'storage-failed': word(
      'Dieses Mailsystem konnte die Nachricht nicht in das Postfach schreiben.',
      'administrator',
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er muss sich den Datenträger des Mailservers ansehen.',
    ),
    expired: word(
      'Die Nachricht ließ sich so lange nicht zustellen, dass das Mailsystem aufgegeben hat.',
      'administrator',
      'Prüfen Sie die Adresse. Ist sie richtig, senden Sie die Nachricht später noch einmal und leiten Sie diesen Bericht an Ihren Mail-Administrator weiter: Der letzte Grund steht unten.',
    ),
    cancelled: word(
      'Ein Administrator hat die Zustellung beendet, bevor sie gelang.',
      'administrator',
      'Fragen Sie Ihren Mail-Administrator nach dem Grund, bevor Sie die Nachricht noch einmal senden.',
    ),
    other: word(
      'Die Nachricht konnte nicht zugestellt werden.',
      'administrator',
      'Lesen Sie den unten genannten Grund, oder leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    ),
  },
  cancelled: ({ hostName, untried, lastReason }) =>
    `Ein Administrator von ${hostName} hat die Zustellung beendet, bevor sie gelang.${untried ? ' Sie war noch nicht versucht worden.' : ''}${lastReason === null ? '' : ` Der letzte Grund war: ${lastReason}`}`,
  who: {
    you: 'Sie können das selbst beheben.',
    recipient: 'Der Empfänger oder dessen Mail-Administrator kann das beheben.',
    administrator: 'Ihr Mail-Administrator kann das beheben.',
  },
  openings: {
    failure: {
      subject: 'Unzustellbar',
      heading: 'Ihre Nachricht wurde nicht zugestellt',
      sentence:
        'Ihre Nachricht konnte den unten genannten Empfängern nicht zugestellt werden. Es wird nicht noch einmal versucht.',
    },
    delivered: {
      subject: 'Zugestellt',
      heading: 'Ihre Nachricht wurde zugestellt',
      sentence: 'Wie Sie es wissen wollten: Ihre Nachricht liegt in den Postfächern der unten genannten Empfänger.',
    },
    relayed: {
      subject: 'Weitergegeben',
      heading: 'Ihre Nachricht wurde weitergegeben',
      sentence:
        'Wie Sie es wissen wollten: Ihre Nachricht wurde an das Mailsystem der unten genannten Empfänger weitergegeben; ob sie ankommt, meldet dieses nicht.',
    },
    expanded: {
      subject: 'Verteilt',
      heading: 'Ihre Nachricht wurde an die Mitglieder einer Gruppe weitergegeben',
      sentence:
        'Wie Sie es wissen wollten: Ihre Nachricht wurde an alle weitergegeben, für die die Adressen unten stehen.',
    },
  },
  delay: (until) => ({
    subject: 'Verzögert',
    heading: 'Ihre Nachricht verzögert sich',
    sentence: `Ihre Nachricht ist den unten genannten Empfängern noch nicht zugestellt. Es wird weiter versucht${until === null ? '' : `, bis ${until}`}. Sie müssen nichts tun und die Nachricht nicht noch einmal senden.`,
  }),
  yourMessage: 'Ihre Nachricht',
  moreRecipients: (count) => `${count} weitere Empfänger stehen im angehängten Statusteil.`,
  countedRecipients: (count) =>
    `${count} weitere Empfänger sind hier nicht aufgeführt; Ihr E-Mail-Administrator findet jeden in der Nachrichtenverfolgung.`,
  lastAttempt: (date, number) => `${date}, Nummer ${number}`,
  date: dateIn('de'),
  labels: {
    title: 'Zustellbericht',
    happened: 'Was geschehen ist',
    who: 'Wer',
    fix: 'Was zu tun ist',
    details: 'Einzelheiten für Administratoren',
    device: 'Gerät',
    sender: 'Absender',
    subject: 'Betreff',
    received: 'Eingegangen',
    messageId: 'Message-ID',
    queueId: 'Warteschlangen-Nummer',
    reportedBy: 'Berichtet von',
    none: '(keine)',
    serverSaid: 'Der nächste Mailserver sagte',
    reason: 'Grund',
    inOtherWords: 'Mit anderen Worten',
    nextServer: 'Nächster Mailserver',
    status: 'Status',
    attempts: 'Versuche',
    lastAttempt: 'Letzter Versuch',
    triedUntil: 'Versucht bis',
  },
};
