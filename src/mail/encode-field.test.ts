import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeField, quoteNames } from './encode-field.ts';

const encoded = (text: string, charset: 'latin1' | 'utf8' = 'latin1') =>
  encodeField(Buffer.from(text, charset).toString('latin1'));

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
