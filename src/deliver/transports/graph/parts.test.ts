import assert from 'node:assert/strict';
import { test } from 'node:test';
import { survey } from './parts.ts';

async function surveyed(type: string, octets: Buffer, file = '') {
  const head = `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: ${type}\r\n\r\n`;
  const tail = `\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="${file}"\r\n\r\nx\r\n--b--\r\n`;
  async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.concat([Buffer.from(head), octets, Buffer.from(tail, 'latin1')]);
  }
  const { body, attachments } = await survey(content());
  return { text: body?.text.trim(), name: attachments[0]?.name };
}

test('a text is read in the charset it names; us-ascii that is UTF-8 is UTF-8', async () => {
  for (const [type, octets, text] of [
    ['text/plain', Buffer.from('Grüße'), 'Grüße'],
    ['text/plain; charset=us-ascii', Buffer.from('Grüße'), 'Grüße'],
    ['text/plain; charset="US-ASCII"', Buffer.from('Gr\xfc\xdfe \x80', 'latin1'), 'Grüße €'],
    ['text/plain; charset=x-nobody', Buffer.from('Grüße'), 'Grüße'],
    ['text/plain; charset=koi8-r', Buffer.from('efd4dea3d4', 'hex'), 'Отчёт'],
    ['text/plain; charset=gbk', Buffer.from('b1a8b8e6', 'hex'), '报告'],
    ['text/plain; charset=iso-8859-2', Buffer.from('b3f3df0cb6', 'hex'), 'łóß\fś'],
    ['text/plain; charset=utf-8', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'Grüße'],
    ['text/plain; charset=utf-16', Buffer.from('Grüße', 'utf16le'), 'Grüße'],
  ] as const)
    assert.equal((await surveyed(type, octets)).text, text, type);
});

test('the name of a file in octets is UTF-8, or of the charset that the part or one around it declares, and else what Windows reads', async () => {
  const name = async (file: string): Promise<string | undefined> =>
    (await surveyed('text/plain', Buffer.from('x'), file)).name;
  assert.equal(await name(Buffer.from('Prüfung.pdf').toString('latin1')), 'Prüfung.pdf');
  assert.equal(await name('Pr\xfcfung.pdf'), 'Prüfung.pdf');
  assert.equal(await name('=?iso-8859-1?Q?Pr=FCfung.pdf?='), 'Prüfung.pdf');
});
