/** Whose a Maildir is, through a change of its domain's owner: real folders, as delivery, reading and a start find them. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { listMessages } from '../../src/deliver/transports/mailbox/read-mailbox.ts';
import { delivery, id, mailbox, openRoom, type Room, summary, toMailbox } from '../../lab/houses/delivery-house.ts';
import { domain } from '../../lab/houses/test-house.ts';

const A = { organizationId: id('A') };
const B = { organizationId: id('B') };
const MARKER = 'doorpost-organization';

const deliver = async (house: Room): Promise<string> =>
  summary(await house.one(delivery(toMailbox, ['inbox@ours.test'])));
const place = (house: Room, ...parts: string[]): string => path.join(house.mailDirectory, ...parts);
const mails = async (folder: string): Promise<number> => (await readdir(path.join(folder, 'new'))).length;
const owner = async (folder: string): Promise<string> => (await readFile(path.join(folder, MARKER), 'utf8')).trim();
const listed = async (house: Room, of: typeof A): Promise<number> => {
  const found = await listMessages(house.mailDirectory, mailbox(of));
  return found.kind === 'ok' ? found.value.length : -1;
};

test('a mailbox of the same address in another organization begins empty, and what was left is kept apart', async () => {
  await using house = await openRoom({ objects: [mailbox(A), domain('ours.test', A)] });
  assert.equal(await deliver(house), 'delivered 2.1.5');
  assert.equal(await owner(place(house, 'ours.test/inbox')), 'A');
  assert.equal(await listed(house, A), 1);
  assert.equal(await listed(house, B), 0, 'it is not read before it is put aside, either');
  house.set(mailbox(B), domain('ours.test', B));
  const several = await Promise.all([deliver(house), deliver(house), deliver(house)]);
  assert.deepEqual(new Set(several), new Set(['delivered 2.1.5']));
  assert.equal(await mails(place(house, 'ours.test/inbox')), 3, 'none of several at once was taken for the old ones');
  assert.equal(await owner(place(house, 'ours.test/inbox')), 'B');
  assert.equal(await mails(place(house, '.left/A/ours.test/inbox')), 1);
  assert.deepEqual([await listed(house, A), await listed(house, B)], [0, 3]);
  // And back: it is theirs no more, and lies where it was put.
  house.set(mailbox(A), domain('ours.test', A));
  assert.equal(await deliver(house), 'delivered 2.1.5');
  assert.equal(await mails(place(house, 'ours.test/inbox')), 1);
  assert.equal(await mails(place(house, '.left/B/ours.test/inbox')), 3);
  house.set(mailbox(B), domain('ours.test', B));
  assert.equal(await deliver(house), 'delivered 2.1.5');
  assert.equal(await mails(place(house, '.left/A/ours.test/inbox.2')), 1);
});

test('of a domain that another organization has verified nobody else takes a Maildir', async () => {
  await using house = await openRoom({ objects: [mailbox(B), domain('ours.test', B)] });
  assert.equal(await deliver(house), 'delivered 2.1.5');
  house.set(mailbox(A), domain('ours.test', B));
  const [outcome] = await house.attempt(delivery(toMailbox, ['inbox@ours.test']));
  assert.equal(outcome?.action, 'delayed');
  assert.match(outcome?.text ?? '', /another organization's: let a Global administrator set another place/u);
  assert.equal(await mails(place(house, 'ours.test/inbox')), 1);
});

test('an upgrade adopts the Maildirs of mailboxes, and what nobody has is nobody’s from then on', async () => {
  await using house = await openRoom({ objects: [mailbox(A), domain('ours.test', A)] });
  for (const folder of ['ours.test/inbox', 'ours.test/gone'])
    for (const part of ['new', 'cur', 'tmp']) await mkdir(place(house, folder, part), { recursive: true });
  await writeFile(place(house, 'ours.test/gone/new/1.old'), 'Subject: old\r\n\r\n');
  await writeFile(place(house, 'ours.test/inbox/new/1.old'), 'Subject: kept\r\n\r\n');
  const stop = house.room.followMailboxes();
  const gone = mailbox({
    ...B,
    id: id('gone'),
    address: 'gone@ours.test',
    delivery: { kind: 'maildir', path: 'ours.test/gone' },
  });
  await until(async () => (await readdir(house.mailDirectory)).includes(MARKER));
  assert.equal(await owner(place(house, 'ours.test/inbox')), 'A');
  assert.equal(await owner(place(house, 'ours.test/gone')), 'nobody');
  assert.equal(await listed(house, A), 1);
  // A mailbox that comes later: whoever serves the folder finds nothing old, before any mail was delivered.
  house.set(gone, domain('ours.test', B));
  await until(async () => (await readdir(place(house, 'ours.test'))).every((name) => name !== 'gone'));
  assert.deepEqual(await readdir(place(house, '.left/nobody/ours.test/gone/new')), ['1.old']);
  // Mail that somebody brings along, as from another server, is whose mailbox it is put into.
  await mkdir(place(house, 'ours.test/gone/new'), { recursive: true });
  const route = { kind: 'mailbox', mailboxId: id('gone') } as const;
  assert.equal(summary(await house.one(delivery(route, ['gone@ours.test']))), 'delivered 2.1.5');
  assert.equal(await owner(place(house, 'ours.test/gone')), 'B');
  await stop();
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10_000; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 10)))
    assert.ok(Date.now() < end);
}
