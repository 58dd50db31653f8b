import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { clouds, presetOfHost, upstreamPreset, upstreamWays } from './presets.ts';

test('every way protects what is said in confidence, and knows where it leads or asks', () => {
  for (const way of upstreamWays)
    for (const cloud of clouds) {
      const preset = upstreamPreset(way, cloud, 'printer@contoso.com');
      const { route, tls, oauth, service } = preset;
      assert.equal(tls, way === 'direct' ? 'opportunistic' : 'verified');
      if (oauth !== null)
        for (const url of [oauth.tokenEndpoint, oauth.deviceEndpoint])
          assert.ok(url === null || url.startsWith('https://'), `${way} ${url}`);
      assert.equal(route === null, preset.hostExample !== undefined, `${way} says what is asked for`);
      if (preset.signsIn) assert.match(preset.signInExample, /--username/u, way);
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

test('a host is known by its service, whatever its region, and a stranger’s is nobody’s', () => {
  for (const [host, service] of [
    ['email-smtp.eu-central-1.amazonaws.com', 'amazon-ses'],
    ['Email-SMTP-fips.us-gov-west-1.amazonaws.com', 'amazon-ses'],
    ['smtp.sendgrid.net', 'sendgrid'],
    ['smtp.eu.sendgrid.net', 'sendgrid'],
    ['smtp-relay.brevo.com', 'brevo'],
    ['smtp-relay.sendinblue.com', 'brevo'],
    ['contoso-com.mail.protection.outlook.com', 'microsoft365'],
    ['contoso-com.p-v1.mx.microsoft', 'microsoft365'],
    ['smtp.hve.mx.microsoft', 'hve'],
    ['email-smtp.example.net', undefined],
    ['smtp.sendgrid.net.example', undefined],
  ] as const)
    assert.equal(presetOfHost(host)?.service, service, host);
});

test('docs/operate/upstreams.md has a row for each way', async () => {
  const page = await readFile(new URL('../../../docs/operate/upstreams.md', import.meta.url), 'utf8');
  for (const way of upstreamWays) assert.ok(page.includes(`| \`${way}\` |`), way);
});
