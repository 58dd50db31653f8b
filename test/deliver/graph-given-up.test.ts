/** Attempts that are given up half-way, as by an orderly stop: they end in time, and what is known of any recipient is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../src/mail/delivery.ts';
import type { DeskAnswer } from '../../lab/peers/http-desk.ts';
import { bench, large } from './graph-bench.ts';
import { delivery, viaConnector } from '../../lab/houses/delivery-house.ts';

const silence = (): Promise<DeskAnswer> => new Promise(() => {});
/** What is waited for an attempt after its signal (queue/attempt/attempt-deadline.ts). */
const GRACE_MS = 5_000;
const textOf = (outcome: Outcome | undefined): string =>
  outcome !== undefined && 'text' in outcome ? outcome.text : '';

test('what was accepted before an attempt is given up is told, and the rest was never asked for', async () => {
  const stop = new AbortController();
  let mails = 0;
  await using at = await bench((step) => {
    if (step !== 'POST sendMail' || ++mails < 2) return null;
    stop.abort();
    return silence();
  });
  const to = Array.from({ length: 1_200 }, (_, n) => `r${n}@d.test`);
  const outcomes = await at.room.room.deliver(delivery(viaConnector, to), stop.signal);
  const count = (from: number, until: number): readonly string[] => [
    ...new Set(outcomes.filter(({ ordinal }) => ordinal >= from && ordinal < until).map(({ action }) => action)),
  ];
  assert.deepEqual([count(0, 500), count(500, 1_200)], [['relayed'], ['delayed']]);
  const inDoubt = outcomes.filter((outcome) => outcome.action === 'delayed' && outcome.inDoubt === true);
  assert.deepEqual(new Set(inDoubt.map(({ ordinal }) => ordinal >= 500 && ordinal < 1_000)), new Set([true]));
  assert.equal(mails, 2);
});

test('what breaks for one batch does not take along what is known of another', async () => {
  let reads = 0;
  const spool = {
    async *content(ref: { readonly bytes: Uint8Array }) {
      if (++reads > 2) throw new Error('the disk is gone');
      yield ref.bytes;
    },
  };
  await using at = await bench(undefined, {}, { delivery: { store: { spool } as never } });
  const to = Array.from({ length: 501 }, (_, n) => `r${n}@d.test`);
  const outcomes = await at.room.attempt(delivery(viaConnector, to));
  assert.deepEqual(
    [outcomes[0]?.action, outcomes[499]?.action, outcomes[500]?.action],
    ['relayed', 'relayed', 'delayed'],
  );
  assert.match(textOf(outcomes[500]), /^local error in delivery; it is in the log$/u);
});

test('cleaning up after an attempt that was given up ends within its grace, also when nobody answers', async () => {
  for (const at of ['PUT upload bytes 0-1966079/5000000', 'POST messages/ID/send']) {
    const stop = new AbortController();
    let cleaned = 0;
    await using graph = await bench((step) => {
      if (step === at) stop.abort();
      else if (!step.startsWith('GET') && !step.startsWith('DELETE')) return null;
      else cleaned += 1;
      return silence();
    });
    let stopped = 0;
    stop.signal.addEventListener('abort', () => {
      stopped = performance.now();
    });
    const [outcome] = await graph.room.room.deliver(delivery(viaConnector, ['b@d.test'], large()), stop.signal);
    assert.equal(outcome?.action, 'delayed');
    assert.ok(performance.now() - stopped < GRACE_MS - 1_000, `${at}: ${performance.now() - stopped} ms`);
    assert.ok(cleaned > 0, 'it was tried all the same');
  }
});

test('a stop during the sending looks whether it went, and tells so', async () => {
  const stop = new AbortController();
  let isAsked = false;
  await using at = await bench((step) => {
    if (step === 'POST messages/ID/send') {
      isAsked = true;
      stop.abort();
      return silence();
    }
    return isAsked && step.startsWith('GET')
      ? { status: 404, json: { error: { code: 'ErrorItemNotFound', message: '' } } }
      : null;
  });
  const [outcome] = await at.room.room.deliver(delivery(viaConnector, ['b@d.test'], large()), stop.signal);
  assert.equal(outcome?.action, 'relayed');
});

test('a draft that we deleted ourselves, as it may be, is no draft that was sent', async () => {
  let deletes = 0;
  await using at = await bench((step) => {
    if (step === 'POST messages/ID/send') return { status: 502 };
    return step === 'DELETE messages/ID' && deletes++ === 0 ? 'do and hang up' : null;
  });
  const [outcome] = await at.room.attempt(delivery(viaConnector, ['b@d.test'], large()));
  assert.ok(outcome?.action === 'delayed' && outcome.inDoubt);
  assert.equal(deletes, 2);
  assert.equal(at.graph.drafts.length, 0);
});
