import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { before, test } from 'node:test';
import {
  connector,
  delivery,
  mailbox,
  message,
  openRoom,
  plainMail,
  summary,
  toMailbox,
  viaConnector,
  viaMx,
} from '../../lab/houses/delivery-house.ts';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { QueuedMessage } from '../../src/mail/delivery.ts';

let authority: Authority;
let good: Certificate;

before(async () => {
  authority = await createAuthority();
  good = await authority.issue(['mail.d.test', '127.0.0.1']);
});

const OFFERED = ['STARTTLS', 'PIPELINING', 'REQUIRETLS'];

const required = (): QueuedMessage => message(plainMail, { requireTls: true });

const keyOf = ({ cert }: Certificate): string =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');

function secured(port: number, tlsa: string | null) {
  const records = tlsa === null ? '' : `_${port}._tcp.mail.d.test TLSA 3 1 1 ${tlsa}`;
  const zone = `d.test SIGNED\nd.test MX 10 mail.d.test\nmail.d.test A 127.0.0.1\n${records}`;
  const parts = { mxPort: port, secureResolver: createZoneResolver(zone).secure, extraAuthorities: [authority.cert] };
  return { zone, delivery: parts };
}

test('a message that requires TLS asks the next mail host to require it too, where that one is certain and offers it', async () => {
  await using sink = await scriptedSink({ certificate: good, extensions: OFFERED });
  await using room = await openRoom(secured(sink.port, keyOf(good)));
  const outcome = await room.one(delivery(viaMx, ['x@d.test'], required()));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(sink.lines.find((line) => line.startsWith('MAIL')) ?? '', / REQUIRETLS$/u);
  const other = await room.one(delivery(viaMx, ['x@d.test']));
  assert.equal(summary(other), 'relayed 2.0.0');
  assert.doesNotMatch(sink.lines.filter((line) => line.startsWith('MAIL')).at(-1) ?? '', /REQUIRETLS/u);
});

test('it comes back at once where the next hop does not offer that, or nobody can say that it is the right one', async () => {
  const scenes: readonly [string, readonly string[], boolean, RegExp][] = [
    ['not offered', ['STARTTLS'], true, /does not offer REQUIRETLS/u],
    ['neither DANE nor MTA-STS', OFFERED, false, /not certain/u],
    ['no TLS at all', ['REQUIRETLS'], false, /not certain/u],
  ];
  for (const [name, extensions, dane, text] of scenes) {
    await using sink = await scriptedSink({ certificate: good, extensions });
    await using room = await openRoom(secured(sink.port, dane ? keyOf(good) : null));
    const outcome = await room.one(delivery(viaMx, ['x@d.test'], required()));
    assert.equal(summary(outcome), 'failed 5.7.30 tls-failed', name);
    assert.ok(outcome.action === 'failed');
    assert.match(outcome.text, text);
    assert.equal(sink.contents.length, 0);
  }
});

test('an upstream whose certificate verifies is certain; Graph has no word for it; a mailbox here needs none', async () => {
  for (const [tls, expected] of [
    ['verified', 'relayed 2.0.0'],
    ['none', 'failed 5.7.30 tls-failed'],
  ] as const) {
    await using sink = await scriptedSink({ certificate: good, extensions: OFFERED });
    const route = { kind: 'smart-hosts' as const, hosts: [{ host: '127.0.0.1', port: sink.port }] };
    await using room = await openRoom({
      objects: [connector({ route, tls })],
      delivery: { extraAuthorities: [authority.cert] },
    });
    assert.equal(summary(await room.one(delivery(viaConnector, ['x@d.test'], required()))), expected, tls);
  }
  const graph = { kind: 'graph' as const, endpoint: 'https://graph.microsoft.com/v1.0', user: 'a@d.test' };
  await using room = await openRoom({ objects: [connector({ route: graph }), mailbox()] });
  assert.equal(summary(await room.one(delivery(viaConnector, ['x@d.test'], required()))), 'failed 5.7.30 tls-failed');
  assert.equal((await room.one(delivery(toMailbox, ['inbox@ours.test'], required()))).action, 'delivered');
});

test('TLS-Required: no has the demands of the domain passed over, and the trace warns of it', async () => {
  await using sink = await scriptedSink();
  await using room = await openRoom(secured(sink.port, '0'.repeat(64)));
  const plain = message(plainMail);
  assert.equal(summary(await room.one(delivery(viaMx, ['x@d.test'], plain))), 'delayed 4.7.5 tls-failed lane');
  const wish = message(plainMail, { header: { ...plain.header, tlsRequired: 'no' } });
  const outcome = await room.one(delivery(viaMx, ['x@d.test'], wish));
  assert.equal(summary(outcome), 'relayed 2.0.0');
  assert.match(outcome.changes?.map(({ text }) => text).join() ?? '', /a warning: .*DANE, MTA-STS.*TLS-Required: no/u);
  assert.equal(summary(await room.one(delivery(viaMx, ['x@d.test'], plain))), 'delayed 4.7.5 tls-failed lane');
  const both = { ...wish, requireTls: true } as const;
  assert.equal((await room.one(delivery(viaMx, ['x@d.test'], both))).status, '4.7.5', 'the envelope comes first');
});
