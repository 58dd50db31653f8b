/** A smart host that is this server itself: refused where it is set, by any of its names; where it happens all the same the mail waits. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { DEVICE, MINUTE, storyOf, submit, turnUntil } from '../../lab/flow.ts';
import { inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';

const FROM = 'printer@ours.test';
const copier = inbound('copier', { senderAddresses: [DEVICE] });
const zone = 'alias.test A 127.0.0.1\nmail.ours.test A 203.0.113.9\nother.test A 127.0.0.1';

test('it is refused by address, by a name in DNS, and by its own name whatever DNS says of that', async () => {
  await using house = await startTestHouse({ objects: [copier], overrides: { resolver: createZoneResolver(zone) } });
  const run = shellIn(house.folder);
  const port = house.port('smtp');
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `alias.test:${port}`, `MAIL.ours.test:${port}`]) {
    const added = await run('upstream', 'add', 'Loop', '--kind', 'smart-host', '--host', host);
    assert.equal(added.code, 1, `${host}: ${added.out}`);
    assert.match(added.err, /is this server itself: mail would go in a circle\.?\nCure: name the server/u, host);
  }
  const others = [`other.test:${port + 1}`, '203.0.113.7:25', `unknown.test:${port}`];
  for (const [index, host] of others.entries())
    await done(run, 'upstream', 'add', `Other ${index}`, '--kind', 'smart-host', '--host', host);
  const set = await run('upstream', 'set', 'Other 0', '--host', '203.0.113.7:25', '--host', `127.0.0.1:${port}`);
  assert.match(set.err, new RegExp(`--host 127\\.0\\.0\\.1:${port}: `, 'u'));
  assert.match(set.err, /is this server itself/u);
  const file = join(house.folder, 'site.yaml');
  await writeFile(file, await done(run, 'export'));
  await done(run, 'apply', '-f', file, '--dry-run');
  await writeFile(
    file,
    (await done(run, 'export')).replace('203.0.113.7', '127.0.0.1').replace('port: 25\n', `port: ${port}\n`),
  );
  for (const more of [['--dry-run'], []]) {
    const applied = await run('apply', '-f', file, ...more);
    assert.equal(applied.code, 1);
    assert.match(applied.err, /is this server itself/u);
  }
});

test('where it happens all the same mail waits, an alarm has the cure, and it goes when that is done', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink();
  await using house = await startTestHouse({ objects: [copier], overrides: { clock } });
  await house.put(smartHost('Loop', house.port('smtp')));
  await waitsFor(house, clock, /127\.0\.0\.1 port \d+ is this server itself.*upstream set Loop --host HOST:PORT/u);
  await done(shellIn(house.folder), 'upstream', 'set', 'Loop', '--host', `127.0.0.1:${sink.port}`);
  await turnUntil(clock, 10 * MINUTE, () => sink.contents.length === 1);
});

test('a host that greets with our own name is ourselves behind NAT, which no address tells', async () => {
  const clock = createManualClock();
  await using sink = await scriptedSink({
    script: (line) => (/^EHLO/u.test(line) ? '250-MAIL.ours.test at your service\n250 PIPELINING' : null),
  });
  await using house = await startTestHouse({ objects: [copier, smartHost('NAT', sink.port)], overrides: { clock } });
  await waitsFor(house, clock, /greets with our own name mail\.ours\.test.*upstream set NAT --host HOST:PORT/u);
  assert.equal(sink.contents.length, 0);
});

/** Until the upstream is known to be in trouble for it, and nothing has failed. */
async function waitsFor(house: TestHouse, clock: ReturnType<typeof createManualClock>, words: RegExp): Promise<void> {
  await submit(house, FROM, ['boss@outside.test'], `From: <${FROM}>\n\nbody\n`);
  const run = shellIn(house.folder);
  let told = '';
  await turnUntil(clock, 10 * MINUTE, async () => {
    told = (await run('check', 'upstream')).out.replaceAll(/\s+/gu, ' ');
    return words.test(told);
  });
  assert.match(told, words);
  const [row] = await house.traced({ recipient: 'boss@outside.test' });
  assert.notEqual(row?.status, 'Failed');
  const { events } = await storyOf(house, row);
  assert.ok(
    events.every(({ kind }) => kind !== 'Fail'),
    JSON.stringify(events),
  );
  assert.match(JSON.stringify(events), words);
}
