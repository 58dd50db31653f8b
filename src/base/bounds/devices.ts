import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const devicesBounds = {
  strangers: bound(2_000, 'count', 'addresses of listed networks that are no device yet', 'the longest unseen is forgotten'),
};
