import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../base/bounds.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { licencePoolForms } from '../../directory/kinds/licence-pool.ts';
import type { DirectoryObject, MailboxAccount } from '../../directory/objects.ts';
import { DirectoryView } from '../../directory/snapshot.ts';
import { licencePoolProblems } from '../changes/licence-rules.ts';
import {
  hasMailboxSeat,
  hasProtectionSeat,
  lacksMailboxSeat,
  licenceReport,
  needsProtectionSeat,
  seatCount,
  withSeat,
} from './licences.ts';

const mailbox = (address: string, over: object = {}) =>
  ({
    kind: 'mailbox',
    ...mailboxForms.standards,
    id: address,
    organizationId: 'O',
    address,
    delivery: { kind: 'maildir', path: address },
    ...over,
  }) as unknown as MailboxAccount;
const objects = (pool: object): DirectoryObject[] =>
  [
    { kind: 'organization', id: 'O', name: 'Ours', licensing: 'enforce', deviceNetworks: [] },
    { kind: 'domain', id: 'D', organizationId: 'O', name: 'ours.test', verified: { at: 0, method: 'txt' } },
    { kind: 'domain', id: 'F', organizationId: 'X', name: 'theirs.test', verified: { at: 0, method: 'txt' } },
    mailbox('a@ours.test', { aliases: ['alias@ours.test'] }),
    mailbox('b@ours.test'),
    mailbox('gone@ours.test', { enabled: false }),
    {
      kind: 'licence-pool',
      ...licencePoolForms.standards,
      id: 'P',
      organizationId: 'O',
      mailboxSeats: 2,
      protectionSeats: 1,
      assignedMailboxes: ['A@ours.test'],
      assignedSenders: ['panel@ours.test'],
      ...pool,
    },
  ] as unknown as DirectoryObject[];
const viewOf = (pool: object = {}) => new DirectoryView({ revision: 1, objects: objects(pool) });

test("a seat is somebody's when it is assigned, not when one is free", () => {
  const view = viewOf();
  assert.equal(hasMailboxSeat(view, mailbox('a@ours.test')), true);
  assert.equal(hasMailboxSeat(view, mailbox('b@ours.test')), false);
  assert.deepEqual(seatCount(view, 'O' as never, 'mailbox'), { free: 1, total: 2 });
  assert.deepEqual(seatCount(view, 'O' as never, 'protection'), { free: 0, total: 1 });
});

test('seats that were taken away count from the end', () => {
  const view = viewOf({ mailboxSeats: 1, assignedMailboxes: ['b@ours.test', 'a@ours.test'], protectionSeats: 0 });
  assert.equal(hasMailboxSeat(view, mailbox('b@ours.test')), true);
  assert.equal(hasMailboxSeat(view, mailbox('a@ours.test')), false);
  assert.equal(hasProtectionSeat(view, 'O' as never, 'panel@ours.test'), false);
});

test('own-domain senders without mailbox, and enabled mailboxes without seat, are those that lack one', () => {
  const view = viewOf();
  const senders = ['panel@ours.test', 'fax@ours.test', 'a@ours.test', 'alias@ours.test', 'x@theirs.test']
    .filter((address) => needsProtectionSeat(view, 'O' as never, address))
    .map((address) => withSeat(view, 'O' as never, { address, lastSeen: 1, messages: 2 }));
  assert.deepEqual(
    senders.map(({ address, licensed }) => [address, licensed]),
    [
      ['panel@ours.test', true],
      ['fax@ours.test', false],
    ],
  );
  const missing = view.mailboxes.filter((one) => lacksMailboxSeat(view, 'O' as never, one)).map((one) => one.address);
  assert.deepEqual(missing, ['b@ours.test']);
  assert.deepEqual(licenceReport(view, 'O' as never, { missing, senders }), {
    licensing: 'enforce',
    mailboxSeats: { total: 2, assigned: 1, missing },
    protectionSeats: { total: 1, assigned: 1, senders },
  });
});

test('without a pool nobody has a seat', () => {
  const view = new DirectoryView({
    revision: 1,
    objects: objects({}).filter((object) => object.kind !== 'licence-pool'),
  });
  assert.equal(hasMailboxSeat(view, mailbox('a@ours.test')), false);
  assert.equal(licenceReport(view, 'O' as never, { missing: [], senders: [] }).mailboxSeats.total, 0);
});

test('as many seats as a large directory needs are assigned, and each mail finds its own without reading them all', () => {
  const most = bounds.config.seatsAssigned;
  const addresses = Array.from({ length: most }, (_, n) => `Seat${n}@ours.test`);
  assert.equal(licencePoolForms.patch.safeParse({ assignedMailboxes: addresses }).success, true);
  assert.equal(
    licencePoolForms.patch.safeParse({ assignedMailboxes: [...addresses, 'more@ours.test'] }).success,
    false,
  );
  let reads = 0;
  const assignedMailboxes = new Proxy(addresses, {
    get: (target, name) => {
      reads++;
      return Reflect.get(target, name);
    },
  });
  const view = viewOf({ mailboxSeats: most - 1, assignedMailboxes });
  assert.equal(hasMailboxSeat(view, mailbox(`seat${most - 2}@ours.test`)), true);
  assert.equal(hasMailboxSeat(view, mailbox(`seat${most - 1}@ours.test`)), false, 'one seat was taken away');
  const once = reads;
  for (let n = 0; n < 100; n++) assert.equal(hasMailboxSeat(view, mailbox(`seat${n}@ours.test`)), true);
  assert.equal(reads, once);
});

test('of a large pool only the seats that are new are judged, and those that are nobody’s are refused', () => {
  const before = viewOf({ mailboxSeats: 3 });
  const [pool] = before.licencePools;
  assert.ok(pool);
  const after = { ...pool, assignedMailboxes: ['A@ours.test', 'b@ours.test', 'nobody@ours.test'] };
  assert.deepEqual(
    licencePoolProblems(before, before, after).map(({ path }) => path),
    ['assignedMailboxes.2'],
  );
});
