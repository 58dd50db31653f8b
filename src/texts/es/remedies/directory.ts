/** Directory, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const directoryRemedies: Sentences = {
  'These are raised: {{0}}': 'Estas están activas: {{0}}',
  'These are all there are: {{0}}': 'Esto es todo lo que hay: {{0}}',
  'Who has a seat: {{0}}': 'Quién tiene licencia: {{0}}',
  'Ask for each list by itself, in pages: {{0}} and {{1}}': 'Pida cada lista por separado, en páginas: {{0}} y {{1}}',
  '{{0}} lists the listeners': '{{0}} enumera los agentes de escucha',
  '{{0}} shows them; built in are strict, tolerant and legacy':
    '{{0}} los muestra; están integrados strict, tolerant y legacy',
  'Check the spelling; these are all there are: {{0}}': 'Compruebe la ortografía; esto es todo lo que hay: {{0}}',
  'Did you mean {{0}}? These are all there are: {{1}}': '¿Quería decir {{0}}? Esto es todo lo que hay: {{1}}',
  '{{0}}. A device that signs in needs one: {{1}} (with --elsewhere where its mail is kept by another system, such as Microsoft 365).':
    '{{0}}. Un dispositivo que inicia sesión necesita uno: {{1}} (con --elsewhere si su correo lo guarda otro sistema, como Microsoft 365).',
  'Create one: {{0}}': 'Cree una: {{0}}',
  'Say which: --organization <name> (?organization=<name>), or choose one: {{0}}':
    'Diga cuál: --organization <name> (?organization=<name>), o elija una: {{0}}',
  'Make your own from it: {{0}}': 'Haga el suyo a partir de él: {{0}}',
  'Raise the number: {{0}}, or take one back: {{1}}': 'Aumente el número: {{0}}, o recupere una: {{1}}',
  'Add it, and on the server itself run {{0}}, or verify it by its TXT record.':
    'Agréguelo, y ejecute {{0}} en el propio servidor, o verifíquelo por su registro TXT.',
  'check that the domain is registered and delegated, and that this machine can ask DNS; on a closed LAN: {{0}}. To publish: the TXT record "{{1}}" at the domain itself (@)':
    'compruebe que el dominio está registrado y delegado, y que esta máquina puede preguntar al DNS; en una red cerrada: {{0}}. Hay que publicar: el registro TXT «{{1}}» en el propio dominio (@)',
  'Say which address is meant ({{0}}), give the device one ({{1}}), or let the whole range in: {{2}}':
    'Diga qué dirección se quiere decir ({{0}}), dé una al dispositivo ({{1}}), o deje entrar todo el intervalo: {{2}}',
  'These wait: {{0}} (--all: and all that were seen). A device waits when its address lies in a network of {{1}}; one that was never seen is added by {{2}}.':
    'Estos esperan: {{0}} (--all: y todos los que se vieron). Un dispositivo espera cuando su dirección está en una red de {{1}}; el que nunca se vio se agrega con {{2}}.',
  'Look at it ({{0}}), then {{1}} or {{2}}.': 'Mírelo ({{0}}), y después {{1}} o {{2}}.',
  'These may not send: {{0}}': 'Estos no pueden enviar: {{0}}',
  'change that connector itself: {{0}}, then {{1}}': 'cambie el propio conector: {{0}}, y después {{1}}',
  'name it in the column logins; to take it away: {{0}} shows it, {{1}} ends it':
    'nómbrelo en la columna logins; para quitarlo: {{0}} lo muestra, {{1}} lo termina',
  'If its mailbox is there: {{0}}': 'Si su buzón está allí: {{0}}',
  'Lay it out as {{0}} does (lists in block style, each dash at the same place), or apply it in parts.':
    'Dispóngalo como lo hace {{0}} (listas en estilo de bloque, cada guion en el mismo lugar), o aplíquelo por partes.',
};
