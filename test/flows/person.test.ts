/** What is kept of a person, shown and erased, as it is typed and asked of the API, over the composed house. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { askAt } from '../../lab/houses/test-admin.ts';
import { inbound, mailbox, smartHost, startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { keepMail } from '../../lab/kept-mail.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';

const ANN = 'ann@far.test';

async function furnished(): Promise<TestHouse> {
  const house = await startTestHouse({
    objects: [mailbox('scan@ours.test'), inbound('floor', { senderAddresses: ['127.0.0.40/29'] })],
  });
  const run = (...args: readonly string[]) => cli([...args, '--data', house.folder]);
  await run('block', 'add', ANN, '--binds', 'inbound');
  await run('device', 'add', 'Copier', '--address', '127.0.0.44', '--owner', ANN);
  await keepMail(house, { from: ANN, subject: 'A private matter' });
  await keepMail(house, { from: 'joann@far.test', subject: 'Not hers' });
  await house.put(smartHost('only', 1));
  await send(house, ANN);
  return house;
}

/** A mail from the copier; to outside it waits for the only upstream, which nobody answers at. */
async function send(house: TestHouse, to: string): Promise<void> {
  const client = await SmtpTestClient.connect({ port: house.port('smtp'), from: '127.0.0.44' });
  for (const line of ['EHLO copier', 'MAIL FROM:<scan@ours.test>', `RCPT TO:<${to}>`, 'DATA']) await client.say(line);
  assert.equal((await client.say('Subject: x\r\n\r\nx\r\n.')).code, 250);
  await client.say('QUIT');
  client.end();
}

test('it is counted with examples, and told whole to a program', async () => {
  await using house = await furnished();
  const shown = await cli(['person', 'show', ANN, '--data', house.folder]);
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, /2 rows of the trace\n/u);
  assert.match(shown.out, /2 mails that wait or are in quarantine\n/u);
  assert.match(shown.out, /2 objects of the directory\n.*\n?.*Copier|ann@far\.test/u);
  const told = JSON.parse((await cli(['person', 'show', ANN, '--json', '--data', house.folder])).out);
  const of = (kind: string) => told.held.filter((one: { kind: string }) => one.kind === kind);
  assert.equal(of('message').length, told.counts.message);
  assert.ok(of('trace').some(({ facts }: { facts: { subject: string } }) => facts.subject === 'A private matter'));
  assert.deepEqual(
    of('object')
      .map(({ name }: { name: string }) => name)
      .sort(),
    ['Copier', ANN],
  );
  assert.ok(!JSON.stringify(of('trace')).includes('joann'));
  const nobody = await cli(['person', 'show', 'nn@far.test', '--data', house.folder]);
  assert.match(nobody.out, /nothing is kept of nn@far\.test/u);
});

test('erased, the quarantine and the trace name them no more; what stays is named with its command', async () => {
  await using house = await furnished();
  const done = await cli(['person', 'erase', ANN, '--yes', '--data', house.folder]);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /erased:\n {2}1 mail that waits or is in quarantine\n/u);
  assert.match(done.out, /kept: 1 mail that waits or is in quarantine: they wait for their delivery/u);
  assert.match(done.out, /doorpost block remove ann@far\.test/u);
  assert.match(done.out, /doorpost device set Copier --owner/u);
  assert.match(done.out, /kept: \d+ audit entr/u);
  const { body } = await askAt({ socketPath: house.settings.adminSocket }, 'GET', '/api/v1/quarantine', {});
  assert.deepEqual(
    body.entries.map(({ sender }: { sender: string }) => sender),
    ['joann@far.test'],
  );
  const { rows } = await house.house.store.trace.search({ limit: 10 });
  assert.deepEqual(
    rows.filter(({ status }) => status === 'Dropped').map(({ sender, subject }) => [sender, subject]),
    [['(erased)', null]],
  );
  const again = await cli(['person', 'erase', ANN, '--waiting', '--yes', '--data', house.folder]);
  assert.match(again.out, /erased:\n {2}1 mail that waits/u);
  assert.doesNotMatch(again.out, /kept: 1 mail that/u);
  const left = JSON.parse((await cli(['person', 'show', ANN, '--json', '--data', house.folder])).out);
  assert.deepEqual(Object.keys(left.counts).sort(), ['audit', 'object']);
});

test('the log says that somebody looked and erased, how much, and not whom', async () => {
  await using house = await startTestHouse();
  await keepMail(house, { from: ANN });
  await cli(['person', 'show', ANN, '--data', house.folder]);
  await cli(['person', 'erase', ANN, '--yes', '--data', house.folder]);
  const { body } = await askAt({ socketPath: house.settings.adminSocket }, 'GET', '/api/v1/audit?limit=10', {});
  const entries = (body.entries ?? body.items).filter(({ kind }: { kind: string }) => kind === 'person');
  assert.deepEqual(
    entries.map(({ name }: { name: string }) => name),
    ['person: erase', 'person: show'],
  );
  assert.ok(!JSON.stringify(entries).includes('ann'), JSON.stringify(entries));
  assert.equal(entries[0].after.erased.message, 1);
});

test('who may not read mail may neither look nor erase, and an administrator sees their own organization alone', async () => {
  await using house = await startTestHouse();
  await keepMail(house, { from: ANN });
  await cli(['org', 'add', 'theirs', '--data', house.folder]);
  const local = { socketPath: house.settings.adminSocket };
  const ask = async (
    organization: string,
    role: string,
    content: boolean,
    method: string,
    path: string,
    body?: object,
  ) => {
    const grant = {
      name: `${organization}-${role}-${content}-${method}`,
      role,
      organizations: [organization],
      content,
    };
    const { body: made } = await askAt(local, 'POST', '/api/v1/tokens', { body: grant });
    return askAt({ host: '127.0.0.1', port: house.port('http') }, method, `/api/v1/person${path}`, {
      token: made.token,
      ...(body && { body }),
    });
  };
  const look = `?address=${ANN}`;
  assert.equal((await ask('ours', 'organization-administrator', false, 'GET', look)).status, 403);
  assert.equal((await ask('ours', 'help-desk', true, 'GET', look)).status, 403);
  const theirs = await ask('theirs', 'organization-administrator', true, 'POST', '/erase', { address: ANN });
  assert.match(theirs.text, /"erased":\{\},"kept":\[\]/u);
  const own = await ask('ours', 'organization-administrator', true, 'GET', look);
  assert.match(own.text, /"counts":\{"trace":1,"message":1/u);
});
