/** Protection as a whole: how mail is judged, what that came to, and what it would have come to where it is only observed. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { startOfHour } from '../../base/words/local-day.ts';
import type { Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { addressKey } from '../../mail/address.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import { checkActs } from '../../mail/screening/checks.ts';
import { type ScreenRow, screenRows } from '../../mail/screening/screened.ts';
import { type AuthorQuestion, listedAuthor, listedSender } from '../../screening/lists.ts';
import { rowStandings, rowState } from '../../screening/row-standing.ts';
import { type RowNeed, rowStates } from '../../screening/table-row.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { SeriesPoint } from '../../store/series.ts';
import type { TraceRow } from '../../store/store.ts';
import { screenRowWords } from '../../texts/en/screening.ts';
import type { AdminContext } from '../context.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { protection } from '../contracts/protection.ts';
import { organizationsSaid } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';
import { shownScreening } from './engines.ts';
import { heldNow } from './held-now.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'screening'>;
type Check = AnswerOf<typeof protection.show>['checks'][number];
type Example = AnswerOf<typeof protection.observed>['checks'][number]['examples'][number];

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export const protectionRoutes = (room: Room): readonly ApiRoute[] => [
  route(protection.show, async ({ query: { organization } }) => {
    const view = room.directory.current;
    const now = room.clock.now();
    const only = organizationsSaid(view, organization) ?? null;
    const organizations = view.organizations.filter(({ id }) => only?.includes(id) ?? true);
    const [counted, kept] = await Promise.all([countsOf(room, only, now), room.store.spool.quarantine(only)]);
    const held = (kind: Parameters<typeof heldNow>[1]): number =>
      heldNow(view, kind, now, (id) => only?.includes(id) ?? true);
    return {
      ...{ at: now, since: counted.since },
      organizations: organizations.map(({ id, name, protection: preset, ...one }) => ({
        ...{ id, name, preset, observes: [...one.protectionObserves] },
        ...{ quarantineDays: one.quarantineDays, lists: [...one.blockLists] },
      })),
      checks: rowStandings.map(({ row, needs, acts }) => ({
        ...{ check: row, text: screenRowWords[row], needs, isReady: isReady(room, needs, organizations) },
        states: statesOf(row, organizations),
        acts: acts.map((one) => ({ ...one })),
        done: counted.done(row),
        would: counted.would(row),
      })),
      screening: shownScreening(room),
      quarantine: kept,
      restricted: held('restriction'),
      allowEntries: held('allow-entry'),
      blockEntries: held('block-entry'),
    };
  }),
  route(protection.observed, async ({ query: { organization, check, since } }) => {
    const now = room.clock.now();
    const only = organizationsSaid(room.directory.current, organization);
    const from = requireTime(since, 'since', now) ?? now - 7 * DAY_MS;
    const wanted = check === undefined ? await observedSince(room, only ?? null, from, now) : [check];
    const checks = await Promise.all(wanted.map((one) => observedBy(room, one, only, from)));
    return { since: from, checks: checks.filter(({ looked }) => looked > 0) };
  }),
];

interface Counted {
  /** Checks are counted from then on. */
  readonly since: number;
  readonly done: (row: ScreenRow) => Check['done'];
  readonly would: (row: ScreenRow) => Check['would'];
}

async function countsOf(room: Room, only: readonly ObjectId[] | null, now: number): Promise<Counted> {
  const of = async (by: 'check' | 'observed'): Promise<{ readonly since: number; readonly sums: Counted['done'] }> => {
    const asked = { by, only, to: now + DAY_MS, labels: screenRows.length } as const;
    const hour = startOfHour(now);
    const week = hour - (7 * DAY_MS - HOUR_MS);
    const yesterday = hour - (DAY_MS - HOUR_MS);
    const [hours, days] = await Promise.all([
      room.store.trace.series({ ...asked, step: 'hour', from: week }),
      room.store.trace.series({ ...asked, step: 'day', from: 0 }),
    ]);
    const [byHour, byDay] = [hours, days].map(({ points }) => Map.groupBy(points, ({ label }) => label));
    const sums: Counted['done'] = (row) =>
      checkActs.flatMap((act) => {
        const sum = (points: readonly SeriesPoint[] = [], from = 0): number =>
          points.reduce((total, one) => total + (one.outcome === act && one.at >= from ? one.count : 0), 0);
        const all = sum(byDay?.get(row));
        const last7d = sum(byHour?.get(row));
        return all === 0 ? [] : [{ act, last24h: sum(byHour?.get(row), yesterday), last7d, all }];
      });
    return { since: days.since, sums };
  };
  const [done, would] = await Promise.all([of('check'), of('observed')]);
  return { since: done.since, done: done.sums, would: would.sums };
}

function isReady({ screening }: Room, needs: RowNeed | null, organizations: readonly Organization[]): boolean {
  if (needs === null) return true;
  if (needs === 'block-list') return organizations.some(({ blockLists }) => blockLists.length > 0);
  return screening?.engines().some(({ engine }) => engine === needs) ?? false;
}

const statesOf = (row: ScreenRow, organizations: readonly Organization[]): Check['states'] => {
  const byState = Map.groupBy(organizations, ({ protection: preset, protectionObserves: observes }) =>
    rowState(row, { preset, observes }),
  );
  return rowStates.flatMap((state) => {
    const ids = byState.get(state)?.map(({ id }) => id) ?? [];
    return ids.length === 0 ? [] : [{ state, organizations: ids }];
  });
};

/** Checks that were observed since, in their order. */
async function observedSince(
  room: Room,
  only: readonly ObjectId[] | null,
  from: number,
  now: number,
): Promise<readonly ScreenRow[]> {
  const { points } = await room.store.trace.series({
    ...{ by: 'observed', step: 'day', from, to: now + DAY_MS, only },
    labels: screenRows.length,
  });
  const found = new Set(points.map(({ label }) => label));
  return screenRows.filter((row) => found.has(row));
}

async function observedBy(
  { directory, store, clock }: Room,
  check: ScreenRow,
  organizationIds: readonly ObjectId[] | undefined,
  since: number,
) {
  const { rows, next } = await store.trace.search({
    ...{ observed: check, since, limit: bounds.admin.observedLooked },
    ...(organizationIds === undefined ? {} : { organizationIds }),
  });
  const view = directory.current;
  // Each stands under the check that would have decided.
  const decided = rows
    .filter(({ checks: [first] }) => first?.check === check)
    .map((row) => ({ row, sent: knownAs(view, row, clock.now()) }));
  const senders = { device: 0, mailbox: 0, 'own-domain': 0, allowed: 0, stranger: 0 };
  for (const { sent } of decided) senders[sent]++;
  const shown = decided.slice(0, bounds.admin.observedShown).map(({ row, sent }): Example => {
    const { at, queueId, reference, sender, recipient, subject, clientAddress } = row;
    const device = view.get('device', row.deviceId ?? null)?.name ?? null;
    return { at, queueId, reference, sender, recipient, subject, clientAddress, device, sent };
  });
  return { check, looked: decided.length, more: next !== null, senders, examples: shown };
}

/** How the organization knows who sent it, today. */
function knownAs(view: DirectoryView, row: TraceRow, now: number): Example['sent'] {
  const { organizationId, sender, clientAddress } = row;
  const address = clientAddress === null ? '' : canonicalAddress(clientAddress);
  if (row.deviceId != null || view.deviceOf(address, null, organizationId) !== null) return 'device';
  const parsed = sender === null ? null : parseMailbox(sender, { smtputf8: true });
  if (parsed?.ok !== true || organizationId === null) return 'stranger';
  const isOwn = view.acceptedDomain(parsed.address.domainKey)?.organizationId === organizationId;
  if (isOwn) return view.holder(addressKey(parsed.address)) === null ? 'own-domain' : 'mailbox';
  return isAllowed(view, { organizationId, clientAddress: address, author: sender ?? '', now })
    ? 'allowed'
    : 'stranger';
}

function isAllowed(view: DirectoryView, asked: Omit<AuthorQuestion, 'way' | 'signedBy'>): boolean {
  const question = { ...asked, way: 'direct', mailbox: null, connector: null, signedBy: [] } as const;
  const { allowedAuthor, allowedPair } = listedAuthor(view, question);
  return (listedSender(view, question).allowedAddress ?? allowedAuthor ?? allowedPair) !== undefined;
}
