import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const adminBounds = {
  watchers: bound(20, 'count', 'people who watch live sessions at once', '429, with the cure'),
};
