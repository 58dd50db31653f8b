/**
 * The report of a month by mail, for each organization that wants it: from 7 in the morning of its first day on, of the month before, to those who
 * hear alarms. Part of housekeeping.
 *
 * Promises: one a month and organization, also over a restart (it is noted first: a crash may lose one, and never doubles one). Turned on
 * in a month, the first one comes when it is over.
 */
import { bounds } from '../../base/bounds.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Organization } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { addressText } from '../../mail/address.ts';
import { OTHERS, type SeriesOf } from '../../mail/doors/series.ts';
import { alarmAddressees } from '../../policy/alarms/alarm-addresses.ts';
import { labelName } from '../../policy/counts/label-name.ts';
import type { Store } from '../../store/store.ts';
import { contactFor, type OwnMailParts, sendOwnMail, SEVEN_MS } from '../own-mail.ts';
import { composeMonthly, type MonthlyCount } from './monthly-mail.ts';
import { line } from '../../mail/lines/said.ts';

const BOOK = 'monthly-report';

export interface MonthlyParts extends OwnMailParts {
  readonly store: Pick<Store, 'spool' | 'notes' | 'trace'>;
  readonly directory: LiveDirectory;
  /** Of the admin center, where it has an address of its own. */
  readonly url: string | null;
}

/** @param now as housekeeping takes it: not that of a clock that has just jumped ahead. */
export async function sendMonthlyReports(parts: MonthlyParts, now: number, over: AbortSignal): Promise<void> {
  const { directory, store } = parts;
  const month = monthOf(now);
  for (const organization of directory.current.organizations) {
    if (over.aborted) return;
    const note = await store.notes.get(BOOK, organization.id);
    const told = (note?.value as { readonly month: number } | undefined)?.month ?? null;
    if (!organization.monthlyReport) {
      if (note !== null) await store.notes.delete(BOOK, [organization.id]);
      continue;
    }
    if (told === month.begins || (told !== null && now < month.begins + SEVEN_MS)) continue;
    await store.notes.put(BOOK, [{ key: organization.id, value: { month: month.begins } }]);
    if (told !== null) await send(parts, organization, month, now);
  }
}

interface Month {
  /** Of this month, in this machine's zone, and of the one before. */
  readonly begins: number;
  readonly before: number;
}

function monthOf(now: number): Month {
  const day = new Date(now);
  const first = (back: number): number => new Date(day.getFullYear(), day.getMonth() - back, 1).getTime();
  return { begins: first(0), before: first(1) };
}

async function send(parts: MonthlyParts, organization: Organization, month: Month, now: number): Promise<void> {
  const { directory, hostName, url } = parts;
  const view = directory.current;
  const { id: organizationId, language } = organization;
  const counted = (by: SeriesOf): Promise<readonly MonthlyCount[]> => counts(parts, view, organization, month, by);
  const composed = await composeMonthly({
    ...{ organization: organization.name, month: month.before, hostName, url, language },
    way: await counted('way'),
    outcome: await counted('outcome'),
    device: await counted('device'),
    signIn: await counted('sign-in'),
    upstream: await counted('upstream'),
    cause: await counted('cause'),
    code: await counted('code'),
  });
  for (const { address, route } of alarmAddressees(view, organization, new Set())) {
    const contact = contactFor(organization, address);
    const told = line`Report of a month for ${addressText(address)}`;
    await sendOwnMail(parts, { organizationId, to: address, route, contact, what: 'report', ...composed, told }, now);
  }
}

/** By label and outcome, the most first; what has no place of its own stands under null. */
async function counts(
  { store }: MonthlyParts,
  view: DirectoryView,
  { id }: Organization,
  { before: from, begins: to }: Month,
  by: SeriesOf,
): Promise<readonly MonthlyCount[]> {
  const { points } = await store.trace.series({
    by,
    step: 'day',
    from,
    to,
    only: [id],
    labels: bounds.queue.monthlyRows,
  });
  const sums = new Map<string, MonthlyCount>();
  for (const { label, outcome, count } of points) {
    const key = `${label} ${outcome}`;
    // Of a sign-in by a mailbox that went: its id, as TLS and mechanism are told beside it.
    const name = label === OTHERS ? null : (labelName(view, by, label) ?? label.split(' ', 1)[0] ?? label);
    sums.set(key, { label, name, outcome, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].toSorted((a, b) => b.count - a.count);
}
