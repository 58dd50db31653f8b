/** What would have happened: checks that are only observed are counted and found, and done from the moment that protection is on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAt } from '../../lab/houses/test-admin.ts';
import { domain, mailbox, organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { SmtpTestClient, type TestReply } from '../../lab/peers/smtp-client.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { protection } from '../../src/admin/contracts/protection.ts';
import { trace } from '../../src/admin/contracts/trace.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';

const zone = createZoneResolver(`
_dmarc.bank.test TXT "v=DMARC1; p=reject"
bank.test TXT "v=spf1 -all"
ours.test TXT "v=spf1 -all"
`);
const STRANGER = '127.0.0.2';

async function send(house: TestHouse, from: string, to = 'v@ours.test'): Promise<TestReply> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: STRANGER });
  try {
    await client.say('EHLO client.bank.test');
    return await client.send(from, [to], `From: ${from}\nSubject: hello\n\nbody\n`);
  } finally {
    client.end();
  }
}

const ask = async (house: TestHouse, method: string, path: string, body?: unknown) => {
  const answer = await askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body });
  assert.ok(answer.status < 300, answer.text);
  return answer.body;
};
const shown = async (house: TestHouse) => protection.show.answer.form.parse(await ask(house, 'GET', '/protection'));
const counted = async (house: TestHouse) =>
  (await shown(house)).checks
    .filter(({ done: did, would }) => did.length + would.length > 0)
    .map(({ check, done: did, would }) => ({
      check,
      done: did.map(({ act, last24h }) => `${act} ${last24h}`),
      would: would.map(({ act, last24h, all }) => `${act} ${last24h} ${all}`),
    }));

test('mail that would have been refused is told with its sender, and is refused from the moment that protection is on', async () => {
  await using house = await startTestHouse({
    overrides: { resolver: zone },
    objects: [
      organization({ protection: 'observe', protectionObserves: [] }),
      domain('ours.test'),
      mailbox('v@ours.test'),
      mailbox('boss@ours.test'),
    ],
  });
  for (const from of ['a@bank.test', 'b@bank.test', 'boss@ours.test', 'nobody@ours.test'])
    assert.equal((await send(house, from)).code, 250, from);
  await house.traced({ status: ['Delivered'], sender: 'nobody@ours.test' });

  assert.deepEqual(await counted(house), [
    { check: 'dmarc-reject', done: [], would: ['reject 2 2'] },
    { check: 'unauthenticated', done: [], would: ['junk 2 2'] },
  ]);
  const { organizations, checks, quarantine } = await shown(house);
  assert.deepEqual([organizations[0]?.preset, quarantine.messages], ['observe', 0]);
  const stateOf = (check: string) => checks.find((one) => one.check === check)?.states[0]?.state;
  assert.deepEqual(['dmarc-reject', 'blocked-address', 'bulk'].map(stateOf), ['observed', 'in-force', 'off']);
  assert.equal(checks.find(({ check }) => check === 'malware')?.isReady, false);

  const observed = protection.observed.answer.form.parse(await ask(house, 'GET', '/protection/observed'));
  assert.deepEqual(
    observed.checks.map(({ check, looked, more, senders, examples }) => ({
      ...{ check, looked, more },
      senders: Object.entries(senders).flatMap(([kind, count]) => (count > 0 ? [`${kind} ${count}`] : [])),
      from: examples.map(({ sender, sent }) => `${sender} ${sent}`),
    })),
    [
      {
        ...{ check: 'dmarc-reject', looked: 2, more: false, senders: ['stranger 2'] },
        from: ['b@bank.test stranger', 'a@bank.test stranger'],
      },
      {
        ...{ check: 'unauthenticated', looked: 2, more: false, senders: ['mailbox 1', 'own-domain 1'] },
        from: ['nobody@ours.test own-domain', 'boss@ours.test mailbox'],
      },
    ],
  );
  const found = trace.search.answer.form.parse(await ask(house, 'GET', '/trace?observed=dmarc-reject'));
  assert.deepEqual(
    found.rows.map(({ sender }) => sender),
    ['b@bank.test', 'a@bank.test'],
  );

  const run = shellIn(house.folder);
  const told = await done(run, 'protection');
  assert.match(told, /observe \(nothing is done; the trace says what would be\)/u);
  assert.match(told, /dmarc-reject +observed +0 +0 +0 +2 +2 +2/u);
  assert.match(told, /malware +needs clamd/u);
  assert.match(told, /dmarc-reject: would have refused 2 in 7 days; of the last 2, which are all: 2 from strangers/u);
  assert.match(told, /b@bank\.test -> v@ours\.test/u);
  assert.match(await done(run, 'trace', '--observed', 'dmarc-reject', '--count'), /^2$/mu);

  const [, name] = /org set (\S+) --protection standard/u.exec(told) ?? [];
  await done(run, 'org', 'set', name ?? '', '--protection', 'standard');
  assert.equal((await send(house, 'c@bank.test')).code, 550);
  assert.equal((await send(house, 'boss@ours.test')).code, 250);
  await house.traced({ status: ['Delivered'], sender: 'boss@ours.test' });
  assert.deepEqual(await counted(house), [
    { check: 'dmarc-reject', done: ['reject 1'], would: ['reject 2 2'] },
    { check: 'unauthenticated', done: ['junk 1'], would: ['junk 2 2'] },
  ]);
  assert.match(await done(run, 'trace', '--check', 'unauthenticated', '--count'), /^1$/mu);
});
