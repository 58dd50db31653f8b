/**
 * What is done for one connection, one recipient, one change does not grow with the directory. Counted, not timed: every object of the
 * directory tells how often one of its fields was read.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  directoryObjects,
  domainName,
  inboundNetworks,
  mailboxAddress,
  sizedBy,
} from '../../lab/directory/directory-objects.ts';
import type { ObjectId } from '../../src/base/id.ts';
import type { Address } from '../../src/mail/address.ts';
import type { DirectoryEdit, DirectoryKind, DirectoryObject } from '../../src/directory/objects.ts';
import { findObject } from '../../src/admin/http/naming.ts';
import { chooseConnector, matchingConnectors } from '../../src/policy/ingress/connector-match.ts';
import { connectorWarnings } from '../../src/policy/changes/connector-warnings.ts';
import { rightsToGive } from '../../src/policy/devices/devices-without-right.ts';
import { checkEdits } from '../../src/policy/changes/directory-rules.ts';
import { DirectoryView } from '../../src/directory/snapshot.ts';
import { addressProfile, tlsClasses } from '../../src/policy/devices/peer-profile.ts';
import { knownPeer } from '../../src/policy/alarms/refusal-alarms.ts';
import { routeRecipient } from '../../src/policy/routing/routing.ts';
import { waitingListOf } from '../../src/policy/devices/sightings.ts';

interface Counted {
  readonly view: DirectoryView;
  readonly size: ReturnType<typeof sizedBy>;
  /** One object of each kind, none of the first. */
  readonly one: <Kind extends DirectoryKind>(kind: Kind) => Extract<DirectoryObject, { kind: Kind }>;
  reads: number;
}

function counted(part: number): Counted {
  const size = { ...sizedBy(part), organizations: 4 };
  const objects = [...directoryObjects(size)];
  const state = { reads: 0 };
  const proxies = objects.map(
    (object) =>
      new Proxy(object, {
        get(target, field) {
          state.reads++;
          return Reflect.get(target, field) as unknown;
        },
      }),
  );
  const view = new DirectoryView({ revision: 1, objects: proxies });
  return Object.assign(state, {
    view,
    size,
    one: <Kind extends DirectoryKind>(kind: Kind) => {
      const all = objects.filter((object) => object.kind === kind);
      return all[Math.floor(all.length / 2)] as Extract<DirectoryObject, { kind: Kind }>;
    },
  });
}

const small = counted(0.004);
const large = counted(0.064);

function readsOf(directory: Counted, act: (directory: Counted) => void): number {
  directory.reads = 0;
  act(directory);
  return directory.reads;
}

/** Sixteen times the directory may cost a little more, where more things lie side by side. */
function staysTheSame(what: string, act: (directory: Counted) => void): void {
  test(`${what} costs the same in a directory of sixteen times the size`, () => {
    const few = readsOf(small, act);
    const many = readsOf(large, act);
    assert.ok(many <= few * 2 + 20, `${few} fields were read in the small one, ${many} in the large one`);
  });
}

const address = (text: string): Address => {
  const [local = '', domain = ''] = text.split('@');
  return { local, domain, domainKey: domain };
};
const peer = (text: string) => ({ address: text, certificate: null, tls: false });

test('the large directory is large', () => {
  assert.equal(large.view.mailboxes.length, 6_400);
  assert.equal(large.view.inboundConnectors.length, 319);
});

staysTheSame('finding the connector of an IPv4 peer', ({ view, size }) => {
  const from = inboundNetworks(size.inbound - 1)[0]?.replace('/28', '') ?? '';
  const matches = matchingConnectors(view, peer(from));
  assert.equal(matches.length, 1);
  const path = address(mailboxAddress(size.inbound - 1, size.domains));
  assert.ok(chooseConnector(view, matches, path));
});
staysTheSame('finding the connector of an IPv6 peer', ({ view, size }) => {
  const from = inboundNetworks(size.inbound - 1)[1]?.replace('::/64', '::25') ?? '';
  assert.equal(matchingConnectors(view, peer(from)).length, 1);
});
staysTheSame('a peer that nobody listed', ({ view }) => {
  assert.equal(matchingConnectors(view, peer('203.0.113.9')).length, 0);
  assert.equal(view.deviceOf('203.0.113.9', 'nobody', null), null);
  assert.equal(waitingListOf(view, '203.0.113.9'), null);
  assert.equal(knownPeer(view, { clientAddress: '203.0.113.9', login: null, deviceId: null }, null), null);
  addressProfile(view, '203.0.113.9');
});
staysTheSame('a client certificate that nobody asked for', ({ view }) => {
  const certificate = { chained: true, distrust: null, fingerprint: 'ab', names: ['mail.example.test'] };
  assert.equal(matchingConnectors(view, { address: '203.0.113.9', certificate, tls: true }).length, 0);
});
staysTheSame('a recipient', ({ view, size, one }) => {
  const originator = { organizationId: one('organization').id, reversePath: null };
  for (const to of [
    mailboxAddress(3, size.domains),
    `nobody@${domainName(3)}`,
    `postmaster@${domainName(0)}`,
    'a@partner1.test',
  ])
    routeRecipient(view, address(to), originator);
});
staysTheSame('what kinds of TLS are served', ({ view }) => void tlsClasses(view));
staysTheSame('finding each kind of object by its name', ({ view, one }) => {
  assert.ok(findObject(view, 'mailbox', one('mailbox').address, null));
  assert.ok(findObject(view, 'device', one('device').name, null));
  assert.ok(findObject(view, 'inbound-connector', one('inbound-connector').name, null));
  assert.ok(findObject(view, 'domain', one('domain').name, null));
  const credential = one('credential');
  assert.ok(findObject(view, 'credential', `${credential.username}: ${credential.name}`, null));
  assert.throws(() => findObject(view, 'mailbox', 'nobody@example.test', null));
});

for (const kind of [
  'mailbox',
  'group',
  'credential',
  'device',
  'inbound-connector',
  'outbound-connector',
  'domain',
  'organization',
] as const)
  staysTheSame(`a change of one ${kind}`, ({ view, one }) => {
    const object = one(kind);
    const edits: readonly DirectoryEdit[] = [{ verb: 'put', object: { ...object } }];
    assert.deepEqual(
      checkEdits(view, edits).filter(({ severity }) => severity === 'error'),
      [],
    );
    assert.equal(view.changed(edits, 2).get(kind, object.id)?.id, object.id);
  });

for (const kind of ['mailbox', 'group', 'device', 'inbound-connector', 'outbound-connector'] as const)
  staysTheSame(`taking out one ${kind}`, ({ view, one }) => {
    const edits: readonly DirectoryEdit[] = [{ verb: 'delete', kind, id: one(kind).id }];
    checkEdits(view, edits);
    assert.equal(view.changed(edits, 2).get(kind, one(kind).id), null);
  });

staysTheSame('taking out a domain that nothing needs', ({ view, one }) => {
  const domain = { ...one('domain'), id: 'unused' as ObjectId, name: 'unused.scale.test' };
  const before = view.changed([{ verb: 'put', object: domain }]);
  assert.deepEqual(checkEdits(before, [{ verb: 'delete', kind: 'domain', id: domain.id }]), []);
});
staysTheSame('what a device may not do yet', ({ view, one }) => {
  const device = one('device');
  assert.deepEqual(rightsToGive(view, [{ ...device, logins: [], addresses: ['172.16.0.1'] }]), []);
  assert.equal(rightsToGive(view, [{ ...device, logins: [], addresses: ['203.0.113.0/24', '203.0.113.9'] }]).length, 1);
});
staysTheSame('what a connector is warned of', ({ view, one }) => {
  const connector = { ...one('inbound-connector'), id: 'new' as ObjectId };
  assert.ok(connectorWarnings(view, connector, ['172.17.0.1']).some(({ code }) => code === 'covered-already'));
});

test('a connector that overlaps thousands of networks is told of some, and that there are more', () => {
  const connector = {
    ...large.one('inbound-connector'),
    id: 'new' as ObjectId,
    senderAddresses: ['172.16.0.0/12', '::/0'],
  };
  large.reads = 0;
  const warnings = connectorWarnings(large.view, connector, []);
  assert.ok(warnings.length < 30, `${warnings.length} warnings`);
  assert.ok(warnings.some(({ text }) => text.includes('further networks')));
});
