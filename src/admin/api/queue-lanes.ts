/** Destinations: how much waits for each and for how long, how it stands with it, and what helps. */
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
import { type Order, pageOf, perhapsLong } from '../http/list-answer.ts';
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
  return (lane) => {
    const look = lookAt.get(lane.lane);
    const met = busy.get(lane.lane);
    const connectorId = connectorOf(lane.lane);
    const { organizationId } = placeOf(view, lane.lane);
    const organization = view.get('organization', organizationId)?.name ?? null;
    const { state, until } = destinationState({
      ...lane,
      inTrouble: connectorId !== null && troubled.has(connectorId),
      running: met?.running ?? 0,
      pausedForMs: met?.pausedForMs ?? 0,
      throttledUntil: connectorId === null ? null : (room.destinations?.throttledUntil(connectorId) ?? null),
      now,
    });
    const place = { laneText: laneText(view, lane.lane), ...shownPlace(view, lane.lane) };
    const told = place.destination === '' ? null : cureOf(state, place.laneText, organization, met?.cure ?? null);
    return {
      ...lane,
      ...place,
      ...{ organization, state, until },
      attempts: look?.attempts ?? null,
      ages: look === undefined ? null : agesOf(look.ages),
      lastReply: look?.told?.reply ?? met?.text ?? null,
      cause: met?.cause ?? look?.told?.cause ?? null,
      cure: told?.cure ?? null,
      remedy: told?.remedy ?? null,
    };
  };
}

const agesOf = ([tenMinutes = 0, hour = 0, sixHours = 0, day = 0, older = 0]: readonly number[]) => ({
  ...{ tenMinutes, hour, sixHours, day, older },
});

/** What helps; null: nothing has to be done. `met`: as whoever met the trouble knows it. */
function cureOf(
  state: DestinationState,
  destination: string,
  organization: string | null,
  met: ToldCure | null,
): ToldCure | null {
  switch (state) {
    case 'paused':
      return toldCure({ act: 'release-destination', destination });
    case 'no-upstream':
      return toldCure({ act: 'give-upstream', organization });
    case 'active':
    case 'due':
      return null;
    default:
      return met ?? toldCure({ act: 'retry-destination', destination });
  }
}
