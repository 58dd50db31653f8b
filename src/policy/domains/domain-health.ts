/** The health of a domain over time: a check that could not find out changes nothing, and what was right and is not any more is lost. Pure. */
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { Alarm } from '../../mail/alarm.ts';
import {
  type DomainHealth,
  type DomainRecordCheck,
  type DomainRecordName,
  type DomainState,
  type GuardedRecord,
  domainRecordNames,
  guardedRecords,
  type KeptRecord,
} from '../../mail/doors/domain-health.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Somebody is at it these days: the domain is new, or a record is lost. */
const BUSY_MS = 3 * DAY_MS;

export function afterCheck(
  before: DomainHealth | null,
  checks: readonly DomainRecordCheck[],
  type: AcceptedDomain['type'],
  now: number,
): DomainHealth {
  const isSameType = before?.type === type;
  const keptOf = (name: DomainRecordName): KeptRecord => {
    // Another type wants another MX: what was right is not lost by that.
    const known = before === null || (name === 'mx' && !isSameType) ? null : before.records[name];
    const check = checks.find(({ record }) => record === name);
    return nextOf(known, check?.outcome ?? 'unknown', now);
  };
  const records = Object.fromEntries(domainRecordNames.map((name) => [name, keptOf(name)]));
  return {
    firstAt: before?.firstAt ?? now,
    checkedAt: now,
    type,
    records: records as Readonly<Record<DomainRecordName, KeptRecord>>,
  };
}

function nextOf(before: KeptRecord | null, outcome: KeptRecord['outcome'], now: number): KeptRecord {
  if (outcome === 'unknown') {
    const failingSince = before?.failingSince ?? now;
    return before === null ? { outcome, at: now, lostSince: null, failingSince } : { ...before, failingSince };
  }
  const isLost = outcome !== 'good' && (before?.outcome === 'good' || before?.lostSince != null);
  return { outcome, at: now, lostSince: isLost ? (before?.lostSince ?? now) : null, failingSince: null };
}

/** By which record its token was seen; null: by none. */
export function provenBy(checks: readonly DomainRecordCheck[]): 'txt' | 'mx' | null {
  for (const { record, finding } of checks)
    if (record === 'verification' && finding.kind === 'token-shown') return finding.by;
  return null;
}

export const lostRecords = ({ records }: DomainHealth): readonly GuardedRecord[] =>
  guardedRecords.filter((name) => records[name].lostSince !== null);

export function domainState({ verified }: Pick<AcceptedDomain, 'verified'>, health: DomainHealth | null): DomainState {
  if (verified === null) return 'unverified';
  if (health === null) return 'unknown';
  const outcomes = new Set(Object.values(health.records).map(({ outcome }) => outcome));
  if (outcomes.has('bad') || lostRecords(health).length > 0) return 'problem';
  if (outcomes.has('warning')) return 'warning';
  return outcomes.has('unknown') ? 'unknown' : 'healthy';
}

/**
 * When it is checked again by the house: each domain at its own time of the day, so that they do not all come at once. Every hour while somebody
 * mends it, or has just added it.
 */
export function nextCheckAt(
  { id, type, verified }: Pick<AcceptedDomain, 'id' | 'type' | 'verified'>,
  health: DomainHealth | null,
): number {
  if (health === null || health.type !== type) return 0;
  const { checkedAt, firstAt } = health;
  const begun = verified === null ? [firstAt] : guardedRecords.map((name) => health.records[name].lostSince ?? 0);
  if (checkedAt - Math.max(...begun) < BUSY_MS) return checkedAt + HOUR_MS;
  const soonest = checkedAt + DAY_MS / 2;
  const own = placeInDay(id);
  const wait = (((own - soonest) % DAY_MS) + DAY_MS) % DAY_MS;
  return soonest + wait;
}

/** Ids end in chance, or in a count. */
function placeInDay(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % DAY_MS;
  // Neighbours go far from each other.
  return (sum * 7_919_993) % DAY_MS;
}

/** Those that a stage is told for, from stage 1 on. */
const byStage: readonly (readonly GuardedRecord[])[] = [['verification'], ['spf', 'dkim'], ['mx']];
const stageOf = (record: GuardedRecord): number => byStage.findIndex((records) => records.includes(record)) + 1;

/** null: nothing of it is lost, or nobody relies on it yet. */
export function recordsAlarm(
  { id, name, organizationId, verified }: AcceptedDomain,
  health: DomainHealth | null,
): Alarm | null {
  const lost = verified === null || health === null ? [] : lostRecords(health);
  if (health === null || lost.length === 0) return null;
  return {
    key: `domain-records:${id}`,
    kind: 'domain-records',
    organizationId,
    subject: name,
    stage: Math.max(...lost.map(stageOf)),
    facts: { domain: name, lost, since: Math.min(...lost.map((record) => health.records[record].lostSince ?? 0)) },
  };
}
