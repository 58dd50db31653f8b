/** Reports that are large, and reports that nobody takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import type { FailureCause, Outcome } from '../../src/mail/delivery.ts';
import { type Attempt, queueHouse } from './house.ts';
import { connector, DAY, delayed, delivered, failed, sent, site, to } from './objects.ts';

const refusing =
  (cause: FailureCause) =>
  (attempt: Attempt): readonly Outcome[] =>
    attempt.recipients.map(({ ordinal }) => failed(ordinal, cause));

test('a group of which thousands fail brings reports that list some hundred and count the rest', async () => {
  const house = queueHouse(site(connector('org', 'hub')), (attempt) =>
    attempt.lane.startsWith('mailbox:')
      ? attempt.recipients.map(({ ordinal }) => delivered(ordinal))
      : refusing('unknown-recipient')(attempt),
  );
  house.runner.start();
  await house.send(
    'M1',
    Array.from({ length: 2_500 }, (_, n) => `x${n}@out.test`),
  );
  while (house.waiting().length > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    await house.clock.advance(1_000);
  }
  const reports = house.owed.map(sent);
  const { reportRows } = bounds.queue;
  assert.deepEqual(
    reports.map((report) => report.match(/^Final-Recipient:/gmu)?.length),
    [reportRows, reportRows, reportRows],
  );
  assert.deepEqual(
    reports.map((report) => /^X-Doorpost-Recipients-Not-Listed: (\d+)\r$/mu.exec(report)?.[1]),
    ['700', '700', '200'],
  );
  assert.match(reports[0] ?? '', /250 more recipients are listed in the attached status part/u);
  assert.match(reports[0] ?? '', /700 more recipients are not listed here;\s+your\s+mail\s+administrator/u);
  assert.ok(reports.every((report) => report.length < 400_000));
  // Each recipient has an end of its own in the trace.
  assert.equal(house.kinds('M1').filter((kind) => kind === 'Fail').length, 2_500);
});

for (const cause of ['refused-by-policy', 'relay-denied', 'too-large', 'unknown-recipient', 'content-refused'] as const)
  test(`a report that its reader’s system refuses (${cause}) is kept for the administrator, once`, async () => {
    const house = queueHouse(site(connector('org', 'hub')), refusing(cause));
    house.runner.start();
    const from = { local: 'copier', domain: 'far.test', domainKey: 'far.test' };
    await house.send('M1', ['x@out.test'], { reversePath: from });
    await house.clock.advance(DAY);
    assert.deepEqual(
      house.owed.map((one) => [to(one).join(), one.orphan ?? false]),
      [
        ['copier@far.test', false],
        ['copier@far.test', true],
      ],
    );
    const [report, kept] = house.owed;
    assert.equal(sent(kept!), sent(report!));
    assert.ok(house.kinds(report!.queueId).includes('DSN'));
    assert.equal(house.observed.filter((one) => one.kind === 'warning' && one.what === 'orphan-report').length, 1);
    assert.equal(house.waiting().length, 0);
  });

test('so is one that nobody took until it expired', async () => {
  const house = queueHouse(site(connector('org', 'hub')), (attempt) =>
    attempt.message.ingress === 'internal'
      ? attempt.recipients.map(({ ordinal }) => delayed(ordinal))
      : refusing('unknown-recipient')(attempt),
  );
  house.runner.start();
  await house.send('M1', ['x@out.test'], {
    reversePath: { local: 'copier', domain: 'far.test', domainKey: 'far.test' },
  });
  await house.clock.advance(5 * DAY);
  assert.deepEqual(
    house.owed.map((one) => one.orphan ?? false),
    [false, true],
  );
});
