/** The questions of a test, a probe and a look ahead, and their answers. Pure types. */
import type { Outcome, QueuedMessage, QueuedRecipient, RoutedDelivery } from '../../mail/delivery.ts';
import type { Step } from '../../mail/step.ts';

/** Hears each step as it is done; all of them come with the result, too. */
export type Tell = (step: Step) => void;

export interface TestMessage {
  readonly from: string;
  readonly to: string;
}

export interface TestResult {
  readonly ok: boolean;
  readonly steps: readonly Step[];
}

/** The mail that somebody asks about, before it is sent. */
export interface AheadOf extends Pick<RoutedDelivery, 'route'> {
  readonly message: QueuedMessage;
  readonly recipient: QueuedRecipient;
}

export interface LookedAhead {
  /** The way it would take, in order; bad: mail would wait, or come back. */
  readonly steps: readonly Step[];
  /** The addresses to which a mailbox passes it on: routed anew, as recipients of their own. */
  readonly onward: Extract<Outcome, { action: 'expanded' }> | null;
}
