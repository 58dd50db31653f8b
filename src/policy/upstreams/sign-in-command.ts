import type { UpstreamSignIn } from '../../directory/upstream.ts';
import { shellWord } from '../../texts/command.ts';

/** A person's sign-in at a provider that gives no codes for mail, as Google: its token comes from elsewhere. */
export const givesNoCodes = (signIn: UpstreamSignIn | null): boolean =>
  signIn?.kind === 'delegated' && signIn.deviceEndpoint === null;

/** How an administrator renews a person's sign-in. @param name of the connector. */
export const signInCommand = (name: string, signIn: UpstreamSignIn | null): string =>
  givesNoCodes(signIn)
    ? `doorpost upstream set ${shellWord(name)} --refresh-token-stdin`
    : `doorpost upstream sign-in ${shellWord(name)}`;
