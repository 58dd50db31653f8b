/** Prometheus metrics, made from the same observations as log and trace, so that all three agree. One registry a room; no global state. */
import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { alarmKinds } from '../../mail/alarm.ts';
import type { Observation, Observe } from '../../mail/observation.ts';
import { readReplyText } from '../../mail/reply.ts';
import type { SessionRecord, TraceKind } from '../../mail/trace-event.ts';
import { assertNever } from '../../base/never.ts';
import type { AdminOptions, MetricsText } from '../context.ts';

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

export function createMetrics(
  options: Pick<AdminOptions, 'status' | 'store' | 'version' | 'directory' | 'alarms'>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name: `doorpost_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name: `doorpost_${name}`, help, labelNames: [...labelNames], registers });

  const made = {
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
    open: gauge('connections_open', 'SMTP connections open now, by listener', ['listener']),
    warnings: counter('warnings_total', 'Things an administrator should know', ['what']),
    alarms: counter('alarms_total', 'Alarms raised, again at each stage', ['what']),
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
    logLost: counter('log_lines_lost_total', 'Log lines that could not be written'),
    healthy: gauge('store_healthy', '1 while the store can commit'),
    free: gauge('store_free_bytes', 'Free octets where the spool lies'),
    revision: gauge('directory_revision', 'Revision of the directory in force'),
    certificate: gauge('certificate_expiry_timestamp_seconds', 'When the served certificate ends'),
    info: gauge('build_info', 'Version', ['version']),
  };
  made.info.set({ version: options.version }, 1);
  let logLost = 0;

  const session = (record: SessionRecord): void => {
    made.sessions.inc({ listener: record.listener });
    made.tls.inc({ version: record.tls?.split(' ')[0] ?? 'none' });
    made.duration.observe(Math.max(0, record.endedAt - record.startedAt) / 1000);
    for (const refusal of record.refusals) {
      // Only codes become labels: a peer's words would make series without end.
      const { code, enhanced } = readReplyText(refusal.reply);
      made.refused.inc({ stage: refusal.stage, code: code || 'none', enhanced: enhanced || 'none' });
      if (refusal.stage === 'tls') made.tlsFailed.inc({ listener: record.listener });
    }
  };

  return {
    observe(observation: Observation) {
      switch (observation.kind) {
        case 'accepted':
          made.accepted.inc({ ingress: observation.ingress });
          made.recipients.inc({ ingress: observation.ingress }, observation.recipients);
          made.size.observe(observation.sizeBytes);
          return;
        case 'trace': {
          const action = deliveryActions[observation.event.kind];
          if (action !== undefined) made.deliveries.inc({ action });
          if (observation.event.kind === 'DSN') made.reports.inc();
          return;
        }
        case 'session':
          session(observation.record);
          return;
        case 'connection':
          made.open.inc({ listener: observation.listener }, observation.change);
          return;
        case 'warning':
          made.warnings.inc({ what: observation.what });
          return;
        case 'alarm':
          made.alarms.inc({ what: observation.alarm.kind });
          return;
        case 'alarm-over':
          return;
        default:
          assertNever(observation);
      }
    },
    async text() {
      const status = await options.status();
      made.queue.set({ state: 'waiting' }, status.queue.waiting);
      made.queue.set({ state: 'held' }, status.queue.held);
      const raised = Map.groupBy(options.alarms.list(), ({ alarm }) => alarm.kind);
      for (const kind of alarmKinds) made.raised.set({ kind }, raised.get(kind)?.length ?? 0);
      made.upstreamExpiry.reset();
      for (const { connector, what, expiresAt } of options.alarms.upstreamExpiries())
        made.upstreamExpiry.set({ connector: connector ?? '', what }, expiresAt / 1000);
      for (const [window, { longestMs, p99Ms }] of Object.entries(status.standstill)) {
        const name = window === 'sinceStart' ? 'start' : 'minute';
        made.standstill.set({ window: name, which: 'longest' }, longestMs / 1000);
        made.standstill.set({ window: name, which: 'p99' }, p99Ms / 1000);
      }
      made.logLost.inc(status.log.linesLost - logLost);
      logLost = status.log.linesLost;
      made.healthy.set(options.store.unhealthyReason() === null ? 1 : 0);
      const freeBytes = options.store.freeBytes();
      if (freeBytes !== null) made.free.set(freeBytes);
      made.revision.set(options.directory.current.revision);
      if (status.certificate !== null) made.certificate.set(status.certificate.notAfter / 1000);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}
