/** Checks, in German. */
import type { Sentences } from '../../sentences.ts';

export const checksRemedies: Sentences = {
  'each of them: {{0}}': 'jeden davon: {{0}}',
  'send something from it, and look at the same time: {{0}}':
    'senden Sie etwas davon, und sehen Sie gleichzeitig zu: {{0}}',
  'publish MX 0 {{0}} if mail for the domain is to come here: {{1}}':
    'veröffentlichen Sie MX 0 {{0}}, wenn E-Mails für die Domäne hierher kommen sollen: {{1}}',
  'its mailboxes are said to be here (authoritative), but strangers deliver there: publish MX 0 {{0}}, or {{1}}':
    'ihre Postfächer sollen hier sein (autoritativ), Fremde stellen aber dort zu: Veröffentlichen Sie MX 0 {{0}}, oder {{1}}',
  'publish this {{0}} record for {{1}}: {{2}}': 'veröffentlichen Sie diesen {{0}}-Eintrag für {{1}}: {{2}}',
  'publish {{0}} {{1}}: {{2}}': 'veröffentlichen Sie {{0}} {{1}}: {{2}}',
  'send by an upstream that you sign in to (port 587 or Microsoft Graph): {{0}}':
    'senden Sie über einen Upstream, an dem Sie sich anmelden (Port 587 oder Microsoft Graph): {{0}}',
  'mail must not leave by MX from here: send by an upstream that you sign in to ({{0}}), or get an address meant for servers':
    'E-Mails dürfen von hier nicht per MX hinaus: Senden Sie über einen Upstream, an dem Sie sich anmelden ({{0}}), oder besorgen Sie eine Adresse, die für Server gedacht ist',
  'find out what was sent ({{0}}), stop it, then ask {{1}} to remove the address':
    'finden Sie heraus, was gesendet wurde ({{0}}), halten Sie es an und bitten Sie dann {{1}}, die Adresse zu entfernen',
  'look again later: {{0}}': 'sehen Sie später noch einmal nach: {{0}}',
  'correct host or name in the upstream ({{0}}), or repair DNS':
    'berichtigen Sie Host oder Namen im Upstream ({{0}}), oder bringen Sie das DNS in Ordnung',
  'The mail servers of {{0}} do not keep what its own policy ({{1}}) promises, or somebody is on the way. Tell its postmaster; mail waits and is tried again. To encrypt without knowing who it is, for this domain alone: {{2}}':
    'Die Mailserver von {{0}} halten nicht, was ihre eigene Richtlinie ({{1}}) verspricht, oder jemand steht dazwischen. Sagen Sie es dem Postmaster dort; E-Mails warten und werden wieder versucht. Um für diese Domäne allein zu verschlüsseln, ohne zu wissen, mit wem: {{2}}',
  'name a host with a public address, or let a Global administrator allow this one: {{0}}':
    'nennen Sie einen Host mit öffentlicher Adresse, oder lassen Sie einen globalen Administrator diesen erlauben: {{0}}',
  'name an existing file, or make one with {{0}}':
    'nennen Sie eine vorhandene Datei, oder erstellen Sie eine mit {{0}}',
  'set hostName (or DOORPOST_HOSTNAME) to the name of this server, or run {{0}}':
    'setzen Sie hostName (oder DOORPOST_HOSTNAME) auf den Namen dieses Servers, oder führen Sie {{0}} aus',
  'use 127.0.0.1 and ::1, or make it production with {{0}}':
    'verwenden Sie 127.0.0.1 und ::1, oder machen Sie mit {{0}} den Produktivbetrieb daraus',
};
