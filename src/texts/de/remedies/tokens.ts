/** Tokens, in German. */
import type { Sentences } from '../../sentences.ts';

export const tokensRemedies: Sentences = {
  'make a new client secret (Entra admin center, App registrations, Certificates & secrets), copy its Value, not its Secret ID, and run: {{0}}':
    'erstellen Sie einen neuen geheimen Clientschlüssel (Entra Admin Center, App-Registrierungen, Zertifikate & Geheimnisse), kopieren Sie seinen „Wert“, nicht seine „Geheime ID“, und führen Sie aus: {{0}}',
  'sign in again: {{0}}': 'melden Sie sich erneut an: {{0}}',
  'get a new refresh token at the provider: {{0}}': 'holen Sie beim Anbieter ein neues Aktualisierungstoken: {{0}}',
  'check tenant and client id (Overview of the App registration): {{0}}':
    'prüfen Sie Mandant und Client-ID (Übersicht der App-Registrierung): {{0}}',
  'set them again: {{0}}': 'setzen Sie sie noch einmal: {{0}}',
  'allow public client flows (App registrations, Authentication), or: {{0}}':
    'erlauben Sie öffentliche Clientflows (App-Registrierungen, Authentifizierung), oder: {{0}}',
  'check it: {{0}}': 'prüfen Sie ihn: {{0}}',
  'check the token endpoint {{0}} and its tenant, and whether a proxy answers in its place: {{1}}':
    'prüfen Sie den Tokenendpunkt {{0}} und seinen Mandanten, und ob ein Proxy an seiner Stelle antwortet: {{1}}',
  'that the person who signed in may send as {{0}} and consented to the scope':
    'ob die Person, die sich angemeldet hat, als {{0}} senden darf und dem Bereich zugestimmt hat',
  'that the application has the right to send mail, with consent, and may send as {{0}}':
    'ob die Anwendung das Recht hat, E-Mails zu senden, mit Zustimmung, und als {{0}} senden darf',
  'The token was given out, so application and secret are known to the provider. Check {{0}}, and that sending by SMTP is allowed for that account; else set the sign-in again: {{1}}':
    'Das Token wurde ausgegeben, Anwendung und geheimer Schlüssel sind dem Anbieter also bekannt. Prüfen Sie, {{0}}, und ob das Senden per SMTP für dieses Konto erlaubt ist; sonst setzen Sie die Anmeldung noch einmal: {{1}}',
};
