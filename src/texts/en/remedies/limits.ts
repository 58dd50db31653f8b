/** Remedies where a limit is near or reached. */
import type { LimitRemedy } from '../../../mail/remedy.ts';
import { command, type ShellCommand } from '../../command.ts';
import { byWord, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type Whose = { readonly of: 'connector' | 'mailbox'; readonly called: string };

const look = (at: ShellCommand, more: ShellCommand) => say`${at}. If that is right, give it more: ${more}`;

const room = (limit: string, { of, called }: Whose) =>
  byWord(of, {
    connector: () =>
      look(command`trace --connector ${called}`, command`limits set ${limit} NUMBER --connector ${called}`),
    mailbox: () => look(command`trace --sender ${called}`, command`limits set ${limit} NUMBER --mailbox ${called}`),
  })();

export const limitRemedies = {
  'raise-limit': ({ limit, whose, byConnector }) =>
    whose === null
      ? say`send less of it, or give it more room: ${command`limits set ${limit} NUMBER`}${byConnector ? say` (for one connector: --connector NAME)` : ''}`
      : say`it is taken again when there is room; look at what it sends: ${room(limit, whose)}`,
  'give-more-room': ({ limit, of, called }) => say`Look at what it sends: ${room(limit, { of, called })}`,
} satisfies Rows<LimitRemedy>;
