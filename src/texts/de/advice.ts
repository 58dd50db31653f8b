/** Advice on a way in, in German. */
import type { Sentences } from '../sentences.ts';

export const advice: Sentences = {
  'Use the mail server or connector that is there': 'Verwenden Sie den Mailserver oder Connector, den es gibt',
  'A server at the site, or a connector that covers it, takes mail of devices already: let the device send there. Nothing more has to be set up.':
    'Ein Server am Standort, oder ein Connector, der ihn erfasst, nimmt schon E-Mails von Geräten an: Lassen Sie das Gerät dorthin senden. Mehr ist nicht einzurichten.',
  'Two ways out of one site only make it harder to find out where a mail went.':
    'Zwei Ausgangswege an einem Standort machen es nur schwerer, herauszufinden, wohin eine E-Mail ging.',
  'SMTP server': 'SMTP-Server',
  'the name or address of that server': 'Name oder Adresse dieses Servers',
  Port: 'Port',
  '25, or what the server wants': '25, oder was der Server verlangt',
  'From address': 'Absenderadresse',
  'an address at {{0}}': 'eine Adresse in {{0}}',
  'Take a provider for bulk mail': 'Nehmen Sie einen Anbieter für Massen-E-Mails',
  'Newsletters are not for this: Microsoft 365 forbids bulk mail and blocks the sender or the address, and with it the mail of everybody else at the site.':
    'Newsletter sind dafür nicht gedacht: Microsoft 365 verbietet Massen-E-Mails und sperrt den Absender oder die Adresse, und damit die E-Mails aller anderen am Standort.',
  'A provider for bulk mail has the addresses, the unsubscribing and the reputation for it.':
    'Ein Anbieter für Massen-E-Mails hat die Adressen, die Abmeldung und den Ruf dafür.',
  'the limits are for people and devices, and a complaint would hit all mail of the domain':
    'die Limits sind für Menschen und Geräte, und eine Beschwerde träfe alle E-Mails der Domäne',
  'Send it from a subdomain, such as news.{{0}}: its reputation is then its own.':
    'Senden Sie aus einer Unterdomäne, etwa news.{{0}}: Deren Ruf ist dann ihr eigener.',
  'Update the firmware: newer versions often know TLS 1.2, STARTTLS or OAuth. Then ask again.':
    'Aktualisieren Sie die Firmware: Neuere Versionen können oft TLS 1.2, STARTTLS oder OAuth. Fragen Sie dann noch einmal.',
  'A device that suggests port 465 probably lacks STARTTLS: look for an update, and whether STARTTLS or "TLS" can be chosen with port 587.':
    'Ein Gerät, das Port 465 vorschlägt, kann wahrscheinlich kein STARTTLS: Suchen Sie eine Aktualisierung, und ob sich STARTTLS oder „TLS“ mit Port 587 wählen lässt.',
  '<the name or address of this server>': '<Name oder Adresse dieses Servers>',
  'the domain {{0}} is authoritative here: mail to everybody whose mailbox is at Microsoft 365 is refused as to an unknown recipient (550 5.1.1)':
    'die Domäne {{0}} ist hier autoritativ: E-Mails an alle, deren Postfach bei Microsoft 365 ist, werden wie an einen unbekannten Empfänger abgelehnt (550 5.1.1)',
  'the organization {{0}} only observes DMARC: a domain whose mail goes on to another system is refused as long as that is so':
    'die Organisation {{0}} beobachtet DMARC nur: Eine Domäne, deren E-Mails an ein anderes System weitergehen, wird so lange abgelehnt',
  'Doorpost needs none. At Microsoft 365: one licensed mailbox for the way out by sign-in; a connector needs none for senders with a mailbox, and Exchange Online Protection for each sender without one.':
    'Doorpost braucht keine. Bei Microsoft 365: ein lizenziertes Postfach für den Ausgangsweg mit Anmeldung; ein Connector braucht für Absender mit Postfach keine, und Exchange Online Protection für jeden Absender ohne.',
  'Client submission to Doorpost: each user signs in': 'Clientübermittlung an Doorpost: Jeder Benutzer meldet sich an',
  'Each user sends in their own name, so each needs a sign-in of their own.':
    'Jeder Benutzer sendet im eigenen Namen und braucht daher eine eigene Anmeldung.',
  'It works from any address, also a dynamic one.': 'Es funktioniert von jeder Adresse, auch von einer dynamischen.',
  'whoever stands at the device could send as anybody': 'wer am Gerät steht, könnte als jeder senden',
  'Per mailbox: 30 messages a minute (more go out later), 3 at once, 10,000 recipients in 24 hours.':
    'Je Postfach: 30 Nachrichten je Minute (weitere gehen später hinaus), 3 zugleich, 10.000 Empfänger in 24 Stunden.',
  Encryption: 'Verschlüsselung',
  Authentication: 'Authentifizierung',
  on: 'ein',
  'User name': 'Benutzername',
  "the user's address, such as anna@{{0}}": 'die Adresse des Benutzers, etwa anna@{{0}}',
  Password: 'Kennwort',
  'the one that credential add prints': 'das, das credential add ausgibt',
  "the user's own address": 'die eigene Adresse des Benutzers',
  'Relay by connector at Doorpost': 'Relay über einen Connector bei Doorpost',
  'It works for most devices: the device is known by its address in your network, needs no password, and may use any sender address of your domain.':
    'Es funktioniert für die meisten Geräte: Das Gerät ist an seiner Adresse in Ihrem Netz bekannt, braucht kein Kennwort und darf jede Absenderadresse Ihrer Domäne verwenden.',
  'Users cannot sign in at it safely: their names in From are then not proved.':
    'Benutzer können sich dort nicht sicher anmelden: Ihre Namen in From sind dann nicht bewiesen.',
  'reaches your own people only': 'erreicht nur Ihre eigenen Leute',
  'your mailboxes are at Microsoft, and what strangers write there in the name of your own domain is refused (550 5.7.68): the device has to be known by a connector':
    'Ihre Postfächer sind bei Microsoft, und was Fremde im Namen Ihrer eigenen Domäne dorthin schreiben, wird abgelehnt (550 5.7.68): Das Gerät muss einem Connector bekannt sein',
  'the device cannot sign in': 'das Gerät kann sich nicht anmelden',
  'the password would go in clear text or weak TLS': 'das Kennwort ginge im Klartext oder mit schwachem TLS',
  'It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in, which the device cannot; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.':
    'Es spricht TLS nur auf Port 465, den Microsoft 365 nicht anbietet. Doorpost bietet ihn denen an, die sich anmelden, was das Gerät nicht kann; über einen Connector sendet es ohne TLS an Port 25, nur von dieser Adresse, und Doorpost spricht nach außen TLS.',
  'It speaks TLS only on port 465, which Microsoft 365 does not offer. Doorpost does, for those who sign in; by connector it sends to port 25 without TLS, from this address alone, and Doorpost speaks TLS outward.':
    'Es spricht TLS nur auf Port 465, den Microsoft 365 nicht anbietet. Doorpost bietet ihn denen an, die sich anmelden; über einen Connector sendet es ohne TLS an Port 25, nur von dieser Adresse, und Doorpost spricht nach außen TLS.',
  "It has no TLS, which Microsoft 365 wants of everyone who signs in: Doorpost takes it from this address alone, and speaks today's TLS outward.":
    'Es hat kein TLS, das Microsoft 365 von allen verlangt, die sich anmelden: Doorpost nimmt es nur von dieser Adresse an und spricht nach außen heutiges TLS.',
  "Its TLS is too old for Microsoft 365: Doorpost takes it from this address alone, and speaks today's TLS outward.":
    'Sein TLS ist für Microsoft 365 zu alt: Doorpost nimmt es nur von dieser Adresse an und spricht nach außen heutiges TLS.',
  '25 (it cannot be set; inside your network nobody blocks it)':
    '25 (er lässt sich nicht einstellen; innerhalb Ihres Netzes sperrt ihn niemand)',
  'none (not port 465)': 'keine (nicht Port 465)',
  'STARTTLS if offered, else none': 'STARTTLS, wenn angeboten, sonst keine',
  off: 'aus',
  'any address at {{0}}': 'jede Adresse in {{0}}',
  'Exchange admin center, Mail flow, Connectors: a new one from "Your organization\'s email server" to Office 365, verified by your public address (or by certificate).':
    'Exchange Admin Center, Nachrichtenfluss, Connectors: ein neuer von „E-Mail-Server Ihrer Organisation“ zu Office 365, überprüft an Ihrer öffentlichen Adresse (oder an einem Zertifikat).',
  'Publish the SPF line.': 'Veröffentlichen Sie die SPF-Zeile.',
  'At Microsoft: reasonable use; bulk mail gets the address blocked.':
    'Bei Microsoft: angemessene Nutzung; Massen-E-Mails führen zur Sperre der Adresse.',
  'A licensed mailbox {{0}} (or that address as an alias of one).':
    'Ein lizenziertes Postfach {{0}} (oder diese Adresse als Alias eines solchen).',
  'Entra ID: an app registration with the application permission Mail.Send (and Mail.ReadWrite for mail above 3 MB), consent of an administrator, and an application access policy that restricts it to that mailbox.':
    'Entra ID: eine App-Registrierung mit der Anwendungsberechtigung Mail.Send (und Mail.ReadWrite für E-Mails über 3 MB), Zustimmung eines Administrators, und eine Anwendungszugriffsrichtlinie, die sie auf dieses Postfach beschränkt.',
  'Entra ID: an app registration with the permission SMTP.SendAsApp, consent of an administrator; in Exchange Online a service principal made with the object id of the Enterprise application, and rights on the mailbox; SMTP AUTH on for the mailbox.':
    'Entra ID: eine App-Registrierung mit der Berechtigung SMTP.SendAsApp, Zustimmung eines Administrators; in Exchange Online ein Dienstprinzipal mit der Objekt-ID der Unternehmensanwendung, und Rechte am Postfach; SMTP AUTH für das Postfach eingeschaltet.',
  'At Microsoft, per mailbox: 30 messages a minute, {{0}} at once, 10,000 recipients a day. Doorpost stays below them.':
    'Bei Microsoft, je Postfach: 30 Nachrichten je Minute, {{0}} zugleich, 10.000 Empfänger je Tag. Doorpost bleibt darunter.',
  'works too': 'funktioniert auch',
  'Client SMTP submission to Microsoft 365': 'Client-SMTP-Übermittlung an Microsoft 365',
  'The device can sign in and speaks TLS 1.2; it works from any address, and mail to your own mailboxes is not filtered as spam.':
    'Das Gerät kann sich anmelden und spricht TLS 1.2; es funktioniert von jeder Adresse, und E-Mails an Ihre eigenen Postfächer werden nicht als Spam gefiltert.',
  'It signs in with OAuth: passwords are off by default from the end of December 2026.':
    'Es meldet sich mit OAuth an: Kennwörter sind ab Ende Dezember 2026 standardmäßig ausgeschaltet.',
  '30 messages a minute, 3 at once, 10,000 recipients a day, per mailbox.':
    '30 Nachrichten je Minute, 3 zugleich, 10.000 Empfänger je Tag, je Postfach.',
  '{{0}} a day are too many for one mailbox.': '{{0}} je Tag sind zu viele für ein Postfach.',
  'A licensed mailbox for each address that signs in.':
    'Ein lizenziertes Postfach für jede Adresse, die sich anmeldet.',
  '25 (many providers block it)': '25 (viele Anbieter sperren ihn)',
  'STARTTLS (TLS 1.2); 465 is not supported': 'STARTTLS (TLS 1.2); 465 wird nicht unterstützt',
  'OAuth (modern authentication)': 'OAuth (moderne Authentifizierung)',
  "the user's address": 'die Adresse des Benutzers',
  'the same, or one it holds Send As for': 'dieselbe, oder eine, für die sie „Senden als“ hat',
  'Add printer@{{0}} as an alias to a licensed mailbox, or give it a mailbox of its own.':
    'Fügen Sie printer@{{0}} einem lizenzierten Postfach als Alias hinzu, oder geben Sie ihm ein eigenes Postfach.',
  'Switch SMTP AUTH on for the mailbox (Microsoft 365 admin center, Mail, Manage email apps).':
    'Schalten Sie SMTP AUTH für das Postfach ein (Microsoft 365 Admin Center, E-Mail, E-Mail-Apps verwalten).',
  'SMTP relay through Microsoft 365 by connector': 'SMTP-Relay durch Microsoft 365 über einen Connector',
  'It works for most devices: your static address is the sign-in, and any address of your domain may be the sender, existing or not.':
    'Es funktioniert für die meisten Geräte: Ihre statische Adresse ist die Anmeldung, und jede Adresse Ihrer Domäne darf Absender sein, ob es sie gibt oder nicht.',
  'Reasonable use. Not for bulk: the address or its senders get blocked.':
    'Angemessene Nutzung. Nicht für Massen-E-Mails: Die Adresse oder ihre Absender werden gesperrt.',
  'None for senders with a Microsoft 365 mailbox; Exchange Online Protection for each sender without one.':
    'Keine für Absender mit einem Microsoft 365-Postfach; Exchange Online Protection für jeden Absender ohne.',
  'Make sure that {{0}} is a verified, accepted domain.':
    'Stellen Sie sicher, dass {{0}} eine bestätigte, akzeptierte Domäne ist.',
  'Exchange admin center, Mail flow, Connectors: add one from "Your organization\'s email server" to Office 365, verified by your public address; leave the rest at its defaults.':
    'Exchange Admin Center, Nachrichtenfluss, Connectors: Fügen Sie einen von „E-Mail-Server Ihrer Organisation“ zu Office 365 hinzu, überprüft an Ihrer öffentlichen Adresse; lassen Sie den Rest, wie er ist.',
  'Publish the SPF line, or mail may end in junk folders.':
    'Veröffentlichen Sie die SPF-Zeile, sonst enden E-Mails vielleicht in Junk-Ordnern.',
  'Direct Send to Microsoft 365': 'Direct Send an Microsoft 365',
  'It writes to your own Microsoft 365 mailboxes only: nothing has to be set up there, and no sign-in is needed.':
    'Es schreibt nur an Ihre eigenen Microsoft 365-Postfächer: Dort ist nichts einzurichten, und keine Anmeldung ist nötig.',
  "None but the service's own. An organization can refuse it (RejectDirectSend), which becomes the default later.":
    'Nur die des Dienstes selbst. Eine Organisation kann es ablehnen (RejectDirectSend), was später der Standard wird.',
  'None for the sender.': 'Keine für den Absender.',
  'Leave RejectDirectSend off, or add a connector for your address.':
    'Lassen Sie RejectDirectSend ausgeschaltet, oder fügen Sie einen Connector für Ihre Adresse hinzu.',
  'Microsoft takes only TLS 1.2 and newer, with STARTTLS': 'Microsoft nimmt nur TLS 1.2 und neuer an, mit STARTTLS',
  'passwords are off by default from the end of December 2026, and go away after that':
    'Kennwörter sind ab Ende Dezember 2026 standardmäßig ausgeschaltet und fallen danach weg',
  'it can use port 25 only, which is blocked': 'es kann nur Port 25 verwenden, und der ist gesperrt',
  'only addresses of the mailbox that signs in may send':
    'nur Adressen des Postfachs, das sich anmeldet, dürfen senden',
  'more than {{0}} recipients a day': 'mehr als {{0}} Empfänger je Tag',
  'it needs a static address': 'es braucht eine statische Adresse',
  'addresses of Azure and other clouds are not taken': 'Adressen von Azure und anderen Clouds werden nicht angenommen',
  'the address is shared by customers of your provider': 'die Adresse teilen sich Kunden Ihres Anbieters',
  'the address is on a policy block list': 'die Adresse steht auf einer Richtliniensperrliste',
  'the address is shared with strangers, who could send as you':
    'die Adresse wird mit Fremden geteilt, die als Sie senden könnten',
  'port 25 is blocked': 'Port 25 ist gesperrt',
  'it does not prove who sends': 'es beweist nicht, wer sendet',
  'TLS 1.0 and 1.1 are refused: only with TLS switched off in the device':
    'TLS 1.0 und 1.1 werden abgelehnt: nur mit ausgeschaltetem TLS im Gerät',
  'it reaches your own mailboxes only': 'es erreicht nur Ihre eigenen Postfächer',
  'mail from such an address is taken for spam, or refused by policy lists':
    'E-Mails von einer solchen Adresse gelten als Spam, oder Richtliniensperrlisten lehnen sie ab',
  'Not straight: through Doorpost at the site ({{0}})': 'Nicht direkt: durch Doorpost am Standort ({{0}})',
  'No way straight to Microsoft 365 fits this device and this site; Doorpost takes its mail as it is and passes it on in the way Microsoft wants.':
    'Kein direkter Weg zu Microsoft 365 passt zu diesem Gerät und diesem Standort; Doorpost nimmt seine E-Mails, wie sie sind, und gibt sie so weiter, wie Microsoft es verlangt.',
  'straight to Microsoft 365: {{0}}': 'direkt zu Microsoft 365: {{0}}',
  'Where shall the device hand its mail in?': 'Wo soll das Gerät seine E-Mails abgeben?',
  'to Doorpost, which passes it on, or straight to Microsoft 365':
    'bei Doorpost, das sie weitergibt, oder direkt bei Microsoft 365',
  'To Doorpost at our site, which passes it on': 'Bei Doorpost an unserem Standort, das sie weitergibt',
  'Straight to Microsoft 365': 'Direkt bei Microsoft 365',
  'Is there a mail server at the site, or a connector, that takes mail of devices already?':
    'Gibt es am Standort einen Mailserver oder einen Connector, der schon E-Mails von Geräten annimmt?',
  'an on-premises server or an inbound connector for devices':
    'ein lokaler Server oder ein eingehender Connector für Geräte',
  'Does it send newsletters or other mail in bulk?': 'Sendet es Newsletter oder andere E-Mails in Massen?',
  'bulk mail to many outside recipients': 'Massen-E-Mails an viele Empfänger außerhalb',
  'How many recipients does it write to in a day, at most?':
    'An wie viele Empfänger schreibt es höchstens an einem Tag?',
  'Is its firmware older than a few months?': 'Ist seine Firmware älter als ein paar Monate?',
  'not updated lately': 'in letzter Zeit nicht aktualisiert',
  'Which TLS does it know at most?': 'Welches TLS kann es höchstens?',
  'the newest version; 465-only: it offers nothing but SSL on port 465':
    'die neueste Version; 465-only: Es bietet nichts als SSL auf Port 465 an',
  'TLS 1.2 or newer': 'TLS 1.2 oder neuer',
  'TLS 1.1': 'TLS 1.1',
  'TLS 1.0, or nobody knows': 'TLS 1.0, oder niemand weiß es',
  'It only suggests SSL on port 465': 'Es schlägt nur SSL auf Port 465 vor',
  None: 'Keines',
  'How can it sign in?': 'Wie kann es sich anmelden?',
  'not at all, with name and password, or with OAuth (modern authentication)':
    'gar nicht, mit Name und Kennwort, oder mit OAuth (moderne Authentifizierung)',
  'With name and password': 'Mit Name und Kennwort',
  'With OAuth (modern authentication)': 'Mit OAuth (moderne Authentifizierung)',
  'Not at all': 'Gar nicht',
  'Can its port be set?': 'Lässt sich sein Port einstellen?',
  'if not it uses 25': 'wenn nicht, nimmt es 25',
  'Does it write to recipients outside your own domains?': 'Schreibt es an Empfänger außerhalb Ihrer eigenen Domänen?',
  'recipients outside the own domains': 'Empfänger außerhalb der eigenen Domänen',
  'Which kind of public address does the site have?': 'Welche Art öffentlicher Adresse hat der Standort?',
  'static, dynamic, of a cloud (Azure), or shared by many customers (carrier-grade NAT)':
    'statisch, dynamisch, einer Cloud (Azure), oder von vielen Kunden geteilt (Carrier-Grade-NAT)',
  'A static address of our own': 'Eine eigene statische Adresse',
  'A dynamic address': 'Eine dynamische Adresse',
  'An address of a cloud, such as Azure': 'Die Adresse einer Cloud, etwa Azure',
  'Shared by many customers (carrier-grade NAT)': 'Von vielen Kunden geteilt (Carrier-Grade-NAT)',
  'Is it on a policy block list (most addresses of homes and small offices are)?':
    'Steht sie auf einer Richtliniensperrliste (wie die meisten Adressen von Haushalten und kleinen Büros)?',
  'Do people outside your organization use it too (shared office, guest network)?':
    'Verwenden sie auch Menschen außerhalb Ihrer Organisation (gemeinsames Büro, Gastnetz)?',
  'the public address is shared with strangers': 'die öffentliche Adresse wird mit Fremden geteilt',
  'Is port 25 outward open at the site?': 'Ist Port 25 nach außen am Standort offen?',
  'Nobody knows': 'Niemand weiß es',
  Yes: 'Ja',
  No: 'Nein',
  'In whose name does it send?': 'In wessen Namen sendet es?',
  'one address for all (printer@), each user with their own, or any address of the domain':
    'eine Adresse für alle (printer@), jeder Benutzer mit seiner eigenen, oder jede Adresse der Domäne',
  'One address for all, such as printer@': 'Eine Adresse für alle, etwa printer@',
  'Each user signs in and sends in their own name': 'Jeder Benutzer meldet sich an und sendet im eigenen Namen',
  'Any address of our domain': 'Jede Adresse unserer Domäne',
  'Which domain does it send from?': 'Aus welcher Domäne sendet es?',
  'such as contoso.com': 'etwa contoso.com',
  'The recipients of a day ({{0}}) are more than one mailbox may have: spread them over several upstreams, or get a static address and use a connector.':
    'Die Empfänger eines Tages ({{0}}) sind mehr, als ein Postfach haben darf: Verteilen Sie sie auf mehrere Upstreams, oder nehmen Sie eine statische Adresse und einen Connector.',
};
