/** The devices and connectors that name a profile, an own one or a built-in one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { contoso as contosoByShell, done, shell } from '../../lab/shell.ts';
import { bounds } from '../../src/base/bounds.ts';
import { assertProblem, must } from './asking.ts';

test('who names a profile is told, within its organization; beyond some they are counted', async () => {
  await using t = await openTestAdmin();
  await contosoByShell(shell(t));
  await must(t, 'POST', '/organizations', { name: 'Fabrikam' });
  await must(t, 'PATCH', '/system', { defaultOrganization: 'Contoso' });
  const old = (await must(t, 'POST', '/device-profiles', { name: 'Old ones' })).body.item;
  await must(t, 'POST', '/device-profiles?organization=Fabrikam', { name: 'Old ones' });
  await must(t, 'POST', '/devices', { name: 'Copier', addresses: ['192.0.2.9'], profile: 'old ones' });
  await must(t, 'POST', '/inbound-connectors', {
    name: 'Hall',
    senderAddresses: ['192.0.2.0/24'],
    profile: 'Old ones',
  });
  await must(t, 'POST', '/devices?organization=Fabrikam', {
    name: 'Fax',
    addresses: ['198.51.100.9'],
    profile: 'Old ones',
  });
  const uses = async (name: string) => (await must(t, 'GET', `/device-profiles/${name}/uses`)).body;
  const { total, items } = await uses(old.id);
  assert.equal(total, 2);
  assert.deepEqual(
    items.map(({ kind, name }: Record<string, string>) => [kind, name]),
    [
      ['device', 'Copier'],
      ['inbound-connector', 'Hall'],
    ],
  );
  assertProblem(await t.ask('DELETE', `/api/v1/device-profiles/${old.id}`), 409);
  assert.match(await done(shell(t), 'profile', 'show', 'Old ones'), /used by.*device Copier.*connector Hall/su);
  const many = bounds.admin.usesShown + 1;
  for (let at = 0; at < many; at++)
    await must(t, 'POST', '/devices', { name: `D${at}`, addresses: [`192.0.2.${at + 20}`], profile: 'tolerant' });
  assert.deepEqual([(await uses('tolerant')).total, (await uses('tolerant')).items.length], [many, many - 1]);
  assertProblem(await t.ask('GET', '/api/v1/device-profiles/none/uses'), 404);
});
