import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AttachmentNames, blockedAttachment, blockedTypes } from './attachments.ts';

function namesOf(text: string, pieces: readonly number[] = []) {
  const names = new AttachmentNames();
  const octets = Buffer.from(text);
  let from = 0;
  for (const piece of pieces) {
    names.write(octets.subarray(from, from + piece));
    from += piece;
  }
  names.write(octets.subarray(from));
  return names.end();
}

const crlf = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
const letter = (...part: readonly string[]): string =>
  crlf(
    'From: a@far.test',
    'Content-Type: multipart/mixed;',
    '\tboundary="=_one"',
    '',
    'preamble',
    '--=_one',
    'Content-Type: text/plain',
    '',
    'Hello',
    '--=_one',
    ...part,
    '--=_one--',
  );

test('files are found by the names that their parts have', () => {
  for (const [part, names] of [
    [['Content-Disposition: attachment; filename=run.exe', '', 'AAAA'], ['run.exe']],
    [['content-disposition : attachment;', ' filename="my file.exe"', '', 'AAAA'], ['my file.exe']],
    [['Content-Type: application/pdf; name="scan.pdf"', '', 'AAAA'], ['scan.pdf']],
    [["Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.scr", '', ''], ['résumé.scr']],
    [["Content-Disposition: attachment; filename*0*=utf-8''in; filename*1=voice.js", '', ''], ['invoice.js']],
    [['Content-Type: application/x; name="=?utf-8?B?cnVuLmV4ZQ==?="', '', ''], ['run.exe']],
    [['Content-Disposition: attachment; filename="größe.exe"', '', ''], ['größe.exe']],
    [
      ['Content-Type: message/rfc822', '', 'Subject: within', 'Content-Type: application/x; name=in.exe', '', 'x'],
      ['in.exe'],
    ],
    [
      [
        'Content-Type: multipart/alternative; boundary=two',
        '',
        '--two',
        'Content-Disposition: inline; filename=deep.bat',
        '',
        'x',
        '--two--',
      ],
      ['deep.bat'],
    ],
    [['Content-Type: text/plain', '', 'begin 644 old.com', 'M1234', 'end'], ['old.com']],
    // A text that speaks of a part is none.
    [['Content-Type: text/plain', '', 'Content-Disposition: attachment; filename=said.exe'], []],
    [['Content-Type: text/plain', '', '--other', 'Content-Type: application/x; name=said.exe'], []],
  ] as const)
    assert.deepEqual(namesOf(letter(...part)), { names, beyond: null }, part[0]);
  assert.deepEqual(namesOf('Content-Type: application/x; name=whole.exe\n\nAAAA').names, ['whole.exe']);
});

test('it is found alike in whatever pieces a message comes', () => {
  const text = letter(
    'Content-Type: application/x;',
    ' name="run.exe"',
    '',
    'AAAA',
    '--=_one',
    'Content-Disposition: x; filename=b.pdf',
    '',
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 })), (pieces) => {
      assert.deepEqual(namesOf(text, pieces).names, ['run.exe', 'b.pdf']);
    }),
  );
});

test('a type is the end of a name, whatever is put behind it to hide it', () => {
  const types = blockedTypes(['exe', 'js']);
  for (const name of ['RUN.EXE', 'a.pdf.exe', 'run.exe.', 'run.exe ', 'run.exe\0', 'run.e\u200dxe', '.exe', "run.exe'"])
    assert.equal(blockedAttachment({ names: ['ok.pdf', name], beyond: null }, types), name);
  for (const name of ['exe', 'run.exe.pdf', 'a.jsx', 'run', ''])
    assert.equal(blockedAttachment({ names: [name], beyond: null }, types), null, name);
  assert.equal(blockedAttachment({ names: ['a.docm'], beyond: null }, blockedTypes(['common'])), 'a.docm');
});

test('what cannot be followed to its end counts as blocked', () => {
  for (const part of [
    [`Content-Type: application/x; name=${'a'.repeat(20_000)}.exe`, ''],
    ['Content-Type: application/x;', ...Array<string>(3_000).fill(' padding=1;'), ' name=run.exe', ''],
    [`Content-Type: multipart/mixed; boundary=${'b'.repeat(1_000)}`, ''],
    ...[Array.from({ length: 1_100 }, (_, n) => `Content-Disposition: attachment; filename=${n}.pdf`)],
    Array.from({ length: 210 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}`),
  ])
    assert.match(blockedAttachment(namesOf(letter(...part)), new Set(['exe'])) ?? '', /^\(/u);
});
