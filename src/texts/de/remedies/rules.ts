/** Rules, in German. */
import type { Sentences } from '../../sentences.ts';

export const rulesRemedies: Sentences = {
  'keep its mail here, or make the domain an internal relay: {{0}}':
    'bewahren Sie seine E-Mails hier auf, oder machen Sie die Domäne zu einem internen Relay: {{0}}',
  'keep its mail here first: {{0}}': 'bewahren Sie seine E-Mails zuerst hier auf: {{0}}',
  'where they are to send on, cover them again beside what is there: {{0}}':
    'wo sie weitersenden sollen, erfassen Sie sie wieder neben dem, was da ist: {{0}}',
  'add it first: {{0}}': 'fügen Sie sie zuerst hinzu: {{0}}',
  'publish the token and run {{0}}': 'veröffentlichen Sie das Token und führen Sie {{0}} aus',
  'verify it: {{0}} (on a closed LAN with --trust)':
    'bestätigen Sie sie: {{0}} (in einem geschlossenen LAN mit --trust)',
  'the one that verifies first has it; have it removed there first: {{0}}':
    'wer zuerst bestätigt, hat sie; lassen Sie sie dort zuerst entfernen: {{0}}',
  'choose another name, or change that one; how is shown by {{0}}':
    'wählen Sie einen anderen Namen, oder ändern Sie jenes; wie, zeigt {{0}}',
  'or take it away: {{0}}': 'oder nehmen Sie es weg: {{0}}',
  'did you mean {{0}}? ': 'meinten Sie {{0}}? ',
  ' and {{0}} more': ' und {{0}} weitere',
  'there is none yet': 'es gibt noch keines',
  'there are: {{0}}{{1}}': 'es gibt: {{0}}{{1}}',
  '{{0}}{{1}}; to add one: {{2}}': '{{0}}{{1}}; um eines hinzuzufügen: {{2}}',
  'name the way back in none of them: {{0}}, or another that stands behind all':
    'nennen Sie den Rückweg in keinem davon: {{0}}, oder einen anderen, der hinter allen steht',
  'create it first: {{0}}': 'erstellen Sie sie zuerst: {{0}}',
  'add a webhook ({{0}}), or a mailbox here that somebody reads':
    'fügen Sie einen Webhook hinzu ({{0}}), oder ein Postfach hier, das jemand liest',
  'let DMARC decide: {{0}}': 'lassen Sie DMARC entscheiden: {{0}}',
  'refuse it: {{0}}': 'lehnen Sie es ab: {{0}}',
  'let devices that send so use a connector or sign in; to pass such mail on all the same: {{0}}':
    'lassen Sie Geräte, die so senden, einen Connector verwenden oder sich anmelden; um solche E-Mails trotzdem durchzulassen: {{0}}',
  "say it first: {{0}} (mail for outside waits here until there is one), or {{1}} (it goes by the recipients' MX, straight from this address)":
    'sagen Sie es zuerst: {{0}} (E-Mails nach außen warten hier, bis es einen gibt), oder {{1}} (sie gehen nach dem MX der Empfänger, direkt von dieser Adresse)',
  '{{0}} of {{1}} {{2}} seats are free: assign one with {{3}}.':
    '{{0}} von {{1}} Lizenzen ({{2}}) sind frei: Weisen Sie eine zu mit {{3}}.',
  'All {{0}} {{1}} seats are assigned: raise the number with {{2}}, or unassign one.':
    'Alle {{0}} Lizenzen ({{1}}) sind zugewiesen: Erhöhen Sie die Anzahl mit {{2}}, oder entziehen Sie eine.',
  'proves that the domain is yours; then {{0}}': 'belegt, dass die Domäne Ihnen gehört; dann {{0}}',
  "a connector with the device's IP address (or certificate): {{0}}":
    'ein Connector mit der IP-Adresse des Geräts (oder einem Zertifikat): {{0}}',
  "the credential's password: {{0}}": 'das Kennwort der Anmeldung: {{0}}',
  '{{0}}{{1}} finds out': '{{0}}{{1}} findet es heraus',
  'many providers block it; ': 'viele Anbieter sperren ihn; ',
};
