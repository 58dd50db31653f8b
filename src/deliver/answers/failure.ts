/**
 * Why a next hop could not be used, before any recipient was judged. Pure values and the Outcome they become.
 */
import type { FailureCause, Outcome, QueuedRecipient } from '../../mail/delivery.ts';
import { type EnhancedStatus, type Reply, replyText } from '../../mail/reply.ts';
import type { JudgedReply } from './reply-cause.ts';

export interface HopFailure {
  /** Nobody will ever succeed with this: the recipient fails. */
  readonly permanent: boolean;
  readonly status: EnhancedStatus;
  readonly cause: FailureCause;
  /** A sentence for the operator. */
  readonly text: string;
  readonly reply: Reply | null;
  readonly remoteHost: string | null;
  readonly remoteAddress: string | null;
  readonly tls: string | null;
  /** The route's trouble, not the recipient's. */
  readonly laneTrouble: boolean;
  readonly retryAfterMs: number | null;
  /** Whether another next hop of the same route may do better. */
  readonly tryNext: boolean;
  /** Our own account at the next hop is in trouble: mail waits for the administrator. */
  readonly ownAccount?: true;
  /** Nothing was tried, for want of room of ours or at the host: until so many milliseconds from now, without blame. */
  readonly pacedMs?: number;
  /** Its answer to the whole message was lost: it may have it (RFC 1047). */
  readonly inDoubt?: true;
}

type Given = Pick<HopFailure, 'cause' | 'text' | 'status'> & Partial<HopFailure>;

/** A trouble of the route that may pass: the usual case. */
export function delayedBy(given: Given): HopFailure {
  return {
    permanent: false,
    reply: null,
    remoteHost: null,
    remoteAddress: null,
    tls: null,
    laneTrouble: true,
    retryAfterMs: null,
    tryNext: true,
    ...given,
  };
}

/** No attempt will do better. */
export function failedBy(given: Given): HopFailure {
  return delayedBy({ permanent: true, laneTrouble: false, tryNext: false, ...given });
}

/** A delivery that found no room is tried again after this. */
export const AGAIN_MS = 5_000;

/** The queue had no place in time. */
export const noPlace: HopFailure = delayedBy({
  cause: 'busy',
  status: '4.3.2',
  text: 'all places for deliveries of this kind were taken',
  laneTrouble: false,
  tryNext: false,
  pacedMs: AGAIN_MS,
});

export interface Remote {
  readonly remoteHost: string | null;
  readonly remoteAddress: string | null;
  readonly tls: string | null;
  /** We signed in there, or are known there: a refusal of our account is our own trouble. */
  readonly knowsUs?: boolean;
}

export const noRemote: Remote = { remoteHost: null, remoteAddress: null, tls: null };

export function outcomeOfFailure(recipient: QueuedRecipient, failure: HopFailure): Outcome {
  const common = {
    ordinal: recipient.ordinal,
    status: failure.status,
    reply: failure.reply,
    remoteHost: failure.remoteHost,
    remoteAddress: failure.remoteAddress,
    tls: failure.tls,
    cause: failure.cause,
    text: failure.text,
  };
  if (failure.permanent) return { ...common, action: 'failed' };
  return {
    ...common,
    action: 'delayed',
    laneTrouble: failure.laneTrouble,
    retryAfterMs: failure.retryAfterMs,
    ...(failure.ownAccount ? { ownAccount: true } : {}),
    ...(failure.inDoubt ? { inDoubt: true } : {}),
    ...(failure.pacedMs === undefined ? {} : { putOff: true, pacedMs: failure.pacedMs }),
  };
}

/** A refusal of one recipient, or of the transaction it was in, in the next hop's own words. */
export function outcomeOfRefusal(
  recipient: QueuedRecipient,
  refusal: JudgedReply,
  reply: Reply,
  remote: Remote,
  laneTrouble = false,
): Outcome {
  const who = remote.remoteHost ?? remote.remoteAddress ?? 'the next hop';
  const text = `${who} said: ${replyText(reply)}`;
  const { remoteHost, remoteAddress, tls } = remote;
  const { status, cause } = refusal;
  const common = { ordinal: recipient.ordinal, status, reply, remoteHost, remoteAddress, tls, cause, text };
  // Not the sender's fault, and the administrator can mend it: never a bounce.
  if (remote.knowsUs && cause === 'sign-in-failed') {
    const later = `4.${status.slice(2)}` as typeof status;
    return { ...common, status: later, action: 'delayed', laneTrouble: true, retryAfterMs: null, ownAccount: true };
  }
  if (refusal.permanent) return { ...common, action: 'failed' };
  return { ...common, action: 'delayed', laneTrouble, retryAfterMs: null };
}
