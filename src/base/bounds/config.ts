import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const configBounds = {
  suggestedWord: bound(64, 'characters', 'a misspelt word that is compared with the known ones', 'no suggestion is made'),
};
