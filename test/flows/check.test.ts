/** The troubleshooting list over a small Internet of our own: what is right, what is wrong, and what could not be found out. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createServer } from 'node:tls';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Step } from '../../src/mail/step.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { npmSink, scriptedSink } from '../../lab/peers/sinks.ts';
import { cli } from '../../lab/cli.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { domain, inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

async function check(house: TestHouse, ...args: readonly string[]): Promise<{ steps: readonly Step[]; code: number }> {
  const { out, err, code } = await cli(['check', ...args, '--json', '--data', house.folder], {});
  assert.equal(err, '');
  return { steps: JSON.parse(out) as Step[], code };
}

const said = (steps: readonly Step[], name: string): string =>
  steps
    .filter((step) => step.what === name)
    .map(({ outcome, text, cure }) => `${outcome}: ${text}${cure === null ? '' : ` -> ${cure}`}`)
    .join('\n');

/** The entry for tests of each list that is asked: the lists answer. */
const LISTS_ANSWER = ['zen.spamhaus.org', 'bl.spamcop.net', 'b.barracudacentral.org', 'psbl.surriel.com']
  .map((list) => `2.0.0.127.${list} A 127.0.0.2`)
  .join('\n');

const settings = { egressAddresses: ['203.0.113.5'] };

test('a domain and a server that are set up well', async () => {
  await using mx = await scriptedSink();
  await using house = await startTestHouse({
    settings,
    overrides: {
      mxPort: mx.port,
      resolver: createZoneResolver(`
        ours.test MX 0 mail.ours.test
        mail.ours.test A 203.0.113.5
        ours.test TXT "v=spf1 include:other.test ip4:203.0.113.0/28 -all"
        other.test TXT "v=spf1 ip4:192.0.2.0/24 -all"
        selector1._domainkey.ours.test TXT "v=DKIM1; k=rsa; p=MIIB"
        _dmarc.ours.test TXT "v=DMARC1; p=reject"
        203.0.113.5 PTR mail.ours.test
        probe.test A 127.0.0.1
        ${LISTS_ANSWER}`),
    },
  });
  const { steps, code } = await check(house, 'all', '--probe-host', 'probe.test');
  assert.deepEqual(
    steps.filter(({ outcome }) => outcome !== 'good'),
    [],
  );
  assert.equal(code, 0);
  assert.match(said(steps, 'SPF'), /^good: pass \(1 of 10 lookups\)$/mu);
  assert.match(said(steps, 'DMARC'), /mail that fails DMARC is rejected$/mu);
  assert.match(said(steps, 'port 25'), /good: 220 sink\.test/u);
  assert.equal(said(steps, 'block list').split('\n').length, 4);
});

test('a domain and a server that are not: each step has its cure', async () => {
  await using house = await startTestHouse({
    settings: { egressAddresses: ['203.0.113.5', '100.64.1.1'] },
    overrides: {
      mxPort: 9,
      resolver: createZoneResolver(`
        ours.test MX 0 mx.elsewhere.test
        ours.test TXT "v=spf1 include:other.test -all"
        other.test TXT "v=spf1 ip4:192.0.2.0/24 -all"
        5.113.0.203.zen.spamhaus.org A 127.0.0.10
        5.113.0.203.bl.spamcop.net A 127.0.0.2
        5.113.0.203.bl.spamcop.net TXT "Blocked - see https://example.test"
        5.113.0.203.b.barracudacentral.org A 127.255.255.254
        psbl.surriel.com SERVFAIL
        5.113.0.203.psbl.surriel.com SERVFAIL
        probe.test A 127.0.0.1`),
    },
  });
  const { steps, code } = await check(house, 'all', '--probe-host', 'probe.test');
  assert.equal(code, 1);
  assert.match(said(steps, 'MX'), /^warning: 0 mx\.elsewhere\.test: .*not here -> .*--type internal-relay/u);
  assert.match(
    said(steps, 'SPF'),
    /^bad: fail .* -> publish this TXT record .*v=spf1 ip4:203\.0\.113\.5 .*include:other\.test -all/mu,
  );
  assert.match(said(steps, 'DKIM'), /^warning: no key/u);
  assert.match(said(steps, 'DMARC'), /^warning: no record -> publish TXT _dmarc\.ours\.test/u);
  assert.match(said(steps, 'PTR'), /^bad: no name -> /u);
  assert.match(said(steps, 'address'), /^bad: shared by many customers/mu);
  const lists = said(steps, 'block list');
  assert.match(lists, /^bad: 127\.0\.0\.10: on a policy list.* -> .*doorpost upstream add/mu);
  assert.match(lists, /^bad: 127\.0\.0\.2: Blocked - see/mu);
  assert.match(lists, /^unknown: 127\.255\.255\.254/mu);
  assert.match(lists, /^unknown: the name server answered SERVFAIL/mu);
  assert.match(said(steps, 'port 25'), /^bad: .*refused.* -> the provider or a firewall blocks port 25/mu);
});

test('where nothing of the Internet is known, that is what is said: no list, no provider is blamed', async () => {
  await using house = await startTestHouse({ settings, overrides: { resolver: createZoneResolver('') } });
  const { steps } = await check(house, 'server');
  assert.equal(said(steps, 'block list').match(/^unknown: .*does not answer through this resolver/gmu)?.length, 4);
  assert.match(said(steps, 'port 25'), /^unknown: no address found for any of them -> let this machine ask DNS/u);
});

test('a domain whose mailboxes are at Microsoft 365: its MX stays there, its SPF names Microsoft', async () => {
  await using house = await startTestHouse({ settings, overrides: { resolver: createZoneResolver('') } });
  const run = (...args: string[]) => done(shellIn(house.folder), ...args);
  // Strangers' mail does not leave by a connector unless DMARC is honoured.
  await run('org', 'set', 'ours', '--protection', 'standard');
  await run('domain', 'set', 'ours.test', '--type', 'internal-relay');
  await run('upstream', 'add', 'Tenant', '--kind', 'microsoft365-connector', '--host', 'mx.test');
  const spf = 'v=spf1 ip4:203.0.113.5 include:spf.protection.outlook.com ~all';
  const { steps } = await check(house, 'domain', 'ours.test');
  assert.match(said(steps, 'MX'), /^bad: there is none -> publish the MX of the server that has its mailboxes/u);
  assert.ok(said(steps, 'SPF').includes(spf), said(steps, 'SPF'));
  const records = await run('domain', 'records', 'ours.test');
  assert.match(records, /MX .*as it is/u);
  assert.ok(records.includes(spf), records);
});

test('Graph: the way to it, its certificate, and what ends soon, at once and not at the next round of the alarms', async () => {
  const authority = await createAuthority();
  const { cert, key } = await authority.issue(['127.0.0.1']);
  const server = createServer({ cert, key }, (socket) => socket.on('error', () => {}).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  using stack = new DisposableStack();
  stack.defer(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await using house = await startTestHouse({ settings, overrides: { extraAuthorities: [authority.cert] } });
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const way = ['--kind', 'graph', '--tenant', 't', '--client-id', 'c', '--username', 'a@ours.test'];
  const graph = [...way, '--endpoint', `https://127.0.0.1:${port}/v1.0`, '--token-endpoint', 'http://127.0.0.1:9'];
  const added = await cli(
    ['upstream', 'add', 'Graph', ...graph, '--secret-stdin', '--secret-expires', soon, '--data', house.folder],
    { stdin: 'secret' },
  );
  assert.equal(added.code, 0, added.err);
  const { steps } = await check(house, 'upstream', 'Graph');
  assert.match(said(steps, 'tls'), /^good: TLSv1\.3 \S+ verified$/u);
  assert.match(said(steps, 'certificate'), /^warning: 127\.0\.0\.1, for .*127\.0\.0\.1, issued by Test authority/u);
  assert.match(said(steps, 'token'), /^bad: .*127\.0\.0\.1:9/u);
  assert.match(said(steps, 'expiry'), new RegExp(`^warning: until ${soon} -> .*--secret-stdin --secret-expires`, 'u'));
});

test('an upstream: its name, TLS, certificate chain and sign-in are looked at without sending anything', async () => {
  const authority = await createAuthority();
  const certificate = await authority.issue(['localhost']);
  await using hop = await npmSink({
    disabledCommands: [],
    ...certificate,
    authMethods: ['PLAIN'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'relay' && password === 'right' ? done(null, { user: 'relay' }) : done(new Error('535 no')),
  });
  await using house = await startTestHouse({ settings });
  const add = async (name: string, port: number, password: string): Promise<void> => {
    const way = ['--kind', 'smart-host', '--host', `127.0.0.1:${port}`, '--tls', 'required', '--username', 'relay'];
    const { code, err } = await cli(['upstream', 'add', name, ...way, '--password-stdin', '--data', house.folder], {
      stdin: password,
    });
    assert.equal(code, 0, err);
  };
  await add('Good', hop.port, 'right');
  await add('Wrong', hop.port, 'wrong');
  const good = await check(house, 'upstream', 'Good');
  assert.equal(good.code, 0, JSON.stringify(good.steps));
  assert.match(
    said(good.steps, 'certificate'),
    /^warning: .*for localhost.*, issued by .*, valid until 20\d\d-.* -> it ends soon/mu,
  );
  assert.match(said(good.steps, 'tls versions'), /TLS 1\.3 and TLS 1\.2/u);
  assert.match(said(good.steps, 'sign-in'), /^good/u);
  assert.equal(hop.received.length, 0);
  const wrong = await check(house, 'upstream', 'Wrong');
  assert.equal(wrong.code, 1);
  assert.match(said(wrong.steps, 'sign-in'), /^bad: .* -> .*upstream-trouble/u);
  const auth = { kind: 'password', username: 'relay', passwordSecret: 'none' } as const;
  await house.put(smartHost('Unset', hop.port, { tls: 'required', auth, recipientDomains: ['unset.test'] }));
  const unset = (await check(house, 'upstream', 'Unset')).steps;
  assert.equal(said(unset, 'name'), '');
  assert.equal(
    said(unset, 'sign-in'),
    `bad: the password of connector Unset is missing: set it again -> ./doorpost upstream set Unset --password-stdin --data ${house.folder}`,
  );
  const mail = ['--from', 'x@ours.test', '--to', 'v@ours.test', '--to', 'a@unset.test', '--ip', DEVICE];
  await house.put(inbound('printers', { senderAddresses: [DEVICE] }));
  const told = await cli(['explain', ...mail, '--data', house.folder]);
  assert.match(
    told.out,
    /^ *BAD +sign-in: the password .* is missing[^\n]*\n +cure: +\S+ upstream set Unset --password-stdin --data \S+$/mu,
  );
  assert.doesNotMatch(told.out, /next hop +the password/u);
  await house.put(smartHost('Nobody', 9));
  assert.match(
    said((await check(house, 'upstream', 'Nobody')).steps, 'connect'),
    /^bad: .*refused.* -> Check host and port/u,
  );
});

test('a sign-in that never was is no sign-in that ends one day', async () => {
  await using house = await startTestHouse({ settings, overrides: { resolver: createZoneResolver('') } });
  const way = ['--kind', 'microsoft365-submission', '--delegated', '--tenant', 't', '--client-id', 'c'];
  const added = await shellIn(house.folder)('upstream', 'add', 'Person', ...way, '--username', 'a@ours.test');
  assert.equal(added.code, 0, added.err);
  const { steps, code } = await check(house, 'upstream', 'Person');
  assert.equal(code, 1);
  assert.equal(said(steps, 'expiry'), '');
  assert.match(said(steps, 'token') + said(steps, 'name'), /bad: /u);
});

test('a device: what was seen of it, what it would need, and a test message to its end', async () => {
  await using house = await startTestHouse({
    settings,
    objects: [domain('other.test'), inbound('office', { senderAddresses: [DEVICE] })],
  });
  const device = (...args: string[]) => done(shellIn(house.folder), 'device', ...args);
  await device('add', 'Copier', '--address', DEVICE, '--owner', 'v@ours.test');
  await device('add', 'Network', '--address', '127.0.50.0/24', '--silent-after', '3');
  await device('add', 'Lost', '--address', '127.0.0.77', '--owner', 'nobody@ours.test');
  assert.match(said((await check(house, 'device', 'Copier')).steps, 'seen'), /^warning: none yet/u);
  await submit(house, 'copier@ours.test', ['v@ours.test']);
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
  await client.say('EHLO copier two');
  client.end();
  let steps: readonly Step[] = [];
  for (let tries = 0; tries < 100 && !/profile/u.test(said(steps, 'profile')); tries++) {
    steps = (await check(house, 'device', 'Copier', '--send-to', 'v@ours.test')).steps;
    if (said(steps, 'profile').startsWith('bad')) break;
  }
  assert.match(said(steps, 'seen'), /^good: last .* no TLS; \d+ sessions, 1 message, /u);
  assert.match(said(steps, 'owner'), /^good/u);
  assert.match(said(steps, 'right'), /^good: would be accepted/u);
  assert.match(said(steps, 'profile'), /^bad: it greets with no name .* -> \S+ device set Copier --profile tolerant/u);
  assert.match(said(steps, 'deliver'), /^good: Delivered to v@ours\.test/u);
  const asked = said(steps, 'sent');
  assert.match(asked, /from device@ours\.test to v@ours\.test|queued/u, asked);
  const lost = (await check(house, 'device', 'Lost')).steps;
  const byAddress = (await check(house, 'device', '127.0.0.77')).steps;
  assert.deepEqual(byAddress, lost, 'found by its address, as by device show');
  assert.match(said(lost, 'right'), /^bad: 550 5\.7\.64 .* -> \S+ device approve 127\.0\.0\.77/u);
  assert.match(said(lost, 'owner'), /^bad: is no mailbox here/u);
  const network = (await check(house, 'device', 'Network')).steps;
  assert.match(said(network, 'right'), /^unknown: known by a network/u);
  assert.match(said(network, 'silence'), /^warning: none yet/u);
  // What its error asked for is done: it is no fault any more, and not proved yet.
  await device('set', 'Copier', '--profile', 'tolerant');
  const mended = (await check(house, 'device', 'Copier')).steps;
  assert.match(said(mended, 'profile'), /^good/u);
  assert.match(said(mended, 'last error'), /^warning: .*set right/u);
});

test('a device is judged where it really comes, and by what it has been given since', async () => {
  await using house = await startTestHouse({ objects: [inbound('office', { senderAddresses: [DEVICE] })] });
  const device = (...args: string[]) => done(shellIn(house.folder), 'device', ...args);
  await device('add', 'Copier', '--address', DEVICE);
  /** Until its sessions are known: they are noted after they have ended. */
  const checked = async (sessions: number): Promise<readonly Step[]> => {
    let steps: readonly Step[] = [];
    for (let tries = 0; tries < 200 && !said(steps, 'seen').includes(`${sessions} sessions`); tries++)
      ({ steps } = await check(house, 'device', 'Copier'));
    return steps;
  };
  // A connector's right is of no use on the port that wants a sign-in.
  const wrapped = await SmtpTestClient.connect({ port: house.port('submissions'), from: DEVICE, tls: {} });
  await wrapped.say('EHLO copier.test');
  assert.equal((await wrapped.say('MAIL FROM:<copier@ours.test>')).code, 530);
  wrapped.end();
  const there = await checked(1);
  assert.match(said(there, 'right'), /^bad: 530 5\.7\.57 .* -> .*let it send to port 25/u);
  assert.match(there.find((step) => step.what === 'right')?.asked ?? '', /from 127\.0\.0\.10, on submissions$/u);
  assert.match(said(there, 'last error'), /^bad/u);
  const early = await SmtpTestClient.connect({ port: house.port('smtp'), from: DEVICE });
  await early.say('EHLO copier.test');
  assert.equal((await early.say('AUTH LOGIN')).code, 530);
  early.end();
  const before = await checked(2);
  assert.match(said(before, 'right'), /^good/u);
  assert.match(said(before, 'last error'), /^bad: .*signs in without TLS.* -> switch on TLS/u);
  await device('set', 'Copier', '--profile', 'legacy');
  const after = await checked(2);
  assert.match(said(after, 'last error'), /^warning: .*signs in without TLS.*that has been set right/u);
  assert.match(said(after, 'profile'), /^good/u);
});
