/** The questions of a test, a probe and a look ahead, and their answers. Pure types. */
import type { Outcome, QueuedMessage, QueuedRecipient, RoutedDelivery } from '../../mail/delivery.ts';

export interface TestMessage {
  readonly from: string;
  readonly to: string;
}

export interface TestStep {
  readonly step: string;
  readonly ok: boolean;
  readonly text: string;
}

export interface TestResult {
  readonly ok: boolean;
  readonly steps: readonly TestStep[];
}

export interface ProbedStep {
  readonly step: string;
  readonly asked: string;
  readonly ok: boolean;
  readonly text: string;
  /** Better than what usually helps at that step; empty: the text says it. */
  readonly cure?: string;
  /** When what was seen (a certificate) ends. */
  readonly until?: number;
}

/** The mail that somebody asks about, before it is sent. */
export interface AheadOf extends Pick<RoutedDelivery, 'route'> {
  readonly message: QueuedMessage;
  readonly recipient: QueuedRecipient;
}

/** One line of what would happen. `ok` false: mail would wait, or come back. */
export interface ForeseenLine {
  readonly what: string;
  readonly text: string;
  readonly ok: boolean;
}

export interface LookedAhead {
  readonly lines: readonly ForeseenLine[];
  /** The addresses to which a mailbox passes it on: routed anew, as recipients of their own. */
  readonly onward: Extract<Outcome, { action: 'expanded' }> | null;
}
