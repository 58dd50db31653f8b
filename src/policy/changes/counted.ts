/** Findings that many objects have alike: of each kind the first as it stands, how many there are, and a few of whose they are. Pure. */
import { bounds } from '../../base/bounds.ts';
import { type Phrase, say, worded } from '../../texts/phrase.ts';
import { again } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export interface Counted {
  /** The name of its kind. */
  readonly code: string;
  /** Of the first, in words. */
  readonly first: ToldLine;
  readonly count: number;
  /** Objects that have it: the first ones, each once. */
  readonly names: readonly string[];
}

export class Counting {
  readonly #kinds = new Map<string, { first: ToldLine; count: number; names: Set<string> }>();

  add(code: string, name: string, first: ToldLine): void {
    const kind = this.#kinds.get(code);
    if (kind === undefined) {
      this.#kinds.set(code, { first, count: 1, names: new Set([name]) });
      return;
    }
    kind.count++;
    if (kind.names.size < bounds.policy.countedNamed) kind.names.add(name);
  }

  /** In the order in which each kind was first met. */
  get all(): readonly Counted[] {
    return [...this.#kinds].map(([code, { first, count, names }]) => ({ code, first, count, names: [...names] }));
  }
}

/** `connector A: first (and 111 more like it: B, C, ...)`. @param noun of those who have it; of one without a name, all of it. */
export function countedWords(noun: string, { first, count, names }: Counted): Phrase {
  const [name = '', ...others] = names;
  const more = count - 1;
  const whose = name === '' ? worded(noun) : say`${worded(noun)} ${name}`;
  const one = say`${whose}: ${again(first)}`;
  if (more === 0) return one;
  if (others.length === 0) return say`${one} (and ${more} more like it)`;
  const named = `${others.join(', ')}${more > others.length ? ', ...' : ''}`;
  return say`${one} (and ${more} more like it: ${named})`;
}
