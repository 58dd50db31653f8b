/** Sign in, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const signInRemedies: Sentences = {
  'Sign in again; a link that does it is made on the server: {{0}}':
    'Inicie sesión de nuevo; un vínculo para ello se crea en el servidor: {{0}}',
  'Set up an authenticator app in the admin center, under My account.':
    'Configure una aplicación de autenticación en el centro de administración, en «Mi cuenta».',
  'See where they come from: {{0}}. A person who forgot a password is invited anew; addresses that have no business here are kept out by the firewall or the proxy.':
    'Vea de dónde vienen: {{0}}. A quien olvidó una contraseña se le invita de nuevo; las direcciones que aquí no tienen nada que hacer las mantiene fuera el cortafuegos o el proxy.',
  'List them: {{0}}': 'Enumérelos: {{0}}',
  'Make a new invitation: {{0}}': 'Cree una invitación nueva: {{0}}',
};
