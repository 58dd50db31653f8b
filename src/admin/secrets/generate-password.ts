import type { Random } from '../../base/random.ts';

/** Lower case only (a copier's keyboard), without what looks alike: i l o, 0 1, 2 z, 5 s. */
const ALPHABET = 'abcdefghjkmnpqrtuvwxy346789';
const GROUPS = 4;
const GROUP_LENGTH = 6;
/** The largest multiple of the alphabet's length that an octet holds: octets from there on are dropped, so every character is as likely. */
const FAIR = 256 - (256 % ALPHABET.length);

/** Four groups of six: 24 characters of 27 are 114 bits of chance; with hyphens 27 characters, below the 32 that devices take. */
export function generatePassword(random: Random): string {
  let text = '';
  while (text.length < GROUPS * GROUP_LENGTH)
    for (const octet of random.bytes(GROUPS * GROUP_LENGTH))
      if (octet < FAIR) text += ALPHABET[octet % ALPHABET.length];
  return Array.from({ length: GROUPS }, (_, group) =>
    text.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH),
  ).join('-');
}
