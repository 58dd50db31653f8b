import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { MaildirMemory } from '../../src/deliver/transports/mailbox/maildir-memory.ts';
import { removeLeftovers } from '../../src/deliver/transports/mailbox/maildir.ts';
import { listMessages, openMessage, readMessage } from '../../src/deliver/transports/mailbox/read-mailbox.ts';
import { addressText } from '../../src/mail/address.ts';
import {
  crlf,
  delivery,
  id,
  mailbox,
  message,
  openRoom,
  plainMail,
  recipient,
  summary,
  toMailbox,
} from '../../lab/houses/delivery-house.ts';

async function newMail(maildir: string): Promise<string[]> {
  const names = await readdir(path.join(maildir, 'new'));
  return names.map((name) => path.join(maildir, 'new', name));
}

test('a message is written, synced, renamed and its folder synced, in this order, before its outcome', async () => {
  const log: string[] = [];
  await using house = await openRoom({
    objects: [mailbox()],
    delivery: {
      observeDisk: (operation, where) => {
        // Goes on beside the delivery.
        if (operation !== 'clean') log.push(`${operation} ${path.basename(path.dirname(where))}`);
      },
    },
  });
  await house.one(delivery(toMailbox, ['inbox@ours.test']));
  log.length = 0;
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test']))), 'delivered 2.1.5');
  assert.deepEqual(log, ['write tmp', 'fsync tmp', 'rename new', 'fsync-directory inbox']);
});

test('content is kept octet for octet, with Return-Path and Delivered-To on top and its size in the name', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  await house.one(delivery(toMailbox, ['inbox+scan@ours.test']));
  const [file] = await newMail(path.join(house.mailDirectory, 'ours.test/inbox'));
  assert.ok(file);
  const stored = await readFile(file);
  const prefix = 'Return-Path: <a@ours.test>\r\nDelivered-To: inbox+scan@ours.test\r\n';
  assert.equal(stored.toString(), prefix + plainMail.toString());
  assert.match(
    path.basename(file),
    new RegExp(`^\\d+\\.M\\d+P\\d+Q\\d+R[0-9a-f]{12}\\.us\\.example,S=${stored.length}$`, 'u'),
  );
});

test('the null reverse-path is kept as such', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  await house.one(delivery(toMailbox, ['inbox@ours.test'], message(plainMail, { reversePath: null })));
  const [file] = await newMail(path.join(house.mailDirectory, 'ours.test/inbox'));
  assert.match((await readFile(file ?? '')).toString(), /^Return-Path: <>\r\n/u);
});

test('folders and files are for their owner alone', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  await house.one(delivery(toMailbox, ['inbox@ours.test']));
  const maildir = path.join(house.mailDirectory, 'ours.test/inbox');
  for (const part of ['', 'new', 'cur', 'tmp'])
    assert.equal((await stat(path.join(maildir, part))).mode & 0o777, 0o700);
  const [file] = await newMail(maildir);
  assert.equal((await stat(file ?? '')).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(path.join(maildir, 'tmp')), []);
});

test('what a crash left in tmp/ is removed beside a later delivery, at most once a day', async () => {
  let wallAhead = 0;
  let ahead = 0;
  const clock = {
    ...systemClock,
    now: () => systemClock.now() + wallAhead,
    monotonic: () => systemClock.monotonic() + ahead,
  };
  const tmp = 'ours.test/inbox/tmp';
  let cleaned = Promise.withResolvers<void>();
  await using house = await openRoom({
    objects: [mailbox()],
    clock,
    delivery: {
      observeDisk: (operation, where) => {
        if (operation === 'clean' && where === path.join(house.mailDirectory, tmp)) cleaned.resolve();
      },
    },
  });
  const deliver = async () => summary(await house.one(delivery(toMailbox, ['inbox@ours.test'])));
  assert.equal(await deliver(), 'delivered 2.1.5');
  await cleaned.promise;
  await writeFile(path.join(house.mailDirectory, tmp, 'half'), 'Subject: ha');
  await mkdir(path.join(house.mailDirectory, tmp, 'folder'));
  wallAhead = 37 * 3_600_000;
  cleaned = Promise.withResolvers<void>();
  ahead = 23 * 3_600_000;
  assert.equal(await deliver(), 'delivered 2.1.5');
  const names = await readdir(path.join(house.mailDirectory, tmp));
  assert.deepEqual(names.sort(), ['folder', 'half'], 'looked at less than a day ago');
  ahead = 25 * 3_600_000;
  assert.equal(await deliver(), 'delivered 2.1.5');
  await cleaned.promise;
  assert.deepEqual(await readdir(path.join(house.mailDirectory, tmp)), ['folder']);
});

test('a file in tmp/ that is being written now stays, whatever date its writer gave it', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  await house.one(delivery(toMailbox, ['inbox@ours.test']));
  const maildir = path.join(house.mailDirectory, 'ours.test/inbox');
  const file = path.join(maildir, 'tmp', 'appended');
  await writeFile(file, 'Subject: old\r\n');
  await utimes(file, 0, 0);
  const setting = { clock: systemClock, random: systemRandom, hostName: 'us.example', memory: new MaildirMemory() };
  await removeLeftovers(maildir, setting);
  assert.deepEqual(await readdir(path.join(maildir, 'tmp')), ['appended']);
  const later = { ...systemClock, now: () => systemClock.now() + 37 * 3_600_000 };
  await removeLeftovers(maildir, { ...setting, clock: later });
  assert.deepEqual(await readdir(path.join(maildir, 'tmp')), []);
});

test('an alias and the mailbox itself get one file, plus-addresses their own', async () => {
  await using house = await openRoom({ objects: [mailbox({ aliases: ['alias@ours.test'] })] });
  const outcomes = await house.attempt(
    delivery(toMailbox, ['inbox@ours.test', 'alias@ours.test', 'inbox+a@ours.test', 'inbox+b@ours.test']),
  );
  assert.deepEqual(outcomes.map(summary), Array(4).fill('delivered 2.1.5'));
  assert.equal((await newMail(path.join(house.mailDirectory, 'ours.test/inbox'))).length, 3);
});

test('a message that was in the mailbox before is a loop', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  const again = message(crlf('Received: x\nDelivered-To: <Inbox@ours.test>\nSubject: y\n\nbody\n'));
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test'], again))), 'failed 5.4.6 loop');
  const body = message(crlf('Subject: y\n\nDelivered-To: inbox@ours.test\n'));
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test'], body))), 'delivered 2.1.5');
});

for (const bad of ['../outside', 'a/../../outside', '/etc', '', 'a//b', '.', 'a\0b', '..\\x'])
  test(`the mailbox path ${JSON.stringify(bad)} is not followed`, async () => {
    await using house = await openRoom({ objects: [mailbox({ delivery: { kind: 'maildir', path: bad } })] });
    assert.equal(
      summary(await house.one(delivery(toMailbox, ['inbox@ours.test']))),
      'delayed 4.3.0 storage-failed lane',
    );
    assert.deepEqual(await readdir(house.directory), []);
  });

test('a loop is seen for mailboxes and domains that are not ASCII, and for quoted ones', async () => {
  const rows = [
    ['bücher@ours.test', 'bücher@ours.test'],
    ['inbox@xn--bcher-kva.test', 'inbox@bücher.test'],
    ['two words@ours.test', '"two words"@ours.test'],
  ] as const;
  for (const [own, field] of rows) {
    await using house = await openRoom({ objects: [mailbox({ address: own })] });
    const again = message(crlf(`Received: x\nDelivered-To: ${field}\nSubject: y\n\nbody\n`));
    assert.equal(summary(await house.one(delivery(toMailbox, ['alias@ours.test'], again))), 'failed 5.4.6 loop', own);
  }
});

test('a mailbox that cannot be written delays the mail and leaves nothing behind', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  await mkdir(path.join(house.mailDirectory, 'ours.test'), { recursive: true });
  await writeFile(path.join(house.mailDirectory, 'ours.test/inbox'), 'a file where the folder should be');
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test']))), 'delayed 4.3.0 storage-failed lane');
});

test('content that cannot be read delays the mail and no half message is left', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  const gone = message(plainMail, { content: { kind: 'stored', id: 'x' as never, sizeBytes: 10, sha256: '' } });
  const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test'], gone));
  assert.equal(outcome.action, 'delayed');
  assert.deepEqual(await readdir(house.directory), []);
});

test('forwarding without a copy turns the recipient into others', async () => {
  const forwarding = { to: ['x@else.test', 'inbox@ours.test'], keepCopy: false };
  await using house = await openRoom({ objects: [mailbox({ forwarding })] });
  const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test']));
  assert.ok(outcome.action === 'expanded');
  assert.deepEqual([outcome.what, outcome.keptCopy], ['forward', false]);
  assert.deepEqual(outcome.to.map(addressText), ['x@else.test']);
  assert.deepEqual(await readdir(house.directory), []);
});

test('forwarding with a copy delivers first and forwards then', async () => {
  await using house = await openRoom({ objects: [mailbox({ forwarding: { to: ['x@else.test'], keepCopy: true } })] });
  const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test']));
  assert.ok(outcome.action === 'expanded' && outcome.keptCopy);
  assert.equal((await newMail(path.join(house.mailDirectory, 'ours.test/inbox'))).length, 1);
});

test('forwarding reaches every address that can be set, and beyond that fails instead of leaving some out', async () => {
  const targets = (count: number): string[] => Array.from({ length: count }, (_, n) => `x${n}@else.test`);
  for (const [count, expected] of [
    [101, 'expanded to 101'],
    [10_000, 'expanded to 10000'],
    [10_001, 'failed 5.2.4 too-many-recipients'],
  ] as const) {
    await using house = await openRoom({ objects: [mailbox({ forwarding: { to: targets(count), keepCopy: false } })] });
    const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test']));
    assert.equal(outcome.action === 'expanded' ? `expanded to ${outcome.to.length}` : summary(outcome), expected);
  }
});

test('forwarding only to itself is a loop', async () => {
  await using house = await openRoom({
    objects: [mailbox({ forwarding: { to: ['inbox@ours.test'], keepCopy: false } })],
  });
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test']))), 'failed 5.4.6 loop');
});

test("a submission's copy lands in the sender's .Sent once, seen", async () => {
  await using house = await openRoom({ objects: [mailbox({ copyToSent: true })] });
  const sent = message(plainMail, { ingress: 'submission', mailboxId: id('mbx') });
  await house.attempt(delivery({ kind: 'capture' }, ['x@else.test'], sent));
  await house.attempt(delivery({ kind: 'capture' }, ['x@else.test'], sent));
  await house.attempt(delivery({ kind: 'capture' }, [recipient('y@else.test', 1)], sent));
  const names = await readdir(path.join(house.mailDirectory, 'ours.test/inbox/.Sent/cur'));
  assert.equal(names.length, 1);
  assert.match(names[0] ?? '', /,S=\d+:2,S$/u);
});

test('a copy that another host of ours has made is found', async () => {
  const objects = [mailbox({ copyToSent: true })];
  const sent = message(plainMail, { ingress: 'submission', mailboxId: id('mbx') });
  await using there = await openRoom({ objects });
  await there.attempt(delivery({ kind: 'capture' }, ['x@else.test'], sent));
  const folder = path.join(there.mailDirectory, 'ours.test/inbox/.Sent/cur');
  const [name = ''] = await readdir(folder);
  const theirs = name.replace('.us.example,', '.other.example,');
  await rename(path.join(folder, name), path.join(folder, theirs));
  await using here = await openRoom({ objects, delivery: { mailDirectory: there.mailDirectory } });
  await here.attempt(delivery({ kind: 'capture' }, ['x@else.test'], sent));
  assert.deepEqual(await readdir(folder), [theirs]);
  assert.notEqual(theirs, name);
});

test('a relayed message leaves no copy in .Sent', async () => {
  await using house = await openRoom({ objects: [mailbox({ copyToSent: true })] });
  await house.attempt(delivery({ kind: 'capture' }, ['x@else.test'], message(plainMail, { mailboxId: id('mbx') })));
  assert.deepEqual(await readdir(house.directory), ['captured']);
});

test('captured mail says where it would have gone', async () => {
  await using house = await openRoom();
  assert.equal(summary(await house.one(delivery({ kind: 'capture' }, ['x@else.test']))), 'delivered 2.1.5');
  const [file] = await newMail(path.join(house.directory, 'captured'));
  const text = (await readFile(file ?? '')).toString();
  assert.match(text, /^Delivered-To: x@else\.test\r\nX-Doorpost-Would-Go-To: .*else\.test\r\n/mu);
});

test('routes that lead nowhere fail, and what was removed meanwhile waits', async () => {
  await using house = await openRoom();
  const none = { kind: 'none', reason: 'nobody', unknownRecipient: true } as const;
  assert.equal(summary(await house.one(delivery(none, ['x@ours.test']))), 'failed 5.1.1 unknown-recipient');
  assert.equal(
    summary(await house.one(delivery({ ...none, unknownRecipient: false }, ['x@y.test']))),
    'failed 5.4.4 no-route',
  );
  assert.equal(summary(await house.one(delivery(toMailbox, ['inbox@ours.test']))), 'delayed 4.4.4 no-route');
});

test('what arrived is listed and read back, folders included, by ids that are no paths', async () => {
  const box = mailbox({ copyToSent: true });
  await using house = await openRoom({ objects: [box] });
  const mail = crlf(
    'From: =?utf-8?q?J=C3=BCrgen?= <a@ours.test>\nSubject: Scan\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the scan.\n--b\nContent-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=scan.pdf\n\nAAAA\n--b--\n',
  );
  await house.attempt(
    delivery(toMailbox, ['inbox@ours.test'], message(mail, { ingress: 'submission', mailboxId: id('mbx') })),
  );
  const listed = await listMessages(house.mailDirectory, box);
  assert.ok(listed.kind === 'ok');
  assert.deepEqual(listed.value.map((item) => [item.folder, item.from, item.subject, item.seen]).sort(), [
    ['INBOX', 'Jürgen <a@ours.test>', 'Scan', false],
    ['Sent', 'Jürgen <a@ours.test>', 'Scan', true],
  ]);
  const inbox = listed.value.find((item) => item.folder === 'INBOX');
  assert.match(inbox?.id ?? '', /^[0-9a-f]{24}$/u);
  const read = await readMessage(house.mailDirectory, box, inbox?.id ?? '');
  assert.ok(read.kind === 'ok');
  assert.equal(read.value.text.trim(), 'See the scan.');
  assert.deepEqual(read.value.attachments, [{ filename: 'scan.pdf', type: 'application/pdf', sizeBytes: 3 }]);
  assert.deepEqual(read.value.headers[1], ['Delivered-To', 'inbox@ours.test']);
  const raw = await openMessage(house.mailDirectory, box, inbox?.id ?? '');
  assert.ok(raw.kind === 'ok');
  const chunks: Uint8Array[] = [];
  for await (const chunk of raw.value) chunks.push(chunk);
  assert.ok(Buffer.concat(chunks).includes(mail));
});

test('ids that are paths name nothing', async () => {
  await using house = await openRoom();
  for (const trick of ['../../etc/passwd', '/etc/passwd', 'new/x', '..', '', '\0'])
    assert.deepEqual(await readMessage(house.mailDirectory, mailbox(), trick), { kind: 'no-such-message' });
  assert.equal(
    (await listMessages(house.mailDirectory, mailbox({ delivery: { kind: 'maildir', path: '../..' } }))).kind,
    'not-here',
  );
  assert.deepEqual(await listMessages(house.mailDirectory, mailbox()), { kind: 'ok', value: [] });
});

test('what somebody put into a mailbox as a link is not shown as its mail; the mailbox itself may be one', async () => {
  const box = mailbox();
  await using house = await openRoom({ objects: [box] });
  await house.one(delivery(toMailbox, ['inbox@ours.test']));
  const root = path.join(house.mailDirectory, 'ours.test', 'inbox');
  const foreign = path.join(house.mailDirectory, 'foreign');
  await mkdir(path.join(foreign, 'cur'), { recursive: true });
  await writeFile(path.join(foreign, 'cur', '1.foreign'), 'Subject: secret\n\nkey\n');
  await symlink(path.join(foreign, 'cur', '1.foreign'), path.join(root, 'new', '2.link'));
  await symlink(foreign, path.join(root, '.Linked'));
  const shown = async () => {
    const listed = await listMessages(house.mailDirectory, box);
    assert.ok(listed.kind === 'ok');
    return listed.value.map((item) => `${item.folder} ${item.subject}`);
  };
  const before = await shown();
  assert.equal(before.length, 1);
  assert.doesNotMatch(before.join(), /secret/u);
  await rename(path.join(root, 'cur'), path.join(root, 'aside'));
  await symlink(path.join(foreign, 'cur'), path.join(root, 'cur'));
  assert.deepEqual(await shown(), before);
  const moved = path.join(house.mailDirectory, 'moved');
  await rename(root, moved);
  await symlink(moved, root);
  assert.deepEqual(await shown(), before);
});

const junk = { scl: 6, category: 'SPM', filter: 'SPM', disposition: 'junk', row: 'spam' } as const;

test('Junk goes into the folder .Junk, which mail programs know, and nowhere else', async () => {
  await using house = await openRoom({ objects: [mailbox()] });
  const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test'], message(plainMail, { screened: junk })));
  assert.equal(summary(outcome), 'delivered 2.1.5');
  const maildir = path.join(house.mailDirectory, 'ours.test/inbox');
  assert.equal((await newMail(path.join(maildir, '.Junk'))).length, 1);
  assert.ok((await readdir(path.join(maildir, '.Junk'))).includes('maildirfolder'));
  assert.deepEqual(await newMail(maildir).catch(() => []), []);
});

test('a mailbox that only forwards keeps Junk that would go outside, and hands the rest on', async () => {
  const forwarding = { to: ['far@out.test'], keepCopy: false };
  await using house = await openRoom({ objects: [mailbox({ forwarding })] });
  const outcome = await house.one(delivery(toMailbox, ['inbox@ours.test'], message(plainMail, { screened: junk })));
  assert.ok(outcome.action === 'expanded' && outcome.keptCopy);
  assert.equal((await newMail(path.join(house.mailDirectory, 'ours.test/inbox/.Junk'))).length, 1);
});
