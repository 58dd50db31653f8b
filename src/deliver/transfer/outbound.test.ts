import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import { SealBroken } from '../../base/secret-box.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { credentialsOf } from './outbound.ts';

const connector: OutboundConnector = {
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: 'C' as ObjectId,
  organizationId: 'O' as ObjectId,
  name: 'Provider',
  route: { kind: 'smart-hosts', hosts: [{ host: 'mail.example.net', port: 587 }] },
  tls: 'verified',
  auth: { kind: 'password', username: 'relay', passwordSecret: 'outbound:C' },
  lastTest: null,
};

test('a password that the key file does not open is a delay that says so, by the name of the connector', async () => {
  const result = await credentialsOf(connector, () => Promise.reject(new SealBroken('the secret outbound:C')));
  assert.ok(!result.ok);
  assert.match(result.failure.text, /connector Provider does not open with secret\.key: set it again, or put/u);
});

test('a password that is missing is told apart from one that does not open', async () => {
  const result = await credentialsOf(connector, () => Promise.resolve(null));
  assert.ok(!result.ok);
  assert.match(result.failure.text, /connector Provider is missing: set it again/u);
});

test('a store that does not answer is no matter of the key', async () => {
  await assert.rejects(
    credentialsOf(connector, () => Promise.reject(new Error('the disk'))),
    /the disk/u,
  );
});
