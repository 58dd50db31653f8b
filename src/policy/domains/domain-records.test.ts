import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mxLabel, spfAdvice } from './domain-records.ts';

test('the MX label is readable', () => {
  assert.equal(mxLabel('contoso.com'), 'contoso-com');
  assert.equal(mxLabel('a-b.com'), 'a--b-com');
  assert.equal(mxLabel('mail.xn--bro-hoa.example'), 'mail-xn----bro--hoa-example');
});

test('a domain whose label would be reserved gets another one, which authorities put in certificates', () => {
  assert.equal(mxLabel('xn--bro-hoa.example'), 'mail---xn----bro--hoa-example');
  assert.equal(mxLabel('ab-c.example'), 'mail---ab--c-example');
  assert.match(mxLabel(`xn--${'bro-hoa'.repeat(6)}.example`), /^mail---xn----bro.*---[0-9a-f]{16}$/);
});

test('no two domains have the same MX label, and every label is a host name label', () => {
  const part = fc.stringMatching(/^(?:xn--|mail---)?[a-c0]([a-c0-]{0,5}[a-c0])?$/);
  const domain = fc.array(part, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('.'));
  const long = fc.tuple(fc.stringMatching(/^[ab-]{40,60}$/), domain).map(([text, rest]) => `x${text}x.${rest}`);
  fc.assert(
    fc.property(fc.oneof(domain, long), fc.oneof(domain, long), (one, two) => {
      assert.match(mxLabel(one), /^(?!..--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
      if (one !== two) assert.notEqual(mxLabel(one), mxLabel(two));
    }),
    { numRuns: 2000 },
  );
  assert.notEqual(mxLabel('a.b-c.de'), mxLabel('a-b.c.de'));
});

const egress = ['203.0.113.5', '2001:db8::5'];

test('a domain without SPF gets a whole record', () => {
  assert.equal(spfAdvice([], egress).value, 'v=spf1 ip4:203.0.113.5 ip6:2001:db8::5 ~all');
  assert.equal(spfAdvice(null, egress).value, 'v=spf1 ip4:203.0.113.5 ip6:2001:db8::5 ~all');
});

test('a present SPF record is kept and added to, its end stays the end', () => {
  const { value, why } = spfAdvice(['v=spf1 ip4:203.0.113.5 include:other.example -all'], egress);
  assert.equal(value, 'v=spf1 ip6:2001:db8::5 ip4:203.0.113.5 include:other.example -all');
  assert.match(why, /change the present/);
  assert.match(spfAdvice([`v=spf1 ip4:203.0.113.5 +ip6:2001:DB8::5 -all`], egress).why, /already/);
  assert.match(spfAdvice(['v=spf1 redirect=_spf.other.example'], egress).value, /redirect=_spf\.other\.example$/);
});

test('services that send for the domain are included, once', () => {
  const includes = ['spf.protection.outlook.com'];
  assert.equal(
    spfAdvice([], ['203.0.113.5'], includes).value,
    'v=spf1 ip4:203.0.113.5 include:spf.protection.outlook.com ~all',
  );
  const present = 'v=spf1 ip4:203.0.113.5 include:spf.protection.outlook.com -all';
  assert.equal(spfAdvice([present], ['203.0.113.5'], includes).value, present);
  assert.match(spfAdvice([], [], includes).value, /^v=spf1 ip4:<your public address> include:spf\.protection/);
});

test('two SPF records are merged into one, because two are none', () => {
  const { value, why } = spfAdvice(['v=spf1 mx ~all', 'v=spf1 include:a.example -all', 'v=spf10 no'], ['203.0.113.5']);
  assert.equal(value, 'v=spf1 ip4:203.0.113.5 mx include:a.example ~all');
  assert.match(why, /^2 SPF records/);
});

test('more than ten lookups are pointed at', () => {
  const includes = Array.from({ length: 11 }, (_, i) => `include:s${i}.example`).join(' ');
  assert.match(spfAdvice([`v=spf1 ${includes} -all`], egress).why, /11 terms need a DNS lookup/);
});

test('without known egress addresses the line says what to set', () => {
  assert.match(spfAdvice([], []).why, /egressAddresses/);
});
