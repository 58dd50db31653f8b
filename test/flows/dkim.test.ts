/** Keys that sign our own mail: from the first record to the next key, on a clock that is turned by hand and over a small Internet of our own. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import type { DirectoryObject, Organization } from '../../src/directory/objects.ts';
import { DEVICE, storyOf, submit } from '../../lab/flow.ts';
import { createManualClock, type ManualClock } from '../../lab/manual-clock.ts';
import { askAt, type Answer } from '../../lab/houses/test-admin.ts';
import {
  domain,
  inbound,
  mailbox,
  organization,
  smartHost,
  startTestHouse,
  type TestHouse,
} from '../../lab/houses/test-house.ts';
import { byMailauth } from '../../lab/peers/dkim-verifiers.ts';
import { npmSink, type NpmSink } from '../../lab/peers/sinks.ts';
import { SmtpTestClient } from '../../lab/peers/smtp-client.ts';
import { done, shellIn } from '../../lab/shell.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PATIENCE_MS = 60_000;
const FROM = 'printer@ours.test';
const TO = 'a@outside.test';
const SERVER = '9.9.9.9';

interface Site {
  readonly house: TestHouse;
  readonly sink: NpmSink;
  readonly clock: ManualClock;
  /** Publishes these records of the domain, and no others. */
  publish(...records: readonly DnsRecord[]): void;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}
interface DnsRecord {
  readonly name: string;
  readonly value: string;
}
interface Key {
  readonly name: string;
  readonly state: string;
  readonly record: DnsRecord;
  readonly published: { readonly state: string } | null;
  readonly nextAt: number | null;
}

async function open(context: TestContext, objects: readonly DirectoryObject[] = [], isTurned = true): Promise<Site> {
  const sink = await npmSink();
  const clock = createManualClock();
  const resolver = createZoneResolver('');
  const copier = inbound('copier', { senderAddresses: [DEVICE] });
  const house = await startTestHouse({
    overrides: { resolver, ...(isTurned && { clock }) },
    objects: [copier, smartHost('out', sink.port), ...objects],
  });
  context.after(async () => {
    await house[Symbol.asyncDispose]();
    await sink[Symbol.asyncDispose]();
  });
  const site: Site = {
    ...{ house, sink, clock },
    publish: (...records) =>
      resolver.set(
        [`ours.test NS ns.far.test`, `ns.far.test A ${SERVER}`]
          .concat(records.map(({ name, value }) => `${name} TXT "${value}"`))
          .join('\n'),
      ),
    ask: (method, path, body) => askAt({ socketPath: house.settings.adminSocket }, method, `/api/v1${path}`, { body }),
  };
  site.publish();
  return site;
}

async function made({ ask }: Site, body: object = {}): Promise<Key> {
  const answer = await ask('POST', '/dkim-keys', { domain: 'ours.test', algorithm: 'ed25519-sha256', ...body });
  assert.equal(answer.status, 201, answer.text);
  return answer.body.item as Key;
}

const shown = async ({ ask }: Site, { name }: Key): Promise<Key> =>
  (await ask('GET', `/dkim-keys/${name}`)).body.item as Key;

async function turned({ clock }: Site, isSo: () => Promise<boolean>, stepMs = HOUR): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < until, 'it did not become so');
    await clock.advance(stepMs);
    await clock.rest(1_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const alarms = async ({ ask }: Site): Promise<readonly string[]> =>
  ((await ask('GET', '/alarms')).body.items as { kind: string; cause: string }[])
    .filter(({ kind }) => kind.startsWith('dkim'))
    .map(({ kind, cause }) => `${kind}: ${cause}`);

/** Sends one, and gives it as the next hop got it. */
async function sent({ house, sink }: Site, from = FROM, head = `From: ${from}`): Promise<Buffer> {
  const before = sink.received.length;
  await submit(house, from, [TO], `${head}\nTo: ${TO}\nSubject: scan\n\nbody\n`);
  await house.traced({ sender: from }, () => sink.received.length > before);
  return sink.received.at(-1)?.content ?? assert.fail();
}

const isSigned = (message: Buffer): boolean => message.toString('latin1').includes('DKIM-Signature:');

test('the first key of a domain signs as soon as its record is found, and the trace says so', async (context) => {
  const site = await open(context);
  assert.equal(isSigned(await sent(site)), false);
  const key = await made(site);
  assert.equal(isSigned(await sent(site)), false, 'nobody could verify it');

  const missing = await site.ask('POST', `/dkim-keys/${key.name}/check`);
  assert.deepEqual([missing.body.found, missing.body.item.state], ['missing', 'next']);
  site.publish(key.record);
  const found = await site.ask('POST', `/dkim-keys/${key.name}/check`);
  assert.deepEqual([found.body.found, found.body.item.state], ['published', 'active']);
  assert.deepEqual(
    found.body.servers.map(({ server, state }: { server: string; state: string }) => [server, state]),
    [['ns.far.test', 'published']],
  );

  const message = await sent(site);
  assert.deepEqual(await byMailauth(message, { [key.record.name]: key.record.value }), ['pass']);
  const [row] = await site.house.traced({ sender: FROM }, ([first]) => first?.status === 'Delivered');
  const { events } = await storyOf(site.house, row);
  assert.match(events.map(({ text }) => text).join('\n'), new RegExp(`signed by ${key.name}`, 'u'));
});

test('the next key takes over a week after its record was found, and the old one is kept for another', async (context) => {
  const site = await open(context);
  const first = await made(site, { selector: 'first' });
  site.publish(first.record);
  await turned(site, async () => (await shown(site, first)).state === 'active');
  const second = await made(site, { selector: 'second' });
  site.publish(first.record, second.record);
  await turned(site, async () => (await shown(site, second)).published?.state === 'published');
  const begun = site.clock.now();
  assert.equal((await shown(site, second)).state, 'next');
  const message = await sent(site);
  assert.match(message.toString(), /s=first;/u);

  await turned(site, async () => (await shown(site, second)).state === 'active', DAY / 4);
  assert.ok(site.clock.now() - begun >= 6 * DAY, 'not before');
  assert.equal((await shown(site, first)).state, 'retired');
  assert.match((await sent(site)).toString(), /s=second;/u);
  assert.deepEqual(await alarms(site), []);
  await turned(site, async () => (await alarms(site)).length > 0, DAY / 4);
  assert.match(
    (await alarms(site)).join('\n'),
    /dkim-rotation: The DKIM key first\._domainkey\.ours\.test signs no more/u,
  );
  assert.equal((await site.ask('DELETE', `/dkim-keys/${first.name}`)).status, 204);
  await turned(site, async () => (await alarms(site)).length === 0);
});

test('a published key that has gone is an alarm until it is there again, and mail is signed on', async (context) => {
  const site = await open(context);
  const key = await made(site);
  site.publish(key.record);
  await turned(site, async () => (await shown(site, key)).state === 'active');
  site.publish({ ...key.record, value: 'v=DKIM1; k=ed25519; p=' });
  await turned(site, async () => (await alarms(site)).length > 0);
  assert.match((await alarms(site)).join('\n'), /^dkim-key-missing: .*its record is empty\.$/u);
  assert.equal(isSigned(await sent(site)), true);
  site.publish(key.record);
  await turned(site, async () => (await alarms(site)).length === 0);
});

test('a domain without a key, beside one that has one, goes out unsigned, with an alarm until it has one too', async (context) => {
  const site = await open(context, [domain('second.test'), domain('relayed.test', { type: 'internal-relay' })]);
  assert.equal(isSigned(await sent(site, 'printer@second.test')), false);
  await turned(site, async () => true);
  assert.deepEqual(await alarms(site), [], 'nobody has begun to sign');
  const key = await made(site);
  site.publish(key.record);
  await turned(site, async () => (await alarms(site)).length > 0);
  assert.deepEqual(await alarms(site), [
    'dkim-unsigned: Mail of second.test goes out unsigned: it has no DKIM key, and other domains of the organization have one.',
  ]);
  assert.equal(isSigned(await sent(site)), true);
  assert.equal(isSigned(await sent(site, 'printer@second.test')), false);
  const second = await made(site, { domain: 'second.test' });
  site.publish(key.record, second.record);
  await turned(site, async () => (await alarms(site)).length === 0);
  await turned(site, async () => (await shown(site, second)).state === 'active');
  assert.match((await sent(site, 'printer@second.test')).toString(), /d=second\.test;/u);
  // The last one that signs: its mail goes out unsigned again.
  await site.ask('PATCH', `/dkim-keys/${second.name}`, { state: 'retired' });
  await turned(site, async () =>
    (await alarms(site)).some((one) => one.startsWith('dkim-unsigned: Mail of second.test')),
  );
  assert.equal(isSigned(await sent(site, 'printer@second.test')), false);
});

test('a key that does not open signs nothing: mail goes out all the same, and the trace says so', async (context) => {
  const site = await open(context, [], false);
  const key = await made(site);
  await site.ask('PATCH', `/dkim-keys/${key.name}`, { state: 'active' });
  const { secrets } = site.house.house.store;
  const [name] = (await secrets.names()).filter((one) => one.startsWith('dkim:'));
  await secrets.put(name as never, Buffer.alloc(64, 1));
  assert.equal(isSigned(await sent(site)), false);
  const [row] = await site.house.traced({ sender: FROM }, ([first]) => first?.status === 'Delivered');
  const { events } = await storyOf(site.house, row);
  assert.match(
    events.map(({ text }) => text).join('\n'),
    /not signed by \S+\._domainkey\.ours\.test: the key does not open/u,
  );
});

test('a new key that nobody publishes is told of after a day', async (context) => {
  const site = await open(context);
  await made(site);
  await turned(site, async () => (await alarms(site)).length > 0);
  assert.match((await alarms(site)).join('\n'), /^dkim-rotation: .* its record is not published\.$/u);
});

test('strangers, other organizations and other authors are never signed for', async (context) => {
  const other: Partial<Organization> = { id: 'other' as Organization['id'], name: 'theirs' };
  const site = await open(
    context,
    [
      organization(other),
      domain('theirs.test', { organizationId: other.id as Organization['id'] }),
      mailbox('moved@ours.test', { forwarding: { to: [TO], keepCopy: false } }),
    ],
    false,
  );
  for (const [owner, name] of [
    ['ours', 'ours.test'],
    ['theirs', 'theirs.test'],
  ] as const) {
    const answer = await site.ask('POST', `/dkim-keys?organization=${owner}`, {
      ...{ domain: name, selector: 's1', algorithm: 'ed25519-sha256' },
    });
    assert.equal(answer.status, 201, answer.text);
    const used = await site.ask('PATCH', `/dkim-keys/s1._domainkey.${name}`, { state: 'active' });
    assert.equal(used.body.item.state, 'active', used.text);
  }
  assert.equal(isSigned(await sent(site)), true);
  const heads = [
    'From: boss@theirs.test',
    'From: x@elsewhere.test',
    `From: ${FROM}, b@ours.test`,
    'From: "a@ours.test" <x@theirs.test>',
  ];
  for (const head of heads) assert.equal(isSigned(await sent(site, FROM, head)), false, head);

  // A stranger who writes in our name to a mailbox that forwards.
  const before = site.sink.received.length;
  const stranger = await SmtpTestClient.connect({ port: site.house.port('smtp'), from: '127.0.0.77' });
  await stranger.say('EHLO far.test');
  const reply = await stranger.send('x@far.test', ['moved@ours.test'], `From: ${FROM}\nSubject: pay\n\nbody\n`);
  assert.equal(reply.code, 250, reply.text);
  stranger.end();
  await site.house.traced({ sender: 'x@far.test' }, () => site.sink.received.length > before);
  assert.equal(isSigned(site.sink.received.at(-1)?.content ?? assert.fail()), false);
});

test('the private half is in no answer, export or audit, and goes with its key', async (context) => {
  const site = await open(context);
  const key = await made(site);
  const { store } = site.house.house;
  assert.deepEqual((await store.secrets.names()).filter((name) => name.startsWith('dkim:')).length, 1);
  const texts = await Promise.all(
    ['/dkim-keys', `/dkim-keys/${key.name}`, '/audit', '/export'].map(
      async (path) => (await site.ask('GET', path)).text,
    ),
  );
  for (const text of texts) {
    assert.ok(text.includes('ours.test'));
    assert.doesNotMatch(text, /PRIVATE|privateKey|MC4CAQAw/u);
  }
  assert.match(texts[3] ?? '', /dkimKeys:\n\s+- domain: ours\.test # next since/u);
  const gone = await site.ask('DELETE', `/dkim-keys/${key.name}`);
  assert.equal(gone.status, 204, gone.text);
  assert.deepEqual(
    (await store.secrets.names()).filter((name) => name.startsWith('dkim:')),
    [],
  );
});

test('the command line makes a key, shows its record, uses and retires it; an applied file makes a pair of its own', async (context) => {
  const site = await open(context);
  const run = (...args: readonly string[]) => done(shellIn(site.house.folder), ...args);
  const added = await run('dkim', 'add', 'ours.test', '--selector', 'mail', '--algorithm', 'ed25519-sha256');
  assert.match(added, /DKIM key mail\._domainkey\.ours\.test made[\s\S]*v=DKIM1; k=ed25519; p=/u);
  const name = 'mail._domainkey.ours.test';
  const exported = await run('export');
  const same = await site.ask('POST', '/apply', { yaml: exported });
  assert.ok(same.status < 300, same.text);
  await run('dkim', 'use', name);
  assert.match(await run('dkim', 'list'), /mail\._domainkey\.ours\.test +ed25519-sha256 +active/u);
  assert.equal(isSigned(await sent(site)), true);
  await run('dkim', 'retire', name);
  assert.equal(isSigned(await sent(site)), false);
  await run('dkim', 'remove', name, '--yes');
  assert.match(await run('dkim', 'list'), /no DKIM keys/u);
});
