/** Remedies where a limit is near or reached. */
import type { LimitRemedy } from '../../../mail/remedy.ts';
import { command } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type Whose = { readonly of: 'connector' | 'mailbox'; readonly called: string };

const room = (limit: string, { of, called }: Whose) =>
  say`${command`trace ${of === 'connector' ? '--connector' : '--sender'} ${called}`}. If that is right, give it more: ${command`limits set ${limit} NUMBER ${`--${of}`} ${called}`}`;

export const limitRemedies = {
  'raise-limit': ({ limit, whose, byConnector }) =>
    whose === null
      ? say`send less of it, or give it more room: ${command`limits set ${limit} NUMBER`}${byConnector ? ' (for one connector: --connector NAME)' : ''}`
      : say`it is taken again when there is room; look at what it sends: ${room(limit, whose)}`,
  'give-more-room': ({ limit, of, called }) => say`Look at what it sends: ${room(limit, { of, called })}`,
} satisfies Rows<LimitRemedy>;
