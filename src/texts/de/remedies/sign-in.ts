/** Sign in, in German. */
import type { Sentences } from '../../sentences.ts';

export const signInRemedies: Sentences = {
  'Sign in again; a link that does it is made on the server: {{0}}':
    'Melden Sie sich erneut an; ein Link dafür wird auf dem Server erstellt: {{0}}',
  'Set up an authenticator app in the admin center, under My account.':
    'Richten Sie im Admin Center unter „Mein Konto“ eine Authenticator-App ein.',
  'See where they come from: {{0}}. A person who forgot a password is invited anew; addresses that have no business here are kept out by the firewall or the proxy.':
    'Sehen Sie nach, woher sie kommen: {{0}}. Wer ein Kennwort vergessen hat, wird neu eingeladen; Adressen, die hier nichts zu suchen haben, hält die Firewall oder der Proxy fern.',
  'List them: {{0}}': 'Führen Sie sie auf: {{0}}',
  'Make a new invitation: {{0}}': 'Erstellen Sie eine neue Einladung: {{0}}',
};
