/** Domains, in German. */
import type { Sentences } from '../sentences.ts';

export const domains: Sentences = {
  'it could not be asked: {{0}}': 'es konnte nicht gefragt werden: {{0}}',
  'the token is published': 'das Token ist veröffentlicht',
  'the token is published, as the host of an MX record': 'das Token ist veröffentlicht, als Host eines MX-Eintrags',
  'the token is not published yet': 'das Token ist noch nicht veröffentlicht',
  'the token is no longer published; the domain stays verified':
    'das Token ist nicht mehr veröffentlicht; die Domäne bleibt bestätigt',
  'verified ({{0}}); no record is needed any longer': 'bestätigt ({{0}}); es wird kein Eintrag mehr gebraucht',
  'mail for the domain comes here': 'E-Mails für die Domäne kommen hierher',
  'mail for the domain goes elsewhere, not here': 'E-Mails für die Domäne gehen anderswohin, nicht hierher',
  'mail for the domain goes elsewhere, as an internal-relay domain may':
    'E-Mails für die Domäne gehen anderswohin, wie es bei einem internen Relay sein darf',
  '{{0}} SPF records; receivers treat that as an error': '{{0}} SPF-Einträge; Empfänger behandeln das als Fehler',
  'receivers see that mail of the domain may come from this server':
    'Empfänger sehen, dass E-Mails der Domäne von diesem Server kommen dürfen',
  'whether it names this server is not known, as its public addresses are not':
    'ob er diesen Server nennt, ist nicht bekannt, da dessen öffentliche Adressen es nicht sind',
  'it does not name the service that sends the mail ({{0}})':
    'er nennt den Dienst nicht, der die E-Mails sendet ({{0}})',
  'the record does not name this server, and receivers may take its mail for forged':
    'der Eintrag nennt diesen Server nicht, und Empfänger halten seine E-Mails vielleicht für gefälscht',
  'it does not name this server; mail of the domain leaves by {{0}}, whose own addresses receivers see':
    'er nennt diesen Server nicht; E-Mails der Domäne gehen über {{0}} hinaus, dessen eigene Adressen Empfänger sehen',
  'the record is invalid, whoever sends': 'der Eintrag ist ungültig, wer auch immer sendet',
  'some records that it refers to could not be looked up':
    'einige Einträge, auf die er verweist, konnten nicht nachgeschlagen werden',
  'keys: {{0}}': 'Schlüssel: {{0}}',
  'no key was found under the usual selectors': 'unter den üblichen Selektoren wurde kein Schlüssel gefunden',
  ' (inherited from {{0}})': ' (geerbt von {{0}})',
  'no MTA-STS policy: servers that send here do without certificates that verify':
    'keine MTA-STS-Richtlinie: Server, die hierher senden, kommen ohne prüfbare Zertifikate aus',
  'nobody reports to you how protecting mail to you went':
    'niemand meldet Ihnen, wie die Verschlüsselung von E-Mails an Sie gelang',
  'the record is not valid, and counts as none': 'der Eintrag ist ungültig und zählt wie keiner',
  '{{0}} records, which count as none': '{{0}} Einträge, die wie keiner zählen',
  'says that there is an MTA-STS policy ({{0}})': 'sagt, dass es eine MTA-STS-Richtlinie gibt ({{0}})',
  'reports on TLS go to {{0}}': 'Berichte über TLS gehen an {{0}}',
  'no record': 'kein Eintrag',
  'there is none': 'es gibt keinen',
  'no SPF record': 'kein SPF-Eintrag',
  'no key': 'kein Schlüssel',
  'policy none: receivers take no action on mail that fails DMARC':
    'Richtlinie none: Empfänger unternehmen nichts gegen E-Mails, die DMARC nicht bestehen',
  'mail that fails DMARC is quarantined': 'E-Mails, die DMARC nicht bestehen, kommen in Quarantäne',
  'mail that fails DMARC is rejected': 'E-Mails, die DMARC nicht bestehen, werden abgelehnt',
  'ask again; if it goes on, repair the name servers of the domain':
    'fragen Sie noch einmal; hält es an, bringen Sie die Nameserver der Domäne in Ordnung',
  'ask again': 'fragen Sie noch einmal',
  'publish the MX of the server that has its mailboxes (Microsoft 365 shows it as the domain’s DNS record)':
    'veröffentlichen Sie den MX des Servers, der ihre Postfächer hat (Microsoft 365 zeigt ihn als DNS-Eintrag der Domäne)',
  'set egressAddresses in doorpost.yaml to your public addresses, as the Internet sees them':
    'setzen Sie egressAddresses in doorpost.yaml auf Ihre öffentlichen Adressen, wie das Internet sie sieht',
  'correct the record: receivers refuse it as it is': 'berichtigen Sie den Eintrag: So lehnen ihn Empfänger ab',
  'switch on DKIM where the mail is signed; a key under another selector is not seen here':
    'schalten Sie DKIM ein, wo die E-Mails signiert werden; ein Schlüssel unter einem anderen Selektor wird hier nicht gesehen',
};
