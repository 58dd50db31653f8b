/** The queue's verbs as an administrator types them, over the composed house; each is looked up in the trace. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { TraceEvent } from '../../src/mail/trace-event.ts';
import type { QueueEntry } from '../../src/store/store.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { cli } from '../../lab/cli.ts';
import { DEVICE, HOUR, maildir, storyOf, submit, turn, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';

const FROM = 'printer@ours.test';
const [A, B] = ['a@outside.test', 'b@outside.test'];
const REPORT = /^Action: failed\r?\nStatus: (\S+)\r?$/mu;

/** A house whose smart host puts every recipient off until `open` is set, and a second connector that nothing takes by itself. */
async function queueHouse(context: TestContext) {
  const clock = createManualClock();
  const state = { open: false };
  const sink = await scriptedSink({
    script: (line) => (line.startsWith('RCPT') && !state.open ? '450 4.2.1 not today' : null),
  });
  const other = await scriptedSink();
  const house = await startTestHouse({
    overrides: { clock },
    objects: [
      inbound('copier', { senderAddresses: [DEVICE] }),
      smartHost('up', sink.port),
      smartHost('other', other.port, { recipientDomains: ['only.test'] }),
    ],
  });
  context.after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });
  const run = async <Answer>(args: readonly string[]): Promise<Answer> => {
    const { code, out, err } = await cli(['queue', ...args, '--data', house.folder, '--json']);
    assert.equal(code, 0, err);
    return JSON.parse(out) as Answer;
  };
  return {
    clock,
    state,
    sink,
    other,
    house,
    tries: () => sink.lines.filter((line) => line.startsWith('RCPT')).length,
    /** How many recipients a verb touched. */
    act: async (...args: string[]) => (await run<{ touched: number }>(args)).touched,
    list: (...args: string[]) => run<{ entries: readonly QueueEntry[]; total: number }>(['list', ...args]),
    show: (queueId: string) =>
      run<{ entries: readonly QueueEntry[]; story: { events: TraceEvent[] } }>(['show', queueId]),
    /** Sends and waits until the first attempt has been put off; returns the queue id. */
    async send(to: readonly string[] = [A, B]): Promise<string> {
      const before = (await house.house.store.spool.list({}, { limit: 1, after: null })).total;
      await submit(house, FROM, to);
      const put = (rows: readonly { status: string }[]): boolean =>
        rows.length === before + to.length && rows.every(({ status }) => status === 'Pending');
      const rows = await house.traced({ sender: FROM, status: ['Pending', 'Getting status'] }, put);
      const newest = rows
        .map(({ queueId }) => queueId ?? '')
        .sort()
        .at(-1);
      assert.ok(newest);
      return newest;
    },
    /** The events of that kind about the message, from the trace. */
    async traced(queueId: string, kind: TraceEvent['kind']): Promise<readonly TraceEvent[]> {
      const [row] = await house.traced({ queueId: queueId as never });
      return (await storyOf(house, row)).events.filter((event) => event.kind === kind);
    },
  };
}

test('list shows what waits and why, by every filter; show tells the story', async (context) => {
  const { list, show, send } = await queueHouse(context);
  const queueId = await send();
  const { entries, total } = await list();
  assert.equal(total, 2);
  assert.deepEqual(
    entries.map(({ recipient, held }) => [recipient.address.local, recipient.attempts, recipient.lastReply, held]),
    ['a', 'b'].map((local) => [local, 1, '450 4.2.1 not today', false]),
  );
  for (const [filter, expected] of [
    [['--sender', 'PRINTER@'], 2],
    [['--sender', 'nobody'], 0],
    [['--recipient', 'b@outside'], 1],
    [['--lane', entries[0]?.lane ?? ''], 2],
    [['--lane', 'mx:*'], 0],
    [['--held'], 0],
  ] as const)
    assert.equal((await list(...filter)).total, expected, filter.join(' '));
  const { story } = await show(queueId.toLowerCase());
  assert.deepEqual(
    story.events.map(({ kind, ordinal }) => `${kind} ${ordinal}`),
    ['Receive null', 'Repair null', 'Repair null', 'Defer 0', 'Defer 1'],
  );
});

test('hold keeps it from every attempt, release lets it go on', async (context) => {
  const { act, clock, list, send, state, sink, traced, tries } = await queueHouse(context);
  const queueId = await send();
  assert.equal(await act('hold', queueId), 2);
  assert.equal(await act('hold', '--sender', FROM), 0, 'it is held already');
  assert.equal((await list('--held')).total, 2);
  const before = tries();
  await turn(clock, 2 * HOUR);
  assert.equal(tries(), before);
  state.open = true;
  assert.equal(await act('release', queueId), 2);
  await turnUntil(clock, HOUR, () => sink.contents.length === 1);
  for (const kind of ['Hold', 'Release'] as const) {
    const events = await traced(queueId, kind);
    assert.deepEqual(
      events.map(({ ordinal }) => ordinal),
      [0, 1],
    );
    assert.ok(
      events.every(({ actor }) => actor),
      'the trace knows who it was',
    );
  }
});

test('retry tries at once, without the clock moving', async (context) => {
  const { act, house, send, state, sink, traced } = await queueHouse(context);
  const queueId = await send();
  state.open = true;
  assert.equal(await act('retry', queueId), 2);
  await house.traced({ queueId: queueId as never, status: ['Delivered'] }, (rows) => rows.length === 2);
  assert.equal(sink.contents.length, 1);
  assert.equal((await traced(queueId, 'Release')).length, 2);
  assert.equal((await traced(queueId, 'Send')).length, 2);
});

test('redirect sends a recipient to another address, or by another connector', async (context) => {
  const { act, house, list, other, send, traced } = await queueHouse(context);
  const first = await send();
  assert.equal(await act('redirect', first, '--recipient', A, '--to', 'v@ours.test'), 1);
  await house.traced({ queueId: first as never, status: ['Delivered'] });
  assert.match((await maildir(house, 'ours.test/v'))[0] ?? '', /^Delivered-To: v@ours\.test\r?$/mu);
  assert.deepEqual(
    (await list()).entries.map(({ recipient }) => recipient.address.local),
    ['b'],
    'the other one waits on',
  );
  const [redirect] = await traced(first, 'Redirect');
  assert.match(redirect?.text ?? '', /from a@outside\.test to v@ours\.test/u);
  assert.equal(redirect?.ordinal, 0);

  assert.equal(await act('redirect', first, '--connector', 'other'), 1);
  await house.traced({ queueId: first as never, status: ['Delivered'] }, (rows) => rows.length === 2);
  assert.ok(other.lines.some((line) => line.startsWith(`RCPT TO:<${B}>`)));
  assert.equal(other.contents.length, 1);
  assert.equal((await traced(first, 'Redirect')).length, 2);
  assert.equal((await list()).total, 0);
});

for (const [verb, status] of [
  ['expire', '4.4.7'],
  ['bounce', '5.7.0'],
] as const)
  test(`${verb} ends it with a report that says ${status} and why`, async (context) => {
    const { act, house, list, send, traced } = await queueHouse(context);
    const queueId = await send();
    assert.equal(await act(verb, queueId, '--reason', 'the contract has ended'), 2);
    await house.traced({ recipient: FROM, status: ['Delivered'] });
    const reports = await maildir(house, 'ours.test/printer');
    assert.equal(reports.length, 1, 'one report for both');
    assert.equal(REPORT.exec(reports[0] ?? '')?.[1], status);
    assert.match(reports[0] ?? '', /the contract has ended/u);
    assert.equal((await list()).total, 0);
    const rows = await house.traced({ queueId: queueId as never, status: ['Failed'] }, (found) => found.length === 2);
    assert.match(rows[0]?.lastText ?? '', new RegExp(`^${status.replaceAll('.', '\\.')} .*by an administrator`, 'u'));
    assert.ok((await traced(queueId, 'Fail')).every(({ actor }) => actor));
    assert.equal((await traced(queueId, 'DSN')).length, 1);
  });

test('verbs in bulk touch what the filters say, no more, and never the reports they bring about', async (context) => {
  const { act, clock, house, list, send, state, sink, traced } = await queueHouse(context);
  const old = [];
  for (let n = 0; n < 6; n++) old.push(await send());
  assert.equal(await act('hold', '--all'), 12);
  const cut = new Date(clock.now() + HOUR / 2).toISOString();
  await turn(clock, HOUR);
  const late = await send([A]);
  assert.equal(await act('release', '--recipient', B, '--held'), 6);
  assert.equal((await list('--held')).total, 6);
  assert.equal(await act('bounce', '--held', '--older-than', cut, '--yes'), 6);
  assert.equal((await list('--recipient', A)).total, 1, 'the late one waits on');
  // The reports are mail too: all of them are to be out of the queue before the next verb counts.
  await turnUntil(clock, HOUR / 4, async () => (await list()).total === 7);
  const failed = (await maildir(house, 'ours.test/printer')).filter((report) => REPORT.test(report));
  assert.equal(failed.length, 6);

  state.open = true;
  assert.equal(await act('retry', '--all'), 7);
  await turnUntil(clock, HOUR, async () => (await list()).total === 0);
  assert.equal(sink.contents.length, 7);
  for (const queueId of old) assert.equal((await traced(queueId, 'Fail')).length, 1, queueId);
  assert.equal((await traced(late, 'Fail')).length, 0);

  const { code, err } = await cli(['queue', 'bounce', '--data', house.folder]);
  assert.equal(code, 2, 'a verb without a choice is not everything');
  assert.match(err, /--all/u);
});
