/** DMARC records as RFC 9989 reads them: where one is looked for, what it asks for, and what it takes for aligned. Over real sockets. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letterFrom, type StrangerPost, strangerPost } from '../../lab/houses/stranger-post.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

/** SPF of each lets us send, in its own name. */
const SPF = 'TXT "v=spf1 ip4:127.0.0.1 -all"';
const zone = `
_dmarc.own.test TXT "v=DMARC1; p=reject"
own.test A 192.0.2.1
_dmarc.walk.test TXT "v=DMARC1; p=quarantine"
a.b.c.walk.test A 192.0.2.1
_dmarc.sub.test TXT "v=DMARC1; p=reject; sp=none"
x.sub.test A 192.0.2.1
_dmarc.gov.test TXT "v=DMARC1; p=reject; psd=y"
agency.gov.test ${SPF}
other.gov.test A 192.0.2.1
_dmarc.corp.test TXT "v=DMARC1; p=reject"
corp.test ${SPF}
_dmarc.branch.corp.test TXT "v=DMARC1; p=none; psd=n"
host.branch.corp.test A 192.0.2.1
_dmarc.np.test TXT "v=DMARC1; p=none; np=reject"
there.np.test A 192.0.2.1
_dmarc.t1.test TXT "v=DMARC1; p=reject; t=y"
_dmarc.t2.test TXT "v=DMARC1; p=quarantine; t=y"
_dmarc.two.test TXT "v=DMARC1; p=reject"
_dmarc.two.test TXT "v=DMARC1; p=none"
_dmarc.odd.test TXT "v=DMARC1; p=perhaps; rua=mailto:d@odd.test"
_dmarc.mute.test TXT "v=DMARC1; p=perhaps"
_dmarc.text.test TXT "hello"
_dmarc.relaxed.test TXT "v=DMARC1; p=reject"
mail.relaxed.test ${SPF}
_dmarc.strict.test TXT "v=DMARC1; p=reject; aspf=s"
mail.strict.test ${SPF}
strict.test ${SPF}
`;

/** `MAIL FROM` is in a domain of its own name or in none. */
type Row = readonly [what: string, author: string, sender: string, result: string, policy: string | null];
const NOBODY = 'x@nothing.example';
const rows: readonly Row[] = [
  ['the record of the author’s domain', 'own.test', NOBODY, 'fail', 'reject'],
  ['the record further up', 'a.b.c.walk.test', NOBODY, 'fail', 'quarantine'],
  ['what it says of domains below', 'x.sub.test', NOBODY, 'fail', 'none'],
  ['and of itself', 'sub.test', NOBODY, 'fail', 'reject'],
  ['a record of a public suffix (psd=y) holds for what is below', 'other.gov.test', NOBODY, 'fail', 'reject'],
  ['there the domain below it is the organization’s', 'x.agency.gov.test', 'x@agency.gov.test', 'pass', 'reject'],
  ['and another one below it is foreign', 'other.gov.test', 'x@agency.gov.test', 'fail', 'reject'],
  ['psd=n: the walk ends, the part is a house of its own', 'host.branch.corp.test', NOBODY, 'fail', 'none'],
  ['and what is above it is foreign', 'host.branch.corp.test', 'x@corp.test', 'fail', 'none'],
  ['np= of a domain that is not there', 'nowhere.np.test', NOBODY, 'fail', 'reject'],
  ['not of one that is', 'there.np.test', NOBODY, 'fail', 'none'],
  ['t=y: a step less than reject', 't1.test', NOBODY, 'fail', 'quarantine'],
  ['t=y: a step less than quarantine', 't2.test', NOBODY, 'fail', 'none'],
  ['two records are none', 'two.test', NOBODY, 'none', null],
  ['a policy that is none, with an address for reports', 'odd.test', NOBODY, 'fail', 'none'],
  ['and without one', 'mute.test', NOBODY, 'none', null],
  ['a text that is no record', 'text.test', NOBODY, 'none', null],
  ['nothing at all', 'bare.test', NOBODY, 'none', null],
  ['relaxed: a domain below is as good', 'relaxed.test', 'x@mail.relaxed.test', 'pass', 'reject'],
  ['strict: it is not', 'strict.test', 'x@mail.strict.test', 'fail', 'reject'],
  ['strict: the very domain is', 'strict.test', 'x@strict.test', 'pass', 'reject'],
];

let post: StrangerPost;
before(async () => {
  post = await strangerPost({ resolver: createZoneResolver(zone) });
});
after(() => post[Symbol.asyncDispose]());

for (const [what, author, sender, result, policy] of rows)
  test(`DMARC: ${what}`, async () => {
    const reply = await post.send(sender, letterFrom(`x@${author}`));
    const { dmarc } = post.facts();
    assert.deepEqual([dmarc.result, dmarc.policy], [result, policy]);
    const rejects = result === 'fail' && policy === 'reject';
    assert.match(reply, rejects ? /^550 5\.7\.509/u : /^250/u);
    if (result === 'fail' && policy === 'quarantine') assert.equal(post.screened().disposition, 'quarantine');
  });

test('DMARC: of a domain of very many labels eight names are asked for', async () => {
  const found = createZoneResolver(zone);
  const asked = new Set<string>();
  const txt: Resolver['txt'] = (name, signal) => {
    asked.add(name);
    return found.txt(name, signal);
  };
  await using at = await strangerPost({ resolver: { ...found, txt } });
  const long = `${Array.from({ length: 40 }, (_, n) => `l${n}`).join('.')}.walk.test`;
  await at.send(NOBODY, letterFrom(`x@${long}`));
  assert.deepEqual([at.facts().dmarc.result, at.facts().dmarc.policy], ['fail', 'quarantine']);
  assert.equal([...asked].filter((name) => name.startsWith('_dmarc.')).length, 8);
});
