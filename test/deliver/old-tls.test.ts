/** Next hops that speak only TLS 1.0 or 1.1: named as that, and spoken to by the connector that an administrator lets. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import { type Authority, createAuthority } from '../../lab/peers/certificates.ts';
import { connector, delivery, openRoom, smartHosts, summary, viaConnector } from '../../lab/houses/delivery-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';

let authority: Authority;

before(async () => {
  authority = await createAuthority();
});

async function oldHost(maxVersion: 'TLSv1' | 'TLSv1.1') {
  const certificate = await authority.issue(['127.0.0.1']);
  const old = { ...certificate, minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT:@SECLEVEL=0' };
  return scriptedSink({ certificate: old, extensions: ['STARTTLS', '8BITMIME', 'AUTH PLAIN'] });
}

async function through(port: number, changes: Partial<OutboundConnector>) {
  await using house = await openRoom({
    secrets: { smart: 'secret' },
    objects: [connector({ name: 'Old', route: smartHosts(port), ...changes })],
    delivery: { extraAuthorities: [authority.cert] },
  });
  return house.one(delivery(viaConnector, ['x@d.test']));
}

for (const version of ['TLSv1', 'TLSv1.1'] as const) {
  test(`a host that speaks ${version} at most is named, with the setting that helps, and the mail waits`, async () => {
    await using sink = await oldHost(version);
    for (const tls of ['required', 'verified'] as const) {
      const outcome = await through(sink.port, { tls });
      assert.equal(summary(outcome), 'delayed 4.7.5 tls-failed lane');
      assert.ok(outcome.action === 'delayed' && outcome.ownAccount);
      assert.match(outcome.text, /speaks only TLS 1\.0 or 1\.1/u);
      assert.match(outcome.text, /doorpost upstream set Old --tls-minimum TLSv1$/u);
    }
  });

  test(`the connector that may speaks ${version} with it, verified and with a password`, async () => {
    await using sink = await oldHost(version);
    const auth = { kind: 'password', username: 'u', passwordSecret: 'smart' } as const;
    const outcome = await through(sink.port, { tls: 'verified', tlsMinimum: version, auth });
    assert.equal(summary(outcome), 'relayed 2.0.0');
    assert.match(outcome.tls ?? '', new RegExp(`^${version.replace('.', '\\.')} .* verified$`, 'u'));
    assert.ok(sink.lines.some((line) => line.startsWith('AUTH PLAIN')));
  });
}

test('opportunistic TLS goes on in clear text, but where the older version is allowed', async () => {
  await using sink = await oldHost('TLSv1');
  const clear = await through(sink.port, { tls: 'opportunistic' });
  assert.deepEqual([summary(clear), clear.tls], ['relayed 2.0.0', 'clear text']);
  assert.match(clear.changes?.[0]?.text ?? '', /^in clear text, because TLS failed: .*speaks only TLS 1\.0 or 1\.1/u);
  const old = await through(sink.port, { tls: 'opportunistic', tlsMinimum: 'TLSv1' });
  assert.match(old.tls ?? '', /^TLSv1 /u);
});

test('the setting is the oldest version, not the newest: a host of today is spoken to as before', async () => {
  const certificate = await authority.issue(['127.0.0.1']);
  await using sink = await scriptedSink({ certificate, extensions: ['STARTTLS'] });
  const outcome = await through(sink.port, { tls: 'verified', tlsMinimum: 'TLSv1' });
  assert.match(outcome.tls ?? '', /^TLSv1\.3 /u);
});

test('TLS 1.1 is no TLS 1.0', async () => {
  await using sink = await oldHost('TLSv1');
  const outcome = await through(sink.port, { tls: 'required', tlsMinimum: 'TLSv1.1' });
  assert.equal(outcome.action, 'delayed');
});
