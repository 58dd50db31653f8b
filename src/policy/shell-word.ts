import { shellWord } from '../texts/command.ts';

/** A command with the connector's name where ` NAME` stands for it. */
export const withName = (text: string, name: string): string => text.replaceAll(' NAME', ` ${shellWord(name)}`);
