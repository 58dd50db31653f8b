/** Set up, in German. */
import type { Sentences } from '../../sentences.ts';

export const setUpRemedies: Sentences = {
  '{{0}}, or {{1}} asks what fits': '{{0}}, oder {{1}} fragt, was passt',
  'On the server itself: {{0}}': 'Auf dem Server selbst: {{0}}',
  'let all of it go out in that name, and answers go to the sender: {{0}}; or give {{1}} the right Send As for each of the others':
    'lassen Sie alle in diesem Namen hinausgehen, und Antworten gehen an den Absender: {{0}}; oder geben Sie {{1}} für jeden der anderen das Recht „Senden als“',
  'have the domains of your senders verified there, or let all of it go out in a name that is: {{0}}':
    'lassen Sie die Domänen Ihrer Absender dort bestätigen, oder lassen Sie alle in einem Namen hinausgehen, der bestätigt ist: {{0}}',
  "As set up here all mail goes out as {{0}}, with Reply-To to the user. If the users' names are to stay: give {{1}} the right Send As for each user (Exchange admin center, the user's mailbox, Delegation), and then {{2}}":
    'So eingerichtet gehen alle E-Mails als {{0}} hinaus, mit Reply-To an den Benutzer. Sollen die Namen der Benutzer bleiben: Geben Sie {{1}} für jeden Benutzer das Recht „Senden als“ (Exchange Admin Center, das Postfach des Benutzers, Delegierung), und dann {{2}}',
  'It goes out by port 587, which is rarely blocked: {{0}} tells. If it is, take --kind graph, which needs HTTPS only.':
    'Es geht über Port 587 hinaus, der selten gesperrt ist: {{0}} sagt es. Ist er es, nehmen Sie --kind graph, das nur HTTPS braucht.',
  'works too, and keeps its TLS: port 465 with SSL/TLS, and a sign-in ({{0}})':
    'funktioniert auch und behält sein TLS: Port 465 mit SSL/TLS, und eine Anmeldung ({{0}})',
  'works too: {{0}}': 'funktioniert auch: {{0}}',
  'Per connector: 10,000 messages an hour, 100,000 recipients a day; {{0}} changes it.':
    'Je Connector: 10.000 Nachrichten pro Stunde, 100.000 Empfänger am Tag; {{0}} ändert es.',
};
