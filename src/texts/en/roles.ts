/** Roles as people read them. */
import type { AdministratorRole } from '../../mail/doors/caller.ts';
import { type Phrase, worded } from '../phrase.ts';

const words = {
  reader: 'Reader',
  'help-desk': 'Help desk',
  'organization-administrator': 'Organization administrator',
  'global-administrator': 'Global administrator',
} as const satisfies Record<AdministratorRole, string>;

/** One that a newer server names is shown as it came. */
export const roleWords = (role: string): string =>
  Object.hasOwn(words, role) ? words[role as AdministratorRole] : role;

/** `an Organization administrator` */
export const aRole = (role: string): string => {
  const words = roleWords(role);
  return `${/^[aeiou]/iu.test(words) ? 'an' : 'a'} ${words}`;
};

/** The same, in a sentence. */
export const rolePhrase = (role: AdministratorRole): Phrase => worded(aRole(role));
