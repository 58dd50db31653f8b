/** For how long a delivery is gone on with: nothing more is begun for one that is lost, but an answer to content that is out is awaited. */
import type { RoutedDelivery } from '../mail/delivery.ts';

export interface AttemptSignals {
  /** Fires when nothing more may be begun: what comes after it could be done by another node as well. */
  readonly begin: AbortSignal;
  /** Fires when no answer is awaited any more. */
  readonly answer: AbortSignal;
}

/** @param signal of the attempt. */
export const signalsOf = ({ lost }: Pick<RoutedDelivery, 'lost'>, signal: AbortSignal): AttemptSignals => ({
  begin: lost === null ? signal : AbortSignal.any([signal, lost]),
  answer: signal,
});
