/** Steps of checks, in German. */
import type { Sentences } from '../sentences.ts';

export const checks: Sentences = {
  'whose addresses it trusts': 'wessen Adressen er vertraut',
  'connector {{0}}': 'Connector {{0}}',
  'it is switched off': 'er ist ausgeschaltet',
  'nothing that is often a mistake': 'nichts, was oft ein Fehler ist',
  connectors: 'Connectors',
  'device {{0}}': 'Gerät {{0}}',
  'can be reached': 'erreichbar',
  'is no mailbox here': 'ist hier kein Postfach',
  'would be accepted': 'würde angenommen',
  'mail from {{0}} to {{1}}, from {{2}}': 'E-Mail von {{0}} an {{1}}, von {{2}}',
  'any address': 'einer beliebigen Adresse',
  '{{0}}, on {{1}}': '{{0}}, an {{1}}',
  '{{0}}, signed in as {{1}}': '{{0}}, angemeldet als {{1}}',
  'known by a network, and not seen from there yet': 'an einem Netz erkannt, und von dort noch nicht gesehen',
  'its addresses and sign-ins': 'seine Adressen und Anmeldungen',
  'neither is known': 'beides ist nicht bekannt',
  'mail within {{0}} days': 'E-Mails innerhalb von {{0}} Tagen',
  'none since {{0}}': 'keine seit {{0}}',
  'never any': 'noch nie welche',
  'none yet': 'noch keine',
  'last {{0}} as {{1}}, {{2}}': 'zuletzt {{0}} als {{1}}, {{2}}',
  '{{0}}; it has sent since': '{{0}}; seither hat es gesendet',
  '{{0}}; that has been set right, and it has not sent since':
    '{{0}}; das wurde in Ordnung gebracht, und es hat seither nicht gesendet',
  'takes all that it was seen to do': 'nimmt alles an, was von ihm gesehen wurde',
  'it {{0}}': 'es {{0}}',
  'its sessions': 'seine Sitzungen',
  'blockLists of the organizations': 'blockLists der Organisationen',
  'none is set, and none is asked': 'keine ist eingestellt, und keine wird gefragt',
  'none is set: what mail says is not looked at': 'keiner ist eingestellt: Was E-Mails sagen, wird nicht angesehen',
  'GTUBE, which is spam to every filter, at {{0}}': 'GTUBE, das für jeden Filter Spam ist, bei {{0}}',
  'it answers, and does not take it for spam (score {{0}})': 'er antwortet und hält es nicht für Spam (Wert {{0}})',
  '{{0}}, after {{1}} ms': '{{0}}, nach {{1}} ms',
  'a plain letter, at {{0}}': 'ein gewöhnlicher Brief, bei {{0}}',
  'no spam (score {{0}}), after {{1}} ms': 'kein Spam (Wert {{0}}), nach {{1}} ms',
  'taken for spam (score {{0}}), after {{1}} ms': 'für Spam gehalten (Wert {{0}}), nach {{1}} ms',
  'none is set: nobody looks for viruses': 'keiner ist eingestellt: Niemand sucht nach Viren',
  'EICAR, which every scanner finds, at {{0}}': 'EICAR, das jeder Scanner findet, bei {{0}}',
  'it answers, and did not find it: its signatures are missing':
    'er antwortet und hat es nicht gefunden: Seine Signaturen fehlen',
  'found ({{0}}), after {{1}} ms': 'gefunden ({{0}}), nach {{1}} ms',
  '{{0}}: it does not tell how old they are': '{{0}}: Er sagt nicht, wie alt sie sind',
  '{{0}}: {{1}} days old': '{{0}}: {{1}} Tage alt',
  '127.0.0.2 and 127.0.0.1 at {{0}}': '127.0.0.2 und 127.0.0.1 bei {{0}}',
  'it answers as a block list should': 'sie antwortet, wie eine Sperrliste es soll',
  'this server': 'dieser Server',
  'egressAddresses in doorpost.yaml': 'egressAddresses in doorpost.yaml',
  'not set': 'nicht eingestellt',
  '{{0}} MiB free; {{1}} MiB must stay free': '{{0}} MiB frei; {{1}} MiB müssen frei bleiben',
  'room on the disk of {{0}}': 'Platz auf dem Datenträger von {{0}}',
  'whether the store can write': 'ob der Speicher schreiben kann',
  'it can': 'er kann es',
  'what kind of address {{0}} is': 'was für eine Adresse {{0}} ist',
  'shared by many customers of the provider (carrier-grade NAT)':
    'von vielen Kunden des Anbieters geteilt (Carrier-Grade-NAT)',
  'a private address': 'eine private Adresse',
  public: 'öffentlich',
  'PTR of {{0}}, and back': 'PTR von {{0}}, und zurück',
  'no name': 'kein Name',
  '{{0}}; we greet as {{1}}, which some receivers hold against us':
    '{{0}}; wir grüßen als {{1}}, was uns manche Empfänger ankreiden',
  '{{0}}, which does not lead back': '{{0}}, was nicht zurückführt',
  'not listed': 'nicht aufgeführt',
  'not listed, but nor is the entry that every list has for tests: it does not answer through this resolver':
    'nicht aufgeführt, aber auch nicht der Eintrag, den jede Liste für Tests hat: Sie antwortet über diesen Resolver nicht',
  '{{0}}: the list does not answer through this resolver': '{{0}}: Die Liste antwortet über diesen Resolver nicht',
  '{{0}}: on a policy list, as addresses of homes and small offices are':
    '{{0}}: auf einer Richtlinienliste, wie Adressen von Haushalten und kleinen Büros',
  '{{0}} port 25': '{{0}} Port 25',
  '{{0}} gave no answer': '{{0}} gab keine Antwort',
  'no address found for any of them': 'für keinen wurde eine Adresse gefunden',
  'test message': 'Testnachricht',
  'no verified domain to send from': 'keine bestätigte Domäne, von der zu senden wäre',
  'no address': 'keine Adresse',
  'Test message to {{0}}, asked for by an administrator': 'Testnachricht an {{0}}, von einem Administrator verlangt',
  'from {{0}} to {{1}}': 'von {{0}} an {{1}}',
  'queued as {{0}}': 'eingereiht als {{0}}',
  'the trace of {{0}}': 'die Nachrichtenablaufverfolgung von {{0}}',
  'not there yet': 'noch nicht angekommen',
  'at {{0}}': 'bei {{0}}',
  'it said: {{0}}': 'er sagte: {{0}}',
  'upstream {{0}}': 'Upstream {{0}}',
  'our own directory': 'unser eigenes Verzeichnis',
  'switched off': 'ausgeschaltet',
  'mail that waits for it': 'E-Mails, die darauf warten',
  'in whose name mail goes out': 'in wessen Namen E-Mails hinausgehen',
  'mail goes by the MX of each recipient, which the check of the server looks at':
    'E-Mails gehen über den MX jedes Empfängers, den die Prüfung des Servers ansieht',
  'expired on {{0}}': 'am {{0}} abgelaufen',
  'what the last mail met': 'was die letzte E-Mail antraf',
  'why its mail waits': 'warum seine E-Mails warten',
  'domain {{0}}': 'Domäne {{0}}',
  'the usual selectors under {{0}}': 'die üblichen Selektoren unter {{0}}',
  '{{0}} of {{1}}': '{{0}} von {{1}}',
  'SPF of {{0}}, simulated for mail from {{1}}': 'SPF von {{0}}, simuliert für E-Mails von {{1}}',
  '{{0}} ({{1}} of 10 lookups)': '{{0}} ({{1}} von 10 Abfragen)',
  'added, not verified': 'hinzugefügt, nicht bestätigt',
  'verified ({{0}}); the token is no longer published': 'bestätigt ({{0}}); das Token ist nicht mehr veröffentlicht',
  'verified ({{0}})': 'bestätigt ({{0}})',
  'Alarm mail to {{0}}: {{1}}': 'Alarm-E-Mail an {{0}}: {{1}}',
  'not taken: {{0}}': 'nicht angenommen: {{0}}',
  'its address cannot be read': 'seine Adresse lässt sich nicht lesen',
  'nobody is there to get them': 'es gibt niemanden, der sie bekäme',
  'queued for {{0}} as {{1}}': 'für {{0}} eingereiht als {{1}}',
  '{{0}}; it goes by {{1}}, and waits with the rest when that is in trouble':
    '{{0}}; sie geht über {{1}} und wartet mit dem Rest, wenn der gestört ist',
  'answered {{0}}': 'antwortete {{0}}',
  'answered {{0}}, a redirect: these are not followed; set the address it leads to':
    'antwortete {{0}}, eine Umleitung: Diesen wird nicht gefolgt; stellen Sie die Adresse ein, zu der sie führt',
  'not reached: {{0}}': 'nicht erreicht: {{0}}',
  'not asked: its name leads to an address that is not public; let a Global administrator look at it, and allow it with --public-hosts-only off':
    'nicht gefragt: Sein Name führt zu einer Adresse, die nicht öffentlich ist; lassen Sie einen globalen Administrator es ansehen und mit --public-hosts-only off erlauben',
  'send something from it, and check again': 'senden Sie etwas davon, und prüfen Sie noch einmal',
  'send something from it': 'senden Sie etwas davon',
  'see whether that is rspamd’s normal worker, and whether its settings let our address or every mail pass (local_addrs, settings.conf, gtube_patterns)':
    'sehen Sie nach, ob das der normale Worker von rspamd ist, und ob seine Einstellungen unsere Adresse oder jede E-Mail durchlassen (local_addrs, settings.conf, gtube_patterns)',
  'see which of its rules did that: rspamc symbols': 'sehen Sie nach, welche seiner Regeln das tat: rspamc symbols',
  'see what it waits for: most often a DNS server that does not answer it (dns { } in its options.inc)':
    'sehen Sie nach, worauf er wartet: meist ein DNS-Server, der ihm nicht antwortet (dns { } in seiner options.inc)',
  'see why they are not renewed: systemctl status clamav-freshclam, and its log':
    'sehen Sie nach, warum sie nicht erneuert werden: systemctl status clamav-freshclam, und dessen Protokoll',
  'set egressAddresses to our public addresses; without them SPF, PTR and block lists cannot be checked':
    'setzen Sie egressAddresses auf unsere öffentlichen Adressen; ohne sie lassen sich SPF, PTR und Sperrlisten nicht prüfen',
  'make room there: new mail is put off with 452 4.3.1 until there is':
    'schaffen Sie dort Platz: Neue E-Mails werden bis dahin mit 452 4.3.1 vertröstet',
  'make room there, before new mail is put off': 'schaffen Sie dort Platz, bevor neue E-Mails vertröstet werden',
  'look at the disk of the data directory and at the log: new mail is put off with 451 4.3.0':
    'sehen Sie nach dem Datenträger des Datenverzeichnisses und ins Protokoll: Neue E-Mails werden mit 451 4.3.0 vertröstet',
  'name the address as the Internet sees it, not the one behind NAT':
    'nennen Sie die Adresse, wie das Internet sie sieht, nicht die hinter NAT',
  'the provider or a firewall blocks port 25 outward: have it opened, or send by an upstream on port 587 or by Microsoft Graph':
    'der Anbieter oder eine Firewall sperrt Port 25 nach außen: Lassen Sie ihn öffnen, oder senden Sie über einen Upstream an Port 587 oder über Microsoft Graph',
  'write it as name@example.com': 'schreiben Sie sie als name@example.com',
  'nothing waits, and the connection is in order now: the next mail shows whether it is mended':
    'nichts wartet, und die Verbindung ist jetzt in Ordnung: Die nächste E-Mail zeigt, ob es behoben ist',
  'it is tried again by itself; mend what the text says':
    'es wird von selbst wieder versucht; beheben Sie, was der Text sagt',
  'it ends soon; whoever runs that server must renew it': 'es endet bald; wer diesen Server betreibt, muss es erneuern',
  'name the server that is to take the mail on, or another port of this machine':
    'nennen Sie den Server, der die E-Mails weiter annehmen soll, oder einen anderen Port dieses Computers',
  'look with "upstream test" whether another server answers there, and name it by its own address if it has one':
    'sehen Sie mit "upstream test" nach, ob dort ein anderer Server antwortet, und nennen Sie ihn mit seiner eigenen Adresse, wenn er eine hat',
  'switch on DKIM at the provider behind {{0}}; a key under another selector is not seen here':
    'schalten Sie DKIM beim Anbieter hinter {{0}} ein; ein Schlüssel unter einem anderen Selektor wird hier nicht gesehen',
  'look whether it is switched on, reaches this server and still sends here':
    'sehen Sie nach, ob es eingeschaltet ist, diesen Server erreicht und noch hierher sendet',
  'ask the provider of the address to set its reverse name to {{0}}, and let {{1}} have the address':
    'bitten Sie den Anbieter der Adresse, ihren Namen für die Rückwärtssuche auf {{0}} zu setzen, und geben Sie {{1}} die Adresse',
  'look the address up at {{0}}': 'sehen Sie die Adresse bei {{0}} nach',
  'let this machine ask DNS for names of the Internet, or name a host: --probe-host HOST':
    'lassen Sie diesen Computer im DNS nach Namen des Internets fragen, oder nennen Sie einen Host: --probe-host HOST',
};
