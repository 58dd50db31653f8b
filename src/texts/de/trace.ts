/** Events of the trace, in German. */
import type { Sentences } from '../sentences.ts';

export const trace: Sentences = {
  'and {{0}} more, not looked at here': 'und {{0}} weitere, die hier nicht angesehen werden',
  'left out: the message has already been through it': 'ausgelassen: Die Nachricht war schon dort',
  'not looked at any deeper': 'tiefer nicht angesehen',
  '{{0}}, from {{1}}': '{{0}}, von {{1}}',
  'none covers this address or certificate': 'keiner erfasst diese Adresse oder dieses Zertifikat',
  '{{0}} of {{1}} {{2}} ({{3}})': '{{0}} von {{1}} {{2}} ({{3}})',
  'SMTP relay by connector': 'SMTP-Relay über einen Connector',
  'client submission': 'Clientübermittlung',
  'Direct Send': 'Direct Send',
  'Doorpost itself': 'Doorpost selbst',
  none: 'keines',
  yes: 'ja',
  'yes, showing the certificate {{0}}': 'ja, mit dem Zertifikat {{0}}',
  'its own': 'sein eigenes',
  'odd line ends refused': 'ungewöhnliche Zeilenenden abgelehnt',
  'odd line ends repaired': 'ungewöhnliche Zeilenenden berichtigt',
  '{{0}}: {{1}} or newer, {{2}}': '{{0}}: {{1}} oder neuer, {{2}}',
  '{{0}}, sign-in before TLS': '{{0}}, Anmeldung vor TLS',
  '{{0}} or {{1}}': '{{0}} oder {{1}}',
  '{{0}} attempt': '{{0}} Versuch',
  '{{0}} attempts': '{{0}} Versuchen',
  '{{0}} session': '{{0}} Sitzung',
  '{{0}} sessions': '{{0}} Sitzungen',
  '{{0}} refusal': '{{0}} Ablehnung',
  '{{0}} refusals': '{{0}} Ablehnungen',
  '{{0}} days': '{{0}} Tagen',
  'signed in as {{0}}': 'angemeldet als {{0}}',
  'connector {{0}} matched by {{1}}': 'Connector {{0}}, erkannt an {{1}}',
  'no connector': 'kein Connector',
  'no TLS': 'kein TLS',
  'Received by {{0}} from {{1}}; {{2}} to {{3}}, {{4}} bytes; {{5}}':
    'Empfangen über {{0}} von {{1}}; {{2}} an {{3}}, {{4}} Byte; {{5}}',
  'Envelope sender {{0}} became {{1}}': 'Umschlagabsender {{0}} wurde zu {{1}}',
  '{{0}} sends faster than its pace (messagesPerMinute: {{1}}): this one waits for its turn':
    '{{0}} sendet schneller, als es sein Tempo erlaubt (messagesPerMinute: {{1}}): Diese Nachricht wartet, bis sie an der Reihe ist',
  'The sender': 'Der Absender',
  'SMTP relay': 'SMTP-Relay',
  '{{0}} (SCL {{1}}, {{2}}, {{3}})': '{{0}} (SCL {{1}}, {{2}}, {{3}})',
  '{{0}} for the check {{1}}': '{{0}} wegen der Prüfung {{1}}',
  'Malware was found: {{0}}': 'Schadsoftware wurde gefunden: {{0}}',
  'Not looked at: {{0}}': 'Nicht angesehen: {{0}}',
  Taken: 'Angenommen',
  'Taken as junk': 'Als Junk angenommen',
  'Taken into quarantine': 'In Quarantäne genommen',
  'Only observed: the check {{0}} would refuse it': 'Nur beobachtet: Die Prüfung {{0}} würde sie ablehnen',
  'Only observed: the check {{0}} would put it off': 'Nur beobachtet: Die Prüfung {{0}} würde sie vertrösten',
  'Only observed: the check {{0}} would put it into Junk':
    'Nur beobachtet: Die Prüfung {{0}} würde sie in Junk-E-Mail legen',
  'Only observed: the check {{0}} would put it into quarantine':
    'Nur beobachtet: Die Prüfung {{0}} würde sie in Quarantäne nehmen',
  'Only observed: the check {{0}} would hold it': 'Nur beobachtet: Die Prüfung {{0}} würde sie zurückhalten',
  'it came from a device of the organization, which may write as {{0}}':
    'sie kam von einem Gerät der Organisation, das als {{0}} schreiben darf',
  'its header shows no one author': 'ihr Header zeigt nicht genau einen Verfasser',
  'DNS did not answer, so nothing is known of whether {{0}} sent it':
    'DNS hat nicht geantwortet, daher ist nicht bekannt, ob {{0}} sie gesendet hat',
  '{{0}} is shown to be its sender': '{{0}} ist nachweislich ihr Absender',
  '{{0}} is probably its sender': '{{0}} ist wahrscheinlich ihr Absender',
  'nobody asked who sent it': 'niemand hat gefragt, wer sie gesendet hat',
  'nothing shows that {{0}} sent it, and the owner of the domain wants such mail turned away':
    'nichts zeigt, dass {{0}} sie gesendet hat, und der Besitzer der Domäne will, dass solche E-Mails abgewiesen werden',
  'nothing shows that {{0}} sent it': 'nichts zeigt, dass {{0}} sie gesendet hat',
  'for a device of yours: list it, let it come by an inbound connector or sign in, or name its public address in the SPF record of the domain':
    'für ein eigenes Gerät: führen Sie es auf, lassen Sie es über einen eingehenden Connector kommen oder sich anmelden, oder nennen Sie seine öffentliche Adresse im SPF-Eintrag der Domäne',
  '{{0}} was taken out of the header: it spoke in the name of this server':
    '{{0}} wurde aus dem Header genommen: Es sprach im Namen dieses Servers',
  '{{0}} was taken out of the header: only a mail server of the house may write it':
    '{{0}} wurde aus dem Header genommen: Nur ein Mailserver des Hauses darf es schreiben',
  '{{0}} for {{1}}, who is no mailbox here: there is nobody to get it':
    '{{0}} für {{1}}, was hier kein Postfach ist: Es gibt niemanden, der ihn bekommt',
  'Not taken for {{0}}: kept for the administrator (trace --orphan-reports lists it)':
    'Nicht angenommen für {{0}}: für den Administrator aufbewahrt (trace --orphan-reports führt es auf)',
  'List of {{0}} kept back for {{1}}': 'Liste von {{0}} zurückgehaltenen für {{1}}',
  '{{0}} day': '{{0}} Tag',
  'Deleted from quarantine by {{0}}': 'Aus der Quarantäne gelöscht von {{0}}',
  'Deleted after {{0}} in quarantine': 'Nach {{0}} in Quarantäne gelöscht',
  'Erased with all that was kept of a person, by {{0}}':
    'Mit allem gelöscht, was von einer Person aufbewahrt war, von {{0}}',
  'Released from quarantine by {{0}}': 'Aus der Quarantäne freigegeben von {{0}}',
  'Released from quarantine to {{0}} by {{1}}; what waits for its recipients stays':
    'Aus der Quarantäne freigegeben an {{0}} von {{1}}; was auf die Empfänger wartet, bleibt',
  '{{0}} was left out: it has or had this message': '{{0}} wurde ausgelassen: Dort ist oder war diese Nachricht schon',
  'Report of a month for {{0}}': 'Monatsbericht für {{0}}',
  '{{0}} was left out: {{1}}': '{{0}} wurde ausgelassen: {{1}}',
  'An address': 'Eine Adresse',
  'Junk is not sent on to the outside': 'Junk wird nicht nach außen weitergesendet',
  'it is a recipient already': 'sie ist schon Empfänger',
  'the message has already been through it': 'die Nachricht war schon dort',
  'groups and forwarding are nested deeper than {{0}}':
    'Gruppen und Weiterleitungen sind tiefer verschachtelt als {{0}}',
  'Delivered to {{0}}, into Junk': 'Zugestellt an {{0}}, in Junk-E-Mail',
  'Delivered to {{0}}': 'Zugestellt an {{0}}',
  'the attempt ended without a result for this recipient': 'der Versuch endete für diesen Empfänger ohne Ergebnis',
  'Handed on to {{0}}': 'Weitergegeben an {{0}}',
  'the next hop': 'der nächste Server',
  'Captured, not sent to {{0}}: mail for outside is kept back here':
    'Abgefangen, nicht an {{0}} gesendet: E-Mails nach außen werden hier zurückgehalten',
  'Dropped: it is Junk, and leads only to the outside': 'Verworfen: Sie ist Junk und führt nur nach außen',
  'Mail loop: the members of the group lead only back to where the message has been':
    'E-Mail-Schleife: Die Mitglieder der Gruppe führen nur dorthin zurück, wo die Nachricht schon war',
  'Mail loop: the addresses it is forwarded to lead only back to where the message has been':
    'E-Mail-Schleife: Die Adressen, an die weitergeleitet wird, führen nur dorthin zurück, wo die Nachricht schon war',
  'Group expanded, as another organization has set it up':
    'Gruppe aufgelöst, wie es eine andere Organisation eingerichtet hat',
  'Group expanded to {{0}}': 'Gruppe aufgelöst in {{0}}',
  'Forwarded, as another organization has set it up':
    'Weitergeleitet, wie es eine andere Organisation eingerichtet hat',
  'Forwarded to {{0}}': 'Weitergeleitet an {{0}}',
  'Given up after {{0}}, its next hop being in trouble; the last one: {{1}}':
    'Aufgegeben nach {{0}}, da der nächste Server gestört ist; zuletzt: {{1}}',
  'Given up after {{0}} and {{1}}; the last one: {{2}}': 'Aufgegeben nach {{0}} und {{1}}; zuletzt: {{2}}',
  'Not tried now: {{0}}': 'Jetzt nicht versucht: {{0}}',
  'The directory has changed: now goes by {{0}}': 'Das Verzeichnis hat sich geändert: geht jetzt über {{0}}',
  'a stranger sent it; postmaster is told instead':
    'ein Fremder hat sie gesendet; stattdessen wird postmaster benachrichtigt',
  '{{0}} (no report: {{1}})': '{{0}} (kein Bericht: {{1}})',
  '{{0}} has this report already': '{{0}} hat diesen Bericht schon',
  'the envelope sender is empty': 'der Umschlagabsender ist leer',
  'the sender asked for none': 'der Absender wollte keinen',
  'Another node has this delivery now': 'Ein anderer Knoten hat diese Zustellung jetzt',
  'Local error in processing; it is in the log': 'Lokaler Fehler bei der Verarbeitung; er steht im Protokoll',
  'The group does not exist any more': 'Die Gruppe gibt es nicht mehr',
  'The group {{0}} has no members': 'Die Gruppe {{0}} hat keine Mitglieder',
  'The group {{0}} has more than {{1}} members': 'Die Gruppe {{0}} hat mehr als {{1}} Mitglieder',
  'Expired by an administrator': 'Von einem Administrator für abgelaufen erklärt',
  'Taken out of the queue by an administrator': 'Von einem Administrator aus der Warteschlange genommen',
  '{{0}}; the last reason was: {{1}}': '{{0}}; der letzte Grund war: {{1}}',
  'the service takes mail in the name of {{0}} alone, or of whom that may send as: mail of other senders bounces':
    'der Dienst nimmt E-Mails nur im Namen von {{0}} an, oder von wem diese Adresse senden darf: E-Mails anderer Absender gehen zurück',
  'the service takes mail only in the name of senders that were verified there: mail of other senders bounces':
    'der Dienst nimmt E-Mails nur im Namen von Absendern an, die dort bestätigt wurden: E-Mails anderer Absender gehen zurück',
  'Kept in quarantine: malware was found in it ({{0}})': 'In Quarantäne: Schadsoftware wurde darin gefunden ({{0}})',
  'Kept in quarantine': 'In Quarantäne',
  'Kept in quarantine: {{0}}': 'In Quarantäne, weil {{0}}',
  '{{0}} is no mailbox, alias or group of {{1}}': '{{0}} ist kein Postfach, Alias und keine Gruppe von {{1}}',
  'the mailbox {{0}} is disabled': 'das Postfach {{0}} ist ausgeschaltet',
  'recipient in {{0}}': 'Empfänger in {{0}}',
  'certificate {{0}} of {{1}}': 'Zertifikat {{0}} von {{1}}',
  '{{0}} and own domain {{1}}': '{{0}} und eigene Domäne {{1}}',
  'Paused by {{0}}': 'Angehalten von {{0}}',
  'Released by {{0}}': 'Freigegeben von {{0}}',
  'Due for another attempt at once, by {{0}}': 'Sofort für einen weiteren Versuch fällig, von {{0}}',
  'Redirected by way of {{0}}, by {{1}}': 'Umgeleitet über {{0}}, von {{1}}',
  'Redirected from {{0}} to {{1}} by way of {{2}}, by {{3}}': 'Umgeleitet von {{0}} an {{1}} über {{2}}, von {{3}}',
  'Sender {{0}} was left out': 'Sender {{0}} wurde weggelassen',
  'From {{0}} became {{1}}{{2}}': 'From {{0}} wurde zu {{1}}{{2}}',
  'Reply-To {{0}} was added': 'Reply-To {{0}} wurde hinzugefügt',
  'without an address that can be read': 'ohne lesbare Adresse',
  '; a display name that was too long was left out': '; ein zu langer Anzeigename wurde weggelassen',
  '; a display name that was an address was left out': '; ein Anzeigename, der eine Adresse war, wurde weggelassen',
  'HELO or EHLO came with no name, or with one that is no host name: taken as it was':
    'HELO oder EHLO kam ohne Namen, oder mit einem, der kein Hostname ist: angenommen, wie es war',
  'It signed in after HELO, where EHLO belongs: taken': 'Es meldete sich nach HELO an, wo EHLO hingehört: angenommen',
  'An address was written with brackets left out or doubled, a name, stray blanks or dots, or an odd domain: repaired':
    'Eine Adresse war mit fehlenden oder doppelten Klammern, einem Namen, verirrten Leerzeichen oder Punkten oder einer ungewöhnlichen Domäne geschrieben: berichtigt',
  'MAIL FROM had no address that can be read: the sender that is set for this peer was taken':
    'MAIL FROM hatte keine lesbare Adresse: Der für diese Gegenseite eingestellte Absender wurde genommen',
  'Commands ended with LF alone: taken': 'Befehle endeten mit LF allein: angenommen',
  'Lines ended with a bare LF or CR, or with CR CR LF: repaired':
    'Zeilen endeten mit einem einzelnen LF oder CR, oder mit CR CR LF: berichtigt',
  'The message ended with LF . LF: taken for its end': 'Die Nachricht endete mit LF . LF: als ihr Ende genommen',
  'NUL bytes were in the message: each is a blank': 'NUL-Byte waren in der Nachricht: Jedes ist ein Leerzeichen',
  'The header had lines that are no fields: kept as X-Mailbox-Line':
    'Der Header hatte Zeilen, die keine Felder sind: als X-Mailbox-Line behalten',
  'The empty line between header and text was missing: added':
    'Die leere Zeile zwischen Header und Text fehlte: hinzugefügt',
  'Lines were longer than 998 bytes: wrapped': 'Zeilen waren länger als 998 Byte: umgebrochen',
  'The message was sent without waiting for 354: taken':
    'Die Nachricht wurde gesendet, ohne auf 354 zu warten: angenommen',
  'Header fields had 8-bit characters: encoded (RFC 2047, RFC 2231)':
    'Headerfelder hatten 8-Bit-Zeichen: codiert (RFC 2047, RFC 2231)',
  'A display name had @ outside quotes: quoted':
    'Ein Anzeigename hatte @ außerhalb von Anführungszeichen: in Anführungszeichen gesetzt',
  'Bcc was taken out of the header': 'Bcc wurde aus dem Header genommen',
  'Date was missing: added': 'Date fehlte: hinzugefügt',
  'Message-ID was missing: added': 'Message-ID fehlte: hinzugefügt',
  'It signed in by CRAM-MD5': 'Es meldete sich mit CRAM-MD5 an',
  'It signed in without TLS: its password crossed the network in clear':
    'Es meldete sich ohne TLS an: Sein Kennwort ging im Klartext durch das Netz',
  'TLS was begun on a port that begins in clear text: served':
    'TLS wurde an einem Port begonnen, der im Klartext beginnt: bedient',
  'It speaks TLS 1.1, which is out of date: served': 'Es spricht TLS 1.1, das veraltet ist: bedient',
  'It speaks TLS 1.0, which is out of date: served': 'Es spricht TLS 1.0, das veraltet ist: bedient',
  'It has only old ciphers or RSA key exchange: served':
    'Es hat nur alte Verschlüsselungsverfahren oder RSA-Schlüsselaustausch: bedient',
  '{{row}}: {{act}}, because {{why}}': '{{row}}: {{act}}, weil: {{why}}',
  '{{row}} is only observed; it would be {{act}}, because {{why}}':
    '{{row}} wird nur beobachtet; sie würde {{act}}, weil: {{why}}',
  '{{row}}: {{why}}; nothing is done about it here': '{{row}}: {{why}}; hier wird nichts unternommen',
  refused: 'abgelehnt',
  'refused for now': 'vorerst abgelehnt',
  'put into quarantine': 'in Quarantäne genommen',
  'put into Junk': 'in Junk-E-Mail gelegt',
  'paused until an administrator has looked at it': 'angehalten, bis ein Administrator sie angesehen hat',
  marked: 'gekennzeichnet',
  'Non-delivery report': 'Unzustellbarkeitsbericht',
  'Delay notice': 'Verzögerungsmeldung',
  'Success report': 'Zustellungsbericht',
  '{{0}} about {{1}} for {{2}}{{3}}': '{{0}} über {{1}} für {{2}}{{3}}',
  '{{0}} for {{1}}{{2}}': '{{0}} für {{1}}{{2}}',
  ', who is no mailbox here: kept for the administrator (trace --orphan-reports lists it)':
    ', was hier kein Postfach ist: für den Administrator aufbewahrt (trace --orphan-reports führt es auf)',
  ', who is no mailbox here: goes to {{0}}': ', was hier kein Postfach ist: geht an {{0}}',
  'Report for {{0}}, which was not taken there': 'Bericht für {{0}}, der dort nicht angenommen wurde',
};
