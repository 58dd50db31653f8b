/** Looking into a mailbox: what is shown is bounded, whatever was sent, and a thread with little memory is enough for it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { createLooking, mailboxReader } from '../../src/deliver/transports/mailbox/mailbox-reader.ts';
import { LookRefused } from '../../src/mail/doors/look-refused.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { mailbox } from '../../lab/houses/delivery-house.ts';

async function roomWith(context: TestContext, mails: Readonly<Record<string, string | Buffer>>) {
  const home = await mkdtemp(path.join(tmpdir(), 'doorpost-look-'));
  context.after(() => rm(home, { recursive: true, force: true }));
  const folder = path.join(home, 'ours.test/inbox/new');
  await mkdir(folder, { recursive: true });
  let second = 1_700_000_000;
  for (const [name, mail] of Object.entries(mails))
    await writeFile(path.join(folder, `${second++}.${name}.host`), mail);
  return { folder, reader: mailboxReader(home, createLooking(systemClock)), box: mailbox() };
}

async function shownOf(context: TestContext, mail: string | Buffer) {
  const { reader, box } = await roomWith(context, { one: mail });
  const [listed] = await reader.list(box);
  assert.ok(listed !== undefined);
  const read = await reader.read(box, listed.id);
  assert.ok(read !== null);
  return { listed, read };
}

const head = 'From: =?utf-8?q?J=C3=BCrgen?= <a@b.test>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n';

describe('what is large or odd is shown in part, and that is said', () => {
  const lines = Buffer.concat([Buffer.from(`${head}\r\n`), Buffer.alloc(11 * 1_048_576, 'a\r\n')]);
  const multipart = (parts: string): string =>
    `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n${parts}--b--\r\n`;
  for (const [what, mail] of [
    ['millions of short lines', lines],
    ['the same in a part', multipart(`--b\r\n\r\n${'a\r\n'.repeat(1_000_000)}`)],
    ['the same as HTML', `${head}Content-Type: text/html\r\n\r\n${'<b>\r\n'.repeat(1_000_000)}`],
    [
      'the same in quoted-printable',
      `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'=\r\n'.repeat(1_000_000)}x${'a\r\n'.repeat(500_000)}`,
    ],
    ['more parts than anybody sends', multipart('--b\r\n\r\nx\r\n'.repeat(bounds.deliver.messageParts + 1))],
    ['one line of a header without end', `${head}X: ${'x'.repeat(1_000_000)}`],
    ['lines of a header without end', `${head}${'a\r\n'.repeat(500_000)}`],
  ] as const)
    test(what, async (context) => {
      const { listed, read } = await shownOf(context, mail);
      assert.deepEqual([listed.from, listed.subject], ['Jürgen <a@b.test>', 'Grüße']);
      assert.equal(read.complete, false);
      assert.ok(read.text.length <= bounds.deliver.textShown && (read.html ?? '').length <= bounds.deliver.textShown);
      assert.ok(read.headers.length > 1);
    });
  for (const [what, mail] of [
    ['hyphens at each line', multipart(`--b\r\nContent-Type: application/x\r\n\r\n${'--\r\n'.repeat(1_000_000)}`)],
    [
      'parts in parts in parts',
      `${head}${Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\ndeep\r\n`,
    ],
    [
      'an attachment of many lines',
      multipart(
        `--b\r\nContent-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUJD'.repeat(19)}\r\n`.repeat(300_000)}`,
      ),
    ],
    ['nothing but line ends', `${head}\r\n${'\r\n'.repeat(200_000)}`],
  ] as const)
    test(`whole: ${what}`, async (context) => {
      const { read } = await shownOf(context, mail);
      assert.equal(read.complete, true);
    });
});

test('an ordinary mail is shown as it is: text, HTML, names and sizes of what is attached', async (context) => {
  const { read } = await shownOf(
    context,
    `${head}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n--y\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Grüße</p>\r\n--y--\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''%C3%9Cbersicht.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJDRA==\r\n--x\r\nContent-Type: text/csv; name="a.csv"\r\n\r\n1,2\r\n--x--\r\n`,
  );
  assert.equal(read.text, 'Grüße');
  assert.equal(read.html, '<p>Grüße</p>');
  assert.deepEqual(read.attachments, [
    { filename: 'Übersicht.pdf', type: 'application/pdf', sizeBytes: 4 },
    { filename: 'a.csv', type: 'text/csv', sizeBytes: 3 },
  ]);
  assert.equal(read.complete, true);
  assert.deepEqual(read.headers[0]?.[0], 'From');
});

test('what is no plain file is no message', async (context) => {
  const { folder, reader, box } = await roomWith(context, { one: `${head}\r\nhello\r\n` });
  execFileSync('mkfifo', [path.join(folder, '1800000000.pipe.host')]);
  await mkdir(path.join(folder, '1800000001.folder.host'));
  assert.equal((await reader.list(box)).length, 1);
});

test('looks wait for each other, so many, and one that takes too long is given up', async (context) => {
  const { folder, box } = await roomWith(context, { one: `${head}\r\nhello\r\n` });
  const clock = createManualClock(0);
  const reader = mailboxReader(path.join(folder, '../../..'), createLooking(clock));
  const looks = Array.from({ length: bounds.deliver.looksWaiting }, () => reader.list(box));
  await assert.rejects(reader.list(box), (error) => error instanceof LookRefused && error.why === 'busy');
  assert.deepEqual(new Set((await Promise.all(looks)).map((list) => list.length)), new Set([1]));
  const late = assert.rejects(reader.list(box), (error) => error instanceof LookRefused && error.why === 'too-much');
  await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(bounds.deliver.lookTime + 1);
  await late;
});
