/**
 * A message as one upstream gets it, where an administrator had its sender rewritten there: reverse-path and From as the connector says, the
 * body untouched. Decided for each attempt, so that what is stored stays what was accepted.
 */
import { pathText } from '../../mail/address.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import type { Rewriting } from '../../mail/device.ts';
import { rewrittenPath } from '../../policy/routing/rewritten-path.ts';
import type { HopFailure } from '../answers/failure.ts';
import { openHeader } from './read-header.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

export interface Rewritten {
  readonly message: QueuedMessage;
  readonly content: () => AsyncIterable<Uint8Array>;
  readonly changes: readonly ToldLine[];
  /** Names everything that the content depends on beside the one that was accepted. */
  readonly variant: string;
}

export async function rewritten(
  message: QueuedMessage,
  rewriting: Rewriting,
  stored: () => AsyncIterable<Uint8Array>,
): Promise<Rewritten | HopFailure> {
  const opened = await openHeader(stored, rewriting);
  if ('cause' in opened) return opened;
  const { bytes, bodyAt, notes } = opened;
  const reversePath = rewrittenPath(message.reversePath, rewriting);
  const [said, became] = [pathText(message.reversePath), pathText(reversePath)];
  const sizeBytes = message.content.sizeBytes - bodyAt + bytes.byteLength;
  return {
    // The size is the one that is announced; the octets come from `content`.
    message: { ...message, reversePath, content: { ...message.content, sizeBytes } },
    changes: said === became ? notes : [line`envelope sender ${said} became ${became}`, ...notes],
    variant: JSON.stringify(rewriting),
    content: async function* () {
      yield bytes;
      let at = 0;
      for await (const chunk of stored()) {
        if (at + chunk.byteLength > bodyAt) yield chunk.subarray(Math.max(0, bodyAt - at));
        at += chunk.byteLength;
      }
    },
  };
}
