/** Commands in what the server says are typed for who reads them: in warnings and next steps, for people and in JSON, and each cure once. */
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { test } from 'node:test';
import type { RaisedAlarm } from '../../src/policy/alarms/alarm-telling.ts';
import { toldCure } from '../../src/texts/remedy.ts';
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
  ['connector', 'set', 'Floor', '--address', '10.0.0.2', '--accepted-domain', 'second.test', '--yes'],
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

test('a command inside of what was kept works here too: the cause of an alarm, and of mail that does not flow', async () => {
  const alarm = {
    key: 'upstream-held:01JD3K7M9QXA2B4C',
    kind: 'upstream-held' as const,
    organizationId: null,
    subject: 'Provider',
    stage: 1,
    cause: 'it said: 535 (wrong; what helps: set it anew with "doorpost upstream set Provider --password-stdin")',
    ...toldCure({ act: 'test-whether-mended', name: 'Provider' }),
  };
  const raised = { alarm, since: 1, stageSince: 1, toldAt: null, acknowledged: null } as unknown as RaisedAlarm;
  const alarms = {
    list: () => [raised],
    acknowledge: async () => false,
    test: async () => [],
    upstreamExpiries: () => [],
  };
  await using t = await openTestAdmin({ over: { alarms } });
  const there = shell(t);
  await contoso(there);
  const data = `--data ${dirname(t.socketPath)}`;
  for (const words of [['alarm', 'list'], ['status']]) {
    const { out } = await there(...words);
    assert.ok(
      out.includes(`"./doorpost ${data} upstream set Provider --password-stdin"`),
      `${words.join(' ')}: ${out}`,
    );
    assert.ok(out.includes(`./doorpost upstream test Provider --to you@example.com ${data}`), out);
  }
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
