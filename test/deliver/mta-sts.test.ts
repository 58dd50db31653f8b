import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createManualClock } from '../../lab/manual-clock.ts';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { type Desk, type DeskAnswer, openDesk } from '../../lab/peers/http-desk.ts';
import { npmSink, type NpmSink, scriptedSink } from '../../lab/peers/sinks.ts';
import { createFakeNotes } from '../../lab/stores/fake-notes.ts';
import {
  connector,
  delivery,
  message,
  openRoom,
  plainMail,
  recipient,
  type Room,
  type RoomOptions,
  summary,
  viaConnector,
  viaMx,
} from '../../lab/houses/delivery-house.ts';
import type { DeliveryOptions } from '../../src/deliver/delivery-options.ts';
import { defaultAddressPolicy } from '../../src/deliver/hops/address-policy.ts';
import type { KeptPolicy } from '../../src/deliver/secure/mta-sts.ts';
import type { Outcome } from '../../src/mail/delivery.ts';

let authority: Authority;
let policyHost: Certificate;
let mailHost: Certificate;

before(async () => {
  authority = await createAuthority();
  policyHost = await authority.issue(['mta-sts.d.test']);
  mailHost = await authority.issue(['mail.d.test']);
});

const zone = (changes = ''): string => `
  d.test MX 10 mail.d.test
  mail.d.test A 127.0.0.1
  mta-sts.d.test A 127.0.0.1
  ${changes === '' ? '_mta-sts.d.test TXT "v=STSv1; id=1;"' : changes}`;

const policy = (mode: string, mx = 'mail.d.test', maxAge = 86_400): DeskAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  text: `version: STSv1\r\nmode: ${mode}\r\nmx: ${mx}\r\nmax_age: ${maxAge}\r\n`,
});

const sinkWith = (certificate: Certificate): Promise<NpmSink> =>
  npmSink({ disabledCommands: ['AUTH'], cert: certificate.cert, key: certificate.key });

const deskWith = (answer: () => DeskAnswer, certificate = policyHost): Promise<Desk> =>
  openDesk(answer, { certificate });

const open = (
  ports: { readonly mx: number; readonly policy: number },
  more: RoomOptions & { readonly parts?: Partial<DeliveryOptions> } = {},
): Promise<Room> =>
  openRoom({
    zone: zone(),
    ...more,
    delivery: {
      extraAuthorities: [authority.cert],
      mxPort: ports.mx,
      mtaStsPort: ports.policy,
      notes: createFakeNotes(),
      ...more.parts,
    },
  });

const send = (room: Room): Promise<Outcome> => room.one(delivery(viaMx, ['x@d.test']));

test('enforce: mail goes to a host that the policy names, whose certificate verifies for its name, and the trace says so', async () => {
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => policy('enforce'));
  await using room = await open({ mx: sink.port, policy: desk.port });
  const outcome = await send(room);
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(outcome.tls ?? '', /^TLSv1\.3 \S+ verified, MTA-STS enforce$/u);
  assert.equal(summary(await send(room)), 'relayed 2.0.0');
  assert.deepEqual(
    desk.requests.map(({ path, headers }) => `${headers.host} ${path}`),
    [`mta-sts.d.test:${desk.port} /.well-known/mta-sts.txt`],
  );
});

test('enforce: a host outside the policy is passed over, and with none left mail waits for the domain to mend it', async () => {
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => policy('enforce', '*.d.test'));
  const hosts = `
    d.test MX 5 mail.elsewhere.test
    mail.elsewhere.test A 127.0.0.2
    _mta-sts.d.test TXT "v=STSv1; id=1;"`;
  await using room = await open({ mx: sink.port, policy: desk.port }, { zone: zone(hosts) });
  const outcome = await send(room);
  assert.equal(outcome.remoteHost, 'mail.d.test');
  await using other = await deskWith(() => policy('enforce', 'mx.other.test'));
  await using waiting = await open({ mx: sink.port, policy: other.port });
  const refused = await send(waiting);
  assert.equal(summary(refused), 'delayed 4.7.5 tls-failed lane');
  assert.ok(refused.action === 'delayed');
  assert.match(
    refused.text,
    /no mail host of d\.test \(mail\.d\.test\) is one that its MTA-STS policy names \(mx\.other\.test\)/u,
  );
  assert.deepEqual(refused.apart?.helps.remedy, { act: 'tell-domain', domain: 'd.test', policy: 'MTA-STS enforce' });
});

test('enforce: no TLS, or a certificate that is wrong in whatever way, and nothing goes out', async () => {
  await using desk = await deskWith(() => policy('enforce'));
  const wrong = {
    'another name': await authority.issue(['mail.elsewhere.test']),
    expired: await authority.issue(['mail.d.test'], { from: -2, to: -1 }),
    'another authority': await (await createAuthority()).issue(['mail.d.test']),
  };
  for (const [what, certificate] of Object.entries(wrong)) {
    await using sink = await sinkWith(certificate);
    await using room = await open({ mx: sink.port, policy: desk.port });
    const outcome = await send(room);
    assert.equal(summary(outcome), 'delayed 4.7.5 tls-failed lane', what);
    assert.ok(outcome.action === 'delayed' && outcome.apart?.helps.remedy?.act === 'tell-domain', what);
    assert.equal(sink.received.length, 0);
  }
  for (const script of [() => null, (line: string) => (line === 'STARTTLS' ? '454 4.7.0 later' : null)]) {
    await using sink = await scriptedSink(script('STARTTLS') === null ? {} : { script, extensions: ['STARTTLS'] });
    await using room = await open({ mx: sink.port, policy: desk.port });
    assert.equal(summary(await send(room)), 'delayed 4.7.5 tls-failed lane');
    assert.equal(sink.contents.length, 0);
  }
});

test('testing and none: mail goes as if there were no policy', async () => {
  await using stranger = await sinkWith(await (await createAuthority()).issue(['other.test']));
  for (const [mode, words] of [
    ['testing', 'unverified, MTA-STS testing'],
    ['none', 'unverified'],
  ]) {
    await using desk = await deskWith(() => policy(mode ?? '', 'mx.other.test'));
    await using room = await open({ mx: stranger.port, policy: desk.port });
    const outcome = await send(room);
    assert.equal(summary(outcome), 'relayed 2.0.0');
    assert.ok(outcome.tls?.endsWith(` ${words}`), outcome.tls ?? '');
  }
});

const noPolicies: readonly [string, DeskAnswer][] = [
  ['a redirect', { status: 302, headers: { location: '/elsewhere', 'content-type': 'text/plain' } }],
  ['a page', { ...(policy('enforce') as { status: number }), headers: { 'content-type': 'text/html' } }],
  ['a server error', { ...(policy('enforce') as object), status: 500 }],
  ['JSON', { status: 200, headers: { 'content-type': 'text/plain' }, text: '{"mode":"enforce"}' }],
  ['a megabyte', { status: 200, headers: { 'content-type': 'text/plain' }, endless: `${'x'.repeat(1_000)}\n` }],
  ['a connection that is cut', 'hang up'],
];
for (const [name, answer] of noPolicies)
  test(`${name} in the place of a policy is none, and not asked for again within five minutes`, async () => {
    await using sink = await sinkWith(mailHost);
    await using desk = await deskWith(() => answer);
    await using room = await open({ mx: sink.port, policy: desk.port });
    for (let round = 0; round < 2; round++) {
      const outcome = await send(room);
      assert.equal(summary(outcome), 'relayed 2.0.0');
      assert.doesNotMatch(outcome.tls ?? '', /MTA-STS/u);
    }
    assert.equal(desk.requests.length, 1);
  });

test('a policy host that says nothing is waited for for a minute', async () => {
  const clock = createManualClock(Date.now());
  await using sink = await sinkWith(mailHost);
  const { promise: asked, resolve: isAsked } = Promise.withResolvers<void>();
  const { promise: never } = Promise.withResolvers<DeskAnswer>();
  await using desk = await openDesk(
    () => {
      isAsked();
      return never;
    },
    { certificate: policyHost },
  );
  await using room = await open({ mx: sink.port, policy: desk.port }, { clock });
  const sent = send(room);
  await asked;
  assert.equal(sink.received.length, 0);
  await clock.advance(60_000);
  const outcome = await sent;
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.doesNotMatch(outcome.tls ?? '', /MTA-STS/u);
});

test('one that says an octet at a time is waited for no longer', async () => {
  const clock = createManualClock(Date.now());
  await using sink = await sinkWith(mailHost);
  let isAsked = false;
  const answer: DeskAnswer = { status: 200, headers: { 'content-type': 'text/plain' }, drip: 'v' };
  await using desk = await openDesk(
    () => {
      isAsked = true;
      return answer;
    },
    { certificate: policyHost },
  );
  await using room = await open({ mx: sink.port, policy: desk.port }, { clock });
  let isOver = false;
  const sent = send(room).finally(() => (isOver = true));
  while (!isAsked) await new Promise((resolve) => setTimeout(resolve, 5));
  for (let seconds = 0; seconds < 59; seconds++) {
    await clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(isOver, false, 'it has its minute');
  await clock.advance(2_000);
  const outcome = await sent;
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.doesNotMatch(outcome.tls ?? '', /MTA-STS/u);
});

test('a policy host whose certificate does not verify, or at an address that is not public, has no say', async () => {
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => policy('enforce'), mailHost);
  await using room = await open({ mx: sink.port, policy: desk.port });
  assert.doesNotMatch((await send(room)).tls ?? '', /MTA-STS/u);
  for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254']) {
    await using inner = await deskWith(() => policy('enforce'));
    const records = `_mta-sts.d.test TXT "v=STSv1; id=1;"`;
    const judged: DeliveryOptions['addressPolicy'] = (at, purpose) =>
      at === '127.0.0.3' ? { allowed: true } : defaultAddressPolicy(at, purpose);
    await using house = await open(
      { mx: sink.port, policy: inner.port },
      {
        zone: zone(records)
          .replace('mta-sts.d.test A 127.0.0.1', `mta-sts.d.test A ${address}`)
          .replace('mail.d.test A 127.0.0.1', 'mail.d.test A 127.0.0.3'),
        parts: { addressPolicy: judged },
      },
    );
    await send(house);
    assert.equal(inner.requests.length, 0, address);
  }
});

test('a policy that has not run out stays: over a restart, without its record, and while another one cannot be had', async () => {
  const clock = createManualClock(Date.now());
  const notes = createFakeNotes();
  let answer = policy('enforce', 'mx.other.test', 7_200);
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => answer);
  const ports = { mx: sink.port, policy: desk.port };
  const with1 = { clock, parts: { notes } };
  {
    await using room = await open(ports, with1);
    assert.equal(summary(await send(room)), 'delayed 4.7.5 tls-failed lane');
  }
  for (const records of ['_mta-sts.d.test SERVFAIL', '; none', '_mta-sts.d.test TXT "v=STSv1; id=2;"']) {
    answer = { status: 500 };
    await using room = await open(ports, { ...with1, zone: zone(records) });
    assert.equal(summary(await send(room)), 'delayed 4.7.5 tls-failed lane', records);
  }
  answer = policy('enforce');
  await using room = await open(ports, { ...with1, zone: zone('_mta-sts.d.test TXT "v=STSv1; id=1;"') });
  assert.equal(
    summary(await send(room)),
    'delayed 4.7.5 tls-failed lane',
    'the id is the same: the policy is not looked at',
  );
  await clock.advance(6 * 60_000);
  room.resolver.set(zone('_mta-sts.d.test TXT "v=STSv1; id=3;"'));
  assert.equal(summary(await send(room)), 'relayed 2.0.0', 'another id: fetched');
  await clock.advance(3 * 3_600_000);
  room.resolver.set(zone('; none'));
  answer = policy('enforce', 'mx.other.test');
  room.resolver.set(zone('_mta-sts.d.test SERVFAIL'));
  await using late = await open(ports, { ...with1, zone: zone('; none') });
  assert.equal(summary(await send(late)), 'relayed 2.0.0');
});

test('while DNS does not say whether there is a policy, mail waits', async () => {
  await using sink = await sinkWith(mailHost);
  await using room = await open({ mx: sink.port, policy: 9 }, { zone: zone('_mta-sts.d.test SERVFAIL') });
  assert.equal(summary(await send(room)), 'delayed 4.4.3 dns-failed lane');
  room.resolver.set(zone('; none'));
  assert.equal(summary(await send(room)), 'relayed 2.0.0');
});

test('policies are refreshed once a day; what cannot be had again runs out; what nobody uses goes', async () => {
  const clock = createManualClock(Date.now());
  const notes = createFakeNotes();
  let answer = policy('enforce', 'mail.d.test', 30 * 86_400);
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => answer);
  await using room = await open({ mx: sink.port, policy: desk.port }, { clock, parts: { notes } });
  await send(room);
  const kept = async () => (await notes.get('mta-sts', 'd.test'))?.value as KeptPolicy | undefined;
  const first = await kept();
  assert.ok(first !== undefined && first.refreshAt - first.fetchedAt > 20 * 3_600_000);
  answer = policy('testing', 'mail.d.test', 30 * 86_400);
  await using second = await open({ mx: sink.port, policy: desk.port }, { clock, parts: { notes } });
  await clock.advance(22 * 3_600_000);
  await clock.advance(3 * 3_600_000);
  await second.room.refreshPolicies();
  await room.room.refreshPolicies();
  assert.equal(desk.requests.length, 2, 'one of two nodes');
  assert.equal((await kept())?.policy.mode, 'testing');
  answer = { status: 500 };
  await clock.advance(25 * 3_600_000);
  await room.room.refreshPolicies();
  assert.equal((await kept())?.policy.mode, 'testing', 'it has not run out');
  const [listed, ...others] = await room.room.stsPolicies();
  assert.ok(listed !== undefined && others.length === 0);
  assert.deepEqual([listed.domain, listed.mode, listed.mx, listed.id], ['d.test', 'testing', ['mail.d.test'], '1']);
  assert.equal(listed.expiresAt, listed.fetchedAt + 30 * 86_400_000);
  assert.deepEqual(listed.trouble, { why: 'its host answered 500', at: clock.now() });
  await clock.advance(31 * 86_400_000);
  await room.room.refreshPolicies();
  assert.equal(await kept(), undefined);
});

test('what an administrator demands of a connector comes first; one that demands nothing keeps the policy', async () => {
  await using sink = await sinkWith(await (await createAuthority()).issue(['other.test']));
  await using desk = await deskWith(() => policy('enforce'));
  const ports = { mx: sink.port, policy: desk.port };
  const byDomain = { ...viaConnector, domain: 'd.test' } as const;
  for (const [tls, expected] of [
    ['required', 'relayed 2.0.0'],
    ['opportunistic', 'delayed 4.7.5 tls-failed lane'],
  ] as const) {
    await using room = await open(ports, { objects: [connector({ route: { kind: 'mx' }, tls })] });
    assert.equal(summary(await room.one(delivery(byDomain, ['x@d.test']))), expected, tls);
  }
});

test('a session that was opened without a demand is not used for mail that has one', async () => {
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => policy('enforce'));
  const others = `
    e.test MX 10 mail.d.test
    _mta-sts.d.test TXT "v=STSv1; id=1;"`;
  await using room = await open({ mx: sink.port, policy: desk.port }, { zone: zone(others) });
  const plain = await room.one(delivery({ kind: 'mx', domain: 'e.test' }, ['x@e.test']));
  assert.match(plain.tls ?? '', /verified$/u);
  assert.match((await send(room)).tls ?? '', /verified, MTA-STS enforce$/u);
  assert.match((await room.one(delivery({ kind: 'mx', domain: 'e.test' }, ['x@e.test']))).tls ?? '', / verified$/u);
});

test('explain says which policy protects a domain, and that a later one could not be had', async () => {
  const clock = createManualClock(Date.now());
  let answer = policy('enforce');
  await using sink = await sinkWith(mailHost);
  await using desk = await deskWith(() => answer);
  await using room = await open({ mx: sink.port, policy: desk.port }, { clock });
  const ahead = { message: message(plainMail), recipient: recipient('x@d.test'), route: viaMx };
  const told = async (): Promise<string> => {
    const { steps } = await room.room.lookAhead(ahead);
    return steps.map(({ what, outcome, text }) => `${what} ${outcome} ${text}`).join('\n');
  };
  const first = await told();
  assert.match(first, /^mta-sts good enforce, for mail\.d\.test; fetched \S+, id 1$/mu);
  assert.match(first, /required \(STARTTLS\), its certificate checked \(MTA-STS enforce of d\.test\)/u);
  answer = { status: 500 };
  room.resolver.set(zone('_mta-sts.d.test TXT "v=STSv1; id=2;"'));
  await clock.advance(6 * 60_000);
  assert.match(
    await told(),
    /^mta-sts warning enforce, .*, id 1; a later one could not be fetched \(its host answered 500\)$/mu,
  );
});
