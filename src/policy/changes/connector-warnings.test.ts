import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryObject, InboundConnector, Organization } from '../../directory/objects.ts';
import { chooseConnector, matchingConnectors } from '../ingress/connector-match.ts';
import { connectorWarnings } from './connector-warnings.ts';
import { DirectoryView } from '../../directory/snapshot.ts';

const organization = (id: string, name: string): Organization => ({
  kind: 'organization',
  ...organizationForms.standards,
  id: id as ObjectId,
  name,
  licensing: 'off',
});
const connector = (
  id: string,
  senderAddresses: readonly string[],
  over: Partial<InboundConnector> = {},
): InboundConnector => ({
  kind: 'inbound-connector',
  ...inboundConnectorForms.standards,
  id: id as ObjectId,
  organizationId: 'O1' as ObjectId,
  name: id,
  senderAddresses,
  ...over,
});
const present: readonly DirectoryObject[] = [
  organization('O1', 'Ours'),
  organization('O2', 'Theirs'),
  connector('mine', ['192.0.2.0/28']),
  connector('off', ['192.0.2.200'], { enabled: false }),
  connector('foreign', ['198.51.100.7', '2001:db8:1::/64'], { organizationId: 'O2' as ObjectId }),
];
const view = new DirectoryView({ revision: 1, objects: present });

const PEER = { address: '192.0.2.70', certificate: null, tls: false };

const table: readonly (readonly [addresses: readonly string[], codes: readonly string[]])[] = [
  [['203.0.113.9'], []],
  [['203.0.113.0/24'], []],
  [['203.0.112.0/23'], ['wide-range']],
  [['2001:db8:2::/64'], []],
  [['2001:db8:2::/63'], ['wide-range']],
  [['172.17.0.1'], ['covers-gateway']],
  [['::ffff:172.17.0.1'], ['covers-gateway']],
  [['172.17.0.0/24'], ['covers-gateway']],
  [['172.17.1.0/24'], []],
  [['10.0.0.0/7'], ['private-and-public', 'wide-range']],
  [
    ['0.0.0.0/0'],
    ['covers-gateway', 'private-and-public', 'carrier-grade', 'wide-range', 'covered-already', 'other-organization'],
  ],
  [['::/0'], ['private-and-public', 'wide-range', 'other-organization']],
  [['100.64.3.4'], ['carrier-grade']],
  [['100.128.0.1'], []],
  [['198.51.100.0/24'], ['other-organization']],
  [['2001:db8:1::5'], ['other-organization']],
  [['192.0.2.5'], ['covered-already']],
  [['192.0.2.0/24'], ['covered-already']],
  [['192.0.2.200'], []],
  [['203.0.113.9', '100.64.0.1'], ['carrier-grade']],
  [['10.0.0.7', '203.0.113.9'], ['private-and-public']],
  [['fd00::7', '203.0.113.9'], ['private-and-public']],
  [['10.0.0.7', '192.168.1.0/24', 'fd00::7', '::1'], []],
];

for (const [addresses, codes] of table)
  test(`a connector for ${addresses.join(', ')} is warned about: ${codes.join(', ') || 'nothing'}`, () => {
    const warnings = connectorWarnings(view, connector('new', addresses), ['172.17.0.1']);
    assert.equal(warnings.at(-1)?.code, 'replies-bounce', 'always told');
    assert.deepEqual(
      warnings.slice(0, -1).map((warning) => warning.code),
      codes,
    );
  });

test('what lies in the carrier-grade range is told apart from what covers part of it', () => {
  const text = (address: string): string =>
    connectorWarnings(view, connector('new', [address]), []).find(({ code }) => code === 'carrier-grade')?.text ?? '';
  assert.match(text('100.64.3.4'), /^100\.64\.3\.4 lies in 100\.64\.0\.0\/10/);
  assert.match(text('0.0.0.0/0'), /^0\.0\.0\.0\/0 covers part of 100\.64\.0\.0\/10/);
});

test('a connector is not compared with itself, and names the other one', () => {
  assert.deepEqual(
    connectorWarnings(view, connector('mine', ['192.0.2.0/28']), []).map((warning) => warning.code),
    ['replies-bounce'],
  );
  const [inside] = connectorWarnings(view, connector('new', ['192.0.2.5']), []);
  assert.match(inside?.text ?? '', /covered already by the connector "mine"/);
  const [foreign] = connectorWarnings(view, connector('new', ['198.51.100.7']), []);
  assert.match(foreign?.text ?? '', /"foreign" of Theirs/);
});

test('what is said of the same network is what then happens: who takes the mail is asked of the choice itself', () => {
  const FIRST = { local: 'a', domain: 'ours.test', domainKey: 'ours.test' };
  const cases: readonly (readonly [Partial<InboundConnector>, Partial<InboundConnector>, RegExp])[] = [
    [{ name: 'new' }, { name: 'old' }, /"new" takes all mail from there, because its name comes first: "old" does/],
    [{ name: 'new' }, { name: 'first' }, /"first" takes all mail from there, because its name comes first: "new" does/],
    [{ name: 'a', type: 'Partner' }, { name: 'b' }, /"b" takes all mail from there, because it relays/],
    [{ name: 'a', senderDomains: ['ours.test'] }, { name: 'b', senderDomains: ['other.test'] }, /sender domains cover/],
  ];
  for (const [ours, theirs, words] of cases) {
    const [one, other] = [connector('one', ['192.0.2.64/28'], ours), connector('two', ['192.0.2.64/28'], theirs)];
    const both = new DirectoryView({ revision: 1, objects: [organization('O1', 'Ours'), one, other] });
    const [warning] = connectorWarnings(both, one, []);
    assert.match(warning?.text ?? '', words);
    const chosen = chooseConnector(both, matchingConnectors(both, PEER), FIRST);
    const said = /^.* "(.*?)" takes all/u.exec(warning?.text.replace(/^.*? too\. /u, 'x ') ?? '')?.[1] ?? 'a';
    assert.equal(chosen?.connector.name, said);
  }
});

test('the smaller network wins, whoever its organization is: both sides say so', () => {
  const texts = (addresses: readonly string[]): string =>
    connectorWarnings(view, connector('new', addresses), [])[0]?.text ?? '';
  assert.match(
    texts(['192.0.2.5']),
    /^192\.0\.2\.5 is covered already by .*"mine" .*This connector wins for 192\.0\.2\.5/,
  );
  assert.match(texts(['192.0.2.0/24']), /covers 192\.0\.2\.0\/28 of .*"mine", which keeps winning/);
  assert.match(texts(['2001:db8:1::5']), /"foreign" of Theirs .*This connector wins/);
  assert.match(texts(['198.51.100.0/24']), /"foreign" of Theirs, which keeps winning/);
  assert.match(texts(['198.51.100.7']), /"foreign" of Theirs too\. The sender's domain decides/);
});

test('what an old device may do is warned of where it comes over the Internet, not inside', () => {
  const view = new DirectoryView({ revision: 1, objects: present });
  const codes = (addresses: readonly string[], profile: string): readonly string[] =>
    connectorWarnings(view, connector('new', addresses, { profile }), []).map(({ code }) => code);
  assert.ok(codes(['203.0.113.9'], 'legacy').includes('weak-in-public'));
  assert.ok(!codes(['203.0.113.9'], 'tolerant').includes('weak-in-public'));
  assert.ok(!codes(['192.168.1.0/24'], 'legacy').includes('weak-in-public'));
});
