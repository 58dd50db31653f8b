/**
 * What an upstream's refusal means for the mail: the words of a known service are read by its table (`policy/upstream-replies.ts`), so that
 * trouble with our own account, address or settings holds the mail instead of bouncing it, and the operator reads cause and cure. Pure.
 */
import type { Outcome } from '../mail/delivery.ts';
import type { OutboundConnector } from '../mail/directory.ts';
import type { EnhancedStatus } from '../mail/reply.ts';
import type { UpstreamTrouble } from '../mail/upstream.ts';
import { shellWord } from '../policy/shell-word.ts';
import { upstreamTrouble } from '../policy/upstream-replies.ts';

export interface Understood {
  readonly outcome: Outcome;
  readonly trouble: UpstreamTrouble | null;
}

export function understand(connector: OutboundConnector, outcome: Outcome): Understood {
  const isRefused = outcome.action === 'delayed' || outcome.action === 'failed';
  // A stranger's MX speaks for himself, whatever connector leads there; and what was not tried said nothing.
  const isKnown = connector.route.kind !== 'mx' || connector.service !== 'other';
  if (!isRefused || outcome.reply === null || !isKnown || ('putOff' in outcome && outcome.putOff))
    return { outcome, trouble: null };
  const trouble = upstreamTrouble(connector.service, outcome.reply);
  if (trouble === null) return { outcome, trouble };
  const cure = trouble.cure.replaceAll(' NAME', ` ${shellWord(connector.name)}`);
  const text = `${outcome.text} (${trouble.cause}; what helps: ${cure})`;
  if (!trouble.ownAccount && outcome.action === 'failed') return { outcome: { ...outcome, text }, trouble };
  const retryAfterMs = Math.max(
    trouble.retryAfterMs ?? 0,
    outcome.action === 'delayed' ? (outcome.retryAfterMs ?? 0) : 0,
  );
  return {
    trouble,
    outcome: {
      ...outcome,
      action: 'delayed',
      status: `4.${outcome.status.slice(2)}` as EnhancedStatus,
      text,
      laneTrouble: trouble.ownAccount || (outcome.action === 'delayed' && outcome.laneTrouble),
      retryAfterMs: retryAfterMs === 0 ? null : retryAfterMs,
      ...(trouble.ownAccount ? { ownAccount: true as const } : {}),
    },
  };
}
