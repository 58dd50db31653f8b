/**
 * A transport: one of the ways in which a message leaves this server's queue. There are five, a folder each in `transports/`: into a mailbox
 * of ours, into the captured mail of evaluation mode, to the mail hosts of a domain, to a smart host, and by Microsoft Graph.
 * `upstream/paced.ts` and `upstream/failover.ts` wrap those that an administrator named.
 */
import type { OutboundConnector } from '../directory/objects.ts';
import type { Outcome, RoutedDelivery } from '../mail/delivery.ts';
import type { AheadOf, LookedAhead, Tell, TestMessage, TestResult } from './diagnose/seen.ts';
import type { Step } from '../mail/step.ts';

export interface Transport {
  /** One Outcome for each recipient: whatever the next hop did is a value. Rejects only for a bug, or for infrastructure that is lost. */
  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]>;
  /** Tells what `deliver` would do now, found out as it would; nothing is sent, and nothing is taken from memory. */
  lookAhead(mail: AheadOf, signal: AbortSignal): Promise<LookedAhead>;
}

/** A transport to a next hop that an administrator named, who is known there by an account. */
export interface UpstreamTransport extends Transport {
  readonly connector: OutboundConnector;
  /** The service counts by it: connectors that give the same word share the account. */
  readonly account: string;
  /** Looks whether it would take mail, and sends none. */
  probe(signal: AbortSignal, tell: Tell): Promise<readonly Step[]>;
  /** Really sends a message. */
  test(message: TestMessage, signal: AbortSignal, tell: Tell): Promise<TestResult>;
}
