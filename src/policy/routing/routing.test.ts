import { deviceForms } from '../../directory/kinds/device.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ObjectId } from '../../base/id.ts';
import type { Address } from '../../mail/address.ts';
import type { DirectoryObject, OutboundConnector } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { failoversOf, matchesDomainPattern, routeRecipient } from './routing.ts';

const id = (text: string): ObjectId => text as ObjectId;
const address = (text: string): Address => {
  const at = text.lastIndexOf('@');
  return { local: text.slice(0, at), domain: text.slice(at + 1), domainKey: text.slice(at + 1).toLowerCase() };
};
const organization = (name: string): DirectoryObject => ({
  kind: 'organization',
  ...organizationForms.standards,
  id: id(name),
  name,
  licensing: 'off',
});
const domain = (
  organizationName: string,
  name: string,
  type: 'authoritative' | 'internal-relay' = 'authoritative',
  verified = true,
): DirectoryObject => ({
  kind: 'domain',
  id: id(`domain-${name}-${organizationName}`),
  organizationId: id(organizationName),
  name,
  type,
  verificationToken: 'x',
  verified: verified ? { at: 0, method: 'trusted' } : null,
});
const mailbox = (organizationName: string, text: string, enabled = true): DirectoryObject => ({
  kind: 'mailbox',
  ...mailboxForms.standards,
  id: id(`mailbox-${text}`),
  organizationId: id(organizationName),
  address: text,
  enabled,
  delivery: { kind: 'maildir', path: text },
});
const group = (organizationName: string, text: string): DirectoryObject => ({
  kind: 'group',
  ...groupForms.standards,
  id: id(`group-${text}`),
  organizationId: id(organizationName),
  address: text,
});
const connector = (
  organizationName: string,
  name: string,
  recipientDomains: readonly string[],
  more: Partial<OutboundConnector> = {},
): DirectoryObject => ({
  kind: 'outbound-connector',
  ...outboundConnectorForms.standards,
  id: id(`connector-${name}`),
  organizationId: id(organizationName),
  name,
  recipientDomains,
  route: { kind: 'smart-hosts', hosts: [{ host: 'hub.example', port: 25 }] },
  auth: null,
  lastTest: null,
  ...more,
});
const system = (captureOutbound: boolean): DirectoryObject => ({
  kind: 'system',
  id: id('system'),
  limits: {},
  defaultOrganizationId: null,
  captureOutbound,
});

const view = (...objects: DirectoryObject[]): DirectoryView =>
  new DirectoryView({
    revision: 1,
    objects: [
      organization('a'),
      organization('b'),
      domain('a', 'a.example'),
      domain('a', 'relay.example', 'internal-relay'),
      domain('b', 'b.example'),
      mailbox('a', 'anna@a.example'),
      mailbox('a', 'gone@a.example', false),
      mailbox('a', 'here@relay.example'),
      mailbox('b', 'bob@b.example'),
      group('a', 'staff@a.example'),
      ...objects,
    ],
  });
const route = (v: DirectoryView, text: string, organizationName: string | null = 'a') =>
  routeRecipient(v, address(text), {
    organizationId: organizationName === null ? null : id(organizationName),
    reversePath: null,
  });

describe('addresses of accepted domains', () => {
  test('a mailbox is reached, without regard to case, quotes or a plus-address', () => {
    for (const text of ['anna@a.example', 'ANNA@A.Example', '"anna"@a.example', 'anna+scan@a.example'])
      assert.deepEqual(route(view(), text), { kind: 'mailbox', mailboxId: 'mailbox-anna@a.example' }, text);
  });
  test('a group is reached as a group', () => {
    assert.deepEqual(route(view(), 'staff@a.example'), { kind: 'group', groupId: 'group-staff@a.example' });
  });
  test('what is switched off leaves its place to its failover, however many are off in a row', () => {
    const chain = (...enabled: boolean[]) =>
      view(
        connector('a', 'one', ['*'], { enabled: enabled[0]!, failover: ['two', 'one'] }),
        connector('a', 'two', [], { enabled: enabled[1]!, failover: ['one', 'three'] }),
        connector('a', 'three', [], { enabled: enabled[2]! }),
      );
    const by = (...enabled: boolean[]): string => {
      const found = route(chain(...enabled), 'x@outside.example');
      return found.kind === 'connector' ? found.connectorId : found.kind;
    };
    assert.equal(by(true, true, true), 'connector-one');
    assert.equal(by(false, true, true), 'connector-two');
    assert.equal(by(false, false, true), 'connector-three');
    assert.equal(by(false, false, false), 'no-upstream');
  });
  test('a failover that could take over is found, however many that are gone or off are named before it', () => {
    const gone = Array.from({ length: 20 }, (_, n) => `gone${n}`);
    const first = connector('a', 'one', ['*'], { enabled: false, failover: [...gone, 'off', 'two'] });
    const off = connector('a', 'off', [], { enabled: false, failover: [...gone] });
    const found = route(view(first, off, connector('a', 'two', [])), 'x@outside.example');
    assert.equal(found.kind === 'connector' ? found.connectorId : found.kind, 'connector-two');
  });
  test('mail from organization A to organization B on the same server is local', () => {
    const all = connector('a', 'everything', ['*']);
    assert.deepEqual(route(view(all), 'bob@b.example', 'a'), { kind: 'mailbox', mailboxId: 'mailbox-bob@b.example' });
  });
  test('an unknown recipient of an authoritative domain has no route, whatever the connectors say', () => {
    const result = route(view(connector('a', 'everything', ['*', 'accepted', 'a.example'])), 'nobody@a.example');
    assert.equal(result.kind, 'none');
    assert.equal(result.kind === 'none' && result.unknownRecipient, true);
  });
  test('a disabled mailbox is an unknown recipient', () => {
    const result = route(view(), 'gone@a.example');
    assert.equal(result.kind === 'none' && result.unknownRecipient, true);
  });
  test('postmaster is reached where no such mailbox exists', () => {
    assert.equal(route(view(), 'postmaster@a.example').kind, 'mailbox');
  });
  test("a mailbox named in another organization's domain is not reached", () => {
    const result = route(view(mailbox('b', 'ceo@a.example')), 'ceo@a.example');
    assert.equal(result.kind, 'none');
  });
  test('a mailbox of an unverified domain is not reached: the name may belong to somebody else', () => {
    const v = view(domain('b', 'big.example', 'authoritative', false), mailbox('b', 'ceo@big.example'));
    assert.deepEqual(route(v, 'ceo@big.example'), { kind: 'mx', domain: 'big.example' });
  });
});

describe('internal relay', () => {
  test('a known mailbox is local, an unknown recipient goes on by MX', () => {
    assert.equal(route(view(), 'here@relay.example').kind, 'mailbox');
    assert.deepEqual(route(view(), 'there@relay.example'), { kind: 'mx', domain: 'relay.example' });
  });
  test("goes on by the owning organization's connector, even when another organization or a stranger sent it", () => {
    const v = view(connector('a', 'inner', ['accepted']), connector('b', 'outer', ['*', 'relay.example']));
    for (const sender of ['a', 'b', null])
      assert.deepEqual(route(v, 'there@relay.example', sender), {
        kind: 'connector',
        connectorId: 'connector-inner',
        domain: '',
      });
  });
});

describe('outside', () => {
  const chosen = (v: DirectoryView, text: string, organizationName: string | null = 'a'): string => {
    const result = route(v, text, organizationName);
    return result.kind === 'connector' ? result.connectorId.replace('connector-', '') : result.kind;
  };
  test('leaves by MX where no connector fits', () => {
    assert.deepEqual(route(view(), 'x@Out.example'), { kind: 'mx', domain: 'out.example' });
    assert.equal(chosen(view(connector('a', 'other', ['else.example'])), 'x@out.example'), 'mx');
  });
  test('exact domain before the longest subdomain pattern before everything; accepted only for own domains', () => {
    const v = view(
      connector('a', 'all', ['*']),
      connector('a', 'own', ['accepted']),
      connector('a', 'sub', ['*.example']),
      connector('a', 'subsub', ['*.out.example']),
      connector('a', 'exact', ['mail.out.example']),
    );
    assert.equal(chosen(v, 'x@mail.out.example'), 'exact');
    assert.equal(chosen(v, 'x@other.out.example'), 'subsub');
    assert.equal(chosen(v, 'x@out.example'), 'sub');
    assert.equal(chosen(v, 'x@out.test'), 'all');
    assert.equal(chosen(v, 'there@relay.example'), 'sub');
    assert.equal(
      chosen(view(connector('a', 'all', ['*']), connector('a', 'own', ['accepted'])), 'q@relay.example'),
      'own',
    );
  });
  test('ties go by name', () => {
    assert.equal(chosen(view(connector('a', 'second', ['*']), connector('a', 'first', ['*'])), 'x@out.test'), 'first');
    assert.equal(chosen(view(connector('a', 'first', ['*']), connector('a', 'second', ['*'])), 'x@out.test'), 'first');
  });
  test('disabled connectors and those of other organizations are never chosen', () => {
    assert.equal(chosen(view(connector('a', 'off', ['*'], { enabled: false })), 'x@out.test'), 'no-upstream');
    assert.equal(chosen(view(connector('b', 'theirs', ['*'])), 'x@out.test', 'a'), 'mx');
  });
  test('what no connector takes goes by MX or waits, as the organization says', () => {
    const with_ = (withoutUpstream: 'undecided' | 'mx' | 'wait', ...more: DirectoryObject[]) =>
      chosen(view(...more, { ...organization('a'), withoutUpstream } as DirectoryObject), 'x@out.test');
    const off = connector('a', 'off', ['*'], { enabled: false });
    const smart = connector('a', 'on', ['*']);
    const offByMx = connector('a', 'off', ['*'], { enabled: false, route: { kind: 'mx' } });
    assert.deepEqual([with_('undecided'), with_('mx'), with_('wait')], ['mx', 'mx', 'no-upstream']);
    assert.deepEqual(
      [with_('undecided', off), with_('mx', off), with_('wait', off)],
      ['no-upstream', 'mx', 'no-upstream'],
    );
    assert.equal(with_('wait', smart), 'on');
    assert.equal(with_('undecided', offByMx), 'mx');
    assert.equal(with_('wait', system(true)), 'capture');
  });
  test('a connector that uses MX keeps destinations apart', () => {
    const v = view(connector('a', 'all', ['*'], { route: { kind: 'mx' } }));
    assert.deepEqual(route(v, 'x@out.test'), { kind: 'connector', connectorId: 'connector-all', domain: 'out.test' });
  });
  test('evaluation mode captures what would leave by MX, but not what has a connector', () => {
    const v = view(system(true), connector('a', 'partner', ['partner.test']));
    assert.deepEqual(route(v, 'x@out.test'), { kind: 'capture' });
    assert.deepEqual(route(v, 'there@relay.example'), { kind: 'capture' });
    assert.equal(chosen(v, 'x@partner.test'), 'partner');
  });
  test('an address literal is no domain of ours and leaves by MX as it stands', () => {
    const literal: Address = { local: 'x', domain: '[192.0.2.1]', domainKey: '[192.0.2.1]' };
    assert.deepEqual(routeRecipient(view(), literal, { organizationId: id('a'), reversePath: null }), {
      kind: 'mx',
      domain: '[192.0.2.1]',
    });
  });
});

test('domain patterns: everything, exactly, subdomains only', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['*', 'a.example', true],
    ['a.example', 'a.example', true],
    ['A.Example', 'a.example', true],
    ['a.example', 'b.a.example', false],
    ['*.a.example', 'b.a.example', true],
    ['*.a.example', 'c.b.a.example', true],
    ['*.a.example', 'a.example', false],
    ['*.a.example', 'xa.example', false],
    ['', 'a.example', false],
  ];
  for (const [pattern, name, expected] of cases)
    assert.equal(matchesDomainPattern(pattern, name), expected, `${pattern} and ${name}`);
});

describe('an outbound connector for some senders or devices', () => {
  const from = (v: DirectoryView, sender: string, deviceId: string | null = null) => {
    const route = routeRecipient(v, address('x@elsewhere.test'), {
      organizationId: id('a'),
      reversePath: sender === '' ? null : address(sender),
      deviceId: deviceId === null ? null : id(deviceId),
    });
    return route.kind === 'connector' ? route.connectorId : route.kind;
  };
  const copier = {
    kind: 'device',
    ...deviceForms.standards,
    id: id('copier'),
    organizationId: id('a'),
    name: 'Copier',
    addresses: ['192.0.2.9'],
  } as const;
  const v = view(
    copier,
    connector('a', 'everything', ['*']),
    connector('a', 'one', ['*'], { senders: ['alarm@a.example'] }),
    connector('a', 'domain', ['*'], { senders: ['a.example'] }),
    connector('a', 'machine', ['*'], { devices: ['copier'] }),
    connector('a', 'backup', []),
  );
  test('an address before its domain before everybody; the null reverse-path is everybody', () => {
    assert.equal(from(v, 'alarm@a.example'), 'connector-one');
    assert.equal(from(v, 'fax@a.example'), 'connector-domain');
    assert.equal(from(v, 'fax@b.example'), 'connector-everything');
    assert.equal(from(v, ''), 'connector-everything');
  });
  test('a device before any sender, and nobody else', () => {
    assert.equal(from(v, 'alarm@a.example', 'copier'), 'connector-machine');
    assert.equal(from(v, 'fax@b.example', 'another'), 'connector-everything');
  });
  test('a chain of thousands that are switched off is followed so far, and no further', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) =>
      connector('a', `n${at}`, at === 0 ? ['*'] : [], { enabled: at === 500, failover: [`n${at + 1}`] }),
    );
    const beyond = chain.map((one) => ({ ...one, enabled: false }));
    const first = (objects: readonly DirectoryObject[]) =>
      failoversOf(view(...objects), objects[0] as OutboundConnector).map(({ name }) => name);
    assert.deepEqual(first(chain), ['n500']);
    assert.deepEqual(first(beyond), []);
  });
  test('among equals the one that the other names as its failover stands behind; else the name decides', () => {
    const first = connector('a', 'zulu', ['*'], { failover: ['Alpha'] });
    const second = connector('a', 'alpha', ['*']);
    assert.equal(from(view(second, first), 'fax@a.example'), 'connector-zulu');
    assert.equal(from(view(first, second), 'fax@a.example'), 'connector-zulu');
    const mutual = { ...second, failover: ['zulu'] };
    assert.equal(from(view(first, mutual), 'fax@a.example'), 'connector-alpha');
    assert.equal(from(view(connector('a', 'b', ['*']), second), 'fax@a.example'), 'connector-alpha');
  });
  test('one without recipient domains is never chosen by itself', () => {
    assert.equal(from(view(connector('a', 'backup', [])), 'fax@a.example'), 'mx');
  });
});
