/** SPF, DKIM, DMARC and ARC of strangers' mail, over real sockets and a thread of its own: what is kept and told, and what is waited for. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { judge } from '../../src/screening/disposition.ts';
import type { ScreenFacts } from '../../src/screening/screen-facts.ts';
import {
  connector,
  domain,
  mailbox,
  organization,
  type ReceiveHouse,
  receiveHouse,
} from '../../lab/houses/receive-house.ts';

const rsa = (modulusLength: number) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), record };
};
const key = rsa(2_048);
const short = rsa(512);

const base = `
a.test            TXT "v=spf1 ip4:127.0.0.1 -all"
_dmarc.a.test     TXT "v=DMARC1; p=reject"
k._domainkey.a.test TXT "${key.record}"
short._domainkey.a.test TXT "${short.record}"
k._domainkey.b.test TXT "${key.record}"
strict.test       TXT "v=spf1 -all"
_dmarc.strict.test TXT "v=DMARC1; p=reject"
k._domainkey.strict.test TXT "${key.record}"
quarantine.test   TXT "v=spf1 -all"
_dmarc.quarantine.test TXT "v=DMARC1; p=quarantine"
soft.test         TXT "v=spf1 ~all"
_dmarc.soft.test  TXT "v=DMARC1; p=none"
bare.test         TXT "v=spf1 ip4:127.0.0.1 -all"
nothing.test      A 192.0.2.1
ours.test         TXT "v=spf1 ip4:192.0.2.1 -all"
spf-broken.test   SERVFAIL TXT
_dmarc.spf-broken.test TXT "v=DMARC1; p=reject"
dmarc-broken.test TXT "v=spf1 ip4:127.0.0.1 -all"
_dmarc.dmarc-broken.test SERVFAIL
silent._domainkey.strict.test SERVFAIL
silent._domainkey.b.test SERVFAIL
`;

interface Post extends AsyncDisposable {
  readonly house: ReceiveHouse;
  readonly judged: ScreenFacts[];
  /** Sends it and returns the reply. */
  send(from: string, content: string): Promise<string>;
  facts(): NonNullable<ScreenFacts['authentication']>;
}

async function post(
  more: { resolver?: Resolver; clock?: ManualClock; deviceNetworks?: readonly string[] } = {},
): Promise<Post> {
  const judged: ScreenFacts[] = [];
  const house = await receiveHouse(
    [
      organization('O', { deviceNetworks: more.deviceNetworks ?? [] }),
      domain('O', 'ours.test'),
      mailbox('O', 'ann@ours.test'),
    ],
    {
      // Stands still: no deadline passes on a machine that has much to do.
      clock: more.clock ?? createManualClock(Date.now()),
      screening: {
        resolver: more.resolver ?? createZoneResolver(base),
        judge: (facts) => {
          judged.push(facts);
          return judge({ ...facts, preset: 'observe' });
        },
      },
    },
  );
  const talk = await house.talk();
  await talk.hello();
  return {
    house,
    judged,
    async send(from, content) {
      const reply = await talk.envelope(from, 'ann@ours.test');
      return reply.startsWith('250') ? talk.data(content) : reply;
    },
    facts: () => {
      const found = judged.at(-1)?.authentication ?? null;
      assert.ok(found !== null);
      return found;
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

const mail = (from: string, more = ''): string =>
  `From: ${from}\r\nSubject: hello\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000\r\n${more}\r\nbody\r\n`;

async function signed(content: string, signer: object = {}, signTime?: Date): Promise<string> {
  const { signatures } = await dkimSign(content, {
    signatureData: [{ signingDomain: 'a.test', selector: 'k', privateKey: key.pem, ...signer }],
    ...(signTime === undefined ? {} : { signTime }),
  } as never);
  return signatures + content;
}

test('a message whose sender is shown to be real: kept with it, and told in its trace', async () => {
  await using at = await post();
  assert.match(await at.send('x@a.test', await signed(mail('Ann <x@a.test>'))), /^250/u);
  const { spf, dkim, dmarc, author } = at.facts();
  assert.deepEqual(author, { kind: 'one', address: 'x@a.test', domain: 'a.test' });
  assert.deepEqual([spf.result, spf.domain, spf.isAligned], ['pass', 'a.test', true]);
  assert.deepEqual(
    dkim.map(({ result, isAligned, isPartial }) => [result, isAligned, isPartial]),
    [['pass', true, false]],
  );
  assert.deepEqual([dmarc.result, dmarc.policy, dmarc.domain], ['pass', 'reject', 'a.test']);
  const [message] = at.house.store.messages;
  assert.deepEqual(message?.screened?.composite, { result: 'pass', reason: '100' });
  assert.equal(
    message?.screened?.results,
    'spf=pass smtp.mailfrom=a.test; dkim=pass header.d=a.test header.s=k; dmarc=pass policy.dmarc=reject header.from=a.test; compauth=pass reason=100',
  );
  const told = message?.events.filter(({ kind }) => kind === 'Screen');
  assert.match(told?.[0]?.text ?? '', /^Taken \(SCL 1, NONE, NSPM\): x@a\.test is shown to be its sender\. spf=pass /u);
});

test('composite authentication says with three digits how the sender stands', async () => {
  await using at = await post();
  const composite = async (from: string, content: string): Promise<string> => {
    assert.match(await at.send(from, content), /^250/u);
    const found = at.house.store.messages.at(-1)?.screened?.composite;
    return `${found?.result} ${found?.reason}`;
  };
  assert.equal(await composite('x@strict.test', mail('x@strict.test')), 'fail 000');
  assert.equal(await composite('x@quarantine.test', mail('x@quarantine.test')), 'fail 000');
  assert.equal(await composite('x@soft.test', mail('x@soft.test')), 'fail 001');
  assert.equal(await composite('x@nothing.test', mail('x@nothing.test')), 'fail 001');
  assert.equal(await composite('x@bare.test', mail('x@bare.test')), 'pass 109');
  assert.equal(await composite('x@a.test', mail('x@nothing.test')), 'fail 001', 'another domain is not aligned');
  assert.equal(await composite('x@ours.test', mail('x@ours.test')), 'fail 601');
  assert.equal(await composite('x@a.test', mail('x@a.test\r\nFrom: y@a.test')), 'none 300');
  assert.equal(await composite('x@spf-broken.test', mail('x@spf-broken.test')), 'none 400');
  assert.equal(await composite('x@dmarc-broken.test', mail('x@dmarc-broken.test')), 'none 400');
  assert.equal(await composite('', mail('x@bare.test')), 'fail 001');
});

test('a device that the organization knows may write in its name; nobody else’s', async () => {
  await using at = await post({ deviceNetworks: ['127.0.0.0/8'] });
  await at.send('x@ours.test', mail('Scanner <x@ours.test>'));
  assert.deepEqual(at.house.store.messages.at(-1)?.screened?.composite, {
    result: 'pass',
    reason: '700',
    byDevice: true,
  });
  await at.send('x@strict.test', mail('x@strict.test'));
  assert.equal(at.house.store.messages.at(-1)?.screened?.composite?.reason, '000');
});

test('a temporary DNS error is never a DMARC failure', async () => {
  await using at = await post();
  await at.send('x@spf-broken.test', mail('x@spf-broken.test'));
  assert.equal(at.facts().spf.result, 'temperror');
  assert.equal(at.facts().dmarc.result, 'temperror');
  await at.send(
    'x@nothing.test',
    await signed(mail('x@strict.test'), { signingDomain: 'strict.test', selector: 'silent' }),
  );
  assert.deepEqual([at.facts().dkim[0]?.result, at.facts().dmarc.result], ['temperror', 'temperror']);
  await at.send('x@dmarc-broken.test', mail('x@dmarc-broken.test'));
  assert.equal(at.facts().dmarc.result, 'temperror');
  // What could not have been aligned changes nothing.
  await at.send('x@nothing.test', await signed(mail('x@strict.test'), { signingDomain: 'b.test', selector: 'silent' }));
  assert.deepEqual([at.facts().dkim[0]?.result, at.facts().dmarc.result], ['temperror', 'fail']);
});

test('nothing is held against mail by an answer that is only remembered', async () => {
  const zone = createZoneResolver(base);
  const clock = createManualClock(Date.now());
  await using at = await post({ resolver: zone, clock });
  const send = async (): Promise<readonly [string, string]> => {
    await at.send('x@a.test', mail('x@a.test'));
    return [at.facts().spf.result, at.facts().dmarc.result];
  };
  assert.deepEqual(await send(), ['pass', 'pass']);
  // DMARC is remembered for longer than SPF: where names are gone for a while, the one would speak without the other.
  await clock.advance(120_000);
  zone.set('elsewhere.test A 192.0.2.1');
  assert.deepEqual(await send(), ['none', 'none']);
  await clock.advance(200_000);
  await at.send('x@nothing.test', mail('x@nothing.test'));
  await clock.advance(200_000);
  zone.set(base.replace('a.test            TXT', 'other.test TXT'));
  assert.deepEqual(await send(), ['none', 'fail']);
  // And that SPF was missing.
  zone.set(base);
  await clock.advance(1_000);
  assert.deepEqual(await send(), ['pass', 'pass']);
});

test('a signature over a part of the body passes, and counts for nothing', async () => {
  await using at = await post();
  const whole = mail('x@strict.test');
  const own = { signingDomain: 'strict.test' };
  for (const maxBodyLength of [6, 0]) {
    const partly = await signed(whole, { ...own, maxBodyLength });
    await at.send('x@nothing.test', `${partly}and what was put below it\r\n`);
    const [dkim] = at.facts().dkim;
    assert.deepEqual([dkim?.result, dkim?.isPartial], ['pass', true]);
    assert.equal(at.facts().dmarc.result, 'fail');
    assert.match(at.house.store.messages.at(-1)?.screened?.results ?? '', /dkim=pass policy\.dkim-rules=partial /u);
  }
  await at.send('x@nothing.test', await signed(whole, { ...own, maxBodyLength: 6 }));
  assert.deepEqual([at.facts().dkim[0]?.isPartial, at.facts().dmarc.result], [false, 'pass'], 'nothing is below it');
});

test('a signature from the future counts for nothing; an hour is allowed', async () => {
  await using at = await post();
  const at2 = async (aheadMs: number): Promise<string> => {
    const signTime = new Date(Date.now() + aheadMs);
    const content = await signed(mail('x@strict.test'), { signingDomain: 'strict.test' }, signTime);
    await at.send('x@nothing.test', content);
    return at.facts().dmarc.result;
  };
  assert.equal(await at2(0), 'pass');
  assert.equal(await at2(1_800_000), 'pass');
  assert.equal(await at2(7_200_000), 'fail');
});

test('signatures: one of two is enough, a changed one fails, a weak key and a foreign identity count for nothing', async () => {
  await using at = await post();
  const result = async (content: string): Promise<readonly string[]> => {
    await at.send('x@nothing.test', content);
    return [...at.facts().dkim.map((one) => one.result), at.facts().dmarc.result];
  };
  const own = { signingDomain: 'strict.test' };
  const whole = mail('x@strict.test');
  const good = await signed(whole, own);
  assert.deepEqual(await result(good), ['pass', 'pass']);
  assert.deepEqual(await result(good.replace('Subject: hello', 'Subject: other')), ['fail', 'fail']);
  assert.deepEqual(await result(good.replace('body', 'other')), ['fail', 'fail']);
  const bad = (await signed(whole.replace('body', 'other'), own)).slice(0, -whole.length - 1);
  assert.deepEqual(await result(bad + good), ['fail', 'pass', 'pass']);
  const weak = await signed(mail('x@a.test'), { selector: 'short', privateKey: short.pem }).catch(() => '');
  if (weak.includes('DKIM-Signature')) assert.deepEqual(await result(weak), ['policy', 'fail']);
  assert.deepEqual(await result(await signed(whole, { signingDomain: 'b.test' })), ['pass', 'fail'], 'not aligned');
});

test('of a hundred signatures ten are verified, and the thread of the sockets goes on', async () => {
  const resolver = createZoneResolver(base);
  const asked: string[] = [];
  const counting: Resolver = {
    ...resolver,
    txt: (name) => {
      asked.push(name);
      return resolver.txt(name);
    },
  };
  await using at = await post({ resolver: counting });
  const whole = mail('x@strict.test');
  const one = (await signed(whole, { signingDomain: 'strict.test' })).slice(0, -whole.length);
  const many = Array.from({ length: 99 }, (_, i) => one.replace(/s=k;/u, `s=k${i};`)).join('');
  assert.match(await at.send('x@nothing.test', many + one + whole), /^250/u);
  assert.equal(asked.filter((name) => name.includes('_domainkey')).length, 10);
  assert.equal(at.facts().dkim.length, 10);
  assert.equal(at.facts().dmarc.result, 'fail');
});

test('a large message is looked at in pieces', async () => {
  await using at = await post();
  const body = `${'0123456789abcdef'.repeat(4)}\r\n`.repeat(40_000);
  const content = await signed(`From: x@strict.test\r\n\r\n${body}`, { signingDomain: 'strict.test' });
  assert.match(await at.send('x@nothing.test', content), /^250/u);
  assert.deepEqual([at.facts().dkim[0]?.result, at.facts().dmarc.result], ['pass', 'pass']);
});

test('mail by a connector is not looked at', async () => {
  await using at = await post();
  at.house.change([connector('O', 'site', { senderAddresses: ['127.0.0.0/8'] })]);
  assert.match(await at.send('x@ours.test', mail('x@ours.test')), /^250/u);
  assert.equal(at.judged.length, 0);
  assert.equal(at.house.store.messages[0]?.screened, undefined);
  assert.ok(!at.house.store.messages[0]?.events.some(({ kind }) => kind === 'Screen'));
});
