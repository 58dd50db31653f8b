/**
 * Places for deliveries at once. The delivery room takes one when the work with the next hop begins, and gives it back when something else is
 * to be waited for meanwhile (names, tokens); its turn at a paced upstream comes before all of that. The queue has the places, and takes
 * back what is still taken when the result is written: as many as there are places are delivered and not yet noted, never more.
 */

/** Kinds of next hops that have places of their own: our disks, our LMTP servers, hosts that an administrator named, and mail hosts of other domains. */
export type PlaceKind = 'mailbox' | 'lmtp' | 'upstream' | 'mx';

export interface Place {
  /** Waits in line for one. False: there was none in time, or the attempt was given up; nothing may be begun. Taken already: at once. */
  take(signal: AbortSignal): boolean | Promise<boolean>;
  /** Gives it back to others. Does nothing where none is taken. */
  leave(): void;
}

/** The place of tests and probes, which a person waits for: there is always one, and it takes nothing from the queue. */
export const freePlace: Place = { take: () => true, leave: () => {} };
