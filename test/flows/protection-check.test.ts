/** What mail is screened with, set up and asked: engines of settings, block lists of organizations, and their keys, which nobody sees again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { EngineVersion, ScreenEngine } from '../../src/mail/doors/screening-health.ts';
import type { Step } from '../../src/mail/step.ts';
import { cli } from '../../lab/cli.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { standInForClamd, standInForRspamd } from '../../lab/peers/engine-stand-ins.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const KEY = 'k3ythatnobodysees';
const LIST = 'zen.dq.spamhaus.net';

const run = (house: TestHouse, ...args: readonly string[]) => cli([...args, '--data', house.folder], {});
const runWith = (house: TestHouse, stdin: string, ...args: readonly string[]) =>
  cli([...args, '--data', house.folder], { stdin });

interface ScreeningHealthShown {
  readonly engines: readonly { readonly engine: ScreenEngine; readonly version: EngineVersion | null }[];
}

/** A filter that knows GTUBE, and a scanner that knows EICAR and has old signatures. */
async function openEngines() {
  const rspamd = await standInForRspamd((text) => (text.includes('GTUBE') ? 'reject' : 'no action'));
  let version = 'ClamAV 1.4.3/27812/Sun Nov  1 09:12:44 2026';
  const clamd = await standInForClamd(
    (text) => (text.includes('EICAR') ? 'Eicar' : null),
    () => version,
  );
  return {
    renew: (next: string) => (version = next),
    settings: {
      screening: { rspamdUrl: `http://127.0.0.1:${rspamd.port}`, clamdAddress: `127.0.0.1:${clamd.port}` },
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([rspamd[Symbol.asyncDispose](), clamd[Symbol.asyncDispose]()]);
    },
  };
}

async function check(house: TestHouse): Promise<readonly string[]> {
  const { out, err } = await run(house, 'check', 'protection', '--json');
  assert.equal(err, '');
  return (JSON.parse(out) as Step[]).map(({ what, outcome, text }) => `${what}: ${outcome}: ${text}`);
}

test('what is set up is asked, and told; a key is sealed, and used', async () => {
  await using engines = await openEngines();
  const zone = (list: string): string => `2.0.0.127.${list} A 127.0.0.2\n`;
  await using house = await startTestHouse({
    settings: engines.settings,
    overrides: { resolver: createZoneResolver(zone('bl.test') + zone(`${KEY}.${LIST}`)) },
  });
  const set = await run(
    house,
    'org',
    'set',
    'ours',
    '--block-list',
    'bl.test',
    '--block-list',
    `${KEY}.${LIST}`,
    '--json',
  );
  assert.equal(set.code, 0, set.err);
  const steps = await check(house);
  assert.match(
    steps.join('\n'),
    /^spam filter: good: high confidence spam, after \d+ ms\nspam filter: good: no spam \(score 1\)/u,
  );
  assert.match(steps.join('\n'), /^virus scanner: good: found \(Eicar\)/mu);
  assert.equal(steps.filter((text) => text === 'block list: good: it answers as a block list should').length, 2);

  // Written back as it is shown, it is still known; with another key it is another.
  const { out: yaml } = await run(house, 'export');
  assert.match(yaml, /zen\.dq\.spamhaus\.net/u);
  assert.match((await runWith(house, yaml, 'apply', '-f', '-')).out, /nothing to change/u);
  const applied = await runWith(house, yaml.replace(LIST, `0therk3ythatisnone.${LIST}`), 'apply', '-f', '-');
  assert.match(applied.out, /blockLists/u);
  const all = await Promise.all(
    [
      ['org', 'show', 'ours', '--json'],
      ['org', 'list', '--json'],
      ['export'],
      ['audit', '--json'],
      ['status', '--json'],
      ['status'],
    ].map((args) => run(house, ...args)),
  );
  const told = [set, applied, ...all].map(({ out, err }) => out + err).join('\n');
  assert.doesNotMatch(told, /k3y/u);
  assert.match(told, /block-list:ours:zen\.dq\.spamhaus\.net/u);
  assert.match(told, /protection +spam filter \(rspamd\): OK; rspamd\/3\.4/u);
  assert.match(
    told,
    /virus scanner \(clamd\): OK; ClamAV 1\.4\.3, its signatures are \d+ (?:hours|days) old \(2026-11-01 /u,
  );
});

test('the virus scanner is asked for its version before there is any mail, and anew when it was renewed', async () => {
  await using engines = await openEngines();
  const clock = createManualClock(Date.parse('2026-11-20T08:00:00Z'));
  await using house = await startTestHouse({ settings: engines.settings, overrides: { clock } });
  const version = async (isThere: (found: EngineVersion | null) => boolean): Promise<EngineVersion | null> => {
    for (let turns = 0; turns < 1_000; turns++) {
      const { out } = await run(house, 'protection', '--json');
      const { screening } = JSON.parse(out) as { screening: ScreeningHealthShown };
      const found = screening.engines.find(({ engine }) => engine === 'clamd')?.version ?? null;
      if (isThere(found)) return found;
      await clock.advance(60_000);
    }
    throw new Error('no version');
  };
  const first = await version((found) => found !== null);
  assert.deepEqual(first, { program: 'ClamAV 1.4.3', signaturesAt: Date.parse('Sun Nov  1 09:12:44 2026') });
  engines.renew('ClamAV 1.4.4/27900/Fri Nov 20 06:00:00 2026');
  const next = await version((found) => found?.program !== first?.program);
  assert.deepEqual(next, { program: 'ClamAV 1.4.4', signaturesAt: Date.parse('Fri Nov 20 06:00:00 2026') });
});

test('where nothing is set, nothing is asked, and that is said', async () => {
  await using house = await startTestHouse({ overrides: { resolver: createZoneResolver('') } });
  assert.deepEqual(await check(house), [
    'spam filter: good: none is set: what mail says is not looked at',
    'virus scanner: good: none is set: nobody looks for viruses',
    'block lists: good: none is set, and none is asked',
  ]);
});
