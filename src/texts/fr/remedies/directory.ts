/** Directory, in French. */
import type { Sentences } from '../../sentences.ts';

export const directoryRemedies: Sentences = {
  'These are raised: {{0}}': 'Celles-ci sont levées : {{0}}',
  'These are all there are: {{0}}': 'C’est tout ce qu’il y a : {{0}}',
  'Who has a seat: {{0}}': 'Qui a une licence : {{0}}',
  'Ask for each list by itself, in pages: {{0}} and {{1}}':
    'Demandez chaque liste séparément, par pages : {{0}} et {{1}}',
  '{{0}} lists the listeners': '{{0}} liste les écouteurs',
  '{{0}} shows them; built in are strict, tolerant and legacy':
    '{{0}} les montre ; sont intégrés strict, tolerant et legacy',
  'Check the spelling; these are all there are: {{0}}': 'Vérifiez l’orthographe ; c’est tout ce qu’il y a : {{0}}',
  'Did you mean {{0}}? These are all there are: {{1}}': 'Vouliez-vous dire {{0}} ? C’est tout ce qu’il y a : {{1}}',
  '{{0}}. A device that signs in needs one: {{1}} (with --elsewhere where its mail is kept by another system, such as Microsoft 365).':
    '{{0}}. Un appareil qui se connecte en a besoin d’une : {{1}} (avec --elsewhere si son courrier est conservé par un autre système, comme Microsoft 365).',
  'Create one: {{0}}': 'Créez-en une : {{0}}',
  'Say which: --organization <name> (?organization=<name>), or choose one: {{0}}':
    'Dites laquelle : --organization <name> (?organization=<name>), ou choisissez-en une : {{0}}',
  'Make your own from it: {{0}}': 'Faites-en le vôtre : {{0}}',
  'Raise the number: {{0}}, or take one back: {{1}}': 'Augmentez le nombre : {{0}}, ou reprenez-en une : {{1}}',
  'Add it, and on the server itself run {{0}}, or verify it by its TXT record.':
    'Ajoutez-le, et sur le serveur lui-même exécutez {{0}}, ou vérifiez-le par son enregistrement TXT.',
  'check that the domain is registered and delegated, and that this machine can ask DNS; on a closed LAN: {{0}}. To publish: the TXT record "{{1}}" at the domain itself (@)':
    'vérifiez que le domaine est enregistré et délégué, et que cette machine peut interroger le DNS ; sur un réseau fermé : {{0}}. À publier : l’enregistrement TXT « {{1}} » sous le domaine lui-même (@)',
  'Say which address is meant ({{0}}), give the device one ({{1}}), or let the whole range in: {{2}}':
    'Dites de quelle adresse il s’agit ({{0}}), donnez-en une à l’appareil ({{1}}), ou laissez entrer toute la plage : {{2}}',
  'These wait: {{0}} (--all: and all that were seen). A device waits when its address lies in a network of {{1}}; one that was never seen is added by {{2}}.':
    'Ceux-ci attendent : {{0}} (--all : et tous ceux qui ont été vus). Un appareil attend quand son adresse est dans un réseau de {{1}} ; celui qui n’a jamais été vu s’ajoute par {{2}}.',
  'Look at it ({{0}}), then {{1}} or {{2}}.': 'Regardez-le ({{0}}), puis {{1}} ou {{2}}.',
  'These may not send: {{0}}': 'Ceux-ci ne peuvent pas envoyer : {{0}}',
  'change that connector itself: {{0}}, then {{1}}': 'modifiez ce connecteur lui-même : {{0}}, puis {{1}}',
  'name it in the column logins; to take it away: {{0}} shows it, {{1}} ends it':
    'nommez-le dans la colonne logins ; pour le retirer : {{0}} le montre, {{1}} y met fin',
  'If its mailbox is there: {{0}}': 'Si sa boîte aux lettres est là-bas : {{0}}',
  'Lay it out as {{0}} does (lists in block style, each dash at the same place), or apply it in parts.':
    'Disposez-le comme le fait {{0}} (listes en style bloc, chaque tiret à la même place), ou appliquez-le en parties.',
};
