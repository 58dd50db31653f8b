import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { createZoneResolver } from '../../dns/zone-resolver.ts';
import { type AddressPolicy, defaultAddressPolicy } from './address-policy.ts';
import { mxNextHops, type NextHopSetting, smartHostNextHops } from './next-hops.ts';

const signal = new AbortController().signal;
let lot = 0;

function setting(zone: string, changes: Partial<NextHopSetting> = {}): NextHopSetting {
  lot = 0;
  return {
    resolver: createZoneResolver(zone),
    random: { bytes: (length) => new Uint8Array(length), fraction: () => (lot = (lot + 0.37) % 1) },
    policy: defaultAddressPolicy,
    hostName: 'us.example',
    isOwn: (address) => address === '8.8.4.4',
    isOwnName: (name, port) => name === 'us.example' && port === 25,
    mxPort: 25,
    ...changes,
  };
}

async function mx(domain: string, zone: string, changes?: Partial<NextHopSetting>): Promise<string> {
  const found = await mxNextHops(domain, setting(zone, changes), signal);
  if (found.ok) return found.hops.map((hop) => `${hop.host}[${hop.address}]`).join(' ');
  const { kind, status, cause } = found.failure;
  return `${kind === 'never' ? 'failed' : 'delayed'} ${status} ${cause}`;
}

test('MX hosts are tried by preference, IPv6 and IPv4 taking turns', async () => {
  const zone = `
    d.test MX 20 two.test
    d.test MX 10 one.test
    one.test A 8.8.8.1
    one.test A 8.8.8.2
    one.test AAAA 2606:4700::1
    two.test A 8.8.8.3`;
  assert.equal(
    await mx('d.test', zone),
    'one.test[2606:4700::1] one.test[8.8.8.1] one.test[8.8.8.2] two.test[8.8.8.3]',
  );
});

test('hosts of equal preference are shuffled, and each is used once', async () => {
  const zone = `
    d.test MX 10 a.test
    d.test MX 10 b.test
    d.test MX 10 c.test
    d.test MX 10 a.test
    a.test A 8.8.8.1
    b.test A 8.8.8.2
    c.test A 8.8.8.3`;
  const orders = new Set<string>();
  for (const first of [0.1, 0.5, 0.9]) {
    let at = first;
    const random = { bytes: (n: number) => new Uint8Array(n), fraction: () => (at = (at * 7.3 + 0.11) % 1) };
    const hops = await mx('d.test', zone, { random });
    assert.equal(hops.split(' ').length, 3);
    orders.add(hops);
  }
  assert.ok(orders.size > 1, 'the order depends on chance');
});

const rows: readonly [string, string, string][] = [
  ['a domain without MX is its own mail host', 'd.test A 8.8.8.1', 'd.test[8.8.8.1]'],
  ['a null MX refuses for good', 'd.test MX 0 .', 'failed 5.1.10 no-mail-accepted'],
  ['a domain that does not exist refuses for good', 'other.test A 8.8.8.1', 'failed 5.1.2 domain-not-found'],
  ['a domain with neither MX nor address refuses for good', 'd.test TXT x', 'failed 5.4.4 domain-not-found'],
  ['SERVFAIL for MX is tried again', 'd.test SERVFAIL', 'delayed 4.4.3 dns-failed'],
  ['SERVFAIL for the only mail host is tried again', 'd.test MX 1 m.test\nm.test SERVFAIL', 'delayed 4.4.3 dns-failed'],
  ['a CNAME that goes round is tried again', 'd.test CNAME e.test\ne.test CNAME d.test', 'delayed 4.4.3 dns-failed'],
  [
    'one mail host with SERVFAIL does not hide another',
    'd.test MX 1 m.test\nd.test MX 2 n.test\nm.test SERVFAIL\nn.test A 8.8.8.1',
    'n.test[8.8.8.1]',
  ],
  [
    'SERVFAIL for the better mail host and our own address behind it is tried again',
    'd.test MX 10 m.test\nd.test MX 20 us2.test\nm.test SERVFAIL\nus2.test A 8.8.4.4',
    'delayed 4.4.3 dns-failed',
  ],
  [
    'SERVFAIL for one mail host and a private address for the other is tried again',
    'd.test MX 10 m.test\nd.test MX 20 n.test\nm.test SERVFAIL\nn.test A 10.0.0.1',
    'delayed 4.4.3 dns-failed',
  ],
  [
    'SERVFAIL for a mail host that is worse than our own is no reason to wait',
    'd.test MX 10 us2.test\nd.test MX 20 m.test\nm.test SERVFAIL\nus2.test A 8.8.4.4',
    'failed 5.4.6 loop',
  ],
  ['a mail host that does not exist refuses for good', 'd.test MX 1 m.test', 'failed 5.4.4 domain-not-found'],
  ['an MX that is our own name is a loop', 'd.test MX 1 us.example\nus.example A 8.8.8.1', 'failed 5.4.6 loop'],
  ['an MX with an address of ours is a loop', 'd.test MX 1 m.test\nm.test A 8.8.4.4', 'failed 5.4.6 loop'],
  ['loopback as mail host is a loop', 'd.test MX 1 m.test\nm.test A 127.0.0.1', 'failed 5.4.6 loop'],
  ['the unspecified address is a loop', 'd.test MX 1 m.test\nm.test AAAA ::', 'failed 5.4.6 loop'],
  ['a mapped loopback is a loop', 'd.test MX 1 m.test\nm.test AAAA ::ffff:127.0.0.1', 'failed 5.4.6 loop'],
  ['a private address is no route', 'd.test MX 1 m.test\nm.test A 10.0.0.1', 'failed 5.4.4 no-route'],
  ['the metadata address is no route', 'd.test MX 1 m.test\nm.test A 169.254.169.254', 'failed 5.4.4 no-route'],
  ['NAT64 of a private address is no route', 'd.test MX 1 m.test\nm.test AAAA 64:ff9b::a00:1', 'failed 5.4.4 no-route'],
  [
    'a private address is left out where a public one is there',
    'd.test MX 1 m.test\nm.test A 10.0.0.1\nm.test A 8.8.8.8',
    'm.test[8.8.8.8]',
  ],
  [
    'our own name drops equal and worse preferences, better ones stay',
    'd.test MX 1 m.test\nd.test MX 5 us.example\nd.test MX 5 n.test\nd.test MX 9 o.test\nm.test A 8.8.8.1\nn.test A 8.8.8.2\no.test A 8.8.8.3',
    'm.test[8.8.8.1]',
  ],
  [
    'our own address drops equal and worse preferences, better ones stay',
    'd.test MX 1 m.test\nd.test MX 5 p.test\nd.test MX 9 o.test\nm.test A 8.8.8.1\np.test A 8.8.4.4\no.test A 8.8.8.3',
    'm.test[8.8.8.1]',
  ],
];
for (const [name, zone, expected] of rows)
  test(name, async () => {
    assert.equal(await mx('d.test', zone), expected);
  });

test('five hundred MX with a hundred addresses each cost few questions and give at most five addresses', async () => {
  let asked = 0;
  const many = Array.from({ length: 500 }, (_, index) => ({ preference: index % 3, exchange: `m${index}.test` }));
  const zone = createZoneResolver('x.test A 8.8.8.8');
  const resolver = {
    ...zone,
    mx: () => Promise.resolve({ kind: 'found' as const, records: many }),
    a: () => {
      asked++;
      return Promise.resolve({ kind: 'found' as const, records: Array.from({ length: 100 }, (_, n) => `8.8.8.${n}`) });
    },
  };
  const found = await mxNextHops('d.test', setting('x.test A 8.8.8.8', { resolver }), signal);
  assert.ok(found.ok);
  assert.equal(found.hops.length, 5);
  assert.ok(new Set(found.hops.map((hop) => hop.host)).size > 1, 'more than one host is used');
  assert.ok(asked <= 16, `${asked} hosts were looked up`);
});

test('an address literal is its own next hop, under the same policy', async () => {
  assert.equal(await mx('[8.8.8.8]', ''), '8.8.8.8[8.8.8.8]');
  assert.equal(await mx('[IPv6:2606:4700::1]', ''), '2606:4700::1[2606:4700::1]');
  assert.equal(await mx('[10.0.0.1]', ''), 'failed 5.4.4 no-route');
  assert.equal(await mx('[127.0.0.1]', ''), 'failed 5.4.6 loop');
  assert.equal(await mx('[nonsense]', ''), 'failed 5.1.2 domain-not-found');
});

const smart = async (host: string, port: number, zone: string, policy?: AddressPolicy): Promise<string> => {
  const given = setting(zone, {
    isOwn: (address, at) => address === '127.0.0.1' && at === 2525,
    ...(policy === undefined ? {} : { policy }),
  });
  const found = await smartHostNextHops({ host, port, purpose: 'smart-host' }, given, signal);
  if (found.ok) return found.hops.map((hop) => `${hop.host}[${hop.address}]:${hop.port}`).join(' ');
  return `${found.failure.kind === 'never' ? 'failed' : 'delayed'} ${found.failure.status} ${found.failure.cause}`;
};

test('a smart host may be a name or an address, private ones included; its MX is not asked', async () => {
  const zone = 'relay.test A 10.0.0.5\nrelay.test MX 1 other.test\nother.test A 8.8.8.8';
  assert.equal(await smart('relay.test', 587, zone), 'relay.test[10.0.0.5]:587');
  assert.equal(await smart('192.168.1.1', 25, zone), '192.168.1.1[192.168.1.1]:25');
  assert.equal(await smart('[IPv6:fd00::1]', 25, zone), 'fd00::1[fd00::1]:25');
  assert.equal(await smart('localhost', 2600, zone), 'localhost[127.0.0.1]:2600 localhost[::1]:2600');
});

test('one address family that DNS did not answer for leaves nothing final', async () => {
  const zone = createZoneResolver('d.test MX 10 m.test\nm.test A 8.8.4.4\nrelay.test A 127.0.0.1');
  const resolver = { ...zone, aaaa: () => Promise.resolve({ kind: 'failed' as const, reason: 'SERVFAIL' }) };
  assert.equal(await mx('d.test', '', { resolver }), 'failed 5.4.6 loop', 'the host is ours, whatever else it has');
  const ours = { resolver, isOwn: () => true };
  const found = await smartHostNextHops(
    { host: 'relay.test', port: 25, purpose: 'smart-host' },
    setting('', ours),
    signal,
  );
  assert.ok(!found.ok && found.failure.kind !== 'never' && found.failure.status === '4.4.3');
  const hidden = createZoneResolver('d.test MX 10 m.test\nm.test A 10.0.0.1');
  assert.equal(await mx('d.test', '', { resolver: { ...hidden, aaaa: resolver.aaaa } }), 'delayed 4.4.3 dns-failed');
});

test('a smart host that is our own listener is a loop; the same address at another port is not', async () => {
  assert.equal(await smart('127.0.0.1', 2525, ''), 'delayed 4.4.6 loop');
  assert.equal(await smart('127.0.0.1', 2526, ''), '127.0.0.1[127.0.0.1]:2526');
  // By a name of its own and by one in DNS; behind NAT our name leads to an address that is not known here.
  const zone = 'us.example A 203.0.113.9\nalias.test A 127.0.0.1\nboth.test A 127.0.0.1\nboth.test A 10.0.0.9';
  assert.equal(await smart('US.example', 25, zone), 'delayed 4.4.6 loop');
  assert.equal(await smart('us.example', 587, zone), 'us.example[203.0.113.9]:587');
  assert.equal(await smart('alias.test', 2525, zone), 'delayed 4.4.6 loop');
  assert.equal(await smart('both.test', 2525, zone), 'both.test[10.0.0.9]:2525');
});

test("a smart host that is not found is the administrator's to mend, so the mail waits", async () => {
  assert.equal(await smart('relay.test', 25, 'x.test A 8.8.8.8'), 'delayed 4.4.4 no-route');
  assert.equal(await smart('relay.test', 25, 'relay.test SERVFAIL'), 'delayed 4.4.3 dns-failed');
});

test('an MX that names an address is taken at its word, within the same bounds as any other', async () => {
  assert.equal(await mx('d.test', 'd.test MX 10 8.8.8.1'), '8.8.8.1[8.8.8.1]');
  assert.equal(
    await mx('d.test', 'd.test MX 20 one.test\nd.test MX 10 8.8.8.1\none.test A 8.8.8.2'),
    '8.8.8.1[8.8.8.1] one.test[8.8.8.2]',
  );
  assert.equal(await mx('d.test', 'd.test MX 10 127.0.0.1'), 'failed 5.4.6 loop');
  assert.equal(await mx('d.test', 'd.test MX 10 8.8.4.4'), 'failed 5.4.6 loop');
  assert.equal(await mx('d.test', 'd.test MX 10 10.0.0.1'), 'failed 5.4.4 no-route');
});

/** Hosts `NAME1` and so on, each with an address of its own. */
const many = (count: number, preference: number, name: string): string =>
  Array.from(
    { length: count },
    (_, n) => `d.test MX ${preference} ${name}${n}.test\n${name}${n}.test A 9.9.${preference}.${n}`,
  ).join('\n');

test('our own name is found among the mail hosts, however many stand before it', async () => {
  const most = bounds.deliver.hostsLookedUp;
  for (const first of [0.01, 0.4, 0.8]) {
    let at = first;
    const random = { bytes: (n: number) => new Uint8Array(n), fraction: () => (at = (at * 7.3 + 0.11) % 1) };
    const equal = `${many(most * 3, 10, 'e')}\nd.test MX 10 us.example`;
    assert.equal(await mx('d.test', equal, { random }), 'failed 5.4.6 loop', 'all are as good as we are');
    const hops = await mx('d.test', `${many(2, 5, 'b')}\n${equal}`, { random });
    assert.deepEqual(hops.split(' ').sort(), ['b0.test[9.9.5.0]', 'b1.test[9.9.5.1]'], 'only better ones than we are');
  }
  const behind = `${many(most, 5, 'b')}\n${many(most, 10, 'e')}\nd.test MX 10 us.example`;
  assert.match(await mx('d.test', behind), /^(?:b\d+\.test\[\S+ ?)+$/u);
});

test('our own address is found behind all addresses of a host', async () => {
  const pool = Array.from({ length: 9 }, (_, n) => `m.test A 9.9.9.${n}`).join('\n');
  assert.equal(await mx('d.test', `d.test MX 10 m.test\n${pool}\nm.test A 8.8.4.4`), 'failed 5.4.6 loop');
});

test('a preference that is too large to be looked up whole may have us in it, and gives way to better ones', async () => {
  const most = bounds.deliver.hostsLookedUp;
  const zone = `${many(1, 5, 'b')}\n${many(most * 2, 10, 'e')}\nd.test MX 10 hidden.test\nhidden.test A 8.8.4.4`;
  assert.equal(await mx('d.test', zone), 'b0.test[9.9.5.0]');
  assert.equal((await mx('d.test', many(most * 2, 10, 'e'))).split(' ').length, bounds.deliver.addressesTried);
});
