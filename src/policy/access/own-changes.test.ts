import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import type {
  Credential,
  DirectoryEdit,
  DirectoryObject,
  InboundConnector,
  OutboundConnector,
} from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { domain, group, inbound, mailbox, organization, smartHost } from '../../../lab/houses/test-house.ts';
import { foreignChange } from './own-changes.ts';
import { isPublicHost } from './public-host.ts';

const A = 'A' as ObjectId;
const B = 'B' as ObjectId;
const ofA = { organizationId: A };
const up = smartHost('up', 25, {
  ...ofA,
  route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org', port: 25 }] },
});
const inner: OutboundConnector = {
  ...up,
  id: 'inner' as ObjectId,
  name: 'inner',
  route: { kind: 'smart-hosts', hosts: [{ host: '10.0.0.5', port: 25 }] },
  clientCertificate: { certificateFile: '/etc/a.pem', keyFile: '/etc/a.key' },
};
const ours = organization({
  ...{ id: A, name: 'A', alarmWebhook: 'https://10.0.0.7/v1' },
  deviceNetworks: ['192.0.2.0/25', '2001:db8:a::/48'],
});
const bob = mailbox('bob@a.test', ofA);
const ofB = { organizationId: B };
const eveSignsIn: Credential = {
  ...{ kind: 'credential', id: 'C' as ObjectId, ...ofB, mailboxId: 'eve' as ObjectId },
  ...{ name: 'scan', username: 'eve-scan', verifier: '', enabled: true, createdAt: 0 },
};
const given = inbound('given', { ...ofA, senderAddresses: ['203.0.113.0/24'] });
const lmtp = mailbox('lin@a.test', { ...ofA, delivery: { kind: 'lmtp', host: '10.0.0.6', port: 24 } });
const early = mailbox('early@unproven.test', { ...ofA, delivery: { kind: 'maildir', path: 'early' } });
const byToken = {
  kind: 'delegated',
  ...{ username: 'u', clientId: 'c', scope: 's', refreshSecret: 'r', clientSecret: null },
  ...{ tokenEndpoint: 'https://10.0.0.7/v1', deviceEndpoint: 'https://10.0.0.7/v1' },
} as const;
const byGraph: OutboundConnector = {
  ...up,
  ...{ id: 'graph' as ObjectId, name: 'graph', auth: byToken },
  route: { kind: 'graph', endpoint: 'https://10.0.0.7/v1', user: 'u' },
};
const view = new DirectoryView({
  revision: 1,
  objects: [
    ...[ours, domain('a.test', ofA), domain('unproven.test', { ...ofA, verified: null })],
    ...[
      domain('sub.b.test', { ...ofA, verified: null, id: 'sub-of-A' as ObjectId }),
      domain('sub.b.test', { organizationId: B }),
    ],
    ...[bob, lmtp, early, up, inner, byGraph, given],
    ...[organization({ id: B, name: 'B' }), domain('b.test', ofB), domain('kid.a.test', ofB), eveSignsIn],
    mailbox('eve@b.test', { organizationId: B }),
  ],
});

const put = (object: DirectoryObject): DirectoryEdit => ({ verb: 'put', object });
/** The field that keeps a change from being theirs; null: nothing does. */
const change = <Kind extends DirectoryObject>(before: Kind, over: Partial<Kind>): string | null =>
  kept(put({ ...before, ...over }));
const kept = (...edits: DirectoryEdit[]): string | null => {
  const foreign = foreignChange(view, edits, new Set([A]));
  return foreign === null ? null : foreign.why === 'reserved' ? `${foreign.field}: ${foreign.what}` : foreign.why;
};

test('what is theirs may be changed, made and taken away', () => {
  assert.equal(kept(put({ ...bob, displayName: 'Bob' })), null);
  assert.equal(kept(put(mailbox('new@a.test', ofA)), { verb: 'delete', kind: 'mailbox', id: bob.id }), null);
  assert.equal(kept(put(inbound('c', { ...ofA, senderAddresses: ['192.0.2.1'] }))), null);
});

test('what is others’ or nobody’s may not, nor what it was or becomes', () => {
  const eve = mailbox('eve@b.test', { organizationId: B });
  assert.equal(kept(put(eve)), 'whole-system');
  assert.equal(kept(put({ ...eve, organizationId: A })), 'whole-system', 'taken from them');
  assert.equal(kept(put({ ...bob, organizationId: B })), 'whole-system', 'given to them');
  assert.equal(kept({ verb: 'delete', kind: 'mailbox', id: eve.id }), 'whole-system');
  assert.equal(kept(put(organization({ id: 'C' as ObjectId, name: 'C' }))), 'whole-system', 'made');
  assert.equal(kept({ verb: 'delete', kind: 'organization', id: A }), 'whole-system');
  const system = { kind: 'system', id: 'S' as ObjectId, limits: {}, defaultOrganizationId: A, captureOutbound: true };
  assert.equal(kept(put(system as DirectoryObject)), 'whole-system');
});

test('values that Global administrators set stay as they are, and hinder nothing else', () => {
  assert.equal(kept(put({ ...inner, name: 'other', expiryMs: 60_000 })), null);
  assert.equal(
    kept(put({ ...inner, clientCertificate: { certificateFile: '/etc/passwd', keyFile: '/etc/a.key' } })),
    'clientCertificate.certificateFile: file',
  );
  const to = (host: string): DirectoryEdit =>
    put({ ...up, route: { kind: 'smart-hosts', hosts: [{ host, port: 25 }] } });
  assert.equal(kept(to('mx.example.com')), null);
  assert.equal(kept(to('127.0.0.1')), 'route.hosts: host');
  const auth = {
    kind: 'client-credentials',
    username: 'u',
    clientId: 'c',
    scope: 's',
    tokenEndpoint: 'http://169.254.169.254/token',
    proof: { kind: 'secret', secret: 'x', expiresAt: null },
  } as const;
  assert.equal(kept(put({ ...up, auth })), 'auth.tokenEndpoint: host');
  assert.equal(kept(put({ ...up, auth: { ...auth, tokenEndpoint: 'https://login.example.com/t' } })), null);
  const files = { kind: 'certificate', certificateFile: '/a', keyFile: '/b' } as const;
  assert.equal(
    kept(put({ ...up, auth: { ...auth, tokenEndpoint: 'https://l.example.com/t', proof: files } })),
    'auth.certificateFile: file',
  );
  assert.equal(
    kept(put({ ...up, route: { kind: 'graph', endpoint: 'https://localhost/v1', user: 'u' } })),
    'route.endpoint: host',
  );
  assert.equal(kept(put({ ...ours, alarmWebhook: 'http://192.168.1.1/hook' })), 'alarmWebhook: host');
  assert.equal(kept(put({ ...ours, alarmWebhook: 'https://chat.example.com/hook' })), null);
  assert.equal(kept(put({ ...ours, name: 'Other' })), 'name: name');
  assert.equal(kept(put({ ...ours, deviceNetworks: ['0.0.0.0/0'] })), 'deviceNetworks: networks');
  assert.equal(kept(put({ ...bob, limits: { messagesPerMinute: 9_999 } })), 'limits.messagesPerMinute: limits');
  assert.equal(kept(put({ ...bob, delivery: { kind: 'lmtp-socket', path: '/run/x' } })), 'delivery.path: file');
  assert.equal(kept(put({ ...bob, delivery: { kind: 'lmtp', host: '10.0.0.1', port: 24 } })), 'delivery.host: host');
  assert.equal(
    kept(put({ ...bob, delivery: { kind: 'maildir', path: 'b.test/eve' } })),
    'delivery.path: place-of-mail',
  );
  assert.equal(kept(put({ ...bob, address: 'robert@a.test' })), null, 'a new address keeps the place');
  const pool = { kind: 'licence-pool', id: 'P' as ObjectId, ...ofA, mailboxSeats: 0, protectionSeats: 0 };
  const seats = { ...pool, assignedMailboxes: [], assignedSenders: [] } as const;
  assert.equal(kept(put(seats as DirectoryObject)), null, 'a pool comes into being with its first use');
  assert.equal(kept(put({ ...seats, mailboxSeats: 5 } as DirectoryObject)), 'mailboxSeats: seats');
});

test('of an inner host they have the one service that a Global administrator set: no other port, scheme or path', () => {
  const hosts = (...all: { host: string; port: number }[]) =>
    kept(put({ ...inner, route: { kind: 'smart-hosts', hosts: all } }));
  assert.equal(hosts({ host: '10.0.0.5', port: 25 }, { host: 'mx.example.com', port: 2525 }), null);
  assert.equal(hosts({ host: '10.0.0.5', port: 6379 }), 'route.hosts: host');
  assert.equal(hosts({ host: '10.0.0.5', port: 25 }, { host: '10.0.0.5', port: 22 }), 'route.hosts: host');
  assert.equal(change(lmtp, { delivery: { kind: 'lmtp', host: '10.0.0.6', port: 25 } }), 'delivery.host: host');
  assert.equal(change(lmtp, { displayName: 'Lin' }), null);
  const graph = (endpoint: string) => change(byGraph, { route: { kind: 'graph', endpoint, user: 'u' } });
  const token = (tokenEndpoint: string) => change(byGraph, { auth: { ...byToken, tokenEndpoint } });
  const device = (deviceEndpoint: string) => change(byGraph, { auth: { ...byToken, deviceEndpoint } });
  const hook = (alarmWebhook: string) => change(ours, { alarmWebhook });
  for (const [set, field] of [
    ...([
      [graph, 'route.endpoint'],
      [token, 'auth.tokenEndpoint'],
      [device, 'auth.deviceEndpoint'],
    ] as const),
    [hook, 'alarmWebhook'] as const,
  ]) {
    assert.equal(set('https://10.0.0.7/v1'), null, field);
    assert.equal(set('https://far.example.com:8443/any'), null, field);
    for (const other of [
      'http://10.0.0.7/v1',
      'https://10.0.0.7:9200/v1',
      'https://10.0.0.7/admin',
      'https://10.0.0.7/v1?x=1',
    ])
      assert.equal(set(other), `${field}: host`, other);
  }
});

test('a domain that is only claimed gives no addresses, and no Maildir that another organization may have left', () => {
  for (const name of ['unproven.test', 'sub.b.test']) {
    assert.equal(kept(put(mailbox(`hr@${name}`, ofA))), 'address: unverified');
    assert.equal(kept(put(group(`hr@${name}`, ['bob@a.test'], ofA))), 'address: unverified');
    assert.equal(change(bob, { aliases: [`ann@${name}`] }), 'aliases: unverified');
    assert.equal(change(bob, { address: `bob@${name}` }), 'address: unverified');
  }
  const come = { ...domain('come.test', ofA), verified: null };
  assert.equal(kept(put(mailbox('hr@come.test', ofA)), put(come)), 'address: unverified', 'in one change with it');
  assert.equal(change(early, { displayName: 'Early' }), null, 'what a Global administrator gave stays');
  const natural = { kind: 'maildir', path: 'unproven.test/early' } as const;
  assert.equal(change(early, { delivery: natural }), 'delivery.path: place-of-mail');
  assert.equal(kept(put(mailbox('hr@nowhere.test', ofA))), null, 'not added at all: the rules refuse it, and say why');
});

test('nobody is let speak for another organization’s domain', () => {
  assert.equal(kept(put({ ...bob, sendAs: ['info@a.test', 'me@far.test'] })), null);
  assert.equal(kept(put({ ...bob, sendAs: ['ceo@B.test'] })), 'sendAs: sender');
  const rewriting = { reversePath: null, from: 'ceo@b.test', replyToOriginal: false };
  assert.equal(kept(put({ ...up, rewriting })), 'rewriting: sender');
  assert.equal(kept(put(inbound('c', { ...ofA, rewriting }))), 'rewriting: sender');
});

test('no device becomes theirs by an address or a certificate that nobody gave them', () => {
  const connector = (over: Partial<InboundConnector>): string | null => kept(put(inbound('c', { ...ofA, ...over })));
  assert.equal(connector({ senderAddresses: ['192.0.2.0/25', '192.0.2.7', '2001:db8:a::7'] }), null);
  for (const address of ['192.0.2.0/24', '192.0.2.128', '0.0.0.0/0', '::/0', '10.0.0.1', '::ffff:10.0.0.1'])
    assert.equal(connector({ senderAddresses: ['192.0.2.7', address] }), 'senderAddresses: address', address);
  const named = (certificateName: string) => connector({ senderAddresses: [], certificateName });
  for (const name of ['a.test', '*.a.test', 'Printer.floor.a.test']) assert.equal(named(name), null, name);
  for (const name of ['b.test', '*.test', 'xa.test', 'a.test.far.example', 'unproven.test'])
    assert.equal(named(name), 'certificateName: certificate', name);
  const pinned = (certificateFingerprint: string) => connector({ senderAddresses: [], certificateFingerprint });
  assert.equal(pinned('ab'.repeat(32)), 'certificateFingerprint: certificate');
  assert.equal(named('printer.kid.a.test'), 'certificateName: certificate', 'another’s domain within an own one');
  assert.equal(kept(put({ ...given, profile: 'legacy' })), null, 'what a Global administrator gave stays');
  const printer = { ...deviceForms.standards, kind: 'device', id: 'P' as ObjectId, ...ofA, name: 'Printer' };
  const at = (address: string): string | null => kept(put({ ...printer, addresses: [address] } as DirectoryObject));
  assert.equal(at('192.0.2.9'), null);
  assert.equal(at('192.0.2.200'), 'addresses: address');
  const known = (login: string): string | null => kept(put({ ...printer, logins: [login] } as DirectoryObject));
  for (const login of ['copier', 'bob@a.test', 'x@far.test']) assert.equal(known(login), null, login);
  for (const login of ['eve@b.test', 'nobody@B.test', 'eve-scan', 'EVE-scan'])
    assert.equal(known(login), 'logins: login', login);
  const owned = (owner: string): string | null => kept(put({ ...printer, owner } as DirectoryObject));
  assert.equal(owned('bob@A.test'), null);
  for (const owner of ['me@far.test', 'eve@b.test', 'x@unproven.test'])
    assert.equal(owned(owner), 'owner: owner', owner);
  const signsIn = (username: string): string | null =>
    kept(put({ ...eveSignsIn, ...ofA, id: 'new' as ObjectId, mailboxId: bob.id, username }));
  assert.equal(signsIn('scanner'), null);
  assert.equal(signsIn('dave@b.test'), 'username: login');
});

test('a public host is told by its name or address, in every spelling', () => {
  for (const host of [
    'smtp.example.com',
    'smtp.example.com.',
    '8.8.8.8',
    '[2001:4860:4860::8888]',
    'xn--bcher-kva.example',
  ])
    assert.equal(isPublicHost(host), true, host);
  for (const host of [
    ...['localhost', 'LOCALHOST.', 'mail.localhost', 'router', 'nas.local', 'mail.corp', 'db.internal', 'x.lan', ''],
    ...[
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f.0.0.1',
      '0',
      '10.1.2.3',
      '172.16.0.1',
      '192.168.0.1',
      '169.254.169.254',
    ],
    ...[
      '100.64.0.1',
      '0.0.0.0',
      '[::1]',
      '::',
      '[::ffff:127.0.0.1]',
      '::ffff:7f00:1',
      'fe80::1',
      'fd00::1',
      '64:ff9b::7f00:1',
    ],
    ...['[IPv6:::1]', '1.0.0.127.in-addr.arpa', 'host.home.arpa'],
  ])
    assert.equal(isPublicHost(host), false, host);
});
