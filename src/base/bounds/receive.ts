import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const receiveBounds = {
  backlog: bound(1_024, 'count', 'connections the kernel holds while the server is busy', 'the kernel turns new ones away'),
};
