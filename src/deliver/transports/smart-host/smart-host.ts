/** To the smart hosts that an administrator named, in their order, with the connector's TLS, sign-in and rewriting. */
import { bounds } from '../../../base/bounds.ts';
import type { OutboundConnector } from '../../../directory/objects.ts';
import type { Outcome, RoutedDelivery } from '../../../mail/delivery.ts';
import { mustBePublic } from '../../../policy/access/public-host.ts';
import { testOverSmtp } from '../../diagnose/connector-test.ts';
import { connectorSteps } from '../../diagnose/look-ahead.ts';
import { ConnectorTargets, lookedUpAnew, type NamedPlace, smartHostPlace } from '../../transfer/outbound.ts';
import { overSmtp, type SmtpParts, withRewriting } from '../../transfer/over-smtp.ts';
import type { AheadOf, LookedAhead, Tell, TestMessage, TestResult } from '../../diagnose/seen.ts';
import type { UpstreamTransport } from '../../transport.ts';
import { accountOf } from '../../upstream/upstream-account.ts';
import type { Step } from '../../../mail/step.ts';

type Hosts = Extract<OutboundConnector['route'], { kind: 'smart-hosts' }>;

export class SmartHostTransport implements UpstreamTransport {
  readonly connector: OutboundConnector;
  readonly account: string;
  readonly #parts: SmtpParts;
  readonly #places: readonly NamedPlace[];
  readonly #targets: ConnectorTargets;

  constructor(connector: OutboundConnector, { hosts }: Hosts, parts: SmtpParts) {
    this.connector = connector;
    this.account = accountOf(connector);
    this.#parts = parts;
    this.#places = hosts.slice(0, bounds.deliver.smartHosts).map(({ host, port }) => {
      const purpose = mustBePublic(connector.publicHostsOnly, host) ? 'public-host' : 'smart-host';
      return smartHostPlace({ host, port, purpose });
    });
    this.#targets = new ConnectorTargets(connector, this.#places, parts.outbound);
  }

  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { rewriting } = this.connector;
    const leg = { targets: this.#targets, success: 'relayed' } as const;
    if (rewriting === null) return overSmtp(this.#parts, delivery, leg, signal);
    return withRewriting(
      this.#parts,
      delivery,
      rewriting,
      (rewritten, anew) => overSmtp(this.#parts, rewritten, { ...leg, anew }, signal),
      signal,
    );
  }

  async lookAhead({ message }: AheadOf, signal: AbortSignal): Promise<LookedAhead> {
    return { steps: await connectorSteps(this.connector, message, this.#anew().find(signal)), onward: null };
  }

  probe(signal: AbortSignal, tell: Tell): Promise<readonly Step[]> {
    return this.#parts.prober.targets(this.connector, this.#anew(), signal, tell);
  }

  test(message: TestMessage, signal: AbortSignal, tell: Tell): Promise<TestResult> {
    const targetsFor = () => this.#anew();
    return testOverSmtp(this.#parts, { connector: this.connector, targetsFor }, message, { signal, tell });
  }

  #anew(): ConnectorTargets {
    return new ConnectorTargets(this.connector, this.#places, lookedUpAnew(this.#parts));
  }
}
