/** Rules, in French. */
import type { Sentences } from '../../sentences.ts';

export const rulesRemedies: Sentences = {
  'keep its mail here, or make the domain an internal relay: {{0}}':
    'conservez ici son courrier, ou faites du domaine un relais interne : {{0}}',
  'keep its mail here first: {{0}}': 'conservez d’abord ici son courrier : {{0}}',
  'where they are to send on, cover them again beside what is there: {{0}}':
    's’ils doivent continuer à envoyer, couvrez-les de nouveau à côté de ce qui est là : {{0}}',
  'add it first: {{0}}': 'ajoutez-le d’abord : {{0}}',
  'publish the token and run {{0}}': 'publiez le jeton et exécutez {{0}}',
  'verify it: {{0}} (on a closed LAN with --trust)': 'vérifiez-le : {{0}} (sur un réseau fermé, avec --trust)',
  'the one that verifies first has it; have it removed there first: {{0}}':
    'le premier qui vérifie l’obtient ; faites-le d’abord supprimer là-bas : {{0}}',
  'choose another name, or change that one; how is shown by {{0}}':
    'choisissez un autre nom, ou modifiez celui-là ; {{0}} montre comment',
  'or take it away: {{0}}': 'ou retirez-la : {{0}}',
  'did you mean {{0}}? ': 'vouliez-vous dire {{0}} ? ',
  ' and {{0}} more': ' et {{0}} de plus',
  'there is none yet': 'il n’y en a pas encore',
  'there are: {{0}}{{1}}': 'il y a : {{0}}{{1}}',
  '{{0}}{{1}}; to add one: {{2}}': '{{0}}{{1}} ; pour en ajouter : {{2}}',
  'name the way back in none of them: {{0}}, or another that stands behind all':
    'ne nommez le chemin de retour dans aucun d’eux : {{0}}, ou un autre qui se tient derrière tous',
  'create it first: {{0}}': 'créez-la d’abord : {{0}}',
  'add a webhook ({{0}}), or a mailbox here that somebody reads':
    'ajoutez un webhook ({{0}}), ou une boîte aux lettres d’ici que quelqu’un lit',
  'let DMARC decide: {{0}}': 'laissez DMARC décider : {{0}}',
  'refuse it: {{0}}': 'refusez-le : {{0}}',
  'let devices that send so use a connector or sign in; to pass such mail on all the same: {{0}}':
    'laissez les appareils qui envoient ainsi utiliser un connecteur ou se connecter ; pour laisser passer ce courrier quand même : {{0}}',
  "say it first: {{0}} (mail for outside waits here until there is one), or {{1}} (it goes by the recipients' MX, straight from this address)":
    'dites-le d’abord : {{0}} (le courrier vers l’extérieur attend ici jusqu’à ce qu’il y en ait un), ou {{1}} (il va selon le MX des destinataires, droit depuis cette adresse)',
  '{{0}} of {{1}} {{2}} seats are free: assign one with {{3}}.':
    '{{0}} licences sur {{1}} ({{2}}) sont libres : attribuez-en une avec {{3}}.',
  'All {{0}} {{1}} seats are assigned: raise the number with {{2}}, or unassign one.':
    'Les {{0}} licences ({{1}}) sont toutes attribuées : augmentez le nombre avec {{2}}, ou retirez-en une.',
  'proves that the domain is yours; then {{0}}': 'prouve que le domaine est à vous ; puis {{0}}',
  "a connector with the device's IP address (or certificate): {{0}}":
    'un connecteur avec l’adresse IP de l’appareil (ou un certificat) : {{0}}',
  "the credential's password: {{0}}": 'le mot de passe de l’identifiant : {{0}}',
  '{{0}}{{1}} finds out': '{{0}}{{1}} le dit',
  'many providers block it; ': 'beaucoup de fournisseurs le bloquent ; ',
};
