/** Rights, in French. */
import type { Sentences } from '../../sentences.ts';

export const rightsRemedies: Sentences = {
  'SSL/TLS on': 'SSL/TLS activé',
  'TLS (STARTTLS) on': 'TLS (STARTTLS) activé',
  'TLS (STARTTLS) on if it has that, else off': 'TLS (STARTTLS) activé s’il l’a, sinon désactivé',
  'sign-in off': 'connexion désactivée',
  'sign-in on, as name the address of its mailbox, and its password':
    'connexion activée, avec pour nom l’adresse de sa boîte aux lettres, et son mot de passe',
  'sign-in on, as name {{0}}, and its password': 'connexion activée, avec pour nom {{0}}, et son mot de passe',
  'that of its credential': 'celui de son identifiant',
  'set this in the device: server {{0}}, port {{1}}, {{2}}, {{3}}':
    'réglez dans l’appareil : serveur {{0}}, port {{1}}, {{2}}, {{3}}',
  '"{{0}}" may not send to the outside yet, as no connector covers {{1}}. To let it: {{2}}':
    '« {{0}} » ne peut pas encore envoyer vers l’extérieur, car aucun connecteur ne couvre {{1}}. Pour le permettre : {{2}}',
  '{{0}} more devices may not send to the outside yet: {{1}} names each':
    '{{0}} autres appareils ne peuvent pas encore envoyer vers l’extérieur : {{1}} nomme chacun',
  'or let all of one network send: {{0}}': 'ou laissez tout un réseau envoyer : {{0}}',
  'what it needs is not known, as nothing was kept of it: let it send, and look at the same time: {{0}}':
    'ses besoins ne sont pas connus, car rien n’a été conservé de lui : laissez-le envoyer, et regardez en même temps : {{0}}',
  'switch on sign-in in the device, and give it name and password, if it has none here yet: {{0}}':
    'activez la connexion dans l’appareil, et donnez-lui nom et mot de passe, s’il n’en a pas encore ici : {{0}}',
  'it signs in by {{0}}, which nobody here speaks: choose LOGIN or PLAIN in it, with TLS, and give it name and password, if it has none here yet: {{1}}':
    'il se connecte par {{0}}, que personne ici ne parle : choisissez-y LOGIN ou PLAIN, avec TLS, et donnez-lui nom et mot de passe, s’il n’en a pas encore ici : {{1}}',
  'it may sign in as it does{{0}}: give it name and password, if it has none here yet: {{1}}':
    'il peut se connecter comme il le fait{{0}} : donnez-lui nom et mot de passe, s’il n’en a pas encore ici : {{1}}',
  ' (as {{0}})': ' (en tant que {{0}})',
  'Look at it with {{0}}; let it in with {{1}}, or {{2}}.':
    'Regardez-le avec {{0}} ; laissez-le entrer avec {{1}}, ou {{2}}.',
};
