import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AuthenticationFact } from '../mail/screening/facts.ts';
import { isForged, resultsText, stampsOf } from './stamps.ts';

const hosts = ['mx.ours.test', 'mail.ours.test'];
const isOurs = (value: string): boolean => isForged('authentication-results', () => value, hosts);

test('results in our name are ours, however the name is written', () => {
  for (const value of [
    'mx.ours.test; spf=pass',
    'MX.Ours.Test; spf=pass',
    'mx.ours.test',
    'mx.ours.test 1; spf=pass',
    'mx.ours.test/1; spf=pass',
    'mx.ours.test.; spf=pass',
    '(a (nested) comment) mx.ours.test (v) 1; none',
    '"mx.ours.test"; none',
    '(x) "mx.ours.test"; none',
    '"mx\\.ours.test"; none',
    '\t mail.ours.test ;none',
    '(never ends mx.ours.test; spf=pass',
    '"never ends mx.ours.test; spf=pass',
  ])
    assert.ok(isOurs(value), value);
});

test('results of others stay', () => {
  for (const value of [
    'other.test; spf=pass smtp.mailfrom=mx.ours.test',
    'mx.ours.test.other.test; spf=pass',
    'other.test (mx.ours.test); spf=pass',
    'spf=pass (mx.ours.test) smtp.mailfrom=a.test',
    '(mx.ours.test) other.test; none',
    '"other.test"; mx.ours.test',
    '',
  ])
    assert.ok(!isOurs(value), value);
});

test('our name with comments, blanks and capitals around and in it is always found', () => {
  const blank = fc
    .constantFrom('', ' ', '\t', '(x)', ' (a (b) "c) \\) ', '(mail)  ')
    .map((one) => (one.includes('"') ? '(a (b) c \\) ) ' : one));
  const name = fc
    .tuple(fc.constantFrom(...hosts), fc.infiniteStream(fc.boolean()))
    .map(([host, upper]) => [...host].map((c) => (upper.next().value ? c.toUpperCase() : c)).join(''));
  fc.assert(
    fc.property(blank, name, fc.constantFrom('', ' ', ' (c) ', ' 1'), fc.constantFrom('; none', ';', ''), (...parts) =>
      isOurs(parts.join('')),
    ),
  );
});

test('fields of a filter are taken from nobody else', () => {
  for (const name of ['x-doorpost-screen', 'x-doorpost-', 'x-spam-flag', 'x-ms-exchange-organization-authas'])
    assert.ok(
      isForged(name, () => '', hosts),
      name,
    );
  for (const name of [
    'x-spam-status',
    'x-doorpost',
    'arc-authentication-results',
    'received-spf',
    'x-ms-exchange-crosstenant-id',
  ])
    assert.ok(!isForged(name, () => 'mx.ours.test', hosts), name);
});

const fact = (domains: readonly string[]): AuthenticationFact => ({
  author: { kind: 'one', address: 'x@a.test', domain: 'a.test' },
  spf: { result: 'pass', domain: 'a.test', isAligned: true, text: '' },
  dkim: domains.map((domain) => ({
    result: 'pass',
    domain,
    selector: 'k',
    isAligned: true,
    isPartial: false,
    text: '',
  })),
  dmarc: { result: 'pass', domain: 'a.test', policy: 'reject', text: '' },
  arc: { result: 'none', domain: null },
});

test('results have room for 2 KiB, whatever is signed, and hold nothing but names', () => {
  const long = resultsText(
    fact(Array.from({ length: 10 }, () => 'a'.repeat(255))),
    { result: 'pass', reason: '100' },
    false,
  );
  assert.ok(long.length <= 2_048);
  assert.match(long, /^spf=pass .*dmarc=pass .*compauth=pass reason=100$/u);
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 10 }), (domains) => {
      const text = resultsText(fact(domains), undefined, true);
      assert.match(text, /^[\w .;=@+/-]*$/u);
      const stamps = stampsOf(
        {
          screened: { scl: 1, category: 'NONE', filter: 'NSPM', disposition: 'inbox', results: text },
          clientAddress: '192.0.2.1',
          helo: domains.join(' '),
        },
        'mx.ours.test',
      );
      assert.match(stamps, /^(?:[A-Z][\w-]+: [ -~]+\r\n(?:\t[ -~]+\r\n)*){2}$/u);
    }),
  );
});

test('what nobody screened has no stamps', () => {
  assert.equal(stampsOf({ clientAddress: null, helo: null }, 'mx.ours.test'), '');
});
