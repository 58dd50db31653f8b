/** What we tell people to type is a command that there is: every act with every variant of its facts is parsed by the real command line. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { parse as parseAsTyped, understood } from '../../lab/commands.ts';
import type { Remedy } from '../../src/mail/remedy.ts';
import { anyShell, blank, command, type Shell, type ShellCommand, typed } from '../../src/texts/command.ts';
import { commandsIn, spoken } from '../../src/texts/phrase.ts';
import { cureText, remedyPhrase, toldCure } from '../../src/texts/remedy.ts';
import { allRemedies } from './all-remedies.ts';
import { samples } from './remedy-samples.ts';

/** Stand for something that the reader fills in, and are values of their kind here. */
const filledIn: Readonly<Record<string, string>> = {
  NUMBER: '5',
  PACE: '20/2/10000',
  DATE: '2031-05-01',
  DOMAIN: 'contoso.com',
  ADDRESS: 'a@contoso.com',
  IP: '192.0.2.10',
  NETWORK: '192.0.2.0/24',
  URL: 'https://chat.example/hook',
  'HOST:PORT': 'mail.example.com:587',
};

const parse = (words: readonly string[]) => parseAsTyped(words.map((word) => filledIn[word] ?? word));

/** As a shell takes a line apart. `<mailbox>` is for the reader to replace, and to a shell a redirection. */
const takenApart = (lines: readonly string[]): readonly (readonly string[])[] =>
  execFileSync('/bin/sh', ['-s'], {
    encoding: 'utf8',
    input: lines.map((line) => `printf '%s\\0' ${line}; printf '\\n\\0'\n`).join(''),
  })
    .split('\0\n\0')
    .slice(0, -1)
    .map((words) => words.split('\0'));

const FILLED = 'FILLED';
const filled = ({ words }: ShellCommand): ShellCommand => ({
  words: words.map((word) => (typeof word === 'string' ? word : FILLED)),
});
const textsOf = ({ words }: ShellCommand): readonly string[] =>
  words.map((word) => (typeof word === 'string' ? word : FILLED));

const commands: readonly ShellCommand[] = [
  ...new Map(
    allRemedies.flatMap((remedy) => commandsIn(remedyPhrase(remedy))).map((one) => [textsOf(one).join('\0'), one]),
  ).values(),
];

test('every command of a remedy parses', async () => {
  assert.ok(commands.length > 15, `${commands.length} found`);
  for (const words of commands.map(textsOf)) await assert.doesNotReject(parse(words), `doorpost ${words.join(' ')}`);
});

test('it is typed for the shell of its reader: program, data directory and organization, each a word of its own', async () => {
  const shell: Shell = {
    program: './doorpost',
    options: ['--data', "/srv/Anna's mail"],
    organization: 'Contoso & Söhne',
  };
  const lines = commands.map((command) => typed(filled(command), shell));
  for (const [index, [program, ...words]] of takenApart(lines).entries()) {
    assert.equal(program, './doorpost');
    const shared = await parse(words);
    if (shared === null) continue;
    assert.equal(shared['data'], "/srv/Anna's mail", lines[index]);
    assert.ok(
      [undefined, '*', 'FILLED', 'Contoso & Söhne', 'Contoso Ltd'].includes(shared['organization'] as string),
      lines[index],
    );
  }
});

test('what a stranger called something stays one word of the shell, whatever it looks like', () => {
  const called = [
    '<mailbox>',
    '<x y>',
    '$(id)',
    '`id`',
    '; id',
    "it's",
    'a\\',
    '--data',
    '!!',
    '*',
    '~',
    'two\nlines',
    '',
  ];
  const said = called.flatMap((name) => [
    command`device approve ${name}`,
    command`credential add ${blank('mailbox')} --name ${name} --username ${name}`,
  ]);
  const lines = said.map((one) => typed(filled(one), anyShell));
  assert.deepEqual(
    takenApart(lines),
    said.map((one) => ['doorpost', ...textsOf(one)]),
  );
});

test('a name that looks like an option stays the value of the one before it', async () => {
  for (const name of ['--json', '--data', '-o']) {
    const [line] = takenApart([typed(command`credential add a@contoso.com --name ${name}`, anyShell)]);
    const shared = await parse(line?.slice(1) ?? []);
    assert.deepEqual(shared, {}, name);
  }
});

test('a name that looks like an option stays an operand, wherever the command has one, and all else keeps its place', async () => {
  const shell: Shell = { program: 'doorpost', options: ['--data', '/srv/mail'], organization: '-o' };
  for (const name of ['-x', '--json', '-o', '--']) {
    for (const [said, operands] of [
      [command`device approve ${name} ${['--relay']}`, [name]],
      [command`credential reset a@contoso.com ${name}`, ['a@contoso.com', name]],
      [command`limits set ${name} ${name}`, [name, name]],
      [command`limits set ${name} NUMBER --connector ${name}`, [name, 'NUMBER']],
      [command`upstream set ${name} --tls-name ${name} --tls required`, [name]],
    ] as const) {
      const line = typed(said, shell);
      const [words = []] = takenApart([line]);
      const ran = await understood(words.slice(1));
      assert.deepEqual(ran.operands, operands, line);
      assert.deepEqual([ran.shared['data'], ran.shared['organization']], ['/srv/mail', '-o'], line);
      for (const option of ['connector', 'tlsName'])
        if (Object.hasOwn(ran.own, option)) assert.equal(ran.own[option], name, line);
    }
  }
});

test('words name no command by themselves, and leave no hole', () => {
  for (const remedy of allRemedies) {
    const text = spoken(remedyPhrase(remedy), { ...anyShell, program: '§' });
    assert.doesNotMatch(text, /\bdoorpost (?!-)[a-z]|undefined|\[object|§(?! \w)|  /u, JSON.stringify(remedy));
  }
});

test('an act of another version is shown by its line of English', () => {
  const told = { cure: 'Turn it off and on again.', remedy: { act: 'restart', what: 'router' } as unknown as Remedy };
  assert.equal(cureText(told, anyShell), 'Turn it off and on again.');
  const odd = { cure: 'Let it in.', remedy: { act: 'let-device-send', name: 'Copier' } as unknown as Remedy };
  assert.equal(cureText(odd, anyShell), 'Let it in.');
  assert.equal(
    cureText({ cure: 'constructor', remedy: { act: 'constructor' } as unknown as Remedy }, anyShell),
    'constructor',
  );
});

test('a word of another version is never taken for another: its line of English is shown', () => {
  const LINE = 'As it was said there.';
  const later = 'word-of-a-later-version';
  let seen = 0;
  for (const remedy of allRemedies) {
    const { act, ...facts } = remedy as Remedy & Readonly<Record<string, unknown>>;
    for (const fact of Object.keys(facts)) {
      const values: unknown = (samples[act] as Readonly<Record<string, unknown>>)[fact];
      const isWords = typeof values === 'object' && !Array.isArray(values);
      const shown = (value?: string): string =>
        cureText({ cure: LINE, remedy: { ...remedy, [fact]: value } as Remedy }, anyShell);
      assert.doesNotMatch(shown(), /undefined/u, `${act} without ${fact}`);
      if (!isWords) continue;
      seen++;
      const text = shown(later);
      assert.ok(text === LINE || text.includes(later), `${act}, ${fact}: ${text}`);
    }
  }
  assert.ok(seen > 100, `${seen}`);
});

test('what is told keeps the act, its facts and a line of English', () => {
  const remedy: Remedy = { act: 'approve-device', address: '192.0.2.10', relay: true };
  assert.deepEqual(toldCure(remedy), {
    cure: 'doorpost device approve 192.0.2.10 --relay: it may then relay without signing in, from this address alone',
    remedy,
  });
  const there: Shell = { program: './doorpost', options: ['--data', '/srv/mail'], organization: 'Contoso' };
  assert.match(
    cureText(toldCure(remedy), there),
    /^\.\/doorpost device approve 192\.0\.2\.10 --relay --data \/srv\/mail -o Contoso: /u,
  );
});
