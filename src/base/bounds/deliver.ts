import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const deliverBounds = {
  forwardingTargets: bound(10_000, 'count', 'targets of one forwarding', 'failed with 5.2.4'),
};
