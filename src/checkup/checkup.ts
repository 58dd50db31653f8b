/**
 * The room behind `doorpost check`: the troubleshooting list, run for real. Promises: every step says what was asked and seen; one that
 * could not be found out says so; nothing is changed, and no mail is sent but the one message that was asked for. Bounded in time: each
 * question has its own deadline, and whoever asked may go away.
 */
import type { Clock } from '../base/clock.ts';
import { slices } from '../base/slices.ts';
import type { IdSource, ObjectId } from '../base/id.ts';
import { outsideResolver } from '../dns/outside-resolver.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { CheckRequest, CheckSelection } from '../mail/doors/checkup.ts';
import type { Step } from '../mail/step.ts';
import type { Device, InboundConnector, OutboundConnector } from '../directory/objects.ts';
import type { Explanation, MailQuestion } from '../mail/doors/explanation.ts';
import { acceptedOf, type Observe } from '../mail/observation.ts';
import { lanesOfConnector } from '../mail/route.ts';
import type { ScreeningProbes } from '../mail/doors/screening-health.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';
import type { Sighting } from '../mail/sighting.ts';
import { matchingConnectors } from '../policy/ingress/connector-match.ts';
import type { DiskFacts } from '../policy/delivery/disk.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import { strangersWay } from '../policy/domains/strangers-way.ts';
import type { Spool, Store } from '../store/store.ts';
import { checkDevice, type DeviceFacts, senderOf } from './device.ts';
import { domainFacts } from './domain/facts.ts';
import { checkDomain } from './domain/steps.ts';
import { checkConnector, checkConnectors } from './connectors.ts';
import { checkProtection, type ProtectionFacts } from './protection.ts';
import { checkServer, type ServerFacts } from './server.ts';
import { type AsDevice, checkByMessage } from './test-message.ts';
import { checkUpstream, type UpstreamFacts } from './upstream.ts';
import type { ToldLine } from '../mail/lines/said.ts';

export interface CheckupParts {
  readonly directory: LiveDirectory;
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly observe: Observe;
  readonly store: Pick<Store, 'trace' | 'unhealthyReason'> & { readonly spool: Pick<Spool, 'accept' | 'lanes'> };
  readonly settings: {
    readonly hostName: string;
    readonly serviceHost: string;
    readonly egressAddresses: readonly string[];
    readonly listeners: readonly { readonly name: string }[];
  };
  readonly probeConnector: UpstreamFacts['probe'];
  readonly probeHost: ServerFacts['reach'];
  readonly screening: ScreeningProbes;
  /** Addresses of this machine's gateways. */
  readonly gateways: readonly string[];
  readonly disks: () => readonly DiskFacts[];
  /** Looked up anew. Rejects with StoreUnavailable. */
  readonly expiries: () => Promise<readonly Expiry[]>;
  readonly troubles: () => readonly ({ readonly connectorId: ObjectId } & ToldLine)[];
  readonly devices: Pick<SeenDevices, 'of' | 'lastHeard'>;
  readonly explain: (question: MailQuestion, organizations?: readonly ObjectId[]) => Promise<Explanation>;
}

export type Checkup = (selection: CheckSelection, signal: AbortSignal) => AsyncGenerator<Step>;

export function createCheckup(parts: CheckupParts): Checkup {
  return async function* checkup(selection, signal) {
    const { what, organizationId, objectId, sendTo, part } = selection;
    const { current } = parts.directory;
    const view = part === undefined ? current : current.within(new Set(part.organizations));
    const seenParts = part === undefined ? parts : { ...parts, resolver: outsideResolver(parts.resolver) };
    const chosen = <Each extends { readonly id: ObjectId; readonly organizationId: ObjectId }>(
      kind: CheckRequest['what'],
      all: readonly Each[],
    ): readonly Each[] => {
      if (what !== 'all' && what !== kind) return [];
      return all.filter(
        (one) =>
          (objectId === null || one.id === objectId) &&
          (organizationId === null || one.organizationId === organizationId),
      );
    };
    if ((what === 'all' || what === 'server') && part === undefined)
      yield* checkServer(serverFacts(parts, view, selection), signal);
    if (what === 'all' || what === 'protection')
      yield* checkProtection(protectionFacts(parts, view, selection), signal);
    for (const domain of chosen('domain', view.domains)) {
      if (signal.aborted) return;
      yield* checkDomain(domain, domainFacts(seenParts, view, domain), signal);
    }
    for (const connector of chosen('upstream', view.outboundConnectors)) {
      if (signal.aborted) return;
      yield* checkUpstream(connector, await upstreamFacts(parts, connector));
    }
    yield* connectorSteps(parts, view, what, chosen('connector', view.inboundConnectors), signal);
    for (const device of chosen('device', view.devices)) {
      if (signal.aborted) return;
      yield* checkDevice(device, deviceFacts(parts, view, part?.organizations));
    }
    if (sendTo === null || signal.aborted) return;
    const { clock, ids, store, settings, observe } = parts;
    // Of one device that was named, its own way is tried.
    const device = what === 'device' ? view.get('device', objectId) : null;
    const asDevice = device === null ? null : asDeviceOf(device, view, parts.devices.of(device.id));
    const organization = view.get(
      'organization',
      device?.organizationId ??
        organizationId ??
        view.system?.defaultOrganizationId ??
        view.organizations[0]?.id ??
        null,
    );
    const accepted: Parameters<typeof checkByMessage>[0]['accepted'] = (message) => {
      observe(acceptedOf(message));
    };
    const { spool, trace } = store;
    const story = part?.story ?? ((queueId) => trace.story(queueId));
    yield* checkByMessage(
      { spool, story, clock, ids, hostName: settings.hostName, accepted },
      view,
      organization,
      sendTo,
      asDevice,
      signal,
    );
  };
}

const protectionFacts = (
  { screening, clock }: CheckupParts,
  view: DirectoryView,
  { what, organizationId, part }: CheckSelection,
): ProtectionFacts => ({
  probes: screening,
  organizations: organizationId === null ? view.organizations.map(({ id }) => id) : [organizationId],
  withEngines: part === undefined,
  isWhole: what === 'protection',
  now: clock.now(),
});

/** All of them count by kind; of one kind, each is looked at. */
async function* connectorSteps(
  { clock, gateways }: CheckupParts,
  view: DirectoryView,
  what: CheckRequest['what'],
  connectors: readonly InboundConnector[],
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const rest = slices(clock);
  if (what === 'all') return yield* checkConnectors(view, connectors, gateways, rest);
  for (const connector of connectors) {
    if (signal.aborted) return;
    yield* checkConnector(view, connector, gateways, rest);
  }
}

function deviceFacts(
  parts: CheckupParts,
  view: DirectoryView,
  organizations: readonly ObjectId[] | undefined,
): DeviceFacts {
  const isOpen = (listener: string | null): boolean => parts.settings.listeners.some(({ name }) => name === listener);
  const explain: DeviceFacts['explain'] = ({ to, listener, ...question }) =>
    parts.explain(
      {
        ...question,
        to: [to],
        headerFrom: null,
        helo: 'device.example',
        certificate: null,
        listener: isOpen(listener) ? listener : null,
        sizeBytes: null,
        assumed: [],
      },
      organizations,
    );
  return { view, now: parts.clock.now(), devices: parts.devices, explain };
}

function asDeviceOf(device: Device, view: DirectoryView, sighting: Sighting | null): AsDevice {
  const [address] = sighting?.addresses ?? device.addresses;
  const matches = matchingConnectors(view, { address: address ?? '', certificate: null, tls: false });
  const connector = view.get('inbound-connector', sighting?.connectorId ?? null) ?? matches[0]?.connector ?? null;
  const rewriting = device.rewriting ?? connector?.rewriting ?? null;
  return { device, sender: senderOf(device, view, device.logins[0] ?? null), rewriting };
}

function serverFacts(
  { resolver, settings, probeHost, disks, store }: CheckupParts,
  view: DirectoryView,
  selection: CheckSelection,
): ServerFacts {
  const { hostName, egressAddresses } = settings;
  const sendsByMx = view.domains.some((domain) => domain.verified !== null && strangersWay(view, domain) === null);
  return {
    resolver,
    hostName,
    egressAddresses,
    sendsByMx,
    reach: probeHost,
    probeHost: selection.probeHost,
    disks: disks(),
    storeTrouble: store.unhealthyReason(),
  };
}

async function upstreamFacts(parts: CheckupParts, connector: OutboundConnector): Promise<UpstreamFacts> {
  const prefix = lanesOfConnector(connector.id);
  const lanes = await parts.store.spool.lanes();
  const own = lanes.filter(({ lane }) => lane.startsWith(prefix));
  return {
    now: parts.clock.now(),
    probe: parts.probeConnector,
    expiries: await parts.expiries(),
    trouble: parts.troubles().find(({ connectorId }) => connectorId === connector.id) ?? null,
    waiting: own.reduce((sum, { waiting, held }) => sum + waiting + held, 0),
  };
}
