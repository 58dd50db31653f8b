import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryObject, OutboundConnector } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { isPublicAddress } from '../../mail/network/special-use.ts';
import { domain, mailbox, organization, smartHost } from '../../../lab/houses/test-house.ts';
import { withNamedHosts } from './named-hosts.ts';
import { judgeOfUrl, mustBePublic } from './public-host.ts';

const route = (...hosts: string[]) =>
  ({ kind: 'smart-hosts', hosts: hosts.map((host) => ({ host, port: 25 })) }) as const;
const up = smartHost('up', 25, { route: route('relay.example.com') });
const byToken = {
  kind: 'delegated',
  ...{ username: 'u', clientId: 'c', scope: 's', refreshSecret: 'r', clientSecret: null },
  ...{ tokenEndpoint: 'https://login.example.com/t', deviceEndpoint: 'https://login.example.com/d' },
} as const;
const graph: OutboundConnector = {
  ...up,
  ...{ id: 'graph' as ObjectId, name: 'graph', auth: byToken },
  route: { kind: 'graph', endpoint: 'https://graph.example.com/v1', user: 'u' },
};
const ours = organization({ alarmWebhook: 'https://chat.example.com' });
const lmtp = mailbox('lin@ours.test', { delivery: { kind: 'lmtp', host: 'box.example.com', port: 24 } });
const view = new DirectoryView({ revision: 1, objects: [ours, domain('ours.test'), up, graph, lmtp] });

const says = (object: DirectoryObject): unknown => {
  const [edit] = withNamedHosts(view, [{ verb: 'put', object }]);
  const kept = edit?.verb === 'put' ? edit.object : null;
  if (kept?.kind === 'mailbox') return kept.delivery.kind === 'lmtp' && kept.delivery.publicHostsOnly === true;
  return kept !== null && 'publicHostsOnly' in kept && kept.publicHostsOnly;
};

test('who names a host, or another service of it, is noted; who changes something else is not', () => {
  const same = [{ verb: 'put', object: { ...up, expiryMs: 1 } } as const];
  assert.equal(withNamedHosts(view, same), same);
  assert.equal(says({ ...up, route: route('RELAY.example.com') }), false, 'the same host');
  assert.equal(says({ ...up, route: { ...up.route, hosts: [] } as never }), false, 'one less');
  assert.equal(says({ ...up, route: route('relay.example.com', 'other.example.com') }), true);
  assert.equal(says({ ...up, route: { kind: 'smart-hosts', hosts: [{ host: 'relay.example.com', port: 26 }] } }), true);
  assert.equal(says({ ...up, id: 'new' as ObjectId, name: 'new', route: { kind: 'mx' } }), true, 'a new one');
  assert.equal(says({ ...graph, name: 'other' }), false);
  assert.equal(says({ ...graph, route: { ...graph.route, endpoint: 'https://graph.example.com/v2' } as never }), true);
  assert.equal(says({ ...graph, auth: { ...byToken, tokenEndpoint: 'https://login.example.com:444/t' } }), true);
  assert.equal(says({ ...graph, auth: { ...byToken, deviceEndpoint: 'https://else.example.com/d' } }), true);
  assert.equal(says({ ...ours, rejectDirectSend: true }), false);
  assert.equal(says({ ...ours, alarmWebhook: null }), false);
  assert.equal(
    says({ ...ours, alarmWebhook: 'https://chat.example.com/hooks/T' }),
    true,
    'the same host, another path',
  );
  assert.equal(says({ ...lmtp, displayName: 'Lin' }), false);
  assert.equal(says({ ...lmtp, delivery: { kind: 'lmtp', host: 'box.example.com', port: 25 } }), true);
  assert.equal(says(mailbox('new@ours.test', { delivery: { kind: 'lmtp', host: 'a.example.com', port: 24 } })), true);
});

test('a host that is inner as it is written was written by a Global administrator', () => {
  assert.equal(mustBePublic(true, 'relay.example.com'), true);
  assert.equal(mustBePublic(false, 'relay.example.com'), false);
  for (const inner of ['10.0.0.5', '[::1]', 'relay', 'relay.corp'])
    assert.equal(mustBePublic(true, inner), false, inner);
  assert.equal(judgeOfUrl(true, 'https://chat.example.com/x'), isPublicAddress);
  assert.equal(judgeOfUrl(false, 'https://chat.example.com/x'), undefined);
});

test('no spelling of an inner address is public', () => {
  for (const address of [
    ...['0.0.0.0', '10.1.2.3', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1', '100.64.0.1', '224.0.0.1'],
    ...['255.255.255.255', '198.18.0.1', '192.0.2.1', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fec0::1'],
    ...['ff02::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::10.0.0.1', '::ffff:0:10.0.0.1', '64:ff9b::10.0.0.1'],
    ...[
      '64:ff9b:1::10.0.0.1',
      '64:ff9b:1:a00:0:100::',
      '2002:a00:1::',
      '2001:db8::1',
      '5f00::1',
      'relay.example.com',
      '',
    ],
  ])
    assert.equal(isPublicAddress(address), false, address);
  for (const address of ['8.8.8.8', '2606:4700::1111', '2a00:1450:4001::8'])
    assert.equal(isPublicAddress(address), true);
});
