/** DKIM of strangers' mail, signature by signature: what a library says of each, and what it counts for. And ARC, which only is shown. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { ed25519Key, type HandSignature, handSigned, rsaKey } from '../../lab/hand-signature.ts';
import { letterFrom, type StrangerPost, strangerPost } from '../../lab/houses/stranger-post.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const [key, other, edwards] = [rsaKey(2_048), rsaKey(2_048), ed25519Key()];
const [of512, of768, of1024] = [rsaKey(512), rsaKey(768), rsaKey(1_024)];
const records = `
a.test TXT "v=spf1 -all"
_dmarc.a.test TXT "v=DMARC1; p=reject"
k._domainkey.a.test TXT "${key.record}"
ed._domainkey.a.test TXT "${edwards.record}"
k512._domainkey.a.test TXT "${of512.record}"
k768._domainkey.a.test TXT "${of768.record}"
k1024._domainkey.a.test TXT "${of1024.record}"
strict._domainkey.a.test TXT "${key.record}; t=s"
two._domainkey.a.test TXT "${key.record}"
two._domainkey.a.test TXT "${other.record}"
k._domainkey.b.test TXT "${key.record}"
k._domainkey.relay.test TXT "${key.record}"
silent._domainkey.relay.test SERVFAIL
`;

/** Asked for, beside what it answers. */
function noting(zone: Resolver): { readonly resolver: Resolver; readonly asked: string[] } {
  const asked: string[] = [];
  const txt: Resolver['txt'] = (name, signal) => {
    asked.push(name);
    return zone.txt(name, signal);
  };
  return { resolver: { ...zone, txt }, asked };
}

const letter = letterFrom('x@a.test');
const day = (offset: number): string => String(Math.trunc(Date.now() / 1_000) + 86_400 * offset);
const mine = (more: Partial<HandSignature> = {}): HandSignature => ({ key, domain: 'a.test', ...more });
const withTags = (tags: HandSignature['tags']): HandSignature => mine({ ...(tags !== undefined && { tags }) });

/** The results in their order, and what becomes of a message whose domain asks to reject what fails. */
type Row = readonly [name: string, content: string, dkim: readonly string[], taken: boolean];
const rows: readonly Row[] = [
  ['RSA, 2,048 bits', handSigned(letter, mine()), ['pass'], true],
  ['RSA, 1,024 bits', handSigned(letter, mine({ key: of1024, selector: 'k1024' })), ['pass'], true],
  ['RSA, 768 bits', handSigned(letter, mine({ key: of768, selector: 'k768' })), ['policy'], false],
  ['RSA, 512 bits', handSigned(letter, mine({ key: of512, selector: 'k512' })), ['policy'], false],
  ['Ed25519', handSigned(letter, mine({ key: edwards, selector: 'ed', algorithm: 'ed25519-sha256' })), ['pass'], true],
  [
    'RSA beside Ed25519',
    handSigned(handSigned(letter, mine()), mine({ key: edwards, selector: 'ed', algorithm: 'ed25519-sha256' })),
    ['pass', 'pass'],
    true,
  ],
  ['SHA-1', handSigned(letter, mine({ algorithm: 'rsa-sha1' })), ['policy'], false],
  ['it has expired', handSigned(letter, withTags({ t: day(-3), x: day(-1) })), ['neutral'], false],
  ['it expired before it was made', handSigned(letter, withTags({ t: day(-1), x: day(-2) })), ['neutral'], false],
  ['it expires later', handSigned(letter, withTags({ t: day(-1), x: day(1) })), ['pass'], true],
  ['an identity in a foreign domain', handSigned(letter, withTags({ i: '@b.test' })), ['neutral'], false],
  ['an identity below the domain', handSigned(letter, withTags({ i: '@sub.a.test' })), ['pass'], true],
  [
    'the same with a key that wants the very domain',
    handSigned(letter, mine({ selector: 'strict', tags: { i: '@sub.a.test' } })),
    ['neutral'],
    false,
  ],
  ['another version', handSigned(letter, withTags({ v: '2' })), ['neutral'], false],
  ['no version', handSigned(letter, withTags({ v: null })), ['neutral'], false],
  ['keys of another kind', handSigned(letter, withTags({ q: 'http/txt' })), ['neutral'], false],
  ['From is not signed', handSigned(letter, mine({ fields: ['subject', 'date'] })), ['neutral'], false],
  ['Subject was changed', handSigned(letter, mine()).replace('hello', 'other'), ['fail'], false],
  ['the body was changed', handSigned(letter, mine()).replace('body', 'other'), ['fail'], false],
  [
    'a second Subject where none may be added',
    handSigned(letter, mine({ fields: ['from', 'subject', 'subject'] })).replace('From:', 'Subject: pay\r\nFrom:'),
    ['fail'],
    false,
  ],
  [
    'a good one below a bad one',
    `${fieldOf(handSigned(letter, mine())).replace(/b=..../u, 'b=AAAA')}${handSigned(letter, mine())}`,
    ['fail', 'pass'],
    true,
  ],
  ['a good one of another domain', handSigned(letter, mine({ domain: 'b.test' })), ['pass'], false],
  ['two keys at one name', handSigned(letter, mine({ selector: 'two' })), ['pass'], true],
];

function fieldOf(signed: string): string {
  return signed.slice(0, -letter.length);
}

let post: StrangerPost;
before(async () => {
  post = await strangerPost({ resolver: createZoneResolver(records) });
});
after(() => post[Symbol.asyncDispose]());

for (const [name, content, dkim, taken] of rows)
  test(`DKIM: ${name}`, async () => {
    const reply = await post.send('x@nothing.test', content);
    assert.deepEqual(
      post.facts().dkim.map(({ result }) => result),
      dkim,
    );
    assert.equal(post.facts().dmarc.result, taken ? 'pass' : 'fail');
    assert.match(reply, taken ? /^250/u : /^550 5\.7\.509/u);
    if (taken) assert.match(post.screened().results ?? '', /dkim=pass header\.d=a\.test header\.s=/u);
  });

test('DKIM: a key is not asked for where the signature is none that could count', async () => {
  const { resolver, asked } = noting(createZoneResolver(records));
  await using at = await strangerPost({ resolver });
  const good = handSigned(letter, mine());
  for (const odd of [
    handSigned(letter, mine({ algorithm: 'rsa-sha1' })),
    good.replace('s=k;', 's=k\0;'),
    good.replace('d=a.test;', 'd="a.test";'),
    good.replace('v=1;', 'v=1; v=1;'),
  ]) {
    // A NUL is refused as such, for strangers.
    assert.match(await at.send('x@nothing.test', odd), /^550 5\.(?:7\.509|6\.0)/u, odd.slice(0, 60));
    assert.deepEqual(
      asked.filter((one) => one.includes('_domainkey')),
      [],
      odd.slice(0, 60),
    );
  }
});

test('DKIM: a key of 16,384 bits is verified like any other, and others are answered meanwhile', async () => {
  // A key may be published that nobody has: one of such a size is not made in a test.
  const modulus = randomBytes(2_048);
  modulus[0] = 0xc1;
  modulus[2_047] = 0x01;
  const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));
  const inner = sequence(tagged(0x02, Buffer.concat([Buffer.of(0), modulus])), Buffer.from('0203010001', 'hex'));
  const spki = sequence(
    Buffer.from('300d06092a864886f70d0101010500', 'hex'),
    tagged(0x03, Buffer.concat([Buffer.of(0), inner])),
  );
  const record = `big._domainkey.a.test TXT "v=DKIM1; p=${spki.toString('base64')}"`;
  await using at = await strangerPost({ resolver: createZoneResolver(`${records}${record}`) });
  const forged = handSigned(letter, mine({ selector: 'big' })).replace(
    /b=[^=;]+=*\r\n/u,
    `b=${(
      randomBytes(2_048)
        .toString('base64')
        .match(/.{1,76}/gu) ?? []
    ).join('\r\n ')}\r\n`,
  );
  const beside = await at.house.talk();
  await beside.hello();
  const [reply, noop] = await Promise.all([at.send('x@nothing.test', forged), beside.say('NOOP')]);
  assert.match(reply, /^550 5\.7\.509/u);
  assert.match(noop, /^250/u);
  assert.deepEqual(
    at.facts().dkim.map(({ result, selector }) => [result, selector]),
    [['fail', 'big']],
  );
});

/** DER. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

// -- ARC

async function sealed(
  content: string,
  more: { readonly selector?: string; readonly cv?: string } = {},
): Promise<string> {
  const seal = await sealMessage(Buffer.from(content, 'latin1'), {
    signingDomain: 'relay.test',
    selector: 'k',
    privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    authResults: 'relay.test; dmarc=pass header.from=a.test',
    cv: 'none',
    ...more,
  });
  return `${seal.toString('latin1')}${content}`;
}

async function arcOf(content: string): Promise<string> {
  await post.send('x@nothing.test', content);
  return post.facts().arc.result;
}

test('ARC: each result is shown, and none decides', async () => {
  const once = await sealed(letter);
  const twice = await sealed(once, { cv: 'pass' });
  assert.equal(await arcOf(letter), 'none');
  assert.equal(await arcOf(once), 'pass');
  assert.equal(await arcOf(twice), 'pass');
  assert.equal(await arcOf(once.replace('body', 'other')), 'fail', 'the body was changed');
  assert.equal(await arcOf(once.replace('Subject: hello', 'Subject: other')), 'fail', 'the header was changed');
  assert.equal(await arcOf(twice.replace('header.from=a.test', 'header.from=b.test')), 'fail', 'a result was changed');
  assert.equal(await arcOf(once.replaceAll('i=1;', 'i=2;')), 'fail', 'the first one is missing');
  assert.equal(await arcOf(await sealed(once, { cv: 'fail' })), 'fail', 'somebody before us has seen it fail');
  assert.equal(await arcOf(once.replace(/^ARC-Seal:.*\r\n(?:[ \t].*\r\n)*/mu, '')), 'fail', 'a field of it is missing');
  assert.equal(await arcOf(await sealed(letter, { selector: 'nowhere' })), 'fail', 'its key is nowhere');
  assert.equal(
    await arcOf(await sealed(letter, { selector: 'silent' })),
    'fail',
    'DNS does not tell its key: it shows nothing either',
  );
  // Its domain asks to reject what fails DMARC, and a chain that passes does not change that.
  assert.match(await post.send('x@nothing.test', once), /^550 5\.7\.509/u);
});
