import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PartHeaders } from './part-headers.ts';

/** Latin-1 in and out. */
function passed(header: string, body: string, pieceBytes = Number.POSITIVE_INFINITY) {
  const headers = new PartHeaders();
  headers.begin(Buffer.from(header, 'latin1'));
  const bytes = Buffer.from(body, 'latin1');
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(bytes.length, at + pieceBytes);
    if (bytes[end - 1] === 13) end++; // the reader never tears a line end
    for (const piece of headers.pass(bytes.subarray(at, end))) out.push(Buffer.from(piece));
    at = end;
  }
  for (const piece of headers.end()) out.push(Buffer.from(piece));
  return { text: Buffer.concat(out).toString('latin1'), encoded: headers.encoded };
}
const mixed = (type = 'mixed', boundary = 'b') =>
  `Subject: x\r\nContent-Type: multipart/${type};\r\n boundary="${boundary}"\r\n`;
const file = 'Content-Type: application/pdf; name="Sc\xc3\xa4n.pdf"';
const encodedFile = "Content-Type: application/pdf; name*0*=utf-8''Sc%C3%A4n.pdf";

test('the name of a file is encoded in each part, and all else stays octet for octet', () => {
  const body = (of: string) =>
    `\r\npreamble \xe4\r\n--b\r\n\r\nk\xf6rper\r\n--b\r\n${of}\r\nContent-ID: <\xe4>\r\n\r\n%PDF \xe4\r\n--bb\r\n${file}\r\n\r\n--b\r\n${of}\r\n--b--\r\nName: \xe4\r\n`;
  assert.deepEqual(passed(mixed(), body(file)), { text: body(encodedFile), encoded: true });
});

test('parts within parts, until theirs are over', () => {
  const body = (of: string) =>
    `\r\n--b\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n--b1\r\n${of}\r\n\r\nx\r\n--b1--\r\n--b1\r\n${file}\r\n\r\n--b \t\r\n${of}\r\n\r\nx\r\n--b--`;
  assert.equal(passed(mixed(), body(file)).text, body(encodedFile));
});

test('what is signed, and what belongs to an attached message, stays', () => {
  const signed = `\r\n--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n${file}\r\n\r\nx\r\n--c--\r\n--b\r\n${file}\r\n\r\n--b--\r\n`;
  assert.deepEqual(passed(mixed('signed'), signed), { text: signed, encoded: false });
  const attached = (of: string) =>
    `\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: \xe4\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n${file}\r\n\r\nx\r\n--c--\r\n--b\r\n${of}\r\n\r\nx\r\n`;
  assert.equal(passed(mixed(), attached(file)).text, attached(encodedFile));
  const forwarded = `\r\n${file}\r\n\r\nx\r\n`;
  assert.equal(passed('Content-Type: message/rfc822\r\n', forwarded).encoded, false);
});

test('what is signed or attached is known whatever its boundary is called and however its type is written', () => {
  const signed = (type: string): string =>
    `\r\n--b\r\nContent-Type:${type}; boundary=b\r\n\r\n--b\r\n${file}\r\n\r\nx\r\n--b--\r\n`;
  for (const type of [' multipart/signed', ' (c) multipart/signed', ' multipart/signed (c)', '\r\n multipart/signed'])
    assert.equal(passed(mixed(), signed(type)).encoded, false, type);
  const attached = `\r\n--b\r\nContent-Type : message/rfc822\r\n\r\n${mixed()}\r\n--b\r\n${file}\r\n\r\nx\r\n--b--\r\n--b--\r\n`;
  assert.equal(passed(mixed(), attached).encoded, false);
});

test('of two types the first counts, and only a multipart has a boundary', () => {
  for (const header of [
    'Content-Type: text/plain; boundary=b\r\n',
    'Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b\r\n',
  ])
    assert.equal(passed(header, `\r\n--b\r\n${file}\r\n\r\n`).encoded, false, header);
});

test('a message without parts, one that only quotes some, and a header without an end stay', () => {
  for (const [header, body] of [
    ['Subject: x\r\n', `\r\n--b\r\n${file}\r\n\r\n`],
    [mixed(), `\r\n--c\r\n${file}\r\n\r\n`],
    [mixed(), `\r\n--b\r\nno field\r\n${file}\r\n\r\n`],
    [mixed(), `\r\n--b\r\nX: ${'y'.repeat(2_000)}\r\n${file}\r\n\r\nx\r\n`],
    [mixed(), `\r\n--b\r\n${'X: y\r\n'.repeat(3_000)}${file}\r\n\r\nx\r\n`],
  ] as const)
    assert.deepEqual(passed(header, body), { text: body, encoded: false });
});

test('how the content is cut makes no difference, and little is held', () => {
  const body = `\r\n--b\r\n${file}\r\n\r\n${'%'.repeat(3_000)}\r\n--b\r\nX-A: \xe4\r\n${file}\r\n --b\r\n\r\n--\r\n-\r\n\r\n--b\r\n${'X: y\r\n'.repeat(3_000)}${file}\r\n\r\n--b\r\nX: ${'y'.repeat(1_500)}\r\n${file}\r\n\r\n${'z'.repeat(1_200)}--b\r\n${file}\r\n--b\r\n${file}`;
  const whole = passed(mixed(), body);
  assert.equal(whole.text.split('utf-8').length, 3, 'of the first and the last part');
  for (const piece of [1, 2, 3, 7, 331, 997, 998, 999, 1_000, 16_384, 16_390])
    assert.equal(passed(mixed(), body, piece).text, whole.text, `${piece}`);
});
