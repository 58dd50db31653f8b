import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../../directory/objects.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import { upstreamServices } from '../../directory/upstream.ts';
import { upstreamPreset, type UpstreamWay, upstreamWays } from './presets.ts';
import { upstreamReplies } from './replies.ts';
import { foreignNames, senderDemand, unmetDemand } from './senders.ts';

const ACCOUNT = 'Printer@contoso.com';

const made = (way: UpstreamWay, over: Partial<OutboundConnector> = {}): OutboundConnector => {
  const { route, service, signsIn } = upstreamPreset(way, 'global', ACCOUNT);
  return {
    ...outboundConnectorForms.standards,
    kind: 'outbound-connector',
    id: 'x' as never,
    organizationId: 'o' as never,
    name: way,
    service,
    route: route ?? { kind: 'smart-hosts', hosts: [{ host: 'mail.example.net', port: 587 }] },
    auth: signsIn ? { kind: 'password', username: ACCOUNT, passwordSecret: 's' } : null,
    lastTest: null,
    ...over,
  };
};

test('of each kind it is known in whose name it takes mail, as it is set up by itself', () => {
  const known = Object.fromEntries(upstreamWays.map((way) => [way, senderDemand(made(way))?.of ?? null]));
  assert.deepEqual(known, {
    'microsoft365-submission': 'account',
    'microsoft365-connector': null,
    graph: 'account',
    hve: 'account',
    google: null,
    'google-relay': null,
    azure: 'verified',
    'amazon-ses': 'verified',
    sendgrid: 'verified',
    brevo: 'verified',
    'smart-host': null,
    'oauth-smart-host': null,
    direct: null,
  });
});

test('each service that is known to refuse senders is known to demand something of them', () => {
  const refusing = upstreamServices.filter((service) =>
    upstreamReplies.some(
      ({ services, what, act }) =>
        act === 'fail' && services.includes(service) && /send-as-denied|not-verified/u.test(what),
    ),
  );
  assert.deepEqual(refusing, ['microsoft365', 'hve', 'amazon-ses', 'sendgrid']);
  const auth = { kind: 'password', username: ACCOUNT, passwordSecret: 's' } as const;
  for (const service of refusing) assert.ok(senderDemand({ ...made('smart-host'), service, auth }) !== null, service);
});

test('it is met where both names are the account’s, or nobody else’s mail goes that way', () => {
  const own = { from: 'printer@contoso.com', reversePath: 'printer@CONTOSO.com', replyToOriginal: true };
  assert.equal(unmetDemand(made('microsoft365-submission', { rewriting: own })), null);
  assert.equal(unmetDemand(made('microsoft365-submission', { senders: ['printer@contoso.com'] })), null);
  assert.ok(unmetDemand(made('microsoft365-submission', { rewriting: { ...own, reversePath: null } })) !== null);
  assert.ok(unmetDemand(made('microsoft365-submission', { rewriting: { ...own, from: 'a@contoso.com' } })) !== null);
  // Graph knows no envelope.
  assert.equal(unmetDemand(made('graph', { rewriting: { ...own, reversePath: null } })), null);
  assert.ok(unmetDemand(made('graph')) !== null);
  assert.equal(
    unmetDemand(made('amazon-ses', { rewriting: { ...own, from: 'a@b.test', reversePath: 'a@b.test' } })),
    null,
  );
});

test('of one mail it is known which names are foreign; a report has no envelope sender', () => {
  const hall = { local: 'hall', domain: 'contoso.com', domainKey: 'contoso.com' };
  const mail = { reversePath: hall, from: ['Hall@contoso.com'] };
  assert.deepEqual(foreignNames(made('microsoft365-submission'), mail), ['hall@contoso.com']);
  assert.deepEqual(foreignNames(made('microsoft365-connector'), mail), []);
  const rewriting = { from: ACCOUNT, reversePath: null, replyToOriginal: false };
  assert.deepEqual(foreignNames(made('microsoft365-submission', { rewriting }), mail), ['hall@contoso.com']);
  assert.deepEqual(foreignNames(made('graph', { rewriting }), mail), []);
  assert.deepEqual(foreignNames(made('microsoft365-submission', { rewriting }), { ...mail, reversePath: null }), []);
});
