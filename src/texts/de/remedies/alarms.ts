/** Alarms, in German. */
import type { Sentences } from '../../sentences.ts';

export const alarmsRemedies: Sentences = {
  "Look after the disk (its errors are in the system's log). Put the file back from a backup, or give the message up, so that its sender hears of it and can send it again: {{0}}":
    'Sehen Sie nach dem Datenträger (seine Fehler stehen im Protokoll des Systems). Stellen Sie die Datei aus einer Sicherung wieder her, oder geben Sie die Nachricht auf, damit ihr Absender davon erfährt und sie noch einmal senden kann: {{0}}',
  'Look at the disk of the data directory (full, read-only, failing) and at the log; the store goes on by itself as soon as it can write.':
    'Sehen Sie nach dem Datenträger des Datenverzeichnisses (voll, schreibgeschützt, defekt) und nach dem Protokoll; der Speicher macht von selbst weiter, sobald er schreiben kann.',
  "See what the name servers of this server say ({{0}}); they are the system's, or those of the setting dnsServers. Mail goes on being authenticated as soon as they answer.":
    'Sehen Sie nach, was die Nameserver dieses Servers sagen ({{0}}); es sind die des Systems oder die der Einstellung dnsServers. E-Mails werden wieder authentifiziert, sobald sie antworten.',
  'Publish them again where the domain’s DNS is kept ({{0}}), and see what its name servers say then: {{1}}. If that was meant, acknowledge it.':
    'Veröffentlichen Sie sie wieder, wo das DNS der Domäne verwaltet wird ({{0}}), und sehen Sie nach, was ihre Nameserver dann sagen: {{1}}. War das gewollt, quittieren Sie es.',
  'Publish its record where the domain’s DNS is kept ({{0}}), and see what its name servers say then: {{1}}. If it is not wanted any more: {{2}}.':
    'Veröffentlichen Sie seinen Eintrag, wo das DNS der Domäne verwaltet wird ({{0}}), und sehen Sie nach, was ihre Nameserver dann sagen: {{1}}. Wird er nicht mehr gebraucht: {{2}}.',
  'Make the next one, and publish its record: {{0}}. It takes over a week after that, by itself.':
    'Erstellen Sie den nächsten und veröffentlichen Sie seinen Eintrag: {{0}}. Er übernimmt eine Woche danach von selbst.',
  'Make one, and publish its record: {{0}}. Mail is signed as soon as it is found. If nothing is sent from there, acknowledge this.':
    'Erstellen Sie einen und veröffentlichen Sie seinen Eintrag: {{0}}. E-Mails werden signiert, sobald er gefunden ist. Wird von dort nichts gesendet, quittieren Sie dies.',
  'Take its record out of DNS, and then delete it here: {{0}}':
    'Nehmen Sie seinen Eintrag aus dem DNS und löschen Sie ihn dann hier: {{0}}',
  'Look at what it sends ({{0}}). If that is not what it should be, change its password and keep it from sending: {{1}}.':
    'Sehen Sie nach, was es sendet ({{0}}). Ist es nicht, was es sein soll, ändern Sie sein Kennwort und halten Sie es vom Senden ab: {{1}}.',
  'Look at what comes by it ({{0}}), and find the device that sends it. To stop all of them: {{1}}.':
    'Sehen Sie nach, was darüber kommt ({{0}}), und finden Sie das Gerät, das es sendet. Um alle anzuhalten: {{1}}.',
  'Look at what it sends ({{0}}), and at the device itself.':
    'Sehen Sie nach, was es sendet ({{0}}), und nach dem Gerät selbst.',
  'See what it did ({{0}}), change its password, and lift it: {{1}}. With --release what waits goes on; {{2}} ends it.':
    'Sehen Sie nach, was geschehen ist ({{0}}), ändern Sie das Kennwort und heben Sie die Einschränkung auf: {{1}}. Mit --release geht weiter, was wartet; {{2}} beendet es.',
  'See what came by it ({{0}}), find and clean the device that sent it, and lift it: {{1}}. With --release what waits goes on; {{2}} ends it.':
    'Sehen Sie nach, was darüber kam ({{0}}), finden und säubern Sie das Gerät, das es gesendet hat, und heben Sie die Einschränkung auf: {{1}}. Mit --release geht weiter, was wartet; {{2}} beendet es.',
  'Look at what was sent: {{0}}. Stop what should not go out ({{1}}), then ask the next hop to take our mail again.':
    'Sehen Sie nach, was gesendet wurde: {{0}}. Halten Sie an, was nicht hinausgehen soll ({{1}}), und bitten Sie dann den nächsten Server, unsere E-Mails wieder anzunehmen.',
  'See on its machine whether it runs ({{0}}) and listens where the setting screening.rspamd.url says; then ask it: {{1}}':
    'Sehen Sie auf seinem Computer nach, ob er läuft ({{0}}) und dort lauscht, wo die Einstellung screening.rspamd.url es sagt; fragen Sie ihn dann: {{1}}',
  'See on its machine whether it runs ({{0}}), has signatures ({{1}} fetches them) and memory, and listens where the setting screening.clamd.address says; then ask it: {{2}}':
    'Sehen Sie auf seinem Computer nach, ob er läuft ({{0}}), Signaturen ({{1}} holt sie) und Arbeitsspeicher hat und dort lauscht, wo die Einstellung screening.clamd.address es sagt; fragen Sie ihn dann: {{2}}',
  'Let this machine ask by a DNS resolver of its own, not by a public one (setting dnsServers); or use the list with a key, where its keeper gives one. Without either, take it off: {{0}}. Then ask it: {{1}}':
    'Lassen Sie diesen Computer über einen eigenen DNS-Resolver fragen, nicht über einen öffentlichen (Einstellung dnsServers); oder verwenden Sie die Liste mit einem Schlüssel, wo ihr Betreiber einen ausgibt. Ohne beides nehmen Sie sie heraus: {{0}}. Fragen Sie sie dann: {{1}}',
  'It is closed, or belongs to somebody else now: take it off: {{0}}':
    'Sie ist geschlossen oder gehört jetzt jemand anderem: Nehmen Sie sie heraus: {{0}}',
  'See whether {{0}} is its right name, and still kept; else take it off: {{1}}':
    'Sehen Sie nach, ob {{0}} ihr richtiger Name ist und sie noch betrieben wird; sonst nehmen Sie sie heraus: {{1}}',
  'Give it again with its key in front, as its keeper shows it: {{0}}':
    'Geben Sie sie noch einmal mit ihrem Schlüssel davor an, wie ihr Betreiber es zeigt: {{0}}',
  'See whether this machine’s DNS server reaches it (setting dnsServers); then ask it: {{0}}':
    'Sehen Sie nach, ob der DNS-Server dieses Computers sie erreicht (Einstellung dnsServers); fragen Sie sie dann: {{0}}',
  'Put the right secret.key back (mode 0600) and restart Doorpost, or set each of them again.':
    'Legen Sie die richtige Datei secret.key zurück (Modus 0600) und starten Sie Doorpost neu, oder setzen Sie jedes davon noch einmal.',
  'Free space there, or give it a larger disk; no restart is needed. How much must stay free is the setting minFree.':
    'Schaffen Sie dort Platz oder geben Sie ihm einen größeren Datenträger; ein Neustart ist nicht nötig. Wie viel frei bleiben muss, ist die Einstellung minFree.',
  'Delete what nobody needs ({{0}}), or keep it for fewer days: {{1}}':
    'Löschen Sie, was niemand braucht ({{0}}), oder bewahren Sie es weniger Tage auf: {{1}}',
  'Set http.tls: on; or put a proxy with TLS before it and name its address in http.trustedProxies; or listen on this machine only (http.addresses) and come by an SSH tunnel. Then restart Doorpost.':
    'Setzen Sie http.tls: on; oder stellen Sie einen Proxy mit TLS davor und nennen Sie seine Adresse in http.trustedProxies; oder lauschen Sie nur auf diesem Computer (http.addresses) und kommen Sie durch einen SSH-Tunnel. Starten Sie Doorpost dann neu.',
  'Stop the other program, and the port is opened within a minute; or choose another with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.':
    'Beenden Sie das andere Programm, und der Port wird innerhalb einer Minute geöffnet; oder wählen Sie mit http.port (DOORPOST_HTTP_PORT) einen anderen und starten Sie Doorpost neu.',
  'Choose a port above 1023 with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.':
    'Wählen Sie mit http.port (DOORPOST_HTTP_PORT) einen Port über 1023 und starten Sie Doorpost neu.',
  'Give this machine the address, and it is opened within a minute; or correct http.addresses (DOORPOST_HTTP_ADDRESSES) and restart Doorpost.':
    'Geben Sie diesem Computer die Adresse, und er wird innerhalb einer Minute geöffnet; oder berichtigen Sie http.addresses (DOORPOST_HTTP_ADDRESSES) und starten Sie Doorpost neu.',
  'Look at http.addresses and http.port; it is tried again every minute.':
    'Sehen Sie nach http.addresses und http.port; es wird jede Minute wieder versucht.',
  'Look whether it runs and is reached from here: {{0}}. Where its name, port or endpoint has changed: {{1}} says how that is set. What waits: {{2}}.':
    'Sehen Sie nach, ob er läuft und von hier erreicht wird: {{0}}. Wo sich Name, Port oder Endpunkt geändert hat: {{1}} sagt, wie das gesetzt wird. Was wartet: {{2}}.',
  'Look whether the mailbox server (LMTP) runs, or whether the folder of the mailboxes can be written to. What waits: {{0}}.':
    'Sehen Sie nach, ob der Postfachserver (LMTP) läuft, oder ob in den Ordner der Postfächer geschrieben werden kann. Was wartet: {{0}}.',
  'That many at once is seldom theirs: {{0}} tells whether port 25 outward is blocked; look at DNS and the network of this machine, too. What waits: {{1}}.':
    'Bei so vielen auf einmal liegt es selten an ihnen: {{0}} sagt, ob Port 25 nach außen gesperrt ist; sehen Sie auch nach DNS und dem Netz dieses Computers. Was wartet: {{1}}.',
  'See what each was told last: {{0}}; where it goes by an upstream: {{1}}. How long mail may wait before this is told is the setting alarms.oldestMail.':
    'Sehen Sie nach, was jede zuletzt zur Antwort bekam: {{0}}; wo es über einen Upstream geht: {{1}}. Wie lange E-Mails warten dürfen, bevor das gemeldet wird, ist die Einstellung alarms.oldestMail.',
  'See where they wait: {{0}}; and who sends so much: {{1}}. Mail that should not go out is stopped with {{2}} or {{3}}.':
    'Sehen Sie nach, wo sie warten: {{0}}; und wer so viel sendet: {{1}}. E-Mails, die nicht hinausgehen sollen, werden mit {{2}} oder {{3}} angehalten.',
  'Read them with {{0}}. Then name who answers for the device ({{1}}), make the mailbox, or have copies sent to postmaster: {{2}}.':
    'Lesen Sie sie mit {{0}}. Nennen Sie dann, wer für das Gerät einsteht ({{1}}), legen Sie das Postfach an, oder lassen Sie Kopien an den Postmaster senden: {{2}}.',
  'Give devices that send so a connector, or let them sign in; then decide: {{0}} (or allow, to pass such mail on all the same)':
    'Geben Sie Geräten, die so senden, einen Connector, oder lassen Sie sie sich anmelden; entscheiden Sie dann: {{0}} (oder allow, um solche E-Mails trotzdem durchzulassen)',
  'Look whether it is switched on{{0}}, reaches this server and still sends here; what was last seen of it: {{1}}. If it may be silent for longer, give it more days or none.':
    'Sehen Sie nach, ob es eingeschaltet ist{{0}}, diesen Server erreicht und noch hierher sendet; was zuletzt von ihm gesehen wurde: {{1}}. Darf es länger stumm sein, geben Sie ihm mehr Tage oder keine.',
  'See what it said and what would have let it in: {{0}}':
    'Sehen Sie nach, was es gesagt hat und was es hereingelassen hätte: {{0}}',
  'Restart Doorpost: it makes a new one; or name a certificate of your own in the setting tls.certificates':
    'Starten Sie Doorpost neu: Es erstellt ein neues; oder nennen Sie in der Einstellung tls.certificates ein eigenes Zertifikat',
  'Renew the certificate in {{0}} and its key; Doorpost takes the new files within seconds ({{1}} says whether they fit)':
    'Erneuern Sie das Zertifikat in {{0}} und seinen Schlüssel; Doorpost übernimmt die neuen Dateien innerhalb von Sekunden ({{1}} sagt, ob sie passen)',
  'Renew {{0}} and its key{{1}}; then try it: {{2}}':
    'Erneuern Sie {{0}} und den Schlüssel dazu{{1}}; probieren Sie es dann aus: {{2}}',
  ', and upload the new certificate at the provider': ', und laden Sie das neue Zertifikat beim Anbieter hoch',
  'Make a new client secret at the provider, then: {{0}}':
    'Erstellen Sie beim Anbieter einen neuen geheimen Clientschlüssel, dann: {{0}}',
  'Use it ({{0}}), or sign in again: {{1}}': 'Verwenden Sie sie ({{0}}), oder melden Sie sich erneut an: {{1}}',
  'Find out step by step what is the matter: {{0}}. What waits goes on by itself when it works, and none of it is bounced.':
    'Finden Sie Schritt für Schritt heraus, woran es liegt: {{0}}. Was wartet, geht von selbst weiter, wenn es funktioniert, und nichts davon geht zurück.',
  'what waits goes by itself when it may; less at once ({{0}}), a second account, or a failover (--failover) makes room':
    'was wartet, geht von selbst, sobald es darf; weniger auf einmal ({{0}}), ein zweites Konto oder ein Failover (--failover) schafft Platz',
  'set it again: {{0}}': 'setzen Sie ihn noch einmal: {{0}}',
  'check it with: {{0}}': 'prüfen Sie ihn mit: {{0}}',
  '{{0}}, or make a mailbox': '{{0}}, oder legen Sie ein Postfach an',
  'Read them with: {{0}}': 'Lesen Sie sie mit: {{0}}',
};
