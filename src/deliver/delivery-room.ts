/**
 * The delivery room: takes due recipients of one message on one lane, hands over by the transport that their route leads to, and says what
 * became of each.
 * Promises: an Outcome for each recipient, within the deadlines; mail for an own mailbox is on disk before its Outcome.
 * Never: touches the queue, retries by itself, writes reports.
 * RFC 5321 §4.5.4 and §5; RFC 3461 §5.2; RFC 2033 (LMTP); RFC 7505 (null MX).
 */
import { bounds } from '../base/bounds.ts';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import { memo } from '../base/memo.ts';
import { assertNever } from '../base/never.ts';
import type { Outcome, RoutedDelivery } from '../mail/delivery.ts';
import type { OutboundConnector } from '../directory/objects.ts';
import type { CachedStsPolicy } from '../mail/doors/sts-policies.ts';
import type { TroubledUpstream, UpstreamUse } from '../mail/doors/upstreams.ts';
import type { Observe } from '../mail/observation.ts';
import type { Route } from '../mail/route.ts';
import { changed, failedBy, type HopFailure, outcomeOfFailure, ownTrouble } from './answers/failure.ts';
import { oneStep } from './diagnose/look-ahead.ts';
import type { AheadOf, LookedAhead, Tell, TestMessage, TestResult } from './diagnose/seen.ts';
import { defaultAddressPolicy } from './hops/address-policy.ts';
import { leadsBackBy } from './hops/next-hops.ts';
import { Reachability } from './hops/reachability.ts';
import { Watched } from './hops/watched.ts';
import { MtaStsPolicies } from './secure/mta-sts.ts';
import { TransportSecurity } from './secure/transport-security.ts';
import { SystemTrust } from './session/tls-trust.ts';
import { signalsOf } from './attempt-signals.ts';
import type { SmtpParts } from './transfer/over-smtp.ts';
import type { Transport, UpstreamTransport } from './transport.ts';
import { CaptureTransport } from './transports/capture/capture.ts';
import { GraphDesk, GraphTransport } from './transports/graph/graph.ts';
import { MailboxTransport } from './transports/mailbox/mailbox-transport.ts';
import { OwnMaildirs } from './transports/mailbox/own-maildirs.ts';
import { MaildirMemory } from './transports/mailbox/maildir-memory.ts';
import type { MailboxSetting } from './transports/mailbox/mailbox.ts';
import { SentCopies } from './transports/mailbox/sent-copies.ts';
import { ConnectorMxTransport } from './transports/mx/connector-mx.ts';
import { MxTransport } from './transports/mx/mx.ts';
import { SmartHostTransport } from './transports/smart-host/smart-host.ts';
import { AccountTrouble, type RaisedBefore } from './upstream/account-trouble.ts';
import { Failover } from './upstream/failover.ts';
import { LastTaken } from './upstream/last-taken.ts';
import { Paced } from './upstream/paced.ts';
import { UpstreamLessons } from './upstream/upstream-lessons.ts';
import { accountOf } from './upstream/upstream-account.ts';
import { UpstreamPaces } from './upstream/upstream-pace.ts';
import type { Step } from '../mail/step.ts';
import type { DeliveryOptions } from './delivery-options.ts';
import { smtpParts, tlsReporter, tlsResults, tokensOfNobody } from './smtp-parts.ts';
import type { TlsResults } from './tls-reports/tls-results.ts';
import type { TlsReporter } from './tls-reports/tls-reporter.ts';
import { say } from '../texts/phrase.ts';
import { told, again } from '../texts/told.ts';
import { type ToldLine, lineOf } from '../mail/lines/said.ts';

type Ways = Readonly<Record<'mailbox' | 'capture' | 'mx' | 'connector', Transport>>;

export class DeliveryRoom implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #directory: DeliveryOptions['directory'];
  readonly #owned: OwnMaildirs;
  readonly #ways: Ways;
  readonly #upstreams: (connector: OutboundConnector) => UpstreamTransport;
  readonly #sentCopies: SentCopies;
  readonly #lessons: UpstreamLessons;
  readonly #accounts: AccountTrouble;
  readonly #reachability: Reachability;
  readonly #paces: UpstreamPaces;
  readonly #taken: LastTaken;
  readonly #parts: SmtpParts;
  readonly #sts: MtaStsPolicies;
  readonly #results: TlsResults | null;
  readonly #reporter: TlsReporter | null;

  constructor(options: DeliveryOptions) {
    const { clock, directory, log } = options;
    const observe = options.observe ?? (() => {});
    const tokens = options.tokens ?? tokensOfNobody(options);
    const trust = new SystemTrust(options.extraAuthorities ?? []);
    const policy = options.addressPolicy ?? defaultAddressPolicy;
    this.#sts = new MtaStsPolicies({
      ...options,
      notes: options.notes ?? null,
      policy,
      trust,
      port: options.mtaStsPort ?? 443,
    });
    const results = tlsResults(options);
    this.#results = results;
    const secure = options.secureResolver ?? null;
    const security = new TransportSecurity({ sts: this.#sts, secure, results });
    const parts = smtpParts(options, { tokens, trust, policy, security, results });
    this.#reporter = results === null ? null : tlsReporter(options, { trust, policy, results });
    const maildirs = {
      clock,
      directory,
      random: options.random,
      hostName: options.settings.hostName,
      memory: new MaildirMemory(),
      mailDirectory: options.mailDirectory,
      ...(options.observeDisk === undefined ? {} : { observe: options.observeDisk }),
    };
    this.#owned = new OwnMaildirs({ ...maildirs, log });
    const mailbox: MailboxSetting = { ...maildirs, owned: this.#owned, content: parts.content };
    this.#clock = clock;
    this.#directory = directory;
    this.#parts = parts;
    this.#accounts = new AccountTrouble(clock, directory, observe);
    this.#reachability = new Reachability(clock, directory, observe);
    this.#taken = new LastTaken({ clock, log, directory, notes: options.notes ?? null });
    this.#lessons = new UpstreamLessons(clock, this.#accounts, this.#taken);
    this.#paces = new UpstreamPaces(clock, log, options.notes ?? null, (lane) => options.store.spool.term(lane));
    this.#sentCopies = new SentCopies(mailbox, log);
    const desk = new GraphDesk({ ...parts, tokens, log, hostName: options.settings.hostName });
    const paced = { paces: this.#paces, lessons: this.#lessons, reachability: this.#reachability };
    // A connector is another object after each change: what was made for the old one goes with it.
    this.#upstreams = memo((connector) => new Paced(upstreamOf(connector, parts, desk), paced));
    const captured = path.join(options.settings.dataDirectory, 'captured');
    const watched = (transport: Transport): Transport => new Watched(transport, this.#reachability);
    this.#ways = {
      mailbox: watched(new MailboxTransport(mailbox, parts)),
      capture: watched(new CaptureTransport(captured, mailbox)),
      mx: watched(new MxTransport(parts)),
      // By a connector others may be asked in its place: each of them is learned of at its pace.
      connector: new Failover({
        directory,
        transportOf: this.#upstreams,
        lessons: this.#lessons,
        troubles: () => this.#accounts.list(),
      }),
    };
  }

  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const sender = this.#sentCopies.owed(delivery);
    if (sender !== null)
      return this.#sentCopies
        .make(sender, delivery.message, signalsOf(delivery, signal).begin)
        .then(() => this.#byRoute(delivery, signal));
    return this.#byRoute(delivery, signal);
  }

  #byRoute(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { route, recipients } = delivery;
    if (!isNowhere(route)) return this.#ways[route.kind].deliver(delivery, signal);
    const failure = this.#whyNowhere(route);
    return Promise.resolve(recipients.map((one) => outcomeOfFailure(one, failure)));
  }

  #whyNowhere(route: Nowhere): HopFailure {
    switch (route.kind) {
      // Nothing is claimed there; one that comes here anyway is decided anew, and waits on.
      case 'quarantine':
        return changed(say`its quarantine`);
      // Groups are expanded before a delivery is made of them; one that comes here anyway is decided anew.
      case 'group':
        return changed(say`the group`);
      case 'none':
        return noWay(route);
      case 'no-upstream':
        return noUpstream(this.#parts.directory.current.get('organization', route.organizationId)?.name ?? null);
      default:
        return assertNever(route);
    }
  }

  /** Tells where a message would go next by this route, looked up as a delivery would, and how it would be protected. Sends nothing. */
  lookAhead(mail: AheadOf): Promise<LookedAhead> {
    const { route } = mail;
    if (route.kind === 'none') return Promise.resolve(oneStep(again({ text: route.reason, said: route.said }), false));
    if (route.kind === 'quarantine') return Promise.resolve(oneStep(say`quarantine`, true));
    if (route.kind === 'no-upstream') {
      const { cure = null, ...why } = this.#whyNowhere(route);
      return Promise.resolve(oneStep(again(why), false, cure));
    }
    if (route.kind !== 'group')
      return this.#within(bounds.deliver.foresight, (signal) => this.#ways[route.kind].lookAhead(mail, signal));
    const group = this.#parts.directory.current.get('group', route.groupId);
    return Promise.resolve(oneStep(say`group ${group?.address ?? route.groupId}`, group !== null));
  }

  /** Really connects and sends one message; never throws for what the next hop did. */
  async testConnector(connector: OutboundConnector, message: TestMessage, tell: Tell = () => {}): Promise<TestResult> {
    const result = await this.#within(bounds.deliver.connectorTest, (signal) =>
      this.#upstreams(connector).test(message, signal, tell),
    );
    if (result.ok) this.#parts.open.guard.release(connector.id);
    return result;
  }

  /** Looks at a connector's next hops without sending mail. */
  probe(connector: OutboundConnector, tell: Tell = () => {}): Promise<readonly Step[]> {
    return this.#within(bounds.deliver.probe, (signal) => this.#upstreams(connector).probe(signal, tell));
  }

  /** Whether a host answers on a port as a mail server does. */
  probeHost(host: string, port: number): Promise<readonly Step[]> {
    return this.#within(bounds.deliver.probe, (signal) => this.#parts.prober.host(host, port, signal));
  }

  /** Whether a smart host would be this server itself, in words; null: it is not, or DNS does not say. */
  leadsBack(host: string, port: number): Promise<ToldLine | null> {
    const { outbound } = this.#parts;
    return this.#within(bounds.deliver.ownHostLookUp, (signal) => leadsBackBy(host, port, outbound, signal));
  }

  /** Connectors that are in trouble now: not reached, or for our own account there. */
  upstreamTroubles(): readonly TroubledUpstream[] {
    return [...this.#reachability.upstreams(), ...this.#accounts.list()];
  }

  /** Until when the upstream of a connector takes no more, by the clock of the wall; null: it does. */
  throttledUntil(connectorId: ObjectId): number | null {
    const connector = this.#directory.current.get('outbound-connector', connectorId);
    return connector === null ? null : this.#paces.throttledUntil({ connector, account: accountOf(connector) });
  }

  /** How much each of them is used now. Rejects with StoreUnavailable. */
  async upstreamUses(): Promise<(connector: OutboundConnector) => UpstreamUse> {
    const noted = await this.#paces.noted();
    await this.#taken.forgetGone(noted);
    return (connector) => ({
      ...this.#paces.use({ connector, account: accountOf(connector) }, noted),
      lastTakenAt: this.#taken.at(connector.id, noted),
    });
  }

  /** Alarms of upstreams that were raised before a restart. */
  restoreTroubles(raised: readonly RaisedBefore[]): void {
    this.#accounts.restore(raised);
    this.#reachability.restore(raised);
  }

  /** Hears of alarms that ended for a reason that another room found. */
  get observe(): Observe {
    return this.#reachability.observe;
  }

  /** Gets ready what the first session needs; for when the doors are open. */
  prepare(): Promise<void> {
    return this.#parts.open.trust.prepare();
  }

  /** Keeps Maildirs with their owners while the directory changes. Returns how to stop: it resolves when what was begun has ended. */
  followMailboxes(): () => Promise<void> {
    return this.#owned.follow();
  }

  /**
   * Keeps policies of other domains fresh, and reports how they were met. Returns how to stop: it resolves when what was begun has ended.
   */
  followPolicies(): () => Promise<void> {
    const stops = [this.#sts.follow(), this.#reporter?.follow()];
    return async () => {
      await Promise.all(stops.map((stop) => stop?.()));
    };
  }

  /** One round of reports. Rejects with StoreUnavailable. */
  async sendTlsReports(): Promise<void> {
    await this.#reporter?.sendDue();
  }

  /** One round of refreshing policies. Rejects with StoreUnavailable. */
  refreshPolicies(): Promise<void> {
    return this.#sts.refreshDue();
  }

  /** Policies of other domains that are kept. Rejects with StoreUnavailable. */
  stsPolicies(): Promise<readonly CachedStsPolicy[]> {
    return this.#sts.list();
  }

  /** An administrator asks for an attempt now. */
  forgetTroubles(): void {
    this.#lessons.forgetTroubles();
  }

  /** Ends kept sessions. Deliveries under way are ended by their own signal. */
  async close(): Promise<void> {
    this.#parts.connections.close();
    this.#sts.close();
    await this.#results?.flush();
    await this.#paces.close();
    await this.#parts.workshop[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #within<Result>(limitMs: number, act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const abort = new AbortController();
    const timer = this.#clock.timer(limitMs, () => abort.abort());
    try {
      return await act(abort.signal);
    } finally {
      timer.cancel();
    }
  }
}

/** The connectors that an administrator named, by the transport that its route asks for. */
function upstreamOf(connector: OutboundConnector, parts: SmtpParts, desk: GraphDesk): UpstreamTransport {
  const { route } = connector;
  switch (route.kind) {
    case 'smart-hosts':
      return new SmartHostTransport(connector, route, parts);
    case 'mx':
      return new ConnectorMxTransport(connector, parts);
    case 'graph':
      return new GraphTransport(connector, route, desk);
    default:
      return assertNever(route);
  }
}

type Nowhere = Extract<Route, { kind: 'none' | 'group' | 'no-upstream' | 'quarantine' }>;

const nowhere: readonly Route['kind'][] = ['none', 'group', 'no-upstream', 'quarantine'];

const isNowhere = (route: Route): route is Nowhere => nowhere.includes(route.kind);

/** @param organization null: it is gone. */
const noUpstream = (organization: string | null): HopFailure =>
  ownTrouble({
    cause: 'no-route',
    status: '4.4.4',
    ...told(
      organization === null
        ? say`mail for outside has no upstream: none is there that would take it, or it is switched off`
        : say`mail for outside has no upstream in ${organization}: none is there that would take it, or it is switched off`,
    ),
    cure: { act: 'give-upstream', organization },
  });

const noWay = ({
  unknownRecipient,
  reason: text,
  said,
}: Extract<Route, { kind: 'none' }>): ReturnType<typeof failedBy> =>
  failedBy({
    cause: unknownRecipient ? 'unknown-recipient' : 'no-route',
    status: unknownRecipient ? '5.1.1' : '5.4.4',
    ...lineOf({ text, said }),
  });
