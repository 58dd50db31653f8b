import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { before, test } from 'node:test';
import { type Authority, type Certificate, createAuthority } from '../../lab/peers/certificates.ts';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { npmSink, type NpmSink, scriptedSink } from '../../lab/peers/sinks.ts';
import {
  connector,
  delivery,
  openRoom,
  type Room,
  summary,
  viaConnector,
  viaMx,
} from '../../lab/houses/delivery-house.ts';
import type { DeliveryOptions } from '../../src/deliver/delivery-options.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import type { Outcome } from '../../src/mail/delivery.ts';

let authority: Authority;
let good: Certificate;
let expired: Certificate;
let stranger: Certificate;

before(async () => {
  authority = await createAuthority();
  good = await authority.issue(['mail.d.test']);
  expired = await authority.issue(['other.test'], { from: -2, to: -1 });
  stranger = await authority.issue(['other.test']);
});

/** The data of a record: a certificate (selector 0) or its key (1), whole (matching 0), as SHA-256 (1) or SHA-512 (2). */
function data({ cert }: { readonly cert: string }, selector: number, matching: number): string {
  const certificate = new X509Certificate(cert);
  const octets = selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' });
  return matching === 0
    ? octets.toString('hex')
    : createHash(matching === 1 ? 'sha256' : 'sha512')
        .update(octets)
        .digest('hex');
}

const record = (usage: number, selector: number, matching: number, of: { readonly cert: string }): string =>
  `${usage} ${selector} ${matching} ${data(of, selector, matching)}`;

const chain = (certificate: Certificate): Certificate => ({
  ...certificate,
  cert: `${certificate.cert}\n${authority.cert}`,
});

interface Scene {
  readonly certificate: Certificate;
  readonly tlsa: readonly string[];
  /** The zone in the place of the usual one, which is signed. */
  readonly zone?: string;
  readonly more?: Partial<DeliveryOptions>;
  readonly objects?: readonly OutboundConnector[];
}

const usual = `
  d.test SIGNED
  d.test MX 10 mail.d.test
  mail.d.test A 127.0.0.1`;

async function scene<Result>(
  { certificate, tlsa, zone = usual, more = {}, objects = [] }: Scene,
  look: (room: Room, sink: NpmSink, port: number) => Promise<Result>,
): Promise<Result> {
  await using sink = await npmSink({ disabledCommands: ['AUTH'], cert: certificate.cert, key: certificate.key });
  const lines = tlsa.map((text) => `_${sink.port}._tcp.mail.d.test TLSA ${text}`).join('\n');
  const text = `${zone.replaceAll('PORT', String(sink.port))}\n${lines}`;
  const delivery = { mxPort: sink.port, secureResolver: createZoneResolver(text).secure, ...more };
  await using room = await openRoom({ zone: text, delivery, objects });
  return await look(room, sink, sink.port);
}

const send = (room: Room): Promise<Outcome> => room.one(delivery(viaMx, ['x@d.test']));
const outcomeOf = (given: Scene): Promise<Outcome> => scene(given, (room) => send(room));

test('a certificate that the records name is good, whatever its name, its dates and who signed it', async () => {
  for (const [selector, matching] of [
    [1, 1],
    [0, 1],
    [1, 2],
    [0, 2],
    [1, 0],
    [0, 0],
  ] as const) {
    const outcome = await outcomeOf({ certificate: expired, tlsa: [record(3, selector, matching, expired)] });
    assert.equal(summary(outcome), 'relayed 2.0.0', `3 ${selector} ${matching}`);
    assert.match(outcome.tls ?? '', /^TLSv1\.3 \S+ verified, DANE$/u);
  }
});

test('a certificate that no record names is refused, and nothing goes out', async () => {
  for (const tlsa of [[record(3, 1, 1, good)], [record(3, 0, 1, good), record(3, 1, 2, good)]])
    await scene({ certificate: stranger, tlsa }, async (room, sink) => {
      const outcome = await send(room);
      assert.equal(summary(outcome), 'delayed 4.7.5 tls-failed lane');
      assert.ok(outcome.action === 'delayed');
      assert.match(outcome.text, /DANE: its certificate is not one that its TLSA records name/u);
      assert.deepEqual(outcome.apart?.helps.remedy, { act: 'tell-domain', domain: 'd.test', policy: 'DANE' });
      assert.equal(sink.received.length, 0);
    });
});

test('one record of several is enough: a key that is being changed', async () => {
  const outcome = await outcomeOf({ certificate: good, tlsa: [record(3, 1, 1, stranger), record(3, 1, 1, good)] });
  assert.equal(summary(outcome), 'relayed 2.0.0');
});

test('an authority that the records name has to have signed it, for one of the names, in time', async () => {
  const old = await authority.issue(['mail.d.test'], { from: -2, to: -1 });
  const rows: readonly [string, Certificate, string, string][] = [
    ['its key, sent along', chain(good), record(2, 1, 1, authority), 'relayed 2.0.0'],
    ['its certificate, sent along', chain(good), record(2, 0, 1, authority), 'relayed 2.0.0'],
    ['the whole of it in the record, not sent along', good, record(2, 0, 0, authority), 'relayed 2.0.0'],
    ['for the domain itself', chain(await authority.issue(['d.test'])), record(2, 1, 1, authority), 'relayed 2.0.0'],
    ['not sent along', good, record(2, 1, 1, authority), 'delayed 4.7.5 tls-failed lane'],
    ['for another name', chain(stranger), record(2, 1, 1, authority), 'delayed 4.7.5 tls-failed lane'],
    ['expired', chain(old), record(2, 1, 1, authority), 'delayed 4.7.5 tls-failed lane'],
    ['another authority', chain(good), record(2, 1, 1, await createAuthority()), 'delayed 4.7.5 tls-failed lane'],
  ];
  for (const [name, certificate, tlsa, expected] of rows)
    assert.equal(summary(await outcomeOf({ certificate, tlsa: [tlsa] })), expected, name);
});

test('records of which none means anything here: encrypted, whoever it is, and never in clear text', async () => {
  const strange = [record(0, 1, 1, good), record(1, 1, 1, good), '255 0 1 00', '3 1 1 00', '3 2 1 00', '3 1 0'];
  for (const tlsa of strange) {
    const outcome = await outcomeOf({ certificate: stranger, tlsa: [tlsa] });
    assert.equal(summary(outcome), 'relayed 2.0.0', tlsa);
    assert.match(outcome.tls ?? '', /unverified, DANE$/u, tlsa);
  }
  await using clear = await scriptedSink();
  const text = `${usual}\n_${clear.port}._tcp.mail.d.test TLSA 1 1 1 ${'0'.repeat(64)}`;
  const more = { mxPort: clear.port, secureResolver: createZoneResolver(text).secure };
  await using room = await openRoom({ zone: text, delivery: more });
  assert.equal(summary(await send(room)), 'delayed 4.7.5 tls-failed lane');
  assert.equal(clear.contents.length, 0);
});

test('what is not signed is not believed, and records of a host that is not signed are not even asked for', async () => {
  const tlsa = [record(3, 1, 1, good)];
  const notSigned: readonly [string, string][] = [
    ['the whole zone', usual.replace('d.test SIGNED', '')],
    ['the MX', usual.replace('d.test SIGNED', 'mail.d.test SIGNED\n_tcp.mail.d.test SIGNED')],
    [
      'the mail host',
      usual.replace(
        'd.test MX 10 mail.d.test',
        'd.test MX 10 mail.e.test\nmail.e.test A 127.0.0.1\n_PORT._tcp.mail.e.test SERVFAIL',
      ),
    ],
  ];
  for (const [name, zone] of notSigned) {
    const outcome = await outcomeOf({ certificate: stranger, tlsa, zone });
    assert.equal(summary(outcome), 'relayed 2.0.0', name);
    assert.match(outcome.tls ?? '', /unverified$/u, name);
  }
});

test('a look-up that fails on the way to the records defers mail and never downgrades it', async () => {
  for (const failing of [
    'd.test SERVFAIL MX',
    'mail.d.test SERVFAIL A',
    'mail.d.test SERVFAIL AAAA',
    '_PORT._tcp.mail.d.test SERVFAIL',
  ]) {
    const outcome = await outcomeOf({ certificate: good, tlsa: [], zone: `${usual}\n${failing}` });
    assert.equal(summary(outcome), 'delayed 4.4.3 dns-failed lane', failing);
  }
  const other = `${usual}\nd.test MX 20 second.d.test\nsecond.d.test A 127.0.0.1\n_PORT._tcp.mail.d.test SERVFAIL`;
  const outcome = await outcomeOf({ certificate: good, tlsa: [], zone: other });
  assert.equal(outcome.remoteHost, 'second.d.test', 'another host may be had');
});

test('the records of a host that is an alias stand at the name it leads to, or at its own', async () => {
  const alias = `
    d.test SIGNED
    d.test MX 10 mail.d.test
    mail.d.test CNAME real.e.test
    real.e.test A 127.0.0.1`;
  const bad = '3 1 1 ' + '0'.repeat(64);
  const at = (name: string, text: string): string => `_PORT._tcp.${name} TLSA ${text}`;
  const signed = `${alias}\ne.test SIGNED`;
  const right = record(3, 1, 1, good);
  const rows: readonly [string, string, string][] = [
    ['both signed, at the end', `${signed}\n${at('real.e.test', right)}\n${at('mail.d.test', bad)}`, 'relayed'],
    ['both signed, at its own alone', `${signed}\n${at('mail.d.test', right)}`, 'relayed'],
    ['the end not signed', `${alias}\n${at('real.e.test', bad)}\n${at('mail.d.test', right)}`, 'relayed'],
    ['the end not signed, and another certificate', `${alias}\n${at('mail.d.test', bad)}`, 'delayed'],
  ];
  for (const [name, zone, action] of rows) {
    const clean = zone.replace(/mail\.d\.test A .*/u, '');
    const outcome = await outcomeOf({ certificate: good, tlsa: [], zone: clean });
    assert.equal(outcome.action, action, name);
    if (action === 'relayed') assert.match(outcome.tls ?? '', /verified, DANE$/u, name);
  }
});

test('DANE comes before MTA-STS, and what a connector demands before both', async () => {
  const policyHost = await authority.issue(['mta-sts.d.test']);
  await using desk = await openDesk(
    () => ({
      status: 200,
      headers: { 'content-type': 'text/plain' },
      text: 'version: STSv1\nmode: enforce\nmx: mail.other.test\nmax_age: 86400\n',
    }),
    { certificate: policyHost },
  );
  const zone = `${usual}\nmta-sts.d.test A 127.0.0.1\n_mta-sts.d.test TXT "v=STSv1; id=1;"`;
  const more = { mtaStsPort: desk.port, extraAuthorities: [authority.cert] };
  const outcome = await outcomeOf({ certificate: expired, tlsa: [record(3, 1, 1, expired)], zone, more });
  assert.match(outcome.tls ?? '', /verified, DANE$/u);
  const wrong = [record(3, 1, 1, good)];
  assert.equal(
    summary(await outcomeOf({ certificate: expired, tlsa: wrong, zone, more })),
    'delayed 4.7.5 tls-failed lane',
  );
  const objects = [connector({ route: { kind: 'mx' }, tls: 'required' })];
  await scene({ certificate: expired, tlsa: wrong, zone, more, objects }, async (room) => {
    const route = { ...viaConnector, domain: 'd.test' } as const;
    assert.match((await room.one(delivery(route, ['x@d.test']))).tls ?? '', /unverified$/u);
  });
});

test('a session that was opened without a demand is not used for mail that DANE protects', async () => {
  const zone = `${usual}\ne.test MX 10 mail.d.test`;
  await scene({ certificate: good, tlsa: [record(3, 1, 1, good)], zone }, async (room) => {
    const e = delivery({ kind: 'mx', domain: 'e.test' }, ['x@e.test']);
    assert.match((await room.one(e)).tls ?? '', /unverified$/u);
    assert.match((await send(room)).tls ?? '', /verified, DANE$/u);
    assert.match((await room.one(e)).tls ?? '', /unverified$/u);
  });
});

test('where nobody validates, nothing is asked but what always was', async () => {
  const asked: string[] = [];
  const zone = createZoneResolver(usual);
  const secureResolver = { ...zone.secure, validates: () => Promise.resolve(false), mx: () => assert.fail('asked') };
  const resolver = {
    ...zone,
    txt: (name: string) => {
      asked.push(name);
      return zone.txt(name);
    },
  };
  const more = { secureResolver, resolver };
  await scene({ certificate: stranger, tlsa: [], more }, async (room) => {
    for (let round = 0; round < 3; round++) assert.equal(summary(await send(room)), 'relayed 2.0.0');
  });
  assert.deepEqual(asked, ['_mta-sts.d.test']);
});
