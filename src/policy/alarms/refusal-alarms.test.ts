import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connector, id, organization } from '../../../lab/houses/receive-house.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import type { Device, DirectoryObject } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { knownPeer } from './refusal-alarms.ts';

const ADDRESS = '10.0.0.7';
const A = organization('A', { deviceNetworks: ['10.0.0.0/8'] });
const B = organization('B');
const copier: Device = {
  kind: 'device',
  ...deviceForms.standards,
  id: id('copier'),
  organizationId: id('A'),
  name: 'Copier',
  addresses: [ADDRESS],
};

function called(owner: string | null, ...objects: readonly DirectoryObject[]) {
  const view = new DirectoryView({ revision: 1, objects: [A, B, ...objects] });
  const session = { clientAddress: ADDRESS, login: null, deviceId: null };
  return knownPeer(view, session, owner === null ? null : id(owner));
}

test('a peer is called as the owner of the refusal has listed it', () => {
  const ofBoth = [copier, connector('B', 'Office', { senderAddresses: [ADDRESS] })];
  assert.deepEqual(called('A', ...ofBoth), { id: 'copier', organizationId: 'A', called: 'Copier (10.0.0.7)' });
  assert.deepEqual(called('B', ...ofBoth), { id: ADDRESS, organizationId: 'B', called: '10.0.0.7 (connector Office)' });
});

test('to an organization that did not list it, it has an address and no name', () => {
  assert.deepEqual(called('B', copier), { id: '10.0.0.7/B', organizationId: 'B', called: ADDRESS });
});

test('a refusal that is nobody’s is of the peer’s organization, where it is one', () => {
  assert.equal(called(null)?.called, '10.0.0.7 (a device network of A)');
  const both = called(null, connector('B', 'Office', { senderAddresses: [ADDRESS] }));
  assert.deepEqual(both, { id: ADDRESS, organizationId: null, called: ADDRESS });
});
