/** A row of the trace, as the page names it. */
import type { TraceRow } from '../../api/contracts.ts';

/** One message has a row for each recipient, one session one for each refusal. */
export const keyOf = ({ queueId, reference, sessionId, recipient, at }: TraceRow): string =>
  `${queueId ?? reference ?? sessionId ?? at}~${recipient ?? ''}`;

/** The message or reference of a key, and the recipient. */
export function ofKey(key: string): { readonly id: string; readonly recipient: string | null } {
  const at = key.indexOf('~');
  return at < 0 ? { id: key, recipient: null } : { id: key.slice(0, at), recipient: key.slice(at + 1) || null };
}

export const senderOf = ({ sender }: Pick<TraceRow, 'sender'>, nobody: string): string =>
  sender === '' ? nobody : (sender ?? '');
