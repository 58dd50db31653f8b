import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connector, domain, id, mailbox, organization } from '../../../lab/houses/receive-house.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import type { Credential, Device, DirectoryObject } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import type { Address } from '../../mail/address.ts';
import { matchingConnectors } from '../ingress/connector-match.ts';
import { networkOwner, refusalOwner, signInOwner } from './refusal-owner.ts';

const address = (text: string): Address => {
  const [local = '', name = ''] = text.split('@');
  return { local, domain: name, domainKey: name };
};

const device = (owner: string, name: string, addresses: readonly string[]): Device => ({
  kind: 'device',
  ...deviceForms.standards,
  id: id(`device ${name}`),
  organizationId: id(owner),
  name,
  addresses,
});

const login = (owner: string, username: string): Credential => ({
  kind: 'credential',
  id: id(`credential ${owner} ${username}`),
  organizationId: id(owner),
  mailboxId: id(`${owner}@mailbox`),
  name: 'device',
  username,
  verifier: '',
  enabled: true,
  createdAt: 0,
});

const base: readonly DirectoryObject[] = [
  organization('A', { deviceNetworks: ['10.1.0.0/16', '192.168.1.0/24'] }),
  organization('B', { deviceNetworks: ['10.1.2.0/24', '192.168.1.0/24'] }),
  domain('A', 'a.test'),
  domain('A', 'claimed.test', { verified: null }),
  domain('B', 'b.test'),
  mailbox('A', 'ann@a.test'),
  mailbox('B', 'bob@b.test'),
];

interface Case {
  readonly objects?: readonly DirectoryObject[];
  readonly from?: string;
  readonly to?: string;
  readonly peer?: string;
  readonly signedIn?: string;
}

const STRANGER = '203.0.113.9';

function owner({ objects = [], from, to, peer = STRANGER, signedIn }: Case): string | null {
  const view = new DirectoryView({ revision: 1, objects: [...base, ...objects] });
  const matches = matchingConnectors(view, { address: peer, certificate: null, tls: false });
  return refusalOwner(
    view,
    { address: peer, signedIn: signedIn === undefined ? null : id(signedIn), matches },
    {
      reversePath: from === undefined ? undefined : address(from),
      recipient: to === undefined ? undefined : address(to),
    },
  );
}

const OFFICE = connector('A', 'office', { senderAddresses: [STRANGER] });
const PARTNER = connector('A', 'partner', {
  type: 'Partner',
  senderAddresses: [STRANGER],
  senderDomains: ['partner.test'],
});

describe('whose refusal it is', () => {
  const cases: readonly (readonly [string, Case, string | null])[] = [
    ['a stranger before MAIL: nobody’s', {}, null],
    ['a stranger at MAIL: nobody’s', { from: 'x@far.test' }, null],
    ['a stranger to a recipient: the recipient’s', { from: 'x@far.test', to: 'bob@b.test' }, 'B'],
    ['a stranger to an unknown recipient of a domain: its', { from: 'x@far.test', to: 'nobody@b.test' }, 'B'],
    ['a stranger who wants to relay: nobody’s', { from: 'x@far.test', to: 'y@else.test' }, null],
    ['a stranger in A’s name who wants to relay: nobody’s', { from: 'ann@a.test', to: 'y@else.test' }, null],
    ['a domain that is only claimed owns nothing', { from: 'x@far.test', to: 'y@claimed.test' }, null],
    ['in A’s network, before MAIL: A’s', { peer: '10.1.9.9' }, 'A'],
    ['in A’s network, to B: A’s', { peer: '10.1.9.9', from: 'x@far.test', to: 'bob@b.test' }, 'A'],
    ['in B’s network, which lies in one of A’s: B’s', { peer: '10.1.2.3', to: 'ann@a.test' }, 'B'],
    ['in a network of both: not known by it', { peer: '192.168.1.5' }, null],
    ['in a network of both, to A: A’s', { peer: '192.168.1.5', to: 'ann@a.test' }, 'A'],
    [
      'in a network of both, but B’s device: B’s',
      { peer: '192.168.1.5', to: 'ann@a.test', objects: [device('B', 'copier', ['192.168.1.5'])] },
      'B',
    ],
    [
      'a device of both: not known by it, nor by the network around it',
      {
        peer: '10.1.9.9',
        objects: [device('A', 'one', ['10.1.9.9']), device('B', 'other', ['10.1.9.9'])],
      },
      null,
    ],
    ['a signed-in mailbox, wherever it stands', { signedIn: 'B', peer: '10.1.9.9', to: 'ann@a.test' }, 'B'],
    ['by A’s connector, to B: A’s', { objects: [OFFICE], from: 'ann@a.test', to: 'bob@b.test' }, 'A'],
    ['by A’s connector, before MAIL', { objects: [OFFICE] }, 'A'],
    [
      'by connectors of both, the sender decides',
      {
        objects: [OFFICE, connector('B', 'office too', { senderAddresses: [STRANGER] })],
        from: 'bob@b.test',
        to: 'ann@a.test',
      },
      'B',
    ],
    [
      'by connectors of both, and nothing decides: the recipient’s',
      {
        objects: [OFFICE, connector('B', 'office too', { senderAddresses: [STRANGER] })],
        from: 'x@far.test',
        to: 'ann@a.test',
      },
      'A',
    ],
    ['A’s partner to B: B’s', { objects: [PARTNER], from: 'x@partner.test', to: 'bob@b.test' }, 'B'],
    ['A’s partner to nobody of ours: A’s', { objects: [PARTNER], from: 'x@partner.test', to: 'y@else.test' }, 'A'],
    ['A’s partner at MAIL: A’s', { objects: [PARTNER], from: 'x@partner.test' }, 'A'],
  ];
  for (const [name, given, wanted] of cases) test(name, () => assert.equal(owner(given), wanted));
});

test('a sign-in is about whose credential, else whose domain is named', () => {
  const view = new DirectoryView({
    revision: 1,
    objects: [...base, login('B', 'copier'), login('A', 'shared'), login('B', 'shared'), login('A', 'ann@b.test')],
  });
  const owners = (name: string): string | null => signInOwner(view, name);
  assert.equal(owners('COPIER'), 'B');
  assert.equal(owners('shared'), null, 'of both');
  assert.equal(owners('ann@b.test'), 'A', 'a credential goes before the domain in its name');
  assert.equal(owners('guessed@B.test'), 'B');
  assert.equal(owners('x@claimed.test'), null);
  assert.equal(owners('x@far.test'), null);
  assert.equal(owners('root'), null);
});

test('an IPv6 address and one that no network covers', () => {
  const view = new DirectoryView({
    revision: 1,
    objects: [...base, organization('C', { deviceNetworks: ['2001:db8::/64'] })],
  });
  assert.equal(networkOwner(view, '2001:db8::5'), 'C');
  assert.equal(networkOwner(view, '2001:db8:1::5'), null);
});
