/** Changes that would take the way from mail that waits for an upstream in trouble: all of it is looked at. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { createIdSource } from '../../src/base/id.ts';
import { silentLog } from '../../src/base/log.ts';
import { systemRandom } from '../../src/base/random.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { LiveDirectory } from '../../src/directory/live-directory.ts';
import { recipient, sample } from '../../src/store/contract/samples.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { openTestAdmin, type TestAdmin } from '../../lab/houses/test-admin.ts';
import { troubled } from '../../lab/troubled-upstream.ts';

const smart = { kind: 'smart-hosts', hosts: [{ host: 'smtp.example.org', port: 587 }] };

/** A store whose recipients wait for the connector `Up`, which is in trouble. */
async function inTrouble(to: readonly string[], work: (t: TestAdmin) => Promise<void>, isSo = true): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'doorpost-waiting-'));
  try {
    const ids = createIdSource(systemClock, systemRandom);
    await using store = await openStore({ folder, clock: systemClock, ids, log: silentLog });
    const directory = new LiveDirectory(await store.directory.load());
    const stuck: string[] = [];
    const upstreamStatus = () => stuck.map((id) => troubled(id, 'mailbox full'));
    await using t = await openTestAdmin({ over: { store, directory, ids, upstreamStatus } });
    const organization = { name: 'Contoso', withoutUpstream: 'mx' };
    assert.equal((await t.ask('POST', '/api/v1/organizations', organization)).status, 201);
    const made = await t.ask('POST', '/api/v1/outbound-connectors', { name: 'Up', route: smart });
    const { id, organizationId } = made.body.item;
    if (isSo) stuck.push(id);
    const recipients = to.map((one) => {
      const { address } = recipient(one);
      return recipient(one, { route: { kind: 'connector', connectorId: id, domain: address.domainKey } });
    });
    await store.spool.accept(sample({ organizationId, to: recipients }));
    await work(t);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const many = (count: number, domain: string): string[] => Array.from({ length: count }, (_, n) => `r${n}@${domain}`);

test('a change that bounces the last of the waiting recipients alone is refused', async () => {
  const before = 2 * bounds.store.scannedTogether + 7;
  await inTrouble([...many(before, 'stays.test'), 'last@goes.test'], async (t) => {
    const refused = await t.ask('PATCH', '/api/v1/outbound-connectors/Up', { recipientDomains: ['stays.test'] });
    assert.equal(refused.status, 409, refused.text);
    assert.match(refused.text, /1 recipient waits for Up, which is in trouble/u);
    const kept = await t.ask('PATCH', '/api/v1/outbound-connectors/Up', {
      recipientDomains: ['stays.test', 'goes.test'],
    });
    assert.equal(kept.status, 200, kept.text);
  });
});

test('an upstream in order is not taken from mail that waits for it either, but by name and password it may be changed', async () => {
  await inTrouble(
    ['one@goes.test', 'two@goes.test'],
    async (t) => {
      for (const change of [{ enabled: false }, { recipientDomains: ['stays.test'] }, { senders: ['a@stays.test'] }]) {
        const refused = await t.ask('PATCH', '/api/v1/outbound-connectors/Up', change);
        assert.equal(refused.status, 409, refused.text);
        assert.match(refused.text, /2 recipients wait for Up: with this change their mail would leave by the MX/u);
        assert.doesNotMatch(refused.text, /in trouble|The trouble/u);
      }
      assert.equal((await t.ask('DELETE', '/api/v1/outbound-connectors/Up')).status, 409);
      assert.equal((await t.ask('PATCH', '/api/v1/outbound-connectors/Up', { name: 'Other' })).status, 200);
      const second = { name: 'Second', route: smart, recipientDomains: [] };
      assert.equal((await t.ask('POST', '/api/v1/outbound-connectors', second)).status, 201);
      const named = { enabled: false, failover: ['Second'] };
      assert.equal((await t.ask('PATCH', '/api/v1/outbound-connectors/Other', named)).status, 200);
    },
    false,
  );
});

test('a refusal counts no further than it tells', async () => {
  await inTrouble(many(bounds.admin.lostCounted + 300, 'goes.test'), async (t) => {
    const refused = await t.ask('PATCH', '/api/v1/outbound-connectors/Up', { enabled: false });
    assert.equal(refused.status, 409, refused.text);
    assert.match(refused.text, new RegExp(`: *"?${bounds.admin.lostCounted} recipients and more wait for Up`, 'u'));
  });
});

test('the last upstream of an organization that has not said what mail does then is refused with the act', async () => {
  await using t = await openTestAdmin();
  await t.ask('POST', '/api/v1/organizations', { name: 'Contoso' });
  await t.ask('POST', '/api/v1/outbound-connectors', { name: 'Up', route: smart });
  for (const [method, body] of [['PATCH', { enabled: false }], ['DELETE']] as const) {
    const refused = await t.ask(method, '/api/v1/outbound-connectors/Up', body);
    assert.equal(refused.status, 422, refused.text);
    assert.equal(refused.body.type, '/problems/breaks-rules');
    assert.deepEqual(refused.body.remedy, { act: 'say-without-upstream', organization: 'Contoso' });
  }
  await t.ask('PATCH', '/api/v1/organizations/Contoso', { withoutUpstream: 'wait' });
  assert.equal((await t.ask('DELETE', '/api/v1/outbound-connectors/Up')).status, 204);
});
