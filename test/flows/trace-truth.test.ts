/** The trace says what was: no delivery that was none, no connector that gave no right, no notice that looks like a failed mail. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ObjectId } from '../../src/base/id.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { cli } from '../../lab/cli.ts';
import { DEVICE, HOUR, storyOf, submit, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';

const FROM = 'printer@ours.test';
const copier = (over = {}): DirectoryObject => inbound('copier', { senderAddresses: [DEVICE], ...over });

async function opened(context: TestContext, objects: readonly DirectoryObject[]) {
  const clock = createManualClock();
  const house = await startTestHouse({ overrides: { clock }, objects });
  context.after(() => house[Symbol.asyncDispose]());
  const shown = async (queueId: string | null | undefined): Promise<string> =>
    (await cli(['trace', queueId ?? '', '--data', house.folder])).out;
  return { clock, house, shown };
}

test('captured mail is told as captured, and nobody is told that it was delivered', async (context) => {
  const { house, shown } = await opened(context, [
    copier(),
    {
      kind: 'system',
      id: 'system' as ObjectId,
      limits: {},
      defaultOrganizationId: null,
      captureOutbound: true,
    },
  ]);
  await submit(house, FROM, ['someone@outside.test', 'v@ours.test']);
  const [row] = await house.traced({ recipient: 'someone@outside.test' }, ([one]) => one?.status === 'Captured');
  assert.match(row?.lastText ?? '', /^Captured, not sent to someone@outside\.test/u);
  await house.traced({ recipient: 'v@ours.test' }, ([one]) => one?.status === 'Delivered');
  assert.equal((await house.house.store.trace.search({ limit: 10, status: ['Delivered'] })).rows.length, 1);
  const text = await shown(row?.queueId);
  assert.match(text, /Captured {2}Captured, not sent|Capture +Captured, not sent/u);
  assert.doesNotMatch(text, /Delivered to someone/u);
});

test('clear text stands where there was a conversation, and not where nobody answered', async (context) => {
  const sink = await scriptedSink();
  context.after(() => sink[Symbol.asyncDispose]());
  const { house, shown } = await opened(context, [
    copier(),
    smartHost('up', sink.port, { recipientDomains: ['up.test'] }),
    smartHost('down', 9, { recipientDomains: ['down.test'] }),
  ]);
  await submit(house, FROM, ['a@up.test']);
  await submit(house, FROM, ['a@down.test']);
  const [up] = await house.traced({ recipient: 'a@up.test' }, ([one]) => one?.status === 'Delivered');
  const [down] = await house.traced({ recipient: 'a@down.test' }, ([one]) => one?.status === 'Pending');
  assert.match(await shown(up?.queueId), /next hop: 127\.0\.0\.1 \[127\.0\.0\.1\] clear text/u);
  const text = await shown(down?.queueId);
  assert.match(text, /next hop: 127\.0\.0\.1 \[127\.0\.0\.1\]\s*$/mu);
  assert.doesNotMatch(text, /next hop: .*clear text/u);
});

test('the connector on record is the one that gave the right, also where another has rewritten the sender', async (context) => {
  const sink = await scriptedSink();
  context.after(() => sink[Symbol.asyncDispose]());
  const rewriting = { reversePath: FROM, from: FROM, replyToOriginal: false };
  const { house } = await opened(context, [
    inbound('old names', { senderAddresses: [DEVICE], senderDomains: ['old.test'], rewriting }),
    inbound('ours', { senderAddresses: [DEVICE], senderDomains: ['ours.test'] }),
    smartHost('up', sink.port),
  ]);
  await submit(house, 'device@old.test', ['a@outside.test']);
  const [row] = await house.traced({ recipient: 'a@outside.test' });
  const story = await storyOf(house, row);
  assert.equal(row?.connectorId, 'in-ours');
  assert.match(story.events[0]?.text ?? '', /connector ours matched by/u);
  assert.match(story.events[0]?.text ?? '', /ours/u);
});

test('a delay notice that nobody can get is told with its mail, and is no failed mail of its own', async (context) => {
  const sink = await scriptedSink({ script: (line) => (line.startsWith('RCPT') ? '450 4.2.1 not today' : null) });
  context.after(() => sink[Symbol.asyncDispose]());
  const { clock, house } = await opened(context, [copier(), smartHost('up', sink.port)]);
  await submit(house, 'nobody@ours.test', ['a@outside.test']);
  const [row] = await house.traced({ recipient: 'a@outside.test' }, ([one]) => one?.status === 'Pending');
  const told = async (): Promise<boolean> =>
    (await storyOf(house, row)).events.some(
      ({ kind, text }) => kind === 'DSN' && text.includes('there is nobody to get it'),
    );
  await turnUntil(clock, 3 * HOUR, told);
  const { rows } = await house.house.store.trace.search({ limit: 100 });
  // Beside it there may be the alarm's mail.
  assert.ok(!rows.some(({ recipient, status }) => recipient === 'nobody@ours.test' || status === 'Failed'));
  assert.equal((await house.house.store.trace.search({ orphan: true, limit: 10 })).rows.length, 0);
});
