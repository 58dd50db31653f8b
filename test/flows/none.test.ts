/** What an option says of itself holds: where `none` may stand it takes the value away, by the real API. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from 'commander';
import { done, shellIn } from '../../lab/shell.ts';
import { commandTree } from '../../lab/commands.ts';
import { questions } from '../../src/cli/questions/table.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';

/** Names of the objects that each `set` command is tried on, with what it needs beside. */
const objects: Readonly<Record<string, readonly string[]>> = {
  'org set': [],
  'device set': ['Copier'],
  'mailbox set': ['v@ours.test'],
  'group set': ['all@ours.test'],
  'connector set': ['Lan'],
  'connector set-outbound': ['Hub'],
  'upstream set': ['Token'],
};
/** Without any of these nothing would tell what it is about, and that is said. */
const NEEDED = new Set(['device set --address', 'connector set --address', 'connector set --certificate-name']);
/** Takes away what others are about. */
const LAST = '--username';

function setters(command: Command, path: readonly string[] = []): readonly (readonly [string, Command])[] {
  return command.commands.flatMap((each) => {
    const here = [...path, each.name()];
    if (each.commands.length > 0) return setters(each, here);
    return /^set(?:-outbound)?$/u.test(each.name()) ? [[here.join(' '), each] as const] : [];
  });
}

test('every option that offers none takes it', async (context) => {
  await using house = await startTestHouse({});
  const made = (args: readonly string[], stdin = '') => done(shellIn(house.folder, { stdin }), ...args);
  await made(['org', 'set', 'ours', '--without-upstream', 'mx']);
  await made(['device', 'add', 'Copier', '--address', '192.0.2.7', '--login', 'copier', '--silent-after', '3']);
  await made(['group', 'add', 'all@ours.test', '--member', 'v@ours.test']);
  await made(['connector', 'add', 'Lan', '--address', '192.0.2.8', '--certificate-name', 'erp.ours.test']);
  await made(['upstream', 'add', 'Hub', '--host', '127.0.0.1:9', '--tls', 'required']);
  const token = ['--tenant', 't', '--client-id', 'c', '--username', 'v@ours.test', '--secret-stdin'];
  await made(
    ['upstream', 'add', 'Token', '--host', '127.0.0.1:9', '--tls', 'required', '--pace', '5/1', ...token]
      .concat(['--token-endpoint', 'http://127.0.0.1:9', '--secret-expires', '2030-01-01'])
      .concat(['--scope', 'https://outlook.office365.com/.default']),
    'secret',
  );
  let tried = 0;
  for (const [path, command] of setters(commandTree())) {
    const names = objects[path];
    const inOrder = command.options.toSorted((a, b) => Number(a.long === LAST) - Number(b.long === LAST));
    for (const option of inOrder) {
      const name = `${path} ${option.long}`;
      if (!/\bnone\b/u.test(option.description) || /\bnone,/u.test(option.description) || !option.required) continue;
      assert.ok(names !== undefined, `${name}: no object to try it on`);
      await context.test(name, async () => {
        const typed = [...path.split(' '), ...names, option.long ?? '', 'none'];
        const yes = path in questions ? ['--yes'] : [];
        const { code, err } = await shellIn(house.folder)(...typed, ...yes);
        if (NEEDED.has(name)) assert.doesNotMatch(err, /must be|is not one of/u);
        else assert.equal(code, 0, err);
      });
      tried++;
    }
  }
  assert.ok(tried > 20, String(tried));
});
