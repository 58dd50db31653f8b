/** HTTPS of the composed house: certificates that are read again are shown to who connects then, and who is connected stays so. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { askAt } from '../../lab/houses/test-admin.ts';
import { startTestHouse, type TestHouse } from '../../lab/houses/test-house.ts';
import { type Certificate, createAuthority } from '../../lab/peers/certificates.ts';

const PATIENCE_MS = 20_000;

async function connected(house: TestHouse): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port: house.port('http'), rejectUnauthorized: false });
  await once(socket, 'secureConnect', { signal: AbortSignal.timeout(PATIENCE_MS) });
  return socket;
}

const nameOf = (socket: TLSSocket): string => String(socket.getPeerCertificate().subject.CN);

/** The status line of an answer on a connection that stays open. */
async function asked(socket: TLSSocket): Promise<string> {
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [data] = (await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) })) as [Buffer];
  return data.toString().split('\r\n', 1)[0] ?? '';
}

async function opened(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-https-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const pair = { certificateFile: join(folder, 'chain.pem'), keyFile: join(folder, 'key.pem') };
  const authority = await createAuthority();
  const put = async ({ cert, key }: Certificate): Promise<void> => {
    await writeFile(pair.keyFile, key);
    await writeFile(pair.certificateFile, cert);
  };
  await put(await authority.issue(['first.test']));
  const house = await startTestHouse({
    settings: {
      certificates: [pair],
      http: { addresses: ['127.0.0.1'], port: 0, tls: 'on', hosts: [], trustedProxies: [], url: null },
    },
  });
  const reload = () => askAt({ socketPath: house.settings.adminSocket }, 'POST', '/api/v1/certificates/reload', {});
  return { house, authority, put, pair, reload };
}

test('a certificate that was read again is shown to new connections, and an open one goes on', async (t) => {
  const { house: made, authority, put, reload } = await opened(t);
  await using house = made;
  const before = await connected(house);
  assert.equal(nameOf(before), 'first.test');
  assert.equal(await asked(before), 'HTTP/1.1 200 OK');
  await put(await authority.issue(['second.test']));
  const answer = await reload();
  assert.deepEqual([answer.status, answer.body.certificate.names], [200, ['second.test']]);
  const after = await connected(house);
  assert.equal(nameOf(after), 'second.test');
  assert.equal(await asked(after), 'HTTP/1.1 200 OK');
  assert.equal(await asked(before), 'HTTP/1.1 200 OK');
  before.destroy();
  after.destroy();
});

test('one that cannot be used is refused, and the old one is shown on', async (t) => {
  const { house: made, authority, pair, reload } = await opened(t);
  await using house = made;
  await writeFile(pair.certificateFile, (await authority.issue(['other.test'])).cert);
  const answer = await reload();
  assert.deepEqual([answer.status >= 400, answer.body.type], [true, '/problems/certificate-refused']);
  const socket = await connected(house);
  assert.equal(nameOf(socket), 'first.test');
  socket.destroy();
});
