/** Another server's files by the API: what becomes of them, bounded, and without a look at this machine's own files. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { shell } from '../../lab/shell.ts';
import { bounds } from '../../src/base/bounds.ts';
import { assertProblem, contoso, must } from './asking.ts';

const file = (name: string, text: string | Buffer) => ({ name, content: Buffer.from(text).toString('base64') });

const MAIN_CF = `
mydestination = fabrikam.com
mynetworks = 192.168.7.0/24
relayhost = [smtp.example.net]:587
transport_maps = hash:/etc/postfix/transport
always_bcc = archive@fabrikam.com
`;

const ask = (t: TestAdmin, from: string, files: readonly object[], query = '') =>
  t.ask('POST', `/api/v1/import${query}`, { from, files });

interface Note {
  readonly source: string;
  readonly verdict: string;
  readonly text: string;
}

test('main.cf and a map beside it become a file for apply, with what was left; nothing is changed', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const before = t.directory.current.revision;
  const files = [file('main.cf', MAIN_CF), file('transport', 'partner.test smtp:[mx.partner.test]\n')];
  const { status, body, text } = await ask(t, 'postfix', files);
  assert.equal(status, 200, text);
  const notes = body.notes as readonly Note[];
  assert.ok(notes.some(({ verdict, source }) => verdict === 'left' && source.includes('always_bcc')));
  assert.equal(body.more, 0);
  assert.equal(t.directory.current.revision, before);
  const { changes, revision } = (await must(t, 'POST', '/apply', { yaml: body.yaml, dryRun: true })).body;
  const names = changes.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`);
  assert.ok(names.includes('domain fabrikam.com'), names.join());
  assert.ok(
    changes.some(({ fields }: { fields: object[] }) => JSON.stringify(fields).includes('mx.partner.test')),
    'the map was read',
  );
  const done = await must(t, 'POST', '/apply', { yaml: body.yaml, revision });
  assert.equal(done.body.applied, true);
});

test('a path in it leads to no file of this machine', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-import-'));
  await writeFile(join(folder, 'transport'), 'secret.test smtp:[mx.secret.test]\n');
  const { body } = await ask(t, 'postfix', [file('main.cf', `transport_maps = hash:${folder}/transport\n`)]);
  assert.doesNotMatch(JSON.stringify(body), /secret\.test/u);
  assert.ok((body.notes as readonly Note[]).some(({ verdict }) => verdict === 'left'));
});

test('files of Exchange and of hMailServer are read in the charset they were saved in', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const connector = [{ Name: 'Büro', ConnectorType: 'OnPremises', SenderIPAddresses: ['198.51.100.7'] }].map((one) => ({
    ...{ ...one, Enabled: true, SenderDomains: ['smtp:*;1'] },
  }));
  const utf16 = Buffer.from(`\ufeff${JSON.stringify(connector)}`, 'utf16le');
  const exchange = await ask(t, 'exchange', [file('inbound.json', utf16)]);
  assert.match(exchange.body.yaml, /Büro/u);
  const xml =
    '<Backup><SecurityRanges><SecurityRange Name="LAN" LowerIP="192.168.8.0" UpperIP="192.168.8.255" Priority="20" Options="71" /></SecurityRanges></Backup>';
  const hmailserver = await ask(t, 'hmailserver', [file('hMailServerBackup.xml', xml)]);
  assert.equal(hmailserver.status, 200, hmailserver.text);
  assert.match(JSON.stringify(hmailserver.body), /LAN/u);
});

const exported = async (name: string) =>
  file(name, await readFile(new URL(`../fixtures/import/${name}`, import.meta.url)));

test('the CSV of Exchange and a backup with domains say the same as by the command line', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  for (const [from, names] of [
    ['exchange', ['inbound', 'domains', 'mailboxes', 'access'].map((name) => `exchange-csv/${name}.csv`)],
    ['hmailserver', ['hmailserver/with-domains.xml']],
  ] as const) {
    const { status, body, text } = await ask(t, from, await Promise.all(names.map(exported)));
    assert.equal(status, 200, text);
    assert.doesNotMatch(text, /not-to-be-copied|9f86d081/u);
    const paths = names.map((name) => fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url)));
    const command = await shell(t)('import', from, ...paths, '--json', '--organization', 'Contoso');
    assert.equal(command.code, 0, command.err);
    const told = JSON.parse(command.out);
    const plain = (notes: readonly Note[]) => notes.map((note) => `${note.verdict} ${note.source} ${note.text}`);
    assert.deepEqual(plain(body.notes), plain(told.notes));
    const { changes } = (await must(t, 'POST', '/apply', { yaml: body.yaml, dryRun: true })).body;
    assert.deepEqual(changes, told.changes);
    assert.ok(changes.some(({ kind }: { kind: string }) => kind === 'mailbox'));
  }
});

test('what is not what it was said to be is refused, with what to choose', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  assertProblem(await ask(t, 'postfix', [file('master.cf', 'smtp inet n - n - - smtpd')]), 422, /choose main\.cf/u);
  assertProblem(await ask(t, 'exchange', [file('a.json', 'no JSON')]), 422);
  assertProblem(await ask(t, 'hmailserver', [file('a.xml', '<!DOCTYPE x [<!ENTITY a "b">]><Backup/>')]), 422);
  assertProblem(await ask(t, 'hmailserver', [file('a.xml', '<Backup/>'), file('b.xml', '<Backup/>')]), 422);
  assertProblem(await ask(t, 'exchange', [await exported('exchange-csv/type-names.csv')]), 422, /Make JSON/u);
  assertProblem(await ask(t, 'exchange', [file('a.csv', 'Name,SenderDomains\nx,y\n')]), 422, /export all columns/u);
  assertProblem(await ask(t, 'sendmail', [file('a', 'b')]), 400);
  assertProblem(await ask(t, 'postfix', [{ name: 'main.cf', content: 'not base64!' }]), 400);
  assertProblem(await ask(t, 'postfix', [file('main.cf', '')], '?organization=Nobody'), 404);
});

test('hostile files end in time: much nesting, many entries, too many octets', async () => {
  await using t = await openTestAdmin();
  await contoso(t);
  const deep = await ask(t, 'exchange', [file('a.json', '['.repeat(1_000_000))]);
  assert.ok(deep.status === 422 || deep.status === 413, deep.text);
  const nested = await ask(t, 'hmailserver', [file('a.xml', `${'<a>'.repeat(300_000)}${'</a>'.repeat(300_000)}`)]);
  assert.ok(nested.status === 422 || nested.status === 413, nested.text);
  for (const odd of ['"'.repeat(2_000_001), ','.repeat(2_000_000), `${'DomainName,DomainType\n'.repeat(100_000)}`]) {
    const table = await ask(t, 'exchange', [file('a.csv', odd)]);
    assert.ok(table.status === 422 || table.status === 413, table.text.slice(0, 500));
  }
  const half = Buffer.alloc(bounds.admin.importedOctets / 2 + 1, 'a');
  assertProblem(await ask(t, 'postfix', [file('main.cf', half), file('map', half)]), 413);
  const many = `${'unknown_setting = 1\n'.replace('1', 'x'.repeat(20)).repeat(1)}${Array.from(
    { length: bounds.admin.importNotes + 50 },
    (_, n) => `smtpd_milters_${n} = inet:localhost:${n}\nmilter_default_action_${n} = accept\n`,
  ).join('')}`;
  const answer = await ask(t, 'postfix', [file('main.cf', many)]);
  assert.equal(answer.status, 200, answer.text.slice(0, 500));
  assert.ok(answer.body.notes.length <= bounds.admin.importNotes);
  // The thread that answers is still there for others.
  assert.equal((await t.ask('GET', '/api/v1/me')).status, 200);
});
