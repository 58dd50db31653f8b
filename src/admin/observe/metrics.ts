/**
 * Prometheus metrics, made from the same observations as log and trace, so that all three agree. One registry a room; no global state.
 * docs/operate/monitoring.md has a table of them, made from what stands here.
 */
import { alarmKinds } from '../../mail/alarm.ts';
import type { Accepted, Observation, Observe, SettledAttempt } from '../../mail/observation.ts';
import { readReplyText } from '../../mail/reply.ts';
import type { SessionRecord, TraceKind } from '../../mail/trace-event.ts';
import { assertNever } from '../../base/never.ts';
import type { LaneCount } from '../../store/store.ts';
import type { AdminOptions, AdminStatus, MetricsText } from '../context.ts';
import { FirstSeries } from './first-series.ts';
import { Histogram } from './histogram.ts';
import { type DestinationLabels, MetricLabels } from './metric-labels.ts';
import { processMetrics } from './process-metrics.ts';
import { Counter, Gauge, Registry } from './prometheus.ts';
import { QueueLook, told } from './queue-look.ts';
import { screeningMetrics } from './screening-metrics.ts';
import { tell } from './tell.ts';

export interface Metrics extends MetricsText {
  readonly observe: Observe;
}

/** Trace kinds that are one recipient's outcome of an attempt. */
const deliveryActions: Partial<Record<TraceKind, string>> = {
  Deliver: 'delivered',
  Send: 'relayed',
  Capture: 'captured',
  Expand: 'expanded',
  Defer: 'delayed',
  Fail: 'failed',
  Drop: 'dropped',
};
/** Those with which a recipient's mail has got to the next system, or into a mailbox. */
const ARRIVED: ReadonlySet<TraceKind> = new Set(['Deliver', 'Send']);

const KIB = 1024;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const sizeBuckets = [4 * KIB, 64 * KIB, KIB ** 2, 5 * KIB ** 2, 25 * KIB ** 2, 50 * KIB ** 2];
const sessionSeconds = [0.1, 1, 5, 30, 120, 600];
const acceptSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];
const attemptSeconds = [0.01, 0.05, 0.25, 1, 2.5, 5, 10, 30, 60, 300];
const deliverySeconds = [0.1, 0.5, 1, 5, 15, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 24 * HOUR];

const DESTINATION = ['way', 'upstream', 'organization'] as const;

type Options = Pick<AdminOptions, 'status' | 'store' | 'version' | 'directory' | 'alarms' | 'clock' | 'screening'>;

export function createMetrics(options: Options): Metrics {
  const registry = new Registry();
  const counters = countersOf(registry);
  const labels = new MetricLabels();
  const counted: Counted = {
    ...counters,
    ...{ labels, directory: options.directory, first: new FirstSeries(counters, labels) },
    ...{ lastAccepted: new Map(), lastDelivered: new Map() },
  };
  const recall = recallOf(options, counted);
  const queue = new QueueLook(options.store.spool, options.clock);
  const gauges = gaugesOf(registry);
  gauges.info.set({ version: options.version, node: process.version }, 1);
  const lookAtProcess = processMetrics(registry);
  const lookAtScreening = screeningMetrics(registry, options.screening);
  let logLost = 0;
  return {
    observe: (observation) => observed(counted, observation),
    async text() {
      const [lanes] = await Promise.all([queue.lanes(), lookAtProcess(), told(recall(), options.clock)]);
      counted.first.foresee(options.directory.current);
      const status = options.status();
      setGauges(gauges, options, status);
      setQueue(gauges, counted, lanes, options.clock.now());
      setLastTimes(gauges, counted);
      lookAtScreening();
      counted.logLost.inc(status.log.linesLost - logLost);
      logLost = status.log.linesLost;
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** All that is counted as it happens. */
function countersOf(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name: `doorpost_${name}`, help, labelNames: [...labelNames], registers });
  const histogram = (name: string, help: string, upTo: readonly number[], label: string | null = null) =>
    new Histogram(registry, `doorpost_${name}`, help, upTo, label);
  return {
    accepted: counter('messages_accepted_total', 'Messages accepted', ['ingress', 'organization']),
    recipients: counter('recipients_accepted_total', 'Recipients accepted', ['ingress', 'organization']),
    size: histogram('message_size_bytes', 'Size of accepted messages', sizeBuckets),
    acceptTime: histogram(
      'accept_duration_seconds',
      'From the end of a message to its 250, in our hands',
      acceptSeconds,
    ),
    refused: counter('refusals_total', 'Refusals, by stage and reply code', ['stage', 'code', 'enhanced']),
    refusedFor: counter('refusal_reasons_total', 'Refusals, by reason', ['reason']),
    deliveries: counter('deliveries_total', 'Outcomes of delivery attempts, one for each recipient', [
      'action',
      ...DESTINATION,
    ]),
    attemptTime: histogram(
      'delivery_attempt_duration_seconds',
      'Length of delivery attempts, waiting for their turn included',
      attemptSeconds,
      'way',
    ),
    deliveryTime: histogram(
      'delivery_latency_seconds',
      'From the acceptance of a message to its delivery, one for each recipient',
      deliverySeconds,
      'way',
    ),
    reports: counter('reports_total', 'Non-delivery reports and delay notices made'),
    sessions: counter('sessions_total', 'SMTP sessions that ended', ['listener']),
    tls: counter('sessions_tls_total', 'SMTP sessions that ended, by TLS version', ['version']),
    tlsFailed: counter('tls_handshake_failures_total', 'TLS handshakes that failed', ['listener']),
    duration: histogram('session_duration_seconds', 'Length of SMTP sessions', sessionSeconds),
    open: new Gauge({
      name: 'doorpost_connections_open',
      help: 'SMTP connections open now',
      labelNames: ['listener'],
      registers,
    }),
    warnings: counter('warnings_total', 'Things an administrator should know', ['what']),
    alarms: counter('alarms_total', 'Alarms raised, again at each stage', ['what']),
    logLost: counter('log_lines_lost_total', 'Log lines that could not be written'),
  };
}

const lastTime = <Label extends string>(registry: Registry, name: string, help: string, label: Label) =>
  new Gauge({ name: `doorpost_${name}_timestamp_seconds`, help, labelNames: [label], registers: [registry] });

/** All that is looked at when somebody asks. */
function gaugesOf(registry: Registry) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `doorpost_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  return {
    raised: gauge('alarms_raised', 'Alarms that are raised now', ['kind']),
    upstreamExpiry: gauge(
      'upstream_expiry_timestamp_seconds',
      'When a secret, sign-in or certificate of an upstream ends',
      ['connector', 'what'],
    ),
    lastAccepted: lastTime(registry, 'last_accepted', 'When a message was last accepted', 'ingress'),
    lastDelivered: lastTime(registry, 'last_delivered', 'When mail was last delivered or handed on', 'way'),
    queue: gauge('queue_recipients', 'Recipients in the queue; `held` by an administrator', ['state']),
    oldest: gauge('queue_oldest_age_seconds', 'Age of the oldest mail that waits and is not paused; 0: none waits'),
    destination: gauge('destination_recipients', 'Recipients that wait there and are not paused', DESTINATION),
    destinationOldest: gauge(
      'destination_oldest_age_seconds',
      'Age of the oldest mail that waits there and is not paused',
      DESTINATION,
    ),
    standstill: gauge('event_loop_delay_seconds', 'How long the thread that owns the sockets stood still', [
      'window',
      'which',
    ]),
    healthy: gauge('store_healthy', '1 while the store can commit'),
    free: gauge('store_free_bytes', 'Free bytes where the spool lies'),
    least: gauge('store_least_free_bytes', 'With less than so many free bytes new mail is put off'),
    revision: gauge('directory_revision', 'Revision of the directory in force'),
    certificate: gauge('certificate_expiry_timestamp_seconds', 'When the served certificate ends'),
    info: gauge('build_info', '1; the version of Doorpost and of Node', ['version', 'node']),
  };
}

interface Counted extends ReturnType<typeof countersOf> {
  readonly labels: MetricLabels;
  readonly first: FirstSeries;
  /** In ms since 1970, by way in and way out: told when somebody asks. */
  readonly lastAccepted: Map<string, number>;
  readonly lastDelivered: Map<string, number>;
  readonly directory: Options['directory'];
}

function observed(counted: Counted, observation: Observation): void {
  switch (observation.kind) {
    case 'accepted':
      accepted(counted, observation);
      return;
    case 'settled':
      settled(counted, observation);
      return;
    case 'session':
      sessionEnded(counted, observation.record);
      return;
    case 'connection':
      counted.open.inc({ listener: observation.listener }, observation.change);
      return;
    case 'warning':
      counted.warnings.inc({ what: observation.what });
      return;
    case 'alarm':
      counted.alarms.inc({ what: observation.alarm.kind });
      return;
    case 'alarm-over':
      return;
    default:
      assertNever(observation);
  }
}

function accepted(
  counted: Counted,
  { ingress, organizationId, recipients, sizeBytes, tookMs, events }: Accepted,
): void {
  const labels = { ingress, organization: counted.labels.organization(counted.directory.current, organizationId) };
  counted.first.organization(labels.organization);
  counted.accepted.inc(labels);
  counted.recipients.inc(labels, recipients.length);
  counted.size.observe(sizeBytes);
  if (tookMs !== null) counted.acceptTime.observe(tookMs / 1000);
  const at = events[0]?.at;
  if (at !== undefined) counted.lastAccepted.set(ingress, at);
}

function settled(counted: Counted, { events, lane, message, at, tookMs }: SettledAttempt): void {
  const labels = counted.labels.destination(counted.directory.current, lane, message.organizationId);
  const { way } = labels;
  counted.first.destination(labels);
  if (tookMs !== null) counted.attemptTime.observe(tookMs / 1000, way);
  const seconds = Math.max(0, at - message.receivedAt) / 1000;
  // Events of one kind stand side by side: thousands of recipients are counted at once.
  for (let from = 0; from < events.length; ) {
    const kind = events[from]?.kind ?? 'Warning';
    let to = from + 1;
    while (events[to]?.kind === kind) to++;
    const count = to - from;
    from = to;
    if (kind === 'DSN') counted.reports.inc(count);
    const action = deliveryActions[kind];
    if (action === undefined) continue;
    counted.deliveries.inc({ action, ...labels }, count);
    if (!ARRIVED.has(kind)) continue;
    counted.lastDelivered.set(way, at);
    counted.deliveryTime.observe(seconds, way, count);
  }
}

function sessionEnded(counted: Counted, { listener, tls, startedAt, endedAt, refusals }: SessionRecord): void {
  counted.sessions.inc({ listener });
  counted.tls.inc({ version: tls?.split(' ')[0] ?? 'none' });
  counted.duration.observe(Math.max(0, endedAt - startedAt) / 1000);
  for (const { reply, stage, reason } of refusals) {
    // Only codes become labels: a peer's words would make series without end.
    const { code, enhanced } = readReplyText(reply);
    counted.refused.inc({ stage, code: code || 'none', enhanced: enhanced || 'none' });
    counted.refusedFor.inc({ reason: reason?.kind ?? 'none' });
    if (stage === 'tls') counted.tlsFailed.inc({ listener });
  }
}

type Gauges = ReturnType<typeof gaugesOf>;

function setGauges(gauges: Gauges, { alarms, store, directory }: Options, status: AdminStatus): void {
  const raised = Map.groupBy(alarms.list(), ({ alarm }) => alarm.kind);
  for (const kind of alarmKinds) gauges.raised.set({ kind }, raised.get(kind)?.length ?? 0);
  gauges.upstreamExpiry.reset();
  for (const { connector, what, expiresAt } of alarms.upstreamExpiries())
    gauges.upstreamExpiry.set({ connector: connector ?? '', what }, expiresAt / 1000);
  for (const [window, { longestMs, p99Ms }] of Object.entries(status.standstill)) {
    const name = window === 'sinceStart' ? 'start' : 'minute';
    gauges.standstill.set({ window: name, which: 'longest' }, longestMs / 1000);
    gauges.standstill.set({ window: name, which: 'p99' }, p99Ms / 1000);
  }
  gauges.healthy.set(store.unhealthyReason() === null ? 1 : 0);
  tell(gauges.free, store.freeBytes());
  gauges.least.set(status.disk.leastBytes);
  gauges.revision.set(directory.current.revision);
  tell(gauges.certificate, status.certificate === null ? null : status.certificate.notAfter / 1000);
}

/** The last mail in and out before this process began is told until there is later mail; it is asked for once. */
function recallOf(
  { store, directory }: Options,
  { labels, lastAccepted, lastDelivered }: Counted,
): () => Promise<void> {
  let recalled: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const last = await store.trace.lastMail(null);
    if (last.in !== null) noteFirst(lastAccepted, last.in.ingress, last.in.at);
    if (last.out !== null)
      noteFirst(lastDelivered, labels.destination(directory.current, last.out.lane).way, last.out.at);
  };
  return () => {
    recalled ??= look().catch((error: unknown) => {
      recalled = null;
      throw error;
    });
    return recalled;
  };
}

function noteFirst(times: Map<string, number>, key: string, at: number): void {
  if (!times.has(key)) times.set(key, at);
}

function setLastTimes(gauges: Gauges, { lastAccepted, lastDelivered }: Counted): void {
  for (const [ingress, at] of lastAccepted) gauges.lastAccepted.set({ ingress }, at / 1000);
  for (const [way, at] of lastDelivered) gauges.lastDelivered.set({ way }, at / 1000);
}

function setQueue(
  gauges: Gauges,
  { labels, directory }: Counted,
  lanes: readonly LaneCount[] | null,
  now: number,
): void {
  gauges.destination.reset();
  gauges.destinationOldest.reset();
  gauges.queue.reset();
  tell(gauges.oldest, null);
  if (lanes === null) return;
  const byLabels = new Map<string, { labels: DestinationLabels; waiting: number; oldestAt: number }>();
  let waiting = 0;
  let held = 0;
  let oldestAt = now;
  for (const lane of lanes) {
    waiting += lane.waiting;
    held += lane.held;
    if (lane.waiting === 0) continue;
    oldestAt = Math.min(oldestAt, lane.oldestReceivedAt);
    const own = labels.destination(directory.current, lane.lane);
    const key = Object.values(own).join('\n');
    const sum = byLabels.get(key) ?? { labels: own, waiting: 0, oldestAt: now };
    sum.waiting += lane.waiting;
    sum.oldestAt = Math.min(sum.oldestAt, lane.oldestReceivedAt);
    byLabels.set(key, sum);
  }
  for (const sum of byLabels.values()) {
    gauges.destination.set({ ...sum.labels }, sum.waiting);
    gauges.destinationOldest.set({ ...sum.labels }, (now - sum.oldestAt) / 1000);
  }
  gauges.queue.set({ state: 'waiting' }, waiting);
  gauges.queue.set({ state: 'held' }, held);
  gauges.oldest.set((now - oldestAt) / 1000);
}
