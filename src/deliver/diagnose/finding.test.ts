import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../../directory/objects.ts';
import { finding, type StepName } from './finding.ts';

const graph = { kind: 'graph', endpoint: 'https://graph.test/v1.0', user: 'printer@ours.test' } as const;
const hosts = { kind: 'smart-hosts', hosts: [{ host: 'relay.test', port: 587 }] } as const;
const at = (route: OutboundConnector['route']) => ({ name: 'Up', auth: null, route });

const bad = (connector: ReturnType<typeof at> | null, what: StepName, cure?: string | null): string | null =>
  finding(connector, { what, ok: false, words: 'broke', cure }).cure;

test('what usually helps fits the way: a page of the web has no port or TLS mode of SMTP', () => {
  assert.match(bad(at(hosts), 'tls') ?? '', /465 wants --tls wrapped.*doorpost upstream set Up /u);
  for (const what of ['name', 'next hop', 'connect', 'tls'] as const) {
    assert.match(bad(at(graph), what) ?? '', /doorpost upstream set Up --endpoint URL/u, what);
    assert.doesNotMatch(bad(at(graph), what) ?? '', /465|587|STARTTLS|HOST:PORT/u, what);
  }
});

test('what is known of a trouble takes the place of what usually helps, also that its text says all', () => {
  assert.equal(bad(at(hosts), 'tls', 'renew it'), 'renew it');
  assert.equal(bad(at(hosts), 'tls', null), null);
  assert.equal(bad(at(graph), 'token', null), null);
});

test('nobody is told to mend the host of a stranger, or what works', () => {
  assert.equal(bad(null, 'tls'), null);
  assert.equal(finding(at(hosts), { what: 'tls', ok: true, words: 'TLSv1.3' }).cure, null);
});
