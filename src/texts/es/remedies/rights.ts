/** Rights, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const rightsRemedies: Sentences = {
  'SSL/TLS on': 'SSL/TLS activado',
  'TLS (STARTTLS) on': 'TLS (STARTTLS) activado',
  'TLS (STARTTLS) on if it has that, else off': 'TLS (STARTTLS) activado si lo tiene, si no desactivado',
  'sign-in off': 'inicio de sesión desactivado',
  'sign-in on, as name the address of its mailbox, and its password':
    'inicio de sesión activado, con la dirección de su buzón como nombre, y su contraseña',
  'sign-in on, as name {{0}}, and its password': 'inicio de sesión activado, con {{0}} como nombre, y su contraseña',
  'that of its credential': 'el de su credencial',
  'set this in the device: server {{0}}, port {{1}}, {{2}}, {{3}}':
    'configure esto en el dispositivo: servidor {{0}}, puerto {{1}}, {{2}}, {{3}}',
  '"{{0}}" may not send to the outside yet, as no connector covers {{1}}. To let it: {{2}}':
    '«{{0}}» aún no puede enviar al exterior, porque ningún conector cubre {{1}}. Para permitirlo: {{2}}',
  '{{0}} more devices may not send to the outside yet: {{1}} names each':
    '{{0}} dispositivos más aún no pueden enviar al exterior: {{1}} nombra cada uno',
  'or let all of one network send: {{0}}': 'o deje que envíe toda una red: {{0}}',
  'what it needs is not known, as nothing was kept of it: let it send, and look at the same time: {{0}}':
    'no se sabe qué necesita, porque no se guardó nada de él: deje que envíe, y mire al mismo tiempo: {{0}}',
  'switch on sign-in in the device, and give it name and password, if it has none here yet: {{0}}':
    'active el inicio de sesión en el dispositivo, y déle nombre y contraseña, si aquí aún no tiene: {{0}}',
  'it signs in by {{0}}, which nobody here speaks: choose LOGIN or PLAIN in it, with TLS, and give it name and password, if it has none here yet: {{1}}':
    'inicia sesión por {{0}}, que aquí nadie habla: elija en él LOGIN o PLAIN, con TLS, y déle nombre y contraseña, si aquí aún no tiene: {{1}}',
  'it may sign in as it does{{0}}: give it name and password, if it has none here yet: {{1}}':
    'puede iniciar sesión como lo hace{{0}}: déle nombre y contraseña, si aquí aún no tiene: {{1}}',
  ' (as {{0}})': ' (como {{0}})',
  'Look at it with {{0}}; let it in with {{1}}, or {{2}}.': 'Mírelo con {{0}}; déjelo entrar con {{1}}, o {{2}}.',
};
