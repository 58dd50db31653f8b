/** Domain verification against a zone in which each name server answers for itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '../../src/mail/step.ts';
import { createZoneResolver, type ZoneResolver } from '../../src/dns/zone-resolver.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';

const servers = `
contoso.com NS ns1.dns.test
contoso.com NS ns2.dns.test
ns1.dns.test A 192.0.2.1
ns2.dns.test A 192.0.2.2
`;

async function withDomain(name = 'contoso.com'): Promise<{ t: TestAdmin; zone: ZoneResolver; token: string }> {
  const zone = createZoneResolver(servers);
  const t = await openTestAdmin({ over: { resolver: zone } });
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  const { body } = await t.ask('POST', '/api/v1/domains', { name });
  return { t, zone, token: body.item.verificationToken };
}

test('one authoritative server that shows the token is proof, and the one that is behind is named', async () => {
  const { t, zone, token } = await withDomain();
  await using _ = t;
  zone.set(`${servers}\n@ 192.0.2.1\ncontoso.com TXT "${token}"\n@ 192.0.2.2\ncontoso.com TXT "v=spf1 -all"\n`);
  const { body } = await t.ask('POST', '/api/v1/domains/contoso.com/verify');
  assert.equal(body.verified, true, JSON.stringify(body));
  const txt = body.steps.filter(({ what }: Step) => what === 'TXT');
  assert.deepEqual(
    txt.map(({ about, facts }: Step) => [about, facts['shows']]),
    [
      ['ns1.dns.test (192.0.2.1)', true],
      ['ns2.dns.test (192.0.2.2)', false],
    ],
  );
  assert.equal(txt[1].text, '"v=spf1 -all": does not show it');
  assert.match(txt[1].cure, /behind/);
  assert.equal(t.directory.current.domains[0]?.verified?.method, 'txt');
});

test('a token as the host of an MX record is proof too', async () => {
  const { t, zone, token } = await withDomain();
  await using _ = t;
  const host = `${token.replace('=', '-')}.mail.service.test`;
  zone.set(`${servers}\n@ 192.0.2.1\ncontoso.com MX 32767 ${host}\n`);
  const { body } = await t.ask('POST', '/api/v1/domains/contoso.com/verify');
  assert.equal(body.verified, true, JSON.stringify(body));
  assert.equal(t.directory.current.domains[0]?.verified?.method, 'mx');
});

test('a missing token says what to publish; another token proves nothing', async () => {
  const { t, zone, token } = await withDomain();
  await using _ = t;
  zone.set(`${servers}\n@ 192.0.2.1\ncontoso.com TXT "${token}x"\n@ 192.0.2.2\ncontoso.com SERVFAIL\n`);
  const { body } = await t.ask('POST', '/api/v1/domains/contoso.com/verify');
  assert.equal(body.verified, false);
  const [first] = body.steps;
  assert.ok(first.cure.includes(token));
  const failed = body.steps.filter(({ facts }: Step) => facts['shows'] === null);
  assert.equal(failed[0]?.facts.address, '192.0.2.2');
  assert.match(failed[0].cure, /port 53/);
  assert.equal(t.directory.current.domains[0]?.verified, null);
});

test('a name inside a zone is asked for at the servers of the zone above', async () => {
  const { t, zone, token } = await withDomain('mail.contoso.com');
  await using _ = t;
  zone.set(`${servers}\nmail.contoso.com A 192.0.2.9\n@ 192.0.2.1\nmail.contoso.com TXT "${token}"\n`);
  assert.equal((await t.ask('POST', '/api/v1/domains/mail.contoso.com/verify')).body.verified, true);
});

test('a domain without name servers is told as such', async () => {
  const { t, zone } = await withDomain();
  await using _ = t;
  zone.set('other.test A 192.0.2.1');
  const { body } = await t.ask('POST', '/api/v1/domains/contoso.com/verify');
  assert.equal(body.verified, false);
  assert.match(body.steps[0].cure, /registered and delegated/);
});

test('the organization that verifies first has the name', async () => {
  const { t, zone, token } = await withDomain();
  await using _ = t;
  await t.ask('POST', '/api/v1/organizations', { name: 'Fabrikam' });
  const added = await t.ask('POST', '/api/v1/domains?organization=Fabrikam', { name: 'contoso.com' });
  assert.equal(added.status, 201);
  assert.match(added.body.warnings.join(), /first to verify/);
  zone.set(
    `${servers}\n@ 192.0.2.1\ncontoso.com TXT "${token}"\ncontoso.com TXT "${added.body.item.verificationToken}"\n`,
  );
  assert.equal((await t.ask('POST', '/api/v1/domains/contoso.com/verify?organization=Fabrikam')).body.verified, true);
  const late = await t.ask('POST', '/api/v1/domains/contoso.com/verify?organization=Contoso');
  assert.equal(late.status, 422);
  assert.match(late.body.detail, /another organization has verified/);
  await t.ask('POST', '/api/v1/organizations', { name: 'Third' });
  assert.equal((await t.ask('POST', '/api/v1/domains?organization=Third', { name: 'contoso.com' })).status, 422);
});

test('the records to publish merge with the SPF record that is there', async () => {
  const { t, zone, token } = await withDomain();
  await using _ = t;
  zone.set(`${servers}\ncontoso.com TXT "v=spf1 include:other.example -all"\n`);
  const { body } = await t.ask('GET', '/api/v1/domains/contoso.com/records');
  const values = body.records.map((record: { value: string }) => record.value);
  assert.ok(values.includes('v=spf1 ip4:203.0.113.5 include:other.example -all'), values.join('\n'));
  assert.ok(values.includes(token));
  const reports = 'v=TLSRPTv1; rua=mailto:postmaster@contoso.com';
  assert.ok(values.includes(reports), values.join('\n'));
  zone.set(`${servers}\n_smtp._tls.contoso.com TXT "v=TLSRPTv1; rua=mailto:tls@elsewhere.test"\n`);
  const later = (await t.ask('GET', '/api/v1/domains/contoso.com/records')).body.records;
  assert.ok(!later.some(({ of }: { of: string }) => of === 'tls-rpt'), 'it has one');
  assert.equal(body.mxName, 'contoso-com.mail.service.test');
  assert.deepEqual(
    body.devices.map((device: { way: string }) => device.way),
    ['relay', 'submission', 'direct'],
  );
});
