/** An operation that takes a name takes the id too, and answers the same: of the object, and of its organization. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations } from '../../src/admin/contracts/all.ts';
import { collectionOf } from '../../src/admin/contracts/collection.ts';
import type { Operation } from '../../src/admin/contracts/operation.ts';
import type { ObjectId } from '../../src/base/id.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import type { DirectoryKind, DirectoryObject } from '../../src/directory/objects.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { credential, domain, group, inbound, mailbox, organization, smartHost } from '../../lab/houses/test-house.ts';

const id = (text: string): ObjectId => text as ObjectId;
const ours = { organizationId: id('OTHER0ORG0000000') };
const address = 'ann@ours.test';
const dates = { addedAt: 0, usedAt: null } as const;

/** Of each kind one, of an organization that is not the default one. */
const named: Readonly<
  Record<Exclude<DirectoryKind, 'system'>, { readonly name: string; readonly object: DirectoryObject }>
> = {
  organization: {
    name: 'Other',
    object: organization({ id: ours.organizationId, name: 'Other', withoutUpstream: 'mx', protection: 'standard' }),
  },
  domain: { name: 'ours.test', object: domain('ours.test', { ...ours, id: id('DOMAIN0000000000') }) },
  mailbox: { name: address, object: mailbox(address, { ...ours, id: id('MAILBOX000000000') }) },
  group: { name: 'all@ours.test', object: group('all@ours.test', [address], { ...ours, id: id('GROUP00000000000') }) },
  credential: {
    name: `${address}: Copier`,
    object: await credential(address, 'a good password', {
      ...ours,
      id: id('CREDENTIAL000000'),
      mailboxId: id('MAILBOX000000000'),
      name: 'Copier',
    }),
  },
  'inbound-connector': {
    name: 'Floor',
    object: inbound('Floor', { ...ours, id: id('1NBOUND000000000'), senderAddresses: ['192.0.2.7'] }),
  },
  'outbound-connector': {
    name: 'Up',
    object: smartHost('Up', 25, {
      ...ours,
      id: id('0UTBOUND00000000'),
      tls: 'required',
      auth: {
        kind: 'delegated',
        username: address,
        tokenEndpoint: 'https://login.test/token',
        deviceEndpoint: 'https://login.test/code',
        clientId: 'app',
        scope: 'smtp',
        refreshSecret: 'outbound:0UTBOUND00000000',
        clientSecret: null,
      },
    }),
  },
  device: {
    name: 'Copier',
    object: {
      kind: 'device',
      ...formsOfKind.device.standards,
      ...ours,
      id: id('DEV1CE0000000000'),
      name: 'Copier',
      addresses: ['192.0.2.10'],
    },
  },
  'device-profile': {
    name: 'Old',
    object: {
      kind: 'device-profile',
      ...formsOfKind['device-profile'].standards,
      ...ours,
      id: id('PR0F11E000000000'),
      name: 'Old',
    },
  },
  'allow-entry': {
    name: 'partner.test',
    object: {
      kind: 'allow-entry',
      ...formsOfKind['allow-entry'].standards,
      ...ours,
      id: id('A110W00000000000'),
      name: 'partner.test',
      ...dates,
    },
  },
  'block-entry': {
    name: '192.0.2.0/24',
    object: {
      kind: 'block-entry',
      ...formsOfKind['block-entry'].standards,
      ...ours,
      id: id('B10CK00000000000'),
      name: '192.0.2.0/24',
      ...dates,
    },
  },
  restriction: {
    name: address,
    object: {
      kind: 'restriction',
      ...formsOfKind.restriction.standards,
      ...ours,
      id: id('RESTR1CT10N00000'),
      name: address,
      ...dates,
      evidence: [],
    },
  },
  'dkim-key': {
    name: 's1._domainkey.ours.test',
    object: {
      kind: 'dkim-key',
      ...ours,
      id: id('DK1MKEY000000000'),
      ...{ domain: 'ours.test', selector: 's1', algorithm: 'ed25519-sha256', publicKey: 'AAAA' },
      ...{ state: 'next', createdAt: 0, since: 0 },
    },
  },
  'licence-pool': {
    name: 'Other',
    object: { kind: 'licence-pool', ...formsOfKind['licence-pool'].standards, ...ours, id: id('P001000000000000') },
  },
};
const objects = [organization(), ...Object.values(named).map(({ object }) => object)];
const defaultOrganization: DirectoryObject = {
  kind: 'system',
  id: id('SYSTEM0000000000'),
  limits: {},
  captureOutbound: false,
  defaultOrganizationId: id('org'),
};

/** The bodies of operations that want more than none. */
const bodies: Readonly<Record<string, object>> = {
  changeOrganization: { rejectDirectSend: true },
  changeDomain: { type: 'internal-relay' },
  changeMailbox: { displayName: 'Ann' },
  changeGroup: { displayName: 'All' },
  changeCredential: { enabled: false },
  changeInboundConnector: { enabled: false },
  changeOutboundConnector: { enabled: false },
  changeDevice: { name: 'Fax' },
  changeDeviceProfile: { name: 'Older' },
  changeAllowEntry: { note: 'a partner' },
  changeBlockEntry: { note: 'spam' },
  changeRestriction: { why: 'taken over' },
  steerRestrictedMail: { verb: 'count' },
  changeDkimKey: { state: 'retired' },
  changeLicencePool: { mailboxSeats: 7 },
  verifyDomain: { trust: true },
  testOutboundConnector: { to: address },
  followOutboundConnectorTest: { to: address },
  createDomain: { name: 'more.test' },
  createMailbox: { address: 'bob@ours.test' },
  createGroup: { address: 'some@ours.test' },
  createCredential: { mailbox: address, name: 'Fax', password: 'another password' },
  createInboundConnector: { name: 'Cellar', senderAddresses: ['192.0.2.8'] },
  createOutboundConnector: { name: 'Second', route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.test' }] } },
  createDevice: { name: 'Fax', addresses: ['192.0.2.11'] },
  createDeviceProfile: { name: 'Oldest' },
  createAllowEntry: { name: 'other.test' },
  createBlockEntry: { name: 'spam.test' },
  createRestriction: { name: '192.0.2.9', of: 'address' },
  createDkimKey: { domain: 'ours.test', selector: 's2', algorithm: 'ed25519-sha256' },
  createLicencePool: {},
  changeSeats: { mailboxSeats: 3 },
  assignSeat: { address },
  unassignSeat: { address },
  importDevices: { csv: 'name,addresses\nFax,192.0.2.11\n' },
  importMailboxes: { csv: 'address\nbob@ours.test\n' },
  approveDevices: { allWaiting: true },
  previewDeviceProfile: { profile: 'legacy' },
  steerQueue: { verb: 'hold', selection: { all: true } },
  actOnQuarantine: { verb: 'delete', selection: { all: true } },
  erasePerson: { address: 'ann@far.test' },
  showAdvice: { target: 'doorpost', existing: true, domain: 'ours.test' },
  understandImport: { from: 'postfix', files: [{ name: 'main.cf', content: btoa('relayhost = [smtp.test]\n') }] },
};
/** Parameters that they do not do without, behind the organization. */
const needed: Readonly<Record<string, string>> = { showPerson: '&address=ann%40far.test' };
/** Operations that refuse whatever they are told of these objects. */
const refusing = new Set([
  'removeOrganization',
  'removeDomain',
  'removeDeviceProfile',
  'createOrganization',
  'createLicencePool',
  'assignSeat',
  'unassignSeat',
]);
/** Below these paths a name is no object's: of a limit, a token, an administrator, an address that somebody was seen at. */
const ofOtherNames = ['limits', 'tokens', 'administrators', 'waiting-devices'];

const over = {
  upstreamSignIn: {
    start: async () => ({ state: 'waiting' as const, userCode: 'A', verificationUri: 'https://x.test', expiresAt: 1 }),
    state: () => ({ state: 'none' as const }),
    token: () => ({ validUntil: null, trouble: null }),
    forget: () => {},
  },
  dkimChecks: { of: () => null, check: async () => null },
  domainChecks: {
    of: () => null,
    last: async () => null,
    // biome-ignore lint/correctness/useYield: there is nothing to tell
    check: async function* () {
      return null;
    },
  },
};

/** The answer without what is made anew each time, and the directory that it left. */
async function answerOf(operation: Operation, name: string | null, organizationName: string | null): Promise<string> {
  await using t: TestAdmin = await openTestAdmin({ objects: [...objects, defaultOrganization], over });
  const path = operation.path.replace(':name', encodeURIComponent(name ?? '')).replace(':id', 'm1');
  const query = organizationName === null ? '' : `?organization=${encodeURIComponent(organizationName)}`;
  const { status, text } = await t.ask(
    operation.method,
    `/api/v1${path}${query}${needed[operation.id] ?? ''}`,
    bodies[operation.id] ?? (operation.body && {}),
  );
  assert.ok(status < 300 || refusing.has(operation.id), `${operation.id}: ${status} ${text}`);
  const left = t.fake.directory().objects;
  return (
    `${status} ${text} ${JSON.stringify(left)}`
      .replaceAll(/"(?:password|verifier|verificationToken|value|zone|publicKey)":"(?:[^"\\]|\\.)*"/gu, '')
      .replaceAll(/doorpost-verification=\w+|_?[0-9a-f]{32}\S*/gu, '')
      .replaceAll(/"(?:id|mailboxId)":"[0-9A-Z]{16}"/gu, '"id"')
      .replaceAll(/"(?:at|createdAt|addedAt|endsAt|nextAt|since|until|from|to)":\d+/gu, '"at"')
      // Of an object that says when it was made.
      .replaceAll(/"etag":"[^"]*"/gu, '"etag"')
  );
}

const kindAt = Object.fromEntries(Object.entries(collectionOf).map(([kind, path]) => [path, kind])) as Readonly<
  Record<string, Exclude<DirectoryKind, 'system'>>
>;
const fieldsOf = (form: Operation['params']): readonly string[] => Object.keys(form?.shape ?? {});

test('an object is found by its name and by its id, in every operation that takes either', async () => {
  for (const operation of operations) {
    const [, first = ''] = operation.path.split('/');
    if (!fieldsOf(operation.params).includes('name') || ofOtherNames.includes(first)) continue;
    const { name, object } = named[kindAt[first] ?? 'device'];
    assert.equal(await answerOf(operation, object.id, null), await answerOf(operation, name, null), operation.id);
  }
});

test('an organization is found by its name and by its id, in every operation that takes either', async () => {
  for (const operation of operations) {
    if (!fieldsOf(operation.query).includes('organization') || operation.answer.as === 'events') continue;
    const [, first = ''] = operation.path.split('/');
    if (ofOtherNames.includes(first)) continue;
    const name = fieldsOf(operation.params).includes('name') ? named[kindAt[first] ?? 'device'].name : null;
    const { object } = named.organization;
    assert.equal(await answerOf(operation, name, object.id), await answerOf(operation, name, 'Other'), operation.id);
  }
});

test('an organization of a body is found by its name and by its id', async () => {
  await using t = await openTestAdmin({ objects });
  for (const said of [named.organization.name, named.organization.object.id]) {
    const system = await t.ask('PATCH', '/api/v1/system', { defaultOrganization: said });
    assert.equal(system.body.item.defaultOrganization, 'Other', system.text);
    const limit = await t.ask('PUT', '/api/v1/limits/recipientsPerDay', { value: 5, organization: said });
    assert.equal(limit.body.item.setAt[0].name, 'Other', limit.text);
  }
});

test('a licence pool is called as its organization is, by name and by id', async () => {
  await using t = await openTestAdmin({ objects });
  const { object } = named['licence-pool'];
  for (const said of [object.id, 'Other', ours.organizationId]) {
    const { body, text } = await t.ask('GET', `/api/v1/licence-pools/${said}`);
    assert.equal(body.item?.id, object.id, text);
    const changed = await t.ask('PATCH', `/api/v1/licence-pools/${said}`, { mailboxSeats: 4 });
    assert.equal(changed.body.item?.id, object.id, changed.text);
  }
});

test('a new password goes to the credential it was made for, though its name became the name of another', async () => {
  await using t = await openTestAdmin({ objects });
  const { name, object } = named.credential;
  assert.ok(object.kind === 'credential');
  const other: DirectoryObject = { ...object, id: id('AN0THER000000000'), verifier: object.verifier };
  t.fake.meddleOnce(() => [{ ...object, name: 'Old copier' }, other]);
  const reset = await t.ask('POST', `/api/v1/credentials/${encodeURIComponent(name)}/reset`, {});
  assert.equal(reset.status, 200, reset.text);
  assert.equal(t.directory.current.get('credential', other.id)?.verifier, object.verifier);
  assert.notEqual(t.directory.current.get('credential', object.id)?.verifier, object.verifier);
});

test('a licence pool that is not there yet comes into being in the organization that is named, or not at all', async () => {
  await using t = await openTestAdmin({ objects: objects.filter(({ kind }) => kind !== 'licence-pool') });
  const { name } = organization();
  for (const said of ['Other', ours.organizationId]) {
    const elsewhere = await t.ask('PATCH', `/api/v1/licence-pools/${said}?organization=${name}`, { mailboxSeats: 4 });
    assert.equal(elsewhere.status, 404, elsewhere.text);
    assert.deepEqual(t.directory.current.licencePools, []);
  }
  const made = await t.ask('PATCH', '/api/v1/licence-pools/Other?organization=Other', { mailboxSeats: 4 });
  assert.equal(made.status, 200, made.text);
});

test('a domain and its addresses are found as people read them', async () => {
  const label = 'xn--mller-kva.test';
  const mailboxId = id('MAILBOX111111111');
  const there: DirectoryObject[] = [
    organization(),
    domain(label, { id: id('DOMAIN1111111111') }),
    mailbox(`ann@${label}`, { id: mailboxId }),
    group(`all@${label}`, [address], { id: id('GROUP11111111111') }),
    await credential(`ann@${label}`, 'a good password', { id: id('CREDENTIAL111111'), mailboxId, name: 'Fax' }),
  ];
  await using t = await openTestAdmin({ objects: there });
  for (const domainName of [label, 'müller.test', 'MÜLLER.test'])
    for (const path of ['domains/', 'mailboxes/ann@', 'groups/all@']) {
      const { status, text } = await t.ask('GET', `/api/v1/${path}${encodeURIComponent(domainName)}`);
      assert.equal(status, 200, `${path}${domainName}: ${text}`);
    }
  const named = encodeURIComponent('Ann@müller.test: Fax');
  assert.equal((await t.ask('GET', `/api/v1/credentials/${named}`)).status, 200);
});
