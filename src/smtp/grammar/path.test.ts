import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { domainKeyOf } from './domain.ts';
import { parseForwardPath, parseMailbox, parseReversePath } from './path.ts';

const ascii = { smtputf8: false };
const utf8 = { smtputf8: true };
const accepts = (text: string, options = ascii): boolean => parseMailbox(text, options).ok;
const key = (path: string): string | null => {
  const parsed = parseForwardPath(path, ascii);
  return parsed.ok ? `${parsed.path.local}@${parsed.path.domainKey}` : null;
};

interface Vector {
  readonly id: string;
  readonly address: string;
  readonly category: string;
  readonly diagnosis: string;
}

test('of the isemail suite exactly what RFC 5321 §4.1.2 calls a Mailbox is accepted', () => {
  // Valid there is what is valid, what only DNS knows to be wrong, and what isemail calls valid for SMTP only: quoted strings, address
  // literals, numeric and single-label domains. Not valid are errors, white space and comments (RFC 5322 only), what is too long or has
  // the wrong shape for SMTP (its category RFC5322), and obsolete forms (a quoted control character, a `::` for one group).
  // A local part over 64 octets is valid here: every server must take that much, and may take more (§4.5.3.1).
  const categories = new Set(['ISEMAIL_VALID_CATEGORY', 'ISEMAIL_DNSWARN', 'ISEMAIL_RFC5321']);
  const isValid = ({ category, diagnosis }: Vector): boolean =>
    categories.has(category) || diagnosis === 'ISEMAIL_RFC5322_LOCAL_TOOLONG';
  const vectors: Vector[] = JSON.parse(
    readFileSync(new URL('../../../test/vectors/isemail.json', import.meta.url), 'utf8'),
  );
  const wrong = vectors.filter((vector) => accepts(vector.address) !== isValid(vector));
  assert.equal(vectors.length, 164);
  assert.deepEqual(
    wrong.map((vector) => `${vector.id} ${vector.address} ${vector.diagnosis}`),
    [],
  );
});

test('paths that try to make a relay of us are read as what they are (REL-01 to REL-19)', () => {
  assert.equal(key('<victim@relay.test>'), 'victim@relay.test');
  assert.equal(key('<victim%relay.test@ours.test>'), 'victim%relay.test@ours.test');
  assert.equal(key('<victim%relay.test@[127.0.0.1]>'), 'victim%relay.test@[127.0.0.1]');
  assert.equal(key('<"victim@relay.test"@ours.test>'), '"victim@relay.test"@ours.test');
  assert.equal(key('<relay.test!victim@ours.test>'), 'relay.test!victim@ours.test');
  for (const route of ['@ours.test', '@[127.0.0.1]', '@[IPv6:::1]', '@ours.test,@other.test'])
    assert.equal(key(`<${route}:victim@relay.test>`), 'victim@relay.test');
  for (const path of [
    '<victim%relay.test>',
    '<"victim@relay.test">',
    '<"victim%relay.test">',
    '<victim@relay.test@ours.test>',
    '<victim@relay.test@[127.0.0.1]>',
    '<relay.test!victim>',
    '<ours.test!relay.test!victim>',
    '<@ours.test>',
    '<@ours.test:>',
    '<@:a@b.test>',
    '<@a..b:a@b.test>',
  ])
    assert.equal(key(path), null, path);
});

test('postmaster needs no domain in RCPT, and everything else does', () => {
  const parsed = parseForwardPath('<PostMaster> NOTIFY=NEVER', ascii);
  assert.deepEqual(parsed, {
    ok: true,
    path: { local: 'PostMaster', domain: '', domainKey: '' },
    rest: ' NOTIFY=NEVER',
  });
  assert.equal(parseReversePath('<postmaster>', ascii).ok, false);
  assert.equal(parseForwardPath('<abuse>', ascii).ok, false);
  assert.equal(parseForwardPath('<>', ascii).ok, false);
  assert.deepEqual(parseReversePath('<>', ascii), { ok: true, path: null, rest: '' });
});

test('brackets are where they belong or the path is refused (CMD-08)', () => {
  for (const text of [
    'a@b.test',
    ' <a@b.test>',
    '<a@b.test',
    'a@b.test>',
    '<<a@b.test>>',
    '<a@b.test>>',
    '',
    '<',
    '<a@b.test>x',
  ])
    assert.equal(parseReversePath(text, ascii).ok, false, text);
  const quoted = parseReversePath('<"a>b"@c.test> BODY=7BIT', ascii);
  assert.equal(quoted.ok && quoted.rest, ' BODY=7BIT');
});

test('dots, hyphens and underscores in wrong places are refused (CMD-09)', () => {
  for (const text of [
    'ilo.@x.test',
    '.a@b.test',
    'a..b@b.test',
    'a@b..test',
    'a@b.test.',
    'a@.b.test',
    'a@-b.test',
    'a@b_c.test',
  ])
    assert.equal(accepts(text), false, text);
});

test('control and invisible characters are refused everywhere (CMD-10)', () => {
  for (const hidden of [
    '\0',
    '\x1b',
    '\x7f',
    '\r',
    '\n',
    '\t',
    '\u0085',
    '\u00ad',
    '\u200b',
    '\u2060',
    '\ufeff',
    '\u2028',
    '\u00a0',
    '\u3164',
    '\ud800',
  ]) {
    const name = JSON.stringify(hidden);
    assert.equal(accepts(`te${hidden}st@b.test`, utf8), false, `local ${name}`);
    assert.equal(accepts(`"te${hidden}st"@b.test`, utf8), false, `quoted ${name}`);
    assert.equal(accepts(`test@exam${hidden}ple.test`, utf8), false, `domain ${name}`);
  }
});

test('sizes are held to the octet (CMD-11)', () => {
  const label = (length: number): string => 'd'.repeat(length);
  // Forwarders and senders of bulk mail need local parts over 64 octets: what the path has room for.
  assert.equal(accepts(`${label(247)}@b.test`), true);
  assert.equal(accepts(`${label(248)}@b.test`), false);
  assert.equal(accepts(`"${'a '.repeat(122)}"@b.test`), true);
  assert.equal(accepts(`"${'a '.repeat(123)}"@b.test`), false);
  assert.equal(accepts(`${'ü'.repeat(123)}@b.test`, utf8), true);
  assert.equal(accepts(`${'ü'.repeat(123)}xx@b.test`, utf8), false);
  assert.equal(accepts(`a@${label(63)}.test`), true);
  assert.equal(accepts(`a@${label(64)}.test`), false);
  const domain = `${label(63)}.${label(63)}.${label(63)}`; // 191 octets
  assert.equal(accepts(`${label(62)}@${domain}`), true); // a path of 256
  assert.equal(accepts(`${label(63)}@${domain}`), false);
  assert.notEqual(domainKeyOf(`${domain}.${label(63)}`), null); // 255
  assert.equal(domainKeyOf(`${domain}.${label(61)}.x.y`), null); // 257
});

test('a quoted local part is kept byte for byte (CMD-12)', () => {
  for (const local of ['"a b"', '"a\\\\\\"b"', '""', '"\\\\a"', '"@"']) {
    const parsed = parseMailbox(`${local}@b.test`, ascii);
    assert.equal(parsed.ok && parsed.address.local, local);
  }
  for (const local of ['"a"."b"', '"a"b', '"a', '"\\"', 'a"b"']) assert.equal(accepts(`${local}@b.test`), false, local);
});

test('address literals have one normal form (CMD-13)', () => {
  for (const literal of [
    '[999.9.9.9]',
    '[192.168.1]',
    '[]',
    '[notanip]',
    '[IPv6:invalid]',
    '[IPv6:1:2:3:4:5:6:7::]',
    '[x:1]',
    '[1.2.3.4',
  ])
    assert.equal(accepts(`test@${literal}`), false, literal);
  assert.equal(domainKeyOf('[IPv6:::ffff:c0a8:0101]'), '[192.168.1.1]');
  assert.equal(domainKeyOf('[ipv6:::FFFF:192.168.1.1]'), '[192.168.1.1]');
  assert.equal(domainKeyOf('[IPv6:2001:DB8:0:0:1:0:0:1]'), '[IPv6:2001:db8::1:0:0:1]');
  assert.equal(domainKeyOf('[IPv6:::]'), '[IPv6:::]');
  assert.equal(domainKeyOf('[010.000.1.9]'), '[10.0.1.9]');
});

test('domains are compared as lower-case A-labels', () => {
  assert.equal(domainKeyOf('Example.TEST'), 'example.test');
  assert.equal(domainKeyOf('BÜCHER.test'), 'xn--bcher-kva.test');
  assert.equal(domainKeyOf('XN--bcher-kva.test'), 'xn--bcher-kva.test');
  for (const domain of ['xn---', 'xn--\u00fc.test', 'a％b.test', 'b＠c.test', 'a/b.test', ''])
    assert.equal(domainKeyOf(domain), null, domain);
  assert.equal(accepts('ü@bücher.test'), false);
  assert.equal(accepts('ü@bücher.test', utf8), true);
});
