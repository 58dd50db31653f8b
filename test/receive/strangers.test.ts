/** Block lists and SPF of strangers over real sockets: asked from MAIL on, answered at RCPT, and nobody else is asked about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import {
  connector,
  credential,
  domain,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
  Talk,
} from '../../lab/houses/receive-house.ts';
import { blockListsOf } from '../../src/directory/block-lists.ts';
import type { DirectoryObject } from '../../src/directory/objects.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Observation } from '../../src/mail/observation.ts';
import type { ScreenRow } from '../../src/mail/screening/screened.ts';
import { Listings } from '../../src/receive/screen/listings.ts';
import { judge } from '../../src/screening/disposition.ts';

const LIST = 'zen.spamhaus.org';
const SPAMMER = '192.0.2.4';
const DYNAMIC = '192.0.2.10';
const CLEAN = '192.0.2.99';
const PARTNER = '192.0.2.5';

const zone = `
2.0.0.127.${LIST}   A 127.0.0.2
4.2.0.192.${LIST}   A 127.0.0.4
5.2.0.192.${LIST}   A 127.0.0.4
10.2.0.192.${LIST}  A 127.0.0.10
11.2.0.192.${LIST}  A 127.0.0.11
1.2.0.192.${LIST}   A 127.0.0.1
254.2.0.192.${LIST} A 127.255.255.254
2.0.0.127.other.test  A 127.0.0.2
99.2.0.192.other.test A 127.0.0.2
ours.test           TXT "v=spf1 ip4:${DYNAMIC} -all"
broken.test         SERVFAIL TXT
far.test            TXT "v=spf1 +all"
`;

const letter = (from: string): string =>
  `From: ${from}\r\nSubject: hello\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000\r\n\r\nbody\r\n`;

interface Door extends AsyncDisposable {
  readonly house: ReceiveHouse;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly asked: string[];
  readonly observed: Observation[];
  /** Names below these are answered to by nobody. */
  readonly silent: Set<string>;
  /** Of those questions, how many were given up. */
  readonly givenUp: () => number;
  /** Behind a proxy that says where it comes from, greeted. */
  from(address: string, port?: 'smtp' | 'submission'): Promise<Talk>;
  answer(address: string, sender: string, ...recipients: readonly string[]): Promise<readonly string[]>;
}

async function door(more: readonly DirectoryObject[] = [], observes: readonly ScreenRow[] = []): Promise<Door> {
  const clock = createManualClock();
  const zones = createZoneResolver(zone);
  const [asked, observed, silent] = [[] as string[], [] as Observation[], new Set<string>()];
  let givenUp = 0;
  const heard = <Answer>(name: string, signal: AbortSignal | undefined, answer: () => Promise<Answer>) => {
    asked.push(name);
    if (![...silent].some((one) => name.endsWith(one))) return answer();
    return new Promise<Answer>((resolve) => {
      const giveUp = (): void => {
        givenUp++;
        resolve({ kind: 'failed', reason: 'given up' } as Answer);
      };
      if (signal?.aborted) giveUp();
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  };
  const resolver: Resolver = {
    ...zones,
    a: (name, signal) => heard(name, signal, () => zones.a(name)),
    txt: (name, signal) => heard(name, signal, () => zones.txt(name)),
  };
  const observe = (one: Observation): void => void observed.push(one);
  const listings = new Listings({ resolver, clock, observe, readSecret: async () => null });
  const house = await receiveHouse(
    [
      organization('O', { protection: 'standard', blockLists: [LIST], protectionObserves: observes }),
      domain('O', 'ours.test'),
      mailbox('O', 'ann@ours.test'),
      mailbox('O', 'bob@ours.test'),
      ...more,
    ],
    {
      clock,
      settings: { proxyFrom: ['127.0.0.9'] },
      screening: {
        ...{ resolver, judge },
        listings: (organization, address, signal) => listings.of(address, blockListsOf(organization), signal),
      },
    },
  );
  const talks: Talk[] = [];
  const from = async (address: string, port: 'smtp' | 'submission' = 'smtp'): Promise<Talk> => {
    const talk = await Talk.open(house.port(port), '127.0.0.9', false);
    talks.push(talk);
    talk.write(`PROXY TCP4 ${address} 127.0.0.1 4711 25\r\n`);
    for (let n = 0; n < 1_000 && !talk.hasHeard; n++) await clock.advance(1);
    await talk.hello();
    return talk;
  };
  return {
    ...{ house, clock, asked, observed, silent, from },
    givenUp: () => givenUp,
    async answer(address, sender, ...recipients) {
      const talk = await from(address);
      const said: string[] = [await talk.say(`MAIL FROM:<${sender}>`)];
      for (const recipient of recipients) said.push(await talk.say(`RCPT TO:<${recipient}>`));
      if (said.slice(1).some((one) => one.startsWith('250'))) said.push(await talk.data(letter(sender)));
      talk.destroy();
      return said.slice(1);
    },
    async [Symbol.asyncDispose]() {
      for (const talk of talks) talk.destroy();
      await house[Symbol.asyncDispose]();
    },
  };
}

const listQuestions = (asked: readonly string[]): readonly string[] =>
  asked.filter((name) => name.endsWith(LIST) && !name.includes('.0.0.127.'));

test('a listed stranger is refused at RCPT, with the list’s name, and asked about once for all recipients', async () => {
  await using at = await door();
  const [first, second] = await at.answer(SPAMMER, 'x@far.test', 'ann@ours.test', 'bob@ours.test');
  for (const reply of [first, second]) {
    assert.match(reply ?? '', /^550 5\.7\.1 .*zen\.spamhaus\.org/u);
    assert.match(reply ?? '', /check\.spamhaus\.org/u);
  }
  assert.deepEqual(listQuestions(at.asked), [`4.2.0.192.${LIST}`]);
  assert.equal(at.house.store.messages.length, 0);
});

test('an address that is on no list is taken, and so is one that a list only refuses to tell about', async () => {
  await using at = await door();
  for (const address of [CLEAN, '192.0.2.1', '192.0.2.254'])
    assert.match((await at.answer(address, 'x@far.test', 'ann@ours.test')).at(-1) ?? '', /^250/u, address);
  assert.ok(at.observed.some((one) => one.kind === 'alarm' && one.alarm.kind === 'list-refuses'));
});

test('a dynamic address is told the cures at RCPT, unless SPF names it for an own name', async () => {
  await using at = await door();
  const refused = /^550 5\.7\.1 .*policy block list.*connector or sign-in/u;
  assert.match((await at.answer(DYNAMIC, 'x@far.test', 'ann@ours.test'))[0] ?? '', refused);
  assert.match((await at.answer('192.0.2.11', 'x@ours.test', 'ann@ours.test'))[0] ?? '', refused);
  const taken = await at.answer(DYNAMIC, 'scan@ours.test', 'ann@ours.test', 'bob@ours.test');
  for (const reply of taken) assert.match(reply, /^250/u);
  assert.equal(at.house.store.messages.length, 1);
});

test('of an own name whose SPF is silent the end of data decides, and RCPT does not wait for it longer than its time', async () => {
  await using at = await door();
  at.silent.add('ours.test');
  const talk = await at.from('192.0.2.11');
  await talk.say('MAIL FROM:<x@ours.test>');
  talk.write('RCPT TO:<ann@ours.test>\r\n');
  await at.clock.advance(2_900);
  assert.equal(talk.hasHeard, false);
  await at.clock.advance(200);
  assert.match(await talk.hear(), /^250/u);
  at.silent.clear();
});

test('a list that is silent is waited for three seconds, and replies stay in the order of their commands', async () => {
  await using at = await door();
  await at.answer(CLEAN, 'x@far.test', 'ann@ours.test');
  at.silent.add(LIST);
  const talk = await at.from('192.0.2.50');
  talk.write(
    'MAIL FROM:<x@far.test>\r\nRCPT TO:<nobody@ours.test>\r\nRCPT TO:<ann@ours.test>\r\nRCPT TO:<postmaster@ours.test>\r\nRCPT TO:<x@elsewhere.test>\r\nDATA\r\n',
  );
  await at.clock.advance(1_900);
  await at.clock.advance(1_200);
  const replies: string[] = [];
  for (let n = 0; n < 6; n++) replies.push((await talk.hear()).slice(0, 3));
  assert.deepEqual(replies, ['250', '550', '250', '250', '550', '354']);
});

test('who hangs up or begins anew ends its questions, and those of others go on', async () => {
  await using at = await door();
  await at.answer(CLEAN, 'x@far.test', 'ann@ours.test');
  at.silent.add(LIST);
  const [one, other] = [await at.from('192.0.2.51'), await at.from('192.0.2.51')];
  for (const talk of [one, other]) await talk.say('MAIL FROM:<x@far.test>');
  assert.equal(listQuestions(at.asked).filter((name) => name.startsWith('51.')).length, 1);
  await one.say('RSET');
  assert.equal(at.givenUp(), 0);
  await other.say('RSET');
  await at.clock.advance(0);
  assert.equal(at.givenUp(), 1);
  at.silent.clear();
  assert.match((await at.answer('192.0.2.51', 'x@far.test', 'ann@ours.test')).at(-1) ?? '', /^250/u);
});

test('postmaster and abuse hear everybody, and a mailbox beside them does not', async () => {
  await using at = await door();
  const replies = await at.answer(SPAMMER, 'x@far.test', 'postmaster@ours.test', 'ann@ours.test', 'abuse@ours.test');
  assert.deepEqual(
    replies.map((one) => one.slice(0, 3)),
    ['250', '550', '250', '250'],
  );
});

test('a listed address that signs in, comes by a connector or is a partner is never asked about', async () => {
  const ann = mailbox('O', 'ann@ours.test');
  await using at = await door([
    await credential(ann, 'pass word'),
    connector('O', 'site', { senderAddresses: [SPAMMER] }),
    connector('O', 'partner', { type: 'Partner', senderAddresses: [PARTNER], senderDomains: ['far.test'] }),
  ]);
  assert.match((await at.answer(SPAMMER, 'ann@ours.test', 'bob@ours.test')).at(-1) ?? '', /^250/u);
  assert.match((await at.answer(PARTNER, 'x@far.test', 'bob@ours.test')).at(-1) ?? '', /^250/u);
  // A connector that lends no right: the mail is a stranger's, the peer is not.
  assert.match((await at.answer(SPAMMER, 'x@far.test', 'bob@ours.test')).at(-1) ?? '', /^250/u);
  for (const port of ['smtp', 'submission'] as const)
    for (const address of [DYNAMIC, SPAMMER]) {
      const signed = await at.from(address, port);
      const tls = await signed.startTls();
      assert.ok(tls.encrypted);
      await signed.say('EHLO device.test');
      assert.match(await signed.login('ann@ours.test', 'pass word'), /^235/u);
      assert.match(await signed.envelope('ann@ours.test', 'bob@ours.test'), /^250/u);
      assert.match(await signed.data(letter('ann@ours.test')), /^250/u);
    }
  assert.deepEqual(listQuestions(at.asked), []);
});

test('the lists that count are those of the recipient’s organization', async () => {
  await using at = await door([
    organization('P', { protection: 'standard', blockLists: ['other.test'] }),
    domain('P', 'theirs.test'),
    mailbox('P', 'zoe@theirs.test'),
  ]);
  assert.match((await at.answer(SPAMMER, 'x@far.test', 'zoe@theirs.test')).at(-1) ?? '', /^250/u);
  assert.match((await at.answer(CLEAN, 'x@far.test', 'zoe@theirs.test'))[0] ?? '', /^550 .*other\.test/u);
  // Refused by the one, it may still be the other's.
  const replies = await at.answer(CLEAN, 'x@far.test', 'zoe@theirs.test', 'ann@ours.test');
  assert.deepEqual(
    replies.map((one) => one.slice(0, 3)),
    ['550', '250', '250'],
  );
  // The recipient tells whose lists are asked.
  const talk = await at.from('192.0.2.77');
  await talk.say('MAIL FROM:<x@far.test>');
  assert.ok(!at.asked.some((name) => name.startsWith('77.')));
});

test('SPF is asked for as soon as MAIL is said, and its answer serves the next message', async () => {
  await using at = await door();
  const times = (): number => at.asked.filter((name) => name === 'far.test').length;
  const talk = await at.from(CLEAN);
  await talk.say('MAIL FROM:<x@far.test>');
  while (times() === 0) await at.clock.advance(0);
  await talk.say('RSET');
  for (const _ of [1, 2]) {
    assert.match(await talk.envelope('x@far.test', 'ann@ours.test'), /^250/u);
    assert.match(await talk.data(letter('x@far.test')), /^250/u);
  }
  assert.ok(times() <= 2, 'the one that was given up is asked again');
});

test('where it is only observed, a listed stranger is taken and the trace tells of it', async () => {
  await using at = await door([], ['spam-list']);
  assert.match((await at.answer(SPAMMER, 'x@far.test', 'ann@ours.test')).at(-1) ?? '', /^250/u);
  const [message] = at.house.store.messages;
  assert.ok(message?.events.some(({ text }) => text.includes('Only observed: the check spam-list would refuse it')));
});
