import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const deliverBounds = {
  forwardingTargets: bound(100, 'count', 'targets of one forwarding', 'the rest get nothing'),
};
