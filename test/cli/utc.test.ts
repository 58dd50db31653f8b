/** `--utc` is an option of the whole command line: whichever command prints or reads a time does so in UTC. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commandTree, withinOf } from '../../lab/commands.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse } from '../../lab/houses/test-house.ts';
import { freePort } from '../../lab/ports.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { pathOf } from '../../src/cli/context.ts';

const { TZ: zone } = process.env;
// No whole hours from UTC: none of its times can be taken for another's.
before(() => void (process.env['TZ'] = 'Asia/Kolkata'));
after(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** Commands that show times of a house in which a mail was delivered, and one waits. */
const SHOWING = [
  'status',
  'queue list',
  'queue lanes',
  'trace',
  'audit',
  'token list',
  'credential list',
  'device list',
  'mailbox messages v@ours.test',
];

test('every command that shows times shows them in UTC when it is asked to', async () => {
  await using house = await startTestHouse({
    objects: [inbound('Copier room', { senderAddresses: [DEVICE] }), smartHost('Dead', await freePort())],
  });
  const run = shellIn(house.folder);
  await done(run, 'token', 'add', 'ci', '--expires', '30d');
  await done(run, 'credential', 'add', 'printer@ours.test', '--name', 'scanner');
  await done(run, 'device', 'add', 'Copier', '--address', DEVICE);
  await submit(house, 'printer@ours.test', ['v@ours.test', 'x@far.test']);
  await house.traced({ status: ['Delivered'] });
  const leaves = withinOf(commandTree()).filter(({ commands }) => commands.length === 0);
  for (const words of SHOWING) {
    assert.ok(
      leaves.some((leaf) => words.startsWith(pathOf(leaf))),
      words,
    );
    assert.match(await done(run, ...words.split(' ')), /\+05:30/u, words);
    for (const line of [
      ['--utc', ...words.split(' ')],
      [...words.split(' '), '--utc'],
    ]) {
      const out = await done(run, ...line);
      assert.match(out, /\bUTC\b/u, words);
      assert.doesNotMatch(out, /\+05:30|Kolkata/u, words);
    }
  }
  // Read, too: in an hour by UTC is hours ago here.
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16);
  assert.match(await done(run, 'audit', '--utc', '--before', inAnHour), /scanner/u);
  assert.doesNotMatch(await done(run, 'audit', '--before', inAnHour), /scanner/u);
});

test('no command has the option for itself, or makes times by other means', () => {
  for (const command of withinOf(commandTree()).filter(({ parent }) => parent !== null))
    assert.ok(!command.options.some(({ long }) => long === '--utc'), pathOf(command));
  const folder = fileURLToPath(new URL('../../src/cli', import.meta.url));
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    // The one place that makes them; and the server's log, whose lines for programs are in UTC whatever is asked.
    .filter((name) => !['terminal/times.ts', 'serve/log.ts'].includes(name))
    .filter((name) =>
      /toISOString|toLocale(?:Date|Time)|getTimezoneOffset|timeZone/u.test(readFileSync(join(folder, name), 'utf8')),
    );
  assert.deepEqual(found, []);
});
