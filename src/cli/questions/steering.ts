/** Mail that ends, or goes elsewhere, by a selection that nobody has read line by line. */
import { many } from '../../base/words/amounts.ts';
import { given } from '../../base/given.ts';
import { quarantine } from '../../admin/contracts/quarantine.ts';
import { counted, type Foresight } from './consent.ts';
import { waiting } from './removals.ts';

/**
 * @param act around what it is done to: `end` all that waits `as failed`.
 * @param becomes of each mail.
 */
export const broadSelection =
  (act: readonly [verb: string, how: string], becomes: string): Foresight =>
  async (context, queueIds, { sender, recipient, lane, held, olderThan, dryRun }) => {
    if (dryRun === true) return null;
    // A person who names each message knows what he names.
    if (queueIds.length > 0) return null;
    const filters = given({ sender, recipient, lane, held, olderThan }) as Record<string, string | number | boolean>;
    const count = await waiting(context, filters);
    if (count === 0) return null;
    const which = Object.keys(filters).length === 0 ? 'all that waits' : 'what is selected';
    return {
      act: `${act[0]} ${which} ${act[1]}`.trimEnd(),
      lost: [`${count === null ? 'mails that could not be counted' : many(count, 'recipient')}: ${becomes}`],
    };
  };

/** The same of what is in quarantine. */
export const broadQuarantine =
  (act: string, becomes: string): Foresight =>
  async (context, queueIds, { sender, recipient, why, since, until, dryRun }) => {
    if (dryRun === true || queueIds.length > 0) return null;
    const filters = given({ sender, recipient, why, since, until });
    const query = { ...context.organization, ...filters, limit: 1 } as never;
    const count = (await counted(context.client.ask(quarantine.list, { query })))?.total ?? null;
    if (count === 0) return null;
    const which = Object.keys(filters).length === 0 ? 'all that is in quarantine' : 'what is selected in quarantine';
    const howMany = count === null ? 'mails that could not be counted' : many(count, 'recipient');
    return { act: `${act} ${which}`, lost: [`${howMany}: ${becomes}`] };
  };
