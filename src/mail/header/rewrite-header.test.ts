import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanHeader } from './header-scan.ts';
import { rewriteHeader } from './rewrite-header.ts';

const rewritten = (text: string, replyToOriginal = false) => {
  const bytes = Buffer.from(`${text}\r\n`);
  const { pieces, changes } = rewriteHeader(bytes, scanHeader(bytes), {
    reversePath: null,
    from: 'printer@contoso.com',
    replyToOriginal,
  });
  return { text: Buffer.concat(pieces).toString(), changes: changes.map((change) => change.text) };
};

test('the address in From changes, its display name stays, all else stays', () => {
  const { text, changes } = rewritten('Subject: a\r\nFrom: "Copier, 2nd" <scan@printer.local>\r\nX: y\r\n z\r\n');
  assert.equal(text, 'Subject: a\r\nFrom: "Copier, 2nd" <printer@contoso.com>\r\nX: y\r\n z\r\n');
  assert.deepEqual(changes, ['From scan@printer.local became printer@contoso.com']);
  assert.equal(rewritten('From: scan@printer.local\r\n').text, 'From: <printer@contoso.com>\r\n');
  assert.equal(
    rewritten('From: =?utf-8?q?K=C3=BCche?= <a@b>\r\n').text,
    'From: =?utf-8?q?K=C3=BCche?= <printer@contoso.com>\r\n',
  );
});

test('answers can go to the original, unless the message says where', () => {
  assert.equal(
    rewritten('From: scan@printer.local\r\n', true).text,
    'From: <printer@contoso.com>\r\nReply-To: <scan@printer.local>\r\n',
  );
  assert.doesNotMatch(rewritten('From: a@b.test\r\nReply-To: c@d.test\r\n', true).text, /Reply-To: <a@b/);
});

test('a Sender that is another one goes, the new author’s stays', () => {
  const both = rewritten('From: C <copier@contoso.com>\r\nSender: scan@printer.local\r\nX: y\r\n');
  assert.equal(both.text, 'From: C <printer@contoso.com>\r\nX: y\r\n');
  assert.deepEqual(both.changes.slice(1), ['Sender scan@printer.local was left out']);
  const right = rewritten('Sender: a@b.test\r\nFrom: printer@contoso.com\r\n');
  assert.deepEqual(right, { text: 'From: printer@contoso.com\r\n', changes: ['Sender a@b.test was left out'] });
  const same = 'From: printer@contoso.com\r\nSender: Printer@contoso.com\r\n';
  assert.deepEqual(rewritten(same), { text: same, changes: [] });
});

test('a display name that must be quoted or encoded is, and comments count as names', () => {
  for (const [from, want] of [
    ['"Sales <x>" <a@b.test>', '"Sales <x>" <printer@contoso.com>'],
    ['Dr. Who [x] <a@b.test>', '"Dr. Who [x]" <printer@contoso.com>'],
    ['user@pc Scanner <a@b.test>', '"user@pc Scanner" <printer@contoso.com>'],
    ['a@b.test (Joe)', 'Joe <printer@contoso.com>'],
    ['J\u00f6rg @ HQ <a@b.test>', '=?UTF-8?Q?J=C3=B6rg_=40_HQ?= <printer@contoso.com>'],
    ['A <a@b.test>, B <b@b.test>', '"A, B" <printer@contoso.com>'],
  ] as const)
    assert.equal(rewritten(`From: ${from}\r\n`).text, `From: ${want}\r\n`);
});

test('answers go to every author that can be read, whatever the form', () => {
  for (const [from, want] of [
    ['a@b.test (Joe)', '<a@b.test>'],
    ['A <a@b.test>, B <b@b.test>', '<a@b.test>, <b@b.test>'],
    ['"odd local"@b.test', '<"odd local"@b.test>'],
    ['Us: a@b.test, b@b.test;', '<a@b.test>, <b@b.test>'],
  ] as const)
    assert.ok(rewritten(`From: ${from}\r\n`, true).text.endsWith(`\r\nReply-To: ${want}\r\n`), from);
  const two = rewritten('From: <@route:c@d.test>\r\n', true);
  assert.doesNotMatch(two.text, /Reply-To/u);
  assert.deepEqual(two.changes, ['From without an address that can be read became printer@contoso.com']);
});

test('a Reply-To that names nobody is none', () => {
  const { text } = rewritten('Reply-To:\r\nFrom: A <a@b.test>\r\nX: y\r\n', true);
  assert.equal(text, 'From: A <printer@contoso.com>\r\nX: y\r\nReply-To: <a@b.test>\r\n');
});

test('a display name that is an address goes, and that is told', () => {
  assert.deepEqual(rewritten('From: ceo@bank.test <a@b.test>\r\n').changes, [
    'From a@b.test became printer@contoso.com; a display name that was an address was left out',
  ]);
});

test('what is right already is not touched', () => {
  const header = 'From: Us <Printer@Contoso.com>\r\n';
  assert.deepEqual(rewritten(header), { text: header, changes: [] });
});

test('a From that is missing, doubled, unreadable or hostile becomes one that is right', () => {
  assert.equal(rewritten('Subject: x\r\n').text, 'Subject: x\r\nFrom: <printer@contoso.com>\r\n');
  assert.equal(rewritten('From: a@b.test\r\nFrom: c@d.test\r\n').text, 'From: <printer@contoso.com>\r\n');
  assert.equal(rewritten('From: ceo@bank.test <a@b.test>\r\n').text, 'From: <printer@contoso.com>\r\n');
  assert.equal(rewritten('From: one@a.test, two@b.test\r\n').text, 'From: <printer@contoso.com>\r\n');
  assert.equal(rewritten(`From: ${'x'.repeat(5_000)} <a@b.test>\r\n`).text, 'From: <printer@contoso.com>\r\n');
});

test('a name of raw octets is read in the charset the message declares, or stays octet for octet', () => {
  const raw = (text: string): string => {
    const bytes = Buffer.from(`${text}\r\n`, 'latin1');
    const rules = { reversePath: null, from: 'printer@contoso.com', replyToOriginal: false };
    return Buffer.concat(rewriteHeader(bytes, scanHeader(bytes), rules).pieces).toString('latin1');
  };
  const name = '\xef\xd4\xde\xa3\xd4';
  const koi = 'Content-Type: text/plain; charset=koi8-r\r\n';
  for (const [from, kept, read] of [
    [
      `${name} <a@b.test>`,
      `${name} <printer@contoso.com>`,
      '=?UTF-8?Q?=D0=9E=D1=82=D1=87=D1=91=D1=82?= <printer@contoso.com>',
    ],
    [
      `"${name}" <a@b.test>`,
      `"${name}" <printer@contoso.com>`,
      '=?UTF-8?Q?=D0=9E=D1=82=D1=87=D1=91=D1=82?= <printer@contoso.com>',
    ],
    // No name before brackets: written anew, the octets labelled.
    [
      `a@b.test (${name})`,
      '=?unknown-8bit?Q?=EF=D4=DE=A3=D4?= <printer@contoso.com>',
      '=?UTF-8?Q?=D0=9E=D1=82=D1=87=D1=91=D1=82?= <printer@contoso.com>',
    ],
  ] as const) {
    assert.equal(raw(`From: ${from}\r\n`), `From: ${kept}\r\n`);
    assert.equal(raw(`From: ${from}\r\n${koi}`), `From: ${read}\r\n${koi}`);
  }
});
