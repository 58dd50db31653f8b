/** Many at once, as tables: what goes out comes back, a spreadsheet's edits are tried out first, and passwords are shown once. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const commandsOf = (house: TestHouse) => ({
  async json<Answer>(args: readonly string[], stdin = ''): Promise<Answer> {
    const { code, out, err } = await cli([...args, '--json', '--data', house.folder], { stdin });
    assert.equal(code, 0, err);
    return JSON.parse(out) as Answer;
  },
  people: (args: readonly string[], stdin = '') => cli([...args, '--data', house.folder], { stdin }),
});

async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-tables-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function signsIn(house: TestHouse, login: string, password: string): Promise<number> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp') });
  await client.say('EHLO copier.test');
  await client.startTls();
  await client.say('EHLO copier.test');
  const { code } = await client.say(`AUTH PLAIN ${Buffer.from(`\0${login}\0${password}`).toString('base64')}`);
  client.end();
  return code;
}

const linesOf = (csv: string): readonly string[] => csv.split('\r\n').filter((line) => line !== '');

test('mailboxes come from a table with generated passwords, which stand in a file for the owner alone, and work', async (context) => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  const folder = await folderFor(context);
  const place = join(folder, 'passwords.csv');
  const table = 'address,display_name,password\nscan@ours.test,Scanner,generate\nfax@ours.test,,a chosen one\n';

  const dry = await people(['mailbox', 'import', '-', '--dry-run', '--passwords', place], table);
  assert.equal(dry.code, 0, dry.err);
  assert.match(dry.out, /create +mailbox +scan@ours\.test[\s\S]*Nothing was changed yet/u);
  await assert.rejects(stat(place), 'a trial makes no file');

  const made = await people(['mailbox', 'import', '-', '--passwords', place], table);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /1 generated password is in .*passwords\.csv, and nowhere else/u);
  assert.equal((await stat(place)).mode & 0o777, 0o600);
  const [, line = ''] = linesOf(await readFile(place, 'utf8'));
  const [address, login = '', password = ''] = line.split(',');
  assert.equal(address, 'scan@ours.test');
  assert.ok(!made.out.includes(password), 'it is in the file alone');
  assert.equal(await signsIn(house, login, password), 235);
  assert.equal(await signsIn(house, 'fax@ours.test', 'a chosen one'), 235);

  // The same table again makes no new one, and a file that is there is left alone.
  const again = await people(['mailbox', 'import', '-', '--yes', '--passwords', place], table);
  assert.equal(again.code, 2);
  assert.match(again.err, /is there already, and nothing is written over it/u);
  await json(['mailbox', 'import', '-', '--yes'], table);
  assert.equal(await signsIn(house, login, password), 235);
  const reset = 'address,password\nscan@ours.test,reset\n';
  const unasked = await people(['mailbox', 'import', '-'], reset);
  assert.equal(unasked.code, 2, 'nobody can be asked, and nobody has said --yes');
  assert.equal(await signsIn(house, login, password), 235);
  const shown = await people(['mailbox', 'import', '-', '--yes'], reset);
  assert.match(shown.out, /^password of scan@ours\.test, login scan@ours\.test: \S+ {3}\(shown only now\)$/mu);
  assert.equal(await signsIn(house, login, password), 535, 'that was another one');
});

test('a table of mailboxes that breaks a rule changes nothing, tells each line, and leaves no file', async (context) => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  const place = join(await folderFor(context), 'passwords.csv');
  const before = await json<object[]>(['mailbox', 'list']);
  const refused = await people(
    ['mailbox', 'import', '-', '--passwords', place],
    'address,aliases,password\nnew@ours.test,,generate\nx@elsewhere.test,,generate\ny@ours.test,z@elsewhere.test,\n',
  );
  assert.equal(refused.code, 1);
  assert.match(refused.err, /line 3: address: [\s\S]*line 4: aliases/u);
  assert.deepEqual(await json(['mailbox', 'list']), before);
  await assert.rejects(stat(place));
});

test('what goes out comes back the same, and an edited column is all that changes', async () => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  const first = 'address,forward_to,keep_copy,smtp_auth\na@ours.test,b@elsewhere.test,no,\nb@ours.test,,,no\n';
  await json(['mailbox', 'import', '-'], first);
  const { out } = await people(['mailbox', 'export']);
  const same = await json<{ changes: object[] }>(['mailbox', 'import', '-'], out);
  assert.deepEqual(same.changes, []);
  const edited = out.replace('b@ours.test,,,', 'b@ours.test,"Büro, unten",,');
  const dry = await json<{ changes: { name: string; fields: { field: string }[] }[] }>(
    ['mailbox', 'import', '-', '--dry-run'],
    edited,
  );
  assert.deepEqual(
    dry.changes.map(({ name, fields }) => [name, fields.map(({ field }) => field)]),
    [['b@ours.test', ['displayName']]],
  );
});

test('devices get and lose their right to send by the table, and the table that goes out says who has it', async (context) => {
  await using house = await startTestHouse({});
  const { json, people } = commandsOf(house);
  const file = join(await folderFor(context), 'devices.csv');
  await writeFile(file, 'name,addresses,may_send,senders\nFax,192.0.2.7,address,ours.test\nHall,192.0.2.8,,\n');
  const dry = await people(['device', 'import', file, '--dry-run']);
  assert.match(dry.out, /create +device +Fax[\s\S]*create +inbound-connector +Fax/u);
  assert.deepEqual(await json(['connector', 'list']), { inbound: [], outbound: [] });

  await json(['device', 'import', file]);
  const { out } = await people(['device', 'export']);
  assert.deepEqual(
    linesOf(out).map((line) => line.split(',').slice(-2).join(',')),
    ['may_send,senders', 'address,ours.test', ','],
  );
  assert.deepEqual((await json<{ changes: object[] }>(['device', 'import', '-'], out)).changes, []);
  const turned = out.replace('address,ours.test', ',').replace(/^(Hall,.*),,$/mu, '$1,address,');
  await json(['device', 'import', '-'], turned);
  const left = await json<{ inbound: { name: string; senderAddresses: string[] }[] }>(['connector', 'list']);
  assert.deepEqual(
    left.inbound.map(({ name, senderAddresses }) => [name, senderAddresses]),
    [['Hall', ['192.0.2.8']]],
  );
});
