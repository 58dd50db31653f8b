import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { scanHeader } from '../mail/header/header-scan.ts';
import { authorOf } from './author.ts';

const of = (header: string): string => {
  const bytes = Buffer.from(header, 'latin1');
  const author = authorOf(bytes, scanHeader(bytes));
  return author.kind === 'one' ? author.address : author.why;
};
const from = (value: string): string => of(`Subject: x\r\nFrom: ${value}\r\nTo: b@ours.test\r\n\r\n`);

test('what nearly everybody writes has one author', () => {
  assert.equal(from('ann@a.test'), 'ann@a.test');
  assert.equal(from('<ann@a.test>'), 'ann@a.test');
  assert.equal(from('Ann <ann@A.test>'), 'ann@a.test');
  assert.equal(from('"Doe, Ann" <ann@a.test>'), 'ann@a.test');
  assert.equal(from('Ann Q. Doe <ann@a.test>'), 'ann@a.test');
  assert.equal(from('[Copier] 2nd floor <ann@a.test>'), 'ann@a.test');
  assert.equal(from('ann@a.test (Ann "the \\) quoted" (really))'), 'ann@a.test');
  assert.equal(from('=?utf-8?q?Ann?=\r\n =?utf-8?q?_Doe?=\r\n\t<ann@a.test>'), 'ann@a.test');
  assert.equal(from('"an @ n"@a.test'), '"an @ n"@a.test');
  assert.equal(from('Ann <ann@a.test>, Bob <bob@A.TEST>'), 'ann@a.test');
  assert.equal(from('Ann <ann@b\u00c3\u00bccher.test>'), 'ann@xn--bcher-kva.test');
  assert.equal(from('scan@ours.test <scan@ours.test>'), 'scan@ours.test', 'an @ in a name is common with devices');
  assert.equal(of('From : ann@a.test\r\n\r\n'), 'ann@a.test');
  assert.equal(of('From: ann@a.test'), 'ann@a.test', 'a header without text');
});

test('more than one From, or none, is no author', () => {
  assert.equal(of('Subject: x\r\n\r\n'), 'no-from');
  assert.equal(of('From: a@attack.test\r\nFrom: admin@legit.test\r\n\r\n'), 'several-from');
  assert.equal(of('From : a@attack.test\r\nfrom: admin@legit.test\r\n\r\n'), 'several-from');
  assert.equal(from('a@attack.test, admin@legit.test'), 'several-domains');
  assert.equal(from('<a@attack.test>, <admin@legit.test>'), 'several-domains');
});

test('a header that ended early has no author, whatever stood in it', () => {
  assert.equal(of('From: a@attack.test\r\nno field\r\nFrom: admin@legit.test\r\n\r\n'), 'header-ended-early');
  assert.equal(of('no field\r\nFrom: admin@legit.test\r\nSubject: x\r\n\r\n'), 'header-ended-early');
  assert.equal(of('From: a@attack.test\r\nText that has begun\r\n'), 'header-ended-early');
});

test('a From that could be read in two ways has no author', () => {
  for (const value of [
    '<any@attack.test>admin@legit.test',
    '<any@attack.test> admin',
    '<any@attack.test><admin@legit.test>',
    '<a@attack.test> <admin@legit.test>',
    '<@attack.test,@b.test:admin@legit.test>',
    '<@attack.test:admin@legit.test>',
    'admin@legit.test,',
    ',a@attack.test',
    'admin@legit.test\r\n \r\n a@attack.test',
    'admin@legit.test a@attack.test',
    'admin@legit.test@attack.test',
    '<admin@legit.test@attack.test>',
    '"admin@legit.test a@attack.test',
    'admin@legit.test\\,a@attack.test',
    'a@attack.test(',
    '=?utf-8?q?admin=40legit.test?= <=?utf-8?q?admin?=@attack.test>',
    '=?utf-8?b?YWRtaW5AbGVnaXQudGVzdA==?=',
    '=?utf-8?b?YWRtaW5AbGVnaXQudGVzdA==?=, a@attack.test',
    'friends: a@attack.test;',
    'admin',
    '',
    '<>',
    'admin@',
    '@attack.test',
    'admin@legit..test',
    'admin@[192.0.2.1]',
    'admin@legit.test\u0000a@attack.test',
    'admin@legit.test\u0000',
    'adm\u00e9n@legit.test',
    'a@attack.test; admin@legit.test',
    'admin@le(comment)git.test',
  ])
    assert.equal(from(value), 'unreadable', JSON.stringify(value));
});

test('one author is one address whose domain is a name, of the only From there is', () => {
  const piece = fc.constantFrom(
    ...'<>@,;:()"\\. =?[]\t',
    'a',
    'legit.test',
    'a@b.test',
    '\r\n ',
    '=?utf-8?q?x?=',
    '\u00fc',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const bytes = Buffer.from(`From: ${pieces.join('')}\r\nSubject: x\r\n\r\n`);
      const author = authorOf(bytes, scanHeader(bytes));
      if (author.kind === 'none') return;
      assert.match(author.domain, /^[a-z0-9_.-]+$/u);
      assert.ok(author.address.endsWith(`@${author.domain}`));
    }),
  );
});

test('whatever stands behind the brackets, or is a second address beside them, there is no author', () => {
  const word = fc.stringMatching(/^[a-z@.=?_-]{1,20}$/u);
  fc.assert(
    fc.property(word, fc.constantFrom('', ' ', '\r\n '), (text, blank) => {
      assert.equal(from(`<a@attack.test>${blank}${text}`), 'unreadable');
      assert.equal(from(`<a@attack.test>${blank}<${text}>`), 'unreadable');
    }),
  );
});
