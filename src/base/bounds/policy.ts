import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const policyBounds = {
  failovers: bound(5, 'count', 'outbound connectors that take over for one', 'the rest are not tried'),
};
