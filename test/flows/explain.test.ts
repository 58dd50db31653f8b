/** `explain` and the wire must say the same: each case is asked about, and then really sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { Explanation } from '../../src/mail/doors/explanation.ts';
import { cli } from '../../lab/cli.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import {
  credential,
  domain,
  group,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';

const PRINTER = '127.0.0.10';
const STRANGER = '127.0.0.99';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

interface Case {
  readonly from: string;
  readonly to: string;
  readonly ip: string;
  readonly auth?: string;
  readonly headerFrom?: string;
  readonly size?: string;
  readonly helo?: string;
}

async function ask(house: TestHouse, args: readonly string[]): Promise<Explanation> {
  const { out, err } = await cli(['explain', ...args, '--json', '--data', house.folder], {});
  assert.equal(err, '');
  return JSON.parse(out) as Explanation;
}

const asArgs = ({ from, to, ip, auth, headerFrom, size, helo }: Case): readonly string[] => [
  ...['--from', from, '--to', to, '--ip', ip],
  ...(auth === undefined ? [] : ['--auth', auth]),
  ...(headerFrom === undefined ? [] : ['--header-from', headerFrom]),
  ...(size === undefined ? [] : ['--size', size]),
  ...(helo === undefined ? [] : ['--helo', helo]),
];

/** What the wire answers, command by command, up to the first refusal. */
async function wire(house: TestHouse, { from, to, ip, auth, headerFrom, size, helo }: Case): Promise<string[]> {
  const port = house.port(auth === undefined ? 'smtp' : 'submission');
  const client = await SmtpTestClient.connect({ port, from: ip });
  const heard: string[] = [];
  const say = async (line: string): Promise<boolean> => {
    const { code, text } = await client.say(line);
    // Of several lines all that is offered, without the greeting.
    const lines = text.split('\n').map((each) => each.replace(/^\d{3}[ -]/u, '').replace(/ \[ref [^\]]+\]$/u, ''));
    heard.push(`${code} ${(lines.length > 1 ? lines.slice(1) : lines).join(', ')}`);
    return code < 400;
  };
  const name = helo ?? 'device.example';
  const steps: readonly (() => Promise<boolean>)[] = [
    () => say(`EHLO ${name}`),
    ...(auth === undefined
      ? []
      : [
          async () => {
            await client.startTls();
            heard.push('220 tls');
            return true;
          },
          () => say(`EHLO ${name}`),
          () => say(`AUTH PLAIN ${base64(`\0${auth}\0right-password`)}`),
        ]),
    () => say(`MAIL FROM:<${from}>${size === undefined ? '' : ` SIZE=${Number.parseInt(size, 10) * 1_048_576}`}`),
    () => say(`RCPT TO:<${to}>`),
    () => say('DATA'),
    () => say(`From: ${headerFrom ?? `<${from}>`}\r\nTo: ${to}\r\nSubject: real\r\n\r\nbody\r\n.`),
  ];
  for (const step of steps) if (!(await step())) break;
  client.end();
  return heard;
}

/** Codes and words, without what differs from mail to mail. */
const comparable = (reply: string): string => (reply.startsWith('250 2.6.0') ? '250 2.6.0' : reply.slice(0, 200));

test('explain says what the wire says, case by case', async () => {
  await using house = await startTestHouse({
    overrides: { resolver: createZoneResolver('far.test MX 10 mx.far.test\nmx.far.test A 192.0.2.9') },
    objects: [
      organization({ rejectDirectSend: true }),
      domain('unverified.test', { verified: null }),
      inbound('printers', { senderAddresses: [PRINTER], recipientDomains: ['far.test', 'ours.test'] }),
      inbound('partner', { senderAddresses: ['127.0.0.20'], type: 'Partner' }),
      await credential('printer@ours.test', 'right-password'),
      mailbox('off@ours.test', { smtpAuth: false }),
      await credential('off@ours.test', 'right-password'),
      smartHost('hop', 9, { recipientDomains: ['hop.test'] }),
    ],
  });
  const cases: readonly Case[] = [
    { from: 'copier@ours.test', to: 'a@far.test', ip: PRINTER },
    { from: 'copier@ours.test', to: 'a@elsewhere.test', ip: PRINTER },
    { from: 'copier@foreign.test', to: 'a@far.test', ip: PRINTER },
    { from: 'copier@ours.test', to: 'a@far.test', ip: STRANGER },
    { from: 'x@foreign.test', to: 'v@ours.test', ip: STRANGER },
    { from: 'x@foreign.test', to: 'nobody@ours.test', ip: STRANGER },
    { from: 'fake@ours.test', to: 'v@ours.test', ip: STRANGER },
    { from: 'x@unverified.test', to: 'v@ours.test', ip: STRANGER },
    { from: 'x@foreign.test', to: 'a@far.test', ip: '127.0.0.20' },
    { from: 'printer@ours.test', to: 'a@far.test', ip: STRANGER, auth: 'printer@ours.test' },
    { from: 'boss@ours.test', to: 'a@far.test', ip: STRANGER, auth: 'printer@ours.test' },
    { from: 'printer@ours.test', to: 'a@far.test', ip: STRANGER, auth: 'off@ours.test' },
    { from: 'printer@ours.test', to: 'a@far.test', ip: STRANGER, auth: 'printer@ours.test', headerFrom: 'b@ours.test' },
    {
      from: 'printer@ours.test',
      to: 'a@far.test',
      ip: STRANGER,
      auth: 'printer@ours.test',
      headerFrom: 'C <b@ours.test>',
    },
    { from: 'copier@ours.test', to: 'a@far.test', ip: PRINTER, size: '9000MiB' },
    { from: 'copier@ours.test', to: 'a@far.test', ip: PRINTER, helo: 'copier two' },
  ];
  for (const one of cases) {
    const told = await ask(house, asArgs(one));
    const conversation = told.conversation.slice(1).map(({ asked, text }) => (asked === 'STARTTLS' ? '220 tls' : text));
    const real = await wire(house, one);
    // The listener of submission without TLS begins with EHLO and STARTTLS on both sides.
    assert.deepEqual(conversation.map(comparable), real.map(comparable), JSON.stringify(one));
    const last = told.conversation.at(-1);
    assert.equal(told.verdict, last?.outcome === 'good' ? 'accepted' : 'refused');
    if (last?.outcome !== 'good') {
      assert.ok(last?.facts['cause'] !== null && told.refusal !== null, JSON.stringify(told));
      // Nothing of it is on record.
      assert.doesNotMatch(told.refusal.cure, /doorpost trace/u);
    }
  }
  const { rows } = await house.house.store.trace.search({ limit: 200 });
  assert.ok(
    rows.every(({ subject }) => subject !== 'rehearsal'),
    'nothing rehearsed is in the trace',
  );
});

test('of several recipients each has its own cause and cure', async () => {
  await using house = await startTestHouse({
    objects: [inbound('printers', { senderAddresses: [PRINTER], recipientDomains: ['far.test', 'ours.test'] })],
  });
  const mail = ['--from', 'copier@ours.test', '--ip', PRINTER];
  const to = ['--to', 'a@elsewhere.test', '--to', 'nobody@ours.test', '--to', 'v@ours.test'];
  const told = await ask(house, [...mail, ...to]);
  assert.equal(told.verdict, 'partly');
  assert.deepEqual(
    told.refusals?.map(({ recipient, remedy }) => [recipient, remedy?.act]),
    [
      ['a@elsewhere.test', 'widen-connector-recipients'],
      ['nobody@ours.test', 'correct-recipient'],
    ],
  );
  const { out } = await cli(['explain', ...mail, ...to, '--data', house.folder], {});
  assert.match(
    out,
    /Why not\n {2}a@elsewhere\.test: recipient outside .*\n {2}Cure: .*\n {2}nobody@ours\.test: .*\n {2}Cure: /u,
  );
  const one = await cli(['explain', ...mail, '--to', 'nobody@ours.test', '--data', house.folder], {});
  assert.match(one.out, /Why not\n {2}nobody@ours\.test is no mailbox/u);
});

test('what the mail takes itself counts, and a certificate is shown by names and fingerprint together', async () => {
  const pin = 'ab'.repeat(32);
  await using house = await startTestHouse({
    objects: [
      inbound('small', { senderAddresses: [PRINTER], limits: { connectorRecipientsPerHour: 1 } }),
      inbound('erp', { certificateFingerprint: pin }),
    ],
  });
  const two = await ask(house, ['--from', 'a@ours.test', '--to', 'x@far.test', '--to', 'y@far.test', '--ip', PRINTER]);
  assert.equal(two.verdict, 'partly');
  assert.match(two.conversation.find(({ asked }) => asked?.includes('y@far.test'))?.text ?? '', /^450 4\.7\.1 /u);
  const again = await ask(house, ['--from', 'a@ours.test', '--to', 'x@far.test', '--ip', PRINTER]);
  assert.equal(again.verdict, 'accepted', 'and nothing of it stays counted');

  const bounce = ['--from', '', '--to', 'x@far.test', '--ip', STRANGER, '--tls', 'cert'];
  assert.equal((await ask(house, [...bounce, pin])).verdict, 'refused');
  assert.equal((await ask(house, [...bounce, 'erp.ours.test', `SHA256:${pin}`])).verdict, 'accepted');
});

test('the port that begins with TLS is shown with it, whatever comes of the mail', async () => {
  await using house = await startTestHouse({});
  const mail = ['--from', 'x@ours.test', '--to', 'v@ours.test', '--ip', PRINTER];
  for (const port of [
    ['--port', 'submissions', '--tls', 'yes'],
    ['--port', 'submissions'],
    ['--tls', 'yes'],
  ]) {
    const { decisions } = await ask(house, [...mail, ...port]);
    assert.equal(decisions.find(({ what }) => what === 'tls')?.text, 'yes', port.join(' '));
  }
  const clear = await ask(house, mail);
  assert.equal(clear.decisions.find(({ what }) => what === 'tls')?.text, 'none');
});

test('a limit that is reached and a sign-in that nobody has here have the cures that end them', async () => {
  await using house = await startTestHouse({
    objects: [inbound('Floor 2', { senderAddresses: [PRINTER], limits: { connectorMessagesPerHour: 1 } })],
  });
  const mail = { from: 'copier@ours.test', to: 'v@ours.test', ip: PRINTER };
  assert.match((await wire(house, mail)).at(-1) ?? '', /^250/u);
  const full = await ask(house, asArgs(mail));
  assert.equal(full.verdict, 'refused');
  assert.match(
    full.refusal?.cure ?? '',
    /limits set connectorMessagesPerHour NUMBER --connector 'Floor 2' --data \S+$/u,
  );
  const nobody = await ask(house, asArgs({ ...mail, auth: 'scan@ours.test' }));
  assert.match(
    nobody.refusal?.cure ?? '',
    /credential add <mailbox> --name <device> --username scan@ours\.test --data \S+$/u,
  );
});

test('explain shows the way on: MX, smart host, group and forwarding, rewriting', async () => {
  await using house = await startTestHouse({
    overrides: { resolver: createZoneResolver('far.test MX 10 mx.far.test\nmx.far.test A 192.0.2.9') },
    objects: [
      inbound('printers', {
        senderAddresses: [PRINTER],
        rewriting: { reversePath: 'printer@ours.test', from: 'printer@ours.test', replyToOriginal: true },
      }),
      group('all@ours.test', ['v@ours.test', 'away@ours.test']),
      mailbox('away@ours.test', { forwarding: { to: ['me@far.test'], keepCopy: true } }),
      smartHost('Relay', 587, {
        recipientDomains: ['hop.test'],
        tls: 'verified',
        pace: { messagesPerMinute: 28, concurrent: 3, recipientsPerDay: 9_900 },
        rewriting: { reversePath: null, from: 'out@ours.test', replyToOriginal: false },
      }),
    ],
  });
  const to = ['--to', 'all@ours.test', '--to', 'a@hop.test', '--to', 'a@far.test'];
  const told = await ask(house, ['--from', 'copier@ours.test', '--ip', PRINTER, ...to]);
  assert.equal(told.verdict, 'accepted');
  const decided = told.decisions.map(({ what, text }) => `${what}: ${text}`).join('\n');
  assert.match(decided, /^by connector: printers$/mu);
  assert.match(decided, /^rewrite: Envelope sender <copier@ours\.test> became <printer@ours\.test>$/mu);
  assert.match(told.header ?? '', /^From: <?printer@ours\.test>?$/mu);
  assert.match(told.header ?? '', /^Reply-To: <?copier@ours\.test>?$/mu);
  const way = (address: string): string => {
    const find = (all: Explanation['recipients']): Explanation['recipients'] =>
      all.flatMap((one) => [one, ...find(one.onward)]);
    const found = find(told.recipients).find((one) => one.address === address);
    return (found?.steps ?? []).map(({ what, text }) => `${what}: ${text}`).join('\n');
  };
  assert.match(way('v@ours.test'), /^route: mailbox v@ours\.test here/mu);
  assert.match(way('away@ours.test'), /^route: mailbox away@ours\.test here .*, and forwarded$/mu);
  assert.match(way('me@far.test'), /^next hop: mx\.far\.test \(192\.0\.2\.9\) port 25$/mu);
  assert.match(way('a@hop.test'), /^route: outbound connector Relay$/mu);
  assert.match(way('a@hop.test'), /^pace: 28 messages a minute, 3 at once, 9900 recipients/mu);
  assert.match(way('a@hop.test'), /^rewriting: .*out@ours\.test/mu);
  assert.match(way('a@hop.test'), /^tls: required \(STARTTLS\), its certificate checked$/mu);
  const people = await cli(['explain', '--from', '', '--to', 'x@y.test', '--ip', STRANGER, '--data', house.folder], {});
  assert.equal(people.code, 1);
  assert.match(people.out, /^It would be refused\.$/mu);
  assert.match(people.out, /because: /u);
  assert.match(people.out, /Cure: /u);
});
