/** What a smart host's refusal does to the mail: held where only the administrator can help, told to the sender where he can, each with its cure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OutboundConnector } from '../../src/directory/objects.ts';
import type { Outcome } from '../../src/mail/delivery.ts';
import { connector, delivery, openRoom, smartHosts, summary, viaConnector } from '../../lab/houses/delivery-house.ts';
import { type Script, scriptedSink } from '../../lab/peers/sinks.ts';

async function through(
  script: Script,
  changes: Partial<OutboundConnector> = {},
  to: readonly string[] = ['x@d.test'],
): Promise<readonly Outcome[]> {
  const sink = await scriptedSink({ script, extensions: ['PIPELINING', '8BITMIME', 'AUTH PLAIN'] });
  await using house = await openRoom({
    secrets: { smart: 'secret' },
    objects: [connector({ name: 'Up', route: smartHosts(sink.port), ...changes })],
  });
  const outcomes = await house.attempt(delivery(viaConnector, to));
  await sink[Symbol.asyncDispose]();
  return outcomes;
}

const isOwn = (outcome: Outcome | undefined): boolean => outcome?.action === 'delayed' && outcome.ownAccount === true;
const textOf = (outcome: Outcome | undefined): string =>
  outcome !== undefined && 'text' in outcome ? outcome.text : '';
const signIn = (username: string): Partial<OutboundConnector> => ({
  tls: 'none',
  auth: { kind: 'password', username, passwordSecret: 'smart' },
});

for (const [at, reply] of [
  [/^MAIL/u, '553 5.7.1 <a@ours.test>: Sender address rejected: not owned by user u@ours.test'],
  [/^RCPT/u, '553 5.7.1 Sender address rejected: not owned by auth user.'],
  [/^RCPT/u, '553 sender address rejected: not owned by you'],
  [/^MAIL/u, '550 Sender address is not allowed.'],
  [/^<content>/u, '554 Message rejected: Email address is not verified.'],
  [/^<content>/u, '550 The from address does not match a verified Sender Identity.'],
] as const)
  test(`a sender that is not the account’s (${reply}) is told so, with how to rewrite it`, async () => {
    const script: Script = (line) => (at.test(line) ? reply : null);
    const [mine] = await through(script, signIn('relay@ours.test'));
    assert.match(summary(mine!), /^failed 5\.\d\.\d refused-by-policy$/u);
    assert.match(textOf(mine), /doorpost upstream set Up --rewrite-from relay@ours\.test/u);
    const [keyed] = await through(script, signIn('apikey'));
    assert.match(textOf(keyed), /doorpost upstream set Up --rewrite-from ADDRESS/u);
  });

for (const [at, reply, cure] of [
  [/^RCPT/u, '554 5.7.1 <x@d.test>: Relay access denied', /--password-stdin/u],
  [/^RCPT/u, '550 relaying denied', /--password-stdin/u],
  [/^RCPT/u, '550 5.7.1 Authentication required', /--username .*--password-stdin/u],
  [/^RCPT/u, '550 authentication required', /--username .*--password-stdin/u],
  [/^RCPT/u, '530 5.7.0 Authentication required', /give the connector a sign-in/u],
  [/^MAIL/u, '538 5.7.11 Encryption required', /--tls required/u],
  [/^MAIL/u, '525 5.7.13 User account disabled', /use another account/u],
  [/^<greeting>/u, '554 5.7.1 Client host [192.0.2.1] blocked using zen.example.org', /sign in on port 587/u],
] as const)
  test(`a smart host that says ${reply} holds the mail, with the cure`, async () => {
    const [outcome] = await through((line) => (at.test(line) ? reply : null));
    assert.ok(isOwn(outcome), summary(outcome!));
    assert.match(textOf(outcome), cure);
  });

for (const reply of [
  '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message',
  '550 5.7.501 Access denied, spam abuse detected',
  '550 5.7.503 Access denied, banned sender',
  '550 5.7.511 Access denied, banned sender[192.0.2.1]',
  '550 5.7.232 Your message can’t be sent because your trial tenant has exceeded its daily limit',
  '550 5.7.233 tenant exceeded its daily limit',
  '550 5.7.236 onmicrosoft.com limit',
  '550 5.7.702 Access denied',
  '550 5.7.749 Access denied',
])
  test(`Microsoft 365 that says ${reply.slice(0, 40)} holds the mail`, async () => {
    const [outcome] = await through((line) => (line === '<content>' ? reply : null), { service: 'microsoft365' });
    assert.ok(isOwn(outcome), summary(outcome!));
    const isUntilTomorrow = / 5\.7\.23\d /u.test(reply);
    assert.equal(outcome?.action === 'delayed' && outcome.retryAfterMs, isUntilTomorrow ? 3_600_000 : null);
  });

test('relaying denied for one recipient closes the upstream to nobody else', async () => {
  const outcomes = await through((line) => (line.includes('far.test') ? '554 5.7.1 Relay access denied' : null), {}, [
    'x@near.test',
    'y@far.test',
  ]);
  assert.equal(outcomes[0]?.action, 'relayed');
  assert.ok(isOwn(outcomes[1]) && outcomes[1]?.action === 'delayed' && !outcomes[1].laneTrouble);
});

test('a stranger’s mail host speaks for himself: relaying denied there fails', async () => {
  const [outcome] = await through((line) => (line.startsWith('RCPT') ? '554 5.7.1 Relay access denied' : null));
  assert.ok(isOwn(outcome));
  const sink = await scriptedSink({
    script: (line) => (line.startsWith('RCPT') ? '554 5.7.1 Relay access denied' : null),
  });
  await using house = await openRoom({ zone: 'd.test A 127.0.0.1', delivery: { mxPort: sink.port } });
  const stranger = await house.one(delivery({ kind: 'mx', domain: 'd.test' }, ['x@d.test']));
  await sink[Symbol.asyncDispose]();
  assert.equal(summary(stranger), 'failed 5.7.1 relay-denied');
});
