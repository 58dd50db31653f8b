import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Outcome } from '../../src/mail/delivery.ts';
import { type Attempt, queueHouse } from './house.ts';
import {
  connector,
  DAY,
  delayed,
  delivered,
  domain,
  failed,
  group,
  HOUR,
  id,
  MINUTE,
  mailbox,
  organization,
  relayed,
  SECOND,
  START,
  sent,
  site,
  to,
} from './objects.ts';

const all =
  (outcome: (ordinal: number) => Outcome) =>
  (attempt: Attempt): readonly Outcome[] =>
    attempt.recipients.map((recipient) => outcome(recipient.ordinal));
const toMailboxes =
  (otherwise: (ordinal: number) => Outcome) =>
  (attempt: Attempt): readonly Outcome[] =>
    all(attempt.lane.startsWith('mailbox:') ? delivered : otherwise)(attempt);

describe('an attempt', () => {
  test('is made at once, and what was delivered leaves the queue', async () => {
    const house = queueHouse(site(), all(relayed));
    house.runner.start();
    await house.send('M1', ['x@out.test', 'y@out.test', 'anna@a.example']);
    assert.equal(house.attempts.length, 2, 'one per lane');
    assert.equal(house.waiting().length, 0);
    assert.deepEqual(house.kinds('M1').sort(), ['Send', 'Send', 'Send']);
    assert.deepEqual(
      house.observed.flatMap((one) => (one.kind === 'settled' ? one.events : [])),
      house.events,
    );
  });

  test('that throws is a delay: the message waits and is tried again', async () => {
    let broken = true;
    const house = queueHouse(site(), (attempt) => {
      if (broken) throw new Error('a bug');
      return all(relayed)(attempt);
    });
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    assert.equal(house.waiting().length, 1);
    broken = false;
    await house.clock.advance(MINUTE);
    assert.equal(house.waiting().length, 0);
  });

  test('without an outcome for one recipient leaves that one waiting', async () => {
    const house = queueHouse(site(), (attempt) => all(relayed)(attempt).slice(0, 1));
    house.runner.start();
    await house.send('M1', ['x@out.test', 'y@out.test']);
    assert.deepEqual(
      house.waiting().map((entry) => entry.recipient.address.local),
      ['y'],
    );
  });

  test('that hangs is broken off by the deadline and does not hold its lane for ever', async () => {
    const house = queueHouse(site(), () => new Promise(() => {}));
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    await house.clock.advance(46 * MINUTE);
    assert.equal(house.attempts[0]?.signal.aborted, true);
    assert.equal(house.runner.status().deliveries, 0);
    assert.equal(house.waiting()[0]?.leaseId, null);
  });
});

describe('retries on a turned clock', () => {
  test('follow the table, send one delay notice after an hour, and end with one report after four days', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    await house.clock.advance(5 * DAY);

    const minutes = house.of('M1').map((attempt) => (attempt.at - START) / MINUTE);
    assert.deepEqual(minutes.slice(0, 8), [0, 1, 3, 8, 18, 33, 60, 120], 'one falls on the delay notice');
    assert.equal(minutes.at(-1), (4 * DAY) / MINUTE, 'the last falls on the expiry');

    assert.equal(house.owed.length, 2);
    const [notice, report] = house.owed.map(sent);
    assert.match(notice ?? '', /^Action: delayed\r$/m);
    assert.match(notice ?? '', /^Will-Retry-Until: Sat, 05 Dec 2026 08:00:00 \+0000\r$/m);
    assert.match(report ?? '', /^Action: failed\r\nStatus: 4\.4\.7\r$/m);
    assert.equal(house.owed[0]?.receivedAt, START + HOUR);
    assert.equal(house.owed[1]?.receivedAt, START + 4 * DAY);
    assert.deepEqual(house.owed.map(to), [['scanner@a.example'], ['scanner@a.example']]);
    assert.equal(house.waiting().length, 0, 'the reports were delivered');
  });

  test('over a connector end after two days, or as the connector says', async () => {
    for (const [expiryMs, expected] of [
      [null, 2 * DAY],
      [3 * HOUR, 3 * HOUR],
    ] as const) {
      const house = queueHouse(site(connector('org', 'hub', { expiryMs })), toMailboxes(delayed));
      house.runner.start();
      await house.send('M1', ['x@out.test']);
      await house.clock.advance(3 * DAY);
      assert.equal(house.of('M1').at(-1)?.at, START + expected);
      assert.equal(house.owed.length, 2);
    }
  });

  test('tell nobody when the sender is null or asked for silence', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['x@out.test'], { reversePath: null });
    await house.send('M2', [{ to: 'x@out.test', notify: 'never' }]);
    await house.clock.advance(5 * DAY);
    assert.equal(house.waiting().length, 0);
    assert.equal(house.owed.length, 0);
    assert.deepEqual([house.kinds('M1').at(-1), house.kinds('M2').at(-1)], ['Fail', 'Fail']);
  });
});

describe('lanes', () => {
  test('a tarpit holds up only its own lane', async () => {
    const house = queueHouse(
      site(),
      (attempt) => (attempt.lane === 'mx:tarpit.test' ? new Promise(() => {}) : all(relayed)(attempt)),
      { concurrentDeliveries: 10, perLane: 4 },
    );
    house.runner.start();
    for (let n = 0; n < 50; n++) await house.send(`T${n}`, ['x@tarpit.test']);
    for (let n = 0; n < 50; n++) await house.send(`G${n}`, ['x@good.test']);
    assert.equal(house.attempts.filter((attempt) => attempt.lane === 'mx:tarpit.test').length, 4);
    assert.equal(house.attempts.filter((attempt) => attempt.lane === 'mx:good.test').length, 50);
  });

  test('never more at once than allowed, in all and per lane', async () => {
    let now = 0;
    let most = 0;
    const perLane = new Map<string, number>();
    const house = queueHouse(
      site(),
      async (attempt) => {
        most = Math.max(most, ++now);
        const here = (perLane.get(attempt.lane) ?? 0) + 1;
        perLane.set(attempt.lane, here);
        assert.ok(here <= 3, attempt.lane);
        await new Promise((resolve) => setImmediate(resolve));
        perLane.set(attempt.lane, (perLane.get(attempt.lane) ?? 0) - 1);
        now--;
        return all(relayed)(attempt);
      },
      { concurrentDeliveries: 7, perLane: 3 },
    );
    for (let n = 0; n < 40; n++) await house.send(`M${n}`, [`x@d${n % 4}.test`]);
    house.runner.start();
    for (let turn = 0; turn < 40; turn++) await house.clock.advance(0);
    assert.equal(house.waiting().length, 0);
    assert.equal(most, 7);
  });

  test('in trouble are probed now and then; what falls due meanwhile is put off without a connection, with notice and expiry in time', async () => {
    let down = true;
    const trouble = (ordinal: number): Outcome => delayed(ordinal, { laneTrouble: true });
    const house = queueHouse(site(), (attempt) => toMailboxes(down ? trouble : relayed)(attempt));
    house.runner.start();
    for (let n = 0; n < 30; n++) await house.send(`M${n}`, ['x@dead.test']);
    assert.ok(house.attempts.length <= 5, `${house.attempts.length} connections for 30 messages`);
    assert.equal(house.events.filter((event) => event.kind === 'Defer').length, 30);
    await house.clock.advance(HOUR + MINUTE);
    assert.equal(house.owed.length, 30, 'every sender had a notice');
    const before = house.attempts.filter((attempt) => attempt.lane === 'mx:dead.test').length;
    assert.ok(before < 60, `${before} probes in an hour`);
    const counted = house.waiting().reduce((sum, { recipient }) => sum + recipient.attempts, 0);
    assert.equal(counted, before, 'what was put off is not counted as an attempt');
    down = false;
    await house.clock.advance(2 * HOUR);
    assert.equal(house.waiting().length, 0);
    assert.deepEqual(house.runner.status().lanes, []);
  });

  test('in trouble are probed by one delivery after the pause, however many are due; its success opens the lane', async () => {
    let down = true;
    const waiting: (() => void)[] = [];
    const house = queueHouse(site(), async (attempt) => {
      if (attempt.at > START) await new Promise<void>((resolve) => waiting.push(resolve));
      return all(down ? (ordinal) => delayed(ordinal, { laneTrouble: true }) : relayed)(attempt);
    });
    house.runner.start();
    for (let n = 0; n < 5; n++) await house.send(`M${n}`, ['x@dead.test']);
    const before = house.attempts.length;
    await house.clock.advance(2 * MINUTE);
    assert.equal(house.attempts.length, before + 1, 'one probe while five are due');
    down = false;
    waiting.shift()?.();
    await house.clock.advance(0);
    for (let open = waiting.shift(); open !== undefined; open = waiting.shift()) {
      open();
      await house.clock.advance(0);
    }
    assert.equal(house.waiting().length, 0, 'its success opened the lane for the others at once');
  });

  test('in trouble are tried at once when an administrator says so', async () => {
    let down = true;
    const house = queueHouse(site(), (attempt) =>
      all(down ? (ordinal) => delayed(ordinal, { laneTrouble: true }) : relayed)(attempt),
    );
    house.runner.start();
    await house.send('M1', ['x@dead.test']);
    down = false;
    assert.equal(await house.steering.retryNow({}, 'ada'), 1);
    await house.clock.advance(0);
    assert.equal(house.waiting().length, 0);
  });
});

describe('routes are decided again before each attempt', () => {
  test('and the decision is handed on with the delivery', async () => {
    const house = queueHouse(site(), all(relayed));
    house.runner.start();
    await house.send('M1', ['x@out.test', 'anna@a.example']);
    assert.deepEqual(
      house.attempts.map((attempt) => [attempt.lane, attempt.route.kind]),
      [
        ['mx:out.test', 'mx'],
        ['mailbox:mailbox-anna@a.example', 'mailbox'],
      ],
    );
  });

  test('a mailbox made meanwhile gets what waited for elsewhere, without that counting as an attempt', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['new@b.example']);
    assert.equal(house.attempts[0]?.lane, 'mx:b.example');
    house.directory.replace({
      revision: 2,
      objects: site(domain('org', 'b.example'), mailbox('org', 'new@b.example')),
    });
    await house.clock.advance(MINUTE);
    const told = house.events.map(({ kind, cause, lane }) => cause ?? lane ?? kind);
    assert.deepEqual(told, ['connection-failed', house.attempts.at(-1)?.lane, 'Deliver']);
    assert.equal(house.attempts.at(-1)?.recipients[0]?.attempts, 1);
  });

  test('an unknown recipient fails with 5.1.1 and a report, without any next hop', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['nobody@a.example']);
    assert.equal(house.of('M1').length, 0);
    assert.match(sent(house.owed[0] as never), /^Status: 5\.1\.1\r$/m);
  });

  test('a redirect is pinned: the directory no longer moves it', async () => {
    const house = queueHouse(site(connector('org', 'hub', { recipientDomains: ['only.test'] })), all(relayed));
    await house.send('M1', ['x@out.test']);
    const touched = await house.steering.redirect({}, 'ada', { address: null, connectorId: id('connector-hub') });
    assert.equal(touched, 1);
    house.runner.start();
    await house.clock.advance(0);
    assert.equal(house.attempts[0]?.lane, 'connector:connector-hub:');
    assert.equal(house.notes[0]?.actor, 'ada');
  });
});

describe('groups', () => {
  test('expand, groups within groups too, each member once in its own lane, and loops are kept out', async () => {
    const house = queueHouse(
      site(
        group('org', 'all@a.example', ['anna@a.example', 'inner@a.example', 'out@far.test']),
        group('org', 'inner@a.example', ['all@a.example', 'scanner@a.example']),
      ),
      all(relayed),
    );
    house.runner.start();
    await house.send('M1', ['all@a.example']);
    assert.deepEqual(house.attempts.map((attempt) => attempt.recipients[0]?.address.local).sort(), [
      'anna',
      'out',
      'scanner',
    ]);
    assert.equal(house.waiting().length, 0);
    assert.equal(house.owed.length, 0);
    const kinds = house.kinds('M1');
    assert.equal(kinds.filter((kind) => kind === 'Expand').length, 2);
    assert.equal(kinds.filter((kind) => kind === 'Drop').length, 1);
  });

  test('bring nobody a message twice, whatever else the sender named and whichever group comes first', async () => {
    const house = queueHouse(
      site(
        group('org', 'one@a.example', ['anna@a.example', 'two@a.example']),
        group('org', 'two@a.example', ['one@a.example', 'anna@a.example', 'out@far.test']),
      ),
      all(relayed),
    );
    house.runner.start();
    await house.send('M1', ['one@a.example', 'anna@a.example', 'two@a.example']);
    assert.deepEqual(house.attempts.map((attempt) => attempt.recipients.map((one) => one.address.local)).sort(), [
      ['anna'],
      ['out'],
    ]);
    assert.equal(house.waiting().length, 0);
    assert.ok(house.events.some((event) => event.kind === 'Drop' && /anna@a.example .*already/.test(event.text)));
  });

  test('that know each other but nobody else fail as a loop even when the sender named both', async () => {
    const house = queueHouse(
      site(group('org', 'one@a.example', ['two@a.example']), group('org', 'two@a.example', ['one@a.example'])),
      toMailboxes(delayed),
    );
    house.runner.start();
    await house.send('M1', ['one@a.example', 'two@a.example']);
    assert.equal(
      house.owed
        .map(sent)
        .join('')
        .match(/^Status: 5\.4\.6\r$/gm)?.length,
      2,
    );
    assert.equal(house.waiting().length, 0);
  });

  test('that lead only back to themselves fail as a loop instead of losing the message', async () => {
    const house = queueHouse(
      site(group('org', 'one@a.example', ['two@a.example']), group('org', 'two@a.example', ['one@a.example'])),
      toMailboxes(delayed),
    );
    house.runner.start();
    await house.send('M1', ['one@a.example']);
    assert.match(sent(house.owed[0] as never), /^Status: 5\.4\.6\r$/m);
    assert.equal(house.waiting().length, 0);
  });

  test('without members fail with a report', async () => {
    const house = queueHouse(site(group('org', 'none@a.example', [])), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['none@a.example']);
    assert.match(sent(house.owed[0] as never), /^Status: 5\.2\.4\r$/m);
  });
});

describe('commits', () => {
  test('that fail are repeated until they succeed, and the next hop is not spoken to again', async () => {
    const house = queueHouse(site(), toMailboxes(failed));
    house.runner.start();
    house.failSettles(6);
    await house.send('M1', ['x@out.test']);
    assert.equal(house.waiting().length, 1);
    assert.equal(house.observed.length, 0, 'nothing is told before the commit');
    await house.clock.advance(HOUR);
    assert.equal(house.of('M1').length, 1);
    assert.equal(house.owed.length, 1, 'one report, not seven');
    assert.equal(house.waiting().length, 0);
  });

  test('hold the report and the final state together', async () => {
    const house = queueHouse(site(), toMailboxes(failed));
    house.runner.start();
    await house.send('M1', ['x@out.test', 'y@out.test']);
    const settlement = house.settlements.find((one) => one.queueId === 'M1');
    assert.deepEqual(
      settlement?.changes.map((change) => change.state),
      ['done', 'done'],
    );
    assert.equal(settlement?.owed.length, 1, 'one report for both');
    assert.equal(sent(settlement?.owed[0] as never).match(/^Final-Recipient:/gm)?.length, 2);
    assert.ok(
      settlement?.events.some((event) => event.kind === 'DSN' && event.relatedQueueId === settlement.owed[0]?.queueId),
    );
  });
});

describe('drain', () => {
  test('begins nothing new and lets what runs finish', async () => {
    let finish: (() => void) | null = null;
    const house = queueHouse(
      site(),
      (attempt) =>
        new Promise((resolve) => {
          finish = () => resolve(all(relayed)(attempt));
        }),
    );
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    const drained = house.runner.drain(30 * SECOND);
    await house.send('M2', ['y@other.test']);
    assert.equal(house.attempts.length, 1);
    (finish as (() => void) | null)?.();
    await drained;
    assert.deepEqual(
      house.waiting().map((entry) => entry.message.queueId),
      ['M2'],
    );
    assert.equal(house.runner.status().state, 'stopped');
  });

  test('breaks off at the end of the grace, and the leases go back untouched', async () => {
    const house = queueHouse(
      site(),
      (attempt) =>
        new Promise((resolve) => attempt.signal.addEventListener('abort', () => resolve(all(delayed)(attempt)))),
    );
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    const drained = house.runner.drain(30 * SECOND);
    await house.clock.advance(30 * SECOND);
    await drained;
    assert.deepEqual(
      house.waiting().map((entry) => [entry.leaseId, entry.recipient.attempts]),
      [[null, 0]],
    );
    assert.equal(house.settlements.length, 0);
  });

  test('commits what the next hop had taken when it was broken off', async () => {
    const house = queueHouse(
      site(),
      (attempt) =>
        new Promise((resolve) => attempt.signal.addEventListener('abort', () => resolve([relayed(0), delayed(1)]))),
    );
    house.runner.start();
    await house.send('M1', ['x@out.test', 'y@out.test']);
    const drained = house.runner.drain(SECOND);
    await house.clock.advance(SECOND);
    await drained;
    const left = house.waiting();
    assert.deepEqual(
      left.map((entry) => [entry.recipient.address.local, entry.recipient.attempts]),
      [['y', 0]],
    );
  });

  test('ends even when a delivery does not, and a new runner finds the message', async () => {
    const house = queueHouse(site(), () => new Promise(() => {}));
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    const drained = house.runner.drain(SECOND);
    await house.clock.advance(20 * SECOND);
    await drained;
    assert.equal(house.waiting()[0]?.leaseId, null);
  });
});

describe('a wall clock that jumps', () => {
  test('a day forward expires nothing that has not waited, and sends no early notice', async () => {
    const house = queueHouse(site(connector('org', 'hub', { expiryMs: 20 * HOUR })), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    await house.clock.advance(10 * MINUTE);
    house.clock.jumpWall(DAY);
    await house.clock.advance(30 * MINUTE);
    assert.equal(house.owed.length, 0);
    assert.equal(house.waiting().length, 1);
    await house.clock.advance(25 * MINUTE);
    assert.equal(house.owed.length, 1, 'the notice comes an hour after the first failure');
    await house.clock.advance(20 * HOUR);
    assert.equal(house.owed.length, 2);
  });

  test('a day back stalls nothing', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['x@out.test']);
    house.clock.jumpWall(-DAY);
    await house.clock.advance(20 * MINUTE);
    assert.equal(house.of('M1').length, 5, 'at 0, 1, 3, 8, 18 minutes');
    await house.send('M2', ['x@else.test']);
    assert.equal(house.of('M2').length, 1, 'new mail is due at once');
  });
});

describe('RET=FULL', () => {
  const ofBody = (body: string) => {
    const bytes = Buffer.from(`Subject: Scan\r\n\r\n${body}\r\n`);
    return {
      ret: 'full' as const,
      header: { messageId: null, subject: 'Scan', from: [], has8bit: true, headerHas8bit: false },
      content: { kind: 'inline' as const, bytes, sizeBytes: bytes.length, sha256: '' },
    };
  };

  test('brings an 8-bit original back whole, in a report that asks for 8BITMIME', async () => {
    const house = queueHouse(site(), toMailboxes(failed));
    house.runner.start();
    await house.send('M1', ['x@out.test'], ofBody('Grüße'));
    const [report] = house.owed;
    assert.equal(report?.body, '8bitmime');
    assert.equal(report?.header.has8bit, true);
    assert.equal(report?.header.headerHas8bit, false);
    assert.ok(sent(report as never).includes(Buffer.from('Grüße').toString('latin1')));
  });

  test('brings a large original back as its header', async () => {
    const house = queueHouse(site(), toMailboxes(failed));
    house.runner.start();
    await house.send('M1', ['x@out.test'], ofBody('Grüße\r\n'.repeat(10_000)));
    assert.equal(house.owed[0]?.body, '7bit');
    assert.match(sent(house.owed[0] as never), /text\/rfc822-headers\r\n/u);
  });
});

describe('reports that reach nobody', () => {
  const invented = { reversePath: { local: 'device7', domain: 'a.example', domainKey: 'a.example' } };

  test('are kept for the administrator and bring about nothing further', async () => {
    const house = queueHouse(site(), toMailboxes(failed));
    house.runner.start();
    await house.send('M1', ['x@out.test'], invented);
    await house.clock.advance(DAY);
    assert.equal(house.owed.length, 1);
    assert.equal(house.owed[0]?.orphan, true);
    assert.deepEqual(to(house.owed[0] as never), ['device7@a.example']);
    assert.equal(house.waiting().length, 0);
  });

  test('go to postmaster too where the organization wants it', async () => {
    const wanting = organization('org', { copyOrphanReportsToPostmaster: true, postmaster: 'anna@a.example' });
    const house = queueHouse(site(wanting), toMailboxes(failed));
    house.runner.start();
    await house.send('M1', ['x@out.test'], invented);
    assert.deepEqual(to(house.owed[0] as never), ['device7@a.example', 'postmaster@a.example']);
    assert.equal(house.attempts.at(-1)?.lane, 'mailbox:mailbox-anna@a.example');
  });
});

describe('administrators', () => {
  test('bounce and expire waiting and held mail, with a report each and a note of who did it', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    house.runner.start();
    await house.send('M1', ['x@out.test', 'y@out.test']);
    await house.send('M2', ['x@out.test']);
    assert.equal(await house.steering.hold({}, 'ada'), 3);
    await house.clock.advance(DAY);
    assert.equal(house.attempts.length, 2, 'held mail is not tried');
    assert.equal(await house.steering.bounce({ queueIds: ['M1' as never] }, 'ada'), 2);
    await house.clock.advance(0);
    assert.equal(await house.steering.expire({}, 'ada', { reason: 'the device is gone' }), 1);
    await house.clock.advance(0);
    assert.equal(house.waiting().length, 0);
    const [first, second] = house.owed.map(sent);
    assert.match(first ?? '', /^Status: 5\.7\.0\r$/m);
    assert.match(first ?? '', /An administrator of \S+ ended the\s+delivery/);
    assert.match(second ?? '', /^Status: 4\.4\.7\r$/m);
    assert.match(second ?? '', /the device is gone/);
    assert.doesNotMatch(`${first}${second}`, /ada/, 'who it was is for the trace');
    assert.ok(house.events.some((event) => event.kind === 'Fail' && event.actor === 'ada'));
    assert.deepEqual(
      house.notes.map((note) => [note.actor, note.kind, (note.after as { touched: number }).touched]),
      [
        ['ada', 'queue', 3],
        ['ada', 'queue', 2],
        ['ada', 'queue', 1],
      ],
    );
  });

  test('who bounce everything do not bounce the reports about it', async () => {
    const house = queueHouse(site(), toMailboxes(delayed));
    await house.send('M1', ['x@out.test']);
    assert.equal(await house.steering.bounce({}, 'ada'), 1);
    assert.deepEqual(
      house.waiting().map((entry) => entry.message.ingress),
      ['internal'],
    );
  });

  test('are told when a bounce cannot be committed, and nothing stays leased', async () => {
    const house = queueHouse(site(), all(delayed));
    await house.send('M1', ['x@out.test']);
    house.failSettles(1);
    await assert.rejects(house.steering.bounce({}, 'ada'), { name: 'StoreUnavailable' });
    assert.equal(house.waiting()[0]?.leaseId, null);
  });
});
