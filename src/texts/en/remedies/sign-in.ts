/** To get in to the admin center, and to see who tries. */
import type { SignInRemedy } from '../../../mail/remedies/sign-in.ts';
import { command, onServer } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

export const signInRemedies = {
  'sign-in-to-admin-center': () =>
    say`Sign in again; a link that does it is made on the server: ${onServer(command`admin link`)}`,
  'set-up-second-factor': () => say`Set up an authenticator app in the admin center, under My account.`,
  'see-sign-in-attempts': () =>
    say`See where they come from: ${command`admin attempts`}. A person who forgot a password is invited anew; addresses that have no business here are kept out by the firewall or the proxy.`,
  'see-administrators': () => say`List them: ${command`admin list`}`,
  'invite-administrator': ({ name }) => say`Make a new invitation: ${command`admin invite ${name}`}`,
} satisfies Rows<SignInRemedy>;
