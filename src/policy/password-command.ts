import { shellWord } from './shell-word.ts';

/** How an administrator gives an outbound connector its password: whoever is told of it twice reads the same. */
export const passwordCommand = (connector: string): string =>
  `doorpost upstream set ${shellWord(connector)} --password-stdin`;
