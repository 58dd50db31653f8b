/** Rules and warnings of a change, in German. */
import type { Sentences } from '../sentences.ts';

export const rules: Sentences = {
  '{{0}} is no domain of the organization': '{{0}} ist keine Domäne der Organisation',
  '{{0}} is in no domain of the organization': '{{0}} ist in keiner Domäne der Organisation',
  '{{0}} is this mailbox itself': '{{0}} ist dieses Postfach selbst',
  'what is forwarded comes back here, and nobody on the way keeps a copy: all mail to it is lost':
    'was weitergeleitet wird, kommt hierher zurück, und unterwegs behält niemand eine Kopie: Alle E-Mails dorthin gehen verloren',
  'another mailbox has the Maildir {{0}}': 'ein anderes Postfach hat das Maildir {{0}}',
  '{{0}} and the Maildir of {{1}} would lie in each other, among the messages':
    '{{0}} und das Maildir von {{1}} lägen ineinander, zwischen den Nachrichten',
  '{{0}} is authoritative: no mail of it goes elsewhere': '{{0}} ist autoritativ: Keine E-Mail dafür geht anderswohin',
  'its mail is elsewhere: there is nothing to forward here':
    'seine E-Mails sind anderswo: Hier ist nichts weiterzuleiten',
  'its mail is elsewhere: there is no folder for copies':
    'seine E-Mails sind anderswo: Es gibt keinen Ordner für Kopien',
  'the group has no members': 'die Gruppe hat keine Mitglieder',
  'the group contains itself': 'die Gruppe enthält sich selbst',
  'the group contains itself by way of {{0}}': 'die Gruppe enthält sich selbst über {{0}}',
  '{{0}} is not verified yet: mail for {{1}} is not accepted':
    '{{0}} ist noch nicht bestätigt: E-Mails für {{1}} werden nicht angenommen',
  '{{0}} is named twice': '{{0}} ist zweimal genannt',
  '{{0}} belongs to the {{1}} {{2}} already': '{{0}} gehört schon zu {{1}} {{2}}',
  '{{0}} is taken by another organization': '{{0}} ist von einer anderen Organisation belegt',
  '{{0}} is no mailbox, alias or group here': '{{0}} ist hier kein Postfach, Alias und keine Gruppe',
  'a connector must say whom it trusts': 'ein Connector muss sagen, wem er vertraut',
  '{{0}} is not verified yet': '{{0}} ist noch nicht bestätigt',
  'the organization has no verified domain yet, so nothing is relayed':
    'die Organisation hat noch keine bestätigte Domäne, daher wird nichts weitergegeben',
  'certificate and addresses are both given: either is enough to match':
    'Zertifikat und Adressen sind beide angegeben: Eines von beiden genügt',
  'no connector covers {{0}} any more: mail from there to the outside is refused from now on, unless it signs in':
    'kein Connector erfasst {{0}} mehr: E-Mails von dort nach außen werden ab jetzt abgelehnt, außer bei Anmeldung',
  '{{0}} smart hosts are named, and only the first {{1}} are tried':
    '{{0}} Smarthosts sind genannt, und nur die ersten {{1}} werden versucht',
  'mail for your own accepted domains would follow their MX records, which may lead back here':
    'E-Mails für Ihre eigenen akzeptierten Domänen würden deren MX-Einträgen folgen, die hierher zurückführen können',
  'a user name and password need a smart host': 'Benutzername und Kennwort brauchen einen Smarthost',
  'mail exchangers do not offer implicit TLS': 'MX-Server bieten kein implizites TLS an',
  'the password could travel in clear text': 'das Kennwort könnte im Klartext übertragen werden',
  'the token could travel in clear text': 'das Token könnte im Klartext übertragen werden',
  '{{0}} is also named by the connector "{{1}}"': '{{0}} nennt auch der Connector „{{1}}“',
  '{{0}} is not https: secrets and mail would travel in clear text':
    '{{0}} ist nicht https: Geheimnisse und E-Mails würden im Klartext übertragen',
  'Graph wants a sign-in by token': 'Graph verlangt eine Anmeldung mit Token',
  'A sender address need not exist to be relayed; whoever replies to one that does not exist gets a non-delivery report.':
    'Eine Absenderadresse muss es nicht geben, um weitergegeben zu werden; wer einer antwortet, die es nicht gibt, bekommt einen Unzustellbarkeitsbericht.',
  'It overlaps further networks of other connectors, which are not named here: of those that cover one address the smallest network wins, and of equal networks the sender decides.':
    'Er überschneidet sich mit weiteren Netzen anderer Connectors, die hier nicht genannt sind: Von denen, die eine Adresse erfassen, gewinnt das kleinste Netz, und bei gleichen Netzen entscheidet der Absender.',
  "{{0}} covers the gateway {{1}}: behind a container bridge or NAT every client on the Internet may appear as that address, and would be relayed. Use host networking or the PROXY protocol, or list the devices' own addresses.":
    '{{0}} erfasst das Gateway {{1}}: Hinter einer Containerbrücke oder NAT kann jeder Client im Internet als diese Adresse erscheinen und würde weitergegeben. Verwenden Sie das Netz des Hosts oder das PROXY-Protokoll, oder führen Sie die eigenen Adressen der Geräte auf.',
  '{{0}} covers private and public addresses at once. List your own ranges one by one.':
    '{{0}} erfasst private und öffentliche Adressen zugleich. Führen Sie Ihre eigenen Bereiche einzeln auf.',
  '{{0}} lies in 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.':
    '{{0}} liegt in 100.64.0.0/10, das sich die Kunden eines Anbieters teilen: Fremde können dieselbe Adresse haben. Verwenden Sie stattdessen ein Zertifikat oder die SMTP-Übermittlung.',
  '{{0}} covers part of 100.64.0.0/10, which the customers of a carrier share: strangers may have the same address. Use a certificate or SMTP submission instead.':
    '{{0}} erfasst einen Teil von 100.64.0.0/10, das sich die Kunden eines Anbieters teilen: Fremde können dieselbe Adresse haben. Verwenden Sie stattdessen ein Zertifikat oder die SMTP-Übermittlung.',
  "{{0}} is wider than a /{{1}}. Every address in it may relay in your domains' name; list only what you own.":
    '{{0}} ist weiter als ein /{{1}}. Jede Adresse darin darf im Namen Ihrer Domänen weitergeben; führen Sie nur auf, was Ihnen gehört.',
  'The connector covers private ({{0}}) and public ({{1}}) addresses together: a public one may be a NAT behind which strangers sit too. Make two connectors, and list only what you own.':
    'Der Connector erfasst private ({{0}}) und öffentliche ({{1}}) Adressen zusammen: Eine öffentliche kann ein NAT sein, hinter dem auch Fremde sitzen. Legen Sie zwei Connectors an, und führen Sie nur auf, was Ihnen gehört.',
  'The profile "{{0}}" {{1}}. Let such devices send inside your network or through a VPN, or give only them a connector of their own.':
    'Das Profil „{{0}}“ {{1}}. Lassen Sie solche Geräte innerhalb Ihres Netzes oder über ein VPN senden, oder geben Sie nur ihnen einen eigenen Connector.',
  'allows passwords in clear text and TLS of 1999, and {{0}} comes over the Internet, where others can read it':
    'erlaubt Kennwörter im Klartext und TLS von 1999, und {{0}} kommt über das Internet, wo andere mitlesen können',
  'allows TLS that is out of date, and {{0}} comes over the Internet, where others can read it':
    'erlaubt veraltetes TLS, und {{0}} kommt über das Internet, wo andere mitlesen können',
  'the profile "{{0}}" would hold for {{1}}, and so for strangers: they meet strict, always':
    'das Profil „{{0}}“ gälte für {{1}} und damit für Fremde: Für sie gilt immer strict',
  'the connector "{{0}}"': 'der Connector „{{0}}“',
  'the connector "{{0}}" of {{1}}': 'der Connector „{{0}}“ von {{1}}',
  'another organization': 'einer anderen Organisation',
  '{{0}} covers {{1}} of {{2}}, which keeps winning for its own addresses.':
    '{{0}} erfasst {{1}} ({{2}}), der für seine eigenen Adressen weiter gewinnt.',
  '{{0}} is covered already by {{1}} ({{2}}). This connector wins for {{3}}, because its network is the smaller one.':
    '{{0}} wird schon erfasst: {{1}} ({{2}}). Dieser Connector gewinnt für {{3}}, weil sein Netz das kleinere ist.',
  '{{0}} is listed by {{1}} too. {{2}}': '{{0}} führt auch auf: {{1}}. {{2}}',
  "The sender's domain decides between the two: mail of a domain that belongs to neither organization is not relayed.":
    'Zwischen den beiden entscheidet die Domäne des Absenders: E-Mails einer Domäne, die keiner der beiden Organisationen gehört, werden nicht weitergegeben.',
  'The one whose sender domains cover the sender takes the mail; where both do, it is "{{0}}".':
    'Die E-Mail nimmt der Connector, dessen Absenderdomänen den Absender erfassen; tun es beide, ist es „{{0}}“.',
  'its name comes first': 'sein Name zuerst kommt',
  'it relays, and the other is a Partner': 'er weitergibt und der andere ein Partner ist',
  '"{{0}}" takes all mail from there, because {{1}}: "{{2}}" does nothing for that network. List it in one of them.':
    '„{{0}}“ nimmt alle E-Mails von dort, weil {{1}}: „{{2}}“ tut für dieses Netz nichts. Führen Sie es in einem von beiden auf.',
  '{{0}} (and {{1}} more like it)': '{{0}} (und {{1}} weitere dieser Art)',
  '{{0}} (and {{1}} more like it: {{2}})': '{{0}} (und {{1}} weitere dieser Art: {{2}})',
  'nothing tells this device from others': 'nichts unterscheidet dieses Gerät von anderen',
  'the profile "{{0}}" {{1}}': 'das Profil „{{0}}“ {{1}}',
  '{{0}} is a wide network: all in it count as this device':
    '{{0}} ist ein weites Netz: Alles darin zählt als dieses Gerät',
  '{{0}} is the device "{{1}}"': '{{0}} ist das Gerät „{{1}}“',
  '{{0}} is a built-in profile': '{{0}} ist ein integriertes Profil',
  'passwords of its devices travel in clear text on your network':
    'Kennwörter seiner Geräte gehen im Klartext über Ihr Netz',
  'there is no device profile "{{0}}"': 'es gibt kein Geräteprofil „{{0}}“',
  'there is a device "{{0}}" already': 'es gibt schon ein Gerät „{{0}}“',
  'there is a profile "{{0}}" already': 'es gibt schon ein Profil „{{0}}“',
  'there is a connector "{{0}}" already': 'es gibt schon einen Connector „{{0}}“',
  'there is an outbound connector "{{0}}" already': 'es gibt schon einen ausgehenden Connector „{{0}}“',
  'the organization does not exist': 'die Organisation gibt es nicht',
  'there is an organization "{{0}}" already': 'es gibt schon eine Organisation „{{0}}“',
  '{{0}} is no mailbox or group of the organization': '{{0}} ist kein Postfach und keine Gruppe der Organisation',
  "alarms go by {{0}}: when that is in trouble they wait with the rest, and only postmaster's mailbox here gets them":
    'Alarme gehen über {{0}}: Ist der gestört, warten sie mit dem Rest, und nur das hiesige Postfach von postmaster bekommt sie',
  'that organization does not exist': 'diese Organisation gibt es nicht',
  'the mail of {{0}} is elsewhere: an authoritative domain leads nowhere else':
    'die E-Mails von {{0}} sind anderswo: Eine autoritative Domäne führt nirgendwo anders hin',
  '{{0}} has been added already': '{{0}} ist schon hinzugefügt',
  'another organization has verified {{0}}': 'eine andere Organisation hat {{0}} bestätigt',
  'another organization has added {{0}} too': 'eine andere Organisation hat {{0}} auch hinzugefügt',
  'the mailbox does not exist in this organization': 'das Postfach gibt es in dieser Organisation nicht',
  'the user name {{0}} belongs to another mailbox': 'der Benutzername {{0}} gehört zu einem anderen Postfach',
  '{{0}} has a credential "{{1}}" already': '{{0}} hat schon eine Anmeldung „{{1}}“',
  '{{0}} is the address of {{1}}': '{{0}} ist die Adresse von {{1}}',
  'still needed by {{0}}': 'noch gebraucht von {{0}}',
  'there is a key {{0}} already': 'es gibt schon einen Schlüssel {{0}}',
  '{{0}} has {{1}} keys': '{{0}} hat {{1}} Schlüssel',
  'another {{0}} key of {{1}} is active': 'ein anderer {{0}}-Schlüssel von {{1}} ist aktiv',
  'without it mail has no upstream (for {{0}})': 'ohne ihn haben E-Mails keinen Upstream (für {{0}})',
  'the change leaves mail without an upstream (for {{0}})': 'die Änderung lässt E-Mails ohne Upstream (für {{0}})',
  'switched off, it leaves mail without an upstream (for {{0}})':
    'ausgeschaltet lässt er E-Mails ohne Upstream (für {{0}})',
  '{{0}}, and nobody has said what that is to do then':
    '{{0}}, und niemand hat gesagt, was dann mit ihnen geschehen soll',
  "that goes by the recipients' MX from now on, straight from this address":
    'sie gehen ab jetzt über den MX der Empfänger, direkt von dieser Adresse',
  'that waits here from now on, until there is one': 'sie warten ab jetzt hier, bis es einen gibt',
  'whoever writes to {{0}} in the name of your own domains is believed there: his mail goes on with your trust':
    'wer im Namen Ihrer eigenen Domänen an {{0}} schreibt, dem wird dort geglaubt: Seine E-Mails gehen mit Ihrem Vertrauen weiter',
  'mail to {{0}} in the name of your own domains is refused from strangers (550 5.7.68), because it would go on with your trust':
    'E-Mails an {{0}} im Namen Ihrer eigenen Domänen werden von Fremden nicht angenommen (550 5.7.68), weil sie mit Ihrem Vertrauen weitergingen',
  'the organization has a licence pool already': 'die Organisation hat schon Lizenzen',
  protection: 'Schutz',
  '{{0}} {{1}} seats are assigned, but there are {{2}}': '{{0}} Lizenzen ({{1}}) sind zugewiesen, aber es gibt {{2}}',
  '{{0}} is no mailbox of the organization': '{{0}} ist kein Postfach der Organisation',
  '{{0}} is {{1}}: hardly any mail gets through; give it at least {{2}}':
    '{{0}} ist {{1}}: So kommt kaum eine E-Mail durch; geben Sie mindestens {{2}}',
  '{{0}} is {{1}}: hardly any mail gets through; give it at most {{2}}':
    '{{0}} ist {{1}}: So kommt kaum eine E-Mail durch; geben Sie höchstens {{2}}',
  ' (a time has its unit: 30s, 5m)': ' (eine Zeit hat ihre Einheit: 30s, 5m)',
  ' (a size has its unit: 500KiB, 50MiB)': ' (eine Größe hat ihre Einheit: 500KiB, 50MiB)',
  '{{0}} a second': '{{0}} je Sekunde',
  '{{0}} bytes': '{{0}} Byte',
  '{{0}} is on the list already': '{{0}} steht schon auf der Liste',
  'the list has {{0}} entries, and takes no more': 'die Liste hat {{0}} Einträge und nimmt keine weiteren',
  '{{0}} is on the block list too, which counts more': '{{0}} steht auch auf der Sperrliste, die mehr zählt',
  '{{0}} is a domain of your own: all mail in its name goes with it':
    '{{0}} ist eine eigene Domäne: Alle E-Mails in ihrem Namen gehen damit durch',
  'there is no inbound connector "{{0}}"': 'es gibt keinen eingehenden Connector „{{0}}“',
  '{{0}} is no IP address': '{{0}} ist keine IP-Adresse',
  'there is no device "{{0}}"': 'es gibt kein Gerät „{{0}}“',
  '"{{0}}" is this one itself': '„{{0}}“ ist dieser selbst',
  'there is no other outbound connector "{{0}}"': 'es gibt keinen anderen ausgehenden Connector „{{0}}“',
  'mail of strangers for {{0}} leaves by the connector {{1}}, which speaks for the organization: while DMARC is only observed, whoever forges a sender would be believed there':
    'E-Mails von Fremden für {{0}} gehen über den Connector {{1}} hinaus, der für die Organisation spricht: Solange DMARC nur beobachtet wird, würde dort jedem geglaubt, der einen Absender fälscht',
  '{{0}} port {{1}} is this server itself: mail would go in a circle':
    '{{0}} Port {{1}} ist dieser Server selbst: E-Mails gingen im Kreis',
  'outbound-connector {{0}}: its password is not set here yet, and mail that way fails until it is:':
    'ausgehender Connector {{0}}: Sein Kennwort ist hier noch nicht festgelegt, und E-Mails auf diesem Weg scheitern bis dahin:',
  'outbound-connector {{0}}: its secret is not set here yet, and mail that way waits until it is:':
    'ausgehender Connector {{0}}: Sein Geheimnis ist hier noch nicht festgelegt, und E-Mails auf diesem Weg warten bis dahin:',
  'and {{0}} more warnings, which are not shown': 'und {{0}} weitere Warnungen, die nicht gezeigt werden',
  'The client certificate of {{0}} cannot be used: {{1}}. Mail by it waits until PEM files are there that the user who runs Doorpost may read':
    'Das Clientzertifikat von {{0}} kann nicht verwendet werden: {{1}}. E-Mails darüber warten, bis PEM-Dateien da sind, die der Benutzer lesen darf, unter dem Doorpost läuft',
  "The application's certificate of {{0}} cannot be used: {{1}}. Mail by it waits until PEM files are there that the user who runs Doorpost may read":
    'Das Anwendungszertifikat von {{0}} kann nicht verwendet werden: {{1}}. E-Mails darüber warten, bis PEM-Dateien da sind, die der Benutzer lesen darf, unter dem Doorpost läuft',
  '{{0}} is no PEM file: it {{1}}': '{{0}} ist keine PEM-Datei: {{1}}',
  '{{0}} and {{1}} are no PEM certificate and the key that belongs to it':
    '{{0}} und {{1}} sind kein PEM-Zertifikat mit dem zugehörigen Schlüssel',
  '{{0}} is the gateway of this machine, and port {{1}} one of our own: where it passes that port on to us, as to a container, mail would go in a circle':
    '{{0}} ist das Gateway dieses Computers, und Port {{1}} einer von unseren: Wo es diesen Port an uns weitergibt, etwa an einen Container, gingen E-Mails im Kreis',
  'Mail to {{0}} is kept here from now on, while other mail of {{1}} goes on.':
    'E-Mails an {{0}} werden ab jetzt hier aufbewahrt, während andere E-Mails von {{1}} weitergehen.',
  'The client secret of {{0}} expired on {{1}}: mail by it waits.':
    'Der geheime Clientschlüssel von {{0}} ist am {{1}} abgelaufen: E-Mails darüber warten.',
  'add the domain first': 'fügen Sie zuerst die Domäne hinzu',
  'receivers may refuse mail that claims a foreign domain; prefer an own address':
    'Empfänger lehnen E-Mails vielleicht ab, die eine fremde Domäne vorgeben; nehmen Sie lieber eine eigene Adresse',
  'it is the domain of another organization here: mail in its name is refused; use an own address':
    'es ist hier die Domäne einer anderen Organisation: E-Mails in ihrem Namen werden abgelehnt; nehmen Sie eine eigene Adresse',
  'forward elsewhere; keepCopy keeps a copy here': 'leiten Sie anderswohin weiter; keepCopy behält hier eine Kopie',
  'keep a copy in one of the mailboxes (--keep-copy on), or forward to somebody else':
    'behalten Sie in einem der Postfächer eine Kopie (--keep-copy on), oder leiten Sie an jemand anderen weiter',
  'choose another path': 'wählen Sie einen anderen Pfad',
  'choose a shorter one: --maildir example.com/name': 'wählen Sie einen kürzeren: --maildir example.com/name',
  'choose another path: no part called cur, new or tmp below another mailbox':
    'wählen Sie einen anderen Pfad: kein Teil namens cur, new oder tmp unter einem anderen Postfach',
  'forward it there': 'leiten Sie es dort weiter',
  'switch it off': 'schalten Sie es aus',
  'mail to it fails until it has one': 'E-Mails daran scheitern, bis sie eines hat',
  'take that member out; it gets no mail by it': 'nehmen Sie dieses Mitglied heraus; es bekommt darüber keine E-Mails',
  'take one out': 'nehmen Sie eines heraus',
  'choose another address': 'wählen Sie eine andere Adresse',
  'create it, or mail to it will fail': 'erstellen Sie es, sonst scheitern E-Mails daran',
  'give the IP addresses of the devices (senderAddresses), or the name in their certificate (certificateName)':
    'geben Sie die IP-Adressen der Geräte an (senderAddresses), oder den Namen in ihrem Zertifikat (certificateName)',
  'add and verify a domain': 'fügen Sie eine Domäne hinzu und bestätigen Sie sie',
  'make two connectors if you mean them apart': 'legen Sie zwei Connectors an, wenn Sie sie getrennt meinen',
  'take out those behind them, or give them to a connector that is the failover of this one':
    'nehmen Sie die hinteren heraus, oder geben Sie sie einem Connector, der der Ersatz dieses ist',
  'name the smart host where those mailboxes live': 'nennen Sie den Smarthost, wo diese Postfächer sind',
  'choose smart hosts, or take the sign-in out': 'wählen Sie Smarthosts, oder nehmen Sie die Anmeldung heraus',
  'choose opportunistic, required or verified': 'wählen Sie opportunistic, required oder verified',
  'choose required, verified or wrapped': 'wählen Sie required, verified oder wrapped',
  'name each pattern in one enabled connector, or make one the failover of the other (--failover)':
    'nennen Sie jedes Muster in einem eingeschalteten Connector, oder machen Sie einen zum Ersatz des anderen (--failover)',
  'write it as https://...': 'schreiben Sie sie als https://...',
  'give tenant, client id and a client secret or certificate':
    'geben Sie Mandant, Client-ID und einen geheimen Clientschlüssel oder ein Zertifikat an',
  'give its IP address, or the name it signs in with':
    'geben Sie seine IP-Adresse an, oder den Namen, mit dem es sich anmeldet',
  'let the device send inside your network or through a VPN':
    'lassen Sie das Gerät innerhalb Ihres Netzes oder über ein VPN senden',
  'give its own address': 'geben Sie seine eigene Adresse an',
  'an address is one device: change it there first': 'eine Adresse ist ein Gerät: Ändern Sie es zuerst dort',
  'choose another name': 'wählen Sie einen anderen Namen',
  'give such devices a credential of their own, and keep them in a network of their own':
    'geben Sie solchen Geräten eine eigene Anmeldung, und halten Sie sie in einem eigenen Netz',
  'choose another value, or ask a Global administrator of this server':
    'wählen Sie einen anderen Wert, oder fragen Sie einen globalen Administrator dieses Servers',
  'name one that exists, or null for the first mailbox':
    'nennen Sie eines, das es gibt, oder null für das erste Postfach',
  'name one that exists': 'nennen Sie eine, die es gibt',
  'verify it: the first to verify has it': 'bestätigen Sie sie: Wer zuerst bestätigt, hat sie',
  'create the mailbox first': 'erstellen Sie zuerst das Postfach',
  'choose another; only credentials of one mailbox may share a user name':
    'wählen Sie einen anderen; nur Anmeldungen eines Postfachs dürfen einen Benutzernamen teilen',
  'use the address of the mailbox itself, or a name that is no address':
    'nehmen Sie die Adresse des Postfachs selbst, oder einen Namen, der keine Adresse ist',
  'delete or change those first, or in the same change':
    'löschen oder ändern Sie diese zuerst, oder in derselben Änderung',
  'choose another selector': 'wählen Sie einen anderen Selektor',
  'delete a retired one first': 'löschen Sie zuerst einen ausgemusterten',
  'retire that one with this change': 'mustern Sie jenen mit dieser Änderung aus',
  'change that one': 'ändern Sie diese',
  'raise the number of seats, or unassign some': 'erhöhen Sie die Zahl der Lizenzen, oder heben Sie Zuweisungen auf',
  'take it out': 'nehmen Sie sie heraus',
  'change or remove the entry that is there': 'ändern oder entfernen Sie den Eintrag, der da ist',
  'remove some first': 'entfernen Sie zuerst einige',
  'remove it there': 'entfernen Sie sie dort',
  'look again': 'sehen Sie noch einmal hin',
  'name the address of one': 'nennen Sie die Adresse von einem',
  'name one that is there': 'nennen Sie einen, den es gibt',
  'write 192.0.2.10 or 2001:db8::10': 'schreiben Sie 192.0.2.10 oder 2001:db8::10',
  'name another one, or none': 'nennen Sie einen anderen, oder keinen',
  'a device that it covered is covered by no connector any more: {{0}}':
    'ein Gerät, das er erfasste, wird von keinem Connector mehr erfasst: {{0}}',
  'devices that it covered are covered by no connector any more ({{0}}): {{1}}':
    'Geräte, die er erfasste, werden von keinem Connector mehr erfasst ({{0}}): {{1}}',
  '{{0}}: {{1}}. And {{2}} more.': '{{0}}: {{1}}. Und {{2}} weitere.',
};
