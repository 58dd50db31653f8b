/**
 * Refusals that nobody can explain, by connector. The rule: one message alone is put off by itself; when a second one is refused so and
 * none was taken in between, the upstream refuses all. In memory only: after a restart it takes two messages again to find out.
 */
import type { QueueId } from '../../base/id.ts';

/** Two are enough for the rule; both have to be kept, so that it holds for each of them when it comes again. */
const MOST = 2;

export class Unexplained {
  /** As many as there are connectors. */
  readonly #refused = new Map<string, Set<QueueId>>();

  /** Returns whether all mail is refused, as it seems. */
  refused(connectorId: string, message: QueueId): boolean {
    const known = this.#refused.get(connectorId) ?? new Set();
    this.#refused.set(connectorId, known);
    if (known.size < MOST) known.add(message);
    return known.size === MOST;
  }

  /** It takes mail. */
  taken(connectorId: string): void {
    this.#refused.delete(connectorId);
  }
}
