/** Findings that many objects have alike: of each kind the first as it stands, how many there are, and a few of whose they are. Pure. */
import { bounds } from '../../base/bounds.ts';

export interface Counted {
  /** The name of its kind. */
  readonly code: string;
  /** Of the first, in words. */
  readonly text: string;
  readonly count: number;
  /** Objects that have it: the first ones, each once. */
  readonly names: readonly string[];
}

export class Counting {
  readonly #kinds = new Map<string, { text: string; count: number; names: Set<string> }>();

  add(code: string, name: string, text: string): void {
    const kind = this.#kinds.get(code);
    if (kind === undefined) {
      this.#kinds.set(code, { text, count: 1, names: new Set([name]) });
      return;
    }
    kind.count++;
    if (kind.names.size < bounds.policy.countedNamed) kind.names.add(name);
  }

  /** In the order in which each kind was first met. */
  get all(): readonly Counted[] {
    return [...this.#kinds].map(([code, { text, count, names }]) => ({ code, text, count, names: [...names] }));
  }
}

/** `connector A: text (and 111 more like it: B, C, ...)`. @param noun of those who have it; of one without a name, all of it. */
export function countedText(noun: string, { text, count, names }: Counted): string {
  const [first = '', ...others] = names;
  const more = count - 1;
  const whose = first === '' ? noun : `${noun} ${first}`;
  if (more === 0) return `${whose}: ${text}`;
  const named = others.length === 0 ? '' : `: ${others.join(', ')}${more > others.length ? ', ...' : ''}`;
  return `${whose}: ${text} (and ${more} more like it${named})`;
}
