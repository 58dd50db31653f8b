import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connector, domain, group, id, mailbox, organization } from '../../../lab/houses/receive-house.ts';
import type { Address } from '../../mail/address.ts';
import type { DirectoryObject, InboundConnector } from '../../directory/objects.ts';
import { replyText } from '../../mail/reply.ts';
import { matchingConnectors, type PeerCertificate } from './connector-match.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { judgeRecipient, recipientMeant } from './ingress.ts';
import { defaultOrganization, postmasterOf } from './postmaster.ts';
import { routeRecipient } from '../routing/routing.ts';

const address = (text: string): Address => {
  const at = text.lastIndexOf('@');
  const name = text.slice(at + 1);
  return { local: text.slice(0, at), domain: name, domainKey: name.toLowerCase() };
};

const base: readonly DirectoryObject[] = [
  organization('Ours'),
  domain('Ours', 'ours.test'),
  domain('Ours', 'second.test'),
  domain('Ours', 'pending.test', { verified: null }),
  domain('Ours', 'site.test', { type: 'internal-relay' }),
  mailbox('Ours', 'inbox@ours.test'),
  group('Ours', 'team@ours.test', []),
  organization('Theirs'),
  domain('Theirs', 'theirs.test'),
  domain('Theirs', 'wanted.test', { verified: null }),
  mailbox('Theirs', 'boss@theirs.test'),
];

interface Case {
  readonly connectors?: readonly InboundConnector[];
  readonly objects?: readonly DirectoryObject[];
  readonly from: string | null;
  readonly to: string;
  readonly peer?: string;
  readonly certificate?: PeerCertificate;
}

/** `relay`, `direct`, or the reply's text. */
function answer({ connectors = [], objects = [], from, to, peer = '192.0.2.1', certificate }: Case): string {
  const gone = new Set(objects.map((object) => object.id));
  const all = [...base.filter((object) => !gone.has(object.id)), ...objects, ...connectors];
  const view = new DirectoryView({ revision: 1, objects: all });
  const matches = matchingConnectors(view, { address: peer, certificate: certificate ?? null, tls: true });
  const sender = {
    reversePath: from === null ? null : address(from),
    clientAddress: peer,
    certificate: certificate ?? null,
    matches,
    deviceId: null,
  };
  const judged = judgeRecipient(view, sender, address(to), routeRecipient);
  return judged.kind === 'accept' ? judged.ingress : replyText(judged.reply);
}

const byAddress = (more: Partial<InboundConnector> = {}): InboundConnector =>
  connector('Ours', 'Office', { senderAddresses: ['192.0.2.0/24'], ...more });
const byCertificate = (more: Partial<InboundConnector> = {}): InboundConnector =>
  connector('Ours', 'Gateway', { certificateName: 'relay.ours.test', ...more });
const shown: PeerCertificate = { chained: true, distrust: null, fingerprint: 'aa', names: ['relay.ours.test'] };

describe('row 1: a connector by address', () => {
  test('relays for an own verified domain to anyone, though the sender address does not exist', () => {
    const connectors = [byAddress()];
    assert.equal(answer({ connectors, from: 'ghost@ours.test', to: 'x@elsewhere.test' }), 'relay');
    assert.equal(answer({ connectors, from: 'ghost@ours.test', to: 'inbox@ours.test' }), 'relay');
    assert.equal(answer({ connectors, from: 'ghost@ours.test', to: 'boss@theirs.test' }), 'relay');
  });
  test('does not relay for a foreign sender domain, and says so', () => {
    const connectors = [byAddress()];
    assert.match(
      answer({ connectors, from: 'a@elsewhere.test', to: 'x@else.test' }),
      /^550 5\.7\.64 .*sender domain elsewhere\.test not ours/u,
    );
    assert.match(answer({ connectors, from: 'a@theirs.test', to: 'x@else.test' }), /theirs\.test not ours/u);
    assert.match(answer({ connectors, from: 'a@sub.ours.test', to: 'x@else.test' }), /sub\.ours\.test not ours/u);
  });
  test('does not relay outside its sender domains', () => {
    const connectors = [byAddress({ senderDomains: ['second.test'] })];
    assert.equal(answer({ connectors, from: 'a@second.test', to: 'x@else.test' }), 'relay');
    assert.match(
      answer({ connectors, from: 'a@ours.test', to: 'x@else.test' }),
      /^550 5\.7\.64 .*outside the connector's sender domains/u,
    );
  });
  test('does not relay outside its associated accepted domains', () => {
    const connectors = [byAddress({ associatedAcceptedDomains: ['second.test'] })];
    assert.equal(answer({ connectors, from: 'a@second.test', to: 'x@else.test' }), 'relay');
    assert.match(answer({ connectors, from: 'a@ours.test', to: 'x@else.test' }), /outside the connector's associated/u);
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'inbox@ours.test' }), 'direct');
  });
  test('does not relay the null reverse-path, which still reaches own mailboxes', () => {
    const connectors = [byAddress()];
    assert.match(answer({ connectors, from: null, to: 'x@else.test' }), /^550 5\.7\.64 .*empty envelope sender/u);
    assert.equal(answer({ connectors, from: null, to: 'inbox@ours.test' }), 'direct');
  });
  test('keeps to its recipient domains; what is an own recipient falls back to Direct Send', () => {
    const connectors = [byAddress({ recipientDomains: ['*.partner.test'] })];
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'x@a.partner.test' }), 'relay');
    assert.match(
      answer({ connectors, from: 'a@ours.test', to: 'x@partner.test' }),
      /^550 5\.7\.64 .*recipient domains/u,
    );
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'inbox@ours.test' }), 'direct');
  });
  test('refuses unknown recipients of authoritative domains, passes those of internal-relay domains on', () => {
    const connectors = [byAddress()];
    assert.match(answer({ connectors, from: 'a@ours.test', to: 'nobody@ours.test' }), /^550 5\.1\.1/u);
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'nobody@site.test' }), 'relay');
  });
  test('never matches while disabled', () => {
    assert.match(
      answer({ connectors: [byAddress({ enabled: false })], from: 'a@ours.test', to: 'x@else.test' }),
      /no connector for this address/u,
    );
  });
});

describe('row 2: a connector by certificate', () => {
  test('relays any reverse-path, the null one included, when the certificate is of an accepted domain', () => {
    const connectors = [byCertificate()];
    assert.equal(answer({ connectors, certificate: shown, from: 'a@elsewhere.test', to: 'x@else.test' }), 'relay');
    assert.equal(answer({ connectors, certificate: shown, from: null, to: 'x@else.test' }), 'relay');
    assert.equal(answer({ connectors, certificate: shown, from: 'a@pending.test', to: 'x@else.test' }), 'relay');
  });
  test('is narrowed by associated accepted domains', () => {
    const connectors = [byCertificate({ associatedAcceptedDomains: ['ours.test'] })];
    assert.match(
      answer({ connectors, certificate: shown, from: 'a@elsewhere.test', to: 'x@e.test' }),
      /^550 5\.7\.64/u,
    );
    assert.equal(answer({ connectors, certificate: shown, from: 'a@ours.test', to: 'x@else.test' }), 'relay');
    assert.equal(answer({ connectors, certificate: shown, from: null, to: 'x@else.test' }), 'relay');
  });
  test('with a name of no accepted domain needs an own sender domain', () => {
    const connectors = [byCertificate({ certificateName: 'relay.vendor.test' })];
    const certificate = { ...shown, names: ['relay.vendor.test'] };
    assert.equal(answer({ connectors, certificate, from: 'a@ours.test', to: 'x@else.test' }), 'relay');
    assert.match(answer({ connectors, certificate, from: 'a@elsewhere.test', to: 'x@else.test' }), /not ours/u);
    assert.match(answer({ connectors, certificate, from: null, to: 'x@else.test' }), /empty envelope sender/u);
  });
  test('needs a chain or a pin', () => {
    const certificate = { ...shown, chained: false };
    assert.match(
      answer({ connectors: [byCertificate()], certificate, from: 'a@ours.test', to: 'x@else.test' }),
      /no connector/u,
    );
    const pinned = [byCertificate({ certificateFingerprint: 'AA' })];
    assert.equal(answer({ connectors: pinned, certificate, from: null, to: 'x@else.test' }), 'relay');
  });
});

describe('row 3: an added but unverified sender domain', () => {
  test('is refused with the cure, to outside and inside', () => {
    for (const to of ['x@else.test', 'inbox@ours.test'])
      assert.match(answer({ from: 'a@pending.test', to }), /^550 5\.7\.750 .*pending\.test.*verif/u);
    assert.match(answer({ connectors: [byAddress()], from: 'a@pending.test', to: 'x@else.test' }), /5\.7\.750/u);
  });
  test('does not touch mail to another organization: nobody can claim a stranger away', () => {
    assert.equal(answer({ from: 'a@wanted.test', to: 'inbox@ours.test' }), 'direct');
    assert.match(answer({ from: 'a@wanted.test', to: 'boss@theirs.test' }), /5\.7\.750/u);
  });
});

describe('row 4: Direct Send', () => {
  test('reaches mailboxes, groups and internal-relay domains, nobody else', () => {
    assert.equal(answer({ from: 'a@elsewhere.test', to: 'inbox@ours.test' }), 'direct');
    assert.equal(answer({ from: 'a@elsewhere.test', to: 'team@ours.test' }), 'direct');
    assert.equal(answer({ from: 'a@elsewhere.test', to: 'nobody@site.test' }), 'direct');
    assert.match(answer({ from: 'a@elsewhere.test', to: 'nobody@ours.test' }), /^550 5\.1\.1/u);
    assert.match(answer({ from: 'a@elsewhere.test', to: 'x@pending.test' }), /^550 5\.7\.64/u);
  });
  test("refuses strangers in the organization's own name when it says so, others not", () => {
    const objects = [organization('Ours', { rejectDirectSend: true })];
    assert.match(answer({ objects, from: 'ceo@ours.test', to: 'inbox@ours.test' }), /^550 5\.7\.68/u);
    assert.match(answer({ objects, from: 'ceo@second.test', to: 'nobody@ours.test' }), /^550 5\.7\.68/u);
    assert.equal(answer({ objects, from: 'a@elsewhere.test', to: 'inbox@ours.test' }), 'direct');
    assert.equal(answer({ objects, from: null, to: 'inbox@ours.test' }), 'direct');
    assert.equal(answer({ objects, from: 'a@theirs.test', to: 'inbox@ours.test' }), 'direct');
    assert.equal(answer({ objects, connectors: [byAddress()], from: 'a@ours.test', to: 'inbox@ours.test' }), 'relay');
  });
  test('a Partner connector gives no relay, but its mail is no stranger', () => {
    const objects = [organization('Ours', { rejectDirectSend: true })];
    const connectors = [byAddress({ type: 'Partner' })];
    assert.equal(answer({ objects, connectors, from: 'a@ours.test', to: 'inbox@ours.test' }), 'direct');
    assert.match(answer({ objects, connectors, from: 'a@ours.test', to: 'x@else.test' }), /5\.7\.64 .*Partner/u);
  });
  test('postmaster and abuse are reachable always', () => {
    const objects = [organization('Ours', { rejectDirectSend: true })];
    for (const from of ['ceo@ours.test', 'a@pending.test', 'a@elsewhere.test', null])
      for (const to of ['postmaster@ours.test', 'Abuse@second.test'])
        assert.equal(answer({ objects, from, to }), 'direct', `${from} to ${to}`);
  });
});

test('row 5: anything else is refused, and the sentence names the address that has no connector', () => {
  assert.match(
    answer({ from: 'a@ours.test', to: 'x@else.test' }),
    /^550 5\.7\.64 .*no connector for this address \(192\.0\.2\.1\)/u,
  );
});

describe('which connector', () => {
  test('the longest prefix wins, also where it then refuses', () => {
    const connectors = [
      byAddress({ id: id('wide'), name: 'Wide', senderAddresses: ['192.0.0.0/16'] }),
      byAddress({ id: id('one'), name: 'One', senderAddresses: ['192.0.2.1'], senderDomains: ['second.test'] }),
    ];
    assert.match(answer({ connectors, from: 'a@ours.test', to: 'x@else.test' }), /outside the connector's sender/u);
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'x@else.test', peer: '192.0.3.1' }), 'relay');
  });
  test('a mapped IPv4 address equals the IPv4 address, on either side', () => {
    const send = (network: string, peer: string) =>
      answer({ connectors: [byAddress({ senderAddresses: [network] })], from: 'a@ours.test', to: 'x@else.test', peer });
    assert.equal(send('192.0.2.1', '::ffff:192.0.2.1'), 'relay');
    assert.equal(send('::ffff:192.0.2.0/120', '192.0.2.200'), 'relay');
    assert.equal(send('2001:db8::/32', '2001:db8::1'), 'relay');
    assert.match(send('2001:db8::/32', '2001:db9::1'), /no connector/u);
    assert.match(send('0.0.0.0/0', '2001:db8::1'), /no connector/u);
    assert.match(send('192.0.2.0/33', '192.0.2.1'), /no connector/u);
  });
  test('a certificate comes before an address, an exact name before a wildcard', () => {
    const connectors = [
      byAddress({ senderDomains: ['second.test'] }),
      byCertificate({ id: id('wild'), name: 'Wild', certificateName: '*.ours.test', senderDomains: ['second.test'] }),
      byCertificate(),
    ];
    assert.equal(answer({ connectors, certificate: shown, from: 'a@ours.test', to: 'x@else.test' }), 'relay');
    const certificate = { ...shown, names: ['other.ours.test'] };
    assert.match(answer({ connectors, certificate, from: 'a@ours.test', to: 'x@else.test' }), /outside/u);
  });
  test("where two organizations share an address the reverse-path's domain decides, and nothing else does", () => {
    const connectors = [byAddress(), connector('Theirs', 'Theirs', { senderAddresses: ['192.0.2.0/24'] })];
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'x@else.test' }), 'relay');
    assert.equal(answer({ connectors, from: 'a@theirs.test', to: 'x@else.test' }), 'relay');
    assert.match(
      answer({ connectors, from: 'a@elsewhere.test', to: 'x@else.test' }),
      /elsewhere\.test not ours: several connectors/u,
    );
    assert.match(answer({ connectors, from: null, to: 'x@else.test' }), /several connectors/u);
  });
  test('of two connectors for one machine the one that covers the sender is taken', () => {
    const connectors = [
      byAddress({ id: id('a'), name: 'A', senderDomains: ['second.test'] }),
      byAddress({ id: id('b'), name: 'B', senderDomains: ['ours.test'] }),
    ];
    assert.equal(answer({ connectors, from: 'a@ours.test', to: 'x@else.test' }), 'relay');
    assert.equal(answer({ connectors, from: 'a@second.test', to: 'x@else.test' }), 'relay');
  });
});

test('a bare postmaster means the default organization', () => {
  const view = new DirectoryView({ revision: 1, objects: base });
  assert.equal(postmasterOf(view, defaultOrganization(view))?.domainKey, 'ours.test');
  const empty = new DirectoryView({ revision: 1, objects: [] });
  assert.equal(postmasterOf(empty, defaultOrganization(empty)), null);
});

describe('postmaster and abuse of the server itself', () => {
  const view = new DirectoryView({ revision: 1, objects: base });
  const own = {
    hosts: ['mx.host.test', 'mail.host.test', 'theirs.test'],
    addresses: ['::ffff:192.0.2.9', '2001:db8:0::9'],
  };
  const meant = (to: string): string | null => {
    const address_ = recipientMeant(view, address(to), own);
    return address_ === null ? null : `${address_.local}@${address_.domainKey}`;
  };
  test('are those of the default organization, by name and by address literal', () => {
    for (const at of [
      'mx.host.test',
      'MAIL.host.test',
      '[192.0.2.9]',
      '[IPv6:2001:db8::9]',
      '[IPv6:::ffff:192.0.2.9]',
    ]) {
      assert.equal(meant(`PostMaster@${at}`), 'postmaster@ours.test', at);
      assert.equal(meant(`"abuse"@${at}`), 'abuse@ours.test', at);
    }
    assert.equal(recipientMeant(view, { local: 'Postmaster', domain: '', domainKey: '' }, own)?.domainKey, 'ours.test');
  });
  test('nothing else of it is, and no other host is the server', () => {
    for (const to of ['info@mx.host.test', 'postmaster@x.mx.host.test', 'postmaster@[192.0.2.10]', 'abuse@else.test'])
      assert.equal(meant(to), to);
  });
  test('a name that is an accepted domain answers for itself', () => {
    assert.equal(meant('postmaster@theirs.test'), 'postmaster@theirs.test');
  });
  test('find nobody where no domain is ours', () => {
    const bare = new DirectoryView({ revision: 1, objects: [] });
    assert.equal(recipientMeant(bare, address('postmaster@mx.host.test'), own), null);
    assert.equal(recipientMeant(bare, address('x@mx.host.test'), own)?.domainKey, 'mx.host.test');
  });
});
