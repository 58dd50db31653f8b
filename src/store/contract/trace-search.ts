/** The contract of the trace's searches: addresses in part, time that runs out, how a recipient waits. */
import assert from 'node:assert/strict';
import type { ObjectId } from '../../base/id.ts';
import type { Direction } from '../../mail/delivery.ts';
import type { TracePage } from '../store.ts';
import type { OnStore } from './on-store.ts';
import { recipient, sample, START } from './samples.ts';
import { claim, settlement } from './spool.ts';
import { recipients } from './trace.ts';

export function traceSearchContract(onStore: OnStore): void {
  onStore('an international domain is found in both of its forms', async ({ store }) => {
    const typed = recipient('ann@Müller.test', {
      address: { local: 'ann', domain: 'Müller.test', domainKey: 'xn--mller-kva.test' },
    });
    await store.spool.accept(sample({ to: ['bob@xn--mller-kva.test', typed] }));
    for (const wanted of ['@müller.test', '@xn--mller-kva.test', 'müller', 'MÜLLER.test'])
      assert.deepEqual(
        await recipients(store, { recipient: wanted }),
        ['ann@Müller.test', 'bob@xn--mller-kva.test'],
        wanted,
      );
    assert.deepEqual(await recipients(store, { recipient: 'bob@müller.test' }), ['bob@xn--mller-kva.test']);
  });

  onStore('mail is found by where it goes, as its organization sees it', async ({ store }) => {
    const theirs = 'ORG2000000000000' as ObjectId;
    const mail = [
      { ingress: 'relay', to: ['out@Else.test', 'in@OURS.test'] },
      { ingress: 'submission', to: ['ann@Müller.test'] },
      { ingress: 'internal', to: ['report@else.test'] },
      { ingress: 'direct', to: ['stranger@ours.test'] },
      { ingress: 'relay', to: ['their@ours.test'], organizationId: theirs },
    ] as const;
    for (const { to, ...more } of mail) await store.spool.accept(sample({ ...more, to: [...to] }));
    const { organizationId } = sample({});
    const ownDomains = ['ours.test', 'müller.test', 'xn--mller-kva.test'].map((name) => `${organizationId} ${name}`);
    const going = (is: Direction) => recipients(store, { direction: { is, ownDomains } });
    assert.deepEqual(await going('incoming'), ['stranger@ours.test']);
    assert.deepEqual(await going('internal'), ['ann@Müller.test', 'in@OURS.test']);
    assert.deepEqual(await going('outgoing'), ['out@Else.test', 'report@else.test', 'their@ours.test']);
  });

  onStore('mail from nobody is found as <>', async ({ store }) => {
    await store.spool.accept(sample({ to: ['a@one.test'], reversePath: null }));
    await store.spool.accept(sample({ to: ['b@one.test'] }));
    assert.deepEqual(await recipients(store, { sender: '<>' }), ['a@one.test']);
  });

  onStore(
    'a search that has to look at every row ends in time, says how far it came, and goes on there',
    async ({ store }) => {
      for (let i = 0; i < 300; i++) await store.spool.accept(sample({ receivedAt: START + i, to: [`r${i}@one.test`] }));
      for (const query of [
        { recipient: '*9@one.t*' },
        { recipient: '*9@one.t*', status: ['Getting status'] as const },
      ]) {
        const found: (string | null)[] = [];
        let pages = 0;
        for (let after: string | null = null; ; pages++) {
          const page: TracePage = await store.trace.search({ ...query, limit: 7, lookMs: 0, after });
          found.push(...page.rows.map((row) => row.recipient));
          assert.ok(page.rows.length <= 7);
          if (page.next === null) break;
          assert.notEqual(page.next, after);
          if (page.rows.length < 7) assert.ok(page.lookedBackTo !== null && page.lookedBackTo >= START);
          after = page.next;
        }
        assert.ok(pages >= 2, 'time ran out on the way');
        assert.equal(found.length, 30);
        assert.equal(new Set(found).size, 30);
      }
      const whole = await store.trace.search({ recipient: '*9@one.t*', limit: 100 });
      assert.deepEqual([whole.rows.length, whole.next, whole.lookedBackTo], [30, null, null]);
    },
  );

  onStore('a row says how its recipient waits, as long as it does', async ({ store }) => {
    const message = sample({ to: [recipient('a@one.test', { notBefore: START + 5_000 }), 'b@one.test'] });
    await store.spool.accept(message);
    const waits = async () => {
      const { rows } = await store.trace.search({ limit: 10, queueId: message.queueId });
      return rows
        .toSorted((a, b) => (a.recipient ?? '').localeCompare(b.recipient ?? ''))
        .map(({ waiting }) => waiting);
    };
    const untried = { attempts: 0, held: false, lane: 'mx:one.test' };
    assert.deepEqual(await waits(), [
      { nextAttemptAt: START + 5_000, ...untried },
      { nextAttemptAt: START, ...untried },
    ]);
    await store.spool.steer({ ordinals: [0] }, { verb: 'hold' }, 'ada', START);
    assert.equal((await waits())[0]?.held, true);
    const [delivery] = await claim(store, { now: START + 10 });
    await store.spool.settle(settlement(delivery!));
    assert.equal((await waits())[1], null);
  });
}
