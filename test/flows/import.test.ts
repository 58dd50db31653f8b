/** Other servers' configurations, taken over by the command: looked at, applied, and the same again changes nothing. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cli } from '../../lab/cli.ts';
import { organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const fixture = (path: string): string => fileURLToPath(new URL(`../fixtures/import/${path}`, import.meta.url));

const csv = (name: string): string => fixture(`exchange-csv/${name}.csv`);

/** Ways to other systems are opened where DMARC is honoured alone. */
const honouring = { objects: [organization({ protection: 'standard' })] };

const imports: readonly (readonly [name: string, args: readonly string[], inbound: number, outbound: number])[] = [
  ['Postfix', ['postfix', fixture('postfix')], 1, 4],
  ['Exchange', ['exchange', fixture('exchange/inbound.json'), fixture('exchange/outbound.json')], 3, 1],
  ['hMailServer', ['hmailserver', fixture('hmailserver/hMailServerBackup.xml')], 2, 2],
  [
    'Exchange, CSV',
    ['exchange', ...['inbound', 'outbound', 'domains', 'mailboxes', 'access'].map((name) => csv(name))],
    3,
    1,
  ],
  ['Exchange Server, CSV', ['exchange', csv('receive'), csv('send')], 1, 1],
  ['hMailServer with its domains', ['hmailserver', fixture('hmailserver/with-domains.xml')], 1, 1],
];

const run = (house: TestHouse, args: readonly string[]) => cli(['import', ...args, '--data', house.folder]);

for (const [name, args, inbound, outbound] of imports)
  test(`${name}: a dry run shows it all and changes nothing; --apply makes it; again there is nothing to do`, async () => {
    await using house = await startTestHouse(honouring);
    const counts = (): readonly number[] => {
      const { inboundConnectors, outboundConnectors } = house.house.directory.current;
      return [inboundConnectors.length, outboundConnectors.length];
    };
    const dry = await run(house, args);
    assert.equal(dry.code, 0, dry.err);
    assert.match(dry.out, /^Understood$[\s\S]*^Not taken$[\s\S]*^It would change$[\s\S]*Nothing was changed yet/mu);
    assert.deepEqual(counts(), [0, 0]);
    const applied = await run(house, [...args, '--apply']);
    assert.equal(applied.code, 0, applied.err);
    assert.match(applied.out, /^Changed$[\s\S]*changes made, revision/mu);
    assert.deepEqual(counts(), [inbound, outbound]);
    assert.doesNotMatch(applied.out, /not-to-be-copied|a1b2c3/u);
    const again = await run(house, [...args, '--apply']);
    assert.match(again.out, /nothing to change/u);
  });

test('a domain that is there already becomes what the import says, by --apply as by its file, and what is verified is not to be verified', async () => {
  const house = async (): Promise<TestHouse> => {
    const made = await startTestHouse(honouring);
    for (const domain of ['branch.example', 'clinic.example']) {
      const { code, err } = await cli(['domain', 'add', domain, '--trust', '--data', made.folder]);
      assert.equal(code, 0, err);
    }
    return made;
  };
  const types = ({ house: { directory } }: TestHouse): unknown =>
    Object.fromEntries(directory.current.domains.map(({ name, type }) => [name, type]));
  await using one = await house();
  const before = types(one);
  const dry = await run(one, ['postfix', fixture('postfix')]);
  assert.deepEqual(types(one), before);
  const applied = await run(one, ['postfix', fixture('postfix'), '--apply']);
  for (const { out } of [dry, applied]) {
    assert.match(out, /^ {2}domain branch\.example: it is authoritative here and becomes internal-relay: /mu);
    assert.match(out, /^~ domain branch\.example\n {4}type: authoritative -> internal-relay$/mu);
    assert.match(out, /^Afterwards$[\s\S]*domain verify cloud\.example/mu);
    assert.doesNotMatch(out, /domain verify (?:branch|clinic)/u);
    assert.doesNotMatch(out, /^[~+] domain clinic/mu);
  }
  await using other = await house();
  const { out: yaml } = await cli(['import', 'postfix', fixture('postfix'), '--yaml', '--organization', 'Ours']);
  const taken = await cli(['apply', '-f', '-', '--data', other.folder], { stdin: yaml });
  assert.equal(taken.code, 0, taken.err);
  assert.deepEqual(types(one), types(other));
  const again = await run(one, ['postfix', fixture('postfix')]);
  assert.doesNotMatch(again.out, /it is authoritative here/u);
});

test('mailboxes of Exchange send here and leave their mail there; one that is here already keeps it', async () => {
  await using house = await startTestHouse(honouring);
  const run2 = (...args: string[]) => cli([...args, '--data', house.folder]);
  const ready = [
    ['domain', 'add', 'contoso.example', '--trust', '--type', 'internal-relay'],
    ['mailbox', 'add', 'scan@contoso.example'],
  ];
  for (const words of ready) assert.equal((await run2(...words)).code, 0);
  const words = ['exchange', csv('domains'), csv('mailboxes'), csv('access')];
  const dry = await run(house, words);
  assert.match(dry.out, /mailbox scan@contoso\.example: it is here already: its mail stays where it is put now/u);
  const { code, err } = await run(house, [...words, '--apply']);
  assert.equal(code, 0, err);
  const made = house.house.directory.current.mailboxes
    .filter(({ address }) => address.endsWith('.example'))
    .map(({ address, delivery, smtpAuth }) => `${address} ${delivery.kind} ${smtpAuth}`);
  assert.deepEqual(made.toSorted(), [
    'anna@contoso.example elsewhere false',
    'room1@branch.example elsewhere true',
    'scan@contoso.example maildir true',
  ]);
});

test('the addresses of an hMailServer take mail here, and nobody signs in with an old password', async () => {
  await using house = await startTestHouse(honouring);
  const { code, out, err } = await run(house, ['hmailserver', fixture('hmailserver/with-domains.xml'), '--apply']);
  assert.equal(code, 0, err);
  assert.match(out, /Account "anna@clinic\.example": its password is not taken over/u);
  const view = house.house.directory.current;
  const leadsTo = (address: string): string => {
    const target = view.target(address);
    return target === null ? 'nobody' : target.kind === 'group' ? target.group.address : target.mailbox.address;
  };
  assert.deepEqual(
    ['info@clinic.example', 'front@clinic-old.example', 'all@clinic-old.example', 'gone@clinic.example'].map(leadsTo),
    ['anna@clinic.example', 'anna@clinic.example', 'all@clinic.example', 'nobody'],
  );
  assert.equal(view.credentials.length, 0);
  assert.equal(view.mailboxes.find(({ address }) => address === 'dr@clinic.example')?.enabled, false);
});

test('a CSV that has lost what a right hangs on is refused by its name, with the cure', async () => {
  const lost = await cli(['import', 'exchange', csv('type-names'), '--yaml']);
  assert.equal(lost.code, 1);
  assert.match(lost.err, /type-names\.csv: line 2: SenderDomains is not in the file[\s\S]*Cure: .*ConvertTo-Json/u);
});

test('a password is set by one command, whoever tells of it', async () => {
  await using house = await startTestHouse(honouring);
  const { out, err } = await run(house, ['postfix', fixture('postfix'), '--apply']);
  const commands = [...`${out}${err}`.matchAll(/doorpost (.* --password-stdin)/gu)].map(([, command]) => command);
  assert.ok(commands.length >= 2, out + err);
  assert.deepEqual(new Set(commands), new Set(["upstream set 'Relay host' --password-stdin"]));
  const set = await cli(['upstream', 'set', 'Relay host', '--password-stdin', '--data', house.folder], {
    stdin: 'x\n',
  });
  assert.equal(set.code, 0, set.err);
});

test('--yaml needs no server, and what is no export says what to do', async () => {
  const { code, out } = await cli(['import', 'postfix', fixture('postfix'), '--yaml']);
  assert.equal(code, 0);
  assert.match(out, /^# left: main\.cf:\d+ inet_interfaces: here it is listeners/mu);
  assert.match(out, /^doorpost: 1$/mu);
  const wrong = await cli(['import', 'exchange', fixture('postfix/main.cf')]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /no JSON[\s\S]*Cure: .*Get-InboundConnector/u);
  const missing = await cli(['import', 'postfix', '/nonexistent']);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /cannot be read/u);
});

test('an import that lets strangers in asks before; a no and nobody to ask change nothing', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-import-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'main.cf'), 'myhostname = mail.ours.test\nmynetworks = 203.0.0.0/12\n');
  await using house = await startTestHouse();
  const words = ['import', 'postfix', folder, '--apply', '--data', house.folder];
  const made = (): number => house.house.directory.current.inboundConnectors.length;
  const alone = await cli(words);
  assert.equal(alone.code, 2, alone.err);
  assert.match(alone.err, /takes a yes, and there is no terminal to ask at\n.*takes in strangers: 203\.0\.0\.0\/12/u);
  assert.match(alone.err, /--yes/u);
  const asked: string[] = [];
  const no = await cli(words, { says: false, asked });
  assert.equal(no.code, 1);
  assert.match(asked.join(''), /This will make the changes of the file:\n.*takes in strangers: 203\.0\.0\.0\/12/u);
  assert.equal(made(), 0);
  const unasked: string[] = [];
  assert.equal((await cli([...words, '--yes'], { asked: unasked })).code, 0);
  assert.deepEqual([made(), unasked.length], [1, 0]);
});
