/** Mail in and out, for who asks whether it flows: gathered from the store, which has it counted, and judged by `policy/flow`. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { zoneName } from '../../base/words/local-day.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Alarm } from '../../mail/alarm.ts';
import { type Lane, laneKind } from '../../mail/route.ts';
import { alarmWords } from '../../policy/alarms/alarm-words.ts';
import type { Sentences } from '../../texts/sentences.ts';
import { flowVerdict } from '../../policy/flow/verdict.ts';
import type { LaneCount, LastMail, MailCounts } from '../../store/store.ts';
import type { AdminContext, AdminStatus } from '../context.ts';
import type { house } from '../contracts/house.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { REMOVED, shownPlace } from '../http/lane-names.ts';

type Room = Pick<AdminContext, 'store' | 'directory' | 'clock' | 'alarms' | 'settings'>;
type Shown = AnswerOf<typeof house.status>;
export type ShownFlow = Pick<Shown, 'queue' | 'flow' | 'raisedAlarms'>;

/** Of all mail that the caller may see: the store is cut to it. */
export async function mailFlow(
  room: Room,
  { disk, storeTrouble }: Pick<AdminStatus, 'disk' | 'storeTrouble'>,
  sentences: Sentences,
): Promise<ShownFlow> {
  const { store, directory, clock, settings } = room;
  const now = clock.now();
  const { trace, spool } = store;
  const [lanes, counts, last, oldest] = await Promise.all([
    spool.lanes(),
    trace.mailCounts(now, null),
    trace.lastMail(null),
    spool.oldest(null),
  ]);
  const view = directory.current;
  const raised = room.alarms.list();
  const { state, troubles } = flowVerdict({
    view,
    now,
    storeTrouble,
    disk,
    lanes,
    oldestMailMs: settings.alarms.oldestMailMs,
    lastOutAt: last.out?.at ?? null,
    raised: raised.map(({ alarm }) => alarm),
  });
  return {
    queue: queueOf(lanes),
    flow: {
      at: now,
      state,
      captures: view.system?.captureOutbound === true,
      troubles: troubles.slice(0, bounds.admin.troublesShown).map((alarm) => shownTrouble(alarm, sentences)),
      lastIn: shownLastIn(view, last),
      lastOut: shownLastOut(view, last),
      today: { zone: zoneName(), ...shownCounts(view, counts) },
      oldest: oldest === null ? null : placed(view, oldest),
    },
    raisedAlarms: raised.slice(0, bounds.admin.troublesShown).map(({ alarm, since }) => ({
      ...{ key: alarm.key, kind: alarm.kind, subject: alarm.subject, since },
    })),
  };
}

function queueOf(lanes: readonly LaneCount[]): Shown['queue'] {
  let waiting = 0;
  let held = 0;
  for (const lane of lanes) {
    waiting += lane.waiting;
    held += lane.held;
  }
  return { waiting, held };
}

/** A way in another organization has no name here (`Border.lane`): there is the recipient alone. */
const placed = <Facts extends { readonly lane: Lane; readonly recipient: string }>(
  view: DirectoryView,
  { lane, ...rest }: Facts,
) => ({
  ...rest,
  ...withName(shownPlace(view, lane), rest.recipient),
});

const withName = ({ way, destination }: ReturnType<typeof shownPlace>, recipient: string) => ({
  way,
  destination: destination === '' ? recipient : destination,
});

function shownTrouble(alarm: Alarm, sentences: Sentences) {
  const { means: _, ...words } = alarmWords(alarm, sentences);
  return { kind: alarm.kind, subject: alarm.subject, ...words };
}

function shownLastIn(view: DirectoryView, { in: last }: LastMail): Shown['flow']['lastIn'] {
  if (last === null) return null;
  const { connectorId, deviceId, ...rest } = last;
  return {
    ...rest,
    connector: view.get('inbound-connector', connectorId)?.name ?? null,
    device: view.get('device', deviceId)?.name ?? null,
  };
}

function shownLastOut(view: DirectoryView, { out: last }: LastMail): Shown['flow']['lastOut'] {
  return last === null ? null : placed(view, last);
}

type ShownCounts = Omit<Shown['flow']['today'], 'zone'>;

/** Organizations are summed up. */
function shownCounts(view: DirectoryView, { midnight, since, in: came, out, refused }: MailCounts): ShownCounts {
  const ways = [...Map.groupBy(came, ({ ingress }) => ingress)].map(([ingress, rows]) => ({
    ingress,
    messages: sum(rows, ({ messages }) => messages),
    recipients: sum(rows, ({ recipients }) => recipients),
  }));
  const places = [...Map.groupBy(out, ({ place }) => place)].map(([place, rows]) => {
    const of = (...statuses: readonly string[]): number =>
      sum(rows, (row) => (statuses.includes(row.status) ? row.recipients : 0));
    const counts = { delivered: of('Delivered'), failed: of('Failed'), captured: of('Captured') };
    return { ...wayOut(view, place), ...counts };
  });
  const reasons = [...Map.groupBy(refused, ({ reason }) => reason)].map(([reason, rows]) => ({
    reason,
    count: sum(rows, ({ count }) => count),
  }));
  const most = bounds.admin.flowRows;
  return {
    midnight,
    since,
    in: ways,
    // A group or an address without a way is nobody's next hop: its members, its reports are.
    out: places
      .filter(({ delivered, failed, captured }) => delivered + failed + captured > 0)
      .sort((a, b) => b.delivered + b.failed - (a.delivered + a.failed))
      .slice(0, most),
    refused: {
      count: sum(reasons, ({ count }) => count),
      reasons: reasons.sort((a, b) => b.count - a.count).slice(0, most),
    },
  };
}

function wayOut(view: DirectoryView, place: string): { readonly way: string; readonly upstream: string | null } {
  const isNamed = laneKind(place) === 'connector' && !place.endsWith(':');
  if (!isNamed) return { way: place.split(':', 1)[0] ?? '', upstream: null };
  const connector = view.get('outbound-connector', place.slice('connector:'.length) as ObjectId);
  return { way: 'connector', upstream: connector?.name ?? REMOVED };
}

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
