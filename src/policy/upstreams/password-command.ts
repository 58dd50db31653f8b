import { shellWord } from '../../texts/command.ts';

/** How an administrator gives an outbound connector its password: whoever is told of it twice reads the same. */
export const passwordCommand = (connector: string): string =>
  `doorpost upstream set ${shellWord(connector)} --password-stdin`;

/** Said of each password that is kept for Microsoft 365. */
export const PASSWORDS_END =
  'Microsoft 365 takes no passwords of programs by default from the end of December 2026: sign in by OAuth (docs/operate/site-relay.md, section 2)';
