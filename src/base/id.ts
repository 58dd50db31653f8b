/**
 * Identifiers: short enough to read over a telephone, sortable by time, in an alphabet without I, L, O and U
 * (Crockford's base 32), so that a quoted reference survives a human.
 */
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Names one accepted message in the spool and the trace. Never the Message-ID header. */
export type QueueId = Branded<'QueueId'>;
/** Names one SMTP conversation. A refusal's reference is `<SessionId>-<n>`. */
export type SessionId = Branded<'SessionId'>;
/** Names stored content. */
export type ContentId = Branded<'ContentId'>;
/** Names one claim of due recipients by a node. */
export type LeaseId = Branded<'LeaseId'>;
/** Names an object of the directory (organization, mailbox, connector, ...). */
export type ObjectId = Branded<'ObjectId'>;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Encodes the low `characters * 5` bits of `value`, most significant first. */
function base32(value: number, characters: number): string {
  let text = '';
  for (let i = 0; i < characters; i++) {
    text = ALPHABET.charAt(value % 32) + text;
    value = Math.floor(value / 32);
  }
  return text;
}

/** The form of an id, not whether it was given out. */
export const isId = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{16}$/u.test(text);

/** When an id was made, in ms since 1970. @param id of that form. */
export const timeOfId = (id: string): number =>
  [...id.slice(0, 9)].reduce((time, character) => time * 32 + ALPHABET.indexOf(character), 0);

/** Makes ids of 9 characters of time (ms, good until the year 3084) and 7 of chance (35 bits). */
export function createIdSource(clock: Clock, random: Random): IdSource {
  const make = (): string => {
    let chance = 0;
    for (const octet of random.bytes(5)) chance = chance * 256 + octet;
    return base32(Math.floor(clock.now()), 9) + base32(chance, 7);
  };
  return {
    queueId: () => make() as QueueId,
    sessionId: () => make() as SessionId,
    contentId: () => make() as ContentId,
    leaseId: () => make() as LeaseId,
    objectId: () => make() as ObjectId,
  };
}

export interface IdSource {
  queueId(): QueueId;
  sessionId(): SessionId;
  contentId(): ContentId;
  leaseId(): LeaseId;
  objectId(): ObjectId;
}
