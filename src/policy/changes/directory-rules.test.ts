import { bounds } from '../../base/bounds.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import { groupForms } from '../../directory/kinds/group.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import { organizationForms } from '../../directory/kinds/organization.ts';
import { outboundConnectorForms } from '../../directory/kinds/outbound-connector.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DirectoryEdit, DirectoryObject } from '../../directory/objects.ts';
import { checkEdits, type DirectoryProblem, heardProblems } from './directory-rules.ts';
import { DirectoryView } from '../../directory/snapshot.ts';

const make = (object: object): DirectoryObject => object as unknown as DirectoryObject;
const organization = (id: string, over: object = {}) =>
  make({ kind: 'organization', ...organizationForms.standards, id, name: id, postmaster: null, limits: {}, ...over });
const domain = (name: string, over: object = {}) =>
  make({
    kind: 'domain',
    id: `d-${name}`,
    organizationId: 'ours',
    name,
    type: 'authoritative',
    verified: { at: 0, method: 'txt' },
    ...over,
  });
const mailbox = (address: string, over: object = {}) =>
  make({
    kind: 'mailbox',
    ...mailboxForms.standards,
    id: `m-${address}`,
    organizationId: 'ours',
    address,
    delivery: { kind: 'maildir', path: address },
    ...over,
  });
const group = (address: string, over: object = {}) =>
  make({
    kind: 'group',
    ...groupForms.standards,
    id: `g-${address}`,
    organizationId: 'ours',
    address,
    members: ['a@ours.test'],
    ...over,
  });
const credential = (name: string, over: object = {}) =>
  make({
    kind: 'credential',
    verifier: '',
    id: `c-${name}`,
    organizationId: 'ours',
    mailboxId: 'm-a@ours.test',
    name,
    username: 'a@ours.test',
    ...over,
  });
const inbound = (name: string, over: object = {}) =>
  make({
    kind: 'inbound-connector',
    ...inboundConnectorForms.standards,
    id: `i-${name}`,
    organizationId: 'ours',
    name,
    senderAddresses: ['192.0.2.1'],
    ...over,
  });
const outbound = (name: string, over: object = {}) =>
  make({
    kind: 'outbound-connector',
    ...outboundConnectorForms.standards,
    id: `o-${name}`,
    organizationId: 'ours',
    name,
    recipientDomains: [name],
    auth: null,
    ...over,
  });
const smartHosts = (count: number) => Array.from({ length: count }, (_, n) => ({ host: `h${n}.test`, port: 587 }));
const pool = (over: object = {}) =>
  make({
    kind: 'licence-pool',
    ...licencePoolForms.standards,
    id: 'p',
    organizationId: 'ours',
    mailboxSeats: 1,
    protectionSeats: 1,
    ...over,
  });

const base = [
  organization('ours'),
  organization('theirs'),
  domain('ours.test'),
  domain('new.test', { verified: null }),
  domain('theirs.test', { organizationId: 'theirs' }),
  mailbox('a@ours.test', { aliases: ['alias@ours.test'] }),
  mailbox('x@theirs.test', { organizationId: 'theirs' }),
  credential('first'),
  inbound('floor', { associatedAcceptedDomains: ['ours.test'] }),
  // Made before such ranges were refused.
  inbound('old', { senderAddresses: ['64.0.0.0/2'], profile: 'tolerant' }),
  group('all@ours.test'),
];
const put = (object: DirectoryObject): DirectoryEdit => ({ verb: 'put', object });
const remove = (object: DirectoryObject): DirectoryEdit => ({ verb: 'delete', kind: object.kind, id: object.id });

/** A change, and the findings it gives as `severity path`. */
const table: readonly (readonly [what: string, edits: readonly DirectoryEdit[], findings: readonly string[]])[] = [
  ['a mailbox in an own domain', [put(mailbox('b@ours.test'))], []],
  ['a mailbox in an unverified domain', [put(mailbox('b@new.test'))], ['warning address']],
  ['a mailbox in an unknown domain', [put(mailbox('b@nowhere.test'))], ['error address']],
  ["a mailbox in another organization's domain", [put(mailbox('b@theirs.test'))], ['error address']],
  ['a mailbox and its domain in one change', [put(mailbox('b@fresh.test')), put(domain('fresh.test'))], []],
  [
    'a mailbox of an unknown organization',
    [put(mailbox('b@ours.test', { organizationId: 'none' }))],
    ['error organization'],
  ],
  ['an address that is an alias elsewhere', [put(mailbox('ALIAS@ours.test'))], ['error address']],
  ['an alias that is a group', [put(mailbox('b@ours.test', { aliases: ['all@ours.test'] }))], ['error aliases.0']],
  ['an alias that is the address', [put(mailbox('b@ours.test', { aliases: ['B@ours.test'] }))], ['error aliases.0']],
  [
    'two mailboxes of one address in one change',
    [
      put(mailbox('b@ours.test')),
      put(mailbox('b@ours.test', { id: 'other', delivery: { kind: 'maildir', path: 'o' } })),
    ],
    ['error address', 'error address'],
  ],
  [
    'two mailboxes of one Maildir',
    [put(mailbox('b@ours.test', { delivery: { kind: 'maildir', path: 'a@ours.test' } }))],
    ['error delivery.path'],
  ],
  [
    'a Maildir among the messages of another',
    [put(mailbox('b@ours.test', { delivery: { kind: 'maildir', path: 'a@ours.test/new' } }))],
    ['error delivery.path'],
  ],
  [
    'Maildirs in each other',
    [
      put(mailbox('b@ours.test', { delivery: { kind: 'maildir', path: 'x/cur' } })),
      put(mailbox('c@ours.test', { delivery: { kind: 'maildir', path: 'x' } })),
    ],
    ['error delivery.path', 'error delivery.path'],
  ],
  [
    'mailboxes called new and cur, in no Maildir of anybody',
    [
      put(mailbox('new@ours.test', { delivery: { kind: 'maildir', path: 'ours.test/new' } })),
      put(mailbox('cur@ours.test', { delivery: { kind: 'maildir', path: 'ours.test/cur' } })),
    ],
    [],
  ],
  [
    'a Maildir that no file system can hold',
    [put(mailbox('b@ours.test', { delivery: { kind: 'maildir', path: `ours.test/${'ü'.repeat(128)}` } }))],
    ['error delivery.path'],
  ],
  [
    'a lax profile for a part of the Internet that no site owns',
    [put(inbound('wide', { senderAddresses: ['192.0.2.1', '0.0.0.0/0'], profile: 'tolerant' }))],
    ['error senderAddresses'],
  ],
  [
    'the same with the strict profile, in ranges that are somebody’s, and switched off',
    [
      put(inbound('one', { senderAddresses: ['0.0.0.0/0'] })),
      put(
        inbound('two', {
          senderAddresses: ['17.0.0.0/8', '100.64.0.0/10', '10.0.0.0/8', '2001:db8::/29'],
          profile: 'tolerant',
        }),
      ),
      put(inbound('three', { senderAddresses: ['0.0.0.0/0'], profile: 'tolerant', enabled: false })),
    ],
    [],
  ],
  [
    'one that has it already: everything else of it can be changed',
    [put(inbound('old', { senderAddresses: ['64.0.0.0/2'], profile: 'tolerant', limits: { messageSize: 1_000_000 } }))],
    ['warning senderAddresses'],
  ],
  ['Send As of an own domain', [put(mailbox('b@ours.test', { sendAs: ['@ours.test'] }))], []],
  ['Send As of a foreign domain', [put(mailbox('b@ours.test', { sendAs: ['@theirs.test'] }))], ['error sendAs.0']],
  [
    'Send As of a foreign address',
    [put(mailbox('b@ours.test', { sendAs: ['z@elsewhere.test'] }))],
    ['warning sendAs.0'],
  ],
  [
    'forwarding to itself',
    [put(mailbox('b@ours.test', { forwarding: { to: ['b+x@ours.test'], keepCopy: true } }))],
    ['error forwarding.to.0'],
  ],
  [
    'forwarding to nobody here',
    [put(mailbox('b@ours.test', { forwarding: { to: ['no@ours.test', 'z@elsewhere.test'], keepCopy: true } }))],
    ['warning forwarding.to.0'],
  ],
  [
    'a group that contains itself',
    [put(group('all@ours.test', { members: ['a@ours.test', 'all@ours.test'] }))],
    ['warning members.1'],
  ],
  [
    'a group that contains itself by way of another',
    [
      put(group('all@ours.test', { members: ['b@ours.test'] })),
      put(group('b@ours.test', { members: ['all@ours.test'] })),
    ],
    ['warning members.0', 'warning members.0'],
  ],
  ['groups in a ring that a third only leads to', [put(group('g@ours.test', { members: ['all@ours.test'] }))], []],
  [
    'mutual forwarding without copies',
    [
      put(mailbox('b@ours.test', { forwarding: { to: ['c@ours.test'], keepCopy: false } })),
      put(mailbox('c@ours.test', { forwarding: { to: ['b@ours.test'], keepCopy: false } })),
    ],
    ['warning forwarding.to', 'warning forwarding.to'],
  ],
  [
    'mutual forwarding where one keeps a copy',
    [
      put(mailbox('b@ours.test', { forwarding: { to: ['c@ours.test'], keepCopy: false } })),
      put(mailbox('c@ours.test', { forwarding: { to: ['b@ours.test'], keepCopy: true } })),
    ],
    [],
  ],
  [
    'mutual forwarding with a way out',
    [
      put(mailbox('b@ours.test', { forwarding: { to: ['c@ours.test', 'z@elsewhere.test'], keepCopy: false } })),
      put(mailbox('c@ours.test', { forwarding: { to: ['b@ours.test'], keepCopy: false } })),
    ],
    [],
  ],
  ['a group without members', [put(group('g@ours.test', { members: [] }))], ['warning members']],
  ['a domain twice', [put(domain('ours.test', { id: 'other' }))], ['error name']],
  ['a domain another organization verified', [put(domain('theirs.test', { id: 'other' }))], ['error name']],
  [
    'a domain another organization only added',
    [put(domain('new.test', { id: 'other', organizationId: 'theirs', verified: null }))],
    ['warning name'],
  ],
  [
    "a user name of another mailbox's credential",
    [put(mailbox('b@ours.test')), put(credential('second', { mailboxId: 'm-b@ours.test' }))],
    ['error username', 'error username'],
  ],
  ['a credential sharing the user name of its own mailbox', [put(credential('second'))], []],
  ['a credential of an unknown mailbox', [put(credential('second', { mailboxId: 'none' }))], ['error mailbox']],
  ['a connector that trusts nobody', [put(inbound('new', { senderAddresses: [] }))], ['error senderAddresses']],
  ['a connector by certificate', [put(inbound('new', { senderAddresses: [], certificateName: 'mx.ours.test' }))], []],
  [
    'a connector for an unknown domain',
    [put(inbound('new', { associatedAcceptedDomains: ['theirs.test'] }))],
    ['error associatedAcceptedDomains.0'],
  ],
  [
    'a connector for an unverified domain',
    [put(inbound('new', { associatedAcceptedDomains: ['new.test'] }))],
    ['warning associatedAcceptedDomains.0'],
  ],
  ['two connectors of one name', [put(inbound('FLOOR', { id: 'other' }))], ['error name']],
  [
    'a sign-in without smart host',
    [put(outbound('up', { auth: { kind: 'password', username: 'u', passwordSecret: 's' }, tls: 'required' }))],
    ['error auth'],
  ],
  ['own domains by MX', [put(outbound('accepted'))], ['warning route']],
  [
    'more smart hosts than are tried',
    [put(outbound('up', { route: { kind: 'smart-hosts', hosts: smartHosts(bounds.deliver.smartHosts + 1) } }))],
    ['warning route'],
  ],
  [
    'as many smart hosts as are tried',
    [put(outbound('up', { route: { kind: 'smart-hosts', hosts: smartHosts(bounds.deliver.smartHosts) } }))],
    [],
  ],
  ['a failover that is not there', [put(outbound('up', { failover: ['Sprae'] }))], ['error failover.0']],
  ['a failover of its own', [put(outbound('up', { failover: ['UP'] }))], ['error failover.0']],
  [
    'two that carry the same mail, each the failover of the other',
    [
      put(outbound('one', { recipientDomains: ['*'], failover: ['two'] })),
      put(outbound('two', { recipientDomains: ['*'], failover: ['one'] })),
    ],
    ['error failover', 'warning recipientDomains', 'error failover', 'warning recipientDomains'],
  ],
  [
    'a circle of three, of which two carry nothing of their own',
    [
      put(outbound('one', { failover: ['two'] })),
      put(outbound('two', { recipientDomains: [], failover: ['three'] })),
      put(outbound('three', { recipientDomains: [], failover: ['one'] })),
    ],
    ['error failover', 'error failover', 'error failover'],
  ],
  [
    'two that carry different mail, each the failover of the other',
    [put(outbound('one', { failover: ['two'] })), put(outbound('two', { failover: ['one'] }))],
    [],
  ],
  [
    'more assignments than seats',
    [put(pool({ assignedMailboxes: ['a@ours.test'], mailboxSeats: 0 }))],
    ['error mailboxSeats'],
  ],
  ['a seat for nobody', [put(pool({ assignedMailboxes: ['no@ours.test'] }))], ['error assignedMailboxes.0']],
  ['a postmaster who is not there', [put(organization('ours', { postmaster: 'no@ours.test' }))], ['error postmaster']],
  ['deleting a domain with mailboxes', [remove(domain('ours.test'))], ['error ']],
  ['deleting an unused domain', [remove(domain('new.test'))], []],
  ['deleting a mailbox with credentials', [remove(mailbox('a@ours.test'))], ['error ']],
  ['deleting a mailbox with its credentials', [remove(mailbox('a@ours.test')), remove(credential('first'))], []],
  ['deleting an organization that has things', [remove(organization('theirs'))], ['error ']],
  [
    'deleting an organization with its things',
    [remove(organization('theirs')), remove(domain('theirs.test')), remove(mailbox('x@theirs.test'))],
    [],
  ],
];

for (const [what, edits, findings] of table)
  test(`${what}: ${findings.join(', ') || 'fine'}`, () => {
    const problems = checkEdits(new DirectoryView({ revision: 1, objects: base }), edits);
    assert.deepEqual(
      problems.map((problem) => `${problem.severity} ${problem.path}`),
      findings,
    );
    for (const problem of problems) assert.ok(problem.message !== '' && problem.cure !== '');
  });

test('what stands already has no problems of its own', () => {
  const view = new DirectoryView({ revision: 1, objects: base });
  assert.deepEqual(
    checkEdits(view, base.map(put)).filter((problem) => problem.severity === 'error'),
    [],
  );
});

test('groups and forwardings may be chained by the thousand', () => {
  const CHAIN = 20_000;
  const groups = Array.from({ length: CHAIN }, (_, at) => group(`g${at}@a.test`, { members: [`g${at + 1}@a.test`] }));
  const people = Array.from({ length: CHAIN }, (_, at) =>
    mailbox(`p${at}@a.test`, { forwarding: { to: [`p${at + 1}@a.test`], keepCopy: false } }),
  );
  const before = new DirectoryView({
    revision: 1,
    objects: [organization('ours'), domain('a.test'), ...groups.slice(1), ...people.slice(1)],
  });
  const found = (first: DirectoryObject, last: DirectoryObject): string =>
    checkEdits(before, [
      { verb: 'put', object: last },
      { verb: 'put', object: first },
    ])
      .map(({ message }) => message)
      .join('; ');
  const [g, p] = [`g${CHAIN}@a.test`, `p${CHAIN}@a.test`];
  assert.doesNotMatch(found(groups[0]!, group(g, { members: ['x@out.test'] })), /contains itself/u);
  assert.match(found(groups[0]!, group(g, { members: ['g0@a.test'] })), /contains itself by way of g1@a\.test/u);
  assert.doesNotMatch(found(people[0]!, mailbox(p)), /comes back here/u);
  const back = mailbox(p, { forwarding: { to: ['p0@a.test'], keepCopy: false } });
  assert.match(found(people[0]!, back), /comes back here/u);
});

test('own errors are heard alone; without any, those that others cause are heard once for each field', () => {
  const problem = (severity: 'error' | 'warning', path: string, message: string): DirectoryProblem => ({
    ...{ severity, kind: 'mailbox', name: 'a@ours.test', path, message, cure: 'mend it' },
  });
  const none = problem('error', 'address', 'no domain of the organization');
  const taken = problem('error', 'address', 'taken by another organization');
  const maildir = problem('error', 'delivery.path', 'another mailbox has it');
  const unverified = problem('warning', 'address', 'not verified yet');
  const doubt = problem('warning', 'address', 'another organization has it too');
  assert.deepEqual(heardProblems([none, taken, maildir], [none]), [none]);
  assert.deepEqual(heardProblems([none], [none]), [none]);
  const heard = heardProblems([unverified, taken, doubt, taken, maildir], [unverified]);
  assert.deepEqual(
    heard.map(({ severity, path }) => `${severity} ${path}`),
    ['error address', 'error delivery.path', 'warning address'],
  );
  assert.doesNotMatch(JSON.stringify(heard), /another (?:organization|mailbox)/u);
  assert.deepEqual(heardProblems([], [none]), [], 'what only the part makes wrong is not');
});
