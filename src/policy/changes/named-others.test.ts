/** Upstreams that stand in for each other, or for none: names that are not there, circles, and the last way out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import type { DirectoryEdit, DirectoryObject } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { checkEdits } from './directory-rules.ts';

const make = (object: object): DirectoryObject => object as DirectoryObject;
const put = (object: DirectoryObject): DirectoryEdit => ({ verb: 'put', object });
const base = [
  make({ kind: 'organization', ...organizationForms.standards, id: 'ours', name: 'ours' }),
  make({
    ...{ kind: 'domain', id: 'd', organizationId: 'ours', name: 'ours.test', type: 'authoritative' },
    ...{ verificationToken: 't', verified: { at: 0, method: 'trusted' } },
  }),
];
const inbound = (name: string, over: object): DirectoryObject =>
  make({
    kind: 'inbound-connector',
    ...inboundConnectorForms.standards,
    id: name,
    organizationId: 'ours',
    name,
    ...over,
  });
const outbound = (name: string, over: object = {}): DirectoryObject =>
  make({
    ...{
      kind: 'outbound-connector',
      ...outboundConnectorForms.standards,
      id: `o-${name}`,
      organizationId: 'ours',
      name,
    },
    ...{ recipientDomains: [name], auth: null, lastTest: null },
    ...over,
  });
const route = { kind: 'smart-hosts', hosts: [{ host: 'h.test', port: 587 }] };

test('a misspelt failover is answered with those that are there, the near one first', () => {
  const view = new DirectoryView({ revision: 1, objects: [...base, outbound('Spare'), outbound('Graph')] });
  const [found] = checkEdits(view, [put(outbound('up', { failover: ['Sprae'] }))]);
  assert.equal(found?.message, 'there is no other outbound connector "Sprae"');
  assert.match(
    found?.cure ?? '',
    /^did you mean "Spare"\? there are: "Graph", "Spare"; to add one: doorpost upstream add/u,
  );
  const [profile] = checkEdits(view, [put(inbound('new', { senderAddresses: ['192.0.2.9'], profile: 'legcay' }))]);
  assert.match(profile?.cure ?? '', /^did you mean "legacy"\? there are: "strict", "tolerant", "legacy"; /u);
});

test('the last way out that is switched off, or takes other mail, is told of; one that has a stand-in is not', () => {
  const up = outbound('Up', { recipientDomains: ['*', '*.partner.test'], route });
  const view = (...more: DirectoryObject[]) => new DirectoryView({ revision: 1, objects: [...base, up, ...more] });
  const told = (over: object, ...more: DirectoryObject[]) =>
    checkEdits(view(...more), [put({ ...up, ...over } as DirectoryObject)]).map(
      ({ path, message }) => `${path}: ${message}`,
    );
  assert.match(
    told({ enabled: false }).join(),
    /^withoutUpstream: switched off, it leaves mail without an upstream \(for example\.com\)/u,
  );
  assert.match(told({ recipientDomains: ['*'] }).join(), /^$/u);
  assert.match(told({ recipientDomains: ['*.partner.test'] }).join(), /^withoutUpstream: the change leaves mail/u);
  const spare = outbound('Spare', { recipientDomains: [], route });
  assert.deepEqual(told({ enabled: false, failover: ['Spare'] }, spare), []);
  assert.deepEqual(told({ enabled: false }, outbound('Other', { recipientDomains: ['*'], route })), []);
});

test('a circle of failovers that is stored does not keep the rest from being changed, and can be ended', () => {
  const one = outbound('one', { recipientDomains: ['*'], failover: ['two'] });
  const two = outbound('two', { recipientDomains: ['*'], failover: ['one'] });
  const view = new DirectoryView({ revision: 1, objects: [...base, one, two] });
  const severities = (object: DirectoryObject) =>
    checkEdits(view, [put(object)])
      .filter(({ path }) => path === 'failover')
      .map(({ severity }) => severity);
  assert.deepEqual(severities({ ...two, enabled: false } as DirectoryObject), ['warning']);
  assert.deepEqual(severities({ ...two, failover: [] } as DirectoryObject), []);
});
