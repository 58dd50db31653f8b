import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { patchedLimits } from '../fields/values.ts';
import { groupForms } from './group.ts';
import { inboundConnectorForms } from './inbound-connector.ts';
import { mailboxForms } from './mailbox.ts';
import { outboundConnectorForms } from './outbound-connector.ts';
import { fieldProblems } from '../../config/schema-problems.ts';

const problemsOf = (schema: z.ZodType, value: unknown): readonly string[] => {
  const result = schema.safeParse(value);
  return result.success ? [] : fieldProblems(result.error).map((problem) => problem.path);
};

test('addresses are normalised: domain as lower-case A-labels, needless quotes off', () => {
  const parsed = groupForms.create.parse({
    address: '"All"@BÜRO.example',
    members: ['"a b"@Example.com', ' x@example.com '],
  });
  assert.equal(parsed.address, 'All@xn--bro-hoa.example');
  assert.deepEqual(parsed.members, ['"a b"@example.com', 'x@example.com']);
});

test('an own address has no quotes and no literal', () => {
  for (const address of ['"a b"@example.com', 'a@[192.0.2.1]', 'a', '@example.com', 'a@b@c', 'a\r\n@example.com', ''])
    assert.deepEqual(problemsOf(groupForms.create, { address }), ['address'], address);
});

test('a patch assumes nothing', () => {
  assert.deepEqual(inboundConnectorForms.patch.parse({}), {});
  assert.deepEqual(mailboxForms.patch.parse({ displayName: 'x' }), { displayName: 'x' });
});

test('patterns, addresses and names of a connector are normalised or refused', () => {
  const parsed = inboundConnectorForms.create.parse({
    name: ' Floor 2 ',
    senderDomains: ['*', 'Contoso.COM', '*.Contoso.com'],
    senderAddresses: ['192.0.2.0/24'],
    certificateName: '*.Contoso.com',
    certificateFingerprint: 'AA:'.repeat(31) + 'BB',
  });
  assert.equal(parsed.name, 'Floor 2');
  assert.deepEqual(parsed.senderDomains, ['*', 'contoso.com', '*.contoso.com']);
  assert.equal(parsed.certificateName, '*.contoso.com');
  assert.equal(parsed.certificateFingerprint, `${'aa'.repeat(31)}bb`);
  assert.deepEqual(
    problemsOf(inboundConnectorForms.create, {
      name: 'a\nb',
      senderDomains: ['con*.com'],
      senderAddresses: ['192.0.2.300'],
      certificateFingerprint: 'aa',
      bareLineFeed: 'off',
      limits: { messageSize: 0 },
      requiretls: true,
    }).toSorted(),
    [
      'bareLineFeed',
      'certificateFingerprint',
      'limits.messageSize',
      'name',
      'requiretls',
      'senderAddresses.0',
      'senderDomains.0',
    ],
  );
  assert.deepEqual(
    outboundConnectorForms.create.parse({ name: 'x', recipientDomains: ['accepted', '*'] }).recipientDomains,
    ['accepted', '*'],
  );
  assert.deepEqual(
    problemsOf(inboundConnectorForms.create, { name: 'x', senderDomains: ['accepted'] }),
    [],
    'a domain of one label is a name',
  );
});

test('a Maildir path that could not be made is refused where it is set', () => {
  for (const [path, isFine] of [
    ['b.c/'.padEnd(4 + 255, 'x'), true],
    ['b.c/'.padEnd(4 + 256, 'x'), false],
    [`b.c/${'ü'.repeat(127)}`, true],
    [`b.c/${'ü'.repeat(128)}`, false],
    [Array.from({ length: 100 }, () => 'folder').join('/'), true],
    [Array.from({ length: 300 }, () => 'folder').join('/'), false],
  ] as const)
    assert.equal(
      problemsOf(mailboxForms.create, { address: 'a@b.c', delivery: { kind: 'maildir', path } }).length === 0,
      isFine,
      `${Buffer.byteLength(path)} octets`,
    );
});

test('a Maildir path cannot leave the mail directory', () => {
  for (const path of ['/etc', '../x', 'a/../b', 'a//b', '.hidden', 'a/.b', 'C:\\x', 'a\u0000b', ''])
    assert.deepEqual(
      problemsOf(mailboxForms.create, { address: 'a@b.c', delivery: { kind: 'maildir', path } }),
      ['delivery.path'],
      path,
    );
  assert.deepEqual(
    problemsOf(mailboxForms.create, { address: 'a@b.c', delivery: { kind: 'maildir', path: 'b.c/a' } }),
    [],
  );
});

test('a patch of limits sets, changes and takes away', () => {
  assert.deepEqual(patchedLimits({ idle: 1, messageSize: 2 }, { idle: null, handshake: 3 }), {
    messageSize: 2,
    handshake: 3,
  });
});
