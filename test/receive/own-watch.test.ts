/** A watch for some organizations: their lines as they come, in order, and nothing of others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  domain,
  id,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
  Talk,
} from '../../lab/houses/receive-house.ts';
import type { LiveEvent } from '../../src/mail/doors/live-session.ts';

const site = [
  organization('A', { deviceNetworks: ['127.0.0.64/28'] }),
  domain('A', 'a.test'),
  mailbox('A', 'ann@a.test'),
  organization('B'),
  domain('B', 'b.test'),
  mailbox('B', 'bob@b.test'),
];

const COPIER = '127.0.0.70';

function watched(house: ReceiveHouse, ...organizations: string[]): LiveEvent[] {
  const events: LiveEvent[] = [];
  const only = organizations.length === 0 ? {} : { organizations: organizations.map(id) };
  house.receiving.watch(
    { addresses: [], deviceId: null, ...only },
    (event) => events.push(event),
    () => {},
  );
  return events;
}

/** The client's lines and the notes, in the order they were told. */
const told = (events: readonly LiveEvent[]): readonly string[] =>
  events
    .flatMap((event) =>
      event.kind === 'open' ? event.transcript.split('\n') : event.kind === 'line' ? [event.text] : [`(${event.kind})`],
    )
    .filter((line) => !line.startsWith('S: ') && line !== '(known)');

async function session(house: ReceiveHouse, act: (talk: Talk) => Promise<void>, from = '127.0.0.2'): Promise<void> {
  const talk = await house.talk('smtp', from);
  await talk.hello();
  await act(talk);
  await talk.say('QUIT');
  await talk.rest();
}

test('each watcher is told of its own transactions, MAIL with the first of its recipients', async () => {
  await using house = await receiveHouse(site);
  const [ofA, ofB, all] = [watched(house, 'A'), watched(house, 'B'), watched(house)];
  await session(house, async (talk) => {
    await talk.say('MAIL FROM:<x@far.test>');
    assert.deepEqual([ofA, ofB], [[], []], 'nobody knows yet whose it is');
    await talk.say('RCPT TO:<gone@b.test>');
    assert.deepEqual(ofA, []);
    await talk.say('RCPT TO:<ann@a.test>');
    await talk.say('RSET');
    await talk.say('MAIL FROM:<y@far.test>');
    await talk.say('RCPT TO:<v@else.test>');
    await talk.say('RCPT TO:<gone@a.test>');
    await talk.say('RSET');
  });
  const [greeting] = told(all);
  assert.equal(told(all).length, 14, JSON.stringify(told(all)));
  assert.deepEqual(told(ofA), [
    greeting,
    'C: MAIL FROM:<x@far.test>',
    '   (2 lines of others left out)',
    'C: RCPT TO:<ann@a.test>',
    'C: RSET',
    'C: MAIL FROM:<y@far.test>',
    '   (2 lines of others left out)',
    'C: RCPT TO:<gone@a.test>',
    '(refusal)',
    'C: RSET',
    'C: QUIT',
    '(end)',
  ]);
  assert.deepEqual(told(ofB), [
    greeting,
    'C: MAIL FROM:<x@far.test>',
    'C: RCPT TO:<gone@b.test>',
    '(refusal)',
    '   (2 lines of others left out)',
    'C: RSET',
    '   (6 lines of others left out)',
    'C: RSET',
    'C: QUIT',
    '(end)',
  ]);
  assert.doesNotMatch(JSON.stringify(ofB), /a\.test|else\.test|y@far/u);
});

test('who owns the network is told from the greeting on, but not of mail that is taken for another', async () => {
  await using house = await receiveHouse(site);
  const [ofA, ofB] = [watched(house, 'A'), watched(house, 'B')];
  await session(
    house,
    async (talk) => {
      assert.equal(ofA[0]?.kind, 'open');
      assert.match(await talk.envelope('copier@far.test', 'bob@b.test'), /^250/u);
      assert.match(await talk.data(), /^250/u);
    },
    COPIER,
  );
  assert.doesNotMatch(JSON.stringify(ofA), /bob|copier@|Queued/u);
  const endOfA = ofA.at(-1);
  assert.deepEqual(endOfA?.kind === 'end' && endOfA.accepted, []);
  const endOfB = ofB.at(-1);
  assert.equal(endOfB?.kind === 'end' && endOfB.accepted.length, 1);
  assert.match(JSON.stringify(ofB), /bob@b\.test[^]*Queued/u);
});

test('a watcher of an organization that nothing concerns hears nothing', async () => {
  await using house = await receiveHouse([...site, organization('C')]);
  const ofC = watched(house, 'C');
  await session(house, async (talk) => void (await talk.envelope('x@far.test', 'bob@b.test')));
  assert.deepEqual(ofC, []);
});

test('what is known of a session is told when there is more of it, and to others than its owner without their names', async () => {
  await using house = await receiveHouse(site);
  const [ofA, ofB] = [watched(house, 'A'), watched(house, 'B')];
  const known = (events: readonly LiveEvent[]) => events.flatMap((event) => (event.kind === 'known' ? [event] : []));
  await session(house, async (talk) => {
    await talk.envelope('ann@a.test', 'bob@b.test');
    assert.match(await talk.data(), /^250/u);
    await talk.say('NOOP');
    assert.equal(known(ofB).at(-1)?.accepted.length, 1, 'while it is still there');
  });
  assert.equal(known(ofB).at(-1)?.helo, 'client.test');
  assert.equal(known(ofB).at(-1)?.ingress, 'direct');
  assert.deepEqual(
    known(ofA).flatMap(({ accepted }) => accepted),
    [],
  );
});

test('only refused sessions: from the refusal on, with what there was before, its cure, and those of before who watches', async () => {
  await using house = await receiveHouse(site);
  const heard: LiveEvent[] = [];
  const watch = (refused: boolean, events: LiveEvent[]): void =>
    void house.receiving.watch(
      { addresses: [], deviceId: null, refused },
      (event) => events.push(event),
      () => {},
    );
  watch(true, heard);
  const late: LiveEvent[] = [];
  await session(house, async (talk) => void (await talk.envelope('x@far.test', 'bob@b.test')));
  await session(house, async (talk) => {
    await talk.say('MAIL FROM:<x@far.test>');
    assert.deepEqual(
      heard.map(({ kind }) => kind),
      ['open', 'known', 'end'],
      'the one before brought no mail',
    );
    heard.length = 0;
    await talk.say('RCPT TO:<v@else.test>');
    watch(true, late);
  });
  assert.deepEqual(
    heard.slice(0, 3).map(({ kind }) => kind),
    ['open', 'known', 'refusal'],
  );
  const open = heard[0]?.kind === 'open' ? heard[0] : null;
  assert.match(open?.transcript ?? '', /MAIL FROM:<x@far\.test>/u);
  const refusals = heard.flatMap((event) => (event.kind === 'refusal' ? [event] : []));
  assert.equal(refusals.length, 1);
  assert.equal(refusals[0]?.recipient, 'v@else.test');
  assert.equal(refusals[0]?.lack?.remedy?.act, 'approve-device');
  assert.deepEqual(
    late.flatMap((event) => (event.kind === 'refusal' ? [event] : [])),
    refusals,
  );
});

test('behind a proxy a session is shown by the address that the proxy says, and not before', async () => {
  await using house = await receiveHouse(site, { settings: { proxyFrom: ['127.0.0.9'] } });
  const shown: string[] = [];
  const watch = (address: string | null): void =>
    void house.receiving.watch(
      { addresses: address === null ? [] : [address], deviceId: null },
      (event) => event.kind === 'open' && shown.push(event.clientAddress),
      () => {},
    );
  watch(null);
  const talk = await Talk.open(house.port('smtp'), '127.0.0.9', false);
  talk.write(Buffer.from('PROXY TCP4 192.0.2.7 '));
  await new Promise((resolve) => setTimeout(resolve, 50));
  // Who begins to watch now is not shown it either.
  watch('127.0.0.9');
  watch('192.0.2.7');
  assert.deepEqual(shown, []);
  talk.write(Buffer.from('127.0.0.1 12345 25\r\n'));
  await talk.hello();
  await talk.say('QUIT');
  await talk.rest();
  assert.deepEqual(shown, ['192.0.2.7', '192.0.2.7']);
});
