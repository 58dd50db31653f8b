/** The first page in one call, of what the caller sees. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { many } from '../../base/words/amounts.ts';
import { startOfHour, zoneName } from '../../base/words/local-day.ts';
import type { Organization, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Remedy } from '../../mail/remedy.ts';
import type { RaisedAlarm } from '../../policy/alarms/alarm-telling.ts';
import { bySeverity, severityOf } from '../../policy/alarms/alarm-severity.ts';
import { alarmWords } from '../../policy/alarms/alarm-words.ts';
import { hasOrganization, isGlobal } from '../../policy/access/rights.ts';
import type { LastMail, LaneCount, QuarantineCount } from '../../store/store.ts';
import type { SeriesPoint } from '../../store/series.ts';
import { toldCure } from '../../texts/remedy.ts';
import type { Sentences } from '../../texts/sentences.ts';
import type { AdminContext } from '../context.ts';
import { heldNow } from './held-now.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { homeSummary } from '../contracts/summary.ts';
import { organizationsSaid } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { type KnownState, upstreamStates } from '../observe/upstreams-look.ts';
import { ownerOf } from './shown-device.ts';

type Room = Pick<
  AdminContext,
  'directory' | 'store' | 'clock' | 'secrets' | 'alarms' | 'devices' | 'upstreamStatus' | 'upstreamSignIn' | 'status'
>;
type Summary = AnswerOf<typeof homeSummary>;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export const summaryRoutes = (room: Room): readonly ApiRoute[] => [
  route(homeSummary, async ({ query, caller, sentences }) => {
    const view = room.directory.current;
    const said = organizationsSaid(view, query.organization);
    const only = said ?? null;
    const isMeant = (id: ObjectId | null): boolean => hasOrganization({ organizations: only }, id);
    const now = room.clock.now();
    const from = startOfHour(now) - (DAY_MS - HOUR_MS);
    const { store } = room;
    const [series, lanes, oldest, last, kept, lastBackupAt, stateOf] = await Promise.all([
      store.trace.series({
        ...{ by: 'outcome', step: 'hour', from: from - DAY_MS, to: now + HOUR_MS, only },
        labels: bounds.admin.seriesLabels,
      }),
      store.spool.lanes(said),
      store.spool.oldest(only),
      store.trace.lastMail(only),
      store.spool.quarantine(only),
      store.backups.last(),
      upstreamStates(room),
    ]);
    const raised = room.alarms.list().filter(({ alarm }) => isMeant(alarm.organizationId));
    const waitingDevices = waitingOf(room, isMeant);
    const governs = isGlobal(caller);
    const { certificate, disk } = room.status();
    return {
      at: now,
      zone: zoneName(),
      mail: {
        ...{ since: series.since, from },
        last24h: countsOf(series.points.filter(({ at }) => at >= from)),
        before24h: countsOf(series.points.filter(({ at }) => at < from)),
      },
      queue: { ...sumOf(lanes), oldest: oldest && shownOldest(oldest) },
      waitingDevices,
      alarms: stagesOf(raised),
      upstreams: upstreamsOf(view, stateOf, isMeant),
      nextExpiry: governs ? nextExpiryOf(room, isMeant) : null,
      certificate: certificate && { subject: certificate.subject, notAfter: certificate.notAfter },
      disk: { freeBytes: disk.freeBytes, leastBytes: disk.leastBytes, full: disk.full },
      lastBackupAt,
      setUp: stepsOf({
        ...{ view, only, last, lastBackupAt: governs ? lastBackupAt : undefined },
        hasSecondFactor: caller.session?.hasSecondFactor ?? null,
      }),
      needs: [
        ...needsOf(view, { raised, waitingDevices, isMeant, sentences }),
        ...protectionNeeds(kept, heldNow(view, 'restriction', now, isMeant), now),
      ].slice(0, bounds.admin.troublesShown),
    };
  }),
];

function countsOf(points: readonly SeriesPoint[]): Summary['mail']['last24h'] {
  const of = (outcome: SeriesPoint['outcome']): number =>
    points.reduce((sum, point) => sum + (point.outcome === outcome ? point.count : 0), 0);
  return {
    accepted: of('Accepted'),
    refused: of('Rejected'),
    delivered: of('Delivered'),
    failed: of('Failed'),
    captured: of('Captured'),
  };
}

const sumOf = (lanes: readonly LaneCount[]) => ({
  waiting: lanes.reduce((sum, { waiting }) => sum + waiting, 0),
  held: lanes.reduce((sum, { held }) => sum + held, 0),
});

const shownOldest = ({ queueId, receivedAt, recipient }: NonNullable<Summary['queue']['oldest']>) => ({
  queueId,
  receivedAt,
  recipient,
});

function waitingOf({ devices, directory }: Room, isMeant: (id: ObjectId | null) => boolean): number {
  return devices
    .strangers()
    .filter((one) => one.waiting?.ignored === false && isMeant(ownerOf(directory.current, one)?.id ?? null)).length;
}

const stagesOf = (raised: readonly RaisedAlarm[]): Summary['alarms'] =>
  [...Map.groupBy(raised, ({ alarm }) => alarm.stage)]
    .map(([stage, alarms]) => ({ stage, count: alarms.length }))
    .sort((a, b) => b.stage - a.stage);

function upstreamsOf(
  view: DirectoryView,
  stateOf: (connector: OutboundConnector) => KnownState,
  isMeant: (id: ObjectId | null) => boolean,
): Summary['upstreams'] {
  const shown: Summary['upstreams'][number][] = [];
  for (const connector of view.listOf('outbound-connector')) {
    const { id, name, organizationId } = connector;
    if (!isMeant(organizationId)) continue;
    if (shown.length >= bounds.admin.flowRows) break;
    const { state, trouble } = stateOf(connector);
    const organization = view.get('organization', organizationId)?.name ?? null;
    shown.push({ id, name, organization, state, since: trouble?.since ?? null, trouble: trouble?.text ?? null });
  }
  return shown;
}

function nextExpiryOf({ alarms }: Room, isMeant: (id: ObjectId | null) => boolean): Summary['nextExpiry'] {
  const [next] = alarms
    .upstreamExpiries()
    .filter(({ organizationId }) => isMeant(organizationId))
    .sort((a, b) => a.expiresAt - b.expiresAt);
  if (next === undefined) return null;
  const { kind, subject, expiresAt, cure } = next;
  return { kind, subject, expiresAt, ...toldCure(cure) };
}

interface SetUp {
  readonly view: DirectoryView;
  readonly only: readonly ObjectId[] | null;
  readonly last: LastMail;
  /** Absent: not the caller's affair. */
  readonly lastBackupAt: number | null | undefined;
  /** null: the caller is no person with a password. */
  readonly hasSecondFactor: boolean | null;
}

/** In the order in which they are done. */
function stepsOf({ view, only, last, lastBackupAt, hasSecondFactor }: SetUp): Summary['setUp'] {
  const organizations: readonly Organization[] = view.organizations.filter(({ id }) => only?.includes(id) ?? true);
  const isOf = ({ organizationId }: { readonly organizationId: ObjectId }): boolean =>
    only?.includes(organizationId) ?? true;
  const [one] = organizations;
  const organization = organizations.length === 1 && one !== undefined ? one.name : null;
  const claimed = view.domains.find((domain) => isOf(domain) && domain.verified === null);
  const ways = view.outboundConnectors.filter((way) => way.enabled && isOf(way));
  const step = (name: Summary['setUp'][number]['step'], done: boolean, remedy: Remedy) => ({
    step: name,
    done,
    ...toldCure(remedy),
  });
  const steps = [
    step('organization', organizations.length > 0, { act: 'add-organization' }),
    step(
      'domain',
      view.domains.some((domain) => isOf(domain) && domain.verified !== null),
      claimed === undefined ? { act: 'add-own-domain', organization } : { act: 'verify-domain', domain: claimed.name },
    ),
    step('upstream', ways.length > 0, { act: 'add-way-out', organization }),
    step(
      'device-network',
      organizations.some(({ deviceNetworks }) => deviceNetworks.length > 0),
      { act: 'list-device-network', organization },
    ),
    step('test-mail', last.out !== null, { act: 'send-test-mail', upstream: ways[0]?.name ?? null }),
    step(
      'alarm-address',
      organizations.length > 0 &&
        organizations.every(({ alarmAddresses, alarmWebhook }) => alarmAddresses.length > 0 || alarmWebhook !== null),
      one === undefined
        ? { act: 'add-organization' }
        : { act: 'name-alarm-address', organization: withoutAlarms(organizations) ?? one.name },
    ),
  ];
  if (hasSecondFactor !== null) steps.push(step('second-factor', hasSecondFactor, { act: 'set-up-second-factor' }));
  if (lastBackupAt !== undefined) steps.push(step('backup', lastBackupAt !== null, { act: 'make-backup' }));
  return steps;
}

const withoutAlarms = (organizations: readonly Organization[]): string | null =>
  organizations.find(({ alarmAddresses, alarmWebhook }) => alarmAddresses.length === 0 && alarmWebhook === null)
    ?.name ?? null;

interface Needing {
  readonly raised: readonly RaisedAlarm[];
  readonly waitingDevices: number;
  readonly isMeant: (id: ObjectId | null) => boolean;
  readonly sentences: Sentences;
}

function needsOf(view: DirectoryView, { raised, waitingDevices, isMeant, sentences }: Needing): Summary['needs'] {
  const needs: Summary['needs'][number][] = raised
    // Of a device that waits the list tells.
    .filter(({ alarm, acknowledged }) => acknowledged === null && alarm.kind !== 'device-waiting')
    .sort(bySeverity)
    .map(({ alarm, since }) => {
      const { cause, cure, remedy } = alarmWords(alarm, sentences);
      const told = { text: cause, cure, ...(remedy && { remedy }) };
      const { key, kind, subject, stage } = alarm;
      return { what: 'alarm', key, kind, severity: severityOf(alarm), subject, stage, since, count: 1, ...told };
    });
  const plain = { key: null, kind: null, severity: 'medium', stage: null, since: null } as const;
  if (waitingDevices > 0)
    needs.push({
      ...{ what: 'waiting-devices', ...plain, subject: '', count: waitingDevices },
      text: `${waitingDevices} unknown devices were refused and wait for a decision`,
      ...toldCure({ act: 'see-waiting-devices' }),
    });
  for (const { name, organizationId, verified } of view.domains)
    if (verified === null && isMeant(organizationId))
      needs.push({
        ...{ what: 'unverified-domain', ...plain, subject: name, count: 1 },
        text: `The domain ${name} is not verified: it takes no mail yet`,
        ...toldCure({ act: 'verify-domain', domain: name }),
      });
  return needs;
}

const QUIET = { key: null, kind: null, severity: 'low', subject: '', stage: null } as const;

/** Mail that nobody has looked at for days, and senders that are kept out until somebody lets them in again. */
function protectionNeeds({ messages, oldestAt }: QuarantineCount, restricted: number, now: number): Summary['needs'] {
  const needs: Summary['needs'][number][] = [];
  if (oldestAt !== null && now - oldestAt > bounds.admin.quarantineLook * DAY_MS)
    needs.push({
      ...{ what: 'quarantine', ...QUIET, since: oldestAt, count: messages },
      text: `Mail in quarantine: ${many(messages, 'message')}, the oldest for more than ${bounds.admin.quarantineLook} days`,
      ...toldCure({ act: 'see-quarantine' }),
    });
  if (restricted > 0)
    needs.push({
      ...{ what: 'restricted', ...QUIET, since: null, count: restricted },
      text: `${many(restricted, 'sender')} may not send for now`,
      ...toldCure({ act: 'see-restricted-senders' }),
    });
  return needs;
}
