/** A name that is not there: what is offered in its place is of the right kind, and near; what has an address is found by it everywhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso, done, shell } from '../../lab/shell.ts';

test('a connector that is not there is looked for in both directions, and near names of both are offered', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'connector', 'add', 'Copier room', '--address', '192.0.2.10');
  await done(run, 'upstream', 'add', 'Copy shop', '--kind', 'smart-host', '--host', 'mail.example.net');
  for (const verb of ['show', 'remove']) {
    const { err, code } = await run('connector', verb, 'Copier rom');
    assert.equal(code, 1);
    assert.match(err, /There is no connector "Copier rom", neither in nor out\.\nCure: Did you mean "Copier room"\? /u);
    assert.match(err, /connector list --data \S+ shows all of both directions/u);
    assert.doesNotMatch(err, /upstream list/u);
  }
  assert.match((await run('connector', 'show', 'Copy')).err, /Did you mean "Copy shop"\?/u);
  assert.match((await run('connector', 'show', 'Zebra')).err, /^Cure: \S+ connector list/mu);
  assert.match((await run('upstream', 'show', 'Copy-shop')).err, /Did you mean "Copy shop"\? .*upstream list/u);
});

test('every kind offers near names of its own kind, of one organization alone', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'device', 'add', 'Copier 2nd floor', '--address', '192.0.2.10');
  await done(run, 'group', 'add', 'staff@contoso.com', '--member', 'scan@contoso.com');
  const near = async (...words: string[]): Promise<string> =>
    /Did you mean ("[^?]*")/u.exec((await run(...words)).err)?.[1] ?? '';
  assert.equal(await near('device', 'show', 'copier'), '"Copier 2nd floor"');
  assert.equal(await near('mailbox', 'show', 'scann@contoso.com'), '"scan@contoso.com"');
  assert.equal(await near('group', 'show', 'staf@contoso.com'), '"staff@contoso.com"');
  assert.equal(await near('domain', 'show', 'contosso.com'), '"contoso.com"');
  await done(run, 'org', 'add', 'Fabrikam');
  assert.equal(await near('device', 'show', 'copier'), '', 'nobody is told what another organization has');
  assert.equal(await near('device', 'show', 'copier', '-o', 'Contoso'), '"Copier 2nd floor"');
  assert.equal(await near('org', 'show', 'Fabrikan'), '"Fabrikam"');
  assert.equal(await near('device', 'list', '-o', 'Contosso'), '"Contoso"');
});

test('a device is found by its address wherever it is named', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  await done(run, 'device', 'add', 'Copier', '--address', '192.0.2.10');
  assert.match(await done(run, 'device', 'show', '192.0.2.10'), /^name +Copier$/mu);
  await done(run, 'device', 'set', '192.0.2.10', '--place', 'Room 2');
  assert.match(await done(run, 'device', 'show', 'Copier'), /Room 2/u);
  assert.match((await run('device', 'remove', '192.0.2.11', '--yes')).err, /There is no device "192\.0\.2\.11"/u);
  await done(run, 'device', 'remove', '192.0.2.10', '--yes');
  assert.match(await done(run, 'device', 'list'), /no devices/u);
});

test('of several organizations the default one is meant, and what goes there says so', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  assert.doesNotMatch(await done(run, 'device', 'add', 'Copier', '--address', '192.0.2.10'), / to Contoso/u);
  await done(run, 'org', 'add', 'Fabrikam');
  await done(run, 'org', 'set', 'Contoso', '--default');
  assert.match(await done(run, 'device', 'add', 'Fax', '--address', '192.0.2.11'), /^device Fax added to Contoso$/mu);
  assert.match((await run('device', 'show', 'Copeir')).err, /Did you mean "Copier"\?/u);
  await done(run, 'domain', 'add', 'other.example', '--trust');
  const taken = await run('domain', 'add', 'other.example', '-o', 'Fabrikam');
  assert.match(taken.err, /another organization has verified other\.example/u);
  assert.match(taken.err, /domain remove other\.example -o Contoso/u);
});

test('a name that is taken is told in the word that was typed, with the command that changes it', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const add = ['upstream', 'add', 'Provider', '--kind', 'smart-host', '--host', 'mail.example.net'];
  await done(run, ...add);
  const { err } = await run(...add);
  assert.match(err, /^doorpost: upstream Provider: there is an upstream "Provider" already/imu);
  assert.match(err, /upstream set Provider --help/u);
});

test('a limit that lets hardly anything through is taken away by a command; a verb that is none is told as that', async () => {
  await using t = await openTestAdmin();
  const run = shell(t);
  await contoso(run);
  const { err } = await run('limits', 'set', 'messageSize', '10');
  assert.match(err, /warning: system settings: messageSize is 10 bytes/u);
  assert.match(err, /limits set messageSize default --system/u);
  const reset = await run('limits', 'reset', 'messageSize');
  assert.equal(reset.code, 2);
  assert.match(reset.err, /unknown command 'reset'/u);
  assert.match(reset.err, /limits --help/u);
});
