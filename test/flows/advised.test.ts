/**
 * Setups as they are advised: every list of commands that `advise` prints is run through the real command line into a real server, whose
 * upstream demands of senders what the service demands. Mail really goes, and `check` and `explain` say so before; without the part that
 * makes it go they say that too.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDesk } from '../../lab/peers/http-desk.ts';
import { openGraph } from '../../lab/peers/graph-desk.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { npmSink } from '../../lab/peers/sinks.ts';
import { cli } from '../../lab/cli.ts';
import { DEVICE, submit } from '../../lab/flow.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { organization, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { done, type Shell, shellIn } from '../../lab/shell.ts';
import type { Explanation, ExplainedRecipient } from '../../src/mail/doors/explanation.ts';
import type { Step } from '../../src/mail/step.ts';
import type { Remedy } from '../../src/mail/remedy.ts';
import { advise } from '../../src/policy/advice/advice.ts';
import type { Advice } from '../../src/policy/advice/common.ts';
import { adviceQuestions, matters, type Situation } from '../../src/policy/advice/situation.ts';
import { commandsIn } from '../../src/texts/phrase.ts';
import { remedyPhrase } from '../../src/texts/remedy.ts';

const DOMAIN = 'contoso.com';
const ACCOUNT = `printer@${DOMAIN}`;
const OUTSIDE = 'boss@outside.test';

/** Of all situations there are, one for each list of commands. */
function advisedLists(): ReadonlyMap<string, { readonly situation: Situation; readonly advice: Advice }> {
  const lists = new Map<string, { readonly situation: Situation; readonly advice: Advice }>();
  const answers = adviceQuestions.map(({ kind }): readonly unknown[] => {
    if (kind === 'yes-no') return [true, false];
    if (kind === 'number') return [200, 20_000];
    return kind === 'domain' ? [DOMAIN] : kind.choices.map(([value]) => value);
  });
  const each = (known: Record<string, unknown>, at: number): void => {
    const question = adviceQuestions[at];
    if (question === undefined) {
      const situation = known as unknown as Situation;
      const advice = advise(situation, { host: null, egress: null });
      const key = JSON.stringify([advice.here, situation.senders]);
      if (advice.here.length > 0 && !lists.has(key)) lists.set(key, { situation, advice });
      return;
    }
    const values = matters(question, known as Partial<Situation>) ? (answers[at] ?? []) : [question.otherwise];
    for (const value of values) each({ ...known, [question.key]: value }, at + 1);
  };
  each({}, 0);
  return lists;
}

/** As a new organization is: DMARC is honoured, without which no way to another system is made. */
const honouring = { objects: [organization({ protection: 'standard' })] };

/** What the reader fills in. */
const filledIn = (word: string): string => {
  if (/address|network/u.test(word)) return DEVICE;
  return /application id/u.test(word) ? 'app' : word;
};

/** @returns what was printed. */
async function typeAll(run: Shell, here: readonly Remedy[]): Promise<string> {
  let printed = '';
  for (const { words } of here.flatMap((remedy) => commandsIn(remedyPhrase(remedy)))) {
    const typed = words.map((word) => (typeof word === 'string' ? word : filledIn(word.blank)));
    const day = typed.map((word) => (word === 'DATE' ? '2036-01-01' : word));
    // Its token is published in DNS by a person.
    printed += await done(run, ...day, ...(day[1] === 'verify' ? ['--trust'] : []));
  }
  return printed;
}

interface Service extends AsyncDisposable {
  /** Where it stands, in place of the service's own host. */
  readonly place: readonly string[];
  readonly taken: () => number;
}

/** Microsoft's, as far as senders go. */
async function openService(advice: Advice): Promise<Service> {
  const [upstream] = advice.here.filter(({ act }) => act === 'send-by-connector' || act === 'send-by-mailbox');
  const by = upstream?.act === 'send-by-mailbox' ? upstream.by : 'connector';
  const login = await openDesk(() => ({
    status: 200,
    json: { access_token: 'T', token_type: 'Bearer', expires_in: 3600 },
  }));
  const token = ['--token-endpoint', login.url];
  if (by === 'graph') {
    const graph = await openGraph((step, { body }) => {
      const mime = Buffer.from(body.toString('latin1'), 'base64').toString('latin1');
      if (step !== 'POST sendMail' || new RegExp(`^From:.*<?${ACCOUNT}`, 'imu').test(mime)) return null;
      return { status: 403, json: { error: { code: 'ErrorSendAsDenied', message: 'not allowed to send as' } } };
    });
    return {
      place: ['--endpoint', graph.url, ...token],
      taken: () => graph.mails.length,
      [Symbol.asyncDispose]: async () => {
        await graph[Symbol.asyncDispose]();
        await login[Symbol.asyncDispose]();
      },
    };
  }
  const isTaken = (address: string): boolean =>
    by === 'connector' ? address === '' || address.endsWith(`@${DOMAIN}`) : address === ACCOUNT;
  const authority = await createAuthority();
  const sink = await npmSink({
    ...(await authority.issue(['127.0.0.1'])),
    disabledCommands: by === 'connector' ? ['AUTH'] : [],
    authMethods: ['XOAUTH2'],
    onAuth: ({ accessToken }, _session, next) =>
      accessToken === 'T' ? next(null, { user: ACCOUNT }) : next(new Error('no')),
    onMailFrom({ address }, _session, next) {
      if (isTaken(address)) return next();
      const refused = new Error('5.7.60 SMTP; Client does not have permissions to send as this sender');
      next(Object.assign(refused, { responseCode: 550 }));
    },
  });
  return {
    place: ['--host', `127.0.0.1:${sink.port}`, '--tls', 'required', ...(by === 'connector' ? [] : token)],
    taken: () => sink.received.length,
    [Symbol.asyncDispose]: async () => {
      await sink[Symbol.asyncDispose]();
      await login[Symbol.asyncDispose]();
    },
  };
}

async function asked<Answer>(house: TestHouse, ...words: readonly string[]): Promise<Answer> {
  const { out, err } = await cli([...words, '--json', '--data', house.folder], {});
  assert.equal(err, '', words.join(' '));
  return JSON.parse(out) as Answer;
}

async function submitAs(house: TestHouse, login: string, password: string, mail: string): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('submission'), from: '127.0.0.99' });
  await client.say('EHLO device.test');
  await client.startTls();
  await client.say('EHLO device.test');
  const proof = Buffer.from(`\0${login}\0${password}`).toString('base64');
  assert.equal((await client.say(`AUTH PLAIN ${proof}`)).code, 235);
  assert.equal((await client.send(login, [OUTSIDE], mail)).code, 250);
  client.end();
}

const stepsOf = ({ steps, onward }: ExplainedRecipient): readonly Step[] => [...steps, ...onward.flatMap(stepsOf)];
const doubts = (steps: readonly Step[]): readonly string[] =>
  steps.filter(({ outcome }) => outcome !== 'good').map(({ what, text }) => `${what}: ${text}`);

const lists = advisedLists();

test('there are lists of every way, service and sender to look at', () => {
  const kinds = [...lists.values()].map(({ situation, advice }) => {
    const acts = advice.here.map((remedy) => (remedy.act === 'send-by-mailbox' ? remedy.by : remedy.act));
    return `${advice.way}, ${situation.senders}: ${acts.at(-1)}`;
  });
  for (const wanted of ['relay, one: microsoft365-submission', 'relay, any: graph', 'relay, any: send-by-connector'])
    assert.ok(kinds.includes(wanted), kinds.join('\n'));
  assert.ok(kinds.includes('submission, users: graph'), kinds.join('\n'));
});

for (const { situation, advice } of lists.values()) {
  const { senders } = situation;
  const name = advice.here.map((remedy) => (remedy.act === 'send-by-mailbox' ? remedy.by : remedy.act)).join(', ');
  test(`advised for ${advice.way}, ${senders}: ${name}`, async () => {
    await using service = await openService(advice);
    await using house = await startTestHouse(honouring);
    const run = shellIn(house.folder, { stdin: 'the-secret' });
    const printed = await typeAll(run, advice.here);
    const moved = await run('upstream', 'set', 'Microsoft 365', ...service.place);
    assert.equal(moved.code, 0, moved.err);
    assert.doesNotMatch(moved.err, /bounce/u);
    const signsIn = advice.way === 'submission' ? 'anna@contoso.com' : null;
    const from = signsIn ?? (senders === 'one' ? ACCOUNT : `hall@${DOMAIN}`);

    const steps = await asked<Step[]>(house, 'check', 'upstream', 'Microsoft 365');
    assert.deepEqual(doubts(steps.filter(({ what }) => what !== 'certificate')), []);
    // To the outside, and to one's own people, whose mailboxes are at Microsoft: also of those who sign in here.
    for (const to of [OUTSIDE, `anna@${DOMAIN}`]) {
      const how = signsIn === null ? ['--ip', DEVICE] : ['--ip', '127.0.0.99', '--auth', signsIn];
      const told = await asked<Explanation>(house, 'explain', '--from', from, '--to', to, ...how);
      assert.equal(told.verdict, 'accepted', JSON.stringify(told.refusal));
      const ahead = told.recipients.flatMap(stepsOf);
      assert.deepEqual(doubts(ahead), []);
      assert.ok(
        ahead.some(({ text }) => text.includes('outbound connector Microsoft 365')),
        `${to} goes to Microsoft`,
      );
    }
    const mail = `From: <${from}>\nSubject: scan\n\nbody\n`;
    if (signsIn === null) await submit(house, from, [OUTSIDE], mail);
    else await submitAs(house, signsIn, /^password: (\S+)/mu.exec(printed)?.[1] ?? '', mail);
    const [row] = await house.traced({ recipient: OUTSIDE }, ([one]) => one?.status === 'Delivered');
    assert.equal(row?.status, 'Delivered');
    assert.equal(service.taken(), 1);
  });
}

test('without the rewriting that is advised it is told, where it is made, checked and explained, and mail bounces', async () => {
  for (const [wanted, refusal] of [
    ['microsoft365-submission', /5\.7\.60/u],
    ['graph', /SendAsDenied/u],
  ] as const) {
    const found = [...lists.values()].find(
      ({ advice: { here, way } }) =>
        way === 'relay' && here.some((remedy) => remedy.act === 'send-by-mailbox' && remedy.by === wanted),
    );
    assert.ok(found !== undefined);
    await using service = await openService(found.advice);
    await using house = await startTestHouse(honouring);
    const run = shellIn(house.folder, { stdin: 'the-secret' });
    await typeAll(run, found.advice.here);
    await done(run, 'upstream', 'set', 'Microsoft 365', ...service.place);
    const bare = await run(
      'upstream',
      'set',
      'Microsoft 365',
      '--rewrite-from',
      'none',
      '--rewrite-reverse-path',
      'none',
    );
    assert.match(bare.err, /in the name of printer@contoso\.com alone.*bounces.*--rewrite-from printer@contoso\.com/su);
    // Told once: another change does not tell it again.
    assert.doesNotMatch((await run('upstream', 'set', 'Microsoft 365', '--expiry', '3d')).err, /bounces/u);
    const steps = await asked<Step[]>(house, 'check', 'upstream', 'Microsoft 365');
    const senders = steps.find(({ what }) => what === 'senders');
    assert.equal(senders?.outcome, 'warning');
    assert.equal(senders?.remedy?.act, 'send-in-own-name');
    const hall = `hall@${DOMAIN}`;
    const told = await asked<Explanation>(house, 'explain', '--from', hall, '--to', OUTSIDE, '--ip', DEVICE);
    const sender = told.recipients.flatMap(stepsOf).find(({ what }) => what === 'sender');
    assert.equal(sender?.outcome, 'warning');
    assert.match(sender?.text ?? '', /^it would go out as hall@contoso\.com; the service takes mail/u);
    await submit(house, hall, [OUTSIDE], `From: <${hall}>\nSubject: scan\n\nbody\n`);
    const rows = await house.traced({ recipient: OUTSIDE }, ([one]) => one?.status === 'Failed');
    assert.equal(rows[0]?.status, 'Failed');
    assert.match(JSON.stringify(await house.house.store.trace.story(rows[0]?.queueId as never)), refusal);
    // Its own name goes.
    const own = await asked<Explanation>(house, 'explain', '--from', ACCOUNT, '--to', OUTSIDE, '--ip', DEVICE);
    assert.deepEqual(doubts(own.recipients.flatMap(stepsOf)), []);
  }
});

test('a test message goes in a name that is taken', async () => {
  const found = [...lists.values()].find(({ advice }) => advice.here.some(({ act }) => act === 'send-by-mailbox'));
  assert.ok(found !== undefined);
  await using service = await openService(found.advice);
  await using house = await startTestHouse(honouring);
  const run = shellIn(house.folder, { stdin: 'the-secret' });
  await typeAll(run, found.advice.here);
  await done(run, 'upstream', 'set', 'Microsoft 365', ...service.place);
  await done(run, 'upstream', 'set', 'Microsoft 365', '--rewrite-from', 'none', '--rewrite-reverse-path', 'none');
  await done(run, 'upstream', 'test', 'Microsoft 365', '--to', OUTSIDE);
});
