/** Devices, in German. */
import type { Sentences } from '../../sentences.ts';

export const devicesRemedies: Sentences = {
  'If it only tested the connection, all is in order.': 'Hat es nur die Verbindung getestet, ist alles in Ordnung.',
  ', or switch off its sign-in there: port 25 needs none from an approved address':
    ', oder schalten Sie dort seine Anmeldung aus: Port 25 braucht von einer genehmigten Adresse keine',
  'switch it on again: {{0}}': 'schalten Sie es wieder ein: {{0}}',
  'its mailbox is no more, so that it needs another sign-in: {{0}}':
    'sein Postfach gibt es nicht mehr, es braucht also eine andere Anmeldung: {{0}}',
  'its credential is disabled: {{0}}': 'seine Anmeldung ist deaktiviert: {{0}}',
  'switch sign-in on again for its credential, its mailbox or its organization':
    'schalten Sie die Anmeldung für seine Anmeldedaten, sein Postfach oder seine Organisation wieder ein',
  '{{0}}: it may then relay without signing in, from this address alone':
    '{{0}}: Es darf dann ohne Anmeldung weitergeben, von dieser Adresse allein',
  'switch on TLS (STARTTLS) in the device{{0}}; where it knows no TLS, it needs the profile legacy, under which it may sign in without: {{1}}. {{2}}':
    'schalten Sie im Gerät TLS (STARTTLS) ein{{0}}; wo es kein TLS kennt, braucht es das Profil legacy, mit dem es sich ohne anmelden darf: {{1}}. {{2}}',
  'give this server a certificate that the device trusts, for the name by which the device calls it (docs/operate/tls.md); load ours into the device; or switch off its check of certificates':
    'geben Sie diesem Server ein Zertifikat, dem das Gerät vertraut, für den Namen, mit dem das Gerät ihn ruft (docs/operate/tls.md); laden Sie unseres in das Gerät; oder schalten Sie seine Prüfung von Zertifikaten aus',
  'If it is a device, look at its port and TLS settings: one that is set to "SSL/TLS" belongs on port 465, one that is set to STARTTLS or to none on 587 or 25. {{0}}':
    'Ist es ein Gerät, sehen Sie nach seinem Port und seinen TLS-Einstellungen: Eines mit „SSL/TLS“ gehört auf Port 465, eines mit STARTTLS oder ohne auf 587 oder 25. {{0}}',
  '{{0}}use port 587 or 25 in the device, or switch on SSL/TLS there':
    '{{0}}verwenden Sie im Gerät Port 587 oder 25, oder schalten Sie dort SSL/TLS ein',
  'if it waits for a greeting there, it speaks clear text: ':
    'wenn es dort auf eine Begrüßung wartet, spricht es Klartext: ',
  'it asked for STARTTLS and did not go on with it: try once more, update its firmware, or switch off TLS in the device':
    'es hat um STARTTLS gebeten und nicht damit weitergemacht: Versuchen Sie es noch einmal, aktualisieren Sie seine Firmware, oder schalten Sie TLS im Gerät aus',
  'If it is a device, look whether it is set to send mail (SMTP) to this port, and whether something between it and us (a firewall, a mail filter) keeps back what is said.':
    'Ist es ein Gerät, sehen Sie nach, ob es E-Mails (SMTP) an diesen Port sendet, und ob etwas zwischen ihm und uns (eine Firewall, ein Mailfilter) zurückhält, was gesagt wird.',
  'Look at the transcript for what it wanted. {{0}}': 'Sehen Sie in der Mitschrift nach, was es wollte. {{0}}',
  'Choose LOGIN or PLAIN in the device and give it name and password ({{0}}), or switch off its sign-in and let it send to port 25. {{1}}':
    'Wählen Sie im Gerät LOGIN oder PLAIN und geben Sie ihm Name und Kennwort ({{0}}), oder schalten Sie seine Anmeldung aus und lassen Sie es an Port 25 senden. {{1}}',
  'Look at what the device says about it. {{0}}': 'Sehen Sie nach, was das Gerät dazu sagt. {{0}}',
  'Set sender and recipient in the device, and send a page. {{0}}':
    'Stellen Sie im Gerät Absender und Empfänger ein und senden Sie eine Seite. {{0}}',
  'Raise the time limit for sending in the device, scan at a lower resolution, and look whether something between it and us ends the connection; it has to send the message again.':
    'Erhöhen Sie im Gerät die Zeitgrenze für das Senden, scannen Sie mit geringerer Auflösung, und sehen Sie nach, ob etwas zwischen ihm und uns die Verbindung beendet; es muss die Nachricht noch einmal senden.',
  'Look at what the device says about it, and whether something between it and us ends the connection; it has to send the message again.':
    'Sehen Sie nach, was das Gerät dazu sagt, und ob etwas zwischen ihm und uns die Verbindung beendet; es muss die Nachricht noch einmal senden.',
  'Switch on the PROXY protocol in the load balancer, or take its address out of proxyFrom; its health checks look the same, and do no harm.':
    'Schalten Sie im Lastenausgleich das PROXY-Protokoll ein, oder nehmen Sie seine Adresse aus proxyFrom; seine Zustandsprüfungen sehen genauso aus und schaden nicht.',
  'it was told: "{{0}}"': 'es bekam zur Antwort: „{{0}}“',
  'it was told: "{{0}}"; the whole session: {{1}}': 'es bekam zur Antwort: „{{0}}“; die ganze Sitzung: {{1}}',
  'set a sender address of an own, verified domain in the device ({{0}}), or add that domain':
    'stellen Sie im Gerät eine Absenderadresse einer eigenen, bestätigten Domäne ein ({{0}}), oder fügen Sie diese Domäne hinzu',
  'let the device be known: {{0}}; or take Direct Send in your own name from anybody again: {{1}}':
    'machen Sie das Gerät bekannt: {{0}}; oder nehmen Sie Direct Send in Ihrem eigenen Namen wieder von jedem an: {{1}}',
  'let its connector speak for the sender’s domain (--sender-domain and --accepted-domain of {{0}}), or set a sender in the device that it speaks for; {{1}} shows them':
    'lassen Sie seinen Connector für die Domäne des Absenders sprechen (--sender-domain und --accepted-domain von {{0}}), oder stellen Sie im Gerät einen Absender ein, für den er spricht; {{1}} zeigt sie',
  'let the connector take the recipient’s domain too ({{0}}, with those it has: the option replaces the list), or correct the recipient in the device':
    'lassen Sie den Connector auch die Domäne des Empfängers annehmen ({{0}}, mit denen, die er hat: Die Option ersetzt die Liste), oder berichtigen Sie den Empfänger im Gerät',
  'if it is a device of yours, make its connector one that relays: {{0}}; a partner writes to your own recipients alone':
    'ist es ein Gerät von Ihnen, machen Sie seinen Connector zu einem, der weitergibt: {{0}}; ein Partner schreibt nur an Ihre eigenen Empfänger',
  'end the circle: a forwarding, a group or a rule of another mail system sends back what it got from here; {{0}} shows the way it took':
    'beenden Sie den Kreis: Eine Weiterleitung, eine Gruppe oder eine Regel eines anderen Mailsystems sendet zurück, was sie von hier bekam; {{0}} zeigt den Weg',
  'give the group members, or the forwarding another goal: {{0}} or {{1}} shows where it leads':
    'geben Sie der Gruppe Mitglieder, oder der Weiterleitung ein anderes Ziel: {{0}} oder {{1}} zeigt, wohin sie führt',
  'send a message of its own to the people of each organization, or put them into one organization: {{0}}':
    'senden Sie den Personen jeder Organisation eine eigene Nachricht, oder nehmen Sie sie in eine Organisation: {{0}}',
  'update the firmware of the device, or mend the program that sends: it does not keep to SMTP, and {{0}} shows what it said':
    'aktualisieren Sie die Firmware des Geräts, oder bringen Sie das sendende Programm in Ordnung: Es hält sich nicht an SMTP, und {{0}} zeigt, was es gesagt hat',
  'set name and password right in the device first ({{0}} has the names); then wait: each failure has doubled the time, up to the limit authDelayLongest, and a new password does not shorten it':
    'stellen Sie zuerst Name und Kennwort im Gerät richtig ein ({{0}} hat die Namen); warten Sie dann: Jeder Fehlschlag hat die Zeit verdoppelt, bis zum Limit authDelayLongest, und ein neues Kennwort verkürzt sie nicht',
  'let the device send again in a minute; if it lasts, somebody guesses passwords: {{0}} shows from where, for the firewall':
    'lassen Sie das Gerät in einer Minute wieder senden; hält es an, rät jemand Kennwörter: {{0}} zeigt von wo, für die Firewall',
  'nothing is to be set right: send it again, or wait until the device does so by itself':
    'es gibt nichts zu berichtigen: Senden Sie sie noch einmal, oder warten Sie, bis das Gerät es von selbst tut',
  'the password is right; {{0}}': 'das Kennwort ist richtig; {{0}}',
  'choose LOGIN or PLAIN in the device, or give it one more credential, which allows CRAM-MD5: {{0}}':
    'wählen Sie im Gerät LOGIN oder PLAIN, oder geben Sie ihm eine weitere Anmeldung, die CRAM-MD5 erlaubt: {{0}}',
  'choose LOGIN or PLAIN in the device, with TLS, and give it name and password: {{0}}':
    'wählen Sie im Gerät LOGIN oder PLAIN, mit TLS, und geben Sie ihm Name und Kennwort: {{0}}',
  'type the name in the device as {{0}} has it, or make it: {{1}}':
    'geben Sie den Namen im Gerät ein, wie {{0}} ihn hat, oder legen Sie ihn an: {{1}}',
  'type the password again in the device; for a new one: {{0}}':
    'geben Sie das Kennwort im Gerät noch einmal ein; für ein neues: {{0}}',
  'type the password again in the device; for a new one: {{0}}, as {{1}} has them':
    'geben Sie das Kennwort im Gerät noch einmal ein; für ein neues: {{0}}, wie {{1}} sie hat',
  'switch on {{0}}sign-in in the device, with name and password ({{1}}); or let it send to port 25, where it needs no sign-in once its address is approved: {{2}}':
    'schalten Sie im Gerät {{0}}die Anmeldung ein, mit Name und Kennwort ({{1}}); oder lassen Sie es an Port 25 senden, wo es keine Anmeldung braucht, sobald seine Adresse genehmigt ist: {{2}}',
  'TLS (STARTTLS) and ': 'TLS (STARTTLS) und ',
  'switch on TLS (STARTTLS) in the device; where it knows no TLS, its connector has to take clear text: {{0}}':
    'schalten Sie im Gerät TLS (STARTTLS) ein; wo es kein TLS kennt, muss sein Connector Klartext annehmen: {{0}}',
  'its credential or its mailbox was changed, switched off or removed while it was connected: look at {{0}}; with the right name and password it gets through again':
    'seine Anmeldung oder sein Postfach wurde geändert, ausgeschaltet oder entfernt, während es verbunden war: Sehen Sie nach bei {{0}}; mit dem richtigen Namen und Kennwort kommt es wieder durch',
  'set the mailbox it signs in to as sender in the device, or allow the other: {{0}}':
    'stellen Sie im Gerät das Postfach, mit dem es sich anmeldet, als Absender ein, oder erlauben Sie den anderen: {{0}}',
  'correct the recipient in the device, or add the mailbox':
    'berichtigen Sie den Empfänger im Gerät, oder fügen Sie das Postfach hinzu',
  '{{0}}, it needs the profile {{1}}: {{2}}': '{{0}}, braucht es das Profil {{1}}: {{2}}',
  'update its firmware or switch on a newer TLS; where there is none':
    'aktualisieren Sie seine Firmware oder schalten Sie ein neueres TLS ein; wo es keines gibt',
  'set it right in the device; where its settings do not let you':
    'stellen Sie es im Gerät richtig ein; wo seine Einstellungen das nicht zulassen',
  'switch on TLS 1.2 in it; if it has that, it may not trust our certificate (docs/operate/tls.md); if not':
    'schalten Sie darin TLS 1.2 ein; hat es das, vertraut es vielleicht unserem Zertifikat nicht (docs/operate/tls.md); wenn nicht',
};
