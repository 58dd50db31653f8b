/** To the mail hosts of whatever domain, as an outbound connector demands: its TLS, its rewriting. Nobody knows us there. */
import type { OutboundConnector } from '../../../directory/objects.ts';
import type { Outcome, QueuedRecipient, RoutedDelivery } from '../../../mail/delivery.ts';
import type { Rewritten } from '../../content/rewritten.ts';
import { testOverSmtp } from '../../diagnose/connector-test.ts';
import { connectorSteps } from '../../diagnose/look-ahead.ts';
import { ConnectorTargets, lookedUpAnew, mxPlace } from '../../transfer/outbound.ts';
import type { TlsWish } from '../../transfer/tls-wish.ts';
import { overSmtp, type SmtpParts, withRewriting } from '../../transfer/over-smtp.ts';
import type { AheadOf, LookedAhead, Tell, TestMessage, TestResult } from '../../diagnose/seen.ts';
import type { UpstreamTransport } from '../../transport.ts';
import { accountOf } from '../../upstream/upstream-account.ts';

export class ConnectorMxTransport implements UpstreamTransport {
  readonly connector: OutboundConnector;
  readonly account: string;
  readonly #parts: SmtpParts;

  constructor(connector: OutboundConnector, parts: SmtpParts) {
    this.connector = connector;
    this.account = accountOf(connector);
    this.#parts = parts;
  }

  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { rewriting } = this.connector;
    if (rewriting === null) return this.#byDomain(delivery, signal);
    const send = (rewritten: RoutedDelivery, anew: Rewritten) => this.#byDomain(rewritten, signal, anew);
    return withRewriting(this.#parts, delivery, rewriting, send, signal);
  }

  /** In failover for a smart host, whose lane takes every domain, mail hosts are one domain's. */
  #byDomain(delivery: RoutedDelivery, signal: AbortSignal, anew?: Rewritten): Promise<readonly Outcome[]> {
    const companies = Map.groupBy(delivery.recipients, domainOf);
    const send = ([domain, recipients]: Company): Promise<readonly Outcome[]> => {
      const targets = this.#targets(domain, this.#parts.outbound, delivery.message);
      const leg = { targets, success: 'relayed', ...(anew === undefined ? {} : { anew }) } as const;
      return overSmtp(this.#parts, { ...delivery, recipients }, leg, signal);
    };
    const [first, ...others] = companies;
    if (first === undefined) return Promise.resolve([]);
    return others.length === 0 ? send(first) : oneAfterAnother([first, ...others], send);
  }

  async lookAhead({ message, route }: AheadOf, signal: AbortSignal): Promise<LookedAhead> {
    const domain = route.kind === 'connector' ? route.domain : '';
    const targets = this.#targets(domain, lookedUpAnew(this.#parts), message);
    return { steps: await connectorSteps(this.connector, message, targets.find(signal)), onward: null };
  }

  /** Which hosts they are depends on the mail: there is none to look at. */
  probe(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  test(message: TestMessage, signal: AbortSignal, tell: Tell): Promise<TestResult> {
    const targetsFor = (domain: string) => this.#targets(domain, lookedUpAnew(this.#parts));
    return testOverSmtp(this.#parts, { connector: this.connector, targetsFor }, message, { signal, tell });
  }

  #targets(domain: string, setting: SmtpParts['outbound'], message: TlsWish | null = null): ConnectorTargets {
    return new ConnectorTargets(this.connector, [mxPlace(domain, message)], setting);
  }
}

const domainOf = ({ address }: QueuedRecipient): string => address.domainKey;

type Company = readonly [domain: string, recipients: readonly QueuedRecipient[]];

async function oneAfterAnother(
  companies: readonly Company[],
  send: (company: Company) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const company of companies) outcomes.push(...(await send(company)));
  return outcomes;
}
