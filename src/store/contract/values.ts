/** The contract of what values may look like: texts that strangers wrote, and times. */
import assert from 'node:assert/strict';
import type { OnStore } from './on-store.ts';
import { addition, event, organization, recipient, sample, sessionRecord, START } from './samples.ts';
import { claim, settlement } from './spool.ts';
import type { Store } from '../store.ts';

/** A NUL, and halves of surrogate pairs: one alone, two the wrong way round. */
const ODD = 'Scan \0 of \uD83D and \uDE00\uD83D, 😀';
const PLAIN = 'Scan \uFFFD of \uFFFD and \uFFFD\uFFFD, 😀';

const subjects = async (store: Store): Promise<(string | null)[]> =>
  (await claim(store)).map(({ message }) => message.header.subject);

export function valuesContract(onStore: OnStore): void {
  onStore('odd text fails no acceptance, and stands as U+FFFD from the first', async ({ store, reopen }) => {
    const odd = sample({ subject: ODD, helo: ODD, to: ['a@one.test'] });
    const withEvent = sample({ to: ['b@two.test'] });
    const messages = [
      sample({ subject: 'before' }),
      { ...odd, events: [event(odd.queueId, 'Receive', ODD)] },
      { ...withEvent, events: [event(withEvent.queueId, 'Receive', 'Received', { reply: ODD })] },
      sample({ subject: 'after' }),
    ];
    await Promise.all(messages.map((message) => store.spool.accept(message)));
    assert.deepEqual((await subjects(store)).sort(), ['Scan', PLAIN, 'after', 'before']);
    const again = await reopen();
    const [delivery] = (await claim(again)).filter(({ message }) => message.queueId === odd.queueId);
    assert.equal(delivery!.message.header.subject, PLAIN);
    assert.equal(delivery!.message.helo, PLAIN);
    const { content } = delivery!.message;
    assert.deepEqual(content.kind === 'inline' && [...content.bytes], [
      ...(odd.content as { bytes: Uint8Array }).bytes,
    ]);
    const story = await again.trace.story(odd.queueId);
    assert.equal(story!.rows[0]!.subject, PLAIN);
    assert.equal(story!.events[0]!.text, PLAIN);
    assert.equal((await again.trace.story(withEvent.queueId))!.events[0]!.reply, PLAIN);
  });

  onStore(
    'odd text in a settlement and its report, a session, a note and the directory is kept the same way',
    async ({ store, reopen }) => {
      const message = sample();
      await store.spool.accept(message);
      const [delivery] = await claim(store);
      const report = sample({ subject: ODD, to: ['sender@contoso.test'] });
      const told = settlement(delivery!, {
        added: [addition('more@one.test')],
        owed: [report],
        events: [event(message.queueId, 'Fail', ODD, { ordinal: 0 })],
      });
      await store.spool.settle(told);
      const session = sessionRecord({ helo: ODD });
      store.trace.record(session);
      await store.notes.put('alarm', [{ key: 'a', value: { text: ODD, [ODD]: 1 } }]);
      await store.directory.change([{ verb: 'put', object: organization(ODD) }], 'ada', START);
      const again = await reopen();
      assert.ok((await subjects(again)).includes(PLAIN));
      assert.equal((await again.trace.story(message.queueId))!.events.at(-1)!.text, PLAIN);
      assert.equal((await again.trace.session(session.sessionId))!.helo, PLAIN);
      assert.deepEqual((await again.notes.get('alarm', 'a'))!.value, { text: PLAIN, [PLAIN]: 1 });
      assert.equal((await again.directory.load()).objects[0]!.kind, 'organization');
      assert.equal((await again.directory.audit({ limit: 1 }))[0]!.name, PLAIN);
    },
  );

  onStore('a time of an attempt that has a fraction is rounded up', async ({ store, reopen }) => {
    await store.spool.accept(sample({ to: [recipient('a@one.test', { notBefore: START + 0.25 })] }));
    await store.spool.accept(sample({ to: [recipient('b@two.test', { notBefore: START + 7.5 })] }));
    assert.equal(await store.spool.nextDueAt([]), START + 1);
    assert.deepEqual(await claim(store), []);
    const [delivery] = await claim(store, { now: START + 1 });
    await store.spool.settle(
      settlement(delivery!, {
        changes: [
          {
            ordinal: 0,
            state: 'waiting',
            nextAttemptAt: START + 2.5,
            attempts: 1,
            delayedSince: START,
            delayNoticeAt: null,
            lastReply: null,
          },
        ],
      }),
    );
    assert.equal(await store.spool.nextDueAt([]), START + 3);
    const again = await reopen();
    const { entries } = await again.spool.list({}, { limit: 10, after: null });
    assert.deepEqual(
      entries.map(({ nextAttemptAt }) => nextAttemptAt - START),
      [3, 8],
    );
    await again.spool.steer({ recipientContains: 'b@' }, { verb: 'retry-now' }, 'ada', START + 3.5);
    assert.equal(await again.spool.nextDueAt(['mx:one.test']), START + 4);
  });
}
