import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineWrapper } from './wrap-lines.ts';

function wrapped(text: string, pieceBytes = Number.POSITIVE_INFINITY): string {
  const bytes = Buffer.from(text);
  const wrapper = new LineWrapper();
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    let end = Math.min(bytes.length, at + pieceBytes);
    if (bytes[end - 1] === 13) end++; // the reader never tears a line end
    for (const piece of wrapper.wrap(bytes.subarray(at, end))) out.push(Buffer.from(piece));
    at = end;
  }
  for (const piece of wrapper.end()) out.push(Buffer.from(piece));
  return Buffer.concat(out).toString();
}
const longest = (text: string): number => Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)));

test('what is short enough stays octet for octet', () => {
  const text = `Subject: a\r\n\r\n${'x'.repeat(998)}\r\n`;
  assert.equal(wrapped(text), text);
});

test('a long line of the body is broken, and nothing of it is lost', () => {
  const line = 'abcdefghij'.repeat(1_000);
  for (const piece of [1, 7, 997, Number.POSITIVE_INFINITY]) {
    const out = wrapped(`S: a\r\n\r\n${line}\r\nend\r\n`, piece);
    assert.equal(longest(out), 998);
    assert.equal(out.slice(8).replaceAll('\r\n', ''), `${line}end`);
  }
});

test('a long header field is folded: at a blank, or else with one', () => {
  const words = `To: ${'someone@example.com, '.repeat(200)}x@y`;
  const out = wrapped(`${words}\r\n\r\nbody\r\n`);
  assert.ok(longest(out) <= 998);
  assert.equal(out.slice(0, out.indexOf('\r\n\r\n')).replaceAll('\r\n ', ' '), words);
  const solid = wrapped(`X: ${'y'.repeat(3_000)}\r\n\r\n`);
  assert.ok(longest(solid) <= 998);
  assert.ok(
    solid
      .split('\r\n')
      .slice(1, -2)
      .every((line) => line.startsWith(' ')),
  );
});

test('a character is not torn', () => {
  const out = wrapped(`S: a\r\n\r\n${'é'.repeat(2_000)}\r\n`);
  assert.ok(longest(out) <= 998);
  assert.doesNotMatch(out, /\ufffd/u);
});

test('a line of quoted-printable is broken softly, and never within an encoded octet; the next part is another', () => {
  const part = (encoding: string, body: string): string =>
    `--b\r\nContent-Type: text/plain\r\n${encoding === '' ? '' : `Content-Transfer-Encoding: ${encoding}\r\n`}\r\n${body}\r\n`;
  const long = '=C3=A4'.repeat(700);
  const text = `Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part('Quoted-Printable', long)}${part('', 'y'.repeat(1_500))}--b--\r\n`;
  const wrapper = new LineWrapper();
  const out = Buffer.concat([...wrapper.wrap(Buffer.from(text)), ...wrapper.end()]).toString();
  assert.ok(out.split('\r\n').every((line) => line.length <= 998));
  assert.equal(out.replaceAll('=\r\n', '').includes(long), true);
  assert.ok(!/=[0-9A-F]?\r\n[0-9A-F]/u.test(out.replaceAll('=\r\n', '')));
  assert.ok(out.includes(`\r\n\r\n${'y'.repeat(998)}\r\n${'y'.repeat(502)}\r\n`));
});

test('a dash, a quoted field and a folded one are taken for what they are', () => {
  const long = '=C3=A4'.repeat(400);
  const head =
    'Content-Type: multipart/mixed;\r\n boundary="b=1"\r\n\r\n--b=1\r\nContent-Transfer-Encoding:\r\n quoted-printable\r\n\r\n';
  const softly = wrapped(
    `${head}${long}\r\n-- \r\n${long}\r\n-----Original Message-----\r\nFrom: x\r\n\r\n${long}\r\n`,
  );
  assert.equal(softly.replaceAll('=\r\n', '').split(long).length, 4, 'all three are whole again');
  const plain = 'y'.repeat(1_500);
  const quoting = wrapped(`Subject: x\r\n\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${plain}\r\n`);
  assert.ok(!quoting.includes('='), 'a text that quotes a field is no field');
});

test('the parts of an attached message are known, and end where it ends', () => {
  const long = '=C3=A4'.repeat(400);
  const plain = 'y'.repeat(1_500);
  const attached = `Subject: in\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${long}\r\n--c--\r\n`;
  const text = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${attached}\r\n--b\r\n\r\n${plain}\r\n--b--\r\n`;
  const out = wrapped(text);
  assert.ok(longest(out) <= 998);
  assert.ok(out.replaceAll('=\r\n', '').includes(long));
  assert.ok(out.includes(`\r\n\r\n${'y'.repeat(998)}\r\n${'y'.repeat(502)}\r\n`));
});

test('no line becomes a boundary by being broken', () => {
  for (const encoding of ['8bit', 'quoted-printable']) {
    const text = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding : "${encoding}"\r\n\r\n`;
    for (const before of [996, 997, 998]) {
      const out = wrapped(`${text}${'x'.repeat(before)}--b--\r\nend`);
      assert.ok(longest(out) <= 998);
      assert.equal(out.match(/^--b/gmu)?.length, 1, `${encoding}, ${before}`);
    }
  }
});

test('a boundary far behind in its field is known; a long first line that is no field is body', () => {
  const long = '=C3=A4'.repeat(400);
  const out = wrapped(
    `Content-Type: multipart/mixed; name="${'x'.repeat(1_000)}"; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${long}\r\n`,
  );
  assert.ok(out.replaceAll('=\r\n', '').includes(long));
  assert.equal(wrapped('x'.repeat(1_200)), `${'x'.repeat(998)}\r\n${'x'.repeat(202)}`);
});

test('how the content is cut makes no difference', () => {
  const texts = [
    `Subject: ${'w\u00f6rter '.repeat(500)}\r\nX: ${'y'.repeat(2_500)}\r\n\r\n${'x'}${'\u00fc'.repeat(1_700)}\r\n.\r\n${'z'.repeat(999)}`,
    `Content-Transfer-Encoding: quoted-printable;${' x=y'.repeat(500)}\r\n\r\n${'=C3=BC'.repeat(900)}\r\nshort\r\n${'=C3=BC'.repeat(167)}`,
  ];
  for (const text of texts) {
    const whole = wrapped(text);
    assert.ok(longest(whole) <= 998);
    assert.doesNotMatch(whole, /\ufffd/u);
    for (const piece of [1, 2, 3, 7, 331, 997, 998, 999, 1_000, 1_001, 4_096])
      assert.equal(wrapped(text, piece), whole, `${piece}`);
    assert.equal(whole.replaceAll(/=?\r\n|\s/gu, ''), text.replaceAll(/\s/gu, ''));
  }
});
