/** Tokens, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const tokensRemedies: Sentences = {
  'make a new client secret (Entra admin center, App registrations, Certificates & secrets), copy its Value, not its Secret ID, and run: {{0}}':
    'cree un secreto de cliente nuevo (centro de administración de Entra, Registros de aplicaciones, Certificados y secretos), copie su «Valor», no su «Id. de secreto», y ejecute: {{0}}',
  'sign in again: {{0}}': 'inicie sesión de nuevo: {{0}}',
  'get a new refresh token at the provider: {{0}}': 'obtenga un token de actualización nuevo en el proveedor: {{0}}',
  'check tenant and client id (Overview of the App registration): {{0}}':
    'compruebe el inquilino y el id. de cliente (Información general del registro de la aplicación): {{0}}',
  'set them again: {{0}}': 'defínalos de nuevo: {{0}}',
  'allow public client flows (App registrations, Authentication), or: {{0}}':
    'permita los flujos de cliente públicos (Registros de aplicaciones, Autenticación), o: {{0}}',
  'check it: {{0}}': 'compruébelo: {{0}}',
  'check the token endpoint {{0}} and its tenant, and whether a proxy answers in its place: {{1}}':
    'compruebe el punto de conexión de tokens {{0}} y su inquilino, y si un proxy responde en su lugar: {{1}}',
  'that the person who signed in may send as {{0}} and consented to the scope':
    'que la persona que inició sesión puede enviar como {{0}} y consintió el ámbito',
  'that the application has the right to send mail, with consent, and may send as {{0}}':
    'que la aplicación tiene el derecho de enviar correo, con consentimiento, y puede enviar como {{0}}',
  'The token was given out, so application and secret are known to the provider. Check {{0}}, and that sending by SMTP is allowed for that account; else set the sign-in again: {{1}}':
    'El token se entregó, así que el proveedor conoce la aplicación y el secreto. Compruebe {{0}}, y que el envío por SMTP está permitido para esa cuenta; si no, defina de nuevo el inicio de sesión: {{1}}',
};
