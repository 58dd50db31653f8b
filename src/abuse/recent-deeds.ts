/** The last that senders of ours did, by subject of usage: evidence for a restriction, examples for an alarm. In memory alone. */
import { bounds } from '../base/bounds.ts';
import { memoryOf } from '../base/collections/memory.ts';
import type { ObjectId } from '../base/id.ts';
import type { Device } from '../directory/objects.ts';
import type { RestrictParts } from './restrict.ts';

export interface Deeds {
  /** Queue ids of messages, references of refusals. */
  readonly evidence: readonly string[];
  readonly examples: readonly string[];
  /** Of the last one. */
  readonly device: Device | null;
}

type Mutable = { evidence: string[]; examples: string[]; device: Device | null };

export class RecentDeeds {
  readonly #directory: RestrictParts['directory'];
  readonly #kept = memoryOf<string, Mutable>(bounds.abuse.counted);

  constructor(directory: RestrictParts['directory']) {
    this.#directory = directory;
  }

  note(
    subject: string,
    deviceId: ObjectId | null,
    evidence: readonly string[],
    examples: readonly string[] = [],
  ): void {
    const recent = this.#kept.get(subject) ?? { evidence: [], examples: [], device: null };
    recent.device = this.#directory.current.get('device', deviceId);
    last(recent.evidence, evidence, bounds.abuse.evidence);
    last(recent.examples, examples, bounds.abuse.examples);
    this.#kept.set(subject, recent);
  }

  of(subject: string): Deeds | undefined {
    return this.#kept.get(subject);
  }
}

/** Keeps the last of a list. */
function last(list: string[], added: readonly string[], most: number): void {
  for (const one of added) if (!list.includes(one)) list.push(one);
  while (list.length > most) list.shift();
}
