/** Evaluation mode's contents, put into a real store; and what init makes of them. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { verifyPassword } from '../../src/base/password-verifier.ts';
import { systemRandom } from '../../src/base/random.ts';
import { anyShell } from '../../src/texts/command.ts';
import { evaluationBanner } from '../../src/cli/serve/banner.ts';
import { type SeedDeps, scannerPassword, seedEvaluation } from '../../src/cli/serve/evaluation.ts';
import { planInit } from '../../src/cli/init/init-directory.ts';
import type { Credential, Directory, DirectoryKind, DirectoryObject } from '../../src/directory/objects.ts';
import { checkEdits } from '../../src/policy/changes/directory-rules.ts';
import { DirectoryView } from '../../src/directory/snapshot.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createManualClock } from '../../lab/manual-clock.ts';

let folder = '';
let store: Store;
let deps: SeedDeps;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorpost-evaluation-'));
  const clock = createManualClock();
  deps = { clock, random: systemRandom, ids: createIdSource(clock, systemRandom) };
  store = await openStore({ folder, clock, ids: deps.ids, log: silentLog });
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const of = <Kind extends DirectoryKind>(directory: Directory, kind: Kind) =>
  directory.objects.filter((object): object is Extract<DirectoryObject, { kind: Kind }> => object.kind === kind);
const scanner = (directory: Directory): Credential => {
  const [credential] = of(directory, 'credential');
  assert.ok(credential);
  return credential;
};

/** The directory as it is after a change. */
const changed = async (...change: Parameters<typeof store.directory.change>) => {
  await store.directory.change(...change);
  return store.directory.load();
};

test('an empty store becomes an organization with scanner, inbox and this machine', async () => {
  const seeded = await seedEvaluation(store, deps);
  assert.deepEqual(of(seeded, 'credential'), [], 'nobody has been shown a password yet');
  const { directory, password } = await scannerPassword(store, deps, null);
  assert.deepEqual(
    of(directory, 'domain').map((one) => [one.name, one.type, one.verified?.method]),
    [['doorpost.test', 'authoritative', 'evaluation']],
  );
  assert.deepEqual(
    of(directory, 'mailbox')
      .map((one) => one.address)
      .sort(),
    ['inbox@doorpost.test', 'scanner@doorpost.test'],
  );
  assert.deepEqual(
    of(directory, 'inbound-connector').map((one) => [one.name, one.senderAddresses]),
    [['This machine', ['127.0.0.1', '::1']]],
  );
  assert.equal(of(directory, 'system')[0]?.captureOutbound, true);
  assert.ok(
    password !== null && password.length <= 32 && !/[0O1lI]/u.test(password),
    'the password must be typed into a copier',
  );
  assert.equal(await verifyPassword(password, scanner(directory).verifier), true);
  assert.deepEqual(await store.directory.load(), directory);
});

test('what is seeded obeys the rules for any directory', async () => {
  await seedEvaluation(store, deps);
  const { directory } = await scannerPassword(store, deps, null);
  const edits = directory.objects.map((object) => ({ verb: 'put', object }) as const);
  const empty = new DirectoryView({ revision: 0, objects: [] });
  assert.deepEqual(
    checkEdits(empty, edits).filter((problem) => problem.severity === 'error'),
    [],
  );
});

test('a second start changes nothing, unless a password is given', async () => {
  await seedEvaluation(store, deps);
  const first = await scannerPassword(store, deps, null);
  const seeded = await seedEvaluation(store, deps);
  const again = await scannerPassword(store, deps, null);
  assert.equal(again.password, null);
  assert.deepEqual([seeded.revision, again.directory.revision], [first.directory.revision, first.directory.revision]);
  const given = await scannerPassword(store, deps, 'a password of mine');
  assert.equal(given.password, 'a password of mine');
  assert.equal(await verifyPassword('a password of mine', scanner(given.directory).verifier), true);
  assert.equal(of(given.directory, 'mailbox').length, 2);
  assert.equal(of(given.directory, 'credential').length, 1);
});

test('init makes an evaluated directory real and shuts its open door', async () => {
  const directory = await seedEvaluation(store, deps);
  const choice = { domain: 'contoso.com', organization: null, trustDomain: false, removeEvaluation: false };
  const plan = planInit(directory, choice, deps);
  const after = await changed(plan.edits, 'init', deps.clock.now());
  const [system] = of(after, 'system');
  const contoso = of(after, 'organization').find((one) => one.name === 'contoso.com');
  assert.equal(system?.captureOutbound, false);
  assert.equal(system?.defaultOrganizationId, contoso?.id);
  assert.equal(of(after, 'inbound-connector')[0]?.enabled, false);
  assert.equal(of(after, 'domain').find((one) => one.name === 'contoso.com')?.verified, null);
  assert.match(plan.verificationToken ?? '', /^doorpost-verification=[0-9a-f]{32}$/u);
  assert.ok(of(after, 'mailbox').some((one) => one.address === 'postmaster@contoso.com'));

  const again = planInit(after, choice, deps);
  assert.deepEqual(again.done, [], 'init may be run again');
  assert.equal(again.verificationToken, plan.verificationToken);
});

test('init does not move or lose a domain that was added while evaluating', async () => {
  const directory = await seedEvaluation(store, deps);
  const [organization] = of(directory, 'organization');
  assert.ok(organization);
  const added = await changed(
    [
      {
        verb: 'put',
        object: {
          kind: 'domain',
          id: deps.ids.objectId(),
          organizationId: organization.id,
          name: 'contoso.com',
          type: 'authoritative',
          verificationToken: 'doorpost-verification=1',
          verified: null,
        },
      },
    ],
    'test',
    deps.clock.now(),
  );
  const choice = { domain: 'contoso.com', organization: null, trustDomain: true, removeEvaluation: false };
  const after = await changed(planInit(added, choice, deps).edits, 'init', deps.clock.now());
  assert.deepEqual(
    of(after, 'domain')
      .map((one) => [one.name, one.organizationId === organization.id, one.verified !== null])
      .sort(),
    [
      ['contoso.com', true, true],
      ['doorpost.test', true, true],
    ],
  );
  assert.throws(() => planInit(added, { ...choice, removeEvaluation: true }, deps), /evaluation organization/u);
  assert.throws(() => planInit(added, { ...choice, organization: 'Other' }, deps), /belongs to/u);
});

test('init takes the evaluation out when told to', async () => {
  await seedEvaluation(store, deps);
  const { directory } = await scannerPassword(store, deps, null);
  const choice = { domain: 'printers.lan', organization: 'Site', trustDomain: true, removeEvaluation: true };
  const after = await changed(planInit(directory, choice, deps).edits, 'init', deps.clock.now());
  assert.deepEqual(
    of(after, 'organization').map((one) => one.name),
    ['Site'],
  );
  assert.deepEqual(
    of(after, 'mailbox').map((one) => one.address),
    ['postmaster@printers.lan'],
  );
  assert.equal(of(after, 'domain')[0]?.verified?.method, 'trusted');
  assert.deepEqual([of(after, 'credential'), of(after, 'inbound-connector')], [[], []]);
});

test('the banner names the ports that are open and never an unknown password', () => {
  const listening = [
    { name: 'smtp', role: 'relay', address: '127.0.0.1', port: 12_525 },
    { name: 'submission', role: 'submission', address: '127.0.0.1', port: 12_587 },
    { name: 'submissions', role: 'submissions', address: '127.0.0.1', port: 12_465 },
  ];
  const first = evaluationBanner({
    listening,
    dataDirectory: '/d',
    password: "it's",
    link: 'http://localhost:8525/#enter=x',
    shell: { ...anyShell, program: './doorpost' },
  });
  assert.match(first, /EVALUATION MODE - not for real mail/u);
  assert.match(first, /Maildir \/d\/captured$/mu);
  for (const port of ['12525', '12587', '12465']) assert.ok(first.includes(port));
  assert.ok(first.includes(String.raw`'scanner@doorpost.test:it'\''s'`), 'the password is quoted for the shell');
  assert.match(first, /^  admin center {2}http:\/\/localhost:8525\/#enter=x$/mu);
  const elsewhere = { ...anyShell, options: ['--data', '/a b'] };
  const told = evaluationBanner({ listening, dataDirectory: '/a b', password: null, link: null, shell: elsewhere });
  assert.match(told, /stop this, then {2}doorpost init --data '\/a b'$/mu);
  const later = evaluationBanner({
    listening,
    dataDirectory: '/d',
    password: null,
    link: null,
    shell: { ...anyShell, program: './doorpost' },
  });
  assert.match(later, /credential reset scanner@doorpost\.test/u);
  assert.doesNotMatch(later, /it's|admin center/u);
});
