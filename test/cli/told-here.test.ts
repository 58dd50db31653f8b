/** Commands in what the server says are typed for who reads them: in warnings and next steps, for people and in JSON, and each cure once. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, shell } from '../../lab/shell.ts';

/** Every command that a text names, up to where it ends. */
const namedIn = (text: string): readonly string[] => text.match(/(?:\.\/)?doorpost (?=[a-z])[^\n"]*/gu) ?? [];

/** Changes that warn, or leave something to do, with a command in it. */
const changes: readonly (readonly string[])[] = [
  ['org', 'set', 'Contoso', '--alarm-address', 'it@elsewhere.test'],
  ['domain', 'add', 'second.test'],
  ['connector', 'add', 'Floor', '--address', '10.0.0.1', '--accepted-domain', 'second.test'],
  ['device', 'add', 'Copier', '--address', '192.0.2.7'],
  ['connector', 'set', 'Floor', '--address', '10.0.0.2', '--accepted-domain', 'second.test'],
  ['device', 'approve', '192.0.2.8'],
  [
    ...['upstream', 'add', 'Files', '--kind', 'smart-host', '--host', 'mail.x.test:587'],
    ...['--client-certificate', '/nowhere.pem', '--client-key', '/nowhere.key'],
  ],
];

test('warnings and next steps name commands that work here, for people and as data', async () => {
  let seen = 0;
  for (const json of [false, true]) {
    await using t = await openTestAdmin();
    const there = shell(t);
    await contoso(there);
    await done(there, 'connector', 'add-outbound', 'Out', '--smart-host', '10.9.0.1');
    for (const words of changes) {
      const { code, out, err } = await there(...words, ...(json ? ['--json'] : []));
      assert.equal(code, 0, `${words.join(' ')}: ${err}`);
      for (const named of namedIn(json ? out.replaceAll('\\"', "'") : out + err)) {
        seen++;
        assert.ok(named.startsWith('./doorpost '), `${words.join(' ')}: ${named}`);
        assert.ok(named.includes(`--data ${dirname(t.socketPath)}`), `${words.join(' ')}: ${named}`);
      }
    }
  }
  assert.ok(seen > 12, `${seen} commands`);
});

test('a refusal with several problems says each cure once', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const refused = await run('connector', 'add', 'X', '--address', '10.0.0.1', '--accepted-domain', 'a.test,b.test');
  assert.equal(refused.code, 1);
  const cures = refused.err.match(/doorpost domain add \S+/gu) ?? [];
  assert.deepEqual([...new Set(cures)].sort(), [...cures].sort(), refused.err);
});
