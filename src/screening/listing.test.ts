import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DnsAnswer } from '../dns/resolver.ts';
import type { ListingFact } from '../mail/screening/facts.ts';
import { isRefusal, listingOf, listQuestion, listState } from './listing.ts';

const ZEN = 'zen.spamhaus.org';
const found = (...records: readonly string[]): DnsAnswer<string> => ({ kind: 'found', records });
const meant = (fact: ListingFact): string =>
  fact.kind === 'listed' ? fact.of : fact.kind === 'unknown' ? fact.why : fact.kind;
const means = (list: string, ...codes: readonly string[]): string =>
  meant(listingOf(list, '192.0.2.1', found(...codes)));

test('an address is asked for backwards, IPv6 by nibbles, IPv4 within IPv6 as IPv4', () => {
  assert.equal(listQuestion('192.0.2.1', 'bl.test', null), '1.2.0.192.bl.test');
  assert.equal(listQuestion('::ffff:192.0.2.1', 'bl.test', null), '1.2.0.192.bl.test');
  assert.equal(
    listQuestion('2001:db8:1:2:3:4:567:89ab', 'bl.test', null),
    'b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.bl.test',
  );
  assert.equal(listQuestion('192.0.2.1', 'zen.dq.spamhaus.net', 'abcdefgh'), '1.2.0.192.abcdefgh.zen.dq.spamhaus.net');
});

test('each code of ZEN means what Spamhaus says', () => {
  for (const last of [2, 3, 4, 5, 6, 7, 9]) assert.equal(means(ZEN, `127.0.0.${last}`), 'spam');
  for (const last of [10, 11]) assert.equal(means(ZEN, `127.0.0.${last}`), 'policy');
  for (const last of [0, 1, 8, 12, 20, 255]) assert.equal(means(ZEN, `127.0.0.${last}`), 'nonsense');
  assert.equal(means(ZEN, '127.0.0.10', '127.0.0.4'), 'spam');
  const fact = listingOf(ZEN, '192.0.2.1', found('127.0.0.4'));
  assert.ok(fact.kind === 'listed' && fact.code === '127.0.0.4' && fact.lookUp?.includes('192.0.2.1'));
});

test('a refusal is never a listing, whatever stands beside it', () => {
  for (const last of [252, 254, 255]) assert.equal(means(ZEN, '127.0.0.2', `127.255.255.${last}`), 'refused');
  assert.equal(means('bl.test', '127.0.0.1'), 'nonsense');
  assert.equal(means('dbl.spamhaus.org', '127.0.1.255'), 'nonsense');
  assert.equal(means('list.dnswl.org', '127.0.5.3'), 'nonsense');
});

test('an unknown list means spam by what it says, and dynamic addresses by 10 and 11', () => {
  assert.equal(means('bl.test', '127.0.0.2'), 'spam');
  assert.equal(means('bl.test', '127.0.3.9'), 'spam');
  assert.equal(means('bl.test', '127.0.0.10'), 'policy');
  assert.equal(means('combined.mail.abusix.zone', '127.0.0.12'), 'policy');
  assert.equal(meant(listingOf('bl.test', '192.0.2.1', { kind: 'no-such-name' })), 'not-listed');
  assert.equal(meant(listingOf('bl.test', '192.0.2.1', { kind: 'failed', reason: 'SERVFAIL' })), 'silent');
});

test('nothing outside 127.0.0.0/16 is ever a listing', () => {
  const octet = fc.nat(255);
  fc.assert(
    fc.property(octet, octet, octet, octet, fc.constantFrom(ZEN, 'bl.test'), (a, b, c, d, list) => {
      const fact = listingOf(list, '192.0.2.1', found(`${a}.${b}.${c}.${d}`));
      assert.ok(fact.kind !== 'not-listed');
      if (fact.kind === 'listed') assert.ok(a === 127 && b === 0 && !isRefusal(fact.code));
    }),
  );
  for (const words of [[], ['::1'], ['garbage'], Array.from({ length: 99 }, () => '127.0.0.2')])
    assert.equal(means('bl.test', ...words), 'nonsense');
});

test('a list is believed that lists its entry for tests, and not what no list may have', () => {
  const listed = listingOf('bl.test', '127.0.0.2', found('127.0.0.2'));
  const not = listingOf('bl.test', '127.0.0.1', { kind: 'no-such-name' });
  const silent = listingOf('bl.test', '127.0.0.1', { kind: 'failed', reason: 'no answer in time' });
  const refused = listingOf('bl.test', '127.0.0.1', found('127.255.255.254'));
  assert.equal(listState(listed, not), 'good');
  assert.equal(listState(listed, listed), 'lists-everything');
  assert.equal(listState(not, not), 'lists-nothing');
  assert.equal(listState(refused, refused), 'refuses');
  assert.equal(listState(listed, silent), 'silent');
});
