import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { downgradeTo7bit } from './convert-8bit.ts';

const crlf = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'));

/** The content in pieces of a size that cuts lines, boundaries and characters. */
const pieces = (bytes: Uint8Array, size = 37) =>
  async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
  };

async function converted(bytes: Uint8Array): Promise<Buffer> {
  const result = await downgradeTo7bit(pieces(bytes));
  assert.ok(result.ok, result.ok ? '' : result.why.text);
  const out: Uint8Array[] = [];
  for await (const chunk of result.content()) out.push(Buffer.from(chunk));
  const whole = Buffer.concat(out);
  assert.equal(whole.byteLength, result.sizeBytes, 'the announced size is the real one');
  assert.ok(
    whole.every((octet) => octet < 0x80),
    'no octet above 0x7f is left',
  );
  assert.doesNotMatch(whole.toString('latin1'), /(?<!\r)\n|\r(?!\n)/u);
  for (const line of whole.toString('latin1').split('\r\n')) assert.ok(line.length <= 998);
  return whole;
}

async function why(bytes: Uint8Array): Promise<string> {
  const result = await downgradeTo7bit(pieces(bytes));
  return result.ok ? 'converted' : result.why.text;
}

test('a plain 8-bit text becomes quoted-printable with the same words', async () => {
  const text = crlf(
    'Subject: x\nX-Odd:  kept   as it is\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße = schön.\nZweite Zeile\n',
  );
  const out = await converted(text);
  assert.match(out.toString(), /Content-Transfer-Encoding: quoted-printable\r\n/u);
  assert.doesNotMatch(out.toString(), /8bit/u);
  assert.match(out.toString(), /X-Odd: {2}kept {3}as it is\r\n/u);
  const parsed = await new PostalMime().parse(out);
  assert.equal(parsed.text?.trimEnd(), 'Grüße = schön.\nZweite Zeile');
});

test('in a multipart only the 8-bit parts change; the others stay octet for octet', async () => {
  const pdf = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256))
    .toString('base64')
    .replace(/(.{76})/gu, '$1\n');
  const ascii = 'Content-Type: text/plain\n\nplain ASCII, = signs = and all\n';
  const text = crlf(
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b1\nContent-Transfer-Encoding: 8bit\n\npreamble\n--b1\nContent-Type: multipart/alternative; boundary="b 2"\n\n--b 2\n${ascii}\n--b 2\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n<p>H\u00e4</p>\n--b 2--\n\n--b1\nContent-Type: application/pdf; name=scan.pdf\nContent-Transfer-Encoding: base64\n\n${pdf}\n--b1--\n`,
  );
  const latin = Buffer.from(text.toString(), 'latin1');
  const out = await converted(latin);
  assert.ok(out.includes(crlf(ascii)), 'the ASCII part is untouched');
  assert.ok(out.includes(crlf(pdf)), 'the base64 part is untouched');
  assert.match(out.toString(), /boundary=b1\r\nContent-Transfer-Encoding: 7bit\r\n/u);
  const parsed = await new PostalMime().parse(out);
  assert.match(parsed.html ?? '', /Hä/u);
  assert.equal(parsed.attachments[0]?.filename, 'scan.pdf');
});

test('an 8-bit part that is no text becomes base64 with the same octets', async () => {
  const octets = Buffer.from('%PDF-\u00e2\u00e3 line\r\nmore \u00ff\u0080\r\n', 'latin1');
  const message = Buffer.concat([
    crlf(
      'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: 8bit\n\n',
    ),
    octets,
    crlf('\n--q--\n'),
  ]);
  const parsed = await new PostalMime().parse(await converted(message));
  assert.deepEqual(Buffer.from(parsed.attachments[0]?.content as ArrayBuffer), octets);
});

test('what must not be touched is refused with a reason', async () => {
  assert.match(
    await why(
      crlf(
        'MIME-Version: 1.0\nContent-Type: multipart/signed; boundary=s; protocol="application/pgp-signature"\n\n--s\nContent-Type: text/plain; charset=utf-8\n\nä\n--s--\n',
      ),
    ),
    /signed/u,
  );
  assert.match(
    await why(
      crlf(
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=s\n\n--s\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\nSubject: y\n\nä\n--s--\n',
      ),
    ),
    /another message/u,
  );
  assert.match(await why(crlf('Received: from ä\n\nx\n')), /header/u);
  assert.match(await why(crlf('From: ä@ours.test\n\nx\n')), /header/u);
  assert.match(await why(crlf('To: Bär: a@ours.test, b@ours.test;\n\nx\n')), /header/u);
  assert.match(
    await why(crlf('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=s\n\nvorher ä\n--s\n\nx\n--s--\n')),
    /outside/u,
  );
});

test('a message within the message is converted like the one around it', async () => {
  const inner = 'Received: from device\nSubject: scan\n\nGrüße\n';
  const out = await converted(
    crlf(
      `MIME-Version: 1.0\nContent-Type: multipart/report; boundary=r\nContent-Transfer-Encoding: 8bit\n\n--r\nContent-Type: text/plain\n\nwords\n--r\nContent-Type: message/rfc822\nContent-Transfer-Encoding: 8bit\n\n${inner}\n--r--\n`,
    ),
  );
  assert.match(out.toString(), /message\/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\nReceived: from device\r\n/u);
  assert.match(out.toString(), /Gr=C3=BC=C3=9Fe\r\n/u);
  const parsed = await new PostalMime({ forceRfc822Attachments: true }).parse(out);
  const embedded = await new PostalMime().parse(parsed.attachments[0]?.content as ArrayBuffer);
  assert.equal(embedded.subject, 'scan');
});

test('a multipart within a message within the message keeps its structure', async () => {
  const inner =
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße\n--i\nContent-Type: text/html\n\n<p>x</p>\n--i--\n';
  const out = await converted(
    crlf(
      `MIME-Version: 1.0\nContent-Type: multipart/report; boundary=r\n\n--r\nContent-Type: message/rfc822\nContent-Transfer-Encoding: 8bit\n\n${inner}\n--r\nContent-Type: text/plain\n\nafter\n--r--\n`,
    ),
  );
  const parsed = await new PostalMime({ forceRfc822Attachments: true }).parse(out);
  const embedded = await new PostalMime().parse(parsed.attachments[0]?.content as ArrayBuffer);
  assert.match(embedded.text ?? '', /^Grüße$/mu);
  assert.match(embedded.html ?? '', /<p>x<\/p>/u);
  assert.equal(parsed.text?.trim(), 'after');
});

test('8-bit words in the header become encoded words, of UTF-8, of the charset the message declares, or of octets', async () => {
  const header = 'Received: from x\nFrom: Büro Süd <scan@ours.test>\nTo: "Über" <a@ours.test>\nX-Room: Küche\n';
  const text = crlf(`${header}Subject: Prüfbericht für die Geschäftsführung, ${'sehr '.repeat(20)}lang: schön\n\nx\n`);
  const declared = 'Content-Type: text/plain; charset=iso-8859-1\r\n';
  for (const [encoding, type, room] of [
    ['utf8', '', '=?UTF-8?Q?K=C3=BCche?='],
    ['latin1', declared, '=?UTF-8?Q?K=C3=BCche?='],
    ['latin1', '', '=?unknown-8bit?Q?K=FCche?='],
  ] as const) {
    const out = await converted(Buffer.from(text.toString().replace('Subject:', `${type}Subject:`), encoding));
    for (const line of out.toString().split('\r\n')) assert.ok(line.length <= 78, line);
    assert.match(out.toString(), /^Received: from x\r\n/u);
    const parsed = await new PostalMime().parse(out);
    assert.deepEqual(parsed.from, { name: 'Büro Süd', address: 'scan@ours.test' });
    assert.deepEqual(parsed.to, [{ name: 'Über', address: 'a@ours.test' }]);
    assert.match(parsed.subject ?? '', /^Prüfbericht für die Geschäftsführung, sehr .*lang: schön$/u);
    assert.ok(out.toString().includes(`\r\nX-Room: ${room}\r\n`), out.toString());
  }
});

test('a message without MIME header and with 8-bit text is converted as text', async () => {
  const out = await converted(crlf('Received: from x\nSubject: y\n\nä ö ü\n'));
  assert.match(
    out.toString(),
    /^Received: from x\r\nSubject: y\r\nMIME-Version: [^]*Content-Transfer-Encoding: quoted-printable\r\n\r\n/u,
    'trace fields stay on top',
  );
  assert.match(out.toString(), /=C3=A4/u);
  assert.match(out.toString(), /^MIME-Version: 1\.0\r$/mu);
  assert.match(out.toString(), /charset=unknown-8bit/u);
});

test('a text of one part ends as it ended, whatever its length, and so does one that becomes base64', async () => {
  for (const type of ['text/plain', 'application/pdf'])
    for (let length = 0; length < 200; length++) {
      const text = crlf(`MIME-Version: 1.0\nContent-Type: ${type}\n\nä${'x'.repeat(length)}\n`);
      const out = (await converted(text)).toString('latin1');
      assert.ok(out.endsWith('\r\n') && !out.endsWith('\r\n\r\n'), `${type} ${length}`);
      const body = out.slice(out.indexOf('\r\n\r\n') + 4);
      if (type === 'application/pdf')
        assert.equal(Buffer.from(body, 'base64').toString(), `ä${'x'.repeat(length)}\r\n`);
    }
});

test('a part without a header of its own gets one, and its text stays its text', async () => {
  const out = await converted(
    crlf('MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nGrüße\n--b--\n'),
  );
  assert.match(
    out.toString(),
    /--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n--b--\r\n$/u,
  );
});

/** As mail goes out: what cannot be encoded is no reason to bounce it. */
async function replaced(bytes: Uint8Array): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const result = await downgradeTo7bit(pieces(bytes), 'replace');
  assert.ok(result.ok, result.ok ? '' : result.why.text);
  const out: Uint8Array[] = [];
  for await (const chunk of result.content()) out.push(chunk);
  const text = Buffer.concat(out).toString('latin1');
  assert.doesNotMatch(text, /[\x80-\xff]/u);
  return { text, notes: result.notes.map((note) => note.text) };
}

test('raw octets in any field go as question marks where they cannot be encoded, with what the field said beside it', async () => {
  for (const field of [
    'From: ä@ours.test',
    'To: Bär: a@ours.test, b@ours.test;',
    'Message-ID: <ü@ours.test>',
    'DKIM-Signature: v=1; i=ä',
    'Date: Mär 3',
    'List-Unsubscribe: <https://ä.test>',
    `Keywords: ${'ä'.repeat(3_000)}`,
    'Content-ID: <ä>',
  ]) {
    const { text, notes } = await replaced(crlf(`Subject: x\n${field}\n\nbody\n`));
    const name = field.slice(0, field.indexOf(':'));
    assert.match(text, new RegExp(`^${name}: .*\\?`, 'mu'), field);
    if (field.length < 1_000) assert.match(text, new RegExp(`^X-Original-${name}: =\\?UTF-8\\?Q\\?`, 'imu'), field);
    assert.deepEqual(notes, [`raw 8-bit characters of the header field ${name} became question marks`]);
    assert.ok(text.endsWith('\r\n\r\nbody\r\n'));
  }
  const received = await replaced(crlf('Received: from Küche ([192.0.2.1])\nSubject: Grüße\n\nbody\n'));
  assert.match(received.text, /^Received: from K\?che \(\[192\.0\.2\.1\]\)\r\nSubject: =\?UTF-8\?Q\?/u);
  const none = await replaced(crlf('Subject: x\nno field ä\n\nbody\n'));
  assert.match(none.text, /^no field \?\r$/mu);
});

test('so do octets around parts, and those that a part should have encoded itself', async () => {
  const { text } = await replaced(
    crlf(
      'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=s\n\nvorher ä\n--s\nContent-Transfer-Encoding: quoted-printable\n\n=C3=A4 ä\n--s\nContent-Transfer-Encoding: base64\n\nQUJD\u00e4REVG\n--s--\nnachher\n',
    ),
  );
  assert.match(text, /\r\nvorher \?\r\n--s\r\n/u);
  const parsed = await new PostalMime().parse(text);
  assert.match(parsed.text ?? '', /ä ä/u);
  assert.match(text, /\r\nQUJDREVG\r\n/u);
});

test('raw octets above a signature are converted; what is signed is not', async () => {
  const signed = (part: string): Buffer =>
    crlf(
      `Subject: Grüße\nMIME-Version: 1.0\nContent-Type: multipart/signed; boundary=s; protocol="application/pgp-signature"\n\n--s\n${part}\n--s\n\nsig\n--s--\n`,
    );
  const { text } = await replaced(signed('Content-Type: text/plain\n\nplain'));
  assert.match(text, /^Subject: =\?UTF-8\?Q\?/u);
  assert.ok(text.includes('--s\r\nContent-Type: text/plain\r\n\r\nplain\r\n--s'));
  const refused = await downgradeTo7bit(pieces(signed('Content-Type: text/plain\n\nä')), 'replace');
  assert.match(refused.ok ? '' : refused.why.text, /signed/u);
});
