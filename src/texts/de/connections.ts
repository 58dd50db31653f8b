/** Connections to next hops, in German. */
import type { Sentences } from '../sentences.ts';

export const connections: Sentences = {
  'it spoke before the end of the content': 'er sprach vor dem Ende des Inhalts',
  'the content was not taken within {{0}} min': 'der Inhalt wurde nicht innerhalb von {{0}} min angenommen',
  'connected to {{0}}': 'verbunden mit {{0}}',
  '{{0}} has sessions with us that it does not answer': '{{0}} hat Sitzungen mit uns, die es nicht beantwortet',
  'no connection within {{0}} s': 'keine Verbindung innerhalb von {{0}} s',
  'connection refused: nothing listens there': 'Verbindung abgelehnt: Dort lauscht nichts',
  'connection timed out': 'Zeitüberschreitung bei der Verbindung',
  'no network route to it': 'keine Netzroute dorthin',
  'connection reset': 'Verbindung zurückgesetzt',
  'the source address set for outbound mail is not on this machine':
    'die für ausgehende E-Mails eingestellte Quelladresse ist nicht auf diesem Computer',
  'there is no such socket': 'es gibt keinen solchen Socket',
  'no permission to connect': 'keine Berechtigung zum Verbinden',
  '{{0}} greets with our own name {{1}}: it is this server itself, or one that is called the same':
    '{{0}} begrüßt mit unserem eigenen Namen {{1}}: Es ist dieser Server selbst, oder einer, der ebenso heißt',
  'our client certificate is not taken ({{0}})': 'unser Clientzertifikat wird nicht angenommen ({{0}})',
  'our client certificate seems not to be taken ({{0}})':
    'unser Clientzertifikat wird anscheinend nicht angenommen ({{0}})',
  '{{0}}; trying again in clear text, which opportunistic TLS allows':
    '{{0}}; noch einmal im Klartext, was opportunistisches TLS erlaubt',
  'STARTTLS was refused ({{0}}); going on in clear text': 'STARTTLS wurde abgelehnt ({{0}}); weiter im Klartext',
  'STARTTLS is not offered; going on in clear text': 'STARTTLS wird nicht angeboten; weiter im Klartext',
  'STARTTLS is not offered': 'STARTTLS wird nicht angeboten',
  'TLS is required, but the next hop does not offer STARTTLS':
    'TLS ist verlangt, aber der nächste Server bietet kein STARTTLS an',
  'a client certificate is to be shown, but the next hop does not offer STARTTLS':
    'ein Clientzertifikat ist zu zeigen, aber der nächste Server bietet kein STARTTLS an',
  'TLS could not be started: {{0}}': 'TLS konnte nicht begonnen werden: {{0}}',
  'none at all': 'gar keine',
  '{{0}} offers no sign-in we can use with a token ({{1}}): remove the sign-in from the connector, or use another port':
    '{{0}} bietet keine Anmeldung an, die mit einem Token ginge ({{1}}): Nehmen Sie die Anmeldung vom Connector, oder verwenden Sie einen anderen Port',
  '{{0}} offers no sign-in we know ({{1}}): remove name and password from the connector, or use another port':
    '{{0}} bietet keine Anmeldung an, die wir kennen ({{1}}): Nehmen Sie Name und Kennwort vom Connector, oder verwenden Sie einen anderen Port',
  'the sign-in of connector {{0}} failed: {{1}}': 'die Anmeldung des Connectors {{0}} ist fehlgeschlagen: {{1}}',
  'the password is not sent in clear text, and the next hop gave no TLS':
    'das Kennwort wird nicht im Klartext gesendet, und der nächste Server gab kein TLS',
  'the password is not sent to a host whose certificate does not verify':
    'das Kennwort wird nicht an einen Host gesendet, dessen Zertifikat sich nicht prüfen lässt',
  'TLS handshake failed: the peer closed the connection':
    'TLS-Handshake gescheitert: Die Gegenseite hat die Verbindung geschlossen',
  'TLS handshake took too long': 'der TLS-Handshake dauerte zu lange',
  'DANE: {{0}}': 'DANE: {{0}}',
  'the certificate does not verify for {{0}}: {{1}}': 'das Zertifikat lässt sich für {{0}} nicht prüfen: {{1}}',
  'TLS handshake failed: {{0}}': 'TLS-Handshake gescheitert: {{0}}',
  'it speaks only TLS 1.0 or 1.1': 'er spricht nur TLS 1.0 oder 1.1',
  'it knows only keys or signatures that are not taken any more':
    'er kennt nur Schlüssel oder Signaturen, die nicht mehr angenommen werden',
  'our client certificate could not be used ({{0}}): put a PEM chain and its key at {{1}} and {{2}}, readable by Doorpost':
    'unser Clientzertifikat konnte nicht verwendet werden ({{0}}): Legen Sie eine PEM-Kette und ihren Schlüssel unter {{1}} und {{2}} ab, für Doorpost lesbar',
  '{{0}}: unexpected answer at {{1}} ({{2}})': '{{0}}: unerwartete Antwort bei {{1}} ({{2}})',
  '{{0}} (at {{1}})': '{{0}} (bei {{1}})',
  'it shows no certificate': 'er zeigt kein Zertifikat',
  'its certificate is not one that its TLSA records name': 'sein Zertifikat ist keines, das seine TLSA-Einträge nennen',
  'its certificate has expired or is not valid yet': 'sein Zertifikat ist abgelaufen oder noch nicht gültig',
  'its certificate is for another name than {{0}}': 'sein Zertifikat ist für einen anderen Namen als {{0}}',
  'one could not be fetched ({{0}})': 'eine Richtlinie konnte nicht geholt werden ({{0}})',
  '{{0}}, for {{1}}; fetched {{2}}, id {{3}}': '{{0}}, für {{1}}; geholt {{2}}, ID {{3}}',
  '{{0}}; a later {{1}}': '{{0}}; später: {{1}}',
  'DNS failed for {{0}}, which says how mail for {{1}} is to be protected: {{2}}':
    'DNS ist gescheitert für {{0}}, was sagt, wie E-Mails für {{1}} zu schützen sind: {{2}}',
  'no mail host of {{0}} ({{1}}) is one that its MTA-STS policy names ({{2}})':
    'kein Mailserver von {{0}} ({{1}}) ist einer, den die MTA-STS-Richtlinie nennt ({{2}})',
  'local error; it is in the log': 'lokaler Fehler; er steht im Protokoll',
  'the connector has no delegated sign-in with a device endpoint':
    'der Connector hat keine delegierte Anmeldung mit einem Geräteendpunkt',
  'the sign-in was declined at the provider': 'die Anmeldung wurde beim Anbieter abgelehnt',
  'the provider gave no refresh token: the scope has to hold offline_access (Microsoft) or the application has to ask for offline access':
    'der Anbieter gab kein Aktualisierungstoken: Der Bereich muss offline_access enthalten (Microsoft), oder die Anwendung muss Offlinezugriff anfordern',
  'nobody typed the code in time: start again':
    'niemand hat den Code rechtzeitig eingegeben: Fangen Sie noch einmal an',
  'the connector was changed meanwhile: sign in again':
    'der Connector wurde inzwischen geändert: Melden Sie sich noch einmal an',
  'another refresh token was set meanwhile and stays: sign in again if this account is to be used':
    'inzwischen wurde ein anderes Aktualisierungstoken festgelegt und bleibt: Melden Sie sich noch einmal an, wenn dieses Konto verwendet werden soll',
  'the provider granted it, but a question for a token that was under way did not end in time: sign in again':
    'der Anbieter hat es erteilt, aber eine laufende Anfrage nach einem Token endete nicht rechtzeitig: Melden Sie sich noch einmal an',
  'the provider granted it, but the refresh token could not be sealed; the reason is in the log: sign in again':
    'der Anbieter hat es erteilt, aber das Aktualisierungstoken konnte nicht versiegelt werden; der Grund steht im Protokoll: Melden Sie sich noch einmal an',
  'got a token, valid until {{0}}': 'ein Token bekommen, gültig bis {{0}}',
  'has a token, valid until {{0}}': 'hat ein Token, gültig bis {{0}}',
  'no answer within {{0}} s': 'keine Antwort innerhalb von {{0}} s',
  'what answers there does not speak HTTP: {{0}}': 'was dort antwortet, spricht kein HTTP: {{0}}',
  'the request broke off': 'die Anfrage brach ab',
  'its certificate is not trusted: a proxy that looks into TLS, or the wrong host':
    'sein Zertifikat ist nicht vertrauenswürdig: ein Proxy, der in TLS hineinsieht, oder der falsche Host',
  'its name leads to an address that is not public: let a Global administrator look at the connector and allow it with --public-hosts-only off':
    'sein Name führt zu einer Adresse, die nicht öffentlich ist: Lassen Sie einen globalen Administrator den Connector ansehen und es mit --public-hosts-only off erlauben',
  'the connection broke off': 'die Verbindung brach ab',
  'no connection in time': 'keine Verbindung in der Zeit',
  'no answer in time': 'keine Antwort in der Zeit',
  'the answer did not end in time': 'die Antwort endete nicht in der Zeit',
  'its name is not known in DNS': 'sein Name ist im DNS nicht bekannt',
  'DNS did not answer for its name': 'DNS hat für seinen Namen nicht geantwortet',
  'its certificate has expired': 'sein Zertifikat ist abgelaufen',
  'its certificate is for another name': 'sein Zertifikat ist für einen anderen Namen',
  'the answer is none of a token endpoint': 'die Antwort ist keine eines Tokenendpunkts',
  '{{0}} (HTTP {{1}})': '{{0}} (HTTP {{1}})',
  'the answer is larger than {{0}} bytes': 'die Antwort ist größer als {{0}} Byte',
  'the certificate file holds no PEM certificate': 'die Zertifikatsdatei enthält kein PEM-Zertifikat',
  'the key file holds no PEM private key (without a passphrase)':
    'die Schlüsseldatei enthält keinen privaten PEM-Schlüssel (ohne Passphrase)',
  'the key is no RSA key, which the token endpoint wants':
    'der Schlüssel ist kein RSA-Schlüssel, den der Tokenendpunkt verlangt',
  'the key is not the key of the certificate': 'der Schlüssel gehört nicht zum Zertifikat',
  'the certificate has expired on {{0}}': 'das Zertifikat ist am {{0}} abgelaufen',
  'the client secret is wrong': 'der geheime Clientschlüssel ist falsch',
  'the client secret has expired': 'der geheime Clientschlüssel ist abgelaufen',
  'the application is disabled': 'die Anwendung ist deaktiviert',
  'the tenant knows no application with this client id': 'der Mandant kennt keine Anwendung mit dieser Client-ID',
  'there is no such tenant': 'es gibt keinen solchen Mandanten',
  'the tenant is no tenant id or domain': 'der Mandant ist keine Mandanten-ID oder Domäne',
  'the certificate is not one the application has': 'das Zertifikat ist keines, das die Anwendung hat',
  'the assertion is too old or too young': 'die Assertion ist zu alt oder zu jung',
  'the application wants a secret, and none is sent':
    'die Anwendung verlangt ein Geheimnis, und es wird keines gesendet',
  'the sign-in has expired, because it was not used for 90 days':
    'die Anmeldung ist abgelaufen, weil sie 90 Tage nicht verwendet wurde',
  'the sign-in has expired': 'die Anmeldung ist abgelaufen',
  'the sign-in has expired by a rule of the tenant (sign-in frequency)':
    'die Anmeldung ist nach einer Regel des Mandanten abgelaufen (Anmeldehäufigkeit)',
  'the sign-in was revoked, as by a changed password':
    'die Anmeldung wurde widerrufen, etwa durch ein geändertes Kennwort',
  "the account's user is disabled": 'der Benutzer des Kontos ist deaktiviert',
  'the tenant wants a second factor': 'der Mandant verlangt einen zweiten Faktor',
  'a Conditional Access policy forbids the sign-in': 'eine Richtlinie für bedingten Zugriff verbietet die Anmeldung',
  'nobody has consented to what the application asks for': 'niemand hat dem zugestimmt, was die Anwendung verlangt',
  'the scope names a service that the tenant does not know':
    'der Bereich nennt einen Dienst, den der Mandant nicht kennt',
  'the scope is wrong': 'der Bereich ist falsch',
  'client id or secret is wrong': 'Client-ID oder Geheimnis ist falsch',
  'the sign-in has expired or was revoked': 'die Anmeldung ist abgelaufen oder wurde widerrufen',
  'the grant is not accepted': 'die Erteilung wird nicht angenommen',
  'the application may not sign in in this way': 'die Anwendung darf sich nicht auf diese Weise anmelden',
  'the provider wants to see the person again': 'der Anbieter will die Person noch einmal sehen',
  'consent is missing': 'die Zustimmung fehlt',
  'the token endpoint refuses the request': 'der Tokenendpunkt lehnt die Anfrage ab',
  'no token for connector {{0}}': 'kein Token für den Connector {{0}}',
  '{{0}} from {{1}}: {{2}} ({{3}})': '{{0}} von {{1}}: {{2}} ({{3}})',
  '{{0}} now: {{1}} is throttling us (HTTP {{2}}); it is tried again':
    '{{0}}: {{1}} bremst uns jetzt (HTTP {{2}}); es wird wieder versucht',
  '{{0}} now: {{1}} is in trouble (HTTP {{2}}); it is tried again':
    '{{0}}: {{1}} ist jetzt gestört (HTTP {{2}}); es wird wieder versucht',
  '{{0}}: {{1}} is not reached ({{2}}); check DNS, firewall and proxy of this machine for HTTPS':
    '{{0}}: {{1}} ist nicht erreichbar ({{2}}); prüfen Sie DNS, Firewall und Proxy dieses Computers für HTTPS',
  'nobody has signed in for connector {{0}} yet': 'für den Connector {{0}} hat sich noch niemand angemeldet',
  'the client secret of connector {{0}} is missing': 'der geheime Clientschlüssel des Connectors {{0}} fehlt',
  'the secret of connector {{0}} does not open with secret.key: set it again, or put the right key file back and restart':
    'das Geheimnis des Connectors {{0}} lässt sich mit secret.key nicht öffnen: Legen Sie es neu fest, oder legen Sie die richtige Schlüsseldatei zurück und starten Sie neu',
  'no token for connector {{0}} now: another question for one has not ended; it is tried again':
    'jetzt kein Token für den Connector {{0}}: Eine andere Anfrage danach ist noch nicht zu Ende; es wird wieder versucht',
  'the secret of connector {{0}} could not be read; the reason is in the log':
    'das Geheimnis des Connectors {{0}} konnte nicht gelesen werden; der Grund steht im Protokoll',
  'given up while waiting for a token': 'aufgegeben, während auf ein Token gewartet wurde',
  'its address is not public ({{0}})': 'seine Adresse ist nicht öffentlich ({{0}})',
  '{{0}} is no usable address': '{{0}} ist keine verwendbare Adresse',
  '{{0}} port {{1}}': '{{0}} Port {{1}}',
  'the smart host {{0}} has no address in DNS: correct the connector':
    'der Smarthost {{0}} hat keine Adresse im DNS: Berichtigen Sie den Connector',
  'the smart host {{0}} cannot be used: {{1}}': 'der Smarthost {{0}} kann nicht verwendet werden: {{1}}',
  'the smart host {{0}} is this server itself: mail would go in a circle':
    'der Smarthost {{0}} ist dieser Server selbst: E-Mails gingen im Kreis',
  '{{0}} leads to an address that is not public, and who named it may not send there':
    '{{0}} führt zu einer Adresse, die nicht öffentlich ist, und wer ihn genannt hat, darf nicht dorthin senden',
  '{{0}} ({{1}}) port {{2}}': '{{0}} ({{1}}) Port {{2}}',
  'DNS failed for {{0}}: {{1}}': 'DNS ist gescheitert für {{0}}: {{1}}',
  'the domain {{0}} does not exist': 'die Domäne {{0}} gibt es nicht',
  'the domain {{0}} accepts no mail (null MX)': 'die Domäne {{0}} nimmt keine E-Mails an (Null-MX)',
  'mail for {{0}} loops back to this server: its MX names us, but the domain is not accepted here':
    'E-Mails für {{0}} laufen zu diesem Server zurück: Ihr MX nennt uns, aber die Domäne wird hier nicht akzeptiert',
  '{{0}}, a mail host of {{1}}': '{{0}}, ein Mailserver von {{1}}',
  'mail for {{0}} loops back to this server: its mail host has an address of ours':
    'E-Mails für {{0}} laufen zu diesem Server zurück: Ihr Mailserver hat eine Adresse von uns',
  'the mail hosts of {{0}} have no address in DNS': 'die Mailserver von {{0}} haben keine Adresse im DNS',
  'mail for {{0}} cannot be sent: {{1}}': 'E-Mails für {{0}} können nicht gesendet werden: {{1}}',
  'no answer within the time of a test ({{0}})': 'keine Antwort in der Zeit eines Tests ({{0}})',
  'the connector has no next hop': 'der Connector hat keinen nächsten Server',
  'the recipient is no address': 'der Empfänger ist keine Adresse',
  'the sender is no address': 'der Absender ist keine Adresse',
  'Maildir {{0}}': 'Maildir {{0}}',
  'LMTP {{0}}:{{1}}': 'LMTP {{0}}:{{1}}',
  'LMTP {{0}}': 'LMTP {{0}}',
  'its mail is elsewhere': 'seine E-Mails sind anderswo',
  'mailbox {{0}} here ({{1}})': 'Postfach {{0}} hier ({{1}})',
  'mailbox {{0}} here ({{1}}), and forwarded': 'Postfach {{0}} hier ({{1}}), und weitergeleitet',
  'mailbox {{0}}: forwarded': 'Postfach {{0}}: weitergeleitet',
  'the forwarding leads only to itself': 'die Weiterleitung führt nur zu sich selbst',
  'shows {{0}}': 'zeigt {{0}}',
  'as {{0}} with a password': 'als {{0}} mit einem Kennwort',
  'as {{0}} with a token of its application (client credentials)':
    'als {{0}} mit einem Token der Anwendung (Clientanmeldeinformationen)',
  'as {{0}} with a token of the person who signed in': 'als {{0}} mit einem Token der Person, die sich angemeldet hat',
  'any number of messages': 'beliebig viele Nachrichten',
  'any number of recipients': 'beliebig viele Empfänger',
  '{{0}} a minute, {{1}} at once, {{2}} in 24 hours': '{{0}} je Minute, {{1}} zugleich, {{2}} in 24 Stunden',
  'any number': 'beliebig viele',
  'it would go out as {{0}}; {{1}}': 'sie ginge hinaus als {{0}}; {{1}}',
  'and {{0}} more, should these not answer': 'und {{0}} weitere, falls diese nicht antworten',
  '{{0}} ({{1}} of {{2}})': '{{0}} ({{1}} von {{2}})',
  ', whoever it is': ', wer immer es ist',
  ', its certificate checked': ', sein Zertifikat geprüft',
  ', its certificate checked for {{0}}': ', sein Zertifikat für {{0}} geprüft',
  'none: in clear text': 'keines: im Klartext',
  'if the next hop offers it, whoever it is; else in clear text':
    'wenn es der nächste Server anbietet, wer immer es ist; sonst im Klartext',
  'required (STARTTLS){{0}}': 'verlangt (STARTTLS){{0}}',
  'from the first byte{{0}}': 'vom ersten Byte an{{0}}',
  'connected to {{0}} [{{1}}]:{{2}}': 'verbunden mit {{0}} [{{1}}]:{{2}}',
  'TLS 1.3 only': 'nur TLS 1.3',
  'TLS 1.3 and TLS 1.2': 'TLS 1.3 und TLS 1.2',
  'it has no address': 'er hat keine Adresse',
  '{{0}}, issued by {{1}}, valid until {{2}}': '{{0}}, ausgestellt von {{1}}, gültig bis {{2}}',
  '{{0}}, for {{1}}, issued by {{2}}, valid until {{3}}': '{{0}}, für {{1}}, ausgestellt von {{2}}, gültig bis {{3}}',
  'it has too many or too large MIME parts': 'sie hat zu viele oder zu große MIME-Teile',
  'it is signed, and converting it would break the signature':
    'sie ist signiert, und die Umwandlung würde die Signatur zerstören',
  'its header has 8-bit characters where none may be, and they cannot be encoded':
    'ihr Header hat 8-Bit-Zeichen, wo keine sein dürfen, und sie lassen sich nicht codieren',
  'it has 8-bit bytes outside of its MIME parts': 'sie hat 8-Bit-Zeichen außerhalb ihrer MIME-Teile',
  'it holds another message with 8-bit content': 'sie enthält eine andere Nachricht mit 8-Bit-Inhalt',
  'a part is 8-bit but says it is encoded': 'ein Teil ist 8 Bit, sagt aber, er sei codiert',
  'raw 8-bit characters of the header field {{0}} became question marks':
    'rohe 8-Bit-Zeichen des Headerfelds {{0}} wurden zu Fragezeichen',
  'the header is too large to be changed': 'der Header ist zu groß, um geändert zu werden',
  'envelope sender {{0}} became {{1}}': 'Umschlagabsender {{0}} wurde zu {{1}}',
  'it takes too much memory to be converted': 'die Umwandlung braucht zu viel Arbeitsspeicher',
  'all places for deliveries of this kind were taken': 'alle Plätze für Zustellungen dieser Art waren belegt',
  '{{0}} was removed or switched off meanwhile': '{{0}} wurde inzwischen entfernt oder ausgeschaltet',
  '{{0}}. Cure: {{1}}': '{{0}}. Abhilfe: {{1}}',
  '{{0}} said: {{1}}': '{{0}} sagte: {{1}}',
  'empty its Sent Items and Deleted Items, or give it an archive or a larger plan':
    'leeren Sie dessen Gesendete und Gelöschte Elemente, oder geben Sie ihm ein Archiv oder einen größeren Plan',
  'the token is not one for Graph: its scope should be https://graph.microsoft.com/.default (or that of your cloud)':
    'das Token ist keines für Graph: Sein Bereich sollte https://graph.microsoft.com/.default sein (oder der Ihrer Cloud)',
  'that is no answer of Graph: check the endpoint of the upstream, and whether a proxy or a captive portal answers in its place':
    'das ist keine Antwort von Graph: Prüfen Sie den Endpunkt des Upstreams, und ob ein Proxy oder ein Anmeldeportal an seiner Stelle antwortet',
  'let an administrator of the tenant grant consent (Enterprise applications, Permissions)':
    'lassen Sie einen Administrator des Mandanten zustimmen (Unternehmensanwendungen, Berechtigungen)',
  'enable it: Enterprise applications, Properties, Enabled for users to sign in':
    'aktivieren Sie sie: Unternehmensanwendungen, Eigenschaften, „Aktiviert für Benutzeranmeldung“',
  'upload the certificate (not its key) at App registrations, Certificates & secrets':
    'laden Sie das Zertifikat (nicht seinen Schlüssel) unter App-Registrierungen, Zertifikate & Geheimnisse hoch',
  'set the clock of this machine right (NTP)': 'stellen Sie die Uhr dieses Computers richtig (NTP)',
  'enable the user, or use another account': 'aktivieren Sie den Benutzer, oder nehmen Sie ein anderes Konto',
  'exclude this account or application from the policy, or allow this network (Entra, Conditional Access)':
    'nehmen Sie dieses Konto oder diese Anwendung von der Richtlinie aus, oder erlauben Sie dieses Netz (Entra, Bedingter Zugriff)',
  '{{0}} already has {{1}} with us': '{{0}} hat schon {{1}} mit uns',
  'check that {{0}} is the mailbox the application may send as (at Microsoft: SMTP.SendAsApp or SMTP.Send consented, the service principal registered with the object id of the Enterprise application, SMTP AUTH on for the mailbox), and that its scope is the one for SMTP; docs/operate/upstreams.md has the list':
    'prüfen Sie, dass {{0}} das Postfach ist, als das die Anwendung senden darf (bei Microsoft: Zustimmung zu SMTP.SendAsApp oder SMTP.Send, das Dienstprinzipal mit der Objekt-ID der Unternehmensanwendung registriert, SMTP AUTH für das Postfach eingeschaltet), und dass ihr Bereich der für SMTP ist; docs/operate/upstreams.md hat die Liste',
  'it refuses the request itself: check the endpoint of the upstream (https://graph.microsoft.com/v1.0, or that of your cloud) and its user':
    'er lehnt die Anfrage selbst ab: Prüfen Sie den Endpunkt des Upstreams (https://graph.microsoft.com/v1.0, oder den Ihrer Cloud) und seinen Benutzer',
  'there is no mailbox {{0}} that Graph reaches: check the user of the upstream, its Exchange Online licence, and that the mailbox is not on premises':
    'es gibt kein Postfach {{0}}, das Graph erreicht: Prüfen Sie den Benutzer des Upstreams, seine Exchange Online-Lizenz, und dass das Postfach nicht lokal ist',
  '{{0}} is blocked from sending: release it in the Microsoft Defender portal (Restricted entities), and find out what it sent':
    '{{0}} ist für das Senden gesperrt: Geben Sie es im Microsoft Defender-Portal frei (Eingeschränkte Entitäten), und finden Sie heraus, was es gesendet hat',
  'the application may not send as {{0}}: grant it the application permission Mail.Send (and Mail.ReadWrite for messages over 3 MiB) with admin consent, and look whether an application access policy leaves this mailbox out':
    'die Anwendung darf nicht als {{0}} senden: Geben Sie ihr die Anwendungsberechtigung Mail.Send (und Mail.ReadWrite für Nachrichten über 3 MiB) mit Zustimmung des Administrators, und sehen Sie nach, ob eine Anwendungszugriffsrichtlinie dieses Postfach auslässt',
  'Check that {{0}} is the one that was registered there, is in time, and has its chain in it':
    'Prüfen Sie, dass {{0}} das ist, das dort registriert wurde, noch gültig ist und seine Kette enthält',
  'It takes the connection and says nothing: a firewall between, the wrong port (465 wants --tls wrapped), or a host under too much load':
    'Er nimmt die Verbindung an und sagt nichts: eine Firewall dazwischen, der falsche Port (465 verlangt --tls wrapped), oder ein überlasteter Host',
  'The connection works, but this message was not taken: check sender, recipient and the rights of the sign-in':
    'Die Verbindung funktioniert, aber diese Nachricht wurde nicht angenommen: Prüfen Sie Absender, Empfänger und die Rechte der Anmeldung',
  'add a smart host': 'fügen Sie einen Smarthost hinzu',
  'Check host and port of the connector, the firewall between, and whether the provider blocks the port':
    'Prüfen Sie Host und Port des Connectors, die Firewall dazwischen, und ob der Anbieter den Port sperrt',
  'The host answers but does not want us: its administrator can see why':
    'Der Host antwortet, will uns aber nicht: Sein Administrator kann sehen, warum',
  'The host refused our name: check the setting hostName':
    'Der Host hat unseren Namen abgelehnt: Prüfen Sie die Einstellung hostName',
  'docs/operate/upstream-trouble.md lists what the provider says and what to do':
    'docs/operate/upstream-trouble.md führt auf, was der Anbieter sagt und was zu tun ist',
  'See docs/operate/upstream-trouble.md': 'Siehe docs/operate/upstream-trouble.md',
  'Check name and password of the connector, and whether the provider wants an app password; docs/operate/upstream-trouble.md lists what providers say':
    'Prüfen Sie Name und Kennwort des Connectors, und ob der Anbieter ein App-Kennwort verlangt; docs/operate/upstream-trouble.md führt auf, was Anbieter sagen',
};
