import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behindAnyPath, tidyPath } from './lenient-path.ts';

test('the one address that is there is read, and what follows it', () => {
  for (const [said, read] of [
    ['a@b.test', '<a@b.test>'],
    [' < a@b.test > SIZE=1', '<a@b.test> SIZE=1'],
    ['\t<a@b.test>\tSIZE=1 \t BODY=7BIT ', '<a@b.test> SIZE=1 BODY=7BIT'],
    ['<<a@b.test>>', '<a@b.test>'],
    ['<< a@b.test > > SIZE=1', '<a@b.test> SIZE=1'],
    ['Copier 2 <a@b.test>', '<a@b.test>'],
    ['"Copier > 2" <a@b.test>', '<a@b.test>'],
    ['<Copier <a@b.test>>', '<a@b.test>'],
    ['<Copier a@b.test>', '<a@b.test>'],
    ['<"Copier 2" a@b.test>', '<a@b.test>'],
    ['Copier a@b.test SIZE=1', '<a@b.test> SIZE=1'],
    ['Copier <"a b"@c.test>', '<"a b"@c.test>'],
    ['<a@b.test> AUTH=<>', '<a@b.test> AUTH=<>'],
    ['a@b.test AUTH=<>', '<a@b.test> AUTH=<>'],
    ['SRS0=x=y@b.test', '<SRS0=x=y@b.test>'],
    ['<a@b.test.>', '<a@b.test>'],
    ['<a@b.test>SIZE=1 BODY=7BIT', '<a@b.test> SIZE=1 BODY=7BIT'],
    ['<a@b.test>;', '<a@b.test>'],
    ['<a@b.test;>', '<a@b.test>'],
    ['a@b.test,', '<a@b.test>'],
    ["'a@b.test' SIZE=1", '<a@b.test> SIZE=1'],
    ['"a@b.test"', '<a@b.test>'],
    ['<"a@b.test">', '<a@b.test>'],
    ['<mailto:a@b.test>', '<a@b.test>'],
    ['SMTP:a@b.test', '<a@b.test>'],
    ["o'hara@b.test", "<o'hara@b.test>"],
    ['postmaster', '<postmaster>'],
    ['< >', '<>'],
  ] as const)
    assert.equal(tidyPath(said, 'sender'), read, said);
});

test('two addresses, brackets that do not pair, and control characters are not read', () => {
  for (const said of [
    '',
    '<a@b.test',
    'a@b.test>',
    '<<a@b.test>',
    '<a@b.test>>',
    '<<<a@b.test>>>',
    '<a@b.test>x',
    '<a@b.test><c@d.test>',
    '<a@b.test>,<c@d.test>',
    '<a@b.test,c@d.test>',
    'a@b.test;c@d.test',
    "'a@b.test c@d.test'",
    '"a@b.test',
    'a@b@c.test',
    'a@b.test <c@d.test>',
    'a@b.test c@d.test',
    '"a@b.test" <c@d.test>',
    '<a@b.test c@d.test>',
    '<My Printer@2nd floor>',
    '"a@b.test <c@d.test>',
    'printer AUTH=a@b.test',
    'x=y a@b.test',
    '<a\0@b.test>',
    '<a@b\u0085.test>',
    '<..@b.test>',
  ])
    assert.equal(tidyPath(said, 'sender'), null, JSON.stringify(said));
});

test('a recipient that could be somebody else is not read: blanks before an address without brackets of its own', () => {
  for (const said of [
    '<john v@b.test>',
    '<<john v@b.test>>',
    'john v@b.test',
    ' john  v@b.test SIZE=1',
    '<Mr. John v@b.test>',
    '<"A B" john v@b.test>',
    'John <john v@b.test>',
    '<\tjohn\tv@b.test>',
  ])
    assert.equal(tidyPath(said, 'recipient'), null, said);
  for (const [said, read] of [
    ['John V <v@b.test>', '<v@b.test>'],
    ['<John V <v@b.test>>', '<v@b.test>'],
    ['<"John V" v@b.test>', '<v@b.test>'],
    ['<"john v"@b.test>', '<"john v"@b.test>'],
    ['< v@b.test >', '<v@b.test>'],
    ['v@b.test NOTIFY=NEVER', '<v@b.test> NOTIFY=NEVER'],
  ] as const)
    assert.equal(tidyPath(said, 'recipient'), read, said);
});

test("dots of a sender's local part go, a recipient's are quoted", () => {
  for (const [said, dropped, quoted] of [
    ['<ilo.@b.test>', '<ilo@b.test>', '<"ilo."@b.test>'],
    ['<.ilo@b.test>', '<ilo@b.test>', '<".ilo"@b.test>'],
    ['<a..b@b.test>', '<a.b@b.test>', '<"a..b"@b.test>'],
    ['<a.b@b.test>', '<a.b@b.test>', '<a.b@b.test>'],
  ] as const) {
    assert.equal(tidyPath(said, 'sender'), dropped);
    assert.equal(tidyPath(said, 'recipient'), quoted);
  }
});

test('behind a sender that nobody could read stand its parameters', () => {
  assert.equal(behindAnyPath('My Printer'), '');
  assert.equal(behindAnyPath('My Printer SIZE=10 BODY=7BIT'), ' SIZE=10 BODY=7BIT');
  assert.equal(behindAnyPath('<My Printer@> SMTPUTF8'), ' SMTPUTF8');
  assert.equal(behindAnyPath(''), '');
  assert.equal(behindAnyPath('a\rb'), null);
});
