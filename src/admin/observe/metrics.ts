/** Prometheus metrics, made from the same observations as log and trace, so that all three agree. One registry a room; no global state. */
import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { alarmKinds } from '../../mail/alarm.ts';
import type { Observation, Observe } from '../../mail/observation.ts';
import { readReplyText } from '../../mail/reply.ts';
import type { SessionRecord, TraceKind } from '../../mail/trace-event.ts';
import { assertNever } from '../../base/never.ts';
import type { AdminOptions, AdminStatus, MetricsText } from '../context.ts';

export interface Metrics extends MetricsText {
  readonly observe: Observe;
}

/** Trace kinds that are one recipient's outcome of an attempt. */
const deliveryActions: Partial<Record<TraceKind, string>> = {
  Deliver: 'delivered',
  Send: 'relayed',
  Expand: 'expanded',
  Defer: 'delayed',
  Fail: 'failed',
  Drop: 'dropped',
};
const KIB = 1024;
const sizeBuckets = [4 * KIB, 64 * KIB, KIB ** 2, 5 * KIB ** 2, 25 * KIB ** 2, 50 * KIB ** 2];
const sessionSeconds = [0.1, 1, 5, 30, 120, 600];

type Options = Pick<AdminOptions, 'status' | 'store' | 'version' | 'directory' | 'alarms'>;

export function createMetrics(options: Options): Metrics {
  const registry = new Registry();
  const counters = countersOf(registry);
  const gauges = gaugesOf(registry);
  gauges.info.set({ version: options.version }, 1);
  let logLost = 0;
  return {
    observe: (observation) => observed(counters, observation),
    async text() {
      const status = await options.status();
      setGauges(gauges, options, status);
      counters.logLost.inc(status.log.linesLost - logLost);
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
  return {
    accepted: counter('messages_accepted_total', 'Messages accepted, by way in', ['ingress']),
    recipients: counter('recipients_accepted_total', 'Recipients accepted, by way in', ['ingress']),
    size: new Histogram({
      name: 'doorpost_message_size_bytes',
      help: 'Octets of accepted messages',
      buckets: sizeBuckets,
      registers,
    }),
    refused: counter('refusals_total', 'Refusals, by stage and reply code', ['stage', 'code', 'enhanced']),
    deliveries: counter('deliveries_total', 'Outcomes of delivery attempts, per recipient', ['action']),
    reports: counter('reports_total', 'Non-delivery reports and delay notices made'),
    sessions: counter('sessions_total', 'SMTP sessions that ended, by listener', ['listener']),
    tls: counter('sessions_tls_total', 'SMTP sessions that ended, by TLS version', ['version']),
    tlsFailed: counter('tls_handshake_failures_total', 'TLS handshakes that failed, by listener', ['listener']),
    duration: new Histogram({
      name: 'doorpost_session_duration_seconds',
      help: 'Length of SMTP sessions',
      buckets: sessionSeconds,
      registers,
    }),
    open: new Gauge({
      name: 'doorpost_connections_open',
      help: 'SMTP connections open now, by listener',
      labelNames: ['listener'],
      registers,
    }),
    warnings: counter('warnings_total', 'Things an administrator should know', ['what']),
    alarms: counter('alarms_total', 'Alarms raised, again at each stage', ['what']),
    logLost: counter('log_lines_lost_total', 'Log lines that could not be written'),
  };
}

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
    queue: gauge('queue_recipients', 'Recipients in the queue', ['state']),
    standstill: gauge('event_loop_delay_seconds', 'How long the thread that owns the sockets stood still', [
      'window',
      'which',
    ]),
    healthy: gauge('store_healthy', '1 while the store can commit'),
    free: gauge('store_free_bytes', 'Free octets where the spool lies'),
    revision: gauge('directory_revision', 'Revision of the directory in force'),
    certificate: gauge('certificate_expiry_timestamp_seconds', 'When the served certificate ends'),
    info: gauge('build_info', 'Version', ['version']),
  };
}

type Counters = ReturnType<typeof countersOf>;

function observed(counters: Counters, observation: Observation): void {
  switch (observation.kind) {
    case 'accepted':
      counters.accepted.inc({ ingress: observation.ingress });
      counters.recipients.inc({ ingress: observation.ingress }, observation.recipients);
      counters.size.observe(observation.sizeBytes);
      return;
    case 'trace': {
      const action = deliveryActions[observation.event.kind];
      if (action !== undefined) counters.deliveries.inc({ action });
      if (observation.event.kind === 'DSN') counters.reports.inc();
      return;
    }
    case 'session':
      sessionEnded(counters, observation.record);
      return;
    case 'connection':
      counters.open.inc({ listener: observation.listener }, observation.change);
      return;
    case 'warning':
      counters.warnings.inc({ what: observation.what });
      return;
    case 'alarm':
      counters.alarms.inc({ what: observation.alarm.kind });
      return;
    case 'alarm-over':
      return;
    default:
      assertNever(observation);
  }
}

function sessionEnded(counters: Counters, { listener, tls, startedAt, endedAt, refusals }: SessionRecord): void {
  counters.sessions.inc({ listener });
  counters.tls.inc({ version: tls?.split(' ')[0] ?? 'none' });
  counters.duration.observe(Math.max(0, endedAt - startedAt) / 1000);
  for (const { reply, stage } of refusals) {
    // Only codes become labels: a peer's words would make series without end.
    const { code, enhanced } = readReplyText(reply);
    counters.refused.inc({ stage, code: code || 'none', enhanced: enhanced || 'none' });
    if (stage === 'tls') counters.tlsFailed.inc({ listener });
  }
}

function setGauges(
  gauges: ReturnType<typeof gaugesOf>,
  { alarms, store, directory }: Options,
  status: AdminStatus,
): void {
  gauges.queue.set({ state: 'waiting' }, status.queue.waiting);
  gauges.queue.set({ state: 'held' }, status.queue.held);
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
  const freeBytes = store.freeBytes();
  if (freeBytes !== null) gauges.free.set(freeBytes);
  gauges.revision.set(directory.current.revision);
  if (status.certificate !== null) gauges.certificate.set(status.certificate.notAfter / 1000);
}
