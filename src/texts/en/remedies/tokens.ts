/** To get a token from its provider, or to be let in with it. */
import type { TokenRemedy } from '../../../mail/remedy.ts';
import { command, type ShellCommand } from '../../command.ts';
import { byWord, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

/** A person signs in with a code, or brings a token from elsewhere. */
const signIn = (name: string, codes: boolean): ShellCommand =>
  codes ? command`upstream sign-in ${name}` : command`upstream set ${name} --refresh-token-stdin`;

export const tokenRemedies = {
  'make-client-secret': ({ name }) =>
    say`make a new client secret (Entra admin center, App registrations, Certificates & secrets), copy its Value, not its Secret ID, and run: ${command`upstream set ${name} --secret-stdin --secret-expires DATE`}`,
  'sign-in-again': ({ name, codes }) =>
    codes
      ? say`sign in again: ${signIn(name, codes)}`
      : say`get a new refresh token at the provider: ${signIn(name, codes)}`,
  'check-client': ({ name }) =>
    say`check tenant and client id (Overview of the App registration): ${command`upstream set ${name} --tenant ID --client-id ID`}`,
  'set-client-anew': ({ name }) => say`set them again: ${command`upstream set ${name} --client-id ID --secret-stdin`}`,
  'allow-public-client': ({ name }) =>
    say`allow public client flows (App registrations, Authentication), or: ${command`upstream set ${name} --secret-stdin`}`,
  'check-scope': ({ name }) => say`check it: ${command`upstream set ${name} --scope SCOPE`}`,
  'give-app-certificate': ({ name }) => say`${command`upstream set ${name} --app-certificate FILE --app-key FILE`}`,
  'check-token-endpoint': ({ name, endpoint }) =>
    say`check the token endpoint ${endpoint} and its tenant, and whether a proxy answers in its place: ${command`upstream set ${name} --token-endpoint ADDRESS`}`,
  'check-token-rights': ({ name, username, of, codes }) => {
    const { who, anew } = byWord(of, {
      person: {
        who: say`that the person who signed in may send as ${username} and consented to the scope`,
        anew: signIn(name, codes),
      },
      application: {
        who: say`that the application has the right to send mail, with consent, and may send as ${username}`,
        anew: command`upstream set ${name} --client-id ID --secret-stdin`,
      },
    });
    return say`The token was given out, so application and secret are known to the provider. Check ${who}, and that sending by SMTP is allowed for that account; else set the sign-in again: ${anew}`;
  },
} satisfies Rows<TokenRemedy>;
