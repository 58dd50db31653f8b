/** Mail that is no plain delivery is told as what it is: that it waits, and why and until when; that it went elsewhere; that somebody ended it. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { TraceStatus } from '../../src/mail/trace-event.ts';
import { cli } from '../../lab/cli.ts';
import { DEVICE, HOUR, MINUTE, storyOf, submit, turnUntil } from '../../lab/flow.ts';
import { credential, group, inbound, mailbox, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const FROM = 'printer@ours.test';
const A = 'a@outside.test';

async function opened(
  context: TestContext,
  objects: readonly DirectoryObject[] = [],
  firstReply: string | null = null,
) {
  const clock = createManualClock();
  const state = { reply: firstReply };
  const sink = await scriptedSink({ script: (line) => (line.startsWith('RCPT') ? state.reply : null) });
  const house = await startTestHouse({
    overrides: { clock },
    objects: [inbound('copier', { senderAddresses: [DEVICE] }), smartHost('up', sink.port), ...objects],
  });
  context.after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });
  const typed = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await cli([...args, '--data', house.folder]);
    assert.equal(code, 0, err);
    return out;
  };
  return {
    clock,
    house,
    state,
    port: sink.port,
    typed,
    /** The one row of a recipient, once it has the status. */
    async row(recipient: string, status: TraceStatus) {
      const [row] = await house.traced({ recipient }, ([one]) => one?.status === status);
      assert.ok(row);
      return row;
    },
  };
}

test('mail that was put off says why, and when it is tried again', async (context) => {
  const { house, row, typed } = await opened(context, [], '450 4.2.1 not today');
  await submit(house, FROM, [A]);
  const { queueId, waiting } = await row(A, 'Pending');
  assert.ok(waiting !== null && waiting.attempts === 1 && !waiting.held);
  const list = await typed('trace', '--utc', '--recipient', A);
  const next = `${new Date(waiting.nextAttemptAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  assert.match(list, /^TIME \(UTC\) .* CAUSE/mu);
  assert.match(list, /Pending .*said: 450 4\.2\.1 not today; (?:next attempt|its turn has come)/u);
  assert.match(
    await typed('trace', '--utc', queueId ?? ''),
    new RegExp(`Defer .*\\n.*\\n? *next attempt: ${next}`, 'u'),
  );
});

test('mail that waits for the pace of its upstream says so', async (context) => {
  const pace = { messagesPerMinute: 1, concurrent: 1, recipientsPerDay: 100 };
  const { clock, house, port } = await opened(context);
  await house.put(smartHost('slow', port, { recipientDomains: ['slow.test'], pace }));
  for (let i = 0; i < 4; i++) await submit(house, FROM, [`p${i}@slow.test`]);
  await turnUntil(clock, HOUR, async () => {
    const { rows } = await house.house.store.trace.search({ limit: 10, status: ['Pending'], recipient: '@slow.test' });
    return rows.some(({ lastText }) => /slow takes 1 message a minute, and others go before/u.test(lastText ?? ''));
  });
  const { rows } = await house.house.store.trace.search({ limit: 10, status: ['Pending'], recipient: '@slow.test' });
  const paced = rows.find(({ lastText }) => /takes 1 message a minute/u.test(lastText ?? ''));
  assert.ok(paced?.waiting != null);
  assert.match(
    (await storyOf(house, paced)).events.at(-1)?.text ?? '',
    /^Not tried now: slow takes 1 message a minute/u,
  );
});

test('mail beyond the pace of its mailbox says so, and when its turn comes', async (context) => {
  // A sign-in takes its time by the clock: nobody turns one here.
  const house = await startTestHouse({
    objects: [
      mailbox('busy@ours.test', { limits: { messagesPerMinute: 1 } }),
      await credential('busy@ours.test', 'right-password'),
      smartHost('up', 9),
    ],
  });
  context.after(() => house[Symbol.asyncDispose]());
  const client = await SmtpTestClient.connect({ port: house.port('submission') });
  await client.say('EHLO app');
  await client.startTls();
  await client.auth('busy@ours.test', 'right-password');
  for (const to of ['one@outside.test', 'two@outside.test'])
    assert.equal((await client.send('busy@ours.test', [to], 'From: busy@ours.test\nSubject: x\n\nx\n')).code, 250);
  client.end();
  const [two] = await house.traced({ recipient: 'two@outside.test' });
  const told = 'busy@ours.test sends faster than its pace (messagesPerMinute: 1): this one waits for its turn';
  assert.equal(two?.lastText, told);
  assert.ok((two?.waiting?.nextAttemptAt ?? 0) > (two?.at ?? 0));
  const { out } = await cli(['trace', '--recipient', 'two@outside.test', '--data', house.folder]);
  assert.match(out, /Pending .* this one waits for its turn; next attempt \d{4}-/u);
});

test('paused mail says who paused it, and that it waits to be released', async (context) => {
  const { house, row, typed } = await opened(context, [], '450 4.2.1 not today');
  await submit(house, FROM, [A]);
  await row(A, 'Pending');
  await typed('queue', 'hold', '--recipient', A);
  const list = await typed('trace', '--recipient', A);
  assert.match(list, /Pending .*Paused by local:\S+; waits for you to release it/u);
  assert.doesNotMatch(list, /next attempt/u);
  await typed('queue', 'release', '--recipient', A);
  assert.match(await typed('trace', '--recipient', A), /Released by local:/u);
});

test('redirected mail is told under the address it has, with the one it had', async (context) => {
  const { clock, house, row, state, typed } = await opened(context, [], '450 4.2.1 not today');
  await submit(house, FROM, [A]);
  await row(A, 'Pending');
  state.reply = null;
  await typed('queue', 'redirect', '--recipient', A, '--to', 'b@outside.test', '--yes');
  await turnUntil(clock, HOUR, async () => (await house.traced({ recipient: A }))[0]?.status === 'Delivered');
  const list = await typed('trace', '--recipient', A);
  assert.match(list, /Delivered .* b@outside\.test \(was a@outside\.test\)/u);
  assert.match(await typed('trace', '--csv', '--recipient', A), /,b@outside\.test,a@outside\.test,/u);
});

test('a group is expanded, a forwarding hands on, and only who got it is delivered to', async (context) => {
  const { house, row } = await opened(context, [
    mailbox('ann@ours.test'),
    mailbox('boss@ours.test', { forwarding: { to: [A], keepCopy: false } }),
    mailbox('kept@ours.test', { forwarding: { to: ['k@outside.test'], keepCopy: true } }),
    group('all@ours.test', ['ann@ours.test', 'v@ours.test']),
  ]);
  await submit(house, FROM, ['all@ours.test', 'boss@ours.test', 'kept@ours.test', 'ann@ours.test']);
  assert.match((await row('all@ours.test', 'Expanded')).lastText ?? '', /^Group expanded to .*v@ours\.test/u);
  assert.match((await row('boss@ours.test', 'Expanded')).lastText ?? '', /^Forwarded to a@outside\.test/u);
  assert.match((await row('kept@ours.test', 'Delivered')).lastText ?? '', /^Forwarded to k@outside\.test/u);
  assert.match((await row('v@ours.test', 'Delivered')).lastText ?? '', /^Delivered to v@ours\.test/u);
  assert.match((await row(A, 'Delivered')).lastText ?? '', /^Handed on to /u);
  const story = await storyOf(house, await row('kept@ours.test', 'Delivered'));
  assert.ok(
    story.events.some(({ text }) => text === 'Delivered to kept@ours.test'),
    'a copy stayed',
  );
  assert.ok(!story.events.some(({ text }) => text === 'Delivered to boss@ours.test'), 'none stayed');
});

test('mail from one mailbox to another says that it is in the mailbox, and names no next hop', async (context) => {
  const { house, row, typed } = await opened(context);
  await submit(house, FROM, ['v@ours.test']);
  const { queueId } = await row('v@ours.test', 'Delivered');
  const told = await typed('trace', queueId ?? '');
  assert.match(told, /Deliver +Delivered to v@ours\.test/u);
  assert.doesNotMatch(told, /next hop/u);
});

test('mail whose time ran out has failed, and says what was tried and heard', async (context) => {
  const { clock, house, row, typed } = await opened(context, [], '450 4.2.1 not today');
  const rowOf = async (recipient: string) => (await house.traced({ recipient }))[0];
  await submit(house, FROM, [A]);
  await row(A, 'Pending');
  // From attempt to attempt, so that no turn goes beyond what the next hop has time to answer.
  for (let row = await rowOf(A); row?.status !== 'Failed'; row = await rowOf(A)) {
    await clock.advance(Math.max((row?.waiting?.nextAttemptAt ?? 0) - clock.now(), MINUTE));
    await clock.rest(2_000);
  }
  assert.match(
    (await row(A, 'Failed')).lastText ?? '',
    /^4\.4\.7 Given up after \d+ (?:h|days) and \d+ attempts; .*450 4\.2\.1/u,
  );
  assert.match(await typed('trace', '--status', 'failed', '--recipient', A), /Failed .*4\.4\.7 Given up after/u);
});

test('mail that an administrator ended says so, with the reason, and who it was in the story', async (context) => {
  const { house, row, typed } = await opened(context, [], '450 4.2.1 not today');
  await submit(house, FROM, [A]);
  await row(A, 'Pending');
  await typed('queue', 'bounce', '--recipient', A, '--reason', 'sent by mistake', '--yes');
  const { lastText, queueId, waiting } = await row(A, 'Failed');
  assert.match(lastText ?? '', /^5\.7\.0 Taken out of the queue by an administrator: sent by mistake/u);
  assert.equal(waiting, null);
  assert.match(await typed('trace', queueId ?? ''), /Fail +5\.7\.0 Taken out of the queue .*, by local:/u);
});
