import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { laneOf } from '../../mail/route.ts';
import { domain, group, inbound, mailbox, organization, smartHost } from '../../../lab/houses/test-house.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { whatMayMove } from './rerouting.ts';
import { matchesDomainPattern, routeRecipient } from './routing.ts';

const other = 'org2' as ObjectId;
const base: readonly DirectoryObject[] = [
  organization(),
  domain('ours.test'),
  domain('relay.test', { type: 'internal-relay' }),
  mailbox('ann@ours.test', { aliases: ['anna@relay.test'] }),
  mailbox('bob@ours.test'),
  group('all@ours.test', ['ann@ours.test']),
  smartHost('hub', 25, { recipientDomains: ['far.test', '*.wide.test'] }),
  smartHost('other', 25, { recipientDomains: [] }),
  inbound('copiers'),
  { kind: 'system', id: 'system' as ObjectId, limits: {}, defaultOrganizationId: null, captureOutbound: false },
];
const without = (id: string) => base.filter((object) => object.id !== id);
const put = (...objects: readonly DirectoryObject[]) => [
  ...base.filter((object) => !objects.some(({ id }) => id === object.id)),
  ...objects,
];

const changes: Readonly<Record<string, readonly DirectoryObject[]>> = {
  'a mailbox more': put(mailbox('new@ours.test')),
  'a mailbox less': without('mailbox-bob@ours.test'),
  'a mailbox without plus addresses': put(mailbox('bob@ours.test', { plusAddressing: false })),
  'a mailbox disabled': put(mailbox('bob@ours.test', { enabled: false })),
  'an alias gone': put(mailbox('ann@ours.test')),
  'a group more': put(group('team@relay.test', ['bob@ours.test'])),
  'a domain gone': without('domain-ours.test'),
  'a domain not verified': put(domain('relay.test', { type: 'internal-relay', verified: null })),
  'a domain that ends here': put(domain('relay.test')),
  'a postmaster named': put(organization({ postmaster: 'bob@ours.test' })),
  'a connector more': put(smartHost('new', 25, { recipientDomains: ['out.test'] })),
  'a connector for all': put(smartHost('new', 25)),
  'a connector for own domains': put(smartHost('new', 25, { recipientDomains: ['accepted'] })),
  'a connector off': put(smartHost('hub', 25, { recipientDomains: ['far.test', '*.wide.test'], enabled: false })),
  'a connector for another domain': put(smartHost('hub', 25, { recipientDomains: ['near.test'] })),
  'a connector by MX': put(smartHost('hub', 25, { recipientDomains: ['far.test'], route: { kind: 'mx' } })),
  'a connector off, with a failover': put(
    smartHost('hub', 25, { recipientDomains: ['far.test'], enabled: false, failover: ['other'] }),
  ),
  'mail for outside captured': put({
    kind: 'system',
    id: 'system' as ObjectId,
    limits: {},
    defaultOrganizationId: null,
    captureOutbound: true,
  }),
  'another organization': put(organization({ id: other, name: 'theirs' })),
};
const nothing: Readonly<Record<string, readonly DirectoryObject[]>> = {
  'the same again': base.map((object) => ({ ...object })),
  'a connector for devices': put(inbound('new')),
  'another name for a mailbox': put(mailbox('bob@ours.test', { displayName: 'Robert' })),
  'a group with other members': put(group('all@ours.test', ['bob@ours.test'])),
  'a smart host tested': put(
    smartHost('hub', 25, {
      recipientDomains: ['far.test', '*.wide.test'],
      lastTest: { at: 1, ok: true, text: 'well' },
    }),
  ),
};

const recipients = [
  ...['ann@ours.test', 'bob+x@ours.test', 'new@ours.test', 'postmaster@ours.test', 'anna@relay.test', 'x@relay.test'],
  ...['all@ours.test', 'team@relay.test', 'a@far.test', 'a@deep.wide.test', 'a@wide.test', 'a@out.test', 'a@near.test'],
];
const originators = [
  { organizationId: 'org' as ObjectId, reversePath: null, deviceId: null },
  { organizationId: null, reversePath: null, deviceId: null },
];
const view = (objects: readonly DirectoryObject[], revision: number) => new DirectoryView({ revision, objects });

test('every recipient that a change sends another way is named, and a change that routing does not see names none', async () => {
  const before = view(base, 1);
  let moved = 0;
  for (const [what, objects] of Object.entries(changes)) {
    const after = view(objects, 2);
    const scope = await whatMayMove(before, after, async () => {});
    assert.ok(scope, what);
    for (const text of recipients)
      for (const originator of originators) {
        const [local, domainKey] = text.split('@') as [string, string];
        const address = { local, domain: domainKey, domainKey };
        const was = laneOf(routeRecipient(before, address, originator));
        if (was === laneOf(routeRecipient(after, address, originator))) continue;
        moved++;
        const named =
          scope.domains.some((pattern) => matchesDomainPattern(pattern, domainKey)) ||
          scope.lanePrefixes.some((prefix) => was.startsWith(prefix)) ||
          (scope.outward && !/^(?:mailbox|group):/u.test(was));
        assert.ok(named, `${what}: ${text} in ${was}`);
      }
  }
  assert.ok(moved > Object.keys(changes).length, 'the changes do move mail');
  for (const [what, objects] of Object.entries(nothing))
    assert.equal(await whatMayMove(before, view(objects, 2), async () => {}), null, what);
});

test('a field that nobody thought of is taken for one that routing looks at', async () => {
  const hub = smartHost('hub', 25, { recipientDomains: ['far.test', '*.wide.test'] });
  const changed = put({ ...hub, anotherField: 1 } as DirectoryObject);
  assert.notEqual(await whatMayMove(view(base, 1), view(changed, 2), async () => {}), null);
});
