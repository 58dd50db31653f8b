/** Block lists over a resolver of our own: what they say about an address, and when they are not believed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlockList } from '../../src/directory/block-lists.ts';
import type { DnsAnswer, Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Observation } from '../../src/mail/observation.ts';
import type { ListingFact } from '../../src/mail/screening/facts.ts';
import { Listings } from '../../src/receive/screen/listings.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { id } from '../../lab/houses/receive-house.ts';

const never = new AbortController().signal;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const plain = (zone: string): BlockList => ({ zone, secret: null, organizationId: null });
const KEYED: BlockList = { zone: 'zen.dq.spamhaus.net', secret: 'block-list:ours', organizationId: id('ours') };
const KEY = 'k3ythatnobodyknows';

const good = (zone: string): string => `2.0.0.127.${zone} A 127.0.0.2\n`;

function stand(zoneText: string) {
  const clock = createManualClock();
  const zones = createZoneResolver(zoneText);
  const asked: string[] = [];
  const silent = new Set<string>();
  const a = (name: string, signal?: AbortSignal): Promise<DnsAnswer<string>> => {
    asked.push(name);
    if (![...silent].some((zone) => name.endsWith(zone))) return zones.a(name);
    return new Promise((resolve) =>
      signal?.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'given up' }), { once: true }),
    );
  };
  const resolver: Resolver = { ...zones, a };
  const observed: Observation[] = [];
  let key: string | null = KEY;
  const listings = new Listings({
    resolver,
    clock,
    observe: (one) => void observed.push(one),
    readSecret: async () => key,
  });
  const raised = () =>
    observed.flatMap((one) => (one.kind === 'alarm' && one.alarm.kind === 'list-refuses' ? [one.alarm] : []));
  const setKey = (now: string | null): void => void (key = now);
  return { clock, zones, asked, silent, listings, observed, raised, setKey };
}

const meant = (facts: readonly ListingFact[]): readonly string[] =>
  facts.map((fact) => (fact.kind === 'listed' ? fact.of : fact.kind === 'unknown' ? fact.why : fact.kind));

test('each list says what it knows of an address, IPv6 as IPv4', async () => {
  const { listings } = stand(
    `${good('a.test')}${good('b.test')}7.2.0.192.a.test A 127.0.0.4\n7.2.0.192.b.test A 127.0.0.10\n` +
      `1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.a.test A 127.0.0.2\n`,
  );
  const lists = [plain('a.test'), plain('b.test')];
  assert.deepEqual(meant(await listings.of('192.0.2.7', lists, never)), ['spam', 'policy']);
  assert.deepEqual(meant(await listings.of('2001:db8::1', lists, never)), ['spam', 'not-listed']);
  assert.deepEqual(meant(await listings.of('192.0.2.8', lists, never)), ['not-listed', 'not-listed']);
});

test('nobody is asked about an address of an inner network, nor more than eight lists', async () => {
  const { listings, asked } = stand(good('a.test'));
  const many = Array.from({ length: 9 }, () => plain('a.test'));
  assert.equal((await listings.of('10.1.2.3', many, never)).length, 8);
  assert.deepEqual(meant(await listings.of('fd00::1', [plain('a.test')], never)), ['not-listed']);
  assert.deepEqual(asked, []);
});

test('an answer is remembered a minute, and asked for again afterwards', async () => {
  const { listings, asked, clock } = stand(good('a.test'));
  const times = (): number => asked.filter((name) => name.startsWith('7.')).length;
  const ask = () => listings.of('192.0.2.7', [plain('a.test')], never);
  await Promise.all([ask(), ask(), ask()]);
  await ask();
  assert.equal(times(), 1);
  await clock.advance(MINUTE_MS + 1);
  await ask();
  assert.equal(times(), 2);
});

test('a refusal takes a list out of use for an hour, with an alarm, and refuses nobody', async () => {
  const refusing = `${good('a.test')}7.2.0.192.a.test A 127.255.255.254\n8.2.0.192.a.test A 127.0.0.4\n`;
  const { listings, asked, raised, observed, clock } = stand(refusing);
  const about = async (address: string) => meant(await listings.of(address, [plain('a.test')], never));
  assert.deepEqual(await about('192.0.2.7'), ['refused']);
  assert.equal(raised()[0]?.facts.why, 'refuses');
  const before = asked.length;
  assert.deepEqual(await about('192.0.2.8'), ['out-of-use']);
  assert.equal(asked.length, before);
  await clock.advance(HOUR_MS + 1);
  assert.deepEqual(await about('192.0.2.8'), ['spam']);
  assert.equal(observed.at(-1)?.kind, 'alarm-over');
});

test('a list that lists everybody, or nobody at all, is never believed', async () => {
  const { listings, raised } = stand(
    `2.0.0.127.all.test A 127.0.0.2\n1.0.0.127.all.test A 127.0.0.2\n7.2.0.192.all.test A 127.0.0.2\n7.2.0.192.none.test A 127.0.0.2\n`,
  );
  const facts = await listings.of('192.0.2.7', [plain('all.test'), plain('none.test')], never);
  assert.deepEqual(meant(facts), ['out-of-use', 'out-of-use']);
  assert.deepEqual(
    raised().map(({ facts: { why } }) => why),
    ['lists-everything', 'lists-nothing'],
  );
});

test('a list that is silent is waited for no longer than its time, and raises an alarm when it stays so', async () => {
  const { listings, silent, clock, raised } = stand(good('a.test') + good('b.test'));
  await listings.of('192.0.2.1', [plain('a.test'), plain('b.test')], never);
  silent.add('a.test');
  let said: readonly ListingFact[] | null = null;
  void listings.of('192.0.2.7', [plain('a.test'), plain('b.test')], never).then((facts) => (said = facts));
  await clock.advance(3_500);
  assert.deepEqual(meant(said ?? []), ['silent', 'not-listed']);
  void listings.look(plain('a.test'), never);
  await clock.advance(3_500);
  assert.deepEqual(raised(), [], 'once may be chance');
  void listings.look(plain('a.test'), never);
  await clock.advance(3_500);
  assert.equal(raised()[0]?.facts.why, 'silent');
});

test('a list with a key is asked with it, nothing without it, and the key is told nowhere', async () => {
  const zone = `${KEY}.zen.dq.spamhaus.net`;
  const { listings, asked, clock, observed, setKey, raised } = stand(`${good(zone)}7.2.0.192.${zone} A 127.0.0.3\n`);
  setKey(null);
  assert.deepEqual(meant(await listings.of('192.0.2.7', [KEYED], never)), ['out-of-use']);
  assert.equal(asked.length, 0);
  assert.equal(raised()[0]?.facts.why, 'no-key');
  assert.equal(raised()[0]?.organizationId, 'ours');
  setKey(KEY);
  await clock.advance(5 * MINUTE_MS + 1);
  const facts = await listings.of('192.0.2.7', [KEYED], never);
  assert.deepEqual(meant(facts), ['spam']);
  assert.ok(asked.includes(`7.2.0.192.${zone}`));
  const told = JSON.stringify([facts, observed, listings.standing(KEYED, [])]);
  assert.ok(!told.includes(KEY), 'no fact, alarm or standing has it');
});
