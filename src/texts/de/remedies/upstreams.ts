/** Upstreams, in German. */
import type { Sentences } from '../../sentences.ts';

export const upstreamsRemedies: Sentences = {
  'repair DNS': 'bringen Sie das DNS in Ordnung',
  'look at the firewall between: it has to let HTTPS out':
    'sehen Sie nach der Firewall dazwischen: Sie muss HTTPS hinauslassen',
  'look whether a proxy that looks into TLS answers in its place: its authority has to be installed on this machine':
    'sehen Sie nach, ob ein Proxy, der in TLS hineinsieht, an seiner Stelle antwortet: Dessen Stelle muss auf diesem Computer installiert sein',
  'Give both (auth.username and auth.password): {{0}}': 'Geben Sie beides an (auth.username und auth.password): {{0}}',
  '{{0}} knows them by --tenant, --client-id and --username; docs/operate/upstreams.md has an example for each kind':
    '{{0}} kennt sie als --tenant, --client-id und --username; docs/operate/upstreams.md hat für jede Art ein Beispiel',
  'Give it by standard input: {{0}}': 'Geben Sie ihn über die Standardeingabe an: {{0}}',
  'Mend it, name a failover first ({{0}}), or let mail for outside wait here until there is an upstream: {{1}}':
    'Beheben Sie es, nennen Sie zuerst einen Failover ({{0}}), oder lassen Sie E-Mails nach außen hier warten, bis es einen Upstream gibt: {{1}}',
  'if that is not meant, name one that stands in for it: {{0}}, or switch it on again: {{1}}':
    'ist das nicht gewollt, nennen Sie einen, der für ihn einspringt: {{0}}, oder schalten Sie ihn wieder ein: {{1}}',
  "add one ({{0}}; other kinds: docs/operate/upstreams.md) or switch one on ({{1}}): what waits goes by it at once. To send by the recipients' MX instead, straight from this address: {{2}}":
    'fügen Sie einen hinzu ({{0}}; andere Arten: docs/operate/upstreams.md) oder schalten Sie einen ein ({{1}}): Was wartet, geht sofort darüber. Um stattdessen nach dem MX der Empfänger zu senden, direkt von dieser Adresse: {{2}}',
  'Correct the endpoint of the upstream ({{0}}), or {{1}}':
    'Berichtigen Sie den Endpunkt des Upstreams ({{0}}), oder {{1}}',
  '{{0}} changes it': '{{0}} ändert es',
  'Only a delegated sign-in takes a code: {{0}}': 'Nur eine delegierte Anmeldung nimmt einen Code an: {{0}}',
  'Give the refresh token that you have: {{0}}': 'Geben Sie das Aktualisierungstoken an, das Sie haben: {{0}}',
  'Correct the date ({{0}}), or make a new secret.':
    'Berichtigen Sie das Datum ({{0}}), oder erstellen Sie einen neuen geheimen Schlüssel.',
  'to name others: {{0}}': 'um andere zu nennen: {{0}}',
  'Its own is called {{0}}; secrets are never set by file, but with {{1}}':
    'Sein eigenes heißt {{0}}; Geheimnisse werden nie durch eine Datei gesetzt, sondern mit {{1}}',
};
