/**
 * The story of a message as the people of some organizations may read it. A message is one organization's, but a group or a forwarding of another
 * that it was sent to brings about recipients that are the other's: each side has its own rows, and the events about these. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import { sessionFor } from './session-for.ts';

interface Story<Row, Event> {
  /** In the order of the recipients' ordinals, from the first on. */
  readonly rows: readonly Row[];
  readonly events: readonly Event[];
  readonly session: SessionRecord | null;
}

/**
 * null: nothing of it is theirs.
 * @param mine the organizations that the reader may see.
 */
export function storyFor<
  Row extends { readonly organizationId: ObjectId | null },
  Event extends { readonly ordinal: number | null },
>(mine: readonly ObjectId[], { rows, events, session }: Story<Row, Event>): Story<Row, Event> | null {
  const isMine = ({ organizationId }: Row): boolean => organizationId !== null && mine.includes(organizationId);
  const own = rows.filter(isMine);
  const [first] = rows;
  if (first === undefined || own.length === 0) return null;
  const cutSession = session && sessionFor(mine, session);
  if (own.length === rows.length) return { rows, events, session: cutSession };
  // The way in, and what became of the message as a whole, is its organization's.
  const isOwner = isMine(first);
  const places = new Map<number, number>();
  for (const [ordinal, row] of rows.entries()) if (isMine(row)) places.set(ordinal, places.size);
  const shown = events.flatMap((event) => {
    if (event.ordinal === null) return isOwner ? [event] : [];
    const ordinal = places.get(event.ordinal);
    return ordinal === undefined ? [] : [{ ...event, ordinal }];
  });
  return { rows: own, events: shown, session: cutSession };
}
