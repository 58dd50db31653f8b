/**
 * The last upstream: no change takes it away before somebody has said what mail for outside does then; where it is gone all the same mail waits,
 * with reason, alarm and cure, and goes on when there is one again.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { DEVICE, storyOf, submit, turnUntil } from '../../lab/flow.ts';
import { inbound, organization, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { scriptedSink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';

/** The file with its one upstream switched off. */
const lastUpstreamOff = (file: string): string => file.replace(/(name: Up\n(?: +.*\n)*? +enabled: )true/u, '$1false');

const FROM = 'printer@ours.test';
const TO = 'boss@outside.test';
const MINUTE = 60_000;
const copier = inbound('copier', { senderAddresses: [DEVICE] });

const wordOf = async (house: TestHouse): Promise<unknown> =>
  house.house.directory.current.organizations[0]?.withoutUpstream;

test('it is refused by whatever change takes the last one from some mail, until it is said what that does then', async () => {
  await using sink = await scriptedSink();
  await using house = await startTestHouse({ objects: [copier, smartHost('Up', sink.port)] });
  const run = shellIn(house.folder);
  const exported = await done(run, 'export');
  const off = lastUpstreamOff(exported);
  assert.notEqual(off, exported);
  const before = house.house.directory.current.revision;
  const changes: readonly (readonly string[])[] = [
    ['upstream', 'set', 'Up', '--enabled', 'off'],
    ['upstream', 'set', 'Up', '--recipient-domain', 'partner.test'],
    ['upstream', 'set', 'Up', '--recipient-domain', 'none'],
    ['upstream', 'set', 'Up', '--sender', 'boss@ours.test'],
    ['connector', 'set-outbound', 'Up', '--enabled', 'off'],
    ['upstream', 'remove', 'Up', '--yes'],
    ['connector', 'remove', 'Up', '--yes'],
    ['apply', '--file', '-', '--dry-run'],
    ['apply', '--file', '-', '--yes'],
  ];
  for (const words of changes) {
    const refused = await cli([...words, '--data', house.folder], { stdin: off });
    assert.equal(refused.code, 1, `${words.join(' ')}: ${refused.out}`);
    assert.match(refused.err, /nobody has said what that is to do then/u, words.join(' '));
    assert.match(refused.err, /org set ours --without-upstream wait.*org set ours --without-upstream mx/su);
  }
  assert.equal(house.house.directory.current.revision, before, 'nothing was changed');
  // Another one takes its mail: there is nothing to be said.
  await done(run, 'upstream', 'add', 'Second', '--kind', 'smart-host', '--host', `127.0.0.1:${sink.port}`);
  await done(run, 'upstream', 'remove', 'Up', '--yes');
  // By MX on purpose.
  await done(run, 'upstream', 'add', 'Internet', '--kind', 'direct');
  await done(run, 'upstream', 'remove', 'Second', '--yes');
  assert.equal(await wordOf(house), 'undecided');
});

test('a file may say it with the change', async () => {
  await using house = await startTestHouse({ objects: [copier, smartHost('Up', 1)] });
  const exported = await done(shellIn(house.folder), 'export');
  const said = lastUpstreamOff(exported).replace('withoutUpstream: undecided', 'withoutUpstream: wait');
  const applied = await cli(['apply', '--file', '-', '--yes', '--data', house.folder], { stdin: said });
  assert.equal(applied.code, 0, applied.err);
  assert.match(applied.err, /waits here from now on, until there is one/u);
  assert.equal(await wordOf(house), 'wait');
});

test('the command says it, or asks at a terminal; a no does nothing', async () => {
  await using house = await startTestHouse({ objects: [copier, smartHost('Up', 1)] });
  const off = ['upstream', 'set', 'Up', '--enabled', 'off', '--data', house.folder];
  const heard: string[] = [];
  const no = await cli(off, { says: false, asked: heard });
  assert.equal(no.code, 1);
  assert.match(no.err, /nothing was done/u);
  assert.match(
    heard.join(''),
    /let mail for outside wait here from then on:\n.*last upstream.*\n.*--without-upstream mx/u,
  );
  assert.equal(await wordOf(house), 'undecided');
  assert.equal((await cli(off, { says: true })).code, 0);
  assert.equal(await wordOf(house), 'wait');
  const run = shellIn(house.folder);
  await done(run, 'upstream', 'set', 'Up', '--enabled', 'on');
  const byMx = await run('connector', 'set-outbound', 'Up', '--enabled', 'off', '--without-upstream', 'mx');
  assert.equal(byMx.code, 0, byMx.err);
  assert.match(byMx.err, /by the recipients' MX from now on, straight from this address/u);
  assert.equal(await wordOf(house), 'mx');
  const asked: string[] = [];
  await cli(['upstream', 'remove', 'Up', '--without-upstream', 'wait', '--data', house.folder], { says: true, asked });
  assert.match(asked.join(''), /it is the last one: mail for outside waits here/u);
  assert.equal(await wordOf(house), 'wait');
});

test('who sends by MX goes on to, and is asked before a spare one that is off would change that', async () => {
  await using house = await startTestHouse({ objects: [copier] });
  const run = shellIn(house.folder);
  const spare = ['upstream', 'add', 'Spare', '--kind', 'smart-host', '--host', '127.0.0.1:9', '--enabled', 'off'];
  const refused = await run(...spare);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /org set ours --without-upstream/u);
  await done(run, 'org', 'set', '--without-upstream', 'mx');
  await done(run, ...spare);
  await submit(house, FROM, [TO]);
  const [row] = await house.traced({ recipient: TO }, (rows) => rows.length === 1);
  assert.doesNotMatch(JSON.stringify(await storyOf(house, row)), /no upstream/u);
});

for (const [what, take] of [
  [
    'switched off behind the rules',
    async (house: TestHouse, port: number) => house.put(smartHost('Up', port, { enabled: false })),
  ],
  [
    'removed, and mail is to wait',
    async (house: TestHouse) =>
      done(shellIn(house.folder), 'upstream', 'remove', 'Up', '--without-upstream', 'wait', '--yes'),
  ],
] as const)
  test(`where it is gone (${what}) mail waits with its reason, an alarm has the cure, and it goes when there is one`, async () => {
    const clock = createManualClock();
    await using sink = await scriptedSink();
    await using house = await startTestHouse({
      objects: [organization({ withoutUpstream: 'undecided' }), copier, smartHost('Up', sink.port)],
      overrides: { clock },
    });
    const run = shellIn(house.folder);
    await take(house, sink.port);
    const explained = (await run('explain', '--from', FROM, '--to', TO, '--ip', DEVICE)).out.replaceAll(/\s+/gu, ' ');
    assert.match(explained, /mail for outside has no upstream in ours.*upstream add NAME/u);
    await submit(house, FROM, [TO]);
    await turnUntil(clock, 30 * MINUTE, async () => /no-upstream/u.test((await run('alarm', 'list')).out));
    const alarms = (await run('alarm', 'list')).out.replaceAll(/\s+/gu, ' ');
    assert.match(
      alarms,
      /Mail for outside has no upstream in ours: 1 recipient waits.*upstream add NAME.*--without-upstream mx/u,
    );
    const queued = (await run('queue', 'lanes')).out.replaceAll(/\s+/gu, ' ');
    assert.match(queued, /no-upstream:org/u);
    // However long: nothing expires that waits for the administrator.
    await turnUntil(clock, 5 * 24 * 60 * MINUTE, () => false, 6 * 60 * MINUTE).catch(() => {});
    const [row] = await house.traced({ recipient: TO });
    assert.equal(row?.status, 'Pending');
    const { events } = await storyOf(house, row);
    assert.ok(
      events.some(({ kind, text }) => kind === 'Defer' && /no upstream in ours/u.test(text)),
      JSON.stringify(events),
    );
    assert.equal(sink.contents.length, 0);
    if (what.startsWith('removed'))
      await done(run, 'connector', 'add-outbound', 'Again', '--smart-host', `127.0.0.1:${sink.port}`, '--tls', 'none');
    else await done(run, 'upstream', 'set', 'Up', '--enabled', 'on');
    await turnUntil(clock, 5 * MINUTE, () => sink.contents.length === 1);
    await turnUntil(clock, 30 * MINUTE, async () => !/no-upstream/u.test((await run('alarm', 'list')).out));
  });
