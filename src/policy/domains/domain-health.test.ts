import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import {
  type DomainHealth,
  type DomainRecordCheck,
  type DomainRecordName,
  domainRecordNames,
} from '../../mail/doors/domain-health.ts';
import type { StepOutcome } from '../../mail/step.ts';
import { afterCheck, domainState, lostRecords, nextCheckAt, recordsAlarm } from './domain-health.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const domain = (over: Partial<AcceptedDomain> = {}): AcceptedDomain => ({
  kind: 'domain',
  id: 'D1' as ObjectId,
  organizationId: 'org' as ObjectId,
  name: 'contoso.com',
  type: 'authoritative',
  verificationToken: 'doorpost-verification=1',
  verified: { at: 0, method: 'txt' },
  ...over,
});

const checksOf = (outcomes: Partial<Record<DomainRecordName, StepOutcome>> = {}): readonly DomainRecordCheck[] =>
  domainRecordNames.map((record) => ({ record, outcome: outcomes[record] ?? 'good' }) as DomainRecordCheck);

const after = (...rounds: readonly Partial<Record<DomainRecordName, StepOutcome>>[]): DomainHealth => {
  let health: DomainHealth | null = null;
  for (const [index, outcomes] of rounds.entries())
    health = afterCheck(health, checksOf(outcomes), 'authoritative', (index + 1) * HOUR);
  assert.ok(health);
  return health;
};

test('what was never right is not lost; what was right and is not is, until it is right again', () => {
  assert.deepEqual(lostRecords(after({ mx: 'bad' })), []);
  assert.deepEqual(lostRecords(after({}, { mx: 'warning', dmarc: 'warning' })), ['mx']);
  assert.equal(after({}, { mx: 'bad' }, { mx: 'warning' }).records.mx.lostSince, 2 * HOUR);
  assert.deepEqual(lostRecords(after({}, { mx: 'bad' }, {})), []);
});

test('a check that could not find out leaves all as it was, and tells since when', () => {
  const health = after({}, { spf: 'bad' }, { spf: 'unknown', mx: 'unknown' }, { spf: 'unknown', mx: 'unknown' });
  assert.deepEqual(health.records.mx, { outcome: 'good', at: 2 * HOUR, lostSince: null, failingSince: 3 * HOUR });
  assert.deepEqual(lostRecords(health), ['spf']);
  assert.equal(health.checkedAt, 4 * HOUR);
});

test('another type of the domain wants another MX: nothing is lost by that', () => {
  const health = afterCheck(after({}), checksOf({ mx: 'bad' }), 'internal-relay', 2 * HOUR);
  assert.deepEqual(lostRecords(health), []);
});

test('the state of a domain is what is worst about it', () => {
  assert.equal(domainState(domain({ verified: null }), after({})), 'unverified');
  assert.equal(domainState(domain(), null), 'unknown');
  assert.equal(domainState(domain(), after({ dkim: 'unknown' })), 'unknown');
  assert.equal(domainState(domain(), after({ dmarc: 'warning', dkim: 'unknown' })), 'warning');
  assert.equal(domainState(domain(), after({}, { spf: 'warning' })), 'problem');
  assert.equal(domainState(domain(), after({})), 'healthy');
});

test('an alarm is of verified domains; a lost MX is worse than a lost token', () => {
  const stage = (lost: Partial<Record<DomainRecordName, StepOutcome>>) =>
    recordsAlarm(domain(), after({}, lost))?.stage ?? null;
  assert.deepEqual(
    [{}, { dmarc: 'warning' }, { verification: 'warning' }, { dkim: 'warning' }, { mx: 'bad', dkim: 'warning' }].map(
      (lost) => stage(lost as Partial<Record<DomainRecordName, StepOutcome>>),
    ),
    [null, null, 1, 2, 3],
  );
  assert.equal(recordsAlarm(domain({ verified: null }), after({}, { mx: 'bad' })), null);
});

test('each domain has a time of the day of its own, and keeps it', () => {
  const hours = new Map<number, number>();
  for (let index = 0; index < 2_400; index++) {
    const one = domain({ id: `01JD3K7M9QXA2B4C-${index}` as ObjectId });
    let health = afterCheck(null, checksOf(), 'authoritative', 10 * DAY);
    const first = nextCheckAt(one, health);
    assert.ok(first >= 10 * DAY + DAY / 2 && first < 11 * DAY + DAY / 2);
    health = afterCheck(health, checksOf(), 'authoritative', first);
    assert.equal(nextCheckAt(one, health), first + DAY);
    const hour = Math.floor((first % DAY) / HOUR);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  assert.equal(hours.size, 24);
  assert.ok(Math.max(...hours.values()) < 300, 'no hour has much more than its share');
});

test('each hour for some days while a domain is new and not verified, or has lost a record', () => {
  const fresh = after({ verification: 'bad' });
  assert.equal(nextCheckAt(domain({ verified: null }), fresh), 2 * HOUR);
  assert.ok(nextCheckAt(domain({ verified: null }), { ...fresh, checkedAt: 4 * DAY }) > 4 * DAY + HOUR);
  const lost = after({}, { mx: 'bad' });
  assert.equal(nextCheckAt(domain(), lost), 3 * HOUR);
  assert.ok(nextCheckAt(domain(), { ...lost, checkedAt: 4 * DAY }) > 4 * DAY + HOUR);
  assert.equal(nextCheckAt(domain({ type: 'internal-relay' }), fresh), 0, 'another type wants another look');
  assert.equal(nextCheckAt(domain(), null), 0);
});
