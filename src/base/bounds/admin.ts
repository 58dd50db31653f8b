import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const adminBounds = {
  connections: bound(256, 'count', 'HTTP connections of one address, or of the local socket', 'the one longest without a signed-in request ends; without such a one the new one does'),
  watchers: bound(20, 'count', 'people who watch live sessions at once', '429, with the cure'),
};
