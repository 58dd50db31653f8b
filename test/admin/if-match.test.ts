/** `If-Match`: who changes an object that somebody else has changed meanwhile is told, and overwrites nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAt, openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { operations } from '../../src/admin/contracts/all.ts';
import { type CollectedKind, collectionOf } from '../../src/admin/contracts/collection.ts';
import type { Operation } from '../../src/admin/contracts/operation.ts';
import { componentName } from '../../src/admin/contracts/views.ts';
import { assertProblem, contoso, examples, must } from './asking.ts';

/** Of one object, and none that anybody edits: it comes and goes as it is. */
const comesAndGoes: ReadonlySet<string> = new Set([
  'removeToken',
  'removeOwnQuery',
  'endSession',
  'endAdministratorSessions',
  'renameOwnPasskey',
  'removeOwnPasskey',
  'forgetSingleSignOnPerson',
  'endSingleSignOnSessions',
]);

/** What is changed, by an operation each: where it is read, and what is said; a second change, by another. */
interface Example {
  readonly at: string;
  readonly body?: object;
  /** Where its object is shown, or listed under `items`. */
  readonly shown: string;
  readonly meanwhile: readonly [method: string, path: string, body: object];
}

const kinds = Object.keys(collectionOf) as CollectedKind[];

const one = (kind: CollectedKind): string => `/${collectionOf[kind]}/${encodeURIComponent(examples[kind][1])}`;

/** Of each kind something that both sides may say, one after the other. */
const other: { readonly [Kind in CollectedKind]: object } = {
  organization: { withoutUpstream: 'mx' },
  domain: { type: 'internal-relay' },
  mailbox: { displayName: 'Bea' },
  group: { displayName: 'Both' },
  credential: { enabled: false },
  'inbound-connector': { enabled: false },
  'outbound-connector': { auth: null },
  device: { place: 'Cellar' },
  'device-profile': { tlsMinimum: 'TLSv1' },
  'allow-entry': { note: 'ours' },
  'block-entry': { note: 'ours' },
  restriction: { why: 'ours' },
  'dkim-key': { state: 'active' },
  'licence-pool': { mailboxSeats: 7 },
};

const own: Readonly<Record<string, Example>> = {
  changeSystem: {
    at: '/system',
    body: { captureOutbound: true },
    shown: '/system',
    meanwhile: ['PATCH', '/system', { defaultOrganization: null }],
  },
  setLimit: {
    at: '/limits/messageSize',
    body: { value: 7_000_000, organization: 'Contoso' },
    shown: '/organizations/Contoso',
    meanwhile: ['PATCH', '/organizations/Contoso', { withoutUpstream: 'mx' }],
  },
  changeSeats: {
    at: '/licences/seats',
    body: { mailboxSeats: 3 },
    shown: '/licence-pools/Contoso',
    meanwhile: ['PUT', '/licences/seats', { protectionSeats: 4 }],
  },
  changeAdministrator: {
    at: '/administrators/ann',
    body: { role: 'reader', organizations: ['Contoso'] },
    shown: '/administrators',
    meanwhile: ['PATCH', '/administrators/ann', { content: true }],
  },
  changeRoleMapping: {
    at: '/sso/mappings/Help',
    body: { role: 'help-desk', organizations: ['Contoso'] },
    shown: '/sso/mappings',
    meanwhile: ['PATCH', '/sso/mappings/Help', { enabled: false }],
  },
  removeRoleMapping: {
    at: '/sso/mappings/Help',
    shown: '/sso/mappings',
    meanwhile: ['PATCH', '/sso/mappings/Help', { enabled: false }],
  },
  removeAdministrator: {
    at: '/administrators/ann',
    shown: '/administrators',
    meanwhile: ['PATCH', '/administrators/ann', { content: true }],
  },
};

const all = new Map<string, Example>([
  ...kinds.flatMap((kind): [string, Example][] => [
    [
      `change${componentName(kind)}`,
      { at: one(kind), body: examples[kind][2], shown: one(kind), meanwhile: ['PATCH', one(kind), other[kind]] },
    ],
    [`remove${componentName(kind)}`, { at: one(kind), shown: one(kind), meanwhile: ['PATCH', one(kind), other[kind]] }],
  ]),
  ...Object.entries(own),
]);

/** All that is changed below. */
async function opened(): Promise<TestAdmin> {
  const t = await openTestAdmin();
  await contoso(t);
  await must(t, 'PATCH', '/organizations/Contoso', { withoutUpstream: 'wait' });
  await must(t, 'PATCH', '/system', { defaultOrganization: 'Contoso' });
  for (const kind of kinds) await must(t, 'POST', `/${collectionOf[kind]}`, examples[kind][0]);
  await must(t, 'POST', '/administrators', { name: 'ann', role: 'global-administrator' });
  await must(t, 'POST', '/sso/mappings', { value: 'Help', role: 'global-administrator' });
  return t;
}

const changes = operations.filter(({ takesIfMatch }) => takesIfMatch === true);

const ask = (t: TestAdmin, { method }: Operation, { at, body }: Example, ifMatch: string) =>
  askAt({ socketPath: t.socketPath }, method, `/api/v1${at}`, { body, headers: { 'if-match': ifMatch } });

async function shown(t: TestAdmin, { shown: path }: Example) {
  const { body } = await must(t, 'GET', path);
  return body.item ?? body.items[0];
}

test('every operation that changes one object takes If-Match, and has an example here', () => {
  for (const { id, method, takesIfMatch } of operations)
    if (['PATCH', 'PUT', 'DELETE'].includes(method)) assert.equal(takesIfMatch !== true, comesAndGoes.has(id), id);
  assert.deepEqual(changes.map(({ id }) => id).toSorted(), [...all.keys()].toSorted());
  for (const { id, problems } of changes) assert.ok(problems.includes('not-as-seen'), id);
});

for (const operation of changes)
  test(`${operation.id}: refused when the object was changed meanwhile, done when it is as it was seen`, async () => {
    await using t = await opened();
    const example = all.get(operation.id) ?? assert.fail('no example');
    const seen = await shown(t, example);
    await must(t, ...example.meanwhile);
    const present = await shown(t, example);
    assert.notEqual(present.etag, seen.etag);
    const refused = await ask(t, operation, example, `"${seen.etag}"`);
    assertProblem(refused, 412, /Show it again/u);
    assert.equal(refused.body.type, '/problems/not-as-seen');
    assert.equal(refused.body.title, 'Somebody changed this meanwhile');
    assert.deepEqual(await shown(t, example), present);
    const done = await ask(t, operation, example, `"other", "${present.etag}"`);
    assert.ok(done.status < 300, done.text);
  });

test('an object says its tag, the same in lists; what happens to it leaves the tag, and saving nothing does, too', async () => {
  await using t = await opened();
  for (const kind of kinds) {
    const { body, headers } = await must(t, 'GET', one(kind));
    assert.equal(headers['etag'], `"${body.item.etag}"`, kind);
    const { items } = (await must(t, 'GET', `/${collectionOf[kind]}`)).body;
    assert.ok(
      items.some(({ id, etag }: { id: string; etag: string }) => id === body.item.id && etag === body.item.etag),
      kind,
    );
  }
  const before = (await must(t, 'GET', '/outbound-connectors/Relay')).body.item;
  await must(t, 'POST', '/outbound-connectors/Relay/test', { from: 'office@contoso.com', to: 'a@example.org' });
  const after = (await must(t, 'GET', '/outbound-connectors/Relay')).body.item;
  assert.notDeepEqual(after.lastTest, before.lastTest);
  assert.equal(after.etag, before.etag);
  const saved = await must(t, 'PATCH', '/devices/Copier', {});
  assert.equal(saved.headers['etag'], `"${saved.body.item.etag}"`);
  assert.equal(saved.body.item.etag, (await must(t, 'GET', '/devices/Copier')).body.item.etag);
});

test('a weak tag matches nothing, any state is one that is there, and what is no tag is refused', async () => {
  await using t = await opened();
  const { etag } = (await must(t, 'GET', '/devices/Copier')).body.item;
  const change = (ifMatch: string, at = '/devices/Copier') =>
    askAt({ socketPath: t.socketPath }, 'PATCH', `/api/v1${at}`, {
      body: { place: 'Hall' },
      headers: { 'if-match': ifMatch },
    });
  assertProblem(await change(`W/"${etag}"`), 412);
  assertProblem(await change(etag), 400, /If-Match: "…"/u);
  assertProblem(await change('"a" "b"'), 400);
  assertProblem(await change(`"${etag}"`, '/devices/Other'), 404);
  assertProblem(await change('"stale"', '/devices/Copier?dryRun=true'), 412);
  assert.equal((await change('*')).status, 200);
  assert.equal((await must(t, 'GET', '/devices/Copier')).body.item.place, 'Hall');
});

test('who has only some organizations is told as others are, and of two at once one wins', async () => {
  await using t = await opened();
  const { token } = (
    await must(t, 'POST', '/tokens', { name: 'x', role: 'organization-administrator', organizations: ['Contoso'] })
  ).body;
  const { etag } = (await must(t, 'GET', '/devices/Copier')).body.item;
  const headers = { 'if-match': `"${etag}"` };
  const both = await Promise.all(
    ['Hall', 'Cellar'].map((place) => t.askTcp('PATCH', '/api/v1/devices/Copier', { token, headers, body: { place } })),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 412]);
  const won = both.find(({ status }) => status === 200);
  assert.equal((await must(t, 'GET', '/devices/Copier')).body.item.place, won?.body.item.place);
});
