/** Words of a next hop that call our mail spam, or say that it has blocked us. Read in what others say, never in what we do. Pure. */

/** Exchange Online: bad outbound sender, banned address, restricted tenant or connector. */
const BLOCKED = /^\d{3}[ -]5\.(?:1\.8|7\.(?:511|60[6-9]|6[1-4]\d|705|711))\b/u;
/** Of any host: this status has many meanings, and its words tell which. */
const REFUSED = /^5\d\d[ -]5\.7\.1\b/u;
const SPAM = /\b(?:spam|spammer|unsolicited|block(?:ed|list(?:ed)?)|black-?list(?:ed)?|banned|reputation)\b/iu;

/** @param reply the whole of it: `550 5.7.1 ...`. */
export const isCalledSpam = (reply: string): boolean =>
  BLOCKED.test(reply) || (REFUSED.test(reply) && SPAM.test(reply));
