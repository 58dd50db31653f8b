/** An identity provider by https: its certificate is of an authority that is known, and its client proves who it is. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { noProvider } from '../../lab/houses/no-provider.ts';
import { openTestAdmin } from '../../lab/houses/test-admin.ts';
import { Browser } from '../../lab/peers/browser.ts';
import { createAuthority } from '../../lab/peers/certificates.ts';
import { CLIENT, CLIENT_SECRET, openIdentityProvider } from '../../lab/peers/identity-provider.ts';
import { assertProblem } from './asking.ts';

const HOST = 'localhost:8525';

test('a certificate of an authority of one’s own is believed by oidc.caFile alone, and for its own name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-sso-'));
  try {
    const [authority, other] = [await createAuthority(), await createAuthority()];
    await writeFile(join(folder, 'ca.pem'), authority.cert);
    await writeFile(join(folder, 'other.pem'), other.cert);
    await writeFile(join(folder, 'secret'), CLIENT_SECRET);
    await using idp = await openIdentityProvider(
      () => [`http://${HOST}/sign-in/sso`],
      await authority.issue(['localhost']),
    );
    const begin = async (caFile: string | null, issuer = idp.issuer) => {
      const clientSecretFile = join(folder, 'secret');
      const oidc = { ...noProvider, issuer, clientId: CLIENT, clientSecretFile, caFile };
      await using t = await openTestAdmin({ settings: { oidc } });
      return await new Browser(t.askTcp, HOST).ask('POST', '/sign-in/sso/begin', {});
    };
    const begun = await begin(join(folder, 'ca.pem'));
    assert.equal(begun.status, 200, begun.text);
    assert.ok(begun.body.address.startsWith(`${idp.issuer}/auth?`));
    assertProblem(await begin(null), 502);
    assertProblem(await begin(join(folder, 'other.pem')), 502);
    const unread = await begin(join(folder, 'none.pem'));
    assertProblem(unread, 502);
    assert.match(unread.body.detail, /cannot be read \(ENOENT\)/u);
    assert.ok(!unread.text.includes(folder), 'nobody who is not signed in is told where files lie');
    assertProblem(await begin(join(folder, 'ca.pem'), idp.issuer.replace('localhost', '127.0.0.1')), 502);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
