/** A memory with a bound: where it is full, the longest unused is forgotten. */
import { LRUCache } from 'lru-cache';

export type Memory<Key extends {}, Value extends {}> = LRUCache<Key, Value>;

/** @param most entries. Room is taken as they come: told `max`, the library takes it for all of them when it begins, which a start pays for. */
export const memoryOf = <Key extends {}, Value extends {}>(most: number): Memory<Key, Value> =>
  new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
