import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const checkupBounds = {
  parents: bound(8, 'count', 'parent domains that a check asks for DMARC', 'the rest are not asked'),
};
