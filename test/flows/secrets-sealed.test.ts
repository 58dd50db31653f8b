/** A key file that does not open the secrets: an alarm from the start on, until they open or were set anew. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { systemRandom } from '../../src/base/random.ts';
import { type CliRun, cli } from '../../lab/cli.ts';
import { MINUTE, maildir, turnUntil } from '../../lab/flow.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const run = (house: TestHouse, args: readonly string[], stdin?: string): Promise<CliRun> =>
  cli(['--data', house.folder, ...args], stdin === undefined ? {} : { stdin });

const PASSWORD = ['--username', 'u', '--password-stdin'];

/** A house with two smart hosts' passwords, closed; its key file has been replaced. */
async function withAnotherKey(context: TestContext): Promise<{ readonly folder: string; readonly key: Uint8Array }> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-sealed-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  {
    await using house = await startTestHouse({ folder, objects: [organization({ postmaster: 'v@ours.test' })] });
    for (const name of ['North', 'South']) {
      const args = ['connector', 'add-outbound', name, '--smart-host', 'mail.far.test:587', ...PASSWORD];
      const added = await run(house, args, 'secret\n');
      assert.equal(added.code, 0, added.err);
    }
    assert.match((await run(house, ['alarm', 'list'])).out, /^no alarms$/mu);
  }
  const key = await readFile(join(folder, 'secret.key'));
  await writeFile(join(folder, 'secret.key'), systemRandom.bytes(32));
  return { folder, key };
}

test('secrets that do not open are an alarm at the start, by mail and in the list, and over when the right key is back', async (context) => {
  const { folder, key } = await withAnotherKey(context);
  const clock = createManualClock();
  const options = { folder, overrides: { clock } };
  {
    await using house = await startTestHouse(options);
    const { out } = await run(house, ['alarm', 'list']);
    assert.match(out, /secrets sealed: secret\.key/u);
    assert.match(out, /does not open 2 secrets: the password of connector North, the password of connector South\./u);
    assert.match(out, /To do: Put the right secret\.key back \(mode 0600\)/u);
    await turnUntil(clock, 10 * MINUTE, async () => (await maildir(house, 'ours.test/v')).length === 1);
    assert.match((await maildir(house, 'ours.test/v'))[0] ?? '', /^Subject: Doorpost alarm: secrets sealed/mu);
    const metrics = await (await fetch(`http://127.0.0.1:${house.port('http')}/metrics`)).text();
    assert.match(metrics, /^doorpost_alarms_raised\{kind="secrets-sealed"\} 1$/mu);
  }
  {
    await using house = await startTestHouse(options);
    await turnUntil(clock, 10 * MINUTE, async () => true);
    assert.equal((await maildir(house, 'ours.test/v')).length, 1, 'a restart does not repeat it');
  }
  await writeFile(join(folder, 'secret.key'), key);
  await using house = await startTestHouse(options);
  assert.match((await run(house, ['alarm', 'list'])).out, /^no alarms$/mu);
  await turnUntil(clock, 10 * MINUTE, async () => (await maildir(house, 'ours.test/v')).length === 2);
  const told = await maildir(house, 'ours.test/v');
  assert.ok(told.some((mail) => /^Subject: Doorpost over: secrets sealed/mu.test(mail)));
});

test('each secret that is set anew is taken off the alarm; with the last one it is over, without a restart', async (context) => {
  const { folder } = await withAnotherKey(context);
  await using house = await startTestHouse({ folder });
  const set = async (name: string): Promise<void> => {
    const { code, err } = await run(house, ['connector', 'set-outbound', name, ...PASSWORD], 'again\n');
    assert.equal(code, 0, err);
  };
  await set('North');
  assert.match((await run(house, ['alarm', 'list'])).out, /does not open a secret: the password of connector South\./u);
  await set('South');
  assert.match((await run(house, ['alarm', 'list'])).out, /^no alarms$/mu);
});

test('a DKIM key that does not open is among them, by its name', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-sealed-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  {
    await using house = await startTestHouse({ folder });
    const made = await run(house, ['dkim', 'add', 'ours.test', '--selector', 'mail']);
    assert.equal(made.code, 0, made.err);
  }
  await writeFile(join(folder, 'secret.key'), systemRandom.bytes(32));
  await using house = await startTestHouse({ folder });
  const { out } = await run(house, ['alarm', 'list']);
  assert.match(out, /does not open a secret: the DKIM key mail\._domainkey\.ours\.test\./u);
});
