/** Every example that a help text or docs/cli.md shows is a command that works: it parses, and the real API has an answer. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { commandWords } from '../../src/texts/kept.ts';
import { cli } from '../../lab/cli.ts';
import { commandTree, parse, withinOf, wordsOf } from '../../lab/commands.ts';
import { openTestAdmin, testStatus } from '../../lab/houses/test-admin.ts';
import { allPages, commandLinesOf } from '../../lab/pages.ts';
import { contoso, done, shell, shellIn } from '../../lab/shell.ts';

function helpOf(command: Command): string {
  let text = '';
  const before = command.configureOutput();
  command.configureOutput({ ...before, writeOut: (part) => (text += part) });
  command.outputHelp();
  command.configureOutput(before);
  return text;
}

/** As a shell would take it apart: quotes, continued lines, `&&`, redirections; a comment stands apart by several blanks. */
function commandsIn(help: string): readonly (readonly string[])[] {
  const [, examples = ''] = help.split(/^Examples?:\n/mu);
  return examples
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .flatMap((line) => line.trim().split(' && '))
    .map((line) => line.replace(/ > \S+$/u, '').replace(/ {3,}\S.*$/u, ''))
    .filter((line) => line.startsWith('doorpost '))
    .map((line) => wordsOf(line).slice(1));
}

const examples = withinOf(commandTree()).flatMap((command) => commandsIn(helpOf(command)));
/** These run a server or touch a data directory; that they parse is all that is tried here. */
const ALONE = ['start', 'serve', 'init', 'restore', 'config', 'advise'];

test('there are examples, and only of commands there are', () => {
  assert.ok(examples.length > 25, `${examples.length} found`);
  const words = commandTree()
    .commands.map((command) => command.name())
    .filter((name) => name !== 'help');
  assert.deepEqual([...commandWords].sort(), words.sort());
});

for (const words of examples)
  test(`the example parses: doorpost ${words.join(' ')}`, () => assert.doesNotReject(parse(words)));

/** Files that commands name. */
const files: Readonly<Record<string, string>> = {
  'org.yaml': 'doorpost: 1\n',
  'devices.csv': 'name\n',
  'mailboxes.csv': 'address\n',
  'inbound.json': '[]',
  'outbound.json': '[]',
  'domains.csv': 'Name,DomainName,DomainType\n',
  'access.csv': 'Identity,SmtpClientAuthenticationDisabled\n',
  'hMailServerBackup.xml': '<Backup/>',
};

/** Types each command against the real API, with a secret at hand where one is asked for; none may be wrong usage. */
async function typeAll(commands: readonly (readonly string[])[]): Promise<void> {
  // Nothing listens at port 1, so a test message is refused, not sent.
  const listeners = ['relay', 'submission'].map((role) => ({ name: role, role, address: '127.0.0.1', port: 1 }));
  await using t = await openTestAdmin({
    over: { status: () => ({ ...testStatus, listeners }), async *checkup() {} },
  });
  const folder = dirname(t.socketPath);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await contoso(shell(t));
  for (const mailbox of ['scanner@contoso.com', 'y@contoso.com']) {
    await done(shell(t), 'mailbox', 'add', mailbox);
    await done(shell(t), 'credential', 'add', mailbox, '--name', 'Copier 2nd floor');
  }
  const secrets = { DOORPOST_PASSWORD: 'secret-word', DOORPOST_SECRET: 'secret-word' };
  for (const words of commands) {
    const args = words.map((word) => (Object.hasOwn(files, word) ? join(folder, word) : word));
    // Somebody sits at the terminal, and says yes where he is asked.
    const around = { env: secrets, stdin: 'secret-word', says: true };
    const { code, err } = await shellIn(folder, around)(...args);
    assert.notEqual(code, 2, `doorpost ${words.join(' ')}: ${err}`);
    assert.doesNotMatch(err, /TypeError|undefined/u, words.join(' '));
  }
}

test('no example is wrong usage when it runs', () =>
  typeAll(examples.filter(([first = '']) => !ALONE.includes(first))));

/** These wait for what does not come here, or are about files of a machine. */
const WAITING = ['watch', 'import', 'backup', ...ALONE];

for (const page of allPages.filter((each) => each.startsWith('docs/operate/')))
  test(`no command of ${page} is wrong usage when it runs`, () =>
    typeAll(
      commandLinesOf(page)
        .filter((line) => !/ \.\.\.(?: |$)/u.test(line))
        .map((line) => wordsOf(line).slice(1))
        .filter(([first = '']) => !WAITING.includes(first)),
    ));

test('whatever is typed wrongly is answered with what was wrong and a cure, and exits 2', async () => {
  for (const words of [
    ['limits', 'set', 'nosuch', '5'],
    ['limits', 'set', 'messageSize', 'abc'],
    ['limits', 'set', 'messageSize'],
    ['limits', 'set', 'messageSize', '5', '--connector', 'a', '--mailbox', 'b'],
    ['trace', '--limit', 'many'],
    ['trace', '--status', 'Lost'],
    ['queue', 'hold', '--nope'],
    ['nonsense'],
    ['send', '--to', 'a@contoso.com'],
    ['send'],
    ...[
      ['group', 'set', 'all@contoso.com'],
      ['domain', 'set', 'contoso.com'],
      ['licence', 'seats'],
    ],
    ['org', 'set', 'Contoso'],
  ]) {
    const { code, err } = await cli(['--data', '/nowhere', ...words]);
    assert.equal(code, 2, words.join(' '));
    assert.match(err, /^doorpost: \S.*\n(?:.*\n)*Cure: \S/u, words.join(' '));
    assert.equal(err.match(/Cure: /gu)?.length, 1, err);
  }
});
