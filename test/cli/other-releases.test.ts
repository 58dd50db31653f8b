/** Command line and server of different releases understand each other: what one does not know of the other is passed on or told in English. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { against, type Answered } from './another-release.ts';

const group = { id: 'G', kind: 'group', address: 'all@x.test', displayName: 'All', aliases: [], members: [] };

test('a newer server: fields that are not known are passed on, words too', async () => {
  const item = { ...group, moderated: { by: ['a@x.test'] } };
  const shown = await against(() => [200, { item, hint: 'new' }], 'group', 'show', 'all@x.test', '--json');
  assert.deepEqual(JSON.parse(shown.out), item);
  const alarm = { key: 'k', kind: 'moon-full', subject: 'the moon', cause: 'It is full.', cure: 'Wait.' };
  const remedy = { act: 'howl', at: 'moon' };
  const items = [{ ...alarm, remedy, since: 0, toldAt: null, acknowledged: null }];
  const { code, out } = await against(() => [200, { items }], 'alarm', 'list');
  assert.equal(code, 0);
  assert.match(out, /moon full: the moon/u);
  assert.match(out, /It is full\./u);
  assert.match(out, /To do: Wait\./u);
});

test('a newer server: a code of an error that is not known is told in its own words', async () => {
  const detail = 'The moon is not full.';
  const problem = { type: '/problems/wrong-moon', title: 'Wrong moon', status: 409, detail, cure: 'Wait.' };
  const { code, err } = await against(() => [409, problem], 'group', 'remove', 'all@x.test', '--yes');
  assert.equal(code, 1);
  assert.equal(err, 'doorpost: The moon is not full.\nCure: Wait.\n');
});

test('an error that is known is told from its facts, whatever language the server speaks', async () => {
  const told = async (facts: unknown) => {
    const problem = {
      type: '/problems/not-found',
      title: '-',
      status: 404,
      detail: 'Es gibt keine.',
      facts,
      cure: '-',
    };
    return (await against(() => [404, problem], 'group', 'show', 'all@x.test')).err;
  };
  const facts = { what: 'object', kind: 'device-profile', name: 'Old' };
  assert.equal(await told({ ...facts, more: 1 }), 'doorpost: There is no device profile "Old".\nCure: -\n');
  for (const strange of [undefined, null, {}, { ...facts, what: 'moon' }, { ...facts, name: 5 }])
    assert.equal(await told(strange), 'doorpost: Es gibt keine.\nCure: -\n');
});

test('an error of any form is told with what it has', async () => {
  const told = async (problem: object) => (await against(() => [409, problem], 'group', 'show', 'all@x.test')).err;
  const detail = 'It is so.';
  for (const problems of [null, 5, 'x', {}, [null], [5], []])
    assert.equal(await told({ detail, problems }), `doorpost: ${detail}\n`, JSON.stringify(problems));
  for (const odd of [null, 5, {}, []])
    assert.equal(await told({ type: odd, title: detail, detail: odd, cure: odd }), `doorpost: ${detail}\n`);
  assert.equal(await told({ detail, cure: 'Wait.', remedy: null }), `doorpost: ${detail}\nCure: Wait.\n`);
  for (const kind of ['constructor', '__proto__', 'toString']) {
    const facts = { what: 'object', kind, name: 'Old' };
    assert.equal(
      await told({ type: '/problems/not-found', detail, facts }),
      `doorpost: There is no ${kind.replaceAll('-', ' ')} "Old".\n`,
    );
  }
});

test('an older server: errors without a code, lists without pages, changes without warnings', async () => {
  const problem = {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    detail: 'There is none.',
    cure: 'Look again.',
  };
  const missing = await against(() => [404, problem], 'device', 'show', 'Copier');
  assert.equal(missing.code, 1);
  assert.equal(missing.err, 'doorpost: There is none.\nCure: Look again.\n');
  const listed = await against(() => [200, { items: [group], revision: 3 }], 'group', 'list');
  assert.match(listed.out, /all@x\.test +All/u);
  const changed = await against(() => [200, { item: group }], 'group', 'set', 'all@x.test', '--name', 'All');
  assert.match(changed.out, /group all@x\.test changed/u);
});

test('a list that is too long to come whole is read page by page', async () => {
  const pages: Readonly<Record<string, string | null>> = { '': 'b', b: 'c', c: null };
  const asked: string[] = [];
  const { out } = await against(
    ({ searchParams }) => {
      if (!searchParams.has('limit'))
        return [400, { type: '/problems/too-many-entries', detail: 'Too long.', cure: 'Page.' }];
      const after = searchParams.get('after') ?? '';
      asked.push(after);
      return [200, { items: [{ ...group, address: `${after}@x.test` }], next: pages[after] ?? null }];
    },
    'group',
    'list',
    '--json',
  );
  assert.deepEqual(asked, ['', 'b', 'c']);
  assert.equal((JSON.parse(out) as unknown[]).length, 3);
});

test('an older server: a list of the audit without pages ends, and so does a search', async () => {
  const entry = { n: 1, at: 0, actor: 'a', revision: 1, kind: 'group', id: 'G', name: 'all@x.test', after: null };
  let asked = 0;
  const audit = await against(
    () => [200, (asked++, { items: [{ ...entry, before: {} }] })],
    ...['audit', '--limit', '2', '--json'],
  );
  assert.equal(audit.code, 0, audit.err);
  assert.equal(asked, 1);
  const answers: readonly Answered[] = [
    [200, { rows: [] }],
    [200, { items: [] }],
  ];
  let at = 0;
  const found = await against(() => answers[at++] ?? [500, {}], 'trace');
  assert.equal(found.code, 0, found.err);
  assert.doesNotMatch(found.out, /--after/u);
  const listed = await against(() => [200, { entries: [], total: 0 }], 'queue', 'list');
  assert.doesNotMatch(listed.out, /--after/u);
});

test('an older server: its status says less, and what it says is shown', async () => {
  const status = {
    version: '0.1.0',
    mode: 'production',
    uptimeMs: 3_600_000,
    hostName: 'mx.x.test',
    storeHealthy: true,
  };
  const { code, out } = await against(() => [200, { ...status, listeners: [], certificate: null }], 'status');
  assert.equal(code, 0);
  assert.match(out, /version +0\.1\.0\n/u);
  assert.doesNotMatch(out, /undefined|longest pause/u);
});

test('pages that lead in a circle end the list with an error', async () => {
  const entry = { n: 1, at: 0, actor: 'a', revision: 1, kind: 'group', id: 'G', name: 'all@x.test', before: {} };
  const asked: (string | null)[] = [];
  const { code, err } = await against(
    ({ searchParams }) => {
      const after = searchParams.get('after');
      asked.push(after);
      return [200, { items: [{ ...entry, after: null }], next: after === 'b' ? 'c' : 'b' }];
    },
    ...['audit', '--limit', '100'],
  );
  assert.equal(code, 1);
  assert.match(err, /in a circle/u);
  assert.deepEqual(asked, [null, 'b', 'c']);
});

test('what is no Doorpost at all is told as that', async () => {
  const { code, err } = await against(() => [502, {}], 'group', 'list');
  assert.equal(code, 1);
  assert.match(err, /the server answered 502/u);
});
