/** Every command has said whether it asks before: one that is new, or is called otherwise, has to be put here or into the table. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandTree, withinOf } from '../../lab/commands.ts';
import { pathOf } from '../../src/cli/context.ts';
import { questions } from '../../src/cli/questions/table.ts';

/** By why they ask nothing. */
const ASK_NOTHING = {
  'it only looks, or writes what it is told to where nothing was': [
    ...[
      'start',
      'serve',
      'advise',
      'config check',
      'config show',
      'config document',
      'status',
      'audit',
      'version',
      'whoami',
    ],
    ...['trace', 'explain', 'watch', 'check', 'export', 'backup', 'restore', 'limits list', 'licence report'],
    ...['licence without-seat', 'licence senders'],
    ...[
      'token list',
      'admin list',
      'admin sessions',
      'admin attempts',
      'admin sso show',
      'admin sso people',
      'org list',
      'device list',
      'device preview-rewriting',
      'device waiting',
      'device export',
      'domain list',
      'mailbox list',
      'mailbox export',
    ],
    ...['group list', 'credential list', 'connector list', 'upstream list', 'profile list', 'alarm list', 'queue list'],
    ...['quarantine list', 'quarantine show', 'protection show', 'person show'],
    ...['protection tls-reports', 'protection mta-sts'],
    ...[
      'captured list',
      'org show',
      'device show',
      'domain show',
      'domain records',
      'domain health',
      'mailbox show',
      'group show',
    ],
    ...['connector show', 'upstream show', 'upstream status', 'profile show', 'queue show', 'queue lanes'],
    ...['dkim list', 'dkim show'],
    ...['mailbox messages', 'mailbox read', 'captured read'],
    ...['allow list', 'allow show', 'block list', 'block show', 'restricted list', 'restricted show'],
  ],
  'it makes something that is easily taken away again': [
    ...[
      'token add',
      'admin link',
      'admin add',
      'admin sso map',
      'admin invite',
      'domain add',
      'dkim add',
      'mailbox add',
      'group add',
      'credential add',
      'connector add-outbound',
    ],
    ...['allow add', 'block add'],
    ...['upstream add', 'profile add', 'send', 'connector test', 'upstream test', 'alarm test'],
  ],
  'the same command, or its opposite, takes it back': [
    'admin set',
    ...['admin sso unmap', 'admin sso sign-out'],
    ...['allow set', 'block set', 'restricted add', 'restricted lift'],
    ...[
      'domain set',
      'domain verify',
      'domain check',
      'dkim check',
      'dkim use',
      'dkim retire',
      'profile set',
      'limits set',
      'licence seats',
    ],
    ...['licence assign', 'licence unassign', 'credential disable', 'credential enable', 'device ignore'],
    ...['queue hold', 'queue release', 'queue retry', 'alarm acknowledge', 'certificate reload', 'device import'],
  ],
} as const;

const commands = withinOf(commandTree()).filter((command) => command.commands.length === 0);
const silent = Object.values(ASK_NOTHING).flat();

test('every command has said whether it asks', () => {
  const decided = [...silent, ...Object.keys(questions)].sort();
  assert.deepEqual(decided, commands.map(pathOf).sort());
});

test('a command that removes, ends or replaces for good is not among those that ask nothing', () => {
  const strong = /\b(?:remove|reset|expire|bounce|delete|purge|drop|revoke|replace|clear|apply)\b/u;
  assert.deepEqual(
    silent.filter((path) => strong.test(path)),
    [],
  );
});

test('whoever asks takes the answer as an option, and nobody else has it', () => {
  const answered = commands.filter(({ options }) => options.some(({ long }) => long === '--yes')).map(pathOf);
  assert.deepEqual(answered.sort(), Object.keys(questions).sort());
});
