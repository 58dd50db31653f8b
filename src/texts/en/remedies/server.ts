/** To look after the server, its store and what it remembers. */
import type { ServerRemedy } from '../../../mail/remedy.ts';
import { blank, command, onServer } from '../../command.ts';
import { byWord, say } from '../../phrase.ts';
import { rolePhrase } from '../roles.ts';
import type { Rows } from './rows.ts';

export const serverRemedies = {
  'see-status': ({ why }) =>
    byWord(why, {
      store: say`See ${command`status`} and the log (disk full, I/O error), mend that and try again.`,
      slow: say`See the log and ${command`status`}; try again.`,
    }),
  'make-token': () =>
    say`Make one on the server with ${onServer(command`token add <name> --role reader --organization <organization>`)} (or a role with more rights), and give it along: export DOORPOST_TOKEN=<token> (over HTTP: Authorization: Bearer <token>).`,
  'ask-for-right': ({ role, content }) => {
    const whose = role === 'global-administrator' ? null : ['--organization', blank('name')];
    const rights = content ? say` who may read mail` : '';
    return say`Ask a Global administrator, who does it, or makes a token for ${rolePhrase(role)}${rights}: ${command`token add <name> --role ${role} ${whose} ${content ? ['--read-content'] : null}`}`;
  },
  'read-as-stored': () => say`Read the message as it is stored: ${command`mailbox read <mailbox> <id> --raw`}.`,
  'see-messages': ({ mailbox }) => say`List what there is: ${command`mailbox messages ${mailbox}`}`,
  'see-captured': () => say`List what there is: ${command`captured list`}`,
  'read-elsewhere': ({ address, how }) =>
    byWord(how, {
      'handed-on': say`Read it there; what was handed on is in: ${command`trace --recipient ${address}`}`,
      'handed-over': say`Read it there; what was handed over is in: ${command`trace --recipient ${address}`}`,
    }),
  'look-in-queue-and-trace': () => say`${command`queue list`} shows what waits, ${command`trace`} what was.`,
  'check-queue-id': () =>
    say`Check the id, or search by sender, recipient or time: ${command`trace --help`} shows how. Old rows are swept.`,
  'check-reference': () =>
    say`Check the reference; under a flood refusals are only counted: ${command`trace`} tells how many.`,
  'try-file': () => say`Check with: ${command`apply -f <file> --dry-run`}`,
} satisfies Rows<ServerRemedy>;
