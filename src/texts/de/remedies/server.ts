/** Server, in German. */
import type { Sentences } from '../../sentences.ts';

export const serverRemedies: Sentences = {
  'See {{0}} and the log (disk full, I/O error), mend that and try again.':
    'Sehen Sie nach {{0}} und dem Protokoll (Datenträger voll, E/A-Fehler), beheben Sie das und versuchen Sie es noch einmal.',
  'See the log and {{0}}; try again.': 'Sehen Sie nach dem Protokoll und {{0}}; versuchen Sie es noch einmal.',
  'Make one on the server with {{0}} (or a role with more rights), and give it along: export DOORPOST_TOKEN=<token> (over HTTP: Authorization: Bearer <token>).':
    'Erstellen Sie eines auf dem Server mit {{0}} (oder einer Rolle mit mehr Rechten) und geben Sie es mit: export DOORPOST_TOKEN=<token> (über HTTP: Authorization: Bearer <token>).',
  ' who may read mail': ' , der E-Mails lesen darf',
  'Ask a Global administrator, who does it, or makes a token for {{0}}{{1}}: {{2}}':
    'Bitten Sie einen globalen Administrator, der es tut oder ein Token erstellt für {{0}}{{1}}: {{2}}',
  'Read the message as it is stored: {{0}}.': 'Lesen Sie die Nachricht, wie sie gespeichert ist: {{0}}.',
  'List what there is: {{0}}': 'Führen Sie auf, was es gibt: {{0}}',
  'Read it there; what was handed on is in: {{0}}': 'Lesen Sie sie dort; was weitergegeben wurde, steht in: {{0}}',
  'Read it there; what was handed over is in: {{0}}': 'Lesen Sie sie dort; was übergeben wurde, steht in: {{0}}',
  '{{0}} shows what waits, {{1}} what was.': '{{0}} zeigt, was wartet, {{1}}, was war.',
  'Check the id, or search by sender, recipient or time: {{0}} shows how. Old rows are swept.':
    'Prüfen Sie die ID, oder suchen Sie nach Absender, Empfänger oder Zeit: {{0}} zeigt, wie. Alte Zeilen werden gelöscht.',
  'Check the reference; under a flood refusals are only counted: {{0}} tells how many.':
    'Prüfen Sie die Referenz; bei einer Flut werden Ablehnungen nur gezählt: {{0}} sagt, wie viele.',
  'Check with: {{0}}': 'Prüfen Sie mit: {{0}}',
};
