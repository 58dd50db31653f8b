/** The contracts of the API: each is kept by a route, described once, and a long list comes in pages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRoutes } from '../../src/admin/api/all.ts';
import type { AdminContext } from '../../src/admin/context.ts';
import { operations } from '../../src/admin/contracts/all.ts';
import { componentName, views } from '../../src/admin/contracts/views.ts';
import { openApiOf } from '../../src/admin/http/openapi.ts';
import { bounds } from '../../src/base/bounds.ts';
import type { ObjectId } from '../../src/base/id.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';
import type { DirectoryKind, Group } from '../../src/directory/objects.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { organization } from '../../lab/houses/test-house.ts';

test('every operation has an id of its own, and a route', () => {
  const implemented = allRoutes({} as AdminContext).map((route) => route.operation);
  assert.deepEqual(new Set(implemented.map(({ id }) => id)), new Set(operations.map(({ id }) => id)));
  for (const all of [implemented, operations]) {
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    assert.equal(new Set(all.map(({ method, path }) => `${method} ${path}`)).size, all.length);
  }
});

test('OpenAPI names each kind of object and its forms, and refers to nothing that is not there', () => {
  const document = openApiOf('1.0.0') as {
    readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> };
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  };
  const { schemas } = document.components;
  for (const kind of Object.keys(views) as DirectoryKind[]) {
    const fields = Object.keys(schemas[componentName(kind)]?.properties ?? {});
    const own = kind === 'system' ? ['captureOutbound'] : Object.keys(formsOfKind[kind].shape);
    for (const field of [...own, 'kind', 'id']) assert.ok(fields.includes(field), `${kind}: ${field}`);
    assert.ok(schemas[`${componentName(kind)}Patch`], kind);
    assert.ok(kind === 'system' || schemas[`${componentName(kind)}Create`], kind);
  }
  const text = JSON.stringify(document);
  for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/gu))
    assert.ok(schemas[name], name);
  assert.doesNotMatch(text, /"\$ref":"(?!#\/components\/schemas\/)/u);
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  assert.equal(new Set(ids).size, ids.length);
  for (const { id } of operations) assert.ok(ids.includes(id), id);
});

const group = (index: number): Group => ({
  kind: 'group',
  ...formsOfKind.group.standards,
  id: `G${index}` as ObjectId,
  organizationId: 'org' as ObjectId,
  address: `group-${String(index).padStart(5, '0')}@ours.test`,
});

test('a list comes whole up to its bound, and beyond that the refusal names the cursor', async () => {
  const most = bounds.admin.listWhole;
  const groups = Array.from({ length: most + 1 }, (_, index) => group(index)).reverse();
  await using t = await openTestAdmin({ objects: [organization(), ...groups] });
  const all = await t.ask('GET', '/api/v1/groups');
  assert.equal(all.status, 400);
  assert.equal(all.body.type, '/problems/too-many-entries');
  assert.match(all.body.cure, /\?limit=.*\?after=/u);
  const addresses: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page = await t.ask('GET', `/api/v1/groups?limit=4000${after === '' ? '' : `&after=${after}`}`);
    assert.equal(page.status, 200, page.text);
    addresses.push(...page.body.items.map((one: Group) => one.address));
    after = page.body.next as string | null;
  }
  assert.deepEqual(addresses, groups.map((one) => one.address).toSorted());
  const found = await t.ask('GET', '/api/v1/groups?text=GROUP-0003');
  assert.equal(found.body.items.length, 10);
  assert.equal(found.body.next, null);
  await t.ask('DELETE', `/api/v1/groups/${addresses[0]}`);
  assert.equal((await t.ask('GET', '/api/v1/groups')).body.items.length, most);
  const elsewhere = [[1], ['a', 1], ['a', 'b'], ['a', 1, 'c']].map((place) =>
    Buffer.from(JSON.stringify(place)).toString('base64url'),
  );
  const cursors = elsewhere.map((cursor) => `after=${cursor}`);
  for (const wrong of ['limit=0', `limit=${most + 1}`, 'limit=ten', 'after=!', ...cursors])
    assert.equal((await t.ask('GET', `/api/v1/groups?${wrong}`)).status, 400, wrong);
});

test('lists are narrowed by what people search for', async () => {
  await using t = await openTestAdmin();
  const must = async (method: string, path: string, body?: unknown) => {
    const answer = await t.ask(method, `/api/v1${path}`, body);
    assert.ok(answer.status < 300, answer.text);
    return answer.body;
  };
  await must('POST', '/organizations', { name: 'Contoso' });
  await must('POST', '/domains', { name: 'contoso.com', trust: true });
  for (const address of ['ann@contoso.com', 'bob@contoso.com'])
    await must('POST', '/mailboxes', { address, password: 'generate' });
  await must('POST', '/devices', { name: 'Copier', addresses: ['192.0.2.10'] });
  await must('POST', '/devices', { name: 'fax', addresses: ['192.0.2.11'] });
  await must('POST', '/inbound-connectors', { name: 'Floor', senderAddresses: ['192.0.2.10'] });
  const named = async (path: string, field: string) =>
    (await must('GET', path)).items.map((one: Readonly<Record<string, unknown>>) => one[field]);
  assert.deepEqual(await named('/devices', 'name'), ['Copier', 'fax'], 'whatever the case');
  assert.deepEqual(await named('/devices?address=192.0.2.11', 'name'), ['fax']);
  assert.deepEqual(await named('/devices?text=192.0.2.1', 'name'), ['Copier', 'fax']);
  assert.deepEqual(await named('/inbound-connectors?address=192.0.2.10', 'name'), ['Floor']);
  assert.deepEqual(await named('/inbound-connectors?address=192.0.2.11', 'name'), []);
  assert.deepEqual(await named('/credentials?mailbox=BOB@contoso.com', 'mailbox'), ['bob@contoso.com']);
  assert.deepEqual(await named('/mailboxes?text=ann', 'address'), ['ann@contoso.com']);
});
