/** Whatever a person reads as a list has an order, and a list of names that of the alphabet, whatever was added first. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { commandTree, withinOf } from '../../lab/commands.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';
import { pathOf } from '../../src/cli/context.ts';

interface Named {
  readonly name?: string;
  readonly address?: string;
}

/** In an order that is none of the alphabet, nor of its reverse. */
const ADDED = ['zeta', 'Alpha', 'mid', 'beta'];

/** Of each list: how three of its things are made, and the names that it shows. */
const BY_NAME: Readonly<
  Record<string, { add: (name: string) => readonly string[]; names?: (answer: unknown) => unknown }>
> = {
  'domain list': { add: (name) => ['domain', 'add', `${name}.example`] },
  'mailbox list': { add: (name) => ['mailbox', 'add', `${name}@ours.test`] },
  'group list': { add: (name) => ['group', 'add', `${name}-all@ours.test`, '--member', 'v@ours.test'] },
  'credential list': { add: (name) => ['credential', 'add', 'v@ours.test', '--name', name, '--username', name] },
  'connector list': {
    add: (name) => ['connector', 'add', name, '--address', `192.0.2.${ADDED.indexOf(name) + 1}`],
    names: (answer) => (answer as { inbound: unknown }).inbound,
  },
  'upstream list': {
    add: (name) => ['upstream', 'add', name, '--kind', 'smart-host', '--host', 'relay.example:25'],
  },
  'profile list': { add: (name) => ['profile', 'add', name, '--from', 'tolerant'] },
  'device list': { add: (name) => ['device', 'add', name, '--address', `192.0.2.${ADDED.indexOf(name) + 1}`] },
  'allow list': { add: (name) => ['allow', 'add', `${name}.example`] },
  'block list': { add: (name) => ['block', 'add', `${name}.example`] },
  'restricted list': { add: (name) => ['restricted', 'add', `${name}@ours.test`] },
  'dkim list': { add: (name) => ['dkim', 'add', 'ours.test', '--selector', name.toLowerCase()] },
  'token list': { add: (name) => ['token', 'add', name] },
  'admin list': { add: (name) => ['admin', 'add', name, '--role', 'global-administrator'] },
  // Last: with several of them others would have to be told which.
  'org list': { add: (name) => ['org', 'add', name] },
};

/** Lists whose order is another, and which. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'alarm list': 'the oldest first',
  'queue list': 'as it came in',
  'quarantine list': 'as it came in',
  'captured list': 'as it was captured',
  'limits list': 'as the table of limits has them',
};

test('every list command is known here with its order', () => {
  const lists = withinOf(commandTree())
    .filter((command) => command.name() === 'list')
    .map(pathOf)
    .toSorted();
  assert.deepEqual(lists, [...Object.keys(BY_NAME), ...Object.keys(OTHERWISE)].toSorted());
});

test('names stand in the order of the alphabet, without case, in tables and in JSON', async (context) => {
  await using house = await startTestHouse({});
  for (const [path, { add, names = (answer: unknown) => answer }] of Object.entries(BY_NAME))
    await context.test(path, async () => {
      for (const name of ADDED) {
        const { code, err } = await cli([...add(name), '--data', house.folder]);
        assert.equal(code, 0, `${path}: ${err}`);
      }
      const { out } = await cli([...path.split(' '), '--json', '--data', house.folder]);
      const listed = (names(JSON.parse(out)) as readonly Named[]).map(({ name, address }) => name ?? address ?? '');
      const ours = listed.filter((name) => ADDED.some((each) => name.toLowerCase().startsWith(each.toLowerCase())));
      assert.equal(ours.length, ADDED.length, out);
      assert.deepEqual(
        ours.map((name) => name.toLowerCase()),
        ours.map((name) => name.toLowerCase()).toSorted(),
        path,
      );
      const table = await cli([...path.split(' '), '--data', house.folder]);
      const places = ours.map((name) => table.out.search(new RegExp(`(?:^|\\s)${name.replaceAll('.', '\\.')}`, 'mu')));
      assert.ok(
        places.every((place) => place >= 0),
        table.out,
      );
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
        table.out,
      );
    });
});
