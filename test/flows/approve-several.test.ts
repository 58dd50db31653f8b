/** Many printers that wait, let in at once: a table of what would be done, a question, and each its outcome. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const PRINTERS = ['127.0.0.41', '127.0.0.42', '127.0.0.43', '127.0.0.50'];

interface Answer {
  readonly items: readonly {
    readonly asked: string;
    readonly outcome: string;
    readonly name: string | null;
    readonly profile: string | null;
    readonly connector: string | null;
    readonly problem: { readonly detail: string } | null;
  }[];
  readonly applied: boolean;
}

const commandsOf = (house: TestHouse) => ({
  async json<Value>(args: readonly string[], code = 0): Promise<Value> {
    const run = await cli([...args, '--json', '--data', house.folder]);
    assert.equal(run.code, code, run.err);
    return JSON.parse(run.out) as Value;
  },
  people: (...args: readonly string[]) => cli([...args, '--data', house.folder]),
});

async function refusedAt(house: TestHouse, from: string): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from });
  await client.say(`EHLO printer-${from.split('.').at(-1)}.test`);
  await client.say('MAIL FROM:<printer@ours.test>');
  assert.equal((await client.say('RCPT TO:<a@outside.test>')).code, 550);
  client.end();
}

async function waitingHouse(): Promise<TestHouse> {
  const house = await startTestHouse({});
  const { json } = commandsOf(house);
  await json(['org', 'set', '--device-network', '127.0.0.32/27']);
  for (const printer of PRINTERS) await refusedAt(house, printer);
  for (let tries = 0; tries < 200; tries++)
    if ((await json<object[]>(['device', 'waiting'])).length === PRINTERS.length) break;
  return house;
}

const outcomes = ({ items }: Answer): readonly string[] => items.map(({ asked, outcome }) => `${asked} ${outcome}`);

test('those of a network, then all that wait: tried out, asked about, let in', async () => {
  await using house = await waitingHouse();
  const { json, people } = commandsOf(house);
  const network = ['device', 'approve', '--network', '127.0.0.40/29'];

  const dry = await json<Answer>([...network, '--dry-run']);
  assert.equal(dry.applied, false);
  assert.deepEqual(
    outcomes(dry),
    PRINTERS.slice(0, 3).map((printer) => `${printer} would-be-approved`),
  );
  const shown = await people(...network, '--dry-run');
  assert.match(shown.out, /127\.0\.0\.41 +would be let in +printer-41\.test[^]*Nothing was changed\./u);

  const one = ['device', 'approve', '127.0.0.41', '--name', 'Copier 41', '--dry-run'];
  assert.match((await people(...one)).out, /127\.0\.0\.41 +would be let in +Copier 41/u);

  const unasked = await people(...network);
  assert.equal(unasked.code, 2);
  assert.match(unasked.out, /127\.0\.0\.41 +would be let in/u);
  assert.match(unasked.err, /to let 3 devices in takes a yes/u);
  assert.deepEqual(await json(['device', 'list']), []);

  const done = await json<Answer>([...network, '--yes', '--place', 'Hall', '--owner', 'boss@ours.test']);
  assert.deepEqual(
    done.items.map(({ outcome, name, connector }) => [outcome, name, connector]),
    [41, 42, 43].map((at) => ['approved', `printer-${at}.test`, `printer-${at}.test`]),
  );
  const rest = await people('device', 'approve', '--all-waiting', '--yes');
  assert.equal(rest.code, 0, rest.err);
  assert.match(rest.out, /127\.0\.0\.50 +let in +printer-50\.test[^]*1 let in, 0 refused/u);
  const devices = await json<{ name: string; place: string }[]>(['device', 'list']);
  assert.deepEqual(
    devices.map(({ place }) => place),
    ['Hall', 'Hall', 'Hall', ''],
  );
  assert.match((await people('device', 'approve', '--all-waiting', '--yes')).out, /^nothing waits there/u);
});

test('one that cannot be let in is told with its cure, keeps no other out, and the command ends with 1', async () => {
  await using house = await waitingHouse();
  const { json, people } = commandsOf(house);
  const names = ['127.0.0.41', 'nobody-greets-so', '127.0.0.42'];
  const done = await json<Answer>(['device', 'approve', ...names, '--yes'], 1);
  assert.deepEqual(outcomes(done), ['127.0.0.41 approved', 'nobody-greets-so refused', '127.0.0.42 approved']);
  assert.match(done.items[1]?.problem?.detail ?? '', /nobody-greets-so/u);

  const wrong = await people('device', 'approve', '--all-waiting', '--profile', 'no-such', '--yes');
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /127\.0\.0\.43 +refused[^]*no-such/u);
  assert.equal((await json<object[]>(['device', 'list'])).length, 2);

  const named = await people('device', 'approve', '127.0.0.43', '127.0.0.50', '--name', 'Both');
  assert.equal(named.code, 2);
  assert.match(named.err, /--name is of one device/u);
  assert.equal((await people('device', 'approve')).code, 2);
});
