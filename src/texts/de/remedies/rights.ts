/** Rights, in German. */
import type { Sentences } from '../../sentences.ts';

export const rightsRemedies: Sentences = {
  'SSL/TLS on': 'SSL/TLS ein',
  'TLS (STARTTLS) on': 'TLS (STARTTLS) ein',
  'TLS (STARTTLS) on if it has that, else off': 'TLS (STARTTLS) ein, wenn es das hat, sonst aus',
  'sign-in off': 'Anmeldung aus',
  'sign-in on, as name the address of its mailbox, and its password':
    'Anmeldung ein, als Name die Adresse seines Postfachs, und dessen Kennwort',
  'sign-in on, as name {{0}}, and its password': 'Anmeldung ein, als Name {{0}}, und das Kennwort dazu',
  'that of its credential': 'der seiner Anmeldedaten',
  'set this in the device: server {{0}}, port {{1}}, {{2}}, {{3}}':
    'stellen Sie im Gerät ein: Server {{0}}, Port {{1}}, {{2}}, {{3}}',
  '"{{0}}" may not send to the outside yet, as no connector covers {{1}}. To let it: {{2}}':
    '„{{0}}“ darf noch nicht nach außen senden, da kein Connector {{1}} erfasst. Um es zu erlauben: {{2}}',
  '{{0}} more devices may not send to the outside yet: {{1}} names each':
    '{{0}} weitere Geräte dürfen noch nicht nach außen senden: {{1}} nennt jedes',
  'or let all of one network send: {{0}}': 'oder lassen Sie ein ganzes Netz senden: {{0}}',
  'what it needs is not known, as nothing was kept of it: let it send, and look at the same time: {{0}}':
    'was es braucht, ist nicht bekannt, da nichts von ihm aufbewahrt wurde: Lassen Sie es senden und sehen Sie gleichzeitig zu: {{0}}',
  'switch on sign-in in the device, and give it name and password, if it has none here yet: {{0}}':
    'schalten Sie im Gerät die Anmeldung ein und geben Sie ihm Name und Kennwort, wenn es hier noch keines hat: {{0}}',
  'it signs in by {{0}}, which nobody here speaks: choose LOGIN or PLAIN in it, with TLS, and give it name and password, if it has none here yet: {{1}}':
    'es meldet sich mit {{0}} an, was hier niemand spricht: Wählen Sie darin LOGIN oder PLAIN, mit TLS, und geben Sie ihm Name und Kennwort, wenn es hier noch keines hat: {{1}}',
  'it may sign in as it does{{0}}: give it name and password, if it has none here yet: {{1}}':
    'es darf sich anmelden, wie es das tut{{0}}: Geben Sie ihm Name und Kennwort, wenn es hier noch keines hat: {{1}}',
  ' (as {{0}})': ' (als {{0}})',
  'Look at it with {{0}}; let it in with {{1}}, or {{2}}.':
    'Sehen Sie es sich mit {{0}} an; lassen Sie es herein mit {{1}}, oder {{2}}.',
};
