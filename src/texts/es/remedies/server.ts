/** Server, in Spanish. */
import type { Sentences } from '../../sentences.ts';

export const serverRemedies: Sentences = {
  'See {{0}} and the log (disk full, I/O error), mend that and try again.':
    'Vea {{0}} y el registro (disco lleno, error de E/S), arréglelo e inténtelo de nuevo.',
  'See the log and {{0}}; try again.': 'Vea el registro y {{0}}; inténtelo de nuevo.',
  'Make one on the server with {{0}} (or a role with more rights), and give it along: export DOORPOST_TOKEN=<token> (over HTTP: Authorization: Bearer <token>).':
    'Cree uno en el servidor con {{0}} (o un rol con más derechos), y entréguelo: export DOORPOST_TOKEN=<token> (por HTTP: Authorization: Bearer <token>).',
  ' who may read mail': ' que pueda leer correo',
  'Ask a Global administrator, who does it, or makes a token for {{0}}{{1}}: {{2}}':
    'Pida a un administrador global que lo haga, o que cree un token para {{0}}{{1}}: {{2}}',
  'Read the message as it is stored: {{0}}.': 'Lea el mensaje tal como está guardado: {{0}}.',
  'List what there is: {{0}}': 'Enumere lo que hay: {{0}}',
  'Read it there; what was handed on is in: {{0}}': 'Léalo allí; lo que se pasó está en: {{0}}',
  'Read it there; what was handed over is in: {{0}}': 'Léalo allí; lo que se entregó está en: {{0}}',
  '{{0}} shows what waits, {{1}} what was.': '{{0}} muestra lo que espera, {{1}} lo que fue.',
  'Check the id, or search by sender, recipient or time: {{0}} shows how. Old rows are swept.':
    'Compruebe el id., o busque por remitente, destinatario u hora: {{0}} muestra cómo. Las filas antiguas se borran.',
  'Check the reference; under a flood refusals are only counted: {{0}} tells how many.':
    'Compruebe la referencia; en una avalancha los rechazos solo se cuentan: {{0}} dice cuántos.',
  'Check with: {{0}}': 'Compruebe con: {{0}}',
};
