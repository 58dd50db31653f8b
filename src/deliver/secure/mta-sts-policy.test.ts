import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesHost, parsePolicy, policyId } from './mta-sts-policy.ts';

const ids: readonly [string, readonly string[], string | null][] = [
  ['the example of the RFC', ['v=STSv1; id=20160831085700Z;'], '20160831085700Z'],
  ['blanks around everything', ['v=STSv1 ;  id = 1 ; x=y'], '1'],
  ['other records beside it', ['v=spf1 -all', 'v=STSv1;id=a', 'hello'], 'a'],
  ['two of them', ['v=STSv1; id=1;', 'v=STSv1; id=2;'], null],
  ['no id', ['v=STSv1;'], null],
  ['an id with other characters', ['v=STSv1; id=a-b;'], null],
  ['an id that is too long', [`v=STSv1; id=${'a'.repeat(33)};`], null],
  ['another version', ['v=STSv2; id=1;'], null],
  ['no semicolon', ['v=STSv1 id=1'], null],
  ['nothing', [], null],
];
for (const [name, records, expected] of ids)
  test(`the record of a policy: ${name}`, () => {
    assert.equal(policyId(records), expected);
  });

const good = 'version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\nmax_age: 604800\r\n';

test('a policy is read with either line end, whatever else stands in it', () => {
  const expected = { mode: 'enforce', mx: ['mail.example.com', '*.example.net'], maxAgeS: 604_800 };
  assert.deepEqual(parsePolicy(good), expected);
  assert.deepEqual(parsePolicy(good.replaceAll('\r', '')), expected);
  assert.deepEqual(parsePolicy(`${good}mode: none\nfuture: words\nno colon\n`), expected);
  assert.deepEqual(parsePolicy(good.replace('604800', '9999999999')), { ...expected, maxAgeS: 31_557_600 });
  assert.deepEqual(parsePolicy('version: STSv1\nmode: none\nmax_age: 0'), { mode: 'none', mx: [], maxAgeS: 0 });
});

test('text that is no policy is none', () => {
  for (const text of [
    '',
    '{"version": "STSv1"}',
    good.replace('STSv1', 'STSv2'),
    good.replace('enforce', 'strict'),
    good.replace('max_age: 604800', 'max_age: -1'),
    good.replace('max_age: 604800', ''),
    good.replace(/mx: .*\r\n/gu, ''),
    good.replace('mail.example.com', 'mail example'),
    good.replace('mail.example.com', '*.*.example'),
  ])
    assert.ok('why' in parsePolicy(text), text);
});

test('a pattern stands for exactly one label', () => {
  const policy = { mode: 'enforce' as const, mx: ['mail.example.com', '*.example.net'], maxAgeS: 1 };
  const named = (host: string): boolean => namesHost(policy, host);
  assert.ok(named('mail.example.com') && named('mx1.example.net'));
  for (const host of ['example.net', 'a.b.example.net', 'xmail.example.com', 'mail.example.com.evil', '', 'net'])
    assert.equal(named(host), false, host);
});
