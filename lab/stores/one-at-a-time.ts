/** The turns of a store that is alone, for rooms that are tried without one. */
import { alone } from '../../src/store/sqlite/alone.ts';
import type { Store } from '../../src/store/store.ts';

export const oneAtATime = (): Store['exclusive'] => alone({ name: 'test', version: '0' }).exclusive;
