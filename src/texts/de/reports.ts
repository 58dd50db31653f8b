/** The texts of a report, in German. */
import type { ReportTexts } from '../report-texts.ts';

export const reports: ReportTexts = {
  happened: {
    'unknown-recipient': 'Es gibt kein Postfach mit dieser Adresse.',
    'mailbox-full': 'Das Postfach des Empfängers ist voll.',
    'mailbox-unavailable': 'Das Postfach des Empfängers gibt es, es nimmt aber zurzeit keine Nachrichten an.',
    'domain-not-found': 'Den Teil der Adresse hinter dem @ gibt es nicht.',
    'no-mail-accepted': 'Der Teil der Adresse hinter dem @ gehört jemandem, der dort gar keine Nachrichten annimmt.',
    loop: 'Die Nachricht lief zwischen Mailservern, Gruppen oder Weiterleitungen im Kreis und wurde angehalten.',
    'no-route': 'Das Mailsystem kennt keinen Weg zu dieser Adresse.',
    'too-large': 'Die Nachricht ist größer, als das Mailsystem des Empfängers annimmt.',
    'too-many-recipients': 'Die Nachricht hat mehr Empfänger, als auf einmal angeschrieben werden dürfen.',
    'refused-by-policy': 'Das Mailsystem des Empfängers will diese Nachricht nach seinen eigenen Regeln nicht.',
    'relay-denied': 'Der nächste Mailserver wollte die Nachricht nicht weitergeben.',
    'sign-in-failed': 'Dieses Mailsystem konnte sich am nächsten Mailserver nicht anmelden.',
    'tls-failed':
      'Zum nächsten Mailserver war eine geschützte (verschlüsselte) Verbindung verlangt, und sie kam nicht zustande.',
    'needs-8bitmime':
      'Das Mailsystem des Empfängers ist zu alt für diese Nachricht, und sie ließ sich nicht umwandeln.',
    'needs-smtputf8':
      'Das Mailsystem des Empfängers kann mit Adressen oder Betreffzeilen in Buchstaben außerhalb des englischen Alphabets nicht umgehen.',
    'content-refused': 'Das Mailsystem des Empfängers hat den Inhalt der Nachricht abgelehnt.',
    'dns-failed': 'Der Mailserver zu dieser Adresse ließ sich nicht ermitteln.',
    'connection-failed': 'Der nächste Mailserver war nicht zu erreichen.',
    'timed-out': 'Der nächste Mailserver hat nicht rechtzeitig geantwortet.',
    'protocol-error': 'Der nächste Mailserver hat etwas geantwortet, das nicht zum Mailprotokoll gehört.',
    busy: 'Das Mailsystem des Empfängers ist überlastet oder lässt neue Absender eine Weile warten.',
    'storage-failed': 'Dieses Mailsystem konnte die Nachricht nicht in das Postfach schreiben.',
    expired: 'Die Nachricht ließ sich so lange nicht zustellen, dass das Mailsystem aufgegeben hat.',
    other: 'Die Nachricht konnte nicht zugestellt werden.',
  },
  cancelled: 'Ein Administrator von {{hostName}} hat die Zustellung beendet, bevor sie gelang.',
  cancelled_untried:
    'Ein Administrator von {{hostName}} hat die Zustellung beendet, bevor sie gelang. Sie war noch nicht versucht worden.',
  cancelled_after:
    'Ein Administrator von {{hostName}} hat die Zustellung beendet, bevor sie gelang. Der letzte Grund war: {{lastReason}}',
  who: {
    you: 'Sie können das selbst beheben.',
    recipient: 'Der Empfänger oder dessen Mail-Administrator kann das beheben.',
    administrator: 'Ihr Mail-Administrator kann das beheben.',
  },
  fix: {
    'unknown-recipient':
      'Prüfen Sie die Adresse auf Tippfehler und senden Sie die Nachricht noch einmal. Kam sie von einem Gerät, berichtigen Sie die Adresse in dessen Adressbuch. Ist sie richtig, fragen Sie den Empfänger auf anderem Weg, ob sie sich geändert hat.',
    'mailbox-full':
      'Bitten Sie den Empfänger auf anderem Weg, Platz zu schaffen, und senden Sie die Nachricht später noch einmal.',
    'mailbox-unavailable':
      'Versuchen Sie es später noch einmal. Bleibt es so, fragen Sie den Empfänger auf anderem Weg.',
    'domain-not-found': 'Prüfen Sie diesen Teil auf Tippfehler und senden Sie die Nachricht noch einmal.',
    'no-mail-accepted': 'Fragen Sie den Empfänger auf anderem Weg nach einer Adresse, die Nachrichten annimmt.',
    loop: 'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er muss die Weiterleitung, die Gruppe oder den Connector berichtigen, der Nachrichten zurückschickt.',
    'no-route':
      'Prüfen Sie die Adresse. Ist sie richtig, leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    'too-large':
      'Senden Sie weniger auf einmal: weniger Seiten, eine geringere Scan-Auflösung, eine stärkere Komprimierung; oder geben Sie die Datei auf anderem Weg weiter.',
    'too-many-recipients': 'Senden Sie die Nachricht in mehreren Teilen mit jeweils weniger Empfängern.',
    'refused-by-policy':
      'Lesen Sie den unten genannten Grund. Bitten Sie den Empfänger auf anderem Weg, Ihre Adresse zuzulassen; Ihr Mail-Administrator kann die Einzelheiten sehen.',
    'relay-denied':
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter: Der nächste Server muss Nachrichten von diesem hier annehmen, oder es braucht einen anderen Connector.',
    'sign-in-failed':
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er muss Benutzername und Kennwort des Connectors erneuern.',
    'tls-failed':
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter: Ein Zertifikat oder eine Schutzeinstellung auf einer der beiden Seiten passt nicht.',
    'needs-8bitmime': 'Senden Sie die Nachricht als reinen Text, oder den Inhalt als Anhang.',
    'needs-smtputf8':
      'Verwenden Sie eine andere Adresse des Empfängers oder von sich selbst, in einfachen Buchstaben geschrieben.',
    'content-refused':
      'Lesen Sie den unten genannten Grund. Oft ist ein Anhang dieser Art nicht erlaubt: Senden Sie ihn in anderer Form.',
    'dns-failed':
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, muss der Administrator des Empfängers die Nameserver der Domäne in Ordnung bringen.',
    'connection-failed':
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    'timed-out':
      'Senden Sie die Nachricht später noch einmal. Bleibt es so, leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
    'protocol-error':
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er kann sehen, was der Server gesagt hat.',
    busy: 'Senden Sie die Nachricht später noch einmal. Bleibt es so, fragen Sie den Empfänger auf anderem Weg.',
    'storage-failed':
      'Leiten Sie diesen Bericht an Ihren Mail-Administrator weiter. Er muss sich den Datenträger des Mailservers ansehen.',
    expired:
      'Prüfen Sie die Adresse. Ist sie richtig, senden Sie die Nachricht später noch einmal und leiten Sie diesen Bericht an Ihren Mail-Administrator weiter: Der letzte Grund steht unten.',
    cancelled: 'Fragen Sie Ihren Mail-Administrator nach dem Grund, bevor Sie die Nachricht noch einmal senden.',
    other: 'Lesen Sie den unten genannten Grund, oder leiten Sie diesen Bericht an Ihren Mail-Administrator weiter.',
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
    delay: {
      subject: 'Verzögert',
      heading: 'Ihre Nachricht verzögert sich',
      sentence:
        'Ihre Nachricht ist den unten genannten Empfängern noch nicht zugestellt. Es wird weiter versucht. Sie müssen nichts tun und die Nachricht nicht noch einmal senden.',
      sentence_until:
        'Ihre Nachricht ist den unten genannten Empfängern noch nicht zugestellt. Es wird weiter versucht, bis {{until}}. Sie müssen nichts tun und die Nachricht nicht noch einmal senden.',
    },
  },
  yourMessage: 'Ihre Nachricht',
  moreRecipients_one: '{{count}} weiterer Empfänger steht im angehängten Statusteil.',
  moreRecipients_other: '{{count}} weitere Empfänger stehen im angehängten Statusteil.',
  countedRecipients_one:
    '{{count}} weiterer Empfänger ist hier nicht aufgeführt; Ihr E-Mail-Administrator findet ihn in der Nachrichtenablaufverfolgung.',
  countedRecipients_other:
    '{{count}} weitere Empfänger sind hier nicht aufgeführt; Ihr E-Mail-Administrator findet jeden in der Nachrichtenablaufverfolgung.',
  lastAttempt: '{{date}}, Nummer {{number}}',
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
  monthly: {
    subject: 'Nachrichten im {{month}}: {{organization}}',
    greeting: '{{month}} bei {{organization}}, wie Doorpost auf {{hostName}} gezählt hat.',
    nothing: 'Es kam nichts an, und es ging nichts hinaus.',
    cameIn: 'Angekommene Nachrichten',
    refused: 'Abgelehnt',
    wentOut: 'Empfänger, nach dem Verbleib ihrer Nachricht',
    devices: 'Nach Gerät',
    signIns: 'Nach Anmeldung (SMTP AUTH)',
    upstreams: 'Nach dem Weg hinaus',
    causes: 'Warum Nachrichten abgelehnt wurden oder scheiterten',
    codes: 'Unzustellbare Nachrichten, nach Code',
    others: 'Andere',
    link: 'Die Nachrichten hinter jeder Zahl: {{link}}',
    why: 'Die Adressen, die Alarme erhalten, bekommen dies am Ersten jedes Monats, bis der Monatsbericht der Organisation abgeschaltet wird.',
    ways: {
      relay: 'über Connectors',
      submission: 'mit Anmeldung',
      direct: 'von Fremden',
      internal: 'von Doorpost selbst',
    },
    waysOut: { mailbox: 'Postfächer hier', mx: 'Direkt, über MX' },
    statuses: {
      Delivered: 'Zugestellt',
      Failed: 'Gescheitert',
      Captured: 'Zurückbehalten',
      Expanded: 'An eine Gruppe verteilt',
      Transferred: 'Weitergegeben',
    },
  },
  digest: {
    subject: 'Zurückgehaltene Nachrichten für Sie: {{number}}',
    greeting:
      'Nachrichten an {{recipient}}, die {{hostName}} seit der letzten Liste zurückgehalten und nicht zugestellt hat:',
    line: 'Von {{sender}}, {{date}}',
    more: 'Und {{number}} weitere.',
    noSubject: '(kein Betreff)',
    ask: 'Erwarten Sie eine davon? Fragen Sie {{contact}}: Von dort kann sie freigegeben werden. Wonach niemand fragt, wird nach einigen Tagen gelöscht. In dieser Nachricht gibt es nichts anzuklicken.',
    why: {
      malware: 'darin wurde Schadsoftware gefunden',
      spam: 'sie sieht nach Spam aus',
      author: 'nichts belegt, dass ihr Absender sie geschrieben hat',
      blocked: 'ihr Absender ist gesperrt',
      rules: 'eine Regel hält sie zurück',
    },
  },
};
