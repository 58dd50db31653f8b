/**
 * What devices do that the standards do not allow (or no longer), each with the trait of a profile that takes it. Met habits stand in a
 * session's record, whether they were tolerated or refused: a refused session so names the profile that would have let it in. Pure.
 */
import { own } from '../../base/own.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import { builtInProfiles, strict } from './device-profile.ts';

interface Habit {
  /** For an administrator: `it ...`. */
  readonly words: string;
  /** What a profile must have for it. null: everybody's is repaired. */
  readonly needs: Partial<ProfileTraits> | null;
}

const table = {
  'odd-hello': { words: 'greets with no name or with one that is no host name', needs: { hello: 'any' } },
  'auth-after-helo': { words: 'signs in after HELO instead of EHLO', needs: { hello: 'any' } },
  'loose-address': {
    words: 'writes addresses with brackets left out or doubled, with a name, stray blanks, dots or an odd domain',
    needs: { addresses: 'lenient' },
  },
  'no-sender-address': { words: 'gives a sender that is no address', needs: null },
  'bare-commands': { words: 'ends commands with LF alone', needs: { lineEnds: 'lf' } },
  'bare-line-ends': { words: 'ends lines with LF or CR alone, or with CR CR LF', needs: { lineEnds: 'normalize' } },
  'bare-content-end': { words: 'ends the message with LF . LF', needs: { lineEnds: 'lf' } },
  nul: { words: 'sends NUL octets', needs: { lineEnds: 'normalize' } },
  'stray-lines': { words: 'puts lines into the header that are no fields', needs: { rawHeaders: 'encode' } },
  'no-empty-line': { words: 'leaves out the empty line between header and text', needs: null },
  'long-lines': { words: 'sends lines over 998 octets', needs: { longLines: 'wrap' } },
  'early-content': { words: 'sends the message without waiting for 354', needs: { earlyContent: 'take' } },
  'raw-headers': { words: 'puts 8-bit characters into header fields', needs: { rawHeaders: 'encode' } },
  'loose-names': { words: 'writes @ into display names without quotes', needs: { rawHeaders: 'encode' } },
  bcc: { words: 'shows Bcc to everybody', needs: { removeBcc: true } },
  'no-date': { words: 'sends no Date', needs: null },
  'no-message-id': { words: 'sends no Message-ID', needs: null },
  'cram-md5': { words: 'signs in by CRAM-MD5', needs: { authMechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'] } },
  'auth-before-tls': { words: 'signs in without TLS', needs: { authBeforeTls: true } },
  'tls-on-clear-port': {
    words: 'begins TLS at once on a port that begins in clear text',
    needs: { tlsOnClearPort: 'serve' },
  },
  'tls-1.1': { words: 'speaks at most TLS 1.1', needs: { tlsMinimum: 'TLSv1.1', oldCiphers: true } },
  'tls-1.0': { words: 'speaks at most TLS 1.0', needs: { tlsMinimum: 'TLSv1', oldCiphers: true } },
  'old-ciphers': { words: 'has only old ciphers or RSA key exchange', needs: { oldCiphers: true } },
} as const satisfies Readonly<Record<string, Habit>>;

export type HabitName = keyof typeof table;
export const habits: Readonly<Record<HabitName, Habit>> = table;

export const isHabit = (text: string): text is HabitName => Object.hasOwn(table, text);

/** Traits of degrees, the most lenient first. */
const degrees: Readonly<Record<string, readonly unknown[]>> = {
  tlsMinimum: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] satisfies readonly ProfileTraits['tlsMinimum'][],
  lineEnds: ['lf', 'normalize', 'reject'] satisfies readonly ProfileTraits['lineEnds'][],
};

export function isTolerated(habit: HabitName, traits: ProfileTraits): boolean {
  const { needs } = habits[habit];
  if (needs === null) return true;
  return Object.entries(needs).every(([name, wanted]) => {
    const has = traits[name as keyof ProfileTraits];
    const order = own(degrees, name);
    if (order !== undefined) return order.indexOf(has) <= order.indexOf(wanted);
    if (Array.isArray(wanted)) return wanted.every((each) => (has as readonly unknown[]).includes(each));
    return has === wanted;
  });
}

export interface Proposal {
  /** Of the first built-in profile that tolerates all of it. */
  readonly profile: string;
  /** What would be enough, and no more: `strict` with the traits that are needed. */
  readonly least: ProfileTraits;
  /** Why, one each. */
  readonly because: readonly HabitName[];
}

/** The profile that takes all of these habits; null when strict does. Unknown words are left out. */
export function proposeProfile(met: readonly string[]): Proposal | null {
  const because = met.filter(isHabit).filter((habit) => !isTolerated(habit, strict));
  if (because.length === 0) return null;
  let least = strict;
  for (const habit of because) if (!isTolerated(habit, least)) least = { ...least, ...habits[habit].needs };
  const fitting = Object.entries(builtInProfiles).find(([, traits]) =>
    because.every((habit) => isTolerated(habit, traits)),
  );
  return { profile: fitting?.[0] ?? 'legacy', least, because };
}
