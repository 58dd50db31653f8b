/** Mail that ends, or goes elsewhere, by a selection that nobody has read line by line. */
import { given } from '../../base/given.ts';
import type { Foresight } from './consent.ts';
import { many, waiting } from './removals.ts';

/** @param becomes of each mail. */
export const broadSelection =
  (act: string, becomes: string): Foresight =>
  async (context, queueIds, { sender, recipient, lane, held, olderThan }) => {
    // A person who names each message knows what he names.
    if (queueIds.length > 0) return null;
    const filters = given({ sender, recipient, lane, held, olderThan }) as Record<string, string | number | boolean>;
    const count = await waiting(context, filters);
    if (count === 0) return null;
    const which = Object.keys(filters).length === 0 ? 'all that waits' : 'what is selected';
    return {
      act: `${act} ${which}`,
      lost: [`${count === null ? 'mails that could not be counted' : many(count, 'recipient')}: ${becomes}`],
    };
  };
