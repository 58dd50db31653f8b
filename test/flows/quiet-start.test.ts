/** Hundreds of connectors that may each be a mistake: a start says so once for each kind, and names the command that shows them all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log } from '../../src/base/log.ts';
import { silentLog } from '../../src/base/log.ts';
import { cli } from '../../lab/cli.ts';
import { inbound, startTestHouse } from '../../lab/houses/test-house.ts';

const MANY = 300;

test('warnings at start are a line each kind, counted; check connector shows each', async () => {
  const lines: string[] = [];
  const log: Log = {
    ...silentLog,
    warn: (facts, text) => void lines.push(`${text} ${JSON.stringify(facts)}`),
  };
  const objects = Array.from({ length: MANY }, (_, at) =>
    inbound(`floor ${at}`, { senderAddresses: [`10.${at % 200}.${at > 199 ? 64 : 0}.0/18`] }),
  );
  await using house = await startTestHouse({ objects, overrides: { log } });
  const warned = lines.filter((line) => line.includes('wider than a /24'));
  assert.equal(warned.length, 1, warned.join('\n'));
  assert.match(warned[0] ?? '', /\(and 299 more like it: floor \d+, floor \d+, \.\.\.\)/u);
  assert.match(warned[0] ?? '', /doorpost check connector/u);

  const all = await cli(['check', 'connector', '--data', house.folder]);
  assert.equal(all.code, 0, all.err);
  assert.match(all.out, new RegExp(`\\b${MANY} warnings\\b`, 'u'));
  const one = await cli(['check', 'connector', 'floor 7', '--data', house.folder]);
  assert.match(one.out, /1 warning,/u);
  const whole = await cli(['check', 'all', '--json', '--data', house.folder]);
  const steps = JSON.parse(whole.out) as { what: string }[];
  assert.equal(steps.filter(({ what }) => what === 'trust').length, 1);
});
