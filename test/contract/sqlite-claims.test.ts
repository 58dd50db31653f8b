/** However many recipients a message has, a claim brings a bounded number of them: they come in one message between threads, and are decoded. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../src/base/bounds.ts';
import { mx, recipient, sample, START } from '../../src/store/contract/samples.ts';
import type { Delivery } from '../../src/mail/delivery.ts';
import { ownMessage } from '../../src/store/own-message.ts';
import type { Store } from '../../src/store/store.ts';
import { openSqlite } from '../../lab/stores/sqlite-store.ts';

const LATER = START + 1_000;
const RECIPIENTS = 3 * bounds.store.claimedRecipients;

const claim = (store: Store): Promise<readonly Delivery[]> =>
  store.spool.claim({ now: LATER, limit: 64, leaseMs: 60_000, busyLanes: [], perLane: 64 });

async function inClaims(take: (store: Store) => Promise<readonly Delivery[]>): Promise<readonly number[]> {
  const opened = await openSqlite();
  try {
    // Not due at once: they wait in the database.
    const one = (at: number) => recipient(`r${at}@${at % 2 === 0 ? 'even' : 'odd'}.test`, { notBefore: LATER });
    await opened.store.spool.accept(sample({ to: Array.from({ length: RECIPIENTS }, (_, at) => one(at)) }));
    const had = new Set<number>();
    const sizes: number[] = [];
    for (let got = await take(opened.store); got.length > 0; got = await take(opened.store)) {
      const ordinals = got.flatMap(({ recipients }) => recipients.map(({ ordinal }) => ordinal));
      sizes.push(ordinals.length);
      for (const ordinal of ordinals) had.add(ordinal);
    }
    assert.equal(had.size, RECIPIENTS, 'each is claimed once');
    return sizes;
  } finally {
    await opened.dispose();
  }
}

test('a claim of thousands is bounded, and the next ones bring the rest', async () => {
  const sizes = await inClaims(claim);
  // The last delivery may pass the bound.
  const most = bounds.store.claimedRecipients + bounds.store.deliveryRecipients;
  assert.ok(Math.max(...sizes) <= most, sizes.join(' '));
});

test('so is that of an administrator who ends them', async () => {
  const sizes = await inClaims((store) => store.spool.claimSelected({}, 100, 60_000, LATER));
  assert.ok(Math.max(...sizes) <= bounds.store.claimedRecipients, sizes.join(' '));
});

test('what is kept of a message of our own is as large as it is', () => {
  const report = sample({ to: ['a@one.test'] });
  const bytes = Buffer.concat([Buffer.from('Subject: report\r\n\r\n'), Buffer.from('line\r\n'.repeat(800))]);
  assert.ok(bytes.buffer.byteLength > bytes.length, 'cut from a slab');
  const { address } = report.recipients[0]!;
  const { content } = ownMessage({ ...report, deviceId: null }, bytes, [{ address, route: mx('one.test') }], START);
  assert.ok(content.kind === 'inline');
  assert.equal(content.bytes.buffer.byteLength, bytes.length);
});
