/** To have mail go on that waits. */
import type { QueueRemedy } from '../../../mail/remedies/queue.ts';
import { command } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

export const queueRemedies = {
  'release-destination': ({ destination }) =>
    say`An administrator has paused it: ${command`queue release --lane ${destination}`} lets it go on.`,
  'retry-destination': ({ destination }) =>
    say`It is tried again by itself. To try now: ${command`queue retry --lane ${destination}`}`,
} satisfies Rows<QueueRemedy>;
