/** By Microsoft Graph, where SMTP is closed. What speaks to it is loaded with the first mail that goes this way. */
import type { Clock } from '../../../base/clock.ts';
import type { IdSource } from '../../../base/id.ts';
import type { Log } from '../../../base/log.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import type { OutboundConnector } from '../../../directory/objects.ts';
import type { Outcome, RoutedDelivery } from '../../../mail/delivery.ts';
import type { Workshop } from '../../content/mime/workshop.ts';
import type { StoredContent } from '../../content/stored-content.ts';
import { finding, tokenFound } from '../../diagnose/finding.ts';
import { senderSteps } from '../../diagnose/look-ahead.ts';
import type { Prober } from '../../diagnose/probe.ts';
import type { AheadOf, LookedAhead, Tell, TestMessage, TestResult } from '../../diagnose/seen.ts';
import { ToldSteps } from '../../diagnose/told-steps.ts';
import type { Tokens } from '../../oauth/tokens.ts';
import { outcomeOfFailure } from '../../answers/failure.ts';
import { requireTlsFailure } from '../../transfer/tls-wish.ts';
import type { UpstreamTransport } from '../../transport.ts';
import { accountOf } from '../../upstream/upstream-account.ts';
import type { GraphCarrier } from './carrier.ts';
import type { Step } from '../../../mail/step.ts';
import { step } from '../../../texts/step.ts';
import { say } from '../../../texts/phrase.ts';

export interface GraphParts {
  readonly directory: LiveDirectory;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  readonly ids: IdSource;
  readonly hostName: string;
  readonly content: StoredContent;
  readonly workshop: Workshop;
  readonly prober: Prober;
}

/** One for all connectors by Graph: what is counted there is counted by account. */
export class GraphDesk {
  readonly parts: GraphParts;
  #carrier: Promise<GraphCarrier> | null = null;

  constructor(parts: GraphParts) {
    this.parts = parts;
  }

  carrier(): Promise<GraphCarrier> {
    return (this.#carrier ??= import('./carrier.ts').then((carrier) => new carrier.GraphCarrier(this.parts)));
  }
}

/** Microsoft's API has no word for it. */
const noWayBeyond = requireTlsFailure(say`Microsoft Graph cannot be asked for that`);

type GraphRoute = Extract<OutboundConnector['route'], { kind: 'graph' }>;

export class GraphTransport implements UpstreamTransport {
  readonly connector: OutboundConnector;
  readonly account: string;
  readonly #route: GraphRoute;
  readonly #desk: GraphDesk;

  constructor(connector: OutboundConnector, route: GraphRoute, desk: GraphDesk) {
    this.connector = connector;
    this.account = accountOf(connector);
    this.#route = route;
    this.#desk = desk;
  }

  async deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    if (delivery.message.requireTls) return delivery.recipients.map((one) => outcomeOfFailure(one, noWayBeyond));
    const carrier = await this.#desk.carrier();
    return carrier.carry(this.connector, delivery, signal);
  }

  async lookAhead({ message }: AheadOf): Promise<LookedAhead> {
    const nextHop = step('next hop', 'good', say`Microsoft Graph at ${this.#route.endpoint}`);
    return { steps: [...(await senderSteps(this.connector, message)), nextHop], onward: null };
  }

  async probe(signal: AbortSignal, tell: Tell): Promise<readonly Step[]> {
    const { prober, tokens } = this.#desk.parts;
    const { endpoint } = this.#route;
    const steps = new ToldSteps(tell);
    steps.add(...(await prober.web(this.connector, endpoint, signal)));
    const got = await tokens.token(this.connector, signal, { fresh: true });
    steps.add(finding(this.connector, { ...tokenFound(got), asked: `a token for ${endpoint}` }));
    return steps.all;
  }

  async test(message: TestMessage, signal: AbortSignal, tell: Tell): Promise<TestResult> {
    const { testByGraph } = await import('./graph-test.ts');
    return testByGraph(this.connector, message, this.#desk.parts, { signal, tell });
  }
}
