/** The fate of strangers' mail when DNS does not answer, and in an own name: over real sockets, with what the presets do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handSigned, rsaKey } from '../../lab/hand-signature.ts';
import { letterFrom, type StrangerPost, strangerPost } from '../../lab/houses/stranger-post.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const key = rsaKey(2_048);
const zone = `
a.test TXT "v=spf1 -all"
_dmarc.a.test TXT "v=DMARC1; p=reject"
k._domainkey.a.test TXT "${key.record}"
good.test TXT "v=spf1 ip4:127.0.0.1 -all"
ours.test TXT "v=spf1 ip4:192.0.2.1 -all"
`;
const signed = handSigned(letterFrom('x@a.test'), { key, domain: 'a.test' });

test('a key that DNS does not tell: the sender comes again, and then its mail is in the inbox', async () => {
  const resolver = createZoneResolver(zone.replace(/^k\._domainkey.*$/mu, 'k._domainkey.a.test SERVFAIL'));
  await using post = await strangerPost({ resolver });
  assert.match(await post.send('x@nothing.test', signed), /^451 4\.4\.3 /u);
  assert.equal(post.house.store.messages.length, 0);
  resolver.set(zone);
  assert.match(await post.send('x@nothing.test', signed), /^250/u);
  assert.equal(post.screened().disposition, 'inbox');
  assert.deepEqual(post.screened().composite, { result: 'pass', reason: '100' });
});

test('a DMARC record that DNS does not tell: the sender comes again; where it asks for nothing it is taken', async () => {
  const resolver = createZoneResolver(`${zone}_dmarc.good.test SERVFAIL`);
  await using post = await strangerPost({ resolver });
  assert.match(await post.send('x@good.test', letterFrom('x@good.test')), /^451 4\.4\.3 /u);
  resolver.set(`${zone}_dmarc.b.test TXT "v=DMARC1; p=none"\nb.test SERVFAIL`);
  assert.match(await post.send('x@b.test', letterFrom('x@b.test')), /^250/u);
  assert.deepEqual(post.screened().composite, { result: 'none', reason: '400' });
});

type Failed = { readonly kind: 'failed'; readonly reason: string };

/** Knows nothing while it is silent. @param no what it says then; as if nothing were listening: at once. */
function failing(
  no: () => Promise<Failed> = async () => ({ kind: 'failed', reason: 'no answer' }),
): Resolver & { isSilent: boolean } {
  const known = createZoneResolver(zone);
  const state = { isSilent: true };
  const when = <Args extends readonly unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    ((...args: Args) => (state.isSilent ? no() : ask(...args))) as (...args: Args) => Promise<Answer>;
  return Object.assign(state, {
    mx: when(known.mx),
    a: when(known.a),
    aaaa: when(known.aaaa),
    txt: when(known.txt),
    ns: when(known.ns),
    ptr: when(known.ptr),
    at: known.at,
  });
}

test('while our own name server answers nobody, mail is taken at once without knowing who sent it, none into Junk, with an alarm', async () => {
  const resolver = failing();
  await using post = await strangerPost({ resolver });
  const alarms = (): number =>
    post.house.observed.filter((one) => one.kind === 'alarm' && one.alarm.kind === 'resolver-sick').length;
  assert.match(await post.send('x@a.test', signed), /^250/u);
  assert.equal(alarms(), 1);
  const since = post.clock.now();
  for (const from of ['x@a.test', 'boss@ours.test', 'x@unknown.test']) {
    assert.match(await post.send(from, letterFrom(from)), /^250/u);
    assert.deepEqual(post.screened().composite, { result: 'none', reason: '400' });
    assert.equal(post.screened().disposition, 'inbox', from);
  }
  assert.equal(post.clock.now(), since, 'nobody waited');
  resolver.isSilent = false;
  await post.clock.advance(11_000);
  await until(() => post.house.observed.some((one) => one.kind === 'alarm-over' && one.key === 'resolver-sick'));
  assert.match(await post.send('x@a.test', letterFrom('x@a.test')), /^550 5\.7\.509/u);
});

test('with name servers that say nothing at all the first message is taken within 20 seconds, and the next ones at once', async () => {
  let asked = 0;
  // Not even that it was given up.
  const resolver = failing(() => {
    asked++;
    return new Promise<Failed>(() => {});
  });
  await using post = await strangerPost({ resolver });
  const { clock } = post;
  const took = (reply: string): void => {
    assert.match(reply, /^250/u);
    assert.deepEqual(post.screened().composite, { result: 'none', reason: '400' });
    assert.equal(post.screened().disposition, 'inbox');
  };
  const sending = post.send('x@a.test', signed);
  await until(() => asked > 0);
  const since = clock.now();
  took(await turnedFor(post, sending));
  assert.ok(clock.now() - since <= 20_000);
  const raised = post.house.observed.filter((one) => one.kind === 'alarm' && one.alarm.kind === 'resolver-sick');
  assert.equal(raised.length, 1);
  for (const from of ['boss@ours.test', 'x@a.test', 'x@unknown.test']) took(await post.send(from, letterFrom(from)));
  resolver.isSilent = false;
  await clock.advance(15_000);
  await until(() => post.house.observed.some((one) => one.kind === 'alarm-over' && one.key === 'resolver-sick'));
  assert.match(await post.send('x@a.test', letterFrom('x@a.test')), /^550 5\.7\.509/u);
});

test('a key whose name server says nothing: the sender comes again, and ours is not taken for sick', async () => {
  const known = createZoneResolver(zone);
  let isSilent = true;
  let asked = 0;
  const txt: Resolver['txt'] = (name, signal) => {
    if (!isSilent || !name.startsWith('k._domainkey')) return known.txt(name, signal);
    asked++;
    return new Promise(() => {});
  };
  await using post = await strangerPost({ resolver: { ...known, txt } });
  const sending = post.send('x@nothing.test', signed);
  await until(() => asked > 0);
  assert.match(await turnedFor(post, sending), /^451 4\.4\.3 /u);
  assert.ok(!post.house.observed.some(({ kind }) => kind === 'alarm'));
  isSilent = false;
  assert.match(await post.send('x@nothing.test', signed), /^250/u);
  assert.equal(post.screened().disposition, 'inbox');
});

/** Turns the clock until there is a reply, slowly: a thread has work to do meanwhile. */
async function turnedFor({ clock }: StrangerPost, sending: Promise<string>): Promise<string> {
  let isOver = false;
  void sending.then(() => (isOver = true));
  while (!isOver) {
    await clock.advance(100);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return sending;
}

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; !holds(); n++) {
    assert.ok(n < 1_000, 'it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

// -- in an own name

const FROM = { own: 'boss@ours.test', foreign: 'x@good.test', none: '' } as const;
type Who = keyof typeof FROM;

/** The fate of Direct Send: nothing refused, by the envelope, by the author too. */
const matrix: readonly (readonly [sender: Who, author: Who, nothing: string, envelope: string, both: string])[] = [
  ['own', 'own', 'junk', '5.7.68', '5.7.68'],
  ['own', 'foreign', 'inbox', '5.7.68', '5.7.68'],
  ['foreign', 'own', 'junk', 'junk', '5.7.68'],
  ['foreign', 'foreign', 'inbox', 'inbox', 'inbox'],
  ['none', 'own', 'junk', 'junk', '5.7.68'],
  ['none', 'foreign', 'inbox', 'inbox', 'inbox'],
];

async function becomes(post: StrangerPost, sender: Who, author: Who): Promise<string> {
  const reply = await post.send(FROM[sender], letterFrom(FROM[author]));
  return reply.startsWith('250') ? post.screened().disposition : (/^550 (\S+)/u.exec(reply)?.[1] ?? reply);
}

for (const [index, organization] of [
  {},
  { rejectDirectSend: true },
  { rejectDirectSend: true, rejectOwnAuthor: true },
].entries())
  test(`Direct Send in an own name: ${['nothing is refused', 'by the envelope', 'by the envelope and the author'][index]}`, async () => {
    await using post = await strangerPost({ resolver: createZoneResolver(zone), organization });
    for (const [sender, author, ...expected] of matrix)
      assert.equal(await becomes(post, sender, author), expected[index], `${sender} ${author}`);
  });

test('an own author is refused only where nothing shows it, and where that check is not only observed', async () => {
  const organization = { rejectOwnAuthor: true } as const;
  const shown = createZoneResolver(`${zone}k._domainkey.ours.test TXT "${key.record}"`);
  await using post = await strangerPost({ resolver: shown, organization });
  const bySignature = handSigned(letterFrom('boss@ours.test'), { key, domain: 'ours.test' });
  assert.match(await post.send('x@good.test', bySignature), /^250/u);
  assert.equal(post.screened().disposition, 'inbox');
  await using strict = await strangerPost({ resolver: shown, organization: { ...organization, protection: 'strict' } });
  assert.match(await strict.send('x@good.test', letterFrom('boss@ours.test')), /^550 5\.7\.68 .*SPF record/u);
  for (const quiet of [{ protection: 'observe' }, { protectionObserves: ['unauthenticated'] }] as const) {
    await using at = await strangerPost({ resolver: shown, organization: { ...organization, ...quiet } });
    assert.match(await at.send('x@good.test', letterFrom('boss@ours.test')), /^250/u);
    assert.deepEqual(at.screened().observed, [{ row: 'unauthenticated', would: 'reject' }]);
  }
});
