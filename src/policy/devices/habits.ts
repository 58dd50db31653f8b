/**
 * Habits of devices that the standards do not allow (or no longer), each with the trait of a profile that takes it. Met habits stand in a
 * session's record, whether they were tolerated or refused: a refused session so names the profile that would have let it in. Their words:
 * `texts/en/habits.ts`. Pure.
 */
import { own } from '../../base/own.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { HabitName } from '../../mail/names.ts';
import { builtInProfiles, strict } from './device-profile.ts';

/** The traits that a profile must have for it. null: everybody's is repaired. */
export const habitNeeds: Readonly<Record<HabitName, Partial<ProfileTraits> | null>> = {
  'odd-hello': { hello: 'any' },
  'auth-after-helo': { hello: 'any' },
  'loose-address': { addresses: 'lenient' },
  'no-sender-address': null,
  'bare-commands': { lineEnds: 'lf' },
  'bare-line-ends': { lineEnds: 'normalize' },
  'bare-content-end': { lineEnds: 'lf' },
  nul: { lineEnds: 'normalize' },
  'stray-lines': { rawHeaders: 'encode' },
  'no-empty-line': null,
  'long-lines': { longLines: 'wrap' },
  'early-content': { earlyContent: 'take' },
  'raw-headers': { rawHeaders: 'encode' },
  'loose-names': { rawHeaders: 'encode' },
  bcc: { removeBcc: true },
  'no-date': null,
  'no-message-id': null,
  'cram-md5': { authMechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'] },
  'auth-before-tls': { authBeforeTls: true },
  'tls-on-clear-port': { tlsOnClearPort: 'serve' },
  'tls-1.1': { tlsMinimum: 'TLSv1.1', oldCiphers: true },
  'tls-1.0': { tlsMinimum: 'TLSv1', oldCiphers: true },
  'old-ciphers': { oldCiphers: true },
};

export const isHabit = (text: string): text is HabitName => Object.hasOwn(habitNeeds, text);

/** Traits of degrees, the most lenient first. */
const degrees: Readonly<Record<string, readonly unknown[]>> = {
  tlsMinimum: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] satisfies readonly ProfileTraits['tlsMinimum'][],
  lineEnds: ['lf', 'normalize', 'reject'] satisfies readonly ProfileTraits['lineEnds'][],
};

export function isTolerated(habit: HabitName, traits: ProfileTraits): boolean {
  const needed = habitNeeds[habit];
  if (needed === null) return true;
  return Object.entries(needed).every(([name, wanted]) => {
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
  /** The profile that would be enough, and no more: `strict` with the traits that are needed. */
  readonly least: ProfileTraits;
  /** Why, one each. */
  readonly because: readonly HabitName[];
}

/** The profile that takes all of these habits; null when strict does. Unknown words are left out. */
export function proposeProfile(met: readonly string[]): Proposal | null {
  const because = met.filter(isHabit).filter((habit) => !isTolerated(habit, strict));
  if (because.length === 0) return null;
  let least = strict;
  for (const habit of because) if (!isTolerated(habit, least)) least = { ...least, ...habitNeeds[habit] };
  const fitting = Object.entries(builtInProfiles).find(([, traits]) =>
    because.every((habit) => isTolerated(habit, traits)),
  );
  return { profile: fitting?.[0] ?? 'legacy', least, because };
}
