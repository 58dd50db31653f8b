/** For each alert rule, series of a house in which it has to fire, and of one in which it must not: for `promtool test rules`. */

export interface RuleCase {
  readonly alert: string;
  /** In Prometheus' notation of test series: `1+2x30` begins at 1 and grows by 2, thirty times. Each is of the job and server below. */
  readonly series: Readonly<Record<string, string>>;
  readonly interval: string;
  /** At these times it does not fire. */
  readonly quietAt?: readonly string[];
  /** At this time it fires, with the labels beside job and server, and with its value as the texts say it. */
  readonly fires?: { readonly at: string; readonly labels?: Readonly<Record<string, string>>; readonly value?: string };
}

/** What Prometheus adds to what it scrapes. */
export const OF_TARGET = { job: 'doorpost', instance: 'mail.contoso.com:8525' } as const;

const ofProvider = { way: 'smart-host', upstream: 'Provider' };
const failed = 'doorpost_deliveries_total{action="failed",way="smart-host",upstream="Provider"}';
const relayed = 'doorpost_deliveries_total{action="relayed",way="smart-host",upstream="Provider"}';
const refused = 'doorpost_refusal_reasons_total{reason="not-relayed"}';
const waiting = 'doorpost_queue_recipients{state="waiting"}';
const lastIn = 'doorpost_last_accepted_timestamp_seconds{ingress="relay"}';
const ownLastIn = 'doorpost_last_accepted_timestamp_seconds{ingress="internal"}';
const stuck = 'doorpost_destination_oldest_age_seconds{way="smart-host",upstream="Provider",organization="Contoso"}';
const longest = 'doorpost_event_loop_delay_seconds{window="minute",which="longest"}';
const alarm = (kind: string): string => `doorpost_alarms_raised{kind="${kind}"}`;
const secret = 'doorpost_upstream_expiry_timestamp_seconds{connector="Provider",what="client-secret"}';

/** Test time begins at 0, so that a point in time is a number of seconds from the beginning. */
const DAY = 86_400;

export const cases: readonly RuleCase[] = [
  {
    alert: 'DoorpostDown',
    interval: '1m',
    series: { up: '1 0x5' },
    quietAt: ['0m', '2m'],
    fires: { at: '3m', labels: { job: OF_TARGET.job } },
  },
  {
    alert: 'DoorpostStoreUnwell',
    interval: '1m',
    series: { doorpost_store_healthy: '1 0x5' },
    quietAt: ['1m'],
    fires: { at: '2m' },
  },
  {
    alert: 'DoorpostDiskFull',
    interval: '1m',
    series: { doorpost_store_free_bytes: '101 99x5', doorpost_store_least_free_bytes: '100x6' },
    quietAt: ['0m', '1m'],
    fires: { at: '2m', labels: { job: OF_TARGET.job } },
  },
  {
    alert: 'DoorpostDiskNearlyFull',
    interval: '5m',
    series: { doorpost_store_free_bytes: '205000000 150994944x5', doorpost_store_least_free_bytes: '100000000x6' },
    quietAt: ['0m', '10m'],
    fires: { at: '15m', labels: { job: OF_TARGET.job }, value: '144Mi' },
  },
  {
    alert: 'DoorpostMailWaits',
    interval: '1m',
    series: { doorpost_queue_oldest_age_seconds: '0+60x60' },
    quietAt: ['15m', '20m'],
    fires: { at: '21m', value: '21m 0s' },
  },
  // Each waits for less.
  {
    alert: 'DoorpostMailWaits',
    interval: '1m',
    series: { doorpost_queue_oldest_age_seconds: '890x60' },
    quietAt: ['60m'],
  },
  {
    alert: 'DoorpostUpstreamStuck',
    interval: '1m',
    series: { [stuck]: '0+60x60' },
    quietAt: ['20m'],
    fires: { at: '21m', labels: { upstream: 'Provider', organization: 'Contoso' }, value: '21m 0s' },
  },
  // A domain of the Internet that does not answer is its own trouble.
  {
    alert: 'DoorpostUpstreamStuck',
    interval: '1m',
    series: { 'doorpost_destination_oldest_age_seconds{way="mx",upstream="",organization="Contoso"}': '0+60x60' },
    quietAt: ['60m'],
  },
  {
    alert: 'DoorpostQueueGrows',
    interval: '1m',
    series: { [waiting]: '40x20 300x10' },
    quietAt: ['20m'],
    fires: { at: '27m', value: '300' },
  },
  { alert: 'DoorpostQueueGrows', interval: '1m', series: { [waiting]: '10+4x20' }, quietAt: ['20m'] },
  { alert: 'DoorpostQueueGrows', interval: '1m', series: { [waiting]: '200+10x60' }, quietAt: ['15m', '30m', '60m'] },
  // The first that a server has ever failed: its series stands at 0 before.
  {
    alert: 'DoorpostMuchFails',
    interval: '1m',
    series: { [failed]: '0x10 12x10', [relayed]: '0+1x20' },
    quietAt: ['10m'],
    fires: { at: '12m', labels: ofProvider },
  },
  {
    alert: 'DoorpostMuchFails',
    interval: '1m',
    series: { [failed]: '0+1x60', [relayed]: '0+10x60' },
    quietAt: ['30m', '60m'],
  },
  {
    alert: 'DoorpostMuchFails',
    interval: '1m',
    series: { [failed]: '0x10 5x10', [relayed]: '0x20' },
    quietAt: ['15m'],
  },
  // Nothing is known of yesterday.
  {
    alert: 'DoorpostRefusalsRise',
    interval: '1m',
    series: { [refused]: '0x5 60x10' },
    quietAt: ['5m'],
    fires: { at: '7m' },
  },
  // Quiet for a day, then a storm.
  {
    alert: 'DoorpostRefusalsRise',
    interval: '5m',
    series: { [refused]: '0x300 60x10' },
    quietAt: ['1500m'],
    fires: { at: '1510m' },
  },
  // As many as yesterday.
  { alert: 'DoorpostRefusalsRise', interval: '5m', series: { [refused]: '0+30x320' }, quietAt: ['120m', '1600m'] },
  {
    alert: 'DoorpostNothingComesIn',
    interval: '1h',
    // Reports of our own are no mail that came in.
    series: { [lastIn]: '0x120', [ownLastIn]: '0+3600x120' },
    quietAt: ['96h'],
    fires: { at: '97h', value: '4d 1h 0m 0s' },
  },
  { alert: 'DoorpostNothingComesIn', interval: '1h', series: { [lastIn]: '0+3600x120' }, quietAt: ['120h'] },
  {
    alert: 'DoorpostSlowToAccept',
    interval: '1m',
    series: {
      'doorpost_accept_duration_seconds_bucket{le="5"}': '0+1x30',
      'doorpost_accept_duration_seconds_bucket{le="30"}': '0+10x30',
      'doorpost_accept_duration_seconds_bucket{le="+Inf"}': '0+10x30',
    },
    quietAt: ['10m'],
    fires: { at: '12m' },
  },
  {
    alert: 'DoorpostSlowToAccept',
    interval: '1m',
    // Nothing comes in.
    series: {
      'doorpost_accept_duration_seconds_bucket{le="5"}': '0x30',
      'doorpost_accept_duration_seconds_bucket{le="+Inf"}': '0x30',
    },
    quietAt: ['30m'],
  },
  {
    alert: 'DoorpostStandsStill',
    interval: '1m',
    series: { [longest]: '0.2 7 0.2' },
    quietAt: ['0m', '2m'],
    fires: { at: '1m', value: '7s' },
  },
  {
    alert: 'DoorpostAlarm',
    interval: '1m',
    series: { [alarm('secret-expires')]: '0 1x5' },
    quietAt: ['1m'],
    fires: { at: '2m', labels: { kind: 'secret-expires' } },
  },
  {
    alert: 'DoorpostAlarm',
    interval: '1m',
    series: { [alarm('mail-waits')]: '1x5', [alarm('limit-near')]: '1x5' },
    quietAt: ['5m'],
  },
  {
    alert: 'DoorpostCertificateExpires',
    interval: '1h',
    series: { doorpost_certificate_expiry_timestamp_seconds: `${15 * DAY}x30` },
    quietAt: ['24h'],
    fires: { at: '25h', value: '13d 23h 0m 0s' },
  },
  // It serves none.
  { alert: 'DoorpostCertificateExpires', interval: '1h', series: { up: '1x30' }, quietAt: ['30h'] },
  {
    alert: 'DoorpostUpstreamExpires',
    interval: '1h',
    series: { [secret]: `${15 * DAY}x30` },
    quietAt: ['24h'],
    fires: { at: '25h', labels: { connector: 'Provider', what: 'client-secret' }, value: '13d 23h 0m 0s' },
  },
  {
    alert: 'DoorpostFewFilesLeft',
    interval: '1m',
    series: { process_open_fds: '10 90x20', process_max_fds: '100x21' },
    quietAt: ['0m', '10m'],
    fires: { at: '11m', labels: { job: OF_TARGET.job } },
  },
  {
    alert: 'DoorpostStartsAgainAndAgain',
    interval: '1m',
    series: { process_start_time_seconds: '1 1 2 2 3 3 4 4 5x10' },
    quietAt: ['7m'],
    fires: { at: '8m', labels: { job: OF_TARGET.job }, value: '4' },
  },
  {
    alert: 'DoorpostLogLost',
    interval: '1m',
    series: { doorpost_log_lines_lost_total: '0x5 3x5' },
    quietAt: ['5m'],
    fires: { at: '6m', labels: { job: OF_TARGET.job } },
  },
];
