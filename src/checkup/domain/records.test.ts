import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import type { AcceptedDomain } from '../../directory/objects.ts';
import { createZoneResolver } from '../../dns/zone-resolver.ts';
import type { DomainRecordCheck, DomainRecordName } from '../../mail/doors/domain-health.ts';
import { type DomainFacts, lookAtDomain } from './records.ts';

const names = { mxName: 'mail.ours.test', hostName: 'mail.ours.test', serviceHost: 'mail.ours.test' };
const TOKEN = 'doorpost-verification=0123';
const domain = {
  kind: 'domain',
  name: 'ours.test',
  type: 'authoritative',
  verified: null,
  verificationToken: TOKEN,
} as unknown as AcceptedDomain;

async function look(
  zone: string,
  { over = {}, of = domain }: { readonly over?: Partial<DomainFacts>; readonly of?: AcceptedDomain } = {},
): Promise<Readonly<Record<DomainRecordName, DomainRecordCheck>>> {
  const facts: DomainFacts = {
    resolver: createZoneResolver(zone),
    ...names,
    egressAddresses: ['203.0.113.5'],
    upstream: null,
    selectors: [],
    ...over,
  };
  const checks = await Array.fromAsync(lookAtDomain(of, facts, new AbortController().signal));
  return Object.fromEntries(checks.map((check) => [check.record, check])) as Awaited<ReturnType<typeof look>>;
}

const servers = `
ours.test NS ns1.dns.test
ours.test NS ns2.dns.test
ns1.dns.test A 192.0.2.1
ns2.dns.test A 192.0.2.2
`;

test('our own name is found among the mail hosts of a domain, however many stand before it', async () => {
  const others = Array.from({ length: 2 * bounds.checkup.mailHosts }, (_, n) => `ours.test MX ${n} other${n}.test`);
  const { mx } = await look([...others, 'ours.test MX 900 mail.ours.test'].join('\n'));
  assert.equal(mx.outcome, 'good');
});

test('what the domain’s own servers say counts, and not what the resolver still remembers', async () => {
  const { verification, mx, spf } = await look(`${servers}
    ours.test MX 0 old.test
    @ 192.0.2.1
    ours.test MX 0 mail.ours.test
    ours.test TXT "${TOKEN}"
    ours.test TXT "v=spf1 ip4:203.0.113.5 -all"
    @ 192.0.2.2
    ours.test MX 0 old.test`);
  assert.deepEqual(
    [verification, mx, spf].map(({ outcome, finding }) => [outcome, finding.kind]),
    [
      ['good', 'token-shown'],
      ['good', 'leads-here'],
      ['good', 'names-us'],
    ],
  );
  assert.deepEqual(
    mx.servers.map(({ server, address, outcome, seen }) => [server, address, outcome, seen]),
    [
      ['ns1.dns.test', '192.0.2.1', 'good', ['0 mail.ours.test']],
      ['ns2.dns.test', '192.0.2.2', 'warning', ['0 old.test']],
    ],
  );
  assert.deepEqual(spf.servers[1]?.without, 'no such records');
  assert.equal(spf.simulations[0]?.result, 'pass');
});

test('servers that cannot be asked leave it to the resolver; where that fails too, nothing is known', async () => {
  const reached = await look(`ours.test NS ns1.dns.test\nours.test MX 0 mail.ours.test`);
  assert.equal(reached.mx.outcome, 'good');
  assert.equal(reached.mx.servers[0]?.address, null);
  assert.equal(reached.verification.finding.kind, 'no-answer');
  const below = ['_dmarc', 'selector1._domainkey', '_mta-sts', '_smtp._tls'];
  const failing = await look(
    ['', ...below.map((name) => `${name}.`)].map((name) => `${name}ours.test SERVFAIL`).join('\n'),
  );
  assert.deepEqual([...new Set(Object.values(failing).map(({ outcome }) => outcome))], ['unknown']);
});

test('what is to be typed is said where something is wrong, and nowhere else', async () => {
  const { verification, mx, spf, dkim, dmarc } = await look(`${servers}
    other.test TXT "v=spf1 ip4:192.0.2.99 -all"
    @ 192.0.2.1
    ours.test TXT "v=spf1 include:other.test -all"
    ours.test MX 0 mail.ours.test`);
  assert.equal(verification.wanted, TOKEN);
  assert.equal(mx.wanted, null);
  assert.equal(spf.finding.kind, 'not-ours');
  assert.equal(spf.wanted, 'v=spf1 ip4:203.0.113.5 include:other.test -all');
  assert.equal(dkim.finding.kind, 'no-key');
  assert.match(dmarc.wanted ?? '', /^v=DMARC1; p=none/u);
  const without = await look('other.test A 192.0.2.9', { over: { egressAddresses: [] } });
  assert.equal(without.spf.wanted, null, 'a line with a gap is nothing to publish');
  assert.equal(without.mx.wanted, '0 mail.ours.test');
});

test('a domain whose mail comes here is told how to ask for reports on TLS, if it does not', async () => {
  const wanted = async (zone: string, type: AcceptedDomain['type'] = 'authoritative') =>
    (await look(zone, { of: { ...domain, type } }))['tls-rpt'].wanted;
  const ask = 'v=TLSRPTv1; rua=mailto:postmaster@ours.test';
  assert.equal(await wanted('other.test A 192.0.2.9'), ask);
  assert.equal(await wanted('_smtp._tls.ours.test TXT "v=TLSRPTv1; rua=nowhere"'), ask);
  assert.equal(await wanted('_smtp._tls.ours.test TXT "v=TLSRPTv1; rua=mailto:tls@far.test"'), null);
  assert.equal(await wanted('_smtp._tls.ours.test SERVFAIL'), null);
  assert.equal(await wanted('other.test A 192.0.2.9', 'internal-relay'), null);
});

test('a token that is gone is told of a domain that was proven by it, and of no other', async () => {
  const zone = `${servers}\n@ 192.0.2.1\nours.test MX 0 mail.ours.test\n@ 192.0.2.2\nours.test MX 0 mail.ours.test`;
  const kind = async (method: 'txt' | 'mx' | 'trusted') =>
    (await look(zone, { of: { ...domain, verified: { at: 1, method } } })).verification.finding.kind;
  assert.deepEqual(await Promise.all([kind('txt'), kind('mx'), kind('trusted')]), [
    'token-gone',
    'stays-verified',
    'stays-verified',
  ]);
});

test('answers are bounded and printable, whatever stands in them', async () => {
  const { verification } = await look(
    `${servers}\n@ 192.0.2.1\nours.test TXT "<script>alert(1)</script>\u001b[2J${'x'.repeat(5_000)}"`,
  );
  const [text = ''] = verification.servers[0]?.seen ?? [];
  assert.ok(text.startsWith('<script>alert(1)</script>?[2Jxxx'), text);
  assert.equal(text.length, bounds.dns.answerShown);
});
