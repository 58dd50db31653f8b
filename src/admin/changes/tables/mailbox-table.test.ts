import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ObjectId } from '../../../base/id.ts';
import { mailboxForms } from '../../../directory/kinds/mailbox.ts';
import type { DirectoryObject, MailboxAccount } from '../../../directory/objects.ts';
import { DirectoryView } from '../../../directory/snapshot.ts';
import { mailboxesCsv, planMailboxes, readMailboxes } from './mailbox-table.ts';

const organization = { kind: 'organization', id: 'O', name: 'Ours' } as unknown as DirectoryObject & {
  kind: 'organization';
};

const mailbox = (fields: Partial<MailboxAccount>): MailboxAccount =>
  ({
    ...mailboxForms.standards,
    kind: 'mailbox',
    id: 'M' as ObjectId,
    organizationId: 'O' as ObjectId,
    address: 'scan@ours.test',
    delivery: { kind: 'maildir', path: 'ours.test/scan' },
    ...fields,
  }) as MailboxAccount;

const credential = (username: string, name = username, verifier = ''): DirectoryObject =>
  ({
    kind: 'credential',
    id: `C${username}`,
    organizationId: 'O',
    mailboxId: 'M',
    name,
    username,
    verifier,
    enabled: true,
    createdAt: 0,
  }) as unknown as DirectoryObject;

const viewOf = (...objects: DirectoryObject[]): DirectoryView => new DirectoryView({ revision: 0, objects });

const plain = { noNullPrototype: true };
const address = fc.constantFrom('a@ours.test', 'b+c@ours.test', 'd@elsewhere.test');
const mailboxes = fc.record(
  {
    displayName: fc.constantFrom('', 'Büro', '=SUM(A1)', 'a;b', 'x "y"'),
    aliases: fc.uniqueArray(address),
    plusAddressing: fc.boolean(),
    sendAs: fc.subarray(['e@ours.test', '@ours.test']),
    forwarding: fc.option(fc.record({ to: fc.uniqueArray(address, { minLength: 1 }), keepCopy: fc.boolean() }, plain)),
    smtpAuth: fc.boolean(),
    passwordAuth: fc.boolean(),
    enabled: fc.boolean(),
    copyToSent: fc.boolean(),
    delivery: fc.constantFrom<MailboxAccount['delivery']>(
      { kind: 'maildir', path: 'ours.test/scan' },
      { kind: 'lmtp', host: '::1', port: 24 },
      { kind: 'lmtp', host: 'mail.ours.test', port: 2424 },
      { kind: 'lmtp-socket', path: '/run/dovecot/lmtp' },
      { kind: 'elsewhere' },
    ),
  },
  plain,
);

test('a mailbox goes into the table and comes back as it was', () => {
  fc.assert(
    fc.property(mailboxes, (fields) => {
      const before = mailbox(fields);
      const read = readMailboxes(mailboxesCsv(viewOf(before), [before]));
      assert.ok('rows' in read, JSON.stringify(read));
      const { kind: _, id: __, organizationId: ___, limits: ____, ...own } = before;
      assert.deepEqual(read.rows[0]?.fields, { ...own, logins: [] });
    }),
  );
});

test('an empty cell is what a new mailbox has, and a password is never written', () => {
  const view = viewOf(mailbox({ enabled: false }), credential('scan@ours.test', 'default', 'hash'));
  const csv = mailboxesCsv(view, view.mailboxes);
  assert.equal(
    csv,
    'address,display_name,aliases,plus_addressing,send_as,forward_to,keep_copy,smtp_auth,password_auth,enabled,delivery,copy_to_sent,logins,password\r\n' +
      'scan@ours.test,,,,,,,,,no,maildir:ours.test/scan,,scan@ours.test,\r\n',
  );
});

let made = 0;
const making = { ids: { objectId: () => `N${++made}` as ObjectId } as never, now: 7 };

/** The passwords that a table wants: of whom, and which one (null: generated). Or what is wrong. */
async function wanted(objects: readonly DirectoryObject[], csv: string): Promise<unknown> {
  const read = readMailboxes(csv);
  if ('problems' in read) return read.problems.map(({ path, message }) => `${path}: ${message}`);
  const view = viewOf(organization, ...objects);
  const { change, passwords } = await planMailboxes(view, making, organization, read.rows, async () => {});
  if (change.wrongs.length > 0) return change.wrongs.map(({ path, message }) => `${path}: ${message}`);
  return passwords.map(({ credential: { name, username }, plain: password }) => [username, name, password]);
}

test('a password makes a sign-in, for its address or for the login that is named', async () => {
  assert.deepEqual(
    await wanted(
      [],
      'address,logins,password\na@ours.test,,generate\nb@ours.test,copier,"given  one "\nc@ours.test,,\nd@ours.test,x;y,generate\n',
    ),
    [
      ['a@ours.test', 'default', null],
      ['copier', 'default', 'given  one '],
      ['x', 'default', null],
      ['y', 'y', null],
    ],
  );
});

test('generate makes one only where there is none; reset and a given one set that of the only sign-in', async () => {
  const held = [mailbox({}), credential('scan@ours.test', 'default')];
  assert.deepEqual(await wanted(held, 'address,password\nscan@ours.test,generate\n'), []);
  assert.deepEqual(await wanted(held, 'address,password\nscan@ours.test,reset\n'), [
    ['scan@ours.test', 'default', null],
  ]);
  assert.deepEqual(await wanted(held, 'address,password\nscan@ours.test,chosen by me\n'), [
    ['scan@ours.test', 'default', 'chosen by me'],
  ]);
});

test('no sign-in is taken away or made without a password, and none of several is chosen', async () => {
  const held = [mailbox({}), credential('scan@ours.test', 'default'), credential('fax', 'fax')];
  assert.deepEqual(await wanted(held, 'address,logins\nscan@ours.test,fax\n'), [
    'line 2: logins: it signs in as scan@ours.test too, and a table takes no sign-in away',
  ]);
  assert.deepEqual(await wanted([mailbox({})], 'address,logins\nscan@ours.test,fax\n'), [
    'line 2: password: nobody signs in as fax yet',
  ]);
  assert.deepEqual(await wanted(held, 'address,password\nscan@ours.test,reset\n'), [
    'line 2: password: it has 2 sign-ins, and a table sets the password of one alone',
  ]);
});

test('what is wrong is told at once, by line and column', async () => {
  assert.deepEqual(
    await wanted(
      [],
      'address,delivery,enabled,forward_to,password\nnobody,lmtp:x,perhaps,also nobody,short\na@ours.test,maildir:../x,,,\n',
    ),
    [
      'line 2: address: write it with a local part, an @ and a domain, as name@example.com',
      'line 2: forward_to.0: write it with a local part, an @ and a domain, as name@example.com',
      'line 2: forward_to.1: write it with a local part, an @ and a domain, as name@example.com',
      'line 2: enabled: must be true or false',
      'line 2: delivery: this is no place for mail',
      'line 2: password: is too short for a password',
      'line 3: delivery: this is no path below the mail directory',
    ],
  );
});
