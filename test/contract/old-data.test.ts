/** The data directory that 0.1.0 left behind opens with this program, and nothing that was in it is lost. How it was made: the README beside it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { exportYaml } from '../../src/admin/changes/export.ts';
import { createSecrets, loadSecretKey } from '../../src/admin/secrets/secrets.ts';
import type { QueueId } from '../../src/base/id.ts';
import { systemRandom } from '../../src/base/random.ts';
import { createZoneResolver } from '../../src/dns/zone-resolver.ts';
import { webhookSecret } from '../../src/directory/alarm-webhook.ts';
import { type House, openHouse } from '../../src/house.ts';
import type { QueueEntry } from '../../src/store/store.ts';
import { sessionFor } from '../../src/policy/owners/session-for.ts';
import { text } from '../../src/store/contract/samples.ts';
import { schemaVersion } from '../../src/store/sqlite/database/migrations.ts';
import { createManualClock } from '../../lab/manual-clock.ts';
import { testSettings } from '../../lab/houses/test-house.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

const FIXTURE = join(import.meta.dirname, 'fixtures', 'data-0.1.0');

interface Facts {
  readonly madeAt: number;
  readonly made: Readonly<Record<string, QueueId>>;
  readonly undrained: readonly QueueId[];
  readonly lacking: readonly QueueId[];
  readonly webhook: Readonly<Record<'user' | 'password' | 'token', string>>;
  readonly upstreamPassword: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly byConnector: { readonly messages: number; readonly recipients: number };
}

async function unpacked(context: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'doorpost-old-'));
  context.after(() => rm(home, { recursive: true, force: true }));
  await promisify(execFile)('tar', ['-xzf', join(FIXTURE, 'data.tar.gz'), '-C', home]);
  const facts = JSON.parse(await readFile(join(FIXTURE, 'facts.json'), 'utf8')) as Facts;
  return { folder: join(home, 'data'), facts };
}

async function opened(context: TestContext): Promise<{ house: House; folder: string; facts: Facts }> {
  const { folder, facts } = await unpacked(context);
  const house = await openHouse(testSettings(folder), {
    clock: createManualClock(facts.madeAt),
    resolver: createZoneResolver(''),
  });
  context.after(() => house.close(0));
  return { house, folder, facts };
}

async function queueOf(house: House): Promise<readonly QueueEntry[]> {
  const { entries, total } = await house.store.spool.list({}, { limit: 1_000, after: null });
  assert.equal(entries.length, total);
  return entries;
}

test('all mail of 0.1.0 is there: what waited waits, with its content; what was only in the journal too', async (context) => {
  const { house, facts } = await opened(context);
  assert.ok(facts.lacking.length >= 10, 'the fixture has a journal that was not drained');
  for (const queueId of [...Object.values(facts.made), ...facts.undrained]) {
    const story = await house.store.trace.story(queueId);
    assert.ok(story && story.rows.length > 0 && story.events.length > 0, `${queueId} is lost`);
  }
  const entries = await queueOf(house);
  const waiting = (name: string): QueueEntry[] => entries.filter(({ message }) => message.queueId === facts.made[name]);
  for (const name of ['group', 'outside', 'dead', 'mx', 'large', 'lmtp', 'held'])
    assert.equal(waiting(name).length, 1, `${name} does not wait`);
  for (const name of ['delivered', 'refused', 'direct']) assert.equal(waiting(name).length, 0);
  assert.deepEqual(
    entries.filter(({ held }) => held).map(({ message }) => message.queueId),
    [facts.made['held']],
  );
  const files = new Set<string>();
  for (const { message, recipient } of entries) {
    const kept = await house.store.spool.message(message.queueId);
    assert.ok(kept);
    if (kept.content.kind === 'stored') files.add(message.queueId);
    assert.equal((await text(house.store.spool.content(kept.content))).length, message.sizeBytes);
    assert.equal(recipient.address.domain.endsWith('.test'), true);
  }
  assert.equal(files.size, 2);
  const attempted = entries.find(({ message }) => message.queueId === facts.made['dead']);
  assert.match(attempted?.recipient.lastReply ?? '', /connection refused/u);
  assert.equal(attempted?.recipient.attempts, 1);
});

test('refusals of 0.1.0 stay whose they were, and of its sessions an organization reads no lines', async (context) => {
  const { house } = await opened(context);
  const { rows } = await house.store.trace.search({ limit: 100, status: ['Rejected'] });
  assert.ok(rows.length > 0);
  const organizations = house.directory.current.organizations.map(({ id }) => id);
  for (const { sessionId, reference, organizationId } of rows) {
    const session = await house.store.trace.session(sessionId!);
    assert.ok(session !== null && session.organizations === undefined && session.shares === undefined);
    const refusal = session.refusals.find((one) => one.reference === reference);
    assert.equal(refusal?.organizationId, organizationId);
    const own = sessionFor(organizations, session);
    if (session.refusals.every((one) => one.organizationId === null)) assert.equal(own, null);
    else assert.doesNotMatch(own?.transcript ?? '', /[CS]: /u);
  }
});

test('counts, audit, notes and secrets of 0.1.0 are there', async (context) => {
  const { house, facts, folder } = await opened(context);
  const { store, directory } = house;
  const usage = await store.usage.since(0);
  const sum = (prefix: string) =>
    usage
      .filter(({ subject }) => subject.startsWith(prefix))
      .reduce(
        (all, one) => ({
          messages: all.messages + one.messages,
          recipients: all.recipients + one.recipients,
        }),
        { messages: 0, recipients: 0 },
      );
  assert.deepEqual(sum('connector:'), facts.byConnector);
  assert.deepEqual(sum('mailbox:'), { messages: 1, recipients: 1 });
  const [organization] = directory.current.organizations;
  assert.ok(organization);
  assert.equal(organization.strangersInOwnName, 'undecided', 'what 0.1.0 did not know has its default');
  const senders = await store.usage.senders(organization.id, 0);
  assert.deepEqual(
    senders.map(({ address, messages }) => [address, messages]),
    [['copier@ours.test', facts.byConnector.messages]],
  );

  const audit = await store.directory.audit({ limit: 1_000 });
  assert.ok(audit.length >= facts.counts['audit']!);
  const changes = audit.filter((entry) => entry.kind === 'organization').length;
  assert.ok(changes >= 4, 'made, applied, and its webhook set twice');
  assert.ok(audit.some((entry) => entry.kind === 'queue' && entry.name.startsWith('hold')));

  const notes = await Promise.all(
    (['device-sighting', 'alarm', 'upstream'] as const).map(async (book) => (await store.notes.all(book)).length),
  );
  assert.equal(
    notes.reduce((all, one) => all + one, 0),
    facts.counts['note']! - 1,
    'when the device was last heard was kept twice',
  );
  assert.ok(notes.every((count) => count > 0));

  const key = await loadSecretKey(join(folder, 'secret.key'), systemRandom);
  const secrets = createSecrets({ store: store.secrets, key, random: systemRandom });
  const dead = directory.current.outboundConnectors.find(({ name }) => name === 'Dead');
  assert.equal(await secrets.read(`outbound:${dead!.id}`), facts.upstreamPassword);
  assert.equal(directory.current.devices[0]?.name, 'Copier 2nd floor');
  const addresses = directory.current.mailboxes.map(({ address }) => address);
  for (const name of ['boss', 'ann', 'scanner', 'unreachable']) assert.ok(addresses.includes(`${name}@ours.test`));
});

test('secrets in webhook addresses that 0.1.0 wrote into the audit log are not in it any more', async (context) => {
  const { house, facts } = await opened(context);
  const audit = await house.store.directory.audit({ limit: 1_000 });
  const set = audit.filter((entry) => entry.kind === 'organization' && JSON.stringify(entry.after).includes('42527'));
  assert.ok(set.length >= 2);
  assert.match(JSON.stringify(set[0]?.after), /"alarmWebhook":"http:\/\/127\.0\.0\.1:42527"/u);
  for (const secret of Object.values(facts.webhook))
    assert.ok(!JSON.stringify(audit).includes(secret), `${secret} is shown`);
});

test('a webhook that 0.1.0 kept in clear is sealed at the first start, and is shown nowhere any more', async (context) => {
  const { house, folder, facts } = await opened(context);
  const [organization] = house.directory.current.organizations;
  assert.equal(organization?.alarmWebhook, 'http://127.0.0.1:42527');
  const key = await loadSecretKey(join(folder, 'secret.key'), systemRandom);
  const secrets = createSecrets({ store: house.store.secrets, key, random: systemRandom });
  const { user, password, token } = facts.webhook;
  const address = await secrets.read(webhookSecret(organization.id));
  assert.ok(address?.startsWith(`http://${user}:${password}@127.0.0.1:42527/`) && address.includes(token), 'all of it');
  let yaml = '';
  for await (const text of exportYaml(house.directory.current, null, true, async () => {})) yaml += text;
  for (const secret of [user, password, token]) assert.ok(!yaml.includes(secret), `${secret} is exported`);
  const audit = JSON.stringify(await house.store.directory.audit({ limit: 1_000 }));
  for (const secret of [user, password, token]) assert.ok(!audit.includes(secret), `${secret} is in the audit log`);
  await house.close(0);
  // A second start finds nothing to do.
  const again = await openHouse(testSettings(folder));
  const changes = (await again.store.directory.audit({ limit: 1_000 })).filter(
    ({ actor }) => actor === 'system:upgrade',
  );
  await again.close(0);
  assert.equal(changes.length, 1);
});

test('what this program has opened is refused by 0.1.0, in its own words', async (context) => {
  const { folder } = await unpacked(context);
  const store = await openSqlite({}, folder);
  await store.store[Symbol.asyncDispose]();
  const database = new DatabaseSync(join(folder, 'doorpost.db'), { readOnly: true });
  // 0.1.0 knew three steps, and refuses what has had more: "The database was written by a newer Doorpost (schema 4; ...".
  assert.ok(schemaVersion(database) > 3);
  database.close();
});

test('what a later program wrote is refused in words, wherever it stands', async (context) => {
  const changes: Readonly<Record<string, (database: DatabaseSync) => void>> = {
    'the schema': (database) => database.exec('PRAGMA user_version = 99'),
    'stored values': (database) => database.exec("UPDATE meta SET value = 99 WHERE name = 'values'"),
    'one object': (database) => database.exec("UPDATE object SET doc = json_set(doc, '$.v', 99) WHERE kind = 'domain'"),
  };
  for (const [what, change] of Object.entries(changes)) {
    const { folder } = await unpacked(context);
    const first = await openSqlite({}, folder);
    await first.store[Symbol.asyncDispose]();
    const database = new DatabaseSync(join(folder, 'doorpost.db'));
    change(database);
    database.close();
    await assert.rejects(openHouse(testSettings(folder)), refusedInWords, what);
  }
});

test('a journal of a later program is refused in words, and keeps what was acknowledged', async (context) => {
  const { folder, facts } = await unpacked(context);
  const file = join(folder, 'doorpost.journal');
  const journal = await readFile(file);
  const changed = await withBatchVersion(folder, journal, 99);
  await writeFile(file, changed);
  await assert.rejects(openHouse(testSettings(folder)), refusedInWords);
  assert.deepEqual(await readFile(file), changed, 'nothing was written over it');
  await writeFile(file, journal);
  const store = await openSqlite({}, folder);
  for (const queueId of facts.lacking) assert.ok(await store.store.trace.story(queueId));
  await store.store[Symbol.asyncDispose]();
});

function refusedInWords(error: Error): boolean {
  assert.equal(error.name, 'DatabaseTooNew');
  assert.match(error.message, /written by a newer Doorpost .*99.*install that version, or restore a backup/u);
  assert.ok(!error.message.includes('\n'));
  return true;
}

/** The journal with the version of the batch that the database comes to next. */
async function withBatchVersion(folder: string, journal: Buffer, version: number): Promise<Buffer> {
  const beside = await mkdtemp(join(tmpdir(), 'doorpost-beside-'));
  for (const name of ['doorpost.db', 'doorpost.db-wal']) await copyFile(join(folder, name), join(beside, name));
  const database = new DatabaseSync(join(beside, 'doorpost.db'));
  const { value: offset } = database.prepare("SELECT value FROM meta WHERE name = 'journal_offset'").get() as {
    value: number;
  };
  database.close();
  await rm(beside, { recursive: true });
  const changed = Buffer.from(journal);
  const batch = changed.subarray(offset, offset + changed.readUInt32LE(offset + 16));
  batch.writeUInt32LE(0, 24);
  batch.writeUInt32LE(version, 28);
  batch.writeUInt32LE(crc32(batch), 24);
  return changed;
}
