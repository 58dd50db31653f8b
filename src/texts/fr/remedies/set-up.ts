/** Set up, in French. */
import type { Sentences } from '../../sentences.ts';

export const setUpRemedies: Sentences = {
  '{{0}}, or {{1}} asks what fits': '{{0}}, ou {{1}} demande ce qui convient',
  'On the server itself: {{0}}': 'Sur le serveur lui-même : {{0}}',
  'let all of it go out in that name, and answers go to the sender: {{0}}; or give {{1}} the right Send As for each of the others':
    'faites tout sortir en ce nom, les réponses allant à l’expéditeur : {{0}} ; ou donnez à {{1}} le droit « Envoyer en tant que » pour chacun des autres',
  'have the domains of your senders verified there, or let all of it go out in a name that is: {{0}}':
    'faites-y vérifier les domaines de vos expéditeurs, ou faites tout sortir en un nom qui l’est : {{0}}',
  "As set up here all mail goes out as {{0}}, with Reply-To to the user. If the users' names are to stay: give {{1}} the right Send As for each user (Exchange admin center, the user's mailbox, Delegation), and then {{2}}":
    'Ainsi configuré, tout le courrier sort en tant que {{0}}, avec Reply-To vers l’utilisateur. Si les noms des utilisateurs doivent rester : donnez à {{1}} le droit « Envoyer en tant que » pour chaque utilisateur (Centre d’administration Exchange, boîte aux lettres de l’utilisateur, Délégation), puis {{2}}',
  'It goes out by port 587, which is rarely blocked: {{0}} tells. If it is, take --kind graph, which needs HTTPS only.':
    'Cela sort par le port 587, rarement bloqué : {{0}} le dit. S’il l’est, prenez --kind graph, qui ne demande que HTTPS.',
  'works too, and keeps its TLS: port 465 with SSL/TLS, and a sign-in ({{0}})':
    'fonctionne aussi, et garde son TLS : port 465 avec SSL/TLS, et une connexion ({{0}})',
  'works too: {{0}}': 'fonctionne aussi : {{0}}',
  'Per connector: 10,000 messages an hour, 100,000 recipients a day; {{0}} changes it.':
    'Par connecteur : 10 000 messages par heure, 100 000 destinataires par jour ; {{0}} le change.',
};
