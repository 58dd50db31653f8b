import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../base/bounds.ts';
import { createZoneResolver } from '../dns/zone-resolver.ts';
import type { AcceptedDomain } from '../directory/objects.ts';
import { checkDomain, type DomainFacts } from './domain.ts';

test('our own name is found among the mail hosts of a domain, however many stand before it', async () => {
  const others = Array.from({ length: 2 * bounds.checkup.mailHosts }, (_, n) => `ours.test MX ${n} other${n}.test`);
  const resolver = createZoneResolver([...others, 'ours.test MX 900 mail.ours.test'].join('\n'));
  const names = { mxName: 'mail.ours.test', hostName: 'mail.ours.test', serviceHost: 'mail.ours.test' };
  const facts = { resolver, ...names, egressAddresses: [] } as unknown as DomainFacts;
  const domain = {
    kind: 'domain',
    name: 'ours.test',
    type: 'authoritative',
    verified: null,
  } as unknown as AcceptedDomain;
  for await (const step of checkDomain(domain, facts, new AbortController().signal)) {
    if (step.what !== 'MX') continue;
    assert.equal(step.outcome, 'good');
    return;
  }
  assert.fail('the MX was not looked at');
});
