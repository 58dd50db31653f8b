/** The contract of the checks of screening: they are counted in the commits that made them true, and found in the trace without looking at all of it. */
import assert from 'node:assert/strict';
import { reasonVersion } from '../../mail/reason.ts';
import type { ObservedRows } from '../../mail/screening/checks.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import type { Store } from '../store.ts';
import type { OnStore } from './on-store.ts';
import { id, sample, sessionRecord, START } from './samples.ts';
import { recipients } from './trace.ts';

const HOUR = 3_600_000;
const inbox: Screened = { scl: 1, category: 'NONE', filter: 'NSPM', disposition: 'inbox' };
const would = (...rows: ObservedRows): Screened => ({ ...inbox, observed: rows });
const rejects = { row: 'dmarc-reject', would: 'reject' } as const;
const junks = { row: 'unauthenticated', would: 'junk' } as const;

export function checksContract(onStore: OnStore): void {
  onStore('checks are counted by the hour, and found in the trace', async ({ store, reopen }) => {
    const at = START + HOUR;
    const take = (to: string, more: Parameters<typeof sample>[0]) =>
      store.spool.accept(sample({ receivedAt: at, to: [to], ingress: 'direct', ...more }));
    await take('first@one.test', { screened: would(rejects, junks) });
    await take('second@one.test', { screened: would(junks), organizationId: id('ORG2') });
    await take('junk@one.test', { screened: { ...inbox, disposition: 'junk', row: 'spam' } });
    // Of those that sign in nothing is looked at but the envelope.
    await take('envelope@one.test', { observed: [{ row: 'blocked-recipient', would: 'reject' }] });
    await take('plain@one.test', { screened: inbox });
    const refusal = (
      n: number,
      reply: string,
      reason: Readonly<Record<string, string>> & { readonly kind: string },
    ) => ({
      ...{ reference: `R-${n}`, at, reply, cause: 'no', stage: 'data' as const, organizationId: id('ORG1') },
      ...{ sender: null, recipient: `refused${n}@one.test`, reason: { version: reasonVersion, ...reason } },
    });
    store.trace.record(
      sessionRecord({
        endedAt: at,
        refusals: [
          refusal(0, '550 5.7.1 no', { kind: 'dns-listed', of: 'spam' }),
          refusal(1, '451 4.7.1 later', { kind: 'virus-scan-failed' }),
          refusal(2, '550 5.7.1 no', { kind: 'relay-denied' }),
          refusal(3, '550 5.7.1 no', { kind: 'dmarc', policy: 'of-a-later-version' }),
        ],
      }),
    );
    const counted = async (each: Store, by: 'check' | 'observed', only: readonly string[] | null = null) => {
      const asked = { by, step: 'day', from: at - 48 * HOUR, to: at + 48 * HOUR, labels: 30 } as const;
      const { points } = await each.trace.series({ ...asked, only: only && only.map(id) });
      return points.map(({ label, outcome, count }) => `${label} ${outcome} ${count}`).sort();
    };
    for (const open of [async () => store, reopen]) {
      const each = await open();
      assert.deepEqual(await counted(each, 'check'), [
        'spam junk 1',
        'spam-list reject 1',
        'virus-scan-failed defer 1',
      ]);
      assert.deepEqual(await counted(each, 'observed'), [
        'blocked-recipient reject 1',
        'dmarc-reject reject 1',
        'unauthenticated also 1',
        'unauthenticated junk 1',
      ]);
      assert.deepEqual(await counted(each, 'observed', ['ORG2']), ['unauthenticated junk 1']);
      const observed = (check: 'unauthenticated' | 'dmarc-reject') => recipients(each, { observed: check });
      assert.deepEqual(await observed('unauthenticated'), ['first@one.test', 'second@one.test']);
      assert.deepEqual(await observed('dmarc-reject'), ['first@one.test']);
      assert.deepEqual(await recipients(each, { observed: 'blocked-recipient' }), ['envelope@one.test']);
      // By its whole name, not by its words.
      assert.deepEqual(await recipients(each, { check: 'spam' }), ['junk@one.test']);
      assert.deepEqual(await recipients(each, { check: 'spam-list' }), ['refused0@one.test']);
      assert.deepEqual(await recipients(each, { check: 'dmarc-reject' }), []);
      const { rows } = await each.trace.search({ observed: 'dmarc-reject', limit: 1 });
      assert.deepEqual(rows[0]?.checks, [
        { check: 'dmarc-reject', isObserved: true },
        { check: 'unauthenticated', isObserved: true },
      ]);
    }
  });
}
