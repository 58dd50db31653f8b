/** `doorpost admin sso`: roles of a provider mapped, shown and taken away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../lab/cli.ts';
import { noProvider } from '../../lab/houses/no-provider.ts';
import { startTestHouse } from '../../lab/houses/test-house.ts';

test('a role is mapped, mapped otherwise, shown and taken away; nobody came yet', async () => {
  const oidc = { ...noProvider, issuer: 'https://login.example.com/staff', clientId: 'doorpost', name: 'Staff' };
  await using house = await startTestHouse({ settings: { oidc } });
  const run = (...words: readonly string[]) => cli(['admin', 'sso', ...words, '--data', house.folder]);
  const empty = await run('show');
  assert.equal(empty.code, 0, empty.err);
  assert.match(empty.out, /Staff: https:\/\/login\.example\.com\/staff, as client doorpost/u);
  assert.match(empty.out, /\/sign-in\/sso\n[\s\S]*nothing is mapped/u);
  const mapped = await run('map', 'Mail.Help', '--role', 'help-desk', '--organization', 'ours');
  assert.match(mapped.out, /Who has Mail\.Help at the provider is a Help desk of ours; cannot read mail/u);
  assert.match(
    (await run('map', 'Mail.Help', '--role', 'global-administrator', '--read-content')).out,
    /Global administrator of all organizations; may read mail too/u,
  );
  await run('map', 'Audit', '--role', 'reader', '--organization', 'ours');
  const shown = JSON.parse((await run('show', '--json')).out) as {
    readonly mappings: readonly { readonly value: string; readonly role: string; readonly enabled: boolean }[];
  };
  assert.deepEqual(
    shown.mappings.map(({ value, role, enabled }) => [value, role, enabled]),
    [
      ['Audit', 'reader', true],
      ['Mail.Help', 'global-administrator', true],
    ],
  );
  assert.match((await run('people')).out, /nobody came yet/u);
  const nobody = await run('sign-out', 'anna@contoso.com');
  assert.notEqual(nobody.code, 0);
  assert.match(nobody.err, /Nobody called anna@contoso\.com came by the provider[\s\S]*doorpost admin sso people/u);
  assert.match((await run('unmap', 'Audit')).out, /Audit is not mapped any more/u);
  const twice = await run('unmap', 'Audit');
  assert.notEqual(twice.code, 0);
  assert.match(twice.err, /The role "Audit" is not mapped/u);
});
