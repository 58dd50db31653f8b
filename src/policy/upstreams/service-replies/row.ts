/** One row of the table of upstreams' replies: how it is recognised, what it means, what is done. */
import type { FailureCause } from '../../../mail/delivery.ts';
import type { UpstreamAct, UpstreamService, UpstreamTrouble } from '../../../directory/upstream.ts';
import type { ReplyCure } from '../../../mail/remedy.ts';

export interface UpstreamReplyRow extends UpstreamTrouble {
  /** A reply as it is met, for documents and tests. */
  readonly example: string;
  readonly services: readonly UpstreamService[];
  readonly code: RegExp;
  /** The enhanced code, which some services say only in their words. */
  readonly enhanced: RegExp | null;
  readonly words: RegExp | null;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A day's quota is rolling: it is asked again hour by hour, not only at its end. */
export const QUOTA_MS = HOUR;

export const MICROSOFT: readonly UpstreamService[] = ['microsoft365', 'hve'];
/** Rewriting both senders, envelope and header, to the account's own address, where its name is one. */
export const REWRITE_SENDER: ReplyCure = { act: 'rewrite-sender' };
/** @param first what is to be done before it at the provider. */
export const newSecret = (first: string | null = null): ReplyCure => ({ act: 'set-password-anew', first });

/** How a row acts on the mail: the account's own trouble is never the sender's. */
const OWN: ReadonlySet<UpstreamAct> = new Set(['hold', 'refresh-token', 'hold-until-tomorrow', 'stop-repeating']);

type Match = readonly [code: RegExp, enhanced: RegExp | null, words?: RegExp];

export function row(
  what: string,
  services: readonly UpstreamService[],
  example: string,
  [code, enhanced, words]: Match,
  act: UpstreamAct,
  cause: string,
  cure: ReplyCure,
  retryAfterMs: number | null = null,
  failure: FailureCause | null = null,
): UpstreamReplyRow {
  const about = { what, services, example, code, enhanced, words: words ?? null };
  return { ...about, act, ownAccount: OWN.has(act), cause, cure, retryAfterMs, failure };
}
