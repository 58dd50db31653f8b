/** Reasons, in German. */
import type { Sentences } from '../sentences.ts';

export const reasons: Sentences = {
  'recipient outside the recipient domains of {{connector}}':
    'Empfänger außerhalb der Empfängerdomänen von {{connector}}',
  'connector {{connector}} requires TLS': 'der Connector {{connector}} verlangt TLS',
  '{{domain}} is added but not verified': '{{domain}} ist hinzugefügt, aber nicht bestätigt',
  '{{domain}} is the domain of another organization, whatever Send As says':
    '{{domain}} ist die Domäne einer anderen Organisation, was auch immer „Senden als“ sagt',
  'Direct Send in the name of {{domain}}, and rejectDirectSend is on for {{organization}}':
    'Direct Send im Namen von {{domain}}, und rejectDirectSend ist für {{organization}} eingeschaltet',
  "a stranger in the name of {{domain}}, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)":
    'ein Fremder im Namen von {{domain}}, und E-Mails für {{recipient}} gehen mit dem Vertrauen der Organisation an ein anderes System weiter (strangersInOwnName)',
  "a stranger in the name of this organization, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)":
    'ein Fremder im Namen dieser Organisation, und E-Mails für {{recipient}} gehen mit dem Vertrauen der Organisation an ein anderes System weiter (strangersInOwnName)',
  '{{mailbox}} has no Send As for the envelope sender {{sender}}':
    '{{mailbox}} hat kein „Senden als“ für den Umschlagabsender {{sender}}',
  '{{mailbox}} has no Send As for the header field {{field}}: {{sender}}':
    '{{mailbox}} hat kein „Senden als“ für das Headerfeld {{field}}: {{sender}}',
  'From and Sender show more than {{most}} addresses': 'From und Sender zeigen mehr als {{most}} Adressen',
  'more than {{most}} Delivered-To fields': 'mehr als {{most}} Delivered-To-Felder',
  'no {{seat}} seat is assigned to {{address}}: {{free}} of {{total}} are free':
    '{{address}} ist keine Lizenz ({{seat}}) zugewiesen: {{free}} von {{total}} sind frei',
  'an empty envelope sender (<>) belongs to no mailbox': 'ein leerer Umschlagabsender (<>) gehört zu keinem Postfach',
  'recipients of different organizations in one message': 'Empfänger verschiedener Organisationen in einer Nachricht',
  '{{recipient}} leads to nobody': '{{recipient}} führt zu niemandem',
  '{{asked}} RCPT commands, twice recipientsPerMessage':
    '{{asked}} RCPT-Befehle, doppelt so viele wie recipientsPerMessage',
  'it has been delivered to {{recipient}} before (Delivered-To)':
    'sie wurde {{recipient}} schon einmal zugestellt (Delivered-To)',
  'no verified domain is ours': 'keine bestätigte Domäne ist unsere',
  'no transaction': 'keine Transaktion',
  'no recipient was accepted': 'kein Empfänger wurde angenommen',
  'a bare LF or CR in the content': 'ein einzelnes LF oder CR im Inhalt',
  'a NUL byte in the content': 'ein NUL-Byte im Inhalt',
  'a line of the header is no field: it could be read in two ways':
    'eine Zeile des Headers ist kein Feld: Sie ließe sich auf zwei Arten lesen',
  'it ends the message with LF . LF, which its profile takes for content':
    'es beendet die Nachricht mit LF . LF, was sein Profil für Inhalt hält',
  'wrong name or password: {{login}}': 'Name oder Kennwort falsch: {{login}}',
  'no credential has this name: {{login}}': 'keine Anmeldung hat diesen Namen: {{login}}',
  'it signs in by CRAM-MD5, which a hashed password cannot be checked against: {{login}}':
    'es meldet sich mit CRAM-MD5 an, wogegen sich ein Kennwort als Hash nicht prüfen lässt: {{login}}',
  'authorization identity of somebody else: {{login}}': 'Autorisierungsidentität von jemand anderem: {{login}}',
  'the sealed password of {{login}} cannot be read: put the right secret.key back, or reset the credential':
    'das versiegelte Kennwort von {{login}} lässt sich nicht lesen: Legen Sie die richtige Datei secret.key zurück, oder setzen Sie die Anmeldung zurück',
  '{{login}} waits after failed sign-ins from {{address}}':
    '{{login}} wartet nach fehlgeschlagenen Anmeldungen von {{address}}',
  '{{address}} waits after failed sign-ins of many accounts':
    '{{address}} wartet nach fehlgeschlagenen Anmeldungen vieler Konten',
  'right password of {{login}}, but {{off}}': 'richtiges Kennwort von {{login}}, aber {{off}}',
  'too many sign-ins wait for their turn': 'zu viele Anmeldungen warten, bis sie an der Reihe sind',
  'the sign-in is not valid any more': 'die Anmeldung gilt nicht mehr',
  'MAIL without sign-in': 'MAIL ohne Anmeldung',
  'MAIL before TLS': 'MAIL vor TLS',
  'it {{fault}}; it said: {{said}}': 'es {{fault}}; es sagte: {{said}}',
  'what came where TLS begins is no handshake that is known here':
    'was kam, wo TLS beginnt, ist kein hier bekannter Handshake',
  '{{who}} is a restricted {{of}}: {{why}}': '{{who}} ist eingeschränkt ({{of}}): {{why}}',
  'its address is on the block list ({{entry}})': 'seine Adresse steht auf der Sperrliste ({{entry}})',
  'its author is on the block list ({{entry}})': 'der Verfasser steht auf der Sperrliste ({{entry}})',
  'the recipient is on the block list ({{entry}})': 'der Empfänger steht auf der Sperrliste ({{entry}})',
  'its address is listed by {{list}}, as one that sent spam':
    'seine Adresse ist bei {{list}} gelistet, als eine, die Spam gesendet hat',
  'its address is listed by {{list}}, as a dynamic one that should not send mail by itself':
    'seine Adresse ist bei {{list}} gelistet, als eine dynamische, die nicht selbst E-Mails senden soll',
  'it says our own name or address in EHLO': 'es nennt in EHLO unseren eigenen Namen oder unsere Adresse',
  'no author that everybody reads alike: {{lack}}': 'kein Verfasser, den alle gleich lesen: {{lack}}',
  'malware: {{signature}}': 'Schadsoftware: {{signature}}',
  'an attachment of a type that is not taken: {{attachment}}':
    'eine Anlage eines Typs, der nicht angenommen wird: {{attachment}}',
  'DMARC of {{domain}} fails, and its policy is {{policy}}':
    'DMARC von {{domain}} schlägt fehl, und die Richtlinie ist {{policy}}',
  'DMARC of the own domain {{domain}} fails, and its policy is {{policy}}':
    'DMARC der eigenen Domäne {{domain}} schlägt fehl, und ihre Richtlinie ist {{policy}}',
  'DNS does not tell whether {{domain}} passes DMARC': 'das DNS sagt nicht, ob {{domain}} DMARC besteht',
  'in the name of the own domain {{domain}}, and neither SPF nor DKIM nor a connector or sign-in shows it':
    'im Namen der eigenen Domäne {{domain}}, und weder SPF noch DKIM noch ein Connector oder eine Anmeldung belegt es',
  'the spam filter is sure that it is spam ({{score}} points)':
    'der Spamfilter ist sicher, dass es Spam ist ({{score}} Punkte)',
  'the spam filter takes it for spam ({{score}} points)': 'der Spamfilter hält es für Spam ({{score}} Punkte)',
  'it goes to many, and the spam filter gives it {{score}} points':
    'es geht an viele, und der Spamfilter gibt {{score}} Punkte',
  'it could not be looked at for malware: the scanner is {{why}}':
    'es konnte nicht auf Schadsoftware geprüft werden: Der Scanner ist {{why}}',
  'it is too large to be scanned': 'zum Prüfen zu groß',
  'PROXY header: {{why}}': 'PROXY-Header: {{why}}',
  'it speaks clear text on the port for TLS from the first byte':
    'es spricht Klartext an dem Port für TLS vom ersten Byte an',
  'it began no TLS on the port for TLS from the first byte: {{came}}':
    'es hat an dem Port für TLS vom ersten Byte an kein TLS begonnen: {{came}}',
  'no TLS was begun: {{came}}': 'TLS wurde nicht begonnen: {{came}}',
  'clear text came where TLS begins': 'Klartext kam, wo TLS beginnt',
  'it does not trust our certificate; {{why}}': 'es vertraut unserem Zertifikat nicht; {{why}}',
  'it could not agree on TLS with us; {{why}}': 'es konnte sich mit uns nicht auf TLS einigen; {{why}}',
  'it {{habit}}; {{why}}': 'es {{habit}}; {{why}}',
  'the store is not healthy: {{trouble}}': 'der Speicher ist nicht fehlerfrei: {{trouble}}',
  'the store did not take the message: {{trouble}}': 'der Speicher hat die Nachricht nicht angenommen: {{trouble}}',
  'the store failed while content came in': 'der Speicher versagte, während Inhalt hereinkam',
  'too many messages were being checked at once': 'zu viele Nachrichten wurden gleichzeitig geprüft',
  'the store did not answer within its deadline': 'der Speicher hat nicht in seiner Frist geantwortet',
  '{{freeBytes}} bytes free (minFreeBytes)': '{{freeBytes}} Byte frei (minFreeBytes)',
  'content without a transaction': 'Inhalt ohne Transaktion',
  shutdown: 'Herunterfahren',
  'timed out in {{in}} ({{waited}})': 'Zeitüberschreitung in {{in}} ({{waited}})',
  '{{used}} of {{most}} ({{limit}})': '{{used}} von {{most}} ({{limit}})',
  '{{most}} connections in all (connectionsTotal)': '{{most}} Verbindungen insgesamt (connectionsTotal)',
  '{{most}} connections of connector {{called}} (connectionsPerConnector)':
    '{{most}} Verbindungen des Connectors {{called}} (connectionsPerConnector)',
  '{{most}} connections of this address (connectionsPerAddress)':
    '{{most}} Verbindungen dieser Adresse (connectionsPerAddress)',
  'larger than {{most}} bytes (messageSize)': 'größer als {{most}} Byte (messageSize)',
  'declared {{used}} bytes (messageSize)': '{{used}} Byte angekündigt (messageSize)',
  'a line over {{most}} bytes (contentLine)': 'eine Zeile über {{most}} Byte (contentLine)',
  'header section over {{most}} bytes (headerSection)': 'Header über {{most}} Byte (headerSection)',
  '{{used}} header fields (headerFields)': '{{used}} Headerfelder (headerFields)',
  '{{used}} Received fields (receivedHops)': '{{used}} Received-Felder (receivedHops)',
  'more than {{most}} recipients in one message (recipientsPerMessage)':
    'mehr als {{most}} Empfänger in einer Nachricht (recipientsPerMessage)',
  'connector {{called}}: connectorMessagesPerHour {{most}}': 'Connector {{called}}: connectorMessagesPerHour {{most}}',
  'connector {{called}}: connectorRecipientsPerHour {{most}}':
    'Connector {{called}}: connectorRecipientsPerHour {{most}}',
  'connector {{called}}: connectorRecipientsPerDay {{most}}':
    'Connector {{called}}: connectorRecipientsPerDay {{most}}',
  '{{called}} has used {{used}} of {{most}} recipients (recipientsPerDay)':
    '{{called}} hat {{used}} von {{most}} Empfängern verbraucht (recipientsPerDay)',
  '{{most}} messages from {{called}} in this hour (directMessagesPerAddressPerHour)':
    '{{most}} Nachrichten von {{called}} in dieser Stunde (directMessagesPerAddressPerHour)',
  '{{called}} has {{used}} sends in DATA (concurrentSends)':
    '{{called}} hat {{used}} Sendungen in DATA (concurrentSends)',
  'no connector for this address ({{address}})': 'kein Connector für diese Adresse ({{address}})',
  "no connector for this address ({{address}}) nor for the certificate's names ({{names}})":
    'kein Connector für diese Adresse ({{address}}) noch für die Namen des Zertifikats ({{names}})',
  'the client certificate is not trusted ({{distrust}}); add its CA to clientCaFile, or pin its fingerprint in the connector':
    'dem Clientzertifikat wird nicht vertraut ({{distrust}}); nehmen Sie seine Zertifizierungsstelle in clientCaFile auf, oder tragen Sie seinen Fingerabdruck im Connector ein',
  'several connectors cover this address, and an empty envelope sender (<>) does not say which is meant':
    'mehrere Connectors erfassen diese Adresse, und ein leerer Umschlagabsender (<>) sagt nicht, welcher gemeint ist',
  'sender domain {{domain}} not ours: several connectors cover this address, and it belongs to none of their organizations':
    'Absenderdomäne {{domain}} ist nicht unsere: Mehrere Connectors erfassen diese Adresse, und sie gehört zu keiner ihrer Organisationen',
  'the connector for this address is of type Partner, which takes mail for own domains only':
    'der Connector für diese Adresse ist vom Typ Partner, der nur E-Mails für eigene Domänen annimmt',
  "sender domain {{domain}} outside the connector's associated domains":
    'Absenderdomäne {{domain}} außerhalb der zugeordneten Domänen des Connectors',
  "sender domain {{domain}} outside the connector's sender domains":
    'Absenderdomäne {{domain}} außerhalb der Absenderdomänen des Connectors',
  'an empty envelope sender (<>) relays only with a certificate whose domain is an accepted domain':
    'ein leerer Umschlagabsender (<>) gibt nur mit einem Zertifikat weiter, dessen Domäne eine akzeptierte Domäne ist',
  "sender domain {{domain}} not ours: it is no accepted domain of the connector's organization":
    'Absenderdomäne {{domain}} ist nicht unsere: Sie ist keine akzeptierte Domäne der Organisation des Connectors',
  'the mailbox does not exist any more': 'das Postfach gibt es nicht mehr',
  'the credential {{credential}} is disabled': 'die Anmeldung {{credential}} ist deaktiviert',
  'the mailbox is disabled': 'das Postfach ist deaktiviert',
  'SMTP AUTH is off for the organization': 'SMTP AUTH ist für die Organisation ausgeschaltet',
  'SMTP AUTH is off for the mailbox': 'SMTP AUTH ist für das Postfach ausgeschaltet',
  'password AUTH is off for the organization': 'Anmeldung mit Kennwort ist für die Organisation ausgeschaltet',
  'password AUTH is off for the mailbox': 'Anmeldung mit Kennwort ist für das Postfach ausgeschaltet',
  'there is no From': 'es gibt kein From',
  'there are several From fields': 'es gibt mehrere From-Felder',
  'From names authors of several domains': 'From nennt Verfasser mehrerer Domänen',
  'From can be read in two ways': 'From lässt sich auf zwei Arten lesen',
  'the header ends before From': 'der Header endet vor From',
  silent: 'stumm',
  'not reachable': 'nicht erreichbar',
  'answering nonsense': 'dabei, Unsinn zu antworten',
  'given too much': 'überfordert',
  busy: 'beschäftigt',
  'said something that is no SMTP command': 'hat etwas gesagt, das kein SMTP-Befehl ist',
  'asked for what is not offered here': 'hat verlangt, was hier nicht angeboten wird',
  'sent a command out of order, or after one that was refused':
    'hat einen Befehl außer der Reihe gesendet, oder nach einem, der abgelehnt wurde',
  'did not switch on TLS first': 'hat nicht zuerst TLS eingeschaltet',
  'announced a message that is too large': 'hat eine zu große Nachricht angekündigt',
  'did not keep to the order in which SMTP speaks': 'hat die Reihenfolge von SMTP nicht eingehalten',
  'wrote a command in a way that SMTP does not know': 'hat einen Befehl so geschrieben, wie SMTP ihn nicht kennt',
  ' (connector {{connector}})': ' (Connector {{connector}})',
  '; client certificate {{names}} is trusted, and fits no connector, SHA-256 {{fingerprint}}':
    '; dem Clientzertifikat {{names}} wird vertraut, und es passt zu keinem Connector, SHA-256 {{fingerprint}}',
  '; client certificate {{names}} is not trusted: {{distrust}}, SHA-256 {{fingerprint}}':
    '; dem Clientzertifikat {{names}} wird nicht vertraut: {{distrust}}, SHA-256 {{fingerprint}}',
  '(no name)': '(kein Name)',
  ', and ': ', und ',
  'it left after EHLO without TLS, most likely because it is set to sign in, and sign-in is offered only under TLS':
    'es ging nach EHLO ohne TLS, wahrscheinlich weil es sich anmelden soll und die Anmeldung nur unter TLS angeboten wird',
  'it hung up as soon as it had seen our certificate, most likely because it does not trust it':
    'es legte auf, sobald es unser Zertifikat gesehen hatte, wahrscheinlich weil es ihm nicht vertraut',
  'it hung up after the greeting, without a word': 'es legte nach der Begrüßung wortlos auf',
  'it connected and never said a word, though it was greeted':
    'es verband sich und sagte kein Wort, obwohl es begrüßt wurde',
  'it left without EHLO or HELO': 'es ging ohne EHLO oder HELO',
  'it left after EHLO without sending: it found a feature missing, or had nothing to send':
    'es ging nach EHLO, ohne zu senden: Ihm fehlte eine Funktion, oder es hatte nichts zu senden',
  'it left after EHLO without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing':
    'es ging nach EHLO, ohne sich anzumelden oder zu senden: Es hat keinen Namen und kein Kennwort, kennt keines der Anmeldeverfahren, die wir anbieten, oder ihm fehlte eine Größe oder Funktion',
  'it left after EHLO under TLS without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing':
    'es ging nach EHLO unter TLS, ohne sich anzumelden oder zu senden: Es hat keinen Namen und kein Kennwort, kennt keines der Anmeldeverfahren, die wir anbieten, oder ihm fehlte eine Größe oder Funktion',
  'it signed in and sent nothing: name and password are right, and it only tested them, or it has no sender or recipient':
    'es meldete sich an und sendete nichts: Name und Kennwort sind richtig, und es hat sie nur getestet, oder es hat keinen Absender oder Empfänger',
  'it broke off before the message itself, though its sender was taken':
    'es brach vor der Nachricht selbst ab, obwohl sein Absender angenommen war',
  'it broke off in the middle of the message, which was not taken':
    'es brach mitten in der Nachricht ab, die nicht angenommen wurde',
  'it came from a listed proxy and sent no PROXY header':
    'es kam von einem aufgeführten Proxy und sendete keinen PROXY-Header',
};
