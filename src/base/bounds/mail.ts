import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const mailBounds = {
  authors: bound(10, 'count', 'authors in From that a rewriting keeps the names of', 'the rest are left out of Reply-To'),
};
