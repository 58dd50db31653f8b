/** Tokens, in French. */
import type { Sentences } from '../../sentences.ts';

export const tokensRemedies: Sentences = {
  'make a new client secret (Entra admin center, App registrations, Certificates & secrets), copy its Value, not its Secret ID, and run: {{0}}':
    'créez une nouvelle clé secrète client (centre d’administration Entra, Inscriptions d’applications, Certificats et secrets), copiez sa « Valeur », non son « ID de secret », et exécutez : {{0}}',
  'sign in again: {{0}}': 'reconnectez-vous : {{0}}',
  'get a new refresh token at the provider: {{0}}':
    'obtenez un nouveau jeton d’actualisation chez le fournisseur : {{0}}',
  'check tenant and client id (Overview of the App registration): {{0}}':
    'vérifiez le locataire et l’ID client (Vue d’ensemble de l’inscription d’application) : {{0}}',
  'set them again: {{0}}': 'définissez-les de nouveau : {{0}}',
  'allow public client flows (App registrations, Authentication), or: {{0}}':
    'autorisez les flux clients publics (Inscriptions d’applications, Authentification), ou : {{0}}',
  'check it: {{0}}': 'vérifiez-la : {{0}}',
  'check the token endpoint {{0}} and its tenant, and whether a proxy answers in its place: {{1}}':
    'vérifiez le point de terminaison des jetons {{0}} et son locataire, et si un proxy répond à sa place : {{1}}',
  'that the person who signed in may send as {{0}} and consented to the scope':
    'que la personne connectée peut envoyer en tant que {{0}} et a consenti à l’étendue',
  'that the application has the right to send mail, with consent, and may send as {{0}}':
    'que l’application a le droit d’envoyer du courrier, avec consentement, et peut envoyer en tant que {{0}}',
  'The token was given out, so application and secret are known to the provider. Check {{0}}, and that sending by SMTP is allowed for that account; else set the sign-in again: {{1}}':
    'Le jeton a été donné, l’application et la clé secrète sont donc connues du fournisseur. Vérifiez {{0}}, et que l’envoi par SMTP est permis à ce compte ; sinon, redéfinissez la connexion : {{1}}',
};
