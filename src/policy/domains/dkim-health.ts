/** The life of a domain's DKIM keys: how their records stand over time, when the next one takes over, and the alarms of that. Pure. */
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import type { DkimKey } from '../../directory/objects.ts';
import type { Alarm } from '../../mail/alarm.ts';
import type { DkimHealth, DkimRecordState } from '../../mail/doors/dkim-health.ts';

const DAY_MS = 86_400_000;
/** A record is published so long before its key is used: caches may hold that there is none, and forwarded mail meets them. */
export const PUBLISHED_AHEAD_MS = 7 * DAY_MS;
/** A record stays so long after its key was used last: mail waits in queues, and is verified late. */
export const KEPT_BEHIND_MS = 7 * DAY_MS;
/** A new key whose record nobody has published so long was forgotten. */
const UNPUBLISHED_MS = DAY_MS;
/** A key that is used so long should have a successor. */
const OLD_MS = 365 * DAY_MS;

/** A look that could not find out changes nothing. */
export function afterLook(before: DkimHealth | null, state: DkimRecordState, now: number): DkimHealth {
  if (state === 'unknown') return before ?? { state, at: now, publishedSince: null, lostSince: null };
  if (state === 'published') return { state, at: now, publishedSince: before?.publishedSince ?? now, lostSince: null };
  const wasThere = before !== null && before.publishedSince !== null;
  // On its way to all servers, or away from them: neither there nor lost.
  const lostSince = state === 'partly' ? null : (before?.lostSince ?? (wasThere ? now : null));
  return { state, at: now, publishedSince: state === 'partly' ? (before?.publishedSince ?? null) : null, lostSince };
}

type HealthOf = (key: DkimKey) => DkimHealth | null;

/** When a key that is `next` takes over, if its record stays as it is; null: its record is not there. */
export function usedFrom(key: DkimKey, others: readonly DkimKey[], healthOf: HealthOf): number | null {
  const health = healthOf(key);
  if (health?.state !== 'published' || health.publishedSince === null) return null;
  const isFirst = !others.some(({ state, algorithm }) => state === 'active' && algorithm === key.algorithm);
  return isFirst ? health.publishedSince : health.publishedSince + PUBLISHED_AHEAD_MS;
}

/** The keys of a domain that go on to their next state now, as they are then. Of one algorithm the oldest goes first. */
export function goneOn(keys: readonly DkimKey[], healthOf: HealthOf, now: number): readonly DkimKey[] {
  const due = keys
    .filter((key) => key.state === 'next' && (usedFrom(key, keys, healthOf) ?? Infinity) <= now)
    .sort((one, other) => one.createdAt - other.createdAt);
  const first = due.filter((key, i) => due.findIndex(({ algorithm }) => algorithm === key.algorithm) === i);
  return first.flatMap((key) => put(key, 'active', keys, now));
}

/** The key in a state, with what becomes of the others by that: one of each algorithm is active. */
export function put(
  key: DkimKey,
  state: 'active' | 'retired',
  keys: readonly DkimKey[],
  now: number,
): readonly DkimKey[] {
  if (key.state === state) return [];
  const replaced = keys.filter(
    (other) => other.id !== key.id && other.state === 'active' && other.algorithm === key.algorithm,
  );
  const retired =
    state === 'active' ? replaced.map((other) => ({ ...other, state: 'retired' as const, since: now })) : [];
  return [...retired, { ...key, state, since: now }];
}

/** Tells what is to be known of a key, or done about it. At most one: its record comes first. */
export function dkimAlarm(
  key: DkimKey,
  keys: readonly DkimKey[],
  health: DkimHealth | null,
  now: number,
): Alarm | null {
  const { id, organizationId, domain } = key;
  const common = { organizationId, subject: dkimKeyName(key), stage: 1 };
  const record = dkimKeyName(key);
  const missing = key.state === 'active' ? missingSince(key, health) : null;
  if (missing !== null && health !== null)
    return {
      ...common,
      key: `dkim-key-missing:${id}`,
      kind: 'dkim-key-missing',
      facts: { domain, record, found: health.state, since: missing },
    };
  const step = stepOf(key, keys, health, now);
  return step === null
    ? null
    : {
        ...common,
        key: `dkim-rotation:${id}`,
        kind: 'dkim-rotation',
        facts: { domain, record, step, since: key.since },
      };
}

function missingSince({ since }: DkimKey, health: DkimHealth | null): number | null {
  if (health === null || ['published', 'partly', 'unknown'].includes(health.state)) return null;
  return health.lostSince ?? since;
}

function stepOf(
  key: DkimKey,
  keys: readonly DkimKey[],
  health: DkimHealth | null,
  now: number,
): 'publish' | 'renew' | 'remove' | null {
  const age = now - key.since;
  const isThere = health?.state === 'published' || health?.state === 'partly';
  switch (key.state) {
    case 'next':
      return !isThere && age >= UNPUBLISHED_MS ? 'publish' : null;
    case 'active': {
      const hasNext = keys.some(({ state, algorithm }) => state === 'next' && algorithm === key.algorithm);
      return age >= OLD_MS && !hasNext ? 'renew' : null;
    }
    case 'retired':
      return age >= KEPT_BEHIND_MS ? 'remove' : null;
  }
}

/** The name of a new key: of its day, apart from those that are there. */
export function freshSelector(keys: readonly DkimKey[], algorithm: DkimKey['algorithm'], now: number): string {
  const day = utcDay(now).replaceAll('-', '');
  const base = `dp${day}${algorithm === 'rsa-sha256' ? '' : 'e'}`;
  const taken = new Set(keys.map(({ selector }) => selector));
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(name)) return name;
  }
}
