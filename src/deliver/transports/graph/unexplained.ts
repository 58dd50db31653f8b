/**
 * Refusals that nobody can explain, by connector. The rule: one message alone is put off by itself; when a second one is refused so and
 * none was taken in between, the upstream refuses all. In memory only: after a restart it takes two messages again to find out.
 */
import { bounds } from '../../../base/bounds.ts';
import type { QueueId } from '../../../base/id.ts';

export class Unexplained {
  /** As many as there are connectors. */
  readonly #refused = new Map<string, Set<QueueId>>();

  /** Returns whether all mail is refused, as it seems. */
  refused(connectorId: string, message: QueueId): boolean {
    const known = this.#refused.get(connectorId) ?? new Set();
    this.#refused.set(connectorId, known);
    if (known.size < bounds.deliver.graphUnexplained) known.add(message);
    return known.size === bounds.deliver.graphUnexplained;
  }

  /** It takes mail. */
  taken(connectorId: string): void {
    this.#refused.delete(connectorId);
  }
}
