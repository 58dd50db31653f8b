/** How upstreams are, for the pages and answers that tell of them: gathered once for all that one answer shows. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { startOfHour } from '../../base/words/local-day.ts';
import { lanesOfConnector } from '../../mail/route.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { TokenState, TroubledUpstream, UpstreamState, UpstreamUse } from '../../mail/doors/upstreams.ts';
import { failoversOf } from '../../policy/routing/routing.ts';
import { upstreamState } from '../../policy/upstreams/upstream-state.ts';
import type { LaneCount } from '../../store/store.ts';
import { outboundSecrets } from '../changes/make-object.ts';
import type { AdminContext } from '../context.ts';

type States = Pick<AdminContext, 'directory' | 'secrets' | 'upstreamStatus' | 'upstreamSignIn'>;
type Room = States & Pick<AdminContext, 'store' | 'clock' | 'upstreamUses'>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NO_TOKEN: TokenState = { validUntil: null, trouble: null };

export interface KnownState {
  readonly state: UpstreamState;
  readonly trouble: TroubledUpstream | null;
  readonly token: TokenState;
}

/** How each is, in a word. Rejects with StoreUnavailable. */
export async function upstreamStates(room: States): Promise<(connector: OutboundConnector) => KnownState> {
  const sealed = new Set(await room.secrets.names({ prefix: outboundSecrets }));
  const troubles = troublesOf(room);
  return (connector) => {
    const { id, auth } = connector;
    const token = room.upstreamSignIn?.token(connector) ?? NO_TOKEN;
    const trouble = troubles.get(id) ?? null;
    const isSignedIn = auth?.kind === 'delegated' && sealed.has(auth.refreshSecret);
    return { state: upstreamState(connector, { trouble, token, isSignedIn }), trouble, token };
  };
}

/** The first that is told of each: what is not reached is told before what its account met. */
const troublesOf = ({ upstreamStatus }: Pick<States, 'upstreamStatus'>): ReadonlyMap<ObjectId, TroubledUpstream> =>
  new Map((upstreamStatus?.() ?? []).toReversed().map((trouble) => [trouble.connectorId, trouble]));

export interface Waiting {
  readonly waiting: number;
  readonly held: number;
}

export interface KnownUpstream extends KnownState, Waiting {
  /** null: no mail goes out here. */
  readonly use: UpstreamUse | null;
  /** null: it is not among those that are counted one by one. */
  readonly deliveredLastDay: number | null;
  /** The name of the one that stands in for it now; null: none does. */
  readonly standsIn: string | null;
}

/** All that is told of each. Rejects with StoreUnavailable. */
export async function lookAtUpstreams(
  room: Room,
  only: readonly ObjectId[] | null,
): Promise<(connector: OutboundConnector) => KnownUpstream> {
  const { store, clock, directory } = room;
  const now = clock.now();
  const labels = bounds.admin.seriesLabels;
  const from = startOfHour(now) - (DAY_MS - HOUR_MS);
  const [stateOf, lanes, useOf, series] = await Promise.all([
    upstreamStates(room),
    store.spool.lanes(only ?? undefined),
    room.upstreamUses?.() ?? null,
    store.trace.series({ by: 'upstream', step: 'hour', from, to: now + HOUR_MS, only, labels }),
  ]);
  const waiting = waitingBy(lanes);
  const delivered = new Map<string, number>();
  const counted = new Set<string>();
  for (const { label, outcome, count } of series.points) {
    counted.add(label);
    if (outcome === 'Delivered') delivered.set(label, (delivered.get(label) ?? 0) + count);
  }
  return (connector) => {
    const known = stateOf(connector);
    const label = `connector:${connector.id}`;
    const isCounted = counted.has(label) || counted.size < labels;
    const failovers = known.trouble === null ? [] : failoversOf(directory.current, connector);
    return {
      ...known,
      ...(waiting.get(lanesOfConnector(connector.id)) ?? { waiting: 0, held: 0 }),
      use: useOf?.(connector) ?? null,
      deliveredLastDay: isCounted ? (delivered.get(label) ?? 0) : null,
      standsIn: failovers.find((one) => one.enabled && stateOf(one).trouble === null)?.name ?? null,
    };
  };
}

/** By how the names of a connector's lanes begin: one look at the lanes, however many connectors there are. */
function waitingBy(lanes: readonly LaneCount[]): ReadonlyMap<string, Waiting> {
  const found = new Map<string, Waiting>();
  for (const { lane, waiting, held } of lanes) {
    const [kind, id] = lane.split(':', 2);
    const beginning = `${kind}:${id}:`;
    const before = found.get(beginning);
    found.set(beginning, { waiting: (before?.waiting ?? 0) + waiting, held: (before?.held ?? 0) + held });
  }
  return found;
}
