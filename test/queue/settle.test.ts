import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LeaseId, ObjectId } from '../../src/base/id.ts';
import type { Outcome, QueuedMessage, QueuedRecipient } from '../../src/mail/delivery.ts';
import { deviceForms } from '../../src/directory/kinds/device.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { Notify } from '../../src/mail/envelope.ts';
import { laneOf, type Route } from '../../src/mail/route.ts';
import { DirectoryView } from '../../src/directory/snapshot.ts';
import { addressReport, addressToPostmaster, inheritedNotify, owesReport } from '../../src/policy/delivery/reports.ts';
import { endedBy } from '../../src/queue/attempt/expand.ts';
import { type Settled, settle } from '../../src/queue/conclude/settle.ts';
import type { SettleFacts } from '../../src/queue/conclude/recipient-context.ts';
import {
  address,
  DAY,
  delayed,
  delivered,
  failed,
  forwarded,
  group,
  HOUR,
  id,
  MINUTE,
  organization,
  queued,
  recipient,
  relayed,
  reply,
  START,
  site,
} from './objects.ts';

const view = new DirectoryView({ revision: 1, objects: site() });
const MX: Route = { kind: 'mx', domain: 'out.test' };

function run(
  recipients: readonly QueuedRecipient[],
  outcomes: readonly Outcome[],
  more: {
    readonly now?: number;
    readonly message?: Partial<QueuedMessage>;
    readonly facts?: Partial<SettleFacts>;
  } = {},
): Settled {
  const now = more.now ?? START;
  const lease = { leaseId: 'L1' as LeaseId, lane: laneOf(MX), leaseUntil: now + HOUR, lost: null };
  const delivery = { ...lease, message: queued('M1', 'scanner@a.example', more.message), recipients };
  const settling = settle(delivery, outcomes, {
    view,
    now,
    dueNow: now,
    ageOf: (stamp) => now - stamp,
    routes: new Map(recipients.map((one) => [one.ordinal, MX])),
    settings: { delayNoticeAfterMs: HOUR, expiryMxMs: 4 * DAY, expiryOtherMs: 2 * DAY },
    fraction: () => 0.5,
    interrupted: false,
    actor: null,
    ...more.facts,
  });
  for (;;) {
    const step = settling.next();
    if (step.done === true) return step.value;
  }
}
const notifying = (notify: Notify | null): QueuedRecipient => recipient(0, 'x@out.test', { notify });
const reportsOf = (settled: Settled): string[] =>
  settled.reports.map((report) => `${report.kind}:${report.recipients.map((one) => one.action).join()}`);

test('NOTIFY says which reports are owed; without it failures and delays', () => {
  const sender = address('scanner@a.example');
  const rows: readonly [Notify | null, boolean, boolean, boolean][] = [
    [null, true, true, false],
    ['never', false, false, false],
    [['success'], false, false, true],
    [['failure'], true, false, false],
    [['delay'], false, true, false],
    [['success', 'failure', 'delay'], true, true, true],
  ];
  for (const [notify, failure, delay, success] of rows) {
    assert.equal(owesReport('failure', sender, notify), failure, `failure ${notify}`);
    assert.equal(owesReport('delay', sender, notify), delay, `delay ${notify}`);
    assert.equal(owesReport('success', sender, notify), success, `success ${notify}`);
    for (const kind of ['failure', 'delay', 'success'] as const) assert.equal(owesReport(kind, null, notify), false);
  }
});

describe('delivered and relayed', () => {
  test('end the recipient, and report only where success was asked for', () => {
    assert.deepEqual(reportsOf(run([notifying(null)], [delivered(0)])), []);
    assert.deepEqual(reportsOf(run([notifying(['success'])], [delivered(0)])), ['success:delivered']);
    assert.deepEqual(reportsOf(run([notifying(['success'])], [relayed(0)])), ['success:relayed']);
    assert.deepEqual(run([notifying(null)], [relayed(0)]).changes, [
      { ordinal: 0, state: 'done', status: 'Delivered' },
    ]);
  });
  test('leave the report to a next hop that took NOTIFY over', () => {
    assert.deepEqual(reportsOf(run([notifying(['success'])], [relayed(0, true)])), []);
  });
  test("put the next hop's words into the trace", () => {
    const [event] = run([notifying(null)], [relayed(0)]).events;
    assert.deepEqual(event, {
      at: START,
      kind: 'Send',
      queueId: 'M1',
      ordinal: 0,
      text: 'Handed on to mx.out.test',
      said: { sentence: 'Handed on to {{0}}', values: ['mx.out.test'] },
      reply: '250 OK, have it',
      ...{ remoteHost: 'mx.out.test', remoteAddress: '198.51.100.4' },
    });
  });
});

describe('failures', () => {
  test('of several recipients share one report; those that asked for silence are left out', () => {
    const recipients = [0, 1, 2].map((n) => recipient(n, `x${n}@out.test`, n === 1 ? { notify: 'never' } : {}));
    const settled = run(recipients, [failed(0), failed(1), failed(2)]);
    assert.deepEqual(reportsOf(settled), ['failure:failed,failed']);
    assert.equal(settled.changes.filter((change) => change.state === 'done').length, 3);
  });
  test('of a message with a null reverse-path are told to nobody, and the trace says why (LOP-06, LOP-08)', () => {
    const settled = run([notifying(null)], [failed(0)], { message: { reversePath: null } });
    assert.deepEqual(settled.reports, []);
    assert.match(settled.events[0]?.text ?? '', /no report: the envelope sender is empty/);
  });
  test('of very many recipients are split into reports of a thousand (LOP-09)', () => {
    const recipients = Array.from({ length: 2_500 }, (_, n) => recipient(n, `x${n}@out.test`));
    const settled = run(
      recipients,
      recipients.map((one) => failed(one.ordinal)),
    );
    assert.deepEqual(
      settled.reports.map((report) => report.recipients.length),
      [1_000, 1_000, 500],
    );
  });
  test('mixed with successes and delays give each recipient its own end', () => {
    const recipients = [0, 1, 2].map((n) => recipient(n, `x${n}@out.test`));
    const settled = run(recipients, [failed(2), delayed(1), relayed(0)]);
    assert.deepEqual(
      settled.changes.map((change) => [change.ordinal, change.state]),
      [
        [0, 'done'],
        [1, 'waiting'],
        [2, 'done'],
      ],
    );
  });
});

test('what a disk said is in the trace and not in the report', () => {
  const outcome: Outcome = { ...failed(0, 'storage-failed'), text: 'EACCES /srv/mail/x' } as Outcome;
  const settled = run([notifying(null)], [outcome]);
  assert.match(settled.events[0]?.text ?? '', /EACCES/);
  assert.doesNotMatch(settled.reports[0]?.recipients[0]?.text ?? '', /EACCES/);
  const old = recipient(0, 'x@out.test', { attempts: 90, delayedSince: START, delayNoticeAt: START });
  const expired = run([old], [delayed(0, { cause: 'storage-failed', text: 'EACCES /srv/mail/x' })], {
    now: START + 4 * DAY,
  });
  assert.doesNotMatch(expired.reports[0]?.recipients[0]?.text ?? 'EACCES', /EACCES/);
});

test('being sent back into the lane it came from does not spin', () => {
  const { changes } = run([notifying(null)], [{ ...delivered(0), action: 'rerouted', route: MX } as Outcome]);
  assert.equal(changes[0]?.state === 'waiting' && changes[0].nextAttemptAt, START + MINUTE);
});

describe('delays', () => {
  test('wait longer each time and remember what was said', () => {
    const settled = run([recipient(0, 'x@out.test', { attempts: 2 })], [delayed(0, { reply: reply(451, 'later') })]);
    assert.deepEqual(settled.changes, [
      {
        ordinal: 0,
        state: 'waiting',
        nextAttemptAt: START + 5 * MINUTE,
        attempts: 3,
        delayedSince: START,
        delayNoticeAt: null,
        lastReply: '451 later',
      },
    ]);
  });
  test('are told of once, an hour after the first', () => {
    const since = { attempts: 6, delayedSince: START };
    const first = run([recipient(0, 'x@out.test', since)], [delayed(0)], { now: START + HOUR });
    assert.deepEqual(reportsOf(first), ['delay:delayed']);
    const [change] = first.changes;
    assert.equal(change?.state === 'waiting' && change.delayNoticeAt, START + HOUR);
    const again = run([recipient(0, 'x@out.test', { ...since, delayNoticeAt: START + HOUR })], [delayed(0)], {
      now: START + 2 * HOUR,
    });
    assert.deepEqual(again.reports, []);
  });
  test('without a notice owed do not make the queue spin once the hour is over', () => {
    const settled = run(
      [recipient(0, 'x@out.test', { attempts: 8, delayedSince: START, notify: ['failure'] })],
      [delayed(0)],
      {
        now: START + 2 * HOUR,
      },
    );
    const [change] = settled.changes;
    assert.equal(change?.state === 'waiting' && change.nextAttemptAt, START + 3 * HOUR);
  });
  test('become a failure with 4.4.7 at the expiry, which keeps the last words', () => {
    const settled = run(
      [recipient(0, 'x@out.test', { attempts: 90, delayedSince: START, delayNoticeAt: START })],
      [delayed(0, { reply: reply(451, 'greylisted') })],
      { now: START + 4 * DAY },
    );
    const [report] = settled.reports;
    assert.equal(report?.recipients[0]?.status, '4.4.7');
    assert.equal(report?.recipients[0]?.cause, 'expired');
    assert.match(report?.recipients[0]?.text ?? '', /4 days and 91 attempts.*451 greylisted/);
  });
  test('of a shutdown are no attempts', () => {
    const one = recipient(0, 'x@out.test', { attempts: 2, lastReply: 'old' });
    const settled = run([one], [delayed(0)], { facts: { interrupted: true } });
    const [change] = settled.changes;
    assert.deepEqual(change?.state === 'waiting' && [change.attempts, change.nextAttemptAt, change.lastReply], [
      2,
      START,
      'old',
    ]);
    assert.deepEqual(settled.events, []);
  });
});

describe('forwarding', () => {
  const anna = (more: Partial<QueuedRecipient> = {}) => recipient(0, 'anna@a.example', more);

  test('adds recipients that know where they came from and what the sender wrote to', () => {
    const settled = run([anna({ via: ['all@a.example'] })], [forwarded(0, false, 'x@out.test')]);
    const [first] = settled.added;
    assert.ok(first);
    const { whenKnown, ...added } = first;
    assert.equal(whenKnown.text, 'x@out.test was left out: it is a recipient already');
    assert.deepEqual(added, {
      address: address('x@out.test'),
      notify: null,
      orcpt: 'rfc822;anna@a.example',
      route: MX,
      via: ['all@a.example', 'anna@a.example'],
      notBefore: START,
    });
    assert.deepEqual(settled.changes, [{ ordinal: 0, state: 'done', status: 'Expanded' }]);
  });
  test('drops addresses the message has been through, with an event', () => {
    const settled = run(
      [anna({ via: ['b@a.example'] })],
      [forwarded(0, true, 'B@A.example', 'anna@a.example', 'x@out.test')],
    );
    assert.deepEqual(
      settled.added.map((one) => one.address.local),
      ['x'],
    );
    assert.deepEqual(
      settled.events.map((event) => event.kind),
      ['Deliver', 'Expand', 'Drop', 'Drop'],
    );
  });
  test('that leads only back loses nothing: with a copy it is delivered, without it fails as a loop', () => {
    const kept = run([anna({ via: ['b@a.example'] })], [forwarded(0, true, 'b@a.example')]);
    assert.deepEqual(kept.changes, [{ ordinal: 0, state: 'done', status: 'Delivered' }]);
    assert.deepEqual(kept.reports, []);
    const gone = run([anna({ via: ['b@a.example'] })], [forwarded(0, false, 'b@a.example')]);
    assert.deepEqual(gone.changes, [{ ordinal: 0, state: 'done', status: 'Failed' }]);
    assert.equal(gone.reports[0]?.recipients[0]?.status, '5.4.6');
  });
  test('nested beyond all reason ends as a loop', () => {
    const via = Array.from({ length: 20 }, (_, n) => `f${n}@a.example`);
    const settled = run([anna({ via })], [forwarded(0, false, 'x@out.test')]);
    assert.equal(settled.reports[0]?.recipients[0]?.cause, 'loop');
  });
  test('hands a single stand-in the wish for success, and several none but one report (RFC 3461 §5.2.7)', () => {
    const asking = anna({ notify: ['success', 'failure'] });
    const single = run([asking], [forwarded(0, false, 'x@out.test')]);
    assert.deepEqual(single.added[0]?.notify, ['success', 'failure']);
    assert.deepEqual(single.reports, []);
    const several = run([asking], [forwarded(0, false, 'x@out.test', 'y@out.test')]);
    assert.deepEqual(
      several.added.map((one) => one.notify),
      [['failure'], ['failure']],
    );
    assert.deepEqual(reportsOf(several), ['success:expanded']);
    assert.deepEqual(reportsOf(run([asking], [forwarded(0, true, 'x@out.test')])), ['success:delivered']);
    assert.equal(inheritedNotify(['success'], false), 'never');
  });
  test('that leads to somebody only in a circle fails as a loop, also where the circle is not the own way here', () => {
    const circle = [group('org', 'one@a.example', ['two@a.example']), group('org', 'two@a.example', ['one@a.example'])];
    const facts = { view: new DirectoryView({ revision: 1, objects: site(...circle) }) };
    const settled = run([anna()], [forwarded(0, false, 'one@a.example')], { facts });
    assert.deepEqual(settled.changes, [{ ordinal: 0, state: 'done', status: 'Failed' }]);
    assert.equal(settled.reports[0]?.recipients[0]?.status, '5.4.6');
  });
});

describe('the addressee of a report', () => {
  const at = (text: string, objects = site(), deviceId: ObjectId | null = null) =>
    addressReport(new DirectoryView({ revision: 1, objects }), address(text), { organizationId: id('org'), deviceId });

  test('is the sender, wherever he is', () => {
    assert.equal(at('scanner@a.example').addressees[0]?.route.kind, 'mailbox');
    assert.deepEqual(at('x@out.test'), {
      addressees: [{ address: address('x@out.test'), route: MX }],
      device: null,
      orphan: false,
      language: 'en',
    });
  });
  test('who is an unknown address of ours makes it an orphan', () => {
    const result = at('device@a.example');
    assert.equal(result.orphan, true);
    assert.deepEqual(
      result.addressees.map((one) => one.route.kind),
      ['none'],
    );
  });
  test('is joined by postmaster where the organization wants orphans there', () => {
    const wanting = organization('org', { copyOrphanReportsToPostmaster: true, postmaster: 'anna@a.example' });
    assert.deepEqual(
      at('device@a.example', site(wanting)).addressees.map((one) => one.route.kind),
      ['none', 'mailbox'],
    );
  });
  test('is the owner of the device where the sender is nobody, in the device’s language', () => {
    const copier: DirectoryObject = {
      kind: 'device',
      ...deviceForms.standards,
      id: id('copier'),
      organizationId: id('org'),
      name: 'Copier',
      addresses: ['192.0.2.10'],
      owner: 'anna@a.example',
      language: 'de',
    };
    const { addressees, orphan, language } = at('device@a.example', site(copier), id('copier'));
    assert.deepEqual(
      addressees.map((one) => one.address.local),
      ['anna'],
    );
    assert.equal(orphan, false);
    assert.equal(language, 'de');
    assert.equal(at('x@out.test', site(copier), id('copier')).addressees[0]?.address.local, 'x', 'a sender elsewhere');
    const french = organization('org', { language: 'fr' });
    assert.equal(at('x@out.test', site(french)).language, 'fr');
  });
});

describe('what an administrator ended', () => {
  const ended = (said: Partial<Extract<Outcome, { action: 'delayed' }>> | null) => {
    const [waiting] = said === null ? [] : run([notifying(null)], [delayed(0, said)]).changes;
    const { attempts, lastReply } = waiting?.state === 'waiting' ? waiting : { attempts: 0, lastReply: null };
    const one = recipient(0, 'x@out.test', { attempts, lastReply });
    const settled = run([one], [endedBy(one, 'expire', 'no longer needed')], {
      now: START + MINUTE,
      facts: { actor: 'ada' },
    });
    const told = settled.reports[0]?.recipients[0];
    assert.ok(told);
    return { told, trace: settled.events[0]?.text ?? '' };
  };

  test('keeps the reason of the last attempt, whatever kind of words it was', () => {
    for (const said of [
      { text: 'hub.example: ECONNREFUSED' },
      { cause: 'dns-failed', text: 'DNS failed for hub.example: SERVFAIL' },
      { cause: 'busy', reply: reply(451, 'later') },
    ] as const) {
      const words = 'text' in said ? said.text : '451 later';
      const { told, trace } = ended(said);
      assert.equal(told.lastReason, words);
      assert.equal(told.text, `Expired by an administrator: no longer needed; the last reason was: ${words}`);
      assert.equal(trace, `4.4.7 ${told.text}`);
    }
  });
  test('is no attempt, and claims none at the time of the command', () => {
    const { told } = ended({});
    assert.deepEqual([told.attempts, told.lastAttemptAt, told.cause, told.status], [1, null, 'cancelled', '4.4.7']);
    const untried = ended(null).told;
    assert.deepEqual([untried.attempts, untried.lastAttemptAt, untried.lastReason], [0, null, null]);
  });
  test('tells senders nothing of disks, sign-ins and bugs', () => {
    for (const [cause, instead] of [
      ['storage-failed', /Writing into the mailbox failed/],
      ['sign-in-failed', /could not sign in/],
      ['other', /local error/],
    ] as const) {
      const { told } = ended({
        cause,
        text: 'SECRET',
        reply: cause === 'sign-in-failed' ? reply(535, 'SECRET') : null,
      });
      assert.doesNotMatch(JSON.stringify(told), /SECRET|ada/);
      assert.match(told.text, instead);
      assert.match(told.lastReason ?? '', instead);
    }
  });
});

describe('trouble with our own account', () => {
  const own = { ...delayed(0), ownAccount: true } as Outcome;
  test('neither expires the mail, however old it is, nor counts as an attempt', () => {
    const { changes, reports } = run([recipient(0, 'b@out.test', { attempts: 3, delayedSince: START })], [own], {
      now: START + 30 * DAY,
    });
    assert.equal(changes[0]?.state, 'waiting');
    assert.equal(changes[0]?.state === 'waiting' ? changes[0].attempts : null, 3);
    assert.ok(reports.every(({ kind }) => kind !== 'failure'));
  });
  test('and once it is over the mail has its usual chances before it expires', () => {
    const { changes } = run([recipient(0, 'b@out.test', { delayedSince: START })], [delayed(0)], {
      now: START + 30 * DAY,
    });
    assert.equal(changes[0]?.state, 'waiting');
  });
});

test('postmaster of the organization, or of the default one; where there is none the report is kept for the administrator', () => {
  const about = { organizationId: id('org'), deviceId: null };
  const told = addressToPostmaster(view, about, 'mail.a.example');
  assert.equal(told.addressees[0]?.address.domainKey, 'a.example');
  assert.equal(told.orphan, false);
  const gone = addressToPostmaster(new DirectoryView({ revision: 1, objects: [] }), about, 'mail.a.example');
  assert.equal(gone.addressees[0]?.address.domainKey, 'mail.a.example');
  assert.equal(gone.orphan, true);
});

describe('a stranger’s message', () => {
  const stranger = { reversePath: address('anyone@third.test'), ingress: 'direct', connectorId: null } as const;
  const behind = (ordinal: number, text: string): QueuedRecipient =>
    recipient(ordinal, text, { via: ['sales@a.example'], orcpt: 'rfc822;Sales@a.example' });
  const away = [behind(0, 'one@secret.test'), behind(1, 'two@secret.test')];
  const said = reply(450, 'secret.test is busy');

  test('names the way of its recipient neither in a notice nor in a report of what expired, and each address once', () => {
    const waits = (ordinal: number): Outcome => delayed(ordinal, { reply: said, remoteHost: 'mx.secret.test' });
    for (const now of [START + 2 * HOUR, START + 9 * DAY]) {
      const old = away.map((one) => ({ ...one, attempts: 40, delayedSince: START }));
      const { reports, events } = run(old, [waits(0), waits(1)], { now, message: stranger });
      assert.equal(reports.length, 1);
      assert.deepEqual(
        reports[0]?.recipients.map(({ address: { local, domain } }) => `${local}@${domain}`),
        ['sales@a.example'],
      );
      assert.doesNotMatch(JSON.stringify(reports), /secret/);
      assert.match(JSON.stringify(events), /secret/, 'the trace has all of it');
    }
  });
  test('is reported as ever where nothing was hidden, and where an administrator ended it', () => {
    const told = run([recipient(0, 'x@a.example')], [failed(0, 'mailbox-full')], { message: stranger });
    assert.deepEqual(
      told.reports.map((one) => one.for),
      ['sender'],
    );
    const [one] = away;
    assert.ok(one);
    const taken = { ...one, attempts: 1, lastReply: 'mx.secret.test said no' };
    const ended = run([taken], [endedBy(taken, 'bounce', null)], { message: stranger, facts: { actor: 'ada' } });
    assert.deepEqual(
      ended.reports.map((each) => each.for),
      ['sender'],
    );
    assert.doesNotMatch(JSON.stringify(ended.reports), /secret/);
  });
  test('that asked for success before an upgrade is told nothing', () => {
    const asks = recipient(0, 'x@a.example', { notify: ['success', 'failure'] });
    assert.deepEqual(run([asks], [delivered(0)], { message: stranger }).reports, []);
    assert.equal(run([asks], [delivered(0)], { message: { ...stranger, ingress: 'relay' } }).reports.length, 1);
  });
  test('that loops, or leads to nobody of ours, is for postmaster; the same of somebody known is for the sender', () => {
    const loops = [failed(0, 'loop'), failed(1, 'unknown-recipient')];
    const of = (message: Partial<QueuedMessage>): string[] =>
      run(away, loops, { message }).reports.map((one) => one.for);
    assert.deepEqual(of(stranger), ['postmaster']);
    for (const known of [{ ingress: 'relay' }, { connectorId: id('partner') }, { ingress: 'submission' }] as const)
      assert.deepEqual(of({ ...stranger, ...known }), ['sender']);
    const quiet = run(away, loops, { message: { ...stranger, reversePath: null } });
    assert.deepEqual(quiet.reports, []);
  });
});
