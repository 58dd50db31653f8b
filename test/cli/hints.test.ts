/** Commands that are printed beside what was done: copied into a shell as they are, they name the same server, organization and object. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type CliRun, cli } from '../../lab/cli.ts';
import { parse } from '../../lab/commands.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, type Shell, shellIn } from '../../lab/shell.ts';

/** To a shell each of them is something, were it not quoted. */
const hostile = ['Copier room', "Anna's", '$HOME', 'q`echo PWNED`', '$(echo PWNED)', 'a $& b', 'a"b', '; echo PWNED'];

/** A line from `doorpost` on, as a shell takes it apart. A blank for the reader to fill in is filled. */
function wordsIn(line: string): readonly string[] {
  const typed = line.slice(line.indexOf('./doorpost ')).replaceAll(/<[a-z]+>/gu, 'FILLED');
  const script = `printf '%s\\0' ${typed}`;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(1, -1);
}

const lineOf = ({ out, err }: CliRun, said: RegExp): string => {
  const line = `${out}${err}`.split('\n').find((one) => said.test(one));
  assert.ok(line !== undefined, `${said} is not in: ${out}${err}`);
  return line;
};

const ORGANIZATION = 'Contoso';

async function leadsBack(line: string, data: string, organization: string | undefined, name?: string): Promise<void> {
  const words = wordsIn(line);
  const shared = await parse(words);
  assert.equal(shared?.['data'], data, line);
  assert.equal(shared?.['organization'], organization, line);
  if (name !== undefined) assert.ok(words.includes(name), `${line}: ${words.join('|')}`);
}

test('what the CLI says to type next works in a shell, whatever a thing is called', async () => {
  await using t = await openTestAdmin();
  const data = dirname(t.socketPath);
  const plain = shellIn(data);
  await contoso(plain);
  const run: Shell = (...args) => plain('-o', ORGANIZATION, ...args);
  await done(plain, 'org', 'set', ORGANIZATION, '--without-upstream', 'mx');
  const leads = (ran: CliRun, said: RegExp, name?: string) => leadsBack(lineOf(ran, said), data, ORGANIZATION, name);
  for (const [index, name] of hostile.entries()) {
    const address = `192.0.2.${index + 10}`;
    const upstream = await run('upstream', 'add', name, '--kind', 'smart-host', '--host', 'mail.example.net:587');
    await leads(upstream, /^try it: /u, name);
    await leads(await run('connector', 'set', name, '--address', address), /^Cure: it is changed/u, name);
    await done(run, 'upstream', 'remove', name, '--yes');
    const outbound = await run('connector', 'add-outbound', name, '--smart-host', '10.0.0.5');
    await leads(outbound, /^try it: /u, name);
    await done(run, 'connector', 'remove', name, '--yes');
    await done(run, 'connector', 'add', name, '--address', address);
    await leads(await run('connector', 'set-outbound', name, '--mx'), /^Cure: it is changed/u, name);
    await done(run, 'device', 'add', name, '--address', address);
    await leads(await run('device', 'remove', name, '--yes'), /To end that: /u, name);
    await leads(await run('upstream', 'status', name), /^Cure: /u);
  }
  await leads(await run('domain', 'add', 'fabrikam.com'), /^Publish the token/u, 'fabrikam.com');
  await leads(await run('credential', 'reset', 'scan@contoso.com', 'none'), /^Cure: /u);
  await leads(await run('limits', 'set', 'nosuch', '5'), /^Cure: /u);
});

test('what nobody answers for, or has set up yet, is started and set up in the folder that was named', async () => {
  const data = await mkdtemp(join(tmpdir(), "doorpost it's $HOME "));
  try {
    const at = (line: string) =>
      leadsBack(
        line.replace(/`.*/su, (rest) => rest.split('`')[1] ?? ''),
        data,
        undefined,
      );
    await at(lineOf(await cli(['--data', data, 'status']), /^Cure: start it/u));
    await at(lineOf(await cli(['--data', data, 'serve']), /^Cure: set it up/u));
    const names = ['--hostname', 'mail.contoso.com', '--domain', 'contoso.com'];
    const init = await cli(['--data', data, 'init', '--defaults', ...names]);
    assert.equal(init.code, 0, init.err);
    const steps = init.out.split('\n').filter((line) => line.includes('./doorpost '));
    assert.equal(steps.length, 5, init.out);
    for (const step of steps) await leadsBack(step.replace(/ {2,}(?!\d).*$/u, ''), data, undefined);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});
