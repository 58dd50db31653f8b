/** Rules, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const rulesRemedies: Sentences = {
  'keep its mail here, or make the domain an internal relay: {{0}}':
    'guarde aquí su correo, o haga del dominio una retransmisión interna: {{0}}',
  'keep its mail here first: {{0}}': 'guarde primero aquí su correo: {{0}}',
  'where they are to send on, cover them again beside what is there: {{0}}':
    'si deben seguir enviando, cúbralas de nuevo junto a lo que hay: {{0}}',
  'add it first: {{0}}': 'agréguelo primero: {{0}}',
  'publish the token and run {{0}}': 'publique el token y ejecute {{0}}',
  'verify it: {{0}} (on a closed LAN with --trust)': 'verifíquelo: {{0}} (en una red cerrada, con --trust)',
  'the one that verifies first has it; have it removed there first: {{0}}':
    'lo tiene quien primero lo verifica; haga que lo quiten allí primero: {{0}}',
  'choose another name, or change that one; how is shown by {{0}}':
    'elija otro nombre, o cambie aquel; {{0}} muestra cómo',
  'or take it away: {{0}}': 'o quítelo: {{0}}',
  'did you mean {{0}}? ': '¿quería decir {{0}}? ',
  ' and {{0}} more': ' y {{0}} más',
  'there is none yet': 'aún no hay ninguno',
  'there are: {{0}}{{1}}': 'hay: {{0}}{{1}}',
  '{{0}}{{1}}; to add one: {{2}}': '{{0}}{{1}}; para agregar uno: {{2}}',
  'name the way back in none of them: {{0}}, or another that stands behind all':
    'no nombre el camino de vuelta en ninguna de ellas: {{0}}, u otra que esté detrás de todas',
  'create it first: {{0}}': 'créela primero: {{0}}',
  'add a webhook ({{0}}), or a mailbox here that somebody reads':
    'agregue un webhook ({{0}}), o un buzón de aquí que alguien lea',
  'let DMARC decide: {{0}}': 'deje que decida DMARC: {{0}}',
  'refuse it: {{0}}': 'rechácelo: {{0}}',
  'let devices that send so use a connector or sign in; to pass such mail on all the same: {{0}}':
    'deje que los dispositivos que envían así usen un conector o inicien sesión; para dejar pasar ese correo de todos modos: {{0}}',
  "say it first: {{0}} (mail for outside waits here until there is one), or {{1}} (it goes by the recipients' MX, straight from this address)":
    'dígalo primero: {{0}} (el correo hacia el exterior espera aquí hasta que haya una), o {{1}} (va según el MX de los destinatarios, directamente desde esta dirección)',
  '{{0}} of {{1}} {{2}} seats are free: assign one with {{3}}.':
    '{{0}} de {{1}} licencias ({{2}}) están libres: asigne una con {{3}}.',
  'All {{0}} {{1}} seats are assigned: raise the number with {{2}}, or unassign one.':
    'Las {{0}} licencias ({{1}}) están asignadas: aumente el número con {{2}}, o retire una.',
  'proves that the domain is yours; then {{0}}': 'demuestra que el dominio es suyo; después {{0}}',
  "a connector with the device's IP address (or certificate): {{0}}":
    'un conector con la dirección IP del dispositivo (o un certificado): {{0}}',
  "the credential's password: {{0}}": 'la contraseña de la credencial: {{0}}',
  '{{0}}{{1}} finds out': '{{0}}{{1}} lo averigua',
  'many providers block it; ': 'muchos proveedores lo bloquean; ',
};
