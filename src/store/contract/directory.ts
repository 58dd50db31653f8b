/** The contract of directory, audit and secrets. */
import { groupForms } from '../../directory/kinds/group.ts';
import { mailboxForms } from '../../directory/kinds/mailbox.ts';
import { inboundConnectorForms } from '../../directory/kinds/inbound-connector.ts';
import assert from 'node:assert/strict';
import type { Credential, DirectoryObject, InboundConnector, MailboxAccount } from '../../directory/objects.ts';
import type { OnStore } from './on-store.ts';
import { domain, id, organization, START } from './samples.ts';
import type { Store } from '../store.ts';

const mailbox = (key: string, address: string, aliases: readonly string[] = []): MailboxAccount => ({
  kind: 'mailbox',
  ...mailboxForms.standards,
  id: id(key),
  organizationId: id('ORG-a'),
  address,
  displayName: key,
  aliases,
  delivery: { kind: 'maildir', path: key },
});

const credential = (key: string, mailboxId: string, username: string): Credential => ({
  kind: 'credential',
  id: id(key),
  organizationId: id('ORG-a'),
  mailboxId: id(mailboxId),
  name: key,
  username,
  verifier: '$argon2id$secret',
  enabled: true,
  createdAt: START,
});

const connector = (key: string, name: string, organizationId = 'ORG-a'): InboundConnector => ({
  kind: 'inbound-connector',
  ...inboundConnectorForms.standards,
  id: id(key),
  organizationId: id(organizationId),
  name,
  senderAddresses: ['192.0.2.1'],
});

const put = (store: Store, ...objects: DirectoryObject[]) =>
  store.directory.change(
    objects.map((object) => ({ verb: 'put', object })),
    'local:ada',
    START,
  );

export function directoryContract(onStore: OnStore): void {
  onStore('objects are kept under a growing revision', async ({ store, reopen }) => {
    assert.deepEqual(await store.directory.load(), { revision: 0, objects: [] });
    const made = await put(store, organization('a'));
    assert.equal(made, 1);
    assert.deepEqual(await store.directory.load(), { revision: 1, objects: [organization('a')] });
    await put(store, { ...organization('a'), smtpAuth: false }, organization('b'));
    const again = await reopen();
    assert.deepEqual(await again.directory.load(), {
      revision: 2,
      objects: [{ ...organization('a'), smtpAuth: false }, organization('b')],
    });
    const revision = await again.directory.change(
      [{ verb: 'delete', kind: 'organization', id: id('ORG-a') }],
      'ada',
      START,
      2,
    );
    assert.equal(revision, 3);
    assert.deepEqual(await again.directory.load(), { revision: 3, objects: [organization('b')] });
  });

  onStore('a change of thousands of objects is one change, or none', async ({ store, reopen }) => {
    await put(store, organization('a'));
    const many = Array.from({ length: 1_700 }, (_, n) => mailbox(`M${n}`, `user${n}@x.test`));
    const twice = mailbox('M1700', 'user3@x.test');
    await assert.rejects(put(store, ...many, twice), { name: 'DirectoryConflict' });
    assert.deepEqual(await store.directory.load(), { revision: 1, objects: [organization('a')] });
    assert.equal(await put(store, ...many), 2);
    const again = await reopen();
    const { revision, objects } = await again.directory.load();
    assert.equal(revision, 2);
    const inOrder = [...many, organization('a')].sort((one, other) => (one.id < other.id ? -1 : 1));
    assert.deepEqual(objects, inOrder);
    assert.equal((await again.directory.audit({ limit: 5_000 })).length, 1_701);
    const gone = many.map(({ id }) => ({ verb: 'delete', kind: 'mailbox', id }) as const);
    assert.equal(await again.directory.change(gone, 'ada', START, 2), 3);
    assert.deepEqual(await again.directory.load(), { revision: 3, objects: [organization('a')] });
  });

  onStore('a change against an older revision is refused', async ({ store }) => {
    await put(store, organization('a'));
    await assert.rejects(store.directory.change([{ verb: 'put', object: organization('b') }], 'ada', START, 0), {
      name: 'DirectoryConflict',
    });
    assert.equal((await store.directory.load()).revision, 1);
  });

  onStore('names that must be unique are, and a refused change leaves nothing behind', async ({ store }) => {
    const verified = { at: START, method: 'txt' } as const;
    await put(
      store,
      organization('a'),
      domain('D1', 'contoso.test', { verified }),
      mailbox('M1', 'ann@contoso.test', ['info@contoso.test']),
      credential('K1', 'M1', 'Ann@contoso.test'),
      connector('C1', 'Copier'),
    );
    const conflicts: [DirectoryObject, RegExp][] = [
      [organization('A', 'other'), /organization called a/],
      [domain('D2', 'contoso.test'), /has the domain contoso\.test/],
      [domain('D2', 'contoso.test', { organizationId: id('ORG-b'), verified }), /verified for another/],
      [mailbox('M2', 'INFO@contoso.test'), /address info@contoso\.test/],
      [
        {
          kind: 'group',
          ...groupForms.standards,
          id: id('G1'),
          organizationId: id('ORG-a'),
          address: 'g@contoso.test',
          aliases: ['ann@contoso.test'],
        },
        /address ann@contoso\.test/,
      ],
      [credential('K2', 'M2', 'ann@contoso.test'), /login name/],
      [connector('C2', 'copier'), /connector called copier/],
    ];
    for (const [object, message] of conflicts) {
      await assert.rejects(put(store, organization('c'), object), (error: Error) => {
        assert.equal(error.name, 'DirectoryConflict');
        assert.match(error.message, message);
        return true;
      });
    }
    assert.deepEqual((await store.directory.load()).revision, 1);
    assert.equal((await store.directory.audit({ limit: 100 })).length, 5);
    // The same names where they may be shared.
    await put(
      store,
      domain('D2', 'contoso.test', { organizationId: id('ORG-b') }),
      credential('K2', 'M1', 'ann@contoso.test'),
      connector('C2', 'Copier', 'ORG-b'),
    );
  });

  onStore('two mailboxes may swap addresses in one change, and a deleted name is free', async ({ store }) => {
    await put(store, mailbox('M1', 'a@x.test'), mailbox('M2', 'b@x.test'));
    await put(store, mailbox('M1', 'b@x.test'), mailbox('M2', 'a@x.test'));
    await store.directory.change([{ verb: 'delete', kind: 'mailbox', id: id('M1') }], 'ada', START);
    await put(store, mailbox('M3', 'b@x.test'));
  });

  onStore('the audit is read page by page, also where one change has more entries than a page', async ({ store }) => {
    const edits = Array.from({ length: 250 }, (_, i) => ({ verb: 'put', object: organization(`o${i}`) }) as const);
    await store.directory.change(edits, 'ada', START);
    const seen: string[] = [];
    let after: number | undefined;
    for (let pages = 0; pages < 4; pages++) {
      const page = await store.directory.audit({ limit: 100, ...(after !== undefined && { after }) });
      seen.push(...page.map(({ id: one }) => one));
      after = page.at(-1)?.n;
    }
    assert.equal(seen.length, 250);
    assert.equal(new Set(seen).size, 250);
    assert.equal(seen[0], 'ORG-o249', 'newest first');
  });

  onStore('every edit is in the audit with before and after, without verifiers', async ({ store }) => {
    await put(store, organization('a'), credential('K1', 'M1', 'ann'));
    await store.directory.change(
      [{ verb: 'put', object: { ...organization('a'), smtpAuth: false } }],
      'token:ci',
      START + 5,
    );
    await store.directory.note({
      at: START + 6,
      actor: 'ada',
      kind: 'queue',
      id: 'Q',
      name: 'hold',
      before: null,
      after: { touched: 3 },
    });
    const entries = await store.directory.audit({ limit: 10 });
    assert.deepEqual(
      entries.map(({ at, actor, revision, kind, name }) => [at - START, actor, revision, kind, name]),
      [
        [6, 'ada', 2, 'queue', 'hold'],
        [5, 'token:ci', 2, 'organization', 'a'],
        [0, 'local:ada', 1, 'credential', 'K1'],
        [0, 'local:ada', 1, 'organization', 'a'],
      ],
    );
    assert.deepEqual(entries[1]!.before, organization('a'));
    assert.deepEqual(entries[1]!.after, { ...organization('a'), smtpAuth: false });
    assert.equal(entries[3]!.before, null);
    assert.ok(!JSON.stringify(entries).includes('argon2id'));
    assert.equal((await store.directory.audit({ limit: 10, before: START + 5 })).length, 2);
    assert.equal((await store.directory.audit({ limit: 10, id: 'ORG-a' })).length, 2);
    assert.equal((await store.directory.audit({ limit: 1 })).length, 1);
  });

  onStore('sealed values are kept as they are', async ({ store, reopen }) => {
    await store.secrets.put('outbound:C1', Uint8Array.of(1, 2, 255));
    await store.secrets.put('outbound:C2', Uint8Array.of(4));
    await store.secrets.put('outbound:C2', Uint8Array.of(5));
    const again = await reopen();
    assert.deepEqual([...((await again.secrets.get('outbound:C1')) ?? [])], [1, 2, 255]);
    assert.deepEqual([...((await again.secrets.get('outbound:C2')) ?? [])], [5]);
    assert.deepEqual(await again.secrets.names(), ['outbound:C1', 'outbound:C2']);
    await again.secrets.put('token:ci', Uint8Array.of(6));
    assert.deepEqual(await again.secrets.names({ prefix: 'outbound:' }), ['outbound:C1', 'outbound:C2']);
    assert.deepEqual(await again.secrets.names({ prefix: 'token:' }), ['token:ci']);
    assert.deepEqual(await again.secrets.names({ prefix: 'tokens:' }), []);
    await again.secrets.delete('outbound:C1');
    assert.equal(await again.secrets.get('outbound:C1'), null);
  });
}
