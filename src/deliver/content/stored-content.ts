/**
 * The stored content of messages, as every way out reads it. Promises: content that is not what was accepted (the store finds out while it
 * is read) ends no transaction, is no reason to leave the next hop alone, and the administrator is told.
 */
import type { Log } from '../../base/log.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import type { Observe } from '../../mail/observation.ts';
import { ContentDamaged, type Spool } from '../../store/store.ts';
import { delayedBy, type HopFailure } from '../answers/failure.ts';

/** From its beginning, each time it is asked for. */
export type StoredContent = (message: QueuedMessage, signal: AbortSignal) => AsyncIterable<Uint8Array>;

export function storedContent(spool: Pick<Spool, 'content'>, observe: Observe, log: Log): StoredContent {
  return async function* (message, signal) {
    try {
      yield* spool.content(message.content, signal);
    } catch (error) {
      if (error instanceof ContentDamaged) tell(message, error);
      throw error;
    }
  };

  function tell({ queueId, organizationId }: QueuedMessage, { damage, foundBytes, sizeBytes }: ContentDamaged): void {
    const facts = { queueId, damage, foundBytes, sizeBytes };
    log.error(facts, 'the stored content of a message is not what was accepted; it is not sent');
    const key = `content-damaged:${queueId}`;
    observe({
      kind: 'alarm',
      alarm: { key, kind: 'content-damaged', organizationId, subject: queueId, stage: 1, facts },
    });
  }
}

/** null: the error is another one. */
export const damageFailure = (error: unknown): HopFailure | null =>
  error instanceof ContentDamaged
    ? delayedBy({ cause: 'storage-failed', status: '4.3.0', text: error.message, of: 'mail' })
    : null;
