/** Sign in, in French. */
import type { Sentences } from '../../sentences.ts';

export const signInRemedies: Sentences = {
  'Sign in again; a link that does it is made on the server: {{0}}':
    'Reconnectez-vous ; un lien qui le fait se crée sur le serveur : {{0}}',
  'Set up an authenticator app in the admin center, under My account.':
    'Configurez une application d’authentification dans le centre d’administration, sous « Mon compte ».',
  'See where they come from: {{0}}. A person who forgot a password is invited anew; addresses that have no business here are kept out by the firewall or the proxy.':
    'Voyez d’où elles viennent : {{0}}. Qui a oublié un mot de passe est invité de nouveau ; les adresses qui n’ont rien à faire ici sont tenues à l’écart par le pare-feu ou le proxy.',
  'List them: {{0}}': 'Listez-les : {{0}}',
  'Make a new invitation: {{0}}': 'Créez une nouvelle invitation : {{0}}',
};
