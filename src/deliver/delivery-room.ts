/**
 * The delivery room: takes due recipients of one message on one lane, finds the next hop, hands over, and says what became of each.
 * Promises: exactly one Outcome per recipient, always, within the deadlines; mail for an own mailbox is on disk before its Outcome.
 * Never: touches the queue, retries by itself, writes reports.
 * RFC 5321 §4.5.4 and §5; RFC 3461 §5.2; RFC 2033 (LMTP); RFC 7505 (null MX).
 */
import { bounds } from '../base/bounds.ts';
import path from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import { assertNever } from '../base/never.ts';
import type { Random } from '../base/random.ts';
import type { Resolver } from '../dns/resolver.ts';
import {
  isLaneTrouble,
  type Outcome,
  type QueuedMessage,
  type QueuedRecipient,
  type RoutedDelivery,
} from '../mail/delivery.ts';
import type { OutboundConnector, SecretName } from '../directory/objects.ts';
import type { Observe } from '../mail/observation.ts';
import type { Route } from '../mail/route.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { NoteStore, Store } from '../store/store.ts';
import { AccountTrouble, type RaisedBefore } from './upstream/account-trouble.ts';
import { oneEach } from './transfer/one-each.ts';
import { Reachability } from './hops/reachability.ts';
import { type AddressPolicy, defaultAddressPolicy, sameAddress } from './hops/address-policy.ts';
import { Connections } from './session/connections.ts';
import { type TestResult, testConnector } from './diagnose/connector-test.ts';
import { delayedBy, failedBy, type HopFailure, outcomeOfFailure } from './answers/failure.ts';
import type { GraphCarrier } from './transports/graph/carrier.ts';
import { type Foreseen, foresee } from './diagnose/look-ahead.ts';
import { HeldTargets } from './hops/target-cache.ts';
import { capture, deliverToMailbox, type LocalSetting } from './transports/mailbox/local.ts';
import type { MailboxSetting } from './transports/mailbox/mailbox.ts';
import type { DiskObserver } from './transports/mailbox/maildir.ts';
import type { OpenSetting } from './session/open-session.ts';
import type { SessionTarget } from './session/session-target.ts';
import { outgoing, sendByFields } from './content/outgoing.ts';
import { connectorTargets, mxTargets, type OutboundSetting, stranger } from './transfer/outbound.ts';
import { deliverRemotely } from './transfer/try-targets.ts';
import { sentCopies } from './transports/mailbox/sent-copies.ts';
import { createSignInGuard } from './session/sign-in-guard.ts';
import { createTlsTrust } from './session/tls-trust.ts';
import { createProbes, type Probes } from './diagnose/probe.ts';
import { createWorkshop } from './content/mime/workshop.ts';
import { type Rewritten, rewritten } from './content/rewritten.ts';
import { damageFailure, storedContent } from './content/stored-content.ts';
import { createTokens, type Tokens } from './oauth/tokens.ts';
import { createUpstreamPaces } from './upstream/upstream-pace.ts';
import { type Carry, createWayOut } from './upstream/failover.ts';

/** The room's door, as the runner sees it (`queue/runner.ts` takes a function of this shape). */
export type Deliver = (delivery: RoutedDelivery, signal: AbortSignal) => Promise<readonly Outcome[]>;

export interface DeliverySettings {
  /** What EHLO says and Maildir file names carry; A-label. */
  readonly hostName: string;
  /** Our addresses as the Internet sees them: an MX that names one is a loop. */
  readonly egressAddresses: readonly string[];
  readonly outboundBind: { readonly ipv4: string | null; readonly ipv6: string | null };
  readonly dataDirectory: string;
  /** Whether a listener of ours answers at that address and port. */
  readonly isOwnEndpoint: (address: string, port: number) => boolean;
}

export interface DeliveryOptions {
  readonly store: Pick<Store, 'spool'>;
  readonly directory: LiveDirectory;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly settings: DeliverySettings;
  /** Absolute; mailboxes' Maildirs are below it. */
  readonly mailDirectory: string;
  /** Unseals a secret; null when it is missing. */
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  /** Access tokens for next hops; absent: made here, and refresh tokens are not kept. */
  readonly tokens?: Tokens;
  /** Where what was sent today outlasts a restart; absent: nowhere. */
  readonly notes?: NoteStore;
  /** Which addresses may be connected to; by default the public Internet for MX, everything for smart hosts. */
  readonly addressPolicy?: AddressPolicy;
  /** PEM of further certificate authorities that next hops may chain to. */
  readonly extraAuthorities?: readonly string[];
  /** Where mail hosts listen; 25. Tests use another. */
  readonly mxPort?: number;
  readonly observeDisk?: DiskObserver;
  readonly observe?: Observe;
}

export interface DeliveryRoom extends AsyncDisposable {
  readonly deliver: Deliver;
  /** Really connects and sends one message; never throws for what the next hop did. */
  testConnector(
    connector: OutboundConnector,
    message: { readonly from: string; readonly to: string },
  ): Promise<TestResult>;
  /** Where a message would go next by this route, looked up as a delivery would, and how it would be protected. Sends nothing. */
  foresee(message: QueuedMessage, recipient: QueuedRecipient, route: Route): Promise<Foreseen>;
  /** Looks at next hops without sending mail. */
  readonly probes: Probes;
  /** Connectors that are in trouble now: not reached, or for our own account there. */
  upstreamTroubles(): ReturnType<AccountTrouble['list']>;
  /** Alarms of upstreams that were raised before a restart. */
  restoreTroubles(raised: readonly RaisedBefore[]): void;
  /** Hears of alarms that ended for a reason that another room found. */
  readonly observe: Observe;
  /** Gets ready what the first session needs; for when the doors are open. */
  prepare(): Promise<void>;
  /** An administrator asks for an attempt now. */
  forgetTroubles(): void;
  /** Ends kept sessions. Deliveries under way are ended by their own signal. */
  close(): Promise<void>;
}

export function createDelivery(options: DeliveryOptions): DeliveryRoom {
  const { clock, settings, directory, log } = options;
  const hostName = settings.hostName.toLowerCase();
  const mxPort = options.mxPort ?? 25;
  const tokens =
    options.tokens ??
    createTokens({ ...options, writeSecret: () => Promise.reject(new Error('no secrets are kept here')), notes: null });
  const outbound: OutboundSetting = {
    resolver: options.resolver,
    random: options.random,
    policy: options.addressPolicy ?? defaultAddressPolicy,
    hostName,
    mxPort,
    isOwn: (address, port) =>
      settings.isOwnEndpoint(address, port) ||
      (port === mxPort && settings.egressAddresses.some((own) => sameAddress(own, address))),
    readSecret: options.readSecret,
    held: new HeldTargets(clock),
    tokens,
  };
  const open: OpenSetting = {
    clock,
    bind: settings.outboundBind,
    heloName: settings.hostName,
    trust: createTlsTrust(options.extraAuthorities ?? []),
    guard: createSignInGuard(clock),
    onSignInRefused: (text) => options.observe?.({ kind: 'warning', what: 'outbound-sign-in-refused', text }),
  };
  const connections = new Connections(open);
  const content = storedContent(options.store.spool, options.observe ?? (() => {}), log);
  const workshop = createWorkshop(path.join(settings.dataDirectory, 'converted'), clock);
  let graph: Promise<GraphCarrier> | null = null;
  const byGraph: Carry = async (connector, delivery, signal) => {
    graph ??= import('./transports/graph/carrier.ts').then(({ createGraphCarrier }) =>
      createGraphCarrier({
        directory,
        tokens,
        clock,
        log,
        content,
        workshop,
      }),
    );
    return (await graph)(connector, delivery, signal);
  };
  const mailbox: MailboxSetting = {
    clock,
    directory,
    random: options.random,
    hostName: settings.hostName,
    mailDirectory: options.mailDirectory,
    content,
    ...(options.observeDisk === undefined ? {} : { observe: options.observeDisk }),
  };
  const local: LocalSetting = {
    mailbox,
    captureDirectory: path.join(settings.dataDirectory, 'captured'),
    nextHop: outbound,
    overLmtp: (delivery, targets, signal) => remotely(delivery, targets, 'delivered', signal),
  };
  const keepSentCopy = sentCopies(directory, mailbox, log);

  function remotely(
    { message, recipients, place }: RoutedDelivery,
    targets: () => AsyncIterable<SessionTarget | HopFailure>,
    success: 'relayed' | 'delivered',
    signal: AbortSignal,
    anew: Pick<Rewritten, 'content' | 'variant'> | null = null,
  ): Promise<readonly Outcome[]> {
    const ref = message.content;
    const stored = anew?.content ?? ((): AsyncIterable<Uint8Array> => content(message, signal));
    const isWhole = ref.kind === 'inline' && ref.bytes.byteLength === ref.sizeBytes;
    const inMemory = isWhole && anew === null ? ref.bytes : null;
    const whole = { message, stored, inMemory, variant: anew?.variant ?? '', success };
    return sendByFields(directory.current, message, recipients, (company, fields) => {
      const transfer = outgoing(whole, fields, workshop);
      return deliverRemotely(
        { message, recipients: company, targets: targets(), transfer, place },
        connections,
        signal,
      );
    });
  }

  async function away(
    delivery: RoutedDelivery,
    owner: object,
    targets: () => AsyncIterable<SessionTarget | HopFailure>,
    signal: AbortSignal,
    anew: Pick<Rewritten, 'content' | 'variant'> | null = null,
  ): Promise<readonly Outcome[]> {
    const outcomes = await remotely(delivery, targets, 'relayed', signal, anew);
    if (outcomes.some(isLaneTrouble)) outbound.held.forget(owner);
    return outcomes;
  }

  const bySmtp: Carry = async (connector, delivery, signal) => {
    const { message, recipients } = delivery;
    const { rewriting } = connector;
    const stored = (): AsyncIterable<Uint8Array> => content(message, signal);
    const anew = rewriting === null ? null : await rewritten(message, rewriting, stored);
    if (anew !== null && 'cause' in anew) return recipients.map((one) => outcomeOfFailure(one, anew));
    const outcomes: Outcome[] = [];
    // In failover for a smart host, whose lane takes every domain, mail hosts are one domain's.
    const companies = connector.route.kind === 'mx' ? Map.groupBy(recipients, domainOf) : [['', recipients] as const];
    for (const [domain, company] of companies) {
      const targets = () => connectorTargets(connector, domain, outbound, signal);
      const theirs = { ...delivery, message: anew?.message ?? message, recipients: company };
      outcomes.push(...(await away(theirs, connector, targets, signal, anew)));
    }
    if (anew === null) return outcomes;
    return outcomes.map((outcome) => ({ ...outcome, changes: [...anew.changes, ...(outcome.changes ?? [])] }));
  };
  const accounts = new AccountTrouble(clock, directory, options.observe ?? (() => {}));
  const paces = createUpstreamPaces(clock, log, options.notes ?? null);
  const reachability = new Reachability(clock, directory, options.observe ?? (() => {}));
  const wayOut = createWayOut({
    reachability,
    clock,
    directory,
    paces,
    accounts,
    carry: (connector, delivery, signal) =>
      (connector.route.kind === 'graph' ? byGraph : bySmtp)(connector, delivery, signal),
  });

  async function byRoute(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { recipients, route } = delivery;
    const all = (failure: HopFailure): readonly Outcome[] => recipients.map((one) => outcomeOfFailure(one, failure));
    switch (route.kind) {
      case 'mailbox': {
        const account = directory.current.get('mailbox', route.mailboxId);
        if (account === null || account.delivery.kind === 'elsewhere') return all(changed('the mailbox'));
        return deliverToMailbox(account, delivery, local, signal);
      }
      case 'mx':
        return away(delivery, stranger, () => mxTargets(route.domain, outbound, signal), signal);
      case 'connector': {
        const connector = directory.current.get('outbound-connector', route.connectorId);
        if (connector === null || !connector.enabled) return all(changed('the outbound connector'));
        return wayOut.carry(connector, delivery, signal);
      }
      case 'capture':
        return capture(delivery, local, signal);
      case 'none':
        return all(
          failedBy({
            cause: route.unknownRecipient ? 'unknown-recipient' : 'no-route',
            status: route.unknownRecipient ? '5.1.1' : '5.4.4',
            text: route.reason,
          }),
        );
      case 'group':
        // Groups are expanded before a delivery is made of them; one that comes here anyway is decided anew.
        return all(changed('the group'));
      default:
        return assertNever(route);
    }
  }

  const deliver: Deliver = async (delivery, signal) => {
    try {
      await keepSentCopy(delivery, signal);
      const outcomes = await byRoute(delivery, signal);
      // By a connector others may have been asked in its place: each of them is learned of there.
      if (delivery.route.kind !== 'connector' && !signal.aborted) reachability.learn(delivery.lane, outcomes);
      return oneEach(delivery.recipients, outcomes);
    } catch (error) {
      const damage = damageFailure(error);
      if (damage !== null) return delivery.recipients.map((recipient) => outcomeOfFailure(recipient, damage));
      // A bug or lost infrastructure: later is the answer that loses nothing.
      log.error(
        { queueId: delivery.message.queueId, lane: delivery.lane, error: String(error) },
        'delivery attempt broke',
      );
      const failure = delayedBy({
        cause: 'other',
        status: '4.3.0',
        text: 'local error in delivery; it is in the log',
        laneTrouble: false,
      });
      return delivery.recipients.map((recipient) => outcomeOfFailure(recipient, failure));
    }
  };

  const test: DeliveryRoom['testConnector'] = async (connector, message) => {
    const abort = new AbortController();
    const timer = clock.timer(bounds.deliver.connectorTest, () => abort.abort());
    try {
      if (connector.route.kind === 'graph') {
        const { testByGraph } = await import('./transports/graph/graph-test.ts');
        return await testByGraph(
          connector,
          message,
          { directory, tokens, clock, log, ids: options.ids, hostName: settings.hostName, workshop },
          abort.signal,
        );
      }
      // The administrator has just changed something: nothing is taken from memory.
      const anew = { ...outbound, held: new HeldTargets(clock), freshTokens: true };
      return await testConnector(connector, message, anew, open, options.ids, clock, abort.signal);
    } finally {
      timer.cancel();
    }
  };

  const close = async (): Promise<void> => {
    connections.close();
    await paces.close();
    await workshop[Symbol.asyncDispose]();
  };
  return {
    deliver,
    async testConnector(connector, message) {
      const result = await test(connector, message);
      if (result.ok) {
        open.guard.release(connector.id);
        await wayOut.forgive(connector);
      }
      return result;
    },
    async foresee(message, recipient, route) {
      const abort = new AbortController();
      const timer = clock.timer(bounds.deliver.foresight, () => abort.abort());
      try {
        const fresh = { ...outbound, held: new HeldTargets(clock) };
        const facts = { view: directory.current, outbound: fresh, troubles: accounts.list() };
        return await foresee(facts, message, recipient, route, abort.signal);
      } finally {
        timer.cancel();
      }
    },
    probes: createProbes({
      outbound: () => ({ ...outbound, held: new HeldTargets(clock) }),
      open,
      tokens,
      clock,
      extraAuthorities: options.extraAuthorities ?? [],
    }),
    upstreamTroubles: () => [...reachability.upstreams(), ...accounts.list()],
    prepare: () => open.trust.prepare(),
    restoreTroubles(raised) {
      accounts.restore(raised);
      reachability.restore(raised);
    },
    observe: reachability.observe,
    forgetTroubles: () => wayOut.forgetTroubles(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The directory has changed since the route was decided; the next attempt decides it again. */
const changed = (what: string): HopFailure =>
  delayedBy({
    cause: 'no-route',
    status: '4.4.4',
    text: `${what} was removed or switched off meanwhile`,
    laneTrouble: false,
    retryAfterMs: 60_000,
  });

const domainOf = ({ address }: QueuedRecipient): string => address.domainKey;
