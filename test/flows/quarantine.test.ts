/** Quarantine as administrators meet it, by the API and as they type it, over the composed house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { maildir } from '../../lab/flow.ts';
import { type Answer, askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { keepMail, spam } from '../../lab/kept-mail.ts';

const asker =
  (house: TestHouse, token: string | null = null) =>
  (method: string, path: string, body?: unknown): Promise<Answer> =>
    askAt(
      token === null ? { socketPath: house.settings.adminSocket } : { host: '127.0.0.1', port: house.port('http') },
      method,
      `/api/v1${path}`,
      { body, token },
    );

async function tokenOf(house: TestHouse, role: string, content: boolean): Promise<string> {
  const body = { name: `${role}-${content}`, role, organizations: ['ours'], content };
  const { body: made } = await asker(house)('POST', '/tokens', body);
  return made.token as string;
}

const act =
  (house: TestHouse) =>
  (body: object, dryRun = false) =>
    asker(house)('POST', `/quarantine/actions${dryRun ? '?dryRun=true' : ''}`, body);

test('it is listed by sender, recipient, why and time, and shown with what decided', async () => {
  await using house = await startTestHouse();
  const ask = asker(house);
  const one = await keepMail(house, { to: ['v@ours.test', 'printer@ours.test'] });
  await keepMail(house, {
    from: 'boss@far.test',
    screened: { ...spam, row: 'malware', category: 'MALW', virus: 'Eicar' },
    receivedAt: Date.now() - 3_600_000,
  });
  const listed = async (query: string): Promise<string[]> => {
    const { body } = await ask('GET', `/quarantine?${query}`);
    return body.entries.map((each: { sender: string; recipient: string }) => `${each.sender} ${each.recipient}`);
  };
  const spamToV = 'spammer@far.test v@ours.test';
  const spamToPrinter = 'spammer@far.test printer@ours.test';
  assert.deepEqual(await listed(''), ['boss@far.test v@ours.test', spamToPrinter, spamToV]);
  assert.deepEqual(await listed('sender=boss'), ['boss@far.test v@ours.test']);
  assert.deepEqual(await listed('recipient=printer'), [spamToPrinter]);
  assert.deepEqual(await listed('why=malware'), ['boss@far.test v@ours.test']);
  assert.deepEqual(await listed('since=30m'), [spamToPrinter, spamToV]);
  assert.deepEqual(await listed('until=30m'), ['boss@far.test v@ours.test']);
  const { body } = await ask('GET', `/quarantine/${one.toLowerCase()}`);
  const [first] = body.entries;
  assert.equal(first.whyText, 'the spam filter is sure that it is spam');
  assert.equal(first.expiresAt - first.receivedAt, 15 * 86_400_000);
  assert.deepEqual(first.engine, spam.engine);
  assert.deepEqual(
    body.story.events.map(({ kind }: { kind: string }) => kind),
    ['Receive', 'Quarantine'],
  );
  const rows = await house.traced({ status: ['Quarantined'] });
  assert.equal(rows.length, 3);
  assert.deepEqual((await ask('GET', '/queue')).body.entries, []);
});

test('a release is tried first, delivers once, and is in the audit log with what it was and is', async () => {
  await using house = await startTestHouse();
  const queueId = await keepMail(house, { to: ['v@ours.test', 'printer@ours.test'] });
  const release = { verb: 'release', selection: { recipients: [{ queueId, ordinal: 0 }] } };
  const tried = await act(house)(release, true);
  assert.equal(tried.body.touched, 1);
  assert.equal(tried.body.dryRun.sample[0].recipient, 'v@ours.test');
  const both = await Promise.all([act(house)(release), act(house)(release)]);
  assert.deepEqual(both.map(({ body }) => body.touched).sort(), [0, 1]);
  await house.traced({ status: ['Delivered'] });
  assert.equal((await maildir(house, 'ours.test/v')).length, 1);
  assert.match((await maildir(house, 'ours.test/v'))[0] ?? '', /You have won/u);
  assert.equal((await maildir(house, 'ours.test/printer')).length, 0);
  const { body } = await asker(house)('GET', '/audit?limit=5');
  const [entry] = body.entries ?? body.items;
  assert.equal(entry.name, 'quarantine: release');
  assert.equal(entry.before.in, 'quarantine');
  assert.equal(entry.after.in, 'queue');
});

test('another address gets a copy, a deletion tells nobody, and without a selection nothing is done', async () => {
  await using house = await startTestHouse();
  await keepMail(house);
  const copied = await act(house)({ verb: 'release', selection: { all: true }, to: 'printer@ours.test' });
  assert.equal(copied.body.touched, 1);
  await house.traced({ status: ['Delivered'], recipient: 'printer@ours.test' });
  assert.equal((await act(house)({ verb: 'delete', selection: {} })).status, 400);
  assert.equal((await act(house)({ verb: 'delete', selection: { sender: 'spammer' } })).body.touched, 1);
  await house.traced({ status: ['Dropped'] });
  assert.equal((await asker(house)('GET', '/quarantine')).body.total, 0);
  assert.equal((await house.house.store.trace.search({ sender: '<>', limit: 5 })).rows.length, 0);
});

test('who reads mail may look into it, and it is noted; a reader sees no list, the help desk releases nothing', async () => {
  await using house = await startTestHouse();
  const html = '<p>Hi <b>there</b><script>alert(1)</script><img src="https://evil.test/x.gif"></p>';
  const text = `From: a@far.test\r\nSubject: <script>alert(2)</script>\r\nContent-Type: text/html\r\n\r\n${html}\r\n`;
  const queueId = await keepMail(house, { text });
  const asked = async (role: string, content: boolean, method: string, path: string, body?: unknown) =>
    (await asker(house, await tokenOf(house, role, content))(method, path, body)).status;
  assert.equal(await asked('reader', true, 'GET', '/quarantine'), 403);
  assert.equal(await asked('help-desk', false, 'GET', '/quarantine'), 200);
  assert.equal(await asked('organization-administrator', false, 'GET', `/quarantine/${queueId}/preview`), 403);
  const release = { verb: 'release', selection: { all: true } };
  const helper = await tokenOf(house, 'help-desk', true);
  assert.equal((await asker(house, helper)('POST', '/quarantine/actions', release)).status, 403);
  const preview = await asker(house, helper)('GET', `/quarantine/${queueId}/preview`);
  assert.equal(preview.body.html.trim(), '<p>Hi <b>there</b></p>');
  assert.match(preview.body.source, /<script>alert\(1\)/u);
  const raw = await asker(house, helper)('GET', `/quarantine/${queueId}/content`);
  assert.equal(raw.text, text);
  const { body } = await asker(house)('GET', '/audit?limit=9');
  const names = (body.entries ?? body.items).map(({ name }: { name: string }) => name);
  assert.deepEqual(
    names.filter((name: string) => name.startsWith('quarantine')),
    ['quarantine: download', 'quarantine: preview'],
  );
});

test('at the command line: list, show, release of one, and deletion of all after a yes', async () => {
  await using house = await startTestHouse();
  const queueId = await keepMail(house, { subject: 'Win \u001b[31mred' });
  await keepMail(house);
  const type = (args: readonly string[], says?: boolean) =>
    cli(['quarantine', ...args, '--data', house.folder], says === undefined ? {} : { says });
  const list = await type([]);
  assert.match(list.out, /spammer@far\.test/u);
  assert.doesNotMatch(list.out, /\u001b/u);
  const shown = await type(['show', queueId, '--text']);
  assert.match(shown.out, /Kept because +the spam filter is sure/u);
  assert.match(shown.out, /Click here/u);
  assert.match((await type(['release', queueId, '--dry-run'])).out, /dry run: release would touch 1 recipient/u);
  assert.match((await type(['release', queueId])).out, /release: 1 recipient/u);
  const again = await type(['release', queueId]);
  assert.equal(again.code, 1);
  assert.match(again.err + again.out, /no longer in quarantine/u);
  assert.notEqual((await type(['delete', '--all'])).code, 0);
  assert.match((await type(['delete', '--all'], true)).out, /delete: 1 recipient/u);
  const { out } = await type(['list', '--json']);
  assert.equal(JSON.parse(out).total, 0);
});

test('a release puts each author on the allow list once, by the address, audited; nobody else may', async () => {
  await using house = await startTestHouse();
  const ask = asker(house);
  const shown = { from: 'bounces@lists.far.test', shownFrom: 'Ann@Far.test' };
  await keepMail(house, shown);
  await keepMail(house, shown);
  await keepMail(house, { shownFrom: 'bob@far.test' });
  await keepMail(house, { shownFrom: 'is no address' });
  const helper = asker(house, await tokenOf(house, 'help-desk', false));
  const all = { verb: 'release', selection: { all: true }, allowSender: true };
  assert.equal((await helper('POST', '/quarantine/actions', all)).status, 403);
  const { body } = await act(house)(all);
  assert.deepEqual([body.touched, body.allowed.toSorted()], [4, ['ann@far.test', 'bob@far.test']]);
  const { body: listed } = await ask('GET', '/allow-entries');
  assert.deepEqual(
    listed.items.map(({ name, until }: { name: string; until: string }) => `${name} ${until}`).toSorted(),
    ['ann@far.test 45 days after last use', 'bob@far.test 45 days after last use'],
  );
  const audit = await house.house.store.directory.audit({ limit: 20 });
  assert.equal(audit.filter(({ kind }) => kind === 'allow-entry').length, 2);
  await keepMail(house, shown);
  assert.deepEqual((await act(house)(all)).body.allowed, ['ann@far.test']);
  assert.equal((await ask('GET', '/allow-entries')).body.items.length, 2);
});
