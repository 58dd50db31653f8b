/** Alarms, in German. */
import type { Sentences } from '../sentences.ts';

export const alarms: Sentences = {
  'secret.key does not open {{0}}: {{1}}.': 'secret.key öffnet {{0}} nicht: {{1}}.',
  'a secret': 'ein Geheimnis',
  '{{0}} secrets': '{{0}} Geheimnisse',
  'Mail that needs them waits, and who signs in with one of them is refused.':
    'E-Mails, die sie brauchen, warten, und wer sich mit einem davon anmeldet, wird abgelehnt.',
  'The stored content of message {{0}} is not what was accepted: {{1}}.':
    'Der gespeicherte Inhalt der Nachricht {{0}} ist nicht, was angenommen wurde: {{1}}.',
  'The message waits here and is tried again until it expires; nothing damaged is sent.':
    'Die Nachricht wartet hier und wird wieder versucht, bis sie abläuft; nichts Beschädigtes wird gesendet.',
  'nothing (no space, or no inodes)': 'nichts (kein Platz oder keine Inodes)',
  'The disk of {{0}} is full: {{1}} is free, {{2}} must stay free.':
    'Der Datenträger von {{0}} ist voll: {{1}} ist frei, {{2}} muss frei bleiben.',
  'The disk of {{0}} is nearly full: {{1}} is free, {{2}} must stay free.':
    'Der Datenträger von {{0}} ist fast voll: {{1}} ist frei, {{2}} muss frei bleiben.',
  'With less than must stay free new mail is put off with 452 4.3.1, and senders try again. What was taken is safe.':
    'Mit weniger, als frei bleiben muss, werden neue E-Mails mit 452 4.3.1 vertröstet, und Absender versuchen es wieder. Was angenommen wurde, ist sicher.',
  'The quarantine is full: {{0}}, {{1}}.': 'Die Quarantäne ist voll: {{0}}, {{1}}.',
  'The quarantine is {{0}} % full: {{1}}, {{2}}.': 'Die Quarantäne ist zu {{0}} % voll: {{1}}, {{2}}.',
  'When it is full, what should go there goes into Junk; malware is refused.':
    'Ist sie voll, geht in Junk-E-Mail, was dorthin sollte; Schadsoftware wird abgelehnt.',
  'The store cannot write: {{0}}.': 'Der Speicher kann nicht schreiben: {{0}}.',
  'New mail is put off with 451 4.3.0, and senders try again. What was taken is safe, and waits.':
    'Neue E-Mails werden mit 451 4.3.0 vertröstet, und Absender versuchen es wieder. Was angenommen wurde, ist sicher und wartet.',
  'The name servers of this server do not answer: {{0}} of the last {{1}} that mail asked for had no answer, nor had a question of our own.':
    'Die Nameserver dieses Servers antworten nicht: {{0}} der letzten {{1}}, nach denen für E-Mails gefragt wurde, blieben ohne Antwort, ebenso eine eigene Frage.',
  '{{0}} name': '{{0}} Namen',
  '{{0}} names': '{{0}} Namen',
  'Mail from outside is taken, and nothing shows who sent it. Mail to outside waits until its next hop can be looked up.':
    'E-Mails von außen werden angenommen, und nichts zeigt, wer sie gesendet hat. E-Mails nach außen warten, bis sich ihr nächster Server nachschlagen lässt.',
  'The next hop of {{0}} has taken no mail since {{1}}: {{2}}':
    'Der nächste Server von {{0}} hat seit {{1}} keine E-Mails angenommen: {{2}}',
  'Where mail for {{0}} is kept has taken no mail since {{1}}: {{2}}':
    'Wo E-Mails für {{0}} aufbewahrt werden, wurden seit {{1}} keine angenommen: {{2}}',
  'The mail servers of {{0}} ({{1}}) have taken no mail since {{2}}: {{3}}':
    'Die Mailserver von {{0}} ({{1}}) haben seit {{2}} keine E-Mails angenommen: {{3}}',
  '{{0}} domain': '{{0}} Domäne',
  '{{0}} domains': '{{0}} Domänen',
  'Mail for it waits here and is tried again by itself; what gets too old goes back to its sender.':
    'E-Mails dafür warten hier und werden von selbst wieder versucht; was zu alt wird, geht an seinen Absender zurück.',
  'The oldest mail has waited since {{0}}, longer than {{1}}; {{2}}: {{3}}.':
    'Die älteste E-Mail wartet seit {{0}}, länger als {{1}}; {{2}}: {{3}}.',
  'Nothing is lost. Mail is tried again by itself, and goes back to its sender when it gets too old.':
    'Nichts geht verloren. E-Mails werden von selbst wieder versucht und gehen an ihren Absender zurück, wenn sie zu alt werden.',
  'The queue grows: {{0}}, {{1}} did {{2}} before.': 'Die Warteschlange wächst: {{0}}, {{1}} waren es {{2}} zuvor.',
  'More comes in than goes out. Nothing is lost; mail goes out later.':
    'Es kommt mehr herein, als hinausgeht. Nichts geht verloren; E-Mails gehen später hinaus.',
  '{{0}} report of the last 24 hours has nobody to read it, the last at {{1}}, for {{2}}, who is no mailbox here.':
    '{{0}} Bericht der letzten 24 Stunden hat niemanden, der ihn liest, zuletzt um {{1}}, für {{2}}, was hier kein Postfach ist.',
  '{{0}}{{1}} reports of the last 24 hours have nobody to read them, the last at {{2}}, for {{3}}, who is no mailbox here.':
    '{{0}}{{1}} Berichte der letzten 24 Stunden haben niemanden, der sie liest, zuletzt um {{2}}, für {{3}}, was hier kein Postfach ist.',
  'More than ': 'Mehr als ',
  'Mail failed or is late, and whoever sent it was not told.':
    'E-Mails sind gescheitert oder verspätet, und wer sie gesendet hat, erfuhr es nicht.',
  "Mail for {{0}} goes on to another system with the organization's trust. Strangers who write there in the name of an own domain are refused (550 5.7.68).":
    'E-Mails für {{0}} gehen mit dem Vertrauen der Organisation an ein anderes System weiter. Fremde, die im Namen einer eigenen Domäne dorthin schreiben, werden abgelehnt (550 5.7.68).',
  'Other mail goes on as ever.': 'Andere E-Mails gehen wie immer weiter.',
  'Mail of strangers for {{0}} leaves by a connector that speaks for {{1}}, and DMARC is only observed: whoever forges a sender is believed there.':
    'E-Mails von Fremden für {{0}} gehen über einen Connector hinaus, der für {{1}} spricht, und DMARC wird nur beobachtet: Wer einen Absender fälscht, dem wird dort geglaubt.',
  'Mail goes on as ever, forged mail too.': 'E-Mails gehen wie immer weiter, auch gefälschte.',
  'Mail for outside has no upstream in {{0}}: {{1}}, since {{2}}.':
    'E-Mails nach außen haben in {{0}} keinen Upstream: {{1}}, seit {{2}}.',
  'Nothing is lost, and nothing is returned: mail waits until there is an upstream. Mail for mailboxes here arrives as ever.':
    'Nichts geht verloren, und nichts wird zurückgesendet: E-Mails warten, bis es einen Upstream gibt. E-Mails für hiesige Postfächer kommen wie immer an.',
  '{{0}} failed sign-ins to the admin center within an hour, from {{1}}.':
    '{{0}} fehlgeschlagene Anmeldungen am Admin Center innerhalb einer Stunde, von {{1}}.',
  'Each of them was slowed down, and nobody who signed in from their own address before was kept out.':
    'Jede davon wurde gebremst, und niemand, der sich vorher von seiner eigenen Adresse angemeldet hatte, wurde ausgesperrt.',
  'Records of {{0}} in DNS were right and are not any more, since {{1}}: {{2}}.':
    'Einträge von {{0}} im DNS waren richtig und sind es nicht mehr, seit {{1}}: {{2}}.',
  'Without its MX, mail for the domain does not come here. Without SPF or DKIM, receivers may refuse mail in its name. A domain that was verified stays verified.':
    'Ohne ihren MX kommen E-Mails für die Domäne nicht hierher. Ohne SPF oder DKIM lehnen Empfänger E-Mails in ihrem Namen vielleicht ab. Eine bestätigte Domäne bleibt bestätigt.',
  'Mail of {{0}} is signed (DKIM), and verifiers do not find the key {{1}} since {{2}}: {{3}}.':
    'E-Mails von {{0}} werden signiert (DKIM), und Prüfer finden den Schlüssel {{1}} seit {{2}} nicht: {{3}}.',
  'What is signed by it counts as unsigned: receivers may refuse it, or put it into Junk.':
    'Was damit signiert wird, gilt als unsigniert: Empfänger lehnen es vielleicht ab oder legen es in Junk-E-Mail.',
  'Mail of {{0}} goes out unsigned: it has no DKIM key, and other domains of the organization have one.':
    'E-Mails von {{0}} gehen unsigniert hinaus: Die Domäne hat keinen DKIM-Schlüssel, andere Domänen der Organisation haben einen.',
  'Receivers may refuse mail without a signature, or put it into Junk.':
    'Empfänger lehnen E-Mails ohne Signatur vielleicht ab oder legen sie in Junk-E-Mail.',
  'The DKIM key {{0}} {{1}}.': 'Der DKIM-Schlüssel {{0}} {{1}}.',
  'Mail goes out as before; nothing is late yet.': 'E-Mails gehen hinaus wie bisher; noch ist nichts zu spät.',
  'The {{0}} at {{1}} has looked at no message since {{2}}: {{3}}':
    '{{0}} an {{1}} hat seit {{2}} keine Nachricht angesehen: {{3}}',
  'Mail is not looked at by it, and stamped so. While a virus scanner is silent, mail of strangers is put off (451 4.7.1), and senders try again; other mail goes on.':
    'E-Mails werden davon nicht angesehen und so gestempelt. Solange ein Virenscanner stumm ist, werden E-Mails von Fremden vertröstet (451 4.7.1), und Absender versuchen es wieder; andere E-Mails gehen weiter.',
  'The block list {{0}} is not asked since {{1}}: {{2}}.': 'Die Sperrliste {{0}} wird seit {{1}} nicht gefragt: {{2}}.',
  'Mail goes on as if nobody were on this list. Nobody is refused for what it says meanwhile.':
    'E-Mails gehen weiter, als stünde niemand auf dieser Liste. Niemand wird für das abgelehnt, was sie inzwischen sagt.',
  ' The last: {{0}}.': ' Die letzten: {{0}}.',
  'Its mail goes on, but for what a check refuses or keeps back.':
    'E-Mails davon gehen weiter, außer was eine Prüfung ablehnt oder zurückhält.',
  '{{0}} {{1}} is restricted {{2}}: {{3}}{{4}}. {{5}}': '{{0}} {{1}} ist eingeschränkt, {{2}}: {{3}}{{4}}. {{5}}',
  'until somebody lifts it': 'bis jemand es aufhebt',
  'until {{0}}': 'bis {{0}}',
  'Of its mail that waited {{0}} is paused.': 'Von den wartenden E-Mails ist {{0}} angehalten.',
  'Of its mail that waited {{0}} are paused.': 'Von den wartenden E-Mails sind {{0}} angehalten.',
  'What it sends now is refused (550 5.1.8 of a mailbox, 5.7.711 of a connector), but for devices that must always get through; a mailbox still gets mail. Once lifted, it is not restricted again that day (UTC).':
    'Was jetzt gesendet wird, wird abgelehnt (550 5.1.8 eines Postfachs, 5.7.711 eines Connectors), außer von Geräten, die immer durchkommen müssen; ein Postfach erhält weiterhin E-Mails. Einmal aufgehoben, wird an diesem Tag (UTC) nicht noch einmal eingeschränkt.',
  '{{0}} calls mail of ours spam, or has blocked us: {{1}} It was said of message {{2}}; who sent most lately: {{3}}.':
    '{{0}} nennt E-Mails von uns Spam oder hat uns gesperrt: {{1}} Das galt der Nachricht {{2}}; die zuletzt am meisten sendeten: {{3}}.',
  'That message was not delivered. Others may refuse mail of this server too, until what sends it is found.':
    'Diese Nachricht wurde nicht zugestellt. Auch andere lehnen E-Mails dieses Servers vielleicht ab, bis gefunden ist, was sie sendet.',
  'No complete backup was made since {{0}}.': 'Seit {{0}} wurde keine vollständige Sicherung angelegt.',
  'Mail flows as ever. With the disk everything would be lost that was set up or delivered here since then.':
    'E-Mails fließen wie immer. Mit dem Datenträger ginge alles verloren, was seither hier eingerichtet oder zugestellt wurde.',
  'The HTTP API and the admin center are not open at {{0}}.': 'HTTP-API und Admin Center sind nicht geöffnet an {{0}}.',
  '{{0}} port {{1}} ({{2}})': '{{0}} Port {{1}} ({{2}})',
  'Mail is received and delivered as ever; the command line works on the server itself.':
    'E-Mails werden wie immer empfangen und zugestellt; die Befehlszeile funktioniert auf dem Server selbst.',
  'it lies beyond this machine, and there is no TLS': 'sie liegt außerhalb dieses Computers, und es gibt kein TLS',
  'another program has it': 'ein anderes Programm hat ihn',
  'the user that runs Doorpost may not open it': 'der Benutzer, unter dem Doorpost läuft, darf ihn nicht öffnen',
  'this machine has no such address': 'dieser Computer hat keine solche Adresse',
  'it is missing': 'er fehlt',
  'it has {{0}} of {{1}} bytes': 'er hat {{0}} von {{1}} Byte',
  'it has more than its {{0}} bytes': 'er hat mehr als seine {{0}} Byte',
  'it was changed': 'er wurde geändert',
  'it is there': 'er ist da',
  'not every name server has it': 'nicht jeder Nameserver hat ihn',
  'there is no such record': 'es gibt keinen solchen Eintrag',
  'another key is there': 'ein anderer Schlüssel ist da',
  'its record is empty': 'sein Eintrag ist leer',
  'a tag of its record keeps them from it': 'ein Tag seines Eintrags hält sie davon ab',
  'there are several records, and they may take any': 'es gibt mehrere Einträge, und sie nehmen irgendeinen',
  'no name server answers': 'kein Nameserver antwortet',
  'was made on {{0}}, and its record is not published':
    'wurde am {{0}} erstellt, und sein Eintrag ist nicht veröffentlicht',
  'signs since {{0}}: it is time for the next one': 'signiert seit {{0}}: Es ist Zeit für den nächsten',
  'signs no more since {{0}}: its record may go': 'signiert seit {{0}} nicht mehr: Sein Eintrag kann weg',
  'Mail for this way out waits here. Nothing bounces and nothing is lost; it goes on as soon as the cause is gone.':
    'E-Mails für diesen Ausgangsweg warten hier. Nichts geht zurück und nichts verloren; es geht weiter, sobald die Ursache weg ist.',
  'The next hop slows us down. Mail goes out later than usual; nothing is lost.':
    'Der nächste Server bremst uns. E-Mails gehen später hinaus als gewöhnlich; nichts geht verloren.',
  'Once it has expired, mail for this upstream waits here until there is a new one.':
    'Ist er abgelaufen, warten E-Mails für diesen Upstream hier, bis es einen neuen gibt.',
  'Once it has expired, mail for this upstream waits here until somebody signs in again.':
    'Ist es abgelaufen, warten E-Mails für diesen Upstream hier, bis sich jemand wieder anmeldet.',
  'Once it has expired, whoever checks it refuses the connection: mail waits, here or at the sender.':
    'Ist es abgelaufen, lehnt die Verbindung ab, wer es prüft: E-Mails warten, hier oder beim Absender.',
  'If it should have sent something, that mail was never handed to us.':
    'Hätte es etwas senden sollen, wurde uns diese E-Mail nie übergeben.',
  'Its mail is refused until somebody decides whether it may send.':
    'Seine E-Mails werden abgelehnt, bis jemand entscheidet, ob es senden darf.',
  'Beyond the limit mail is refused until there is room again.':
    'Über dem Limit werden E-Mails abgelehnt, bis wieder Platz ist.',
  'What it tried to send was not taken; it may not try again by itself.':
    'Was es senden wollte, wurde nicht angenommen; vielleicht versucht es das nicht von selbst wieder.',
  'it is ignored': 'es wird ignoriert',
  'its mail is taken now': 'seine E-Mails werden jetzt angenommen',
  'it is the device "{{0}}" now': 'es ist jetzt das Gerät „{{0}}“',
  'its network is listed no more': 'sein Netz ist nicht mehr aufgeführt',
  'it was not seen for long, and others need the place': 'es wurde lange nicht gesehen, und andere brauchen den Platz',
  'nothing is known of it since a restart; it is told anew when it comes again':
    'seit einem Neustart ist nichts von ihm bekannt; es wird neu gemeldet, wenn es wiederkommt',
  '{{0}} takes our mail again': '{{0}} nimmt unsere E-Mails wieder an',
  '{{0}} is removed: no mail goes that way.': '{{0}} ist entfernt: Auf diesem Weg gehen keine E-Mails.',
  '{{0}} is switched off: no mail goes that way.': '{{0}} ist ausgeschaltet: Auf diesem Weg gehen keine E-Mails.',
  '{{0}} was renewed: it lasts until {{1}}.': '{{0}} wurde erneuert und gilt bis {{1}}.',
  '{{0}}: what would have expired is not in use any more.': '{{0}}: Was abgelaufen wäre, ist nicht mehr in Gebrauch.',
  'The device {{0}} was heard of again, or may be silent now.':
    'Vom Gerät {{0}} wurde wieder etwas gehört, oder es darf jetzt stumm sein.',
  '{{0}} waits for approval no more: {{1}}': '{{0}} wartet nicht mehr auf Genehmigung: {{1}}',
  '{{0}} has room again: {{1}} of {{2}} {{3}} ({{4}}).': '{{0}} hat wieder Platz: {{1}} von {{2}} {{3}} ({{4}}).',
  'It is not there any more.': 'Es ist nicht mehr da.',
  '{{0}} was not refused for this cause for an hour.':
    '{{0}} wurde seit einer Stunde nicht aus diesem Grund abgelehnt.',
  '{{0}} honours DMARC, or has no such way any more.': '{{0}} beachtet DMARC, oder hat keinen solchen Weg mehr.',
  '{{0}} has decided, or has no such way any more.': '{{0}} hat entschieden, oder hat keinen solchen Weg mehr.',
  'The records of {{0}} are right again.': 'Die Einträge von {{0}} sind wieder richtig.',
  '{{0}} answers again.': '{{0}} antwortet wieder.',
  '{{0}} is no verified domain here any more.': '{{0}} ist hier keine bestätigte Domäne mehr.',
  'Nothing is to be done about the DKIM key {{0}} any more.': 'Für den DKIM-Schlüssel {{0}} ist nichts mehr zu tun.',
  '{{0}} has a DKIM key, or needs none any more.': '{{0}} hat einen DKIM-Schlüssel oder braucht keinen mehr.',
  'The DKIM key {{0}} is deleted.': 'Der DKIM-Schlüssel {{0}} ist gelöscht.',
  '{{0}} is not restricted any more.': '{{0}} ist nicht mehr eingeschränkt.',
  'Nothing of it was seen of {{0}} for an hour.': 'Seit einer Stunde wurde bei {{0}} nichts davon gesehen.',
  'For an hour no more sign-ins failed.': 'Seit einer Stunde ist keine Anmeldung mehr fehlgeschlagen.',
  'All secrets open with secret.key.': 'Alle Geheimnisse lassen sich mit secret.key öffnen.',
  'The message {{0}} is not in the queue any more.': 'Die Nachricht {{0}} ist nicht mehr in der Warteschlange.',
  'The quarantine has room again.': 'Die Quarantäne hat wieder Platz.',
  'There is room on the disk of {{0}} again.': 'Auf dem Datenträger von {{0}} ist wieder Platz.',
  'The store writes again.': 'Der Speicher schreibt wieder.',
  'A complete backup was made.': 'Eine vollständige Sicherung wurde angelegt.',
  'The HTTP API is open at every address that is set.': 'Die HTTP-API ist an jeder eingestellten Adresse geöffnet.',
  '{{0}}: mail is taken again.': '{{0}}: E-Mails werden wieder angenommen.',
  '{{0}}: no mail waits for it any more.': '{{0}}: Es warten keine E-Mails mehr darauf.',
  'No mail has waited too long any more.': 'Keine E-Mail wartet mehr zu lange.',
  'The queue has shrunk again.': 'Die Warteschlange ist wieder geschrumpft.',
  'For a day every report had somebody to read it.': 'Seit einem Tag hatte jeder Bericht jemanden, der ihn las.',
  '{{0}} recipient waits': '{{0}} Empfänger wartet',
  '{{0}} recipients wait': '{{0}} Empfänger warten',
  'the spam filter was sure of {{0}} within an hour': 'der Spamfilter war sich innerhalb einer Stunde bei {{0}} sicher',
  'the spam filter called {{0}} spam within an hour': 'der Spamfilter nannte innerhalb einer Stunde Spam: {{0}}',
  'the virus scanner found malware in {{0}} within an hour':
    'der Virenscanner fand innerhalb einer Stunde Schadsoftware in: {{0}}',
  'it sent to {{0}} in other domains within an hour': 'innerhalb einer Stunde ging es an {{0}} in anderen Domänen',
  'it sent to {{0}} in other domains within an hour, many more than it usually does':
    'innerhalb einer Stunde ging es an {{0}} in anderen Domänen, viel mehr als gewöhnlich',
  'next hops did not know {{0}} of {{1}} that they answered for within an hour':
    'nächste Server kannten innerhalb einer Stunde {{0}} von {{1}} nicht, über die sie Auskunft gaben',
  'The mailbox': 'Das Postfach',
  'The connector': 'Der Connector',
  'The device': 'Das Gerät',
  ', last by the device {{0}}': ', zuletzt über das Gerät {{0}}',
  'Nothing was restricted.': 'Nichts wurde eingeschränkt.',
  'It would have been restricted, and the organization only observes.':
    'Es wäre eingeschränkt worden, und die Organisation beobachtet nur.',
  'Its mail must always get through, so that nothing was restricted.':
    'E-Mails davon müssen immer durchkommen, daher wurde nichts eingeschränkt.',
  'A restriction of it was lifted today, so that it was not restricted again.':
    'Eine Einschränkung davon wurde heute aufgehoben, daher wurde nicht noch einmal eingeschränkt.',
  'spam filter (rspamd)': 'Spamfilter (rspamd)',
  'virus scanner (clamd)': 'Virenscanner (clamd)',
  'it does not answer our DNS server': 'sie antwortet unserem DNS-Server nicht',
  'it lists even 127.0.0.1, which no list may have': 'sie listet sogar 127.0.0.1, was keine Liste darf',
  'it does not list 127.0.0.2, which every list must have': 'sie listet 127.0.0.2 nicht, was jede Liste muss',
  'its key is missing': 'ihr Schlüssel fehlt',
  'it gives no answer': 'sie gibt keine Antwort',
  'the verification token': 'das Bestätigungstoken',
};
