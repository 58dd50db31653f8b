/** Set up, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const setUpRemedies: Sentences = {
  '{{0}}, or {{1}} asks what fits': '{{0}}, o {{1}} pregunta qué conviene',
  'On the server itself: {{0}}': 'En el propio servidor: {{0}}',
  'let all of it go out in that name, and answers go to the sender: {{0}}; or give {{1}} the right Send As for each of the others':
    'haga que todo salga en ese nombre, y las respuestas vayan al remitente: {{0}}; o dé a {{1}} el derecho «Enviar como» para cada uno de los otros',
  'have the domains of your senders verified there, or let all of it go out in a name that is: {{0}}':
    'haga que se verifiquen allí los dominios de sus remitentes, o que todo salga en un nombre que lo esté: {{0}}',
  "As set up here all mail goes out as {{0}}, with Reply-To to the user. If the users' names are to stay: give {{1}} the right Send As for each user (Exchange admin center, the user's mailbox, Delegation), and then {{2}}":
    'Tal como está aquí, todo el correo sale como {{0}}, con Reply-To al usuario. Si deben mantenerse los nombres de los usuarios: dé a {{1}} el derecho «Enviar como» para cada usuario (Centro de administración de Exchange, buzón del usuario, Delegación), y después {{2}}',
  'It goes out by port 587, which is rarely blocked: {{0}} tells. If it is, take --kind graph, which needs HTTPS only.':
    'Sale por el puerto 587, que rara vez está bloqueado: {{0}} lo dice. Si lo está, tome --kind graph, que solo necesita HTTPS.',
  'works too, and keeps its TLS: port 465 with SSL/TLS, and a sign-in ({{0}})':
    'también funciona, y mantiene su TLS: puerto 465 con SSL/TLS, y un inicio de sesión ({{0}})',
  'works too: {{0}}': 'también funciona: {{0}}',
  'Per connector: 10,000 messages an hour, 100,000 recipients a day; {{0}} changes it.':
    'Por conector: 10.000 mensajes por hora, 100.000 destinatarios al día; {{0}} lo cambia.',
};
