/** Directory, in German. */
import type { Sentences } from '../../sentences.ts';

export const directoryRemedies: Sentences = {
  'These are raised: {{0}}': 'Diese sind ausgelöst: {{0}}',
  'These are all there are: {{0}}': 'Das sind alle, die es gibt: {{0}}',
  'Who has a seat: {{0}}': 'Wer eine Lizenz hat: {{0}}',
  'Ask for each list by itself, in pages: {{0}} and {{1}}':
    'Fragen Sie nach jeder Liste für sich, in Seiten: {{0}} und {{1}}',
  '{{0}} lists the listeners': '{{0}} führt die Listener auf',
  '{{0}} shows them; built in are strict, tolerant and legacy':
    '{{0}} zeigt sie; integriert sind strict, tolerant und legacy',
  'Check the spelling; these are all there are: {{0}}':
    'Prüfen Sie die Schreibweise; das sind alle, die es gibt: {{0}}',
  'Did you mean {{0}}? These are all there are: {{1}}': 'Meinten Sie {{0}}? Das sind alle, die es gibt: {{1}}',
  '{{0}}. A device that signs in needs one: {{1}} (with --elsewhere where its mail is kept by another system, such as Microsoft 365).':
    '{{0}}. Ein Gerät, das sich anmeldet, braucht eines: {{1}} (mit --elsewhere, wo seine E-Mails von einem anderen System aufbewahrt werden, etwa Microsoft 365).',
  'Create one: {{0}}': 'Erstellen Sie eine: {{0}}',
  'Say which: --organization <name> (?organization=<name>), or choose one: {{0}}':
    'Sagen Sie welche: --organization <name> (?organization=<name>), oder wählen Sie eine: {{0}}',
  'Make your own from it: {{0}}': 'Machen Sie Ihr eigenes daraus: {{0}}',
  'Raise the number: {{0}}, or take one back: {{1}}':
    'Erhöhen Sie die Anzahl: {{0}}, oder nehmen Sie eine zurück: {{1}}',
  'Add it, and on the server itself run {{0}}, or verify it by its TXT record.':
    'Fügen Sie sie hinzu und führen Sie auf dem Server selbst {{0}} aus, oder bestätigen Sie sie durch ihren TXT-Eintrag.',
  'check that the domain is registered and delegated, and that this machine can ask DNS; on a closed LAN: {{0}}. To publish: the TXT record "{{1}}" at the domain itself (@)':
    'prüfen Sie, ob die Domäne registriert und delegiert ist und dieser Computer das DNS fragen kann; in einem geschlossenen LAN: {{0}}. Zu veröffentlichen: der TXT-Eintrag „{{1}}“ bei der Domäne selbst (@)',
  'Say which address is meant ({{0}}), give the device one ({{1}}), or let the whole range in: {{2}}':
    'Sagen Sie, welche Adresse gemeint ist ({{0}}), geben Sie dem Gerät eine ({{1}}), oder lassen Sie den ganzen Bereich herein: {{2}}',
  'These wait: {{0}} (--all: and all that were seen). A device waits when its address lies in a network of {{1}}; one that was never seen is added by {{2}}.':
    'Diese warten: {{0}} (--all: und alle, die gesehen wurden). Ein Gerät wartet, wenn seine Adresse in einem Netz von {{1}} liegt; eines, das nie gesehen wurde, wird mit {{2}} hinzugefügt.',
  'Look at it ({{0}}), then {{1}} or {{2}}.': 'Sehen Sie sie sich an ({{0}}), dann {{1}} oder {{2}}.',
  'These may not send: {{0}}': 'Diese dürfen nicht senden: {{0}}',
  'change that connector itself: {{0}}, then {{1}}': 'ändern Sie diesen Connector selbst: {{0}}, dann {{1}}',
  'name it in the column logins; to take it away: {{0}} shows it, {{1}} ends it':
    'nennen Sie ihn in der Spalte logins; um ihn wegzunehmen: {{0}} zeigt ihn, {{1}} beendet ihn',
  'If its mailbox is there: {{0}}': 'Wenn sein Postfach dort ist: {{0}}',
  'Lay it out as {{0}} does (lists in block style, each dash at the same place), or apply it in parts.':
    'Ordnen Sie sie an wie {{0}} (Listen im Blockstil, jeder Strich an derselben Stelle), oder wenden Sie sie in Teilen an.',
};
