/** Destinations: how much waits for each and for how long, how it stands with it, and what helps. */
import type { DestinationNow } from '../../mail/doors/destinations-now.ts';
import type { ToldCure } from '../../mail/remedy.ts';
import { connectorOf } from '../../mail/route.ts';
import { placeOf } from '../../policy/alarms/queue-alarms.ts';
import { type DestinationState, destinationState } from '../../policy/delivery/destination-state.ts';
import type { LaneCount, LaneLook } from '../../store/store.ts';
import { toldCure } from '../../texts/remedy.ts';
import type { AdminContext } from '../context.ts';
import type { AnswerOf, QueryOf } from '../contracts/operation.ts';
import { queue } from '../contracts/queue.ts';
import { laneText, shownPlace } from '../http/lane-names.ts';
import { type Order, pageOf, perhapsLong } from '../answers/list-answer.ts';
import { organizationsSaid } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'destinations' | 'upstreamStatus'>;
type Shown = AnswerOf<typeof queue.lanes>['items'][number];

const HOUR_MS = 3_600_000;
/** Between the ages that are told apart. */
const AGES = [10 * 60_000, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS] as const;

const firsts: Readonly<Record<QueryOf<typeof queue.lanes>['sort'], (lane: LaneCount) => number>> = {
  destination: () => 0,
  oldest: ({ oldestReceivedAt }) => oldestReceivedAt,
  waiting: ({ waiting }) => -waiting,
  held: ({ held }) => -held,
  next: ({ nextAttemptAt }) => nextAttemptAt,
};

export const queueLanes = (room: Room): ApiRoute =>
  route(queue.lanes, async ({ query: { organization, sort, ...page } }) => {
    const { directory, store, clock } = room;
    const organizationIds = organizationsSaid(directory.current, organization);
    const order: Order<LaneCount> = [firsts[sort], ({ lane }) => lane];
    const counted = { pieces: [await store.spool.lanes(organizationIds)], order };
    const { items, next } = await pageOf(clock, counted, page);
    const now = clock.now();
    const looks = await store.spool.laneLooks(
      items.map(({ lane }) => lane),
      AGES.map((age) => now - age),
      organizationIds,
    );
    const show = shower(room, looks, now);
    return perhapsLong(clock, { items: items.map(show), next });
  });

function shower(room: Room, looks: readonly LaneLook[], now: number): (lane: LaneCount) => Shown {
  const view = room.directory.current;
  const lookAt = new Map(looks.map((look) => [look.lane, look]));
  const busy = new Map(room.destinations?.busy().map((one) => [one.lane, one]));
  const troubled = new Set(room.upstreamStatus?.().map(({ connectorId }) => connectorId));
  const quiet = { running: 0, pausedForMs: 0, cause: null, met: null, cure: null };
  return (lane) => {
    const { lane: name } = lane;
    const { running, pausedForMs, ...met } = busy.get(name) ?? quiet;
    const connectorId = connectorOf(name);
    const organization = view.get('organization', placeOf(view, name).organizationId)?.name ?? null;
    const stands = destinationState({
      ...{ ...lane, running, pausedForMs, now },
      inTrouble: connectorId !== null && troubled.has(connectorId),
      throttledUntil: (connectorId && room.destinations?.throttledUntil(connectorId)) ?? null,
    });
    const place = { laneText: laneText(view, name), ...shownPlace(view, name) };
    // It is not the reader's to mend what stands in another organization.
    const upstream = view.get('outbound-connector', connectorId)?.name ?? null;
    const cured = { state: stands.state, destination: place.laneText, organization, upstream, met: met.cure };
    const told = place.destination === '' ? null : cureOf(cured);
    return {
      ...{ ...lane, ...place, organization, ...stands },
      ...seen(lookAt.get(name), met),
      ...{ cure: told?.cure ?? null, remedy: told?.remedy ?? null },
    };
  };
}

type Met = Pick<DestinationNow, 'cause' | 'met'>;

function seen(look: LaneLook | undefined, met: Met): Pick<Shown, 'attempts' | 'ages' | 'lastReply' | 'cause'> {
  const { reply = met.met?.text ?? null, cause = null } = look?.told ?? {};
  return {
    attempts: look?.attempts ?? null,
    ages: look === undefined ? null : agesOf(look.ages),
    lastReply: reply,
    cause: met.cause ?? cause,
  };
}

const agesOf = ([tenMinutes = 0, hour = 0, sixHours = 0, day = 0, older = 0]: readonly number[]) => ({
  ...{ tenMinutes, hour, sixHours, day, older },
});

interface Cured {
  readonly state: DestinationState;
  /** As lanes are written. */
  readonly destination: string;
  readonly organization: string | null;
  /** null: it goes by none. */
  readonly upstream: string | null;
  /** The cure as whoever met the trouble knows it. */
  readonly met: ToldCure | null;
}

/** null: nothing has to be done. */
function cureOf({ state, destination, organization, upstream, met }: Cured): ToldCure | null {
  switch (state) {
    case 'paused':
      return toldCure({ act: 'release-destination', destination });
    case 'no-upstream':
      return toldCure({ act: 'give-upstream', organization });
    case 'active':
    case 'due':
      return null;
    case 'held':
      return met ?? (upstream === null ? null : toldCure({ act: 'look-at-upstream', name: upstream }));
    default:
      return met ?? toldCure({ act: 'retry-destination', destination });
  }
}
