/** Who hears of mail that a device could not get delivered: the person who answers for it, in that person's language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { npmSink } from '../../lab/peers/sinks.ts';
import { done, shellIn } from '../../lab/shell.ts';
import { DEVICE, maildir, storyOf, submit } from '../../lab/flow.ts';
import { domain, inbound, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';

const run = (house: TestHouse, ...args: string[]) => done(shellIn(house.folder), ...args);

async function reportIn(house: TestHouse, path: string): Promise<{ subject: string; text: string; to: string }> {
  for (let tries = 0; ; tries++) {
    const [raw] = await maildir(house, path);
    if (raw !== undefined) {
      const email = await PostalMime.parse(raw);
      return { subject: email.subject ?? '', text: email.text ?? '', to: email.to?.[0]?.address ?? '' };
    }
    assert.ok(tries < 600, 'no report came');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

const refuses = (address: string, text: string) =>
  npmSink({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (to, _session, done) =>
      to.address === address ? done(Object.assign(new Error(text), { responseCode: 550 })) : done(),
  });

test('a device whose sender is nobody’s mailbox: its owner gets the report, in German', async () => {
  await using hop = await refuses('gone@far.test', '5.1.1 no such user');
  await using house = await startTestHouse({
    objects: [inbound('office', { senderAddresses: [DEVICE] }), smartHost('hop', hop.port)],
  });
  await run(house, 'org', 'set', '--language', 'fr');
  await run(
    house,
    'device',
    'add',
    'Kopierer',
    '--address',
    DEVICE,
    '--place',
    'Büro 5',
    '--owner',
    'v@ours.test',
    '--language',
    'de',
  );
  await submit(house, 'copier-17@ours.test', ['gone@far.test']);
  const report = await reportIn(house, 'ours.test/v');
  assert.equal(report.subject, 'Unzustellbar: scan');
  assert.equal(report.to, 'v@ours.test');
  assert.match(report.text, /Es gibt kein Postfach mit dieser Adresse/u);
  assert.match(report.text, /^Gerät: Kopierer \(Büro 5\)\r?$/mu);
  assert.match(report.text, /^Absender: copier-17@ours\.test\r?$/mu);
  const [row] = await house.traced({ recipient: 'gone@far.test', status: ['Failed'] });
  const { events } = await storyOf(house, row);
  assert.ok(
    events.some(({ text }) =>
      text.includes('report for copier-17@ours.test, who is no mailbox here: goes to v@ours.test'),
    ),
    JSON.stringify(events),
  );
  assert.equal((await house.house.store.trace.search({ orphan: true, limit: 10 })).rows.length, 0);
});

test('a sender in a domain that lives elsewhere: only when nobody is there does the owner get the report', async () => {
  await using hop = await npmSink({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (to, _session, done) =>
      /^(?:gone@far|copier-17@cloud)\.test$/u.test(to.address)
        ? done(Object.assign(new Error('5.1.10 recipient not found'), { responseCode: 550 }))
        : done(),
  });
  await using house = await startTestHouse({
    objects: [
      domain('cloud.test', { type: 'internal-relay' }),
      inbound('office', { senderAddresses: [DEVICE] }),
      smartHost('hop', hop.port),
    ],
  });
  await run(house, 'org', 'set', '--language', 'es');
  await run(house, 'device', 'add', 'Copiadora', '--address', DEVICE, '--owner', 'v@ours.test');
  await submit(house, 'copier-17@cloud.test', ['gone@far.test']);
  const report = await reportIn(house, 'ours.test/v');
  assert.equal(report.subject, 'No entregado: scan');
  await submit(house, 'real@cloud.test', ['gone@far.test']);
  await house.traced({ recipient: 'real@cloud.test', status: ['Delivered'] });
  assert.equal((await maildir(house, 'ours.test/v')).length, 1, 'who is reached himself needs no stand-in');
});

/** It takes no mail without a sender, as some gateways do. */
const withoutReports = () =>
  npmSink({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onMailFrom: (from, _session, done) =>
      from.address === ''
        ? done(Object.assign(new Error('5.7.1 empty sender not accepted'), { responseCode: 554 }))
        : done(),
    onRcptTo: (to, _session, done) =>
      to.address === 'gone@far.test'
        ? done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }))
        : done(),
  });

test('where the smart host takes no report, its owner gets it', async () => {
  await using hop = await withoutReports();
  await using house = await startTestHouse({
    objects: [
      domain('cloud.test', { type: 'internal-relay' }),
      inbound('office', { senderAddresses: [DEVICE] }),
      smartHost('hop', hop.port),
    ],
  });
  await run(house, 'device', 'add', 'Copier', '--address', DEVICE, '--owner', 'v@ours.test');
  await submit(house, 'copier-17@cloud.test', ['gone@far.test']);
  const report = await reportIn(house, 'ours.test/v');
  assert.match(report.text, /gone@far\.test/u);
});

test('and where nobody answers for the device, it is on the administrator’s list', async () => {
  await using hop = await withoutReports();
  await using house = await startTestHouse({
    objects: [
      domain('cloud.test', { type: 'internal-relay' }),
      inbound('office', { senderAddresses: [DEVICE] }),
      smartHost('hop', hop.port),
    ],
  });
  await submit(house, 'copier-17@cloud.test', ['gone@far.test']);
  const listed = async () => (await house.house.store.trace.search({ orphan: true, limit: 10 })).rows;
  for (let tries = 0; (await listed()).length === 0; tries++) {
    assert.ok(tries < 600, 'no report on the list');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.deepEqual(
    (await listed()).map(({ recipient }) => recipient),
    ['copier-17@cloud.test'],
  );
  const { out } = await shellIn(house.folder)('trace', '--orphan-reports');
  assert.match(out, /copier-17@cloud\.test/u);
});
