import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredCharset } from './charset.ts';
import { encodeField, quoteNames } from './encode-field.ts';
import { readable } from './mailboxes.ts';

/** A message that declares Latin-1. */
const encoded = (text: string, charset: 'latin1' | 'utf8' = 'latin1') =>
  encodeField(Buffer.from(text, charset).toString('latin1'), 'iso-8859-1');

const bothWays: readonly (readonly [string, string])[] = [
  ['Subject: Kl\xe4ranlage', 'Subject: =?UTF-8?Q?Kl=C3=A4ranlage?='],
  ['From: J\xf6rg @ HQ <c@d.test>', 'From: =?UTF-8?Q?J=C3=B6rg_=40_HQ?= <c@d.test>'],
  ['From: c@d.test (J\xf6rg)', 'From: =?UTF-8?Q?J=C3=B6rg?= <c@d.test>'],
  ['From: "K\xf6p" c@d.test', 'From: =?UTF-8?Q?K=C3=B6p?= <c@d.test>'],
  ['From: "a\\"b \xe4" <a@b.test>', 'From: =?UTF-8?Q?a=22b_=C3=A4?= <a@b.test>'],
  ['To: J <a@x.test>, Ann\xe4 <b@x.test>', 'To: J <a@x.test>, =?UTF-8?Q?Ann=C3=A4?= <b@x.test>'],
  ['Reply-To: J\xf6rg <a@b.test>, <x@y.test>', 'Reply-To: =?UTF-8?Q?J=C3=B6rg?= <a@b.test>, <x@y.test>'],
  ['Cc: "Last, First" <a@b.test>, \xe4 <c@d.test>', 'Cc: "Last, First" <a@b.test>, =?UTF-8?Q?=C3=A4?= <c@d.test>'],
];

test('free text and display names are encoded, whichever charset they came in, and addresses stay', () => {
  for (const [raw, want] of bothWays) {
    assert.equal(encoded(raw), want);
    assert.equal(encoded(raw, 'utf8'), want);
  }
});

test('what was encoded already is encoded once', () => {
  const want = '=?UTF-8?Q?J=C3=B6rg_B=C3=BC?=';
  assert.equal(encoded('From: =?iso-8859-1?Q?J=F6rg?= B\xfc <a@b.test>'), `From: ${want} <a@b.test>`);
  assert.equal(encoded('Subject: =?iso-8859-1?Q?J=F6rg?= B\xfc'), `Subject: ${want}`);
});

test('a file name becomes an encoded parameter, and nothing else of the field changes', () => {
  assert.equal(
    encoded('Content-Disposition: attachment; filename="Sc\xe4n.pdf"; size=5'),
    "Content-Disposition: attachment; filename*0*=utf-8''Sc%C3%A4n.pdf; size=5",
  );
  assert.equal(encoded('Content-Type: t\xe4xt/plain'), null);
  assert.equal(encoded('Content-Disposition: attachment; filename="a;b "\xfc".pdf"'), null);
  assert.equal(
    encoded('Content-Type: application/pdf; name=Scan f\xfcr B.pdf'),
    "Content-Type: application/pdf; name*0*=utf-8''Scan%20f%C3%BCr%20B.pdf",
  );
  assert.equal(encoded('Content-Disposition: attachment; filename=Scan \xfc.pdf size=3'), null);
  assert.equal(encoded('Content-Type: multipart/mixed; boundary="b\xfc"'), null);
});

test('hostile fields are read in one go', () => {
  const many = 4_096 / 8;
  for (const raw of [
    `Content-Type: a/b${';name=a'.repeat(many)};"\xe4`,
    `Content-Type: a${' '.repeat(4_000)}"\xe4`,
    `Content-Type: a/b${';name=a'.repeat(50_000)};"\xe4`,
    `Subject: ${'\xe4'.repeat(5_000)}`,
  ])
    assert.equal(encoded(raw), null);
  assert.equal(quoteNames(`To: a@b @c <"\\"${'\\"'.repeat(100_000)}`), null);
});

test('what a reader might take otherwise stays', () => {
  for (const raw of [
    'Content-Type: multipart/mixed; name=C:\\\xdc\\; boundary=b',
    'Content-Type: multipart/mixed; boundary="=?b"; name="\xdc"',
    `Content-Type: multipart/mixed; boundary=${'b'.repeat(75)}; name="\xdc"`,
    "Content-Disposition: attachment; filename*=iso-8859-1''Sc\xe4n",
    `From: ${'\\'.repeat(700)}. <a@b.test>, \xdc <c@d.test>`,
  ])
    assert.equal(encoded(raw), null, raw);
  assert.equal(encoded('Subject: 5 \x80'), 'Subject: =?UTF-8?Q?5_=E2=82=AC?=', 'what Windows calls Latin-1');
});

test('what has no clear reading, and what may hold no encoded words, stays', () => {
  for (const raw of [
    'From: J\xf6rg <a@b.test> <c@d.test>',
    'From: J\xf6rg "open <a@b.test>',
    'From: J\xf6rg',
    'From: J <j\xf6rg@b.test>',
    'To: Gr\xfcppe: a@b.test, c@d.test;',
    'Received: from h\xe4 by x',
    'Message-ID: <\xe4@b>',
    'Resent-Date: M\xe4r',
  ])
    assert.equal(encoded(raw), null, raw);
});

test('a display name with an @ is put into quotes; what is written well stays as it is', () => {
  assert.equal(quoteNames('From: user@pc Scanner <c@d.test>'), 'From: "user@pc Scanner" <c@d.test>');
  assert.equal(quoteNames('To: a@b.test, x@pc <c@d.test>'), 'To: <a@b.test>, "x@pc" <c@d.test>');
  for (const good of [
    'From: "user@pc" <c@d.test>',
    'To: a@b.test, c@d.test, E <e@f.test>',
    'From: (was x@y.test) C <c@d.test>',
    'Subject: a@b <c@d>',
    'From: a@b.test <c@d.test> e@f.test <g@h.test>',
  ])
    assert.equal(quoteNames(good), null, good);
});

test('a long field is folded', () => {
  for (const line of encoded(`Subject: ${'\xe4bc '.repeat(100)}`)?.split('\r\n') ?? ['']) assert.ok(line.length <= 76);
});

/** `Отчёт` and the like, as devices of that place write them. */
const places: readonly (readonly [charset: string, octets: string, text: string])[] = [
  ['koi8-r', 'efd4dea3d4', 'Отчёт'],
  ['gbk', 'b1a8b8e6', '报告'],
  ['gb2312', 'b1a8b8e6', '报告'],
  ['shift_jis', '8358834c8383839382b582bd', 'スキャンした'],
  ['iso-8859-2', 'b3f3dfb6', 'łóßś'],
  ['windows-1251', 'cef2f7b8f2', 'Отчёт'],
  ['iso-8859-1', 'c4d6dc', 'ÄÖÜ'],
  ['windows-1252', '80', '€'],
  ['euc-kr', 'bab8b0ed', '보고'],
];

test('what is no UTF-8 is read in the charset that the message declares, or stays octet for octet', () => {
  for (const [charset, hex, text] of places) {
    const octets = Buffer.from(hex, 'hex').toString('latin1');
    for (const line of [
      `Subject: ${octets}`,
      `From: ${octets} <a@b.test>`,
      `From: "${octets}" <a@b.test>`,
      `Content-Disposition: attachment; filename="${octets}.pdf"`,
    ]) {
      const read = encodeField(line, charset);
      if (read !== null) {
        assert.match(read, /^[\x20-\x7e\r\n]+$/u);
        const seen = /filename/u.test(read)
          ? decodeURIComponent(read.replaceAll(/;?\s*filename\*\d+\*=(?:utf-8'')?/gu, ''))
          : readable(read.replaceAll(/\r\n/gu, ''));
        assert.ok(seen.includes(text), `${charset} ${line} ${seen}`);
      }
      if (charset !== 'shift_jis') assert.notEqual(read, null, `${charset} ${line}`);
      // Nobody said what it is.
      assert.equal(encodeField(line, null), null, line);
    }
  }
});

test('us-ascii and UTF-8 say nothing of such octets, and what is no text of its charset is none', () => {
  for (const [type, charset] of [
    ['text/plain; charset=us-ascii', null],
    ['text/plain; charset="UTF-8"', null],
    ['text/plain; charset=utf-16', null],
    ['text/plain; charset=x-nobody', null],
    ['text/plain', null],
    ['text/plain; format=flowed; CHARSET = "KOI8-R"', 'koi8-r'],
  ] as const)
    assert.equal(declaredCharset(type), charset, type);
  assert.equal(encodeField('Subject: \x81\xff', 'shift_jis'), null);
  assert.equal(encodeField('Subject: \x80\x81', 'iso-8859-2'), null, 'controls are no text');
});

test('encoded words with raw octets inside are read in the charset that they name', () => {
  for (const [line, want] of [
    ['Subject: =?koi8-r?Q?\xef\xd4\xde\xa3\xd4?=', 'Отчёт'],
    ['Subject: =?gbk?q?\xb1\xa8=B8\xe6_1?= x', '报告 1 x'],
    ['From: =?iso-8859-2?Q?\xb3\xf3d=BC?= <a@b.test>', 'łódź <a@b.test>'],
    ['Subject: =?utf-8?Q?\xc3\xa4?=', 'ä'],
  ] as const) {
    const read = encodeField(line, null) ?? '';
    assert.match(read, /^[\x20-\x7e]+$/u, line);
    assert.equal(readable(read.slice(read.indexOf(':') + 2)), want);
  }
  for (const line of ['Subject: =?koi8-r?B?\xef\xd4?=', 'Subject: =?x-nobody?Q?\xef?=', 'Subject: =?utf-8?Q?\xff?='])
    assert.equal(encodeField(line, null), null, line);
});

test('octets that are UTF-8 by chance, and words that nobody can read, stay', () => {
  for (const [charset, octets] of [
    ['gb2312', '\xc4\xa3\xca\xbd'],
    ['koi8-r', '\xc5\xa3'],
  ] as const)
    for (const line of [`Subject: ${octets}`, `From: ${octets} <a@b.test>`, `Content-Type: a/b; name="${octets}.pdf"`])
      assert.equal(encodeField(line, charset), null, line);
  assert.notEqual(encodeField('Subject: B\xc3\xbcro', 'iso-8859-1'), null, 'what nobody means in a Western charset');
  for (const words of ['=?x-nobody?q?=FC?=', '=?utf-8?q?=FC?=', '=?x-nobody?b?/A==?='])
    for (const line of [`Subject: ${words} \xc3\xbc`, `From: ${words} \xc3\xbc <a@b.test>`])
      assert.equal(encodeField(line, null), null, line);
});

test('a charset is declared by a parameter of its own, once', () => {
  for (const [type, charset] of [
    ['text/plain; name="; charset=gbk"; charset=koi8-r', 'koi8-r'],
    ['text/plain (x; charset=gbk) ; charset=koi8-r', 'koi8-r'],
    ['text/plain; charset=(x)koi8-r', 'koi8-r'],
    ['text/plain; name="a (b"; charset=koi8-r', 'koi8-r'],
    ['text/plain; x-charset=gbk', null],
    ['text/plain; charset=gbk; charset=koi8-r', null],
    ['text/plain; name="a; charset=gbk', null],
    ['text/plain (a; charset=gbk', null],
  ] as const)
    assert.equal(declaredCharset(type), charset, type);
});

test('where octets have to go they are labelled as such, and come back as they were', () => {
  const octets = Buffer.from('efd4dea3d4', 'hex').toString('latin1');
  for (const line of [`Subject: a ${octets} (${octets.repeat(20)})`, `X-A: =?utf-8?Q?=C3=A4?= ${octets}`]) {
    const labelled = encodeField(line, null, 'labelled') ?? '';
    for (const one of labelled.split('\r\n')) assert.match(one, /^[\x20-\x7e]{1,78}$/u);
    const back = [...labelled.matchAll(/=\?unknown-8bit\?Q\?([^?]*)\?=/gu)]
      .map(([, text = '']) => text.replaceAll('_', ' '))
      .join('')
      .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    assert.ok(line.endsWith(back.trim()) && back.includes(octets), labelled);
  }
  assert.equal(
    encodeField(`From: ${octets} <a@b.test>`, null, 'labelled'),
    'From: =?unknown-8bit?Q?=EF=D4=DE=A3=D4?= <a@b.test>',
  );
});

test('under a Western charset UTF-8 is taken for what it is, and local text for what is declared', () => {
  for (const charset of ['iso-8859-1', 'iso-8859-15', 'windows-1252', 'us-ascii']) {
    assert.equal(encodeField('Subject: B\xc3\xbcro', charset), 'Subject: =?UTF-8?Q?B=C3=BCro?=', charset);
    if (charset !== 'us-ascii')
      assert.equal(encodeField('Subject: B\xfcro', charset), 'Subject: =?UTF-8?Q?B=C3=BCro?=', charset);
  }
  // Characters that a text of such a charset may have, and makes it no UTF-8: a letter alone, an opening quotation mark, an accent before a letter.
  assert.equal(encodeField('Subject: \xabAMANH\xc3\xbb', 'iso-8859-1'), 'Subject: =?UTF-8?Q?=C2=ABAMANH=C3=83=C2=BB?=');
  assert.equal(
    encodeField('Subject: A\xc7\xc3O N\xba 1', 'iso-8859-1'),
    'Subject: =?UTF-8?Q?A=C3=87=C3=83O_N=C2=BA_1?=',
  );
  // The price: a capital with a mark right behind it, and nothing else beyond ASCII in the field.
  assert.equal(encodeField('Subject: AMANH\xc3\xbb', 'iso-8859-1'), 'Subject: =?UTF-8?Q?AMANH=C3=BB?=');
});
