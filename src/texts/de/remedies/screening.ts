/** Screening, in German. */
import type { Sentences } from '../../sentences.ts';

export const screeningRemedies: Sentences = {
  'one of three: put {{0}} into the SPF record of the domain ({{1}}); or let it come by a connector: {{2}}; or let it sign in on port 587: {{3}}':
    'eines von dreien: Nehmen Sie {{0}} in den SPF-Eintrag der Domäne auf ({{1}}); oder lassen Sie es über einen Connector kommen: {{2}}; oder lassen Sie es sich an Port 587 anmelden: {{3}}',
  'if it should get through: {{0}}; {{1}} shows who put it there':
    'wenn es durchkommen soll: {{0}}; {{1}} zeigt, wer es eingetragen hat',
  'find out why ({{0}}), {{1}}, and lift it: {{2}}':
    'finden Sie den Grund heraus ({{0}}), {{1}}, und heben Sie die Einschränkung auf: {{2}}',
  'change its password': 'ändern Sie sein Kennwort',
  'find what sends behind it': 'finden Sie, was dahinter sendet',
  'mend what sends from there': 'bringen Sie in Ordnung, was von dort sendet',
  'its owner has it taken off that list; if you know who it is, let it in: {{0}}':
    'der Besitzer lässt sie von dieser Liste nehmen; wenn Sie wissen, wer es ist, lassen Sie sie herein: {{0}}',
  'its owner has it taken off that list: {{0}}; if you know who it is, let it in: {{1}}':
    'der Besitzer lässt sie von dieser Liste nehmen: {{0}}; wenn Sie wissen, wer es ist, lassen Sie sie herein: {{1}}',
  'set a host name of its own in the device: it greets with the name of this server':
    'stellen Sie im Gerät einen eigenen Hostnamen ein: Es begrüßt mit dem Namen dieses Servers',
  'set one sender address in the device, and nothing else in From':
    'stellen Sie im Gerät eine einzige Absenderadresse ein, und nichts anderes in „Von“',
  'look for malware on the machine that sent it; what came from there: {{0}}':
    'suchen Sie auf dem Computer, der sie gesendet hat, nach Schadsoftware; was von dort kam: {{0}}',
  'send such files in another way, or take the type off the organization’s list':
    'senden Sie solche Dateien auf anderem Weg, oder nehmen Sie den Typ von der Liste der Organisation',
  'the owner of {{0}} has forbidden it: they have to send by a server that their SPF or DKIM names; nothing here lets it through':
    'der Besitzer von {{0}} hat es verboten: Er muss über einen Server senden, den sein SPF oder DKIM nennt; nichts hier lässt es durch',
  'if such mail is wanted: {{0}}, which lets it through where it is authenticated':
    'wenn solche E-Mails gewünscht sind: {{0}}, was sie durchlässt, wo sie authentifiziert sind',
  'look whether the virus scanner runs: {{0}}; then it is sent again by itself':
    'sehen Sie nach, ob der Virenscanner läuft: {{0}}; dann wird sie von selbst noch einmal gesendet',
  'send it in parts, or raise the size that the scanner takes':
    'senden Sie sie in Teilen, oder erhöhen Sie die Größe, die der Scanner annimmt',
};
