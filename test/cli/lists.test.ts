/** Every list of every kind of object: it is added to, taken from, replaced and emptied by options, and what went and came is said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { commandTree, withinOf } from '../../lab/commands.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, type Shell, shell } from '../../lab/shell.ts';
import { pathOf } from '../../src/cli/context.ts';
import { formsOfKind } from '../../src/directory/kinds/all.ts';

type Kind = keyof typeof formsOfKind;

/** The paths of all lists in a form, also of those within a field. */
function listsIn(form: z.ZodType, path: string): readonly string[] {
  if (form instanceof z.ZodArray) return [path];
  if (form instanceof z.ZodNullable || form instanceof z.ZodOptional || form instanceof z.ZodDefault)
    return listsIn(form.unwrap() as z.ZodType, path);
  if (form instanceof z.ZodObject)
    return Object.entries(form.shape).flatMap(([name, inner]) => listsIn(inner as z.ZodType, `${path}.${name}`));
  if (form instanceof z.ZodUnion)
    return (form.options as readonly z.ZodType[]).flatMap((option) => listsIn(option, path));
  return [];
}

interface Case {
  /** Of the command that changes it. */
  readonly command: string;
  /** The object, as the command calls it. */
  readonly name: string;
  readonly option: string;
  /** Three entries, the first of which is there. */
  readonly entries: readonly [string, string, string];
  /** A list that may not be empty. */
  readonly full?: true;
}

const floor = { command: 'connector set', name: 'Floor' } as const;
const out = { command: 'connector set-outbound', name: 'Out' } as const;
const scan = { command: 'mailbox set', name: 'scan@contoso.com' } as const;
const all = { command: 'group set', name: 'all@contoso.com' } as const;
const copier = { command: 'device set', name: 'Copier' } as const;
const org = { command: 'org set', name: 'Contoso' } as const;
const patterns = ['*', 'a.test', '*.b.test'] as const;

const cases: { readonly [K in Kind]: Readonly<Record<string, readonly Case[]>> } = {
  organization: {
    deviceNetworks: [{ ...org, option: 'device-network', entries: ['10.0.0.0/24', '10.1.0.0/24', '10.2.0.0/24'] }],
    protectionObserves: [{ ...org, option: 'protection-observes', entries: ['spam-list', 'own-hello', 'malware'] }],
    blockLists: [{ ...org, option: 'block-list', entries: ['zen.spamhaus.org', 'bl.spamcop.net', 'psbl.surriel.com'] }],
    blockedAttachments: [{ ...org, option: 'blocked-attachment', entries: ['exe', 'js', 'common'] }],
    alarmAddresses: [{ ...org, option: 'alarm-address', entries: ['a@x.test', 'b@x.test', 'c@x.test'] }],
  },
  domain: {},
  mailbox: {
    aliases: [{ ...scan, option: 'alias', entries: ['a@contoso.com', 'b@contoso.com', 'c@contoso.com'] }],
    sendAs: [{ ...scan, option: 'send-as', entries: ['d@contoso.com', 'e@contoso.com', '@contoso.com'] }],
    'forwarding.to': [{ ...scan, option: 'forward', entries: ['a@x.test', 'b@x.test', 'c@x.test'] }],
  },
  group: {
    aliases: [{ ...all, option: 'alias', entries: ['f@contoso.com', 'g@contoso.com', 'h@contoso.com'] }],
    members: [{ ...all, option: 'member', entries: ['a@x.test', 'b@x.test', 'c@x.test'] }],
  },
  credential: {},
  'inbound-connector': {
    senderDomains: [{ ...floor, option: 'sender-domain', entries: patterns, full: true }],
    recipientDomains: [{ ...floor, option: 'recipient-domain', entries: patterns, full: true }],
    senderAddresses: [{ ...floor, option: 'address', entries: ['10.0.0.1', '10.0.0.2', '10.0.0.3'], full: true }],
    associatedAcceptedDomains: [
      { ...floor, option: 'accepted-domain', entries: ['contoso.com', 'second.test', 'third.test'] },
    ],
  },
  'outbound-connector': {
    recipientDomains: [{ ...out, option: 'recipient-domain', entries: patterns }],
    senders: [{ ...out, option: 'sender', entries: ['*', 'a@x.test', '*.x.test'], full: true }],
    devices: [{ ...out, option: 'device', entries: ['Copier', 'Fax', 'Till'] }],
    failover: [{ ...out, option: 'failover', entries: ['One', 'Two', 'Three'] }],
    'route.hosts': [
      { ...out, option: 'smart-host', entries: ['10.9.0.1:25', '10.9.0.2:25', '10.9.0.3:2525'], full: true },
      {
        ...{ ...out, command: 'upstream set' },
        option: 'host',
        entries: ['10.9.0.1:25', '10.9.0.2:587', 'mail.x.test:587'],
        full: true,
      },
    ],
  },
  // Seats are given and taken one by one: `licence assign`, `licence unassign`.
  'licence-pool': { assignedMailboxes: [], assignedSenders: [] },
  device: {
    addresses: [{ ...copier, option: 'address', entries: ['10.0.0.1', '10.0.0.2', '10.0.0.3'] }],
    logins: [{ ...copier, option: 'login', entries: ['one', 'two', 'three'] }],
  },
  'allow-entry': {},
  'block-entry': {},
  restriction: {},
  'dkim-key': {},
  'device-profile': {
    authMechanisms: [{ command: 'profile set', name: 'Old', option: 'auth', entries: ['PLAIN', 'LOGIN', 'CRAM-MD5'] }],
  },
};

test('every list of every kind is tried here', () => {
  for (const [kind, { shape }] of Object.entries(formsOfKind)) {
    const lists = Object.entries(shape).flatMap(([name, form]) => listsIn(form as z.ZodType, name));
    assert.deepEqual(Object.keys(cases[kind as Kind]).sort(), [...new Set(lists)].sort(), kind);
  }
});

test('every command that changes an object takes what is added to a list, and what is taken from it', () => {
  const commands = new Map(withinOf(commandTree()).map((command) => [pathOf(command), command]));
  for (const { command, option } of Object.values(cases).flatMap((lists) => Object.values(lists).flat())) {
    const long = commands.get(command)?.options.map((each) => each.long) ?? [];
    for (const each of [`--${option}`, `--add-${option}`, `--remove-${option}`])
      assert.ok(long.includes(each), `${command} ${each}`);
  }
});

interface Told {
  readonly replaced?: readonly { field: string; gone: readonly string[]; came: readonly string[]; left: number }[];
}

async function furnish(run: Shell): Promise<void> {
  await contoso(run);
  for (const args of [
    ['domain', 'add', 'second.test', '--trust'],
    ['domain', 'add', 'third.test', '--trust'],
    ['group', 'add', 'all@contoso.com'],
    ['connector', 'add', 'Floor', '--address', '10.0.0.1'],
    ...['Copier', 'Fax', 'Till'].map((name) => ['device', 'add', name, '--login', `login-${name}`]),
    ...['One', 'Two', 'Three', 'Out'].map((name) => ['connector', 'add-outbound', name, '--smart-host', '10.9.0.1']),
    ['profile', 'add', 'Old'],
  ])
    await done(run, ...args);
}

test('each is added to, taken from, replaced and emptied, and what went and came is said', async (context) => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await furnish(run);
  for (const [kind, lists] of Object.entries(cases))
    for (const [field, some] of Object.entries(lists))
      for (const { command, name, option, entries, full } of some)
        await context.test(`${kind} ${field}: ${command} --${option}`, async () => {
          const [first, second, third] = entries;
          const set = async (...args: readonly string[]): Promise<string> =>
            done(run, ...command.split(' '), name, ...args, '--yes').catch(() =>
              done(run, ...command.split(' '), name, ...args),
            );
          const json = async (...args: readonly string[]): Promise<Told['replaced']> =>
            (JSON.parse((await run(...command.split(' '), name, ...args, '--json')).out) as Told).replaced;
          await set(`--${option}`, first);
          const [grown] = (await json(`--add-${option}`, second)) ?? [];
          assert.deepEqual(grown, { field, gone: [], came: [second], left: 2 }, 'the rest stays');
          const replaced = await set(`--${option}`, third);
          const gone = [first, second].filter((entry) => entry !== third);
          assert.ok(replaced.includes(`  ${field}: ${gone.join(', ')} removed; ${third} added\n`), replaced);
          assert.ok((await set(`--add-${option}`, `${first},${second}`)).includes(`${first}, ${second} added`));
          const [shrunk] = (await json(`--remove-${option}`, third.toUpperCase())) ?? [];
          assert.deepEqual([shrunk?.gone, shrunk?.left], [[third], 2]);
          const missing = await run(...command.split(' '), name, `--remove-${option}`, third);
          assert.notEqual(missing.code, 0, 'it is not there any more');
          assert.match(missing.err, /is not in .*\n(?:.*\n)*Cure: .*hese are in it: /u);
          if (full) return;
          const emptied = await set(`--${option}`, 'none');
          assert.ok(emptied.includes(`${field}: ${first}, ${second} removed; it is empty now`), emptied);
        });
});

test('a list that stays says nothing, and the API takes both ways', async () => {
  await using t = await openTestAdmin();
  await furnish(shell(t));
  const patch = (body: object) => t.ask('PATCH', '/api/v1/inbound-connectors/Floor', body);
  assert.equal((await patch({ senderAddresses: ['10.0.0.1'] })).body.replaced, undefined);
  const both = await patch({ senderAddresses: ['10.0.0.7'], lists: { senderAddresses: { add: ['10.0.0.8'] } } });
  assert.deepEqual(both.body.item.senderAddresses, ['10.0.0.7', '10.0.0.8']);
  assert.deepEqual(both.body.replaced, [
    { field: 'senderAddresses', gone: ['10.0.0.1'], came: ['10.0.0.7', '10.0.0.8'], left: 2 },
  ]);
  assert.equal((await patch({ lists: { senderAddresses: { add: ['not an address'] } } })).status, 400);
  assert.equal((await patch({ lists: { name: { add: ['x'] } } })).status, 400);
  assert.equal((await patch({ lists: { senderAddresses: { remove: ['10.0.0.99'] } } })).status, 422);
});

test('devices that a replaced list leaves without a right are told of', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await furnish(run);
  await done(run, 'connector', 'set', 'Floor', '--address', '192.0.2.0/24', '--yes');
  for (let n = 10; n < 22; n++) await done(run, 'device', 'add', `Printer ${n}`, '--address', `192.0.2.${n}`);
  const dropped = await run('connector', 'set', 'Floor', '--address', '198.51.100.7', '--yes');
  assert.match(dropped.out, /senderAddresses: 192\.0\.2\.0\/24 removed; 198\.51\.100\.7 added/u);
  assert.match(
    dropped.err,
    /devices that it covered are covered by no connector any more \(12\): Printer 10, .* and \d+ more; .*--add-address/u,
  );
  const unnamed = await run('connector', 'set', 'Floor', '--address', '198.51.100.8', '--yes');
  assert.match(
    unnamed.err,
    /no connector covers 198\.51\.100\.7 any more: mail from there to the outside is refused from now on.*--add-address 198\.51\.100\.7/u,
  );
  const { body } = await t.ask('PATCH', '/api/v1/inbound-connectors/Floor', { requireTls: true });
  assert.ok(!JSON.stringify(body.warnings).includes('any more'), 'it was told when it happened');
});
