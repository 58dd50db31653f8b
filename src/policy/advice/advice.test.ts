import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { advise } from './advice.ts';
import type { Advice, Way } from './common.ts';
import { adviceQuestions, matters, type Situation } from './situation.ts';
import type { Cure } from '../../mail/remedy.ts';
import type { ToldLine } from '../../mail/lines/said.ts';
import { toldCure } from '../../texts/remedy.ts';

const PLACES = { host: 'mail.contoso.com', egress: '198.51.100.7' };

/** A printer of today at a site of its own. */
const modern: Situation = {
  target: 'microsoft365',
  existing: false,
  newsletters: false,
  volume: 200,
  oldFirmware: false,
  tls: '1.2',
  auth: 'oauth',
  portSettable: true,
  port25: 'open',
  outside: true,
  address: 'static',
  listed: false,
  strangers: false,
  senders: 'one',
  domain: 'contoso.com',
};

const lines = (cures: readonly Cure[]): string => cures.map((one) => toldCure(one).cure).join('\n');

const way = (more: Partial<Situation>): Way => advise({ ...modern, ...more }, PLACES).way;

test('users who sign in keep their names where they may, their mail goes out until then too, and many recipients are too many for one mailbox whoever sends', () => {
  const { here, there, limits } = advise(
    {
      ...modern,
      target: 'doorpost',
      auth: 'password',
      senders: 'users',
      address: 'dynamic',
      port25: 'blocked',
      volume: 50_000,
    },
    PLACES,
  );
  assert.match(lines(here), /--rewrite-from printer@contoso\.com --rewrite-reverse-path printer@contoso\.com/u);
  assert.match(
    lines(there),
    /right Send As for each user .*upstream set .*--rewrite-from none --rewrite-reverse-path none/u,
  );
  assert.match(lines(limits), /recipients of a day \(50000\) are more than one mailbox may have/u);
});

describe('straight to Microsoft 365', () => {
  const cases: readonly (readonly [string, Partial<Situation>, Way])[] = [
    ['what signs in with OAuth submits', {}, 'submission'],
    ['a static address relays', { auth: 'none' }, 'relay'],
    ['a static address relays, also without TLS', { auth: 'none', tls: 'none' }, 'relay'],
    ['any sender needs the connector', { auth: 'none', senders: 'any' }, 'relay'],
    ['passwords end this winter: the connector', { auth: 'password' }, 'relay'],
    ['passwords and a dynamic address: Doorpost', { auth: 'password', address: 'dynamic' }, 'site-relay'],
    ['Azure cannot relay by address', { auth: 'none', address: 'cloud' }, 'site-relay'],
    ['carrier-grade NAT cannot', { auth: 'none', address: 'shared-nat' }, 'site-relay'],
    ['a policy list stands against it', { auth: 'none', listed: true }, 'site-relay'],
    ['strangers behind the address stand against it', { auth: 'none', strangers: true }, 'site-relay'],
    ['blocked port 25 stands against it', { auth: 'none', port25: 'blocked' }, 'site-relay'],
    [
      'inside only, and the address shared with strangers: direct',
      { auth: 'none', outside: false, strangers: true },
      'direct',
    ],
    ['inside only, when in doubt the relay', { auth: 'none', outside: false }, 'relay'],
    ['users of their own sign in', { senders: 'users' }, 'submission'],
    ['TLS 1.0 goes through Doorpost', { tls: '1.0', auth: 'password' }, 'site-relay'],
    ['465 only goes through Doorpost when nothing else is left', { tls: '465-only', address: 'dynamic' }, 'site-relay'],
    ['a server that is there is used', { existing: true }, 'existing-server'],
    ['newsletters are for others', { newsletters: true }, 'bulk-provider'],
    ['too many recipients for a mailbox: the connector', { volume: 20_000 }, 'relay'],
  ];
  for (const [name, more, wanted] of cases) test(name, () => assert.equal(way(more), wanted));

  test('each way says its SPF line, its settings and what to do at Microsoft', () => {
    const relay = advise({ ...modern, auth: 'none' }, PLACES);
    assert.equal(relay.spf, 'v=spf1 ip4:198.51.100.7 include:spf.protection.outlook.com ~all');
    assert.match(JSON.stringify(relay.device), /contoso-com\.mail\.protection\.outlook\.com.*"25"/u);
    const submission = advise(modern, PLACES);
    assert.match(JSON.stringify(submission.device), /smtp\.office365\.com.*"587"/u);
    assert.match(lines(submission.limits), /30 messages a minute, 3 at once, 10,000/u);
    assert.match(lines(submission.there), /alias/u);
    const fixed = advise({ ...modern, portSettable: false }, PLACES);
    assert.match(JSON.stringify(fixed.device), /25 \(many providers block it\)/u);
  });
  test('the ways that were not taken say why', () => {
    const { instead } = advise({ ...modern, address: 'dynamic', auth: 'password' }, PLACES);
    const text = instead.map((one) => `${one.way}: ${lines([one.why])}`).join('\n');
    assert.match(text, /^relay: .*needs a static address/mu);
    assert.match(text, /^submission: .*December 2026/mu);
    assert.match(text, /^direct: .*own mailboxes only/mu);
  });
});

const text = (words: string | ToldLine): string => (typeof words === 'string' ? words : words.text);
const typed = (row: Advice['device'][number] | undefined): readonly string[] => (row ?? []).map(text);

describe('to Doorpost', () => {
  const toUs = (more: Partial<Situation>) => advise({ ...modern, target: 'doorpost', ...more }, PLACES);
  test('old TLS gets the profile for it, from its own address', () => {
    const advice = toUs({ tls: '1.0', auth: 'password' });
    assert.equal(advice.way, 'relay');
    assert.match(lines(advice.here), /device add .*--profile legacy/u);
    assert.deepEqual(typed(advice.device[0]), ['SMTP server', 'mail.contoso.com']);
  });
  test('users of their own sign in', () => assert.equal(toUs({ senders: 'users' }).way, 'submission'));
  test('inside only needs a connector too: in our own name strangers are refused where the mailboxes are at Microsoft', () => {
    const { way: chosen, instead } = toUs({ outside: false, auth: 'none' });
    assert.equal(chosen, 'relay');
    assert.match(lines([instead.find((one) => one.way === 'direct')?.why ?? '']), /5\.7\.68/u);
  });
  test('a name that nobody said is left open, and so is an MX that cannot be told from the domain', () => {
    const nobody = advise({ ...modern, target: 'doorpost' }, { host: null, egress: null });
    assert.deepEqual(typed(nobody.device[0]), ['SMTP server', '<the name or address of this server>']);
    for (const domain of ['my-company.com', 'xn--mller-kva.example']) {
      const { here } = advise({ ...modern, target: 'doorpost', domain }, PLACES);
      assert.match(lines(here), /--host <the MX of your domain at Microsoft 365>/u);
      assert.doesNotMatch(
        JSON.stringify(advise({ ...modern, auth: 'none', domain }, PLACES)),
        /protection\.outlook\.com\b(?! ~all)/u,
      );
    }
  });
  test('the way out fits the site: connector, submission with a token, or Graph for more than one sender', () => {
    const out = (more: Partial<Situation>): string => /--kind (\S+)/u.exec(lines(toUs(more).here))?.[1] ?? '';
    assert.equal(out({}), 'microsoft365-connector');
    assert.equal(out({ address: 'dynamic' }), 'microsoft365-submission');
    assert.equal(out({ address: 'dynamic', port25: 'blocked' }), 'microsoft365-submission', '587 is another port');
    assert.match(lines(toUs({ address: 'dynamic' }).there), /port 587.*take --kind graph/u);
    assert.equal(out({ address: 'dynamic', senders: 'any' }), 'graph');
    assert.match(lines(toUs({ address: 'dynamic', senders: 'any' }).here), /--rewrite-from printer@contoso\.com/u);
  });
  test('what speaks TLS on 465 only has TLS: Microsoft lacks the port, Doorpost has it for those who sign in', () => {
    const relay = toUs({ tls: '465-only', auth: 'password' });
    assert.equal(relay.way, 'relay');
    assert.match(
      lines(relay.why),
      /only on port 465, which Microsoft 365 does not offer\. Doorpost does, for those who/u,
    );
    assert.doesNotMatch(lines(relay.why), /too old|has no TLS/u);
    const other = relay.instead.find(({ way: one }) => one === 'submission')?.why ?? '';
    assert.match(lines([other]), /port 465 with SSL\/TLS/u);
    assert.match(lines(toUs({ tls: '465-only', auth: 'none' }).why), /sign in, which the device cannot/u);
    assert.match(lines(toUs({ tls: '1.0' }).why), /too old/u);
    assert.match(lines(toUs({ tls: 'none' }).why), /has no TLS/u);
    const users = toUs({ tls: '465-only', auth: 'password', senders: 'users' });
    assert.match(JSON.stringify(users.device.map(typed)), /"Port","465"/u);
  });
  test('old firmware is updated first; 465 is a sign', () => {
    assert.match(lines(toUs({ oldFirmware: true }).first), /Update the firmware/u);
    assert.match(lines(toUs({ tls: '465-only' }).first), /lacks STARTTLS/u);
  });
});

test('whatever the situation, one way is advised with its reasons, and what it forbids never is', () => {
  const answers = adviceQuestions.map(({ kind }): readonly unknown[] => {
    if (kind === 'yes-no') return [true, false];
    if (kind === 'number') return [200, 20_000];
    return kind === 'domain' ? ['contoso.com'] : kind.choices.map(([value]) => value);
  });
  let seen = 0;
  const each = (known: Record<string, unknown>, at: number): void => {
    const question = adviceQuestions[at];
    if (question === undefined) {
      const situation = known as unknown as Situation;
      const advice = advise(situation, PLACES);
      seen++;
      assert.ok(advice.why.length > 0 && advice.title.text !== '');
      if (situation.target === 'doorpost') return;
      const { address, listed, strangers, tls, auth, outside } = situation;
      if (advice.way === 'relay') assert.ok(address === 'static' && !listed && !strangers, JSON.stringify(situation));
      if (advice.way === 'submission') assert.ok(tls === '1.2' && auth === 'oauth', JSON.stringify(situation));
      if (advice.way === 'direct') assert.ok(!outside, JSON.stringify(situation));
      if (advice.way === 'relay' || advice.way === 'direct') assert.notEqual(situation.port25, 'blocked');
      return;
    }
    const values = matters(question, known as Partial<Situation>) ? (answers[at] ?? []) : [question.otherwise];
    for (const value of values) each({ ...known, [question.key]: value }, at + 1);
  };
  each({}, 0);
  assert.ok(seen > 10_000);
});
