import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clouds, upstreamPreset, upstreamWays } from './presets.ts';

test('every way protects what is said in confidence, and knows where it leads or asks', () => {
  for (const way of upstreamWays)
    for (const cloud of clouds) {
      const { route, tls, oauth, service } = upstreamPreset(way, cloud, 'printer@contoso.com');
      assert.equal(tls, way === 'direct' ? 'opportunistic' : 'verified');
      if (oauth !== null)
        for (const url of [oauth.tokenEndpoint, oauth.deviceEndpoint])
          assert.ok(url === null || url.startsWith('https://'), `${way} ${url}`);
      assert.equal(route === null, way === 'smart-host' || way === 'microsoft365-connector');
      if (way.startsWith('microsoft365')) assert.equal(service, 'microsoft365');
    }
});

test('Microsoft 365 takes thirty a minute, three at once and ten thousand recipients a day of a mailbox', () => {
  const { route, pace, oauth } = upstreamPreset('microsoft365-submission', 'global', '');
  assert.deepEqual(route, { kind: 'smart-hosts', hosts: [{ host: 'smtp.office365.com', port: 587 }] });
  assert.deepEqual(pace, { messagesPerMinute: 30, concurrent: 3, recipientsPerDay: 10_000 });
  assert.equal(oauth?.applicationScope, 'https://outlook.office365.com/.default');
});

test('a national cloud changes login, Graph and scope together', () => {
  const { route, oauth } = upstreamPreset('graph', 'china', 'p@contoso.cn');
  assert.deepEqual(route, {
    kind: 'graph',
    endpoint: 'https://microsoftgraph.chinacloudapi.cn/v1.0',
    user: 'p@contoso.cn',
  });
  assert.match(oauth?.tokenEndpoint ?? '', /^https:\/\/login\.partner\.microsoftonline\.cn\//u);
  assert.equal(oauth?.applicationScope, 'https://microsoftgraph.chinacloudapi.cn/.default');
});
