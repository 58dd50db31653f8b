/** Other servers' configurations, taken over by the command: looked at, applied, and the same again changes nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cli } from '../support/cli.ts';
import { startTestHouse, type TestHouse } from '../support/test-house.ts';

const fixture = (path: string): string => fileURLToPath(new URL(`../fixtures/import/${path}`, import.meta.url));

const imports: readonly (readonly [name: string, args: readonly string[], inbound: number, outbound: number])[] = [
  ['Postfix', ['postfix', fixture('postfix')], 1, 4],
  ['Exchange', ['exchange', fixture('exchange/inbound.json'), fixture('exchange/outbound.json')], 3, 1],
  ['hMailServer', ['hmailserver', fixture('hmailserver/hMailServerBackup.xml')], 2, 2],
];

const run = (house: TestHouse, args: readonly string[]) => cli(['import', ...args, '--data', house.folder]);

for (const [name, args, inbound, outbound] of imports)
  test(`${name}: a dry run shows it all and changes nothing; --apply makes it; again there is nothing to do`, async () => {
    await using house = await startTestHouse();
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

test('--yaml needs no server, and what is no export says what to do', async () => {
  const { code, out } = await cli(['import', 'postfix', fixture('postfix'), '--yaml']);
  assert.equal(code, 0);
  assert.match(out, /^# left: main\.cf:\d+ smtpd_client_restrictions: not understood/mu);
  assert.match(out, /^doorpost: 1$/mu);
  const wrong = await cli(['import', 'exchange', fixture('postfix/main.cf')]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /no JSON[\s\S]*Cure: .*Get-InboundConnector/u);
  const missing = await cli(['import', 'postfix', '/nonexistent']);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /cannot be read/u);
});
