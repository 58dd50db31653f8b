/** The admin room over the real store: what it changes survives a restart, and the audit log has it without verifiers. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createSecrets } from '../../src/admin/secrets/secrets.ts';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';

const key = systemRandom.bytes(32);

async function withStore(folder: string, work: (t: TestAdmin) => Promise<void>): Promise<void> {
  const ids = createIdSource(systemClock, systemRandom);
  await using store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
  const directory = new LiveDirectory(await store.directory.load());
  const secrets = createSecrets({ store: store.secrets, key });
  await using t = await openTestAdmin({ over: { store, directory, secrets, ids } });
  await work(t);
}

test('what was set up by the API survives a restart, and a restart changes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-admin-store-'));
  try {
    let exported = '';
    let token = '';
    await withStore(folder, async (t) => {
      const must = async (method: string, path: string, body?: unknown) => {
        const answer = await t.ask(method, `/api/v1${path}`, body);
        assert.ok(answer.status < 300, `${path}: ${answer.text}`);
        return answer;
      };
      await must('POST', '/organizations', { name: 'Contoso' });
      await must('POST', '/domains', { name: 'contoso.com', trust: true });
      await must('POST', '/mailboxes', { address: 'a@contoso.com', password: 'generate' });
      await must('POST', '/inbound-connectors', { name: 'Floor', senderAddresses: ['192.0.2.1'] });
      await must('POST', '/outbound-connectors', {
        name: 'Up',
        route: { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org' }] },
        tls: 'required',
        auth: { username: 'u', password: 'sent-on' },
      });
      await must('PATCH', '/mailboxes/a@contoso.com', { displayName: 'Office' });
      token = (await must('POST', '/tokens', { name: 'ci' })).body.token;
      const audit = await must('GET', '/audit');
      const renamed = audit.body.items.find(
        (entry: { kind: string; before: { displayName?: string } | null }) =>
          entry.kind === 'mailbox' && entry.before !== null,
      );
      assert.equal(renamed.before.displayName, '');
      assert.equal(renamed.after.displayName, 'Office');
      assert.ok(!audit.text.includes('argon2'));
      assert.equal((await t.ask('POST', '/api/v1/mailboxes', { address: 'a@contoso.com' })).status, 422);
      exported = (await must('GET', '/export?organization=*')).text;
    });
    await withStore(folder, async (t) => {
      assert.equal((await t.ask('GET', '/api/v1/export?organization=*')).text, exported);
      assert.deepEqual((await t.ask('POST', '/api/v1/apply', { yaml: exported })).body.changes, []);
      assert.equal((await t.askTcp('GET', '/api/v1/status', { token })).status, 200);
      assert.equal((await t.ask('GET', '/api/v1/trace')).status, 200);
      assert.equal((await t.ask('GET', '/api/v1/queue?recipient=x&limit=5')).body.total, 0);
      assert.equal((await t.ask('GET', '/api/v1/queue/lanes')).status, 200);
      assert.equal((await t.ask('GET', '/api/v1/licences/report')).status, 200);
      assert.equal((await t.ask('DELETE', '/api/v1/mailboxes/a@contoso.com')).status, 204);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
