/**
 * Why a next hop could not be used, before any recipient was judged. Pure values and the Outcome they become.
 */
import { assertNever } from '../../base/never.ts';
import type { FailureCause, Outcome, QueuedRecipient } from '../../mail/delivery.ts';
import type { Cure } from '../../mail/remedy.ts';
import { type EnhancedStatus, type Reply, replyText } from '../../mail/reply.ts';
import { curePhrase, toldCure } from '../../texts/remedy.ts';
import type { JudgedReply } from './reply-cause.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import { type ToldLine, lineOf } from '../../mail/lines/said.ts';

/** Its text is the finding, in a sentence for the operator. */
interface Facts extends ToldLine {
  readonly status: EnhancedStatus;
  readonly cause: FailureCause;
  /** The help; null: the text says it; absent: nobody knows better than what usually helps there. */
  readonly cure?: Cure | null | undefined;
  readonly reply: Reply | null;
  readonly remoteHost: string | null;
  readonly remoteAddress: string | null;
  readonly tls: string | null;
  /** The words of the upstream are known to us: the text says what helps. */
  readonly advised?: true;
}

/**
 * Whose trouble it is. `hop`: this next hop's, and another of the same route may do better. `route`: of the whole way, and nobody else is
 * asked. `mail`: this mail's, and others go on by the same way.
 */
type Of = 'hop' | 'route' | 'mail';

interface MayPass {
  readonly retryAfterMs: number | null;
  /** Its answer to the whole message was lost: it may have it (RFC 1047). */
  readonly inDoubt?: true;
}

export type HopFailure = Facts &
  (
    | /** Nobody will ever succeed with this: the recipient fails. */ {
        readonly kind: 'never';
        readonly of: 'hop' | 'mail';
      }
    | ({ readonly kind: 'later'; readonly of: Of } & MayPass)
    /** Our own account at the next hop is in trouble: mail waits for the administrator. */
    | ({ readonly kind: 'own-account'; readonly of: 'hop' | 'route' } & MayPass)
    /** Nothing was tried, for want of room of ours or at the host: until so many milliseconds from now, without blame. */
    | { readonly kind: 'no-room'; readonly againMs: number }
  );

type Kind<Name extends HopFailure['kind']> = Extract<HopFailure, { kind: Name }>;
type Given<Name extends HopFailure['kind']> = Pick<Facts, 'cause' | 'text' | 'status'> &
  Partial<Omit<Kind<Name>, 'kind'>>;

const NOBODY = { reply: null, remoteHost: null, remoteAddress: null, tls: null };

/** A trouble that may pass: of one next hop, in the usual case. */
export const delayedBy = (given: Given<'later'>): Kind<'later'> => ({
  ...NOBODY,
  of: 'hop',
  retryAfterMs: null,
  ...given,
  kind: 'later',
});

/** No attempt will do better. */
export const failedBy = (given: Given<'never'>): Kind<'never'> => ({ ...NOBODY, of: 'mail', ...given, kind: 'never' });

/** The administrator has to mend something of ours, and until then no mail ends for it. */
export const ownTrouble = (given: Given<'own-account'>): Kind<'own-account'> => ({
  ...NOBODY,
  of: 'route',
  retryAfterMs: null,
  ...given,
  kind: 'own-account',
});

/** A delivery that found no room is tried again after this. */
const AGAIN_MS = 5_000;

export const noRoom = (given: Pick<Facts, 'text' | 'status'>): Kind<'no-room'> => ({
  ...NOBODY,
  kind: 'no-room',
  againMs: AGAIN_MS,
  cause: 'busy',
  ...given,
});

/** The queue had no place in time. */
export const noPlace = noRoom({ status: '4.3.2', ...told(say`all places for deliveries of this kind were taken`) });

/** The directory has changed since the route was decided; the next attempt decides it again. */
export const changed = (what: Phrase): HopFailure =>
  delayedBy({
    cause: 'no-route',
    status: '4.4.4',
    ...told(say`${what} was removed or switched off meanwhile`),
    of: 'mail',
    retryAfterMs: 60_000,
  });

/** Whether another next hop of the same route may do better. */
export const mayTryNext = (failure: HopFailure): boolean => failure.kind !== 'no-room' && failure.of === 'hop';

/** Not before then, where it is a trouble that passes at all. */
export const notBefore = (failure: HopFailure, retryAfterMs: number): HopFailure =>
  failure.kind === 'later' || failure.kind === 'own-account' ? { ...failure, retryAfterMs } : failure;

/** The answer to the whole message was lost. */
export const inDoubt = (failure: HopFailure, words: Phrase): HopFailure =>
  failure.kind === 'later' || failure.kind === 'own-account'
    ? { ...failure, ...told(words), inDoubt: true }
    : { ...failure, ...told(words) };

/** A password that is missing is no matter of names and DNS: nobody was asked for an address yet. */
export const isOfSignIn = ({ cause }: Pick<HopFailure, 'cause'>): boolean => cause === 'sign-in-failed';

/** Finding and help in one line, as it is kept and logged. */
export const toldFailure = ({ cure = null, ...met }: Pick<HopFailure, 'text' | 'said' | 'cure'>): ToldLine =>
  cure === null ? lineOf(met) : told(say`${again(met)}. Cure: ${curePhrase(toldCure(cure))}`);

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
    ...toldFailure(failure),
    ...(failure.advised ? { advised: true as const } : {}),
    ...(failure.cure == null ? {} : { apart: { met: lineOf(failure), helps: toldCure(failure.cure) } }),
  };
  const delayed = { ...common, action: 'delayed' } as const;
  switch (failure.kind) {
    case 'never':
      return { ...common, action: 'failed' };
    case 'no-room':
      return { ...delayed, laneTrouble: false, retryAfterMs: null, putOff: true, pacedMs: failure.againMs };
    case 'later':
    case 'own-account':
      return {
        ...delayed,
        laneTrouble: failure.of !== 'mail',
        retryAfterMs: failure.retryAfterMs,
        ...(failure.kind === 'own-account' ? { ownAccount: true } : {}),
        ...(failure.inDoubt ? { inDoubt: true } : {}),
      };
    default:
      return assertNever(failure);
  }
}

/** A refusal of one recipient, or of the transaction it was in, in the next hop's own words. */
export function outcomeOfRefusal(
  recipient: QueuedRecipient,
  refusal: JudgedReply,
  reply: Reply,
  remote: Remote,
  laneTrouble = false,
): Outcome {
  const who = remote.remoteHost ?? remote.remoteAddress ?? say`the next hop`;
  const words = told(say`${who} said: ${replyText(reply)}`);
  const { remoteHost, remoteAddress, tls } = remote;
  const { status, cause } = refusal;
  const common = { ordinal: recipient.ordinal, status, reply, remoteHost, remoteAddress, tls, cause, ...words };
  // Not the sender's fault, and the administrator can mend it: never a bounce.
  if (remote.knowsUs && cause === 'sign-in-failed') {
    const later = `4.${status.slice(2)}` as typeof status;
    return { ...common, status: later, action: 'delayed', laneTrouble: true, retryAfterMs: null, ownAccount: true };
  }
  if (refusal.permanent) return { ...common, action: 'failed' };
  return { ...common, action: 'delayed', laneTrouble, retryAfterMs: null };
}
