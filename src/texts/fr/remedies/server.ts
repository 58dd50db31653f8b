/** Server, in French. */
import type { Sentences } from '../../sentences.ts';

export const serverRemedies: Sentences = {
  'See {{0}} and the log (disk full, I/O error), mend that and try again.':
    'Voyez {{0}} et le journal (disque plein, erreur d’E/S), remédiez-y et réessayez.',
  'See the log and {{0}}; try again.': 'Voyez le journal et {{0}} ; réessayez.',
  'Make one on the server with {{0}} (or a role with more rights), and give it along: export DOORPOST_TOKEN=<token> (over HTTP: Authorization: Bearer <token>).':
    'Créez-en un sur le serveur avec {{0}} (ou un rôle qui a plus de droits), et donnez-le avec : export DOORPOST_TOKEN=<token> (par HTTP : Authorization: Bearer <token>).',
  ' who may read mail': ' qui peut lire le courrier',
  'Ask a Global administrator, who does it, or makes a token for {{0}}{{1}}: {{2}}':
    'Demandez à un administrateur général, qui le fait, ou crée un jeton pour {{0}}{{1}} : {{2}}',
  'Read the message as it is stored: {{0}}.': 'Lisez le message tel qu’il est enregistré : {{0}}.',
  'List what there is: {{0}}': 'Listez ce qu’il y a : {{0}}',
  'Read it there; what was handed on is in: {{0}}': 'Lisez-le là-bas ; ce qui a été transmis est dans : {{0}}',
  'Read it there; what was handed over is in: {{0}}': 'Lisez-le là-bas ; ce qui a été remis est dans : {{0}}',
  '{{0}} shows what waits, {{1}} what was.': '{{0}} montre ce qui attend, {{1}} ce qui a été.',
  'Check the id, or search by sender, recipient or time: {{0}} shows how. Old rows are swept.':
    'Vérifiez l’ID, ou cherchez par expéditeur, destinataire ou heure : {{0}} montre comment. Les anciennes lignes sont effacées.',
  'Check the reference; under a flood refusals are only counted: {{0}} tells how many.':
    'Vérifiez la référence ; lors d’un afflux, les refus sont seulement comptés : {{0}} dit combien.',
  'Check with: {{0}}': 'Contrôlez avec : {{0}}',
};
