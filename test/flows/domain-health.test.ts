/** Domains that the house checks by itself, on a clock that is turned by hand and over a small Internet of our own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../src/base/clock.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { DomainHealth } from '../../src/mail/doors/domain-health.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { askAt, type Answer } from '../../lab/houses/test-admin.ts';
import { domain, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { done, shellIn } from '../../lab/shell.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENCE_MS = 60_000;

const settings = { egressAddresses: ['203.0.113.5'] };
const token = (name: string): string => `doorpost-verification=${name}`;

const whole = (name: string): string => `
  ${name} MX 0 mail.ours.test
  ${name} TXT "${token(name)}"
  ${name} TXT "v=spf1 ip4:203.0.113.5 -all"
  selector1._domainkey.${name} TXT "v=DKIM1; p=MIIB"
  _dmarc.${name} TXT "v=DMARC1; p=reject"
`;
/** Public, as far as addresses tell: nothing is sent there. */
const SERVER = '9.9.9.9';
const zoneOf = (name: string, records = whole(name)): string =>
  `${name} NS ns.far.test\nns.far.test A ${SERVER}\n${records}`;

const ask = (house: TestHouse, method: string, path: string, body?: unknown): Promise<Answer> =>
  askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });

const itemOf = async (house: TestHouse, name: string) => {
  const { body } = await ask(house, 'GET', `/domains/${name}`);
  return body.item as { readonly state: string; readonly verified: unknown; readonly health: DomainHealth | null };
};

/** Turns the clock until it is so, in steps of a round. */
async function turned(clock: ManualClock, isSo: () => Promise<boolean>, stepMs: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < until, 'it did not become so');
    await clock.advance(stepMs);
    await clock.rest(1_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const alarmsOf = async (house: TestHouse): Promise<readonly { readonly kind: string; readonly cause: string }[]> =>
  ((await ask(house, 'GET', '/alarms')).body.items as { kind: string; cause: string }[]).filter(
    ({ kind }) => kind === 'domain-records',
  );

async function openHouse(zone: string, clock: Clock, folder?: string) {
  const resolver = createZoneResolver(zone);
  const fails = { now: false };
  const house = await startTestHouse({
    ...(folder === undefined ? {} : { folder }),
    settings,
    overrides: { clock, resolver: failingWhere(resolver, fails) },
    objects: [
      domain('shop.example', { verified: { at: 0, method: 'txt' } }),
      domain('new.example', { verified: null }),
    ],
  });
  return { house, resolver, fails };
}

/** As every name server would answer while the network is away. */
const failingWhere = (resolver: Resolver, fails: { readonly now: boolean }): Resolver =>
  new Proxy(resolver, {
    get: (all, question: keyof Resolver) =>
      fails.now ? async () => ({ kind: 'failed', reason: 'no answer in time' }) : all[question],
  });

test('a record that is lost is an alarm until it is back, and a resolver that fails changes nothing', async () => {
  const clock = createManualClock();
  const { house, resolver, fails } = await openHouse(zoneOf('shop.example'), clock);
  await using _ = house;
  assert.equal((await itemOf(house, 'shop.example')).state, 'unknown', 'nothing was looked at yet');
  await turned(clock, async () => (await itemOf(house, 'shop.example')).health !== null, 60_000);
  assert.equal((await itemOf(house, 'shop.example')).state, 'healthy');

  const first = (await itemOf(house, 'shop.example')).health?.checkedAt ?? 0;
  fails.now = true;
  const checkedSince = (at: number) => async () => ((await itemOf(house, 'shop.example')).health?.checkedAt ?? 0) > at;
  await turned(clock, checkedSince(first), HOUR);
  const failing = await itemOf(house, 'shop.example');
  assert.equal(failing.state, 'healthy', 'the last good is kept');
  assert.ok((failing.health?.checkedAt ?? 0) - first >= DAY / 2);
  assert.deepEqual(await alarmsOf(house), []);

  fails.now = false;
  resolver.set(zoneOf('shop.example', 'shop.example MX 0 elsewhere.test'));
  await turned(clock, async () => (await alarmsOf(house)).length > 0, HOUR);
  const [alarm] = await alarmsOf(house);
  assert.match(alarm?.cause ?? '', /^Records of shop\.example .*the verification token, MX, SPF/u);
  const lost = await itemOf(house, 'shop.example');
  assert.equal(lost.state, 'problem');
  assert.notEqual(lost.verified, null, 'a domain that was proven once stays so');

  const seen = lost.health?.checkedAt ?? 0;
  resolver.set(zoneOf('shop.example'));
  await turned(clock, async () => (await alarmsOf(house)).length === 0, HOUR / 2);
  const mended = await itemOf(house, 'shop.example');
  assert.equal(mended.state, 'healthy');
  assert.ok((mended.health?.checkedAt ?? 0) - seen <= 2 * HOUR, 'looked at each hour while somebody mends it');
});

test('a domain whose token appears is verified without anybody asking; what is known outlives a restart', async () => {
  const clock = createManualClock();
  const { house, resolver } = await openHouse(zoneOf('new.example', ''), clock);
  await turned(clock, async () => (await itemOf(house, 'new.example')).health !== null, 60_000);
  assert.equal((await itemOf(house, 'new.example')).verified, null);
  resolver.set(zoneOf('new.example'));
  await turned(clock, async () => (await itemOf(house, 'new.example')).verified !== null, HOUR / 2);
  const before = await itemOf(house, 'new.example');
  const [audit] = (await ask(house, 'GET', '/audit?kind=domain&limit=1')).body.items;
  assert.equal(audit.actor, 'system:domain-check');
  await house.house.close();
  const again = await openHouse('', clock, house.folder);
  await using _ = again.house;
  assert.deepEqual(await itemOf(again.house, 'new.example'), before);
  const { body } = await ask(again.house, 'GET', '/domains/new.example/health');
  assert.deepEqual(
    body.records.map(({ record, outcome }: { record: string; outcome: string }) => [record, outcome]),
    [
      ['verification', 'good'],
      ['mx', 'good'],
      ['spf', 'good'],
      ['dkim', 'good'],
      ['dmarc', 'good'],
      ['mta-sts', 'good'],
      ['tls-rpt', 'good'],
    ],
  );
});

test('a check by hand acts, is kept, and names each server; lists are narrowed by how domains do', async () => {
  const html = '<img src=x onerror=alert(1)>';
  const { house } = await openHouse(
    zoneOf('new.example', `${whole('new.example')}\nnew.example TXT "${html}"`),
    createManualClock(),
  );
  await using _ = house;
  const run = shellIn(house.folder);
  const checked = await ask(house, 'POST', '/domains/new.example/check');
  const lines = checked.text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map((line) => line.record ?? 'done'),
    ['verification', 'mx', 'spf', 'dkim', 'dmarc', 'mta-sts', 'tls-rpt', 'done'],
  );
  assert.equal(lines.at(-1).item.verified.method, 'txt', 'no second step is needed');
  const [server] = lines[0].servers;
  assert.deepEqual([server.server, server.address, server.outcome], ['ns.far.test', SERVER, 'good']);
  assert.ok(server.seen.includes(html), 'as it is: text');
  const named = async (state: string) =>
    (await ask(house, 'GET', `/domains?state=${state}`)).body.items.map(({ name }: { name: string }) => name);
  assert.deepEqual(await named('healthy'), ['new.example']);
  assert.deepEqual(await named('unknown'), ['ours.test', 'shop.example']);

  assert.match(await done(run, 'domain', 'list'), /^new\.example .* ok .*\d{4}-\d\d-\d\d/mu);
  assert.match(await done(run, 'domain', 'show', 'new.example'), /^MX\s+good, found 20/mu);
  const again = await run('domain', 'check', 'shop.example');
  assert.equal(again.code, 1, again.err);
  assert.match(again.out, /BAD +MX: there is none/u);
  assert.match(
    await done(run, 'domain', 'health', 'new.example'),
    /ok +token: ns\.far\.test \(9\.9\.9\.9\): doorpost/u,
  );
  const zone = await done(run, 'domain', 'records', 'shop.example', '--zone');
  assert.match(zone, /^shop\.example\. 3600 IN MX 0 shop-example\.mail\.ours\.test\.$/mu);
  assert.match(zone, /^shop\.example\. 3600 IN TXT "v=spf1 ip4:203\.0\.113\.5 ~all"$/mu);
  assert.match(zone, /^_dmarc\.shop\.example\. 3600 IN TXT "v=DMARC1; /mu);
});

test('somebody of one organization sees and asks nothing of our own network, and no other’s domain', async () => {
  const inner = `inner.example NS ns.inner.test\nns.inner.test A 10.0.0.53\n@ 10.0.0.53\ninner.example TXT "a secret of the network"`;
  const house = await startTestHouse({
    settings,
    overrides: { clock: createManualClock(), resolver: createZoneResolver(inner) },
    objects: [
      domain('inner.example', { verified: null }),
      organization({ id: 'other' as never, name: 'others' }),
      domain('others.example', { organizationId: 'other' as never }),
    ],
  });
  await using _ = house;
  const right = { name: 'admin', role: 'organization-administrator', organizations: ['ours'] };
  const { token: secret } = (await ask(house, 'POST', '/tokens', right)).body;
  const theirs = (method: string, path: string): Promise<Answer> =>
    askAt({ host: '127.0.0.1', port: house.port('http') }, method, `/api/v1${path}`, { token: secret });
  const own = await theirs('POST', '/domains/inner.example/check');
  assert.match(own.text, /its address is not public|no address/u);
  assert.doesNotMatch(own.text, /10\.0\.0\.53|a secret/u);
  const global = await ask(house, 'POST', '/domains/inner.example/check');
  assert.match(global.text, /a secret of the network/u, 'a Global administrator may');
  assert.doesNotMatch((await theirs('GET', '/domains/inner.example/health')).text, /10\.0\.0\.53|a secret/u);
  for (const [method, path] of [
    ['POST', 'check'],
    ['GET', 'health'],
    ['GET', 'uses'],
    ['GET', 'zone'],
  ] as const)
    assert.equal((await theirs(method, `/domains/others.example/${path}`)).status, 404, path);
});

test('what needs a domain is counted before it is removed', async () => {
  const { house } = await openHouse('', createManualClock());
  await using _ = house;
  const { body } = await ask(house, 'GET', '/domains/ours.test/uses');
  assert.equal(body.total, 2);
  assert.deepEqual(
    body.items.map(({ kind, name }: { kind: string; name: string }) => [kind, name]),
    [
      ['mailbox', 'printer@ours.test'],
      ['mailbox', 'v@ours.test'],
    ],
  );
  assert.equal((await ask(house, 'GET', '/domains/new.example/uses')).body.total, 0);
});

test('a domain that is being checked is not checked a second time beside: that is told, and the first one goes on', async () => {
  const gate = Promise.withResolvers<void>();
  const zone = createZoneResolver(zoneOf('new.example'));
  const slow: Resolver = new Proxy(zone, {
    get: (all, question: keyof Resolver) =>
      question === 'ns'
        ? async (...asked: Parameters<Resolver['ns']>) => {
            await gate.promise;
            return all.ns(...asked);
          }
        : all[question],
  });
  await using house = await startTestHouse({
    settings,
    overrides: { clock: createManualClock(), resolver: slow },
    objects: [domain('new.example', { verified: null })],
  });
  const check = () => ask(house, 'POST', '/domains/new.example/check');
  const both = [check(), check()];
  const refused = await Promise.any(
    both.map(async (one) => {
      const { text } = await one;
      const last = JSON.parse(text.trim().split('\n').at(-1) ?? '{}');
      assert.ok(last.problem !== undefined);
      return last.problem;
    }),
  );
  assert.deepEqual([refused.status, refused.cure], [503, 'Try again in a moment.']);
  assert.match(refused.detail, /being checked already/u);
  gate.resolve();
  const lines = (await Promise.all(both)).map(({ text }) => text.trim().split('\n').length);
  assert.deepEqual(
    lines.toSorted((a, b) => a - b),
    [1, 8],
  );
});
