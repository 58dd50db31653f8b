/**
 * Attacks on the author, as published for mail servers (envelope, several From, a header that ends early, odd syntax, encoded words): each is refused,
 * or judged by the very author that readers are shown. Over real sockets; the attacker's own domain passes everything.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { handSigned, rsaKey } from '../../lab/hand-signature.ts';
import { letterFrom, type StrangerPost, strangerPost } from '../../lab/houses/stranger-post.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const key = rsaKey(2_048);
const zone = `
attack.test TXT "v=spf1 ip4:127.0.0.1 -all"
_dmarc.attack.test TXT "v=DMARC1; p=reject"
k._domainkey.attack.test TXT "${key.record}"
legit.test TXT "v=spf1 -all"
_dmarc.legit.test TXT "v=DMARC1; p=reject"
ours.test TXT "v=spf1 -all"
_dmarc.ours.test TXT "v=DMARC1; p=reject"
`;
const BOSS = 'admin@legit.test';
const ATTACKER = 'any@attack.test';
const encoded = (text: string): string => `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`;

/** Signed by the attacker as far as a signer would take it: its fields are whatever is there. */
const signed = (content: string): string =>
  handSigned(content, { key, domain: 'attack.test', fields: ['from', 'subject'] });
const withFrom = (from: string): string => signed(letterFrom(from));

type Attack = readonly [what: string, sender: string, content: string, reply: RegExp];
const NO_AUTHOR = /^550 5\.7\.512/u;
const FAILS = /^550 5\.7\.509/u;
const attacks: readonly Attack[] = [
  // The envelope: what is no address is none.
  ['two addresses in MAIL FROM', `${ATTACKER},${BOSS}`, letterFrom(BOSS), /^501 /u],
  ['a route in front of it', `@attack.test,@legit.test:${BOSS}`, letterFrom(BOSS), /^(?:501|550) /u],
  ['an address behind the bracket', `${ATTACKER}> <${BOSS}`, letterFrom(BOSS), /^5(?:01|55) /u],
  ['an empty sender and an own HELO', '', letterFrom(BOSS), FAILS],
  ['the attacker in the envelope, the boss in From', ATTACKER, letterFrom(BOSS), FAILS],
  ['signed by the attacker, the boss in From', ATTACKER, withFrom(BOSS), FAILS],
  ['a quoted name with the boss in it', ATTACKER, withFrom(`"x@attack.test" <${BOSS}>`), FAILS],
  // Several From.
  ['two From fields', ATTACKER, signed(`From: ${ATTACKER}\r\n${letterFrom(BOSS)}`), NO_AUTHOR],
  ['the other way round', ATTACKER, signed(`From: ${BOSS}\r\n${letterFrom(ATTACKER)}`), NO_AUTHOR],
  [
    'a second From that is only written oddly',
    ATTACKER,
    signed(`From : ${BOSS}\r\n${letterFrom(ATTACKER)}`),
    NO_AUTHOR,
  ],
  ['From prepended to a good signature', ATTACKER, `From: ${BOSS}\r\n${withFrom(ATTACKER)}`, NO_AUTHOR],
  ['two authors in one field', ATTACKER, withFrom(`${ATTACKER}, ${BOSS}`), NO_AUTHOR],
  ['the same in brackets', ATTACKER, withFrom(`<${BOSS}>, <${ATTACKER}>`), NO_AUTHOR],
  ['no From, and the boss as Sender', ATTACKER, signed(`Sender: ${BOSS}\r\nSubject: hello\r\n\r\nbody\r\n`), NO_AUTHOR],
  // A header that ends early.
  ['a line that is no field', ATTACKER, signed(`From: ${ATTACKER}\r\nno field here\r\n${letterFrom(BOSS)}`), NO_AUTHOR],
  ['a first line that is no field', ATTACKER, `no field here\r\n${letterFrom(BOSS)}`, NO_AUTHOR],
  ['a field without a name', ATTACKER, signed(`From: ${ATTACKER}\r\n: x\r\n${letterFrom(BOSS)}`), NO_AUTHOR],
  // Odd syntax.
  ['text behind the brackets', ATTACKER, withFrom(`<${ATTACKER}>${BOSS}`), NO_AUTHOR],
  ['two pairs of brackets', ATTACKER, withFrom(`<${ATTACKER}> <${BOSS}>`), NO_AUTHOR],
  ['a route', ATTACKER, withFrom(`<@attack.test,@x.test:${BOSS}>`), NO_AUTHOR],
  ['a comment in the domain', ATTACKER, withFrom(`admin@le(x)git.test`), NO_AUTHOR],
  ['a NUL', ATTACKER, withFrom(`${BOSS}\0${ATTACKER}`), /^550 5\.6\.0/u],
  ['a quote that is not closed', ATTACKER, withFrom(`"${BOSS} <${ATTACKER}>`), NO_AUTHOR],
  ['a folded field whose second line is the boss', ATTACKER, withFrom(`${ATTACKER}\r\n ${BOSS}`), NO_AUTHOR],
  ['an address literal', ATTACKER, withFrom(`admin@[127.0.0.1]`), NO_AUTHOR],
  ['an address with two @', ATTACKER, withFrom(`admin@legit.test@attack.test`), NO_AUTHOR],
  ['a group', ATTACKER, withFrom(`friends: ${ATTACKER};`), NO_AUTHOR],
  // Encoded words.
  ['the address as an encoded word', ATTACKER, withFrom(encoded(BOSS)), NO_AUTHOR],
  ['the first of two as an encoded word', ATTACKER, withFrom(`${encoded(BOSS)}, ${ATTACKER}`), NO_AUTHOR],
  ['an encoded local part', ATTACKER, withFrom(`<${encoded('admin')}@attack.test>`), NO_AUTHOR],
];

let post: StrangerPost;
before(async () => {
  post = await strangerPost({ resolver: createZoneResolver(zone) });
});
after(() => post[Symbol.asyncDispose]());

for (const [what, sender, content, expected] of attacks)
  test(`refused: ${what}`, async () => {
    const taken = post.house.store.messages.length;
    assert.match(await post.send(sender, content), expected);
    assert.equal(post.house.store.messages.length, taken);
  });

/** Taken, for the attacker is who they show: the trace names the author that the verdict was made for. */
const shown: readonly (readonly [what: string, from: string])[] = [
  ['the boss as the name of the attacker', `"${BOSS}" <${ATTACKER}>`],
  ['the same as an encoded word', `${encoded(BOSS)} <${ATTACKER}>`],
  ['the same in a comment', `${ATTACKER} (${BOSS})`],
];
for (const [what, from] of shown)
  test(`taken as the attacker’s: ${what}`, async () => {
    assert.match(await post.send(ATTACKER, withFrom(from)), /^250/u);
    assert.deepEqual(post.facts().author, { kind: 'one', address: ATTACKER, domain: 'attack.test' });
    const message = post.house.store.messages.at(-1);
    assert.deepEqual(message?.header.from, [ATTACKER]);
    const told = message?.events.find(({ kind }) => kind === 'Screen')?.text ?? '';
    assert.match(told, /any@attack\.test is shown to be its sender.*header\.from=attack\.test/su);
  });

test('where it is only observed it is taken, and the trace names no author', async () => {
  const resolver = createZoneResolver(zone);
  await using at = await strangerPost({ resolver, organization: { protection: 'observe' } });
  assert.match(await at.send(ATTACKER, withFrom(`<${ATTACKER}>${BOSS}`)), /^250/u);
  assert.deepEqual(at.screened().composite, { result: 'none', reason: '300' });
  assert.deepEqual(at.screened().observed, [{ row: 'no-author', would: 'reject' }]);
  assert.notEqual(at.facts().dmarc.result, 'pass');
});
